//! `/melden/bekend`: what is known nearby, to join or to leave.

use askama::Template;
use uuid::Uuid;
use web::Page;
use web::words::State;

use super::Photo;
use crate::store::issue::Near;

/// Metres that a phone can be wrong anyway.
const HERE_M: f64 = 8.0;

/// `/melden/bekend`. Each card posts its id as `join`, and all of them as `seen`.
#[derive(Debug, Template)]
#[template(path = "known.html")]
pub(crate) struct KnownPage {
    pub page: Page,
    /// Nearest first.
    pub near: Vec<Near>,
    pub chosen: Option<Uuid>,
}

impl KnownPage {
    fn what(&self, issue: &Near) -> &'static str {
        self.page.lang.category(&issue.category).label
    }

    fn state(&self, issue: &Near) -> State {
        self.page.lang.status(&issue.status)
    }

    /// "12 meter verderop"
    fn away(&self, issue: &Near) -> String {
        if issue.distance_m < HERE_M {
            return self.page.t("known-here").to_owned();
        }
        self.page.t1("known-away", "metres", format!("{:.0}", issue.distance_m))
    }

    /// "Gisteren gemeld, door 4 mensen"
    fn since(&self, issue: &Near) -> String {
        let day = self.page.day(&issue.opened_at);
        self.page.t2("known-since", "day", day, "count", issue.report_count)
    }

    /// "Uiterlijk donderdag 26 november is de ploeg geweest"; nothing when that is over.
    fn expected(&self, issue: &Near) -> Option<String> {
        let day = issue.expected_at.filter(|day| *day > self.page.now)?;
        Some(self.page.t1("thanks-expected", "day", self.page.weekday_and_date(&day)))
    }

    fn is_chosen(&self, issue: &Near) -> bool {
        self.chosen == Some(issue.issue_id)
    }

    fn photo(&self, issue: &Near) -> Option<Photo> {
        let _ = self;
        issue.photo_id.map(|id| Photo { id: id.to_string() })
    }
}
