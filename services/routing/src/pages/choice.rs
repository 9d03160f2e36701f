//! What a dispatcher can choose from the issues, and what is chosen.

use web::{Lang, words};

use super::inbox::many;
use crate::{
    lifecycle::Status,
    listing::{Listing, NO_TEAM, Sort, View},
    store::{areas::AreaName, catalogue::Team, issue_list::Counts},
};

/// One box of the panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub is_chosen: bool,
}

/// Something that is chosen, with the address of the list without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    pub label: String,
    pub without: String,
}

/// The panel with everything that can be chosen.
#[derive(Debug, Clone, Default)]
pub struct Panel {
    pub kinds: Vec<Choice>,
    /// The buurten of each wijk, under its name; the wijk itself is the first.
    pub wijken: Vec<(String, Vec<Choice>)>,
    pub teams: Vec<Choice>,
    pub statuses: Vec<Choice>,
    pub sorts: Vec<Choice>,
    pub chips: Vec<Chip>,
    /// "56 kwesties"; empty when nothing was chosen.
    pub found: String,
}

impl Panel {
    pub fn new(listing: &Listing, areas: &[AreaName], teams: &[Team], counts: &Counts) -> Self {
        let kinds = Lang::dutch().categories().map(|kind| {
            Choice::new(kind.code, kind.label, listing.categories.iter().any(|it| it == kind.code))
        });
        let named = teams.iter().map(|team| (team.team_key.as_str(), team.name.as_str()));
        let teams = std::iter::once((NO_TEAM, "Geen team")).chain(named).map(|(key, name)| {
            Choice::new(key, name, listing.teams.iter().any(|chosen| chosen == key))
        });
        let of_view = |status: &Status| status.is_closed() == (listing.view == View::Closed);
        let statuses = Status::ALL.into_iter().filter(of_view).map(|status| {
            let label = words::status(status.as_str()).label;
            Choice::new(status.as_str(), label, listing.statuses.contains(&status))
        });
        let sorts = Sort::ALL
            .map(|sort| Choice::new(sort.word(), sort_name(sort, listing), sort == listing.sort));
        let mut panel = Self {
            kinds: kinds.into(),
            wijken: wijken(listing, areas),
            teams: teams.collect(),
            statuses: statuses.collect(),
            sorts: sorts.into(),
            chips: Vec::new(),
            found: String::new(),
        };
        panel.chips = panel.chips_of(listing);
        if listing.is_narrowed() {
            let noun = if counts.chosen == 1 { "kwestie" } else { "kwesties" };
            panel.found = format!("{} {noun}", many(counts.chosen));
        }
        panel
    }

    /// What is chosen, in the order of the panel.
    fn chips_of(&self, listing: &Listing) -> Vec<Chip> {
        let first = &listing.first();
        let mut chips = Vec::new();
        if !listing.words.is_empty() {
            let without = Listing { words: String::new(), ..first.clone() };
            chips.push(Chip::new(format!("“{}”", listing.words), &without));
        }
        let areas: Vec<_> = self.wijken.iter().flat_map(|(_, areas)| areas).cloned().collect();
        chips.extend(of_codes(&first.categories, &self.kinds, |categories| Listing {
            categories,
            ..first.clone()
        }));
        chips.extend(of_codes(&first.areas, &areas, |areas| Listing { areas, ..first.clone() }));
        chips.extend(of_codes(&first.teams, &self.teams, |teams| Listing {
            teams,
            ..first.clone()
        }));
        for status in &listing.statuses {
            let mut without = first.clone();
            without.statuses.retain(|it| it != status);
            chips.push(Chip::new(words::status(status.as_str()).label.to_owned(), &without));
        }
        if listing.is_urgent {
            let without = Listing { is_urgent: false, ..first.clone() };
            chips.push(Chip::new("Met spoed".to_owned(), &without));
        }
        if listing.bbox.is_some() {
            let without = Listing { bbox: None, ..first.clone() };
            chips.push(Chip::new("Deel van de kaart".to_owned(), &without));
        }
        chips
    }
}

/// A chip for each code, by the name of its choice; a code that we do not know names itself.
fn of_codes(
    codes: &[String],
    choices: &[Choice],
    with: impl Fn(Vec<String>) -> Listing,
) -> Vec<Chip> {
    let chip = |code: &String| {
        let others = codes.iter().filter(|other| *other != code).cloned().collect();
        let known = choices.iter().find(|choice| choice.value == *code);
        Chip::new(known.map_or(code, |choice| &choice.label).clone(), &with(others))
    };
    codes.iter().map(chip).collect()
}

impl Chip {
    fn new(label: String, without: &Listing) -> Self {
        Self { label, without: without.address() }
    }
}

impl Choice {
    fn new(value: &str, label: &str, is_chosen: bool) -> Self {
        Self { value: value.to_owned(), label: label.to_owned(), is_chosen }
    }
}

fn sort_name(sort: Sort, listing: &Listing) -> &'static str {
    match (sort, listing.view) {
        (Sort::Due, View::Closed) => "Laatst afgehandeld eerst",
        (Sort::Due, _) => "Kortste tijd eerst",
        (Sort::Newest, _) => "Nieuwste eerst",
        (Sort::Oldest, _) => "Oudste eerst",
    }
}

/// `areas` are in the order of their wijken.
fn wijken(listing: &Listing, areas: &[AreaName]) -> Vec<(String, Vec<Choice>)> {
    let mut wijken: Vec<(String, Vec<Choice>)> = Vec::new();
    let choice = |code: &str, name: &str| {
        Choice::new(code, name, listing.areas.iter().any(|chosen| chosen == code))
    };
    for area in areas {
        if wijken.last().is_none_or(|(name, _)| *name != area.wijk_name) {
            let whole = format!("Heel {}", area.wijk_name);
            wijken.push((area.wijk_name.clone(), vec![choice(&area.wijk_code, &whole)]));
        }
        if let Some((_, choices)) = wijken.last_mut() {
            choices.push(choice(&area.area_code, &area.name));
        }
    }
    wijken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(code: &str, name: &str, wijk: &str) -> AreaName {
        AreaName {
            area_code: code.to_owned(),
            name: name.to_owned(),
            wijk_code: format!("WK-{wijk}"),
            wijk_name: wijk.to_owned(),
        }
    }

    #[test]
    fn what_is_chosen_is_told_with_the_way_back() {
        let areas =
            [area("BU1", "Zangvogelbuurt", "Liendert"), area("BU2", "De Hoef", "Rustenburg")];
        let listing = Listing {
            view: View::Open,
            categories: vec!["litter".to_owned()],
            areas: vec!["BU1".to_owned(), "BU9".to_owned()],
            is_urgent: true,
            ..Listing::default()
        };
        let panel = Panel::new(&listing, &areas, &[], &Counts { chosen: 1, ..Counts::default() });

        let chips: Vec<_> = panel.chips.iter().map(|chip| chip.label.as_str()).collect();
        assert_eq!(chips, ["Zwerfafval", "Zangvogelbuurt", "BU9", "Met spoed"]);
        let without = "/meldkamer?weergave=alles&soort=litter&buurt=BU9&spoed=ja";
        assert_eq!(panel.chips[1].without, without);
        assert_eq!(panel.found, "1 kwestie");
        assert_eq!(panel.wijken[0].1[0].label, "Heel Liendert");
        assert!(panel.wijken[0].1[1].is_chosen && !panel.wijken[1].1[1].is_chosen);
    }

    #[test]
    fn open_issues_are_chosen_by_open_states_and_closed_ones_by_closed() {
        let of = |view| Panel::new(&Listing::of(view), &[], &[], &Counts::default());

        assert!(of(View::Open).statuses.iter().all(|choice| choice.value != "resolved"));
        assert_eq!(of(View::Closed).statuses.len(), 2);
        assert_eq!(of(View::Late).found, "");
    }
}
