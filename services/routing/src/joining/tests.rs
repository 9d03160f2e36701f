//! Which report joins which issue.

use proptest::prelude::*;

use super::*;

const RULE: Rule = Rule { near_m: 50, alike_m: 100, join_days: 30 };
const DAY_SECONDS: i64 = 24 * 3600;

fn now() -> DateTime<Utc> {
    "2026-11-25T09:00:00Z".parse().unwrap()
}

fn told() -> Told {
    Told { submitted_at: now(), ..Told::default() }
}

fn issue(number: u128, distance_m: f64) -> Candidate {
    Candidate {
        issue_id: Uuid::from_u128(number),
        distance_m,
        opened_at: now() - TimeDelta::days(1),
        reports: 1,
        picture_hashes: Vec::new(),
    }
}

fn joined(told: &Told, candidates: &[Candidate]) -> Option<(u128, Because)> {
    join(told, RULE, candidates).map(|(id, because)| (id.as_u128(), because))
}

#[test]
fn a_report_joins_the_nearest_issue_within_the_distance_of_its_category() {
    let both = [issue(1, 40.0), issue(2, 12.0)];

    assert_eq!(joined(&told(), &both), Some((2, Because::Near)));
    assert_eq!(joined(&told(), &[issue(1, 50.0)]), Some((1, Because::Near)));
    assert_eq!(joined(&told(), &[issue(1, 50.1)]), None);
    assert_eq!(joined(&told(), &[]), None);
}

#[test]
fn further_away_the_pictures_must_be_alike() {
    let seen = Told { picture_hashes: vec![0x0f0f], ..told() };
    let alike = |distance| Candidate { picture_hashes: vec![-1, 0x0f1e], ..issue(1, distance) };

    assert_eq!(joined(&seen, &[alike(80.0)]), Some((1, Because::Alike)));
    assert_eq!(joined(&seen, &[alike(100.1)]), None);
    assert_eq!(joined(&told(), &[alike(80.0)]), None);
    let other = Candidate { picture_hashes: vec![-1], ..issue(1, 80.0) };
    assert_eq!(joined(&seen, &[other]), None);
}

#[test]
fn the_resident_knows_best() {
    let this = Told { this_one: Some(Uuid::from_u128(1)), ..told() };
    let none = Told { not_these: vec![Uuid::from_u128(2)], ..told() };
    let both = [issue(1, 180.0), issue(2, 3.0)];

    assert_eq!(joined(&this, &both), Some((1, Because::Told)));
    assert_eq!(joined(&none, &both), None);
    assert_eq!(joined(&none, &[issue(2, 3.0), issue(3, 30.0)]), Some((3, Because::Near)));
}

#[test]
fn pointing_at_something_far_away_does_not_count() {
    let this = Told { this_one: Some(Uuid::from_u128(1)), ..told() };

    assert_eq!(joined(&this, &[issue(1, 251.0)]), None);
    assert_eq!(joined(&this, &[issue(1, 251.0), issue(2, 9.0)]), Some((2, Because::Near)));
}

#[test]
fn a_place_that_is_only_a_buurt_joins_nothing_unless_the_resident_says_so() {
    let vague = Told { is_place_vague: true, ..told() };
    let this = Told { this_one: Some(Uuid::from_u128(1)), ..vague.clone() };

    assert_eq!(joined(&vague, &[issue(1, 0.0)]), None);
    assert_eq!(joined(&this, &[issue(1, 0.0)]), Some((1, Because::Told)));
}

#[test]
fn what_was_reported_long_ago_is_looked_at_again() {
    let old = Candidate { opened_at: now() - TimeDelta::days(31), ..issue(1, 1.0) };

    assert_eq!(joined(&told(), &[old]), None);
}

#[test]
fn a_full_issue_takes_no_more_and_zero_metres_is_never() {
    let full = Candidate { reports: 400, ..issue(1, 1.0) };
    let never = Rule { near_m: 0, alike_m: 0, join_days: 30 };

    assert_eq!(joined(&told(), &[full]), None);
    assert_eq!(join(&told(), never, &[issue(1, 0.0)]), None);
}

fn candidates() -> impl Strategy<Value = Vec<Candidate>> {
    let candidate = (1..9_u128, 0.0..300.0, 0..40 * DAY_SECONDS, 0..500_i64, any::<[i64; 1]>());
    prop::collection::vec(candidate, 0..8).prop_map(|all| {
        let mut all: Vec<_> = all
            .into_iter()
            .map(|(number, distance_m, age, reports, hashes)| Candidate {
                opened_at: now() - TimeDelta::seconds(age),
                reports,
                picture_hashes: hashes.to_vec(),
                ..issue(number, distance_m)
            })
            .collect();
        all.sort_by_key(|it| it.issue_id);
        all.dedup_by_key(|it| it.issue_id);
        all
    })
}

proptest! {
    #[test]
    fn the_order_of_the_issues_does_not_matter(
        all in candidates(), this in prop::option::of(1..9_u128), not in 1..9_u128,
    ) {
        let told = Told {
            this_one: this.map(Uuid::from_u128), not_these: vec![Uuid::from_u128(not)], ..told()
        };
        let reversed: Vec<_> = all.iter().rev().cloned().collect();

        prop_assert_eq!(join(&told, RULE, &all), join(&told, RULE, &reversed));
    }

    #[test]
    fn nothing_beyond_the_reach_matters_but_what_the_resident_pointed_out(
        all in candidates(), this in prop::option::of(1..9_u128), vague: bool,
        hashes in prop::collection::vec(any::<i64>(), 0..2),
    ) {
        let told = Told {
            this_one: this.map(Uuid::from_u128), is_place_vague: vague, picture_hashes: hashes,
            ..told()
        };
        let reach = reach(&told, RULE);
        let within = |it: &&Candidate| it.distance_m <= reach || told.this_one == Some(it.issue_id);
        let within: Vec<_> = all.iter().filter(within).cloned().collect();

        prop_assert_eq!(join(&told, RULE, &all), join(&told, RULE, &within));
    }

    #[test]
    fn what_a_report_joins_by_rule_is_near_young_has_room_and_was_not_declined(
        all in candidates(), not in 1..9_u128, hash in any::<i64>(),
    ) {
        let not = Uuid::from_u128(not);
        let told = Told { not_these: vec![not], picture_hashes: vec![hash], ..told() };

        if let Some((id, because)) = join(&told, RULE, &all) {
            let it = all.iter().find(|it| it.issue_id == id).unwrap();
            prop_assert!(id != not && it.reports < 400);
            prop_assert!(now() - it.opened_at <= TimeDelta::days(30));
            let reach = if because == Because::Near { 50.0 } else { 100.0 };
            prop_assert!(it.distance_m <= reach);
            prop_assert!(because != Because::Told);
        }
    }

    #[test]
    fn a_wider_rule_never_lets_less_join(all in candidates(), near_m in 0..250) {
        let narrow = Rule { near_m, alike_m: 0, join_days: 30 };
        let wide = Rule { near_m: near_m + 1, ..narrow };

        if join(&told(), narrow, &all).is_some() {
            prop_assert_eq!(join(&told(), narrow, &all), join(&told(), wide, &all));
        }
    }

    #[test]
    fn places_within_reach_of_each_other_share_a_cell_also_on_a_border(
        longitude in 3.0..8.0, latitude in 50.0..54.0, turn in 0.0..std::f64::consts::TAU,
        metres in 0.0..POINTED_M_MAX,
    ) {
        let (east, north) = (metres * turn.cos(), metres * turn.sin());
        let parallel = 111_320.0 * f64::to_radians(latitude).cos();
        let other = cells("litter", longitude + east / parallel, latitude + north / 111_320.0);
        let cells = cells("litter", longitude, latitude);

        prop_assert!(cells.len() <= 4 && other.len() <= 4);
        prop_assert!(cells.iter().any(|cell| other.contains(cell)), "{cells:?} {other:?}");
    }
}
