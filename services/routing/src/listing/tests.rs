//! Addresses of lists, there and back.

use proptest::prelude::*;

use super::*;

fn pairs(query: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

fn read(query: &str) -> Listing {
    Listing::read(&pairs(query.trim_start_matches('?')))
}

#[test]
fn an_address_leads_to_the_choice_that_made_it() {
    let address = "?weergave=alles&zoek=Wiekslag+14&soort=litter&soort=bulky_waste\
                   &buurt=BU03072500&team=schoon&team=geen&staat=planned&spoed=ja\
                   &kader=5.4%2C52.1%2C5.5%2C52.2&sorteer=nieuwste";
    let listing = read(address);

    assert_eq!((listing.view, listing.sort), (View::Open, Sort::Newest));
    assert_eq!(listing.categories, ["litter", "bulky_waste"]);
    assert_eq!(listing.statuses, [Status::Planned]);
    assert_eq!(listing.query(), address);
    assert!(listing.is_narrowed());
}

#[test]
fn the_first_view_has_no_query_and_what_is_not_known_chooses_nothing() {
    assert_eq!(Listing::default().query(), "");
    let unknown = "weergave=x&staat=lost&kader=1,2&sorteer=y&na=z&soort=%00&buurt=&team=a%20b&w=1";
    assert_eq!(read(unknown), Listing::default());
    assert!(!read("weergave=te-laat&sorteer=oudste").is_narrowed());
}

#[test]
fn more_can_stand_before_it() {
    let listing = Listing::of(View::Late);

    assert_eq!(listing.query_with(&[("gedaan", "7")]), "?gedaan=7&weergave=te-laat");
}

proptest! {
    #[test]
    fn whatever_is_asked_is_asked_again_the_same(
        names in prop::collection::vec(prop::sample::select(vec![
            "weergave", "zoek", "soort", "buurt", "team", "staat", "spoed", "kader", "sorteer", "na",
        ]), 0..12),
        values in prop::collection::vec("[-a-z0-9,. \u{0}-\u{7f}é]{0,20}", 12),
    ) {
        let names = names.into_iter().map(str::to_owned);
        let listing = Listing::read(&names.zip(values).collect::<Vec<_>>());

        prop_assert_eq!(&read(&listing.query()), &listing);
        prop_assert!(listing.query().bytes().all(|byte| byte.is_ascii_graphic()));
    }
}
