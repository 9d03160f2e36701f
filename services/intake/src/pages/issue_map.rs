//! The public map and list, and the part of it that is fetched again at every change.

use std::collections::BTreeMap;

use askama::Template;
use chrono::{DateTime, Utc};
use web::{
    Page,
    words::{Category, State},
};

use super::{AreaChoice, Photo};
use crate::issue_map::filter::{Filter, Shown};

/// `/kaart`
#[derive(Debug, Template)]
#[template(path = "issue_map.html")]
pub struct IssueMapPage {
    pub page: Page,
    /// All buurten, to choose from.
    pub areas: Vec<AreaChoice>,
    pub map: IssueMapFragment,
}

/// `/kaart/delen`: the changing part of [`IssueMapPage`] alone.
#[derive(Debug, Template)]
#[template(path = "issue_map_main.html")]
pub struct IssueMapFragment {
    pub page: Page,
    pub filter: Filter,
    /// Name of the chosen buurt.
    pub area_name: Option<String>,
    pub map_src: String,
    /// The newest, in the order of the numbers on the map.
    pub open: Vec<MapRow>,
    pub solved: Vec<MapRow>,
    /// All of them, also those that the list does not show.
    pub open_count: i64,
    pub solved_count: i64,
}

/// One issue in the list.
#[derive(Debug, Clone)]
pub struct MapRow {
    /// Code of the category.
    pub category: String,
    /// Name of the buurt; may be empty.
    pub area: String,
    /// Code of the public status.
    pub status: String,
    pub opened_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
    /// Only what was approved.
    pub photo: Option<Photo>,
}

/// A filter as a link.
#[derive(Debug)]
struct Chip {
    href: String,
    label: String,
    /// Empty when it has none.
    pictogram: &'static str,
    count: Option<i64>,
    is_current: bool,
}

impl IssueMapFragment {
    fn title(&self) -> String {
        self.area_name.clone().unwrap_or_else(|| self.page.t("map-title").to_owned())
    }

    fn chips(&self) -> Vec<Chip> {
        let total = self.open_count + self.solved_count;
        let states = [
            (Shown::All, "map-all", total),
            (Shown::Open, "map-open", self.open_count),
            (Shown::Solved, "map-solved", self.solved_count),
        ];
        let states = states.into_iter().map(|(state, key, count)| Chip {
            href: format!("/kaart{}", self.filter.with_state(state).query()),
            label: self.page.t(key).to_owned(),
            pictogram: "",
            count: Some(count),
            is_current: self.filter.state == state,
        });
        let kinds = self.page.lang.categories().into_iter().map(|kind| {
            let is_current = self.filter.category == kind.code;
            // The chosen one is a way back to all of them.
            let wanted = if is_current { "" } else { kind.code };
            Chip {
                href: format!("/kaart{}", self.filter.with_category(wanted).query()),
                label: kind.label.to_owned(),
                pictogram: kind.pictogram,
                count: None,
                is_current,
            }
        });
        states.chain(kinds).collect()
    }

    /// Of the list of open issues, when it does not hold all.
    fn hidden(&self) -> Option<i64> {
        let shown = i64::try_from(self.open.len()).unwrap_or(i64::MAX);
        (!self.open.is_empty() && self.open_count > shown).then(|| self.open_count - shown)
    }

    /// What the picture shows, in words.
    fn map_in_words(&self) -> String {
        let mut areas: BTreeMap<&str, usize> = BTreeMap::new();
        for row in &self.open {
            *areas.entry(row.area.as_str()).or_default() += 1;
        }
        let named = areas.iter().filter(|(name, _)| !name.is_empty());
        let named: Vec<String> = named.map(|(name, count)| format!("{name}: {count}")).collect();
        let key = if named.is_empty() { "map-alt" } else { "map-alt-areas" };
        self.page.t1(key, "areas", named.join(", "))
    }
}

impl MapRow {
    fn kind(&self, page: &Page) -> Category {
        page.lang.category(&self.category)
    }

    fn state(&self, page: &Page) -> State {
        page.lang.status(&self.status)
    }

    /// "Opgelost: Grofvuil in de Zangvogelbuurt"
    pub fn sentence(&self, page: &Page) -> String {
        let area = Some(self.area.as_str()).filter(|name| !name.is_empty());
        format!("{}: {}", self.state(page).label, page.lang.in_area(self.kind(page).label, area))
    }
}
