//! The page on which a resident follows a report, and the part of it that is fetched again at every change.

use askama::Template;
use chrono::{DateTime, Utc};
use web::Page;
use web::words::{self, Category, State};

use super::{Photo, title};

/// `/melding/{id}`
#[derive(Debug, Template)]
#[template(path = "follow.html")]
pub struct FollowPage {
    pub page: Page,
    pub report: Follow,
}

/// `/melding/{id}/stand`: the changing part of [`FollowPage`] alone.
#[derive(Debug, Template)]
#[template(path = "follow_fragment.html")]
pub struct FollowFragment {
    pub page: Page,
    pub report: Follow,
}

/// A report as its maker may see it.
#[derive(Debug, Clone)]
pub struct Follow {
    pub report_id: String,
    pub number: String,
    /// Code of the public status.
    pub status: String,
    /// Code of the reason, with status `not_resolved`.
    pub reason: Option<String>,
    /// When the status last changed.
    pub changed_at: DateTime<Utc>,
    /// Code of the category.
    pub category: String,
    /// Name of the buurt, when known.
    pub area: Option<String>,
    /// Name of the team, when known.
    pub team: Option<String>,
    pub expected_at: Option<DateTime<Utc>>,
    pub photos: Vec<Photo>,
    pub after_photos: Vec<Photo>,
    /// Oldest first.
    pub history: Vec<HistoryStep>,
}

/// One change of the public status.
#[derive(Debug, Clone)]
pub struct HistoryStep {
    pub at: DateTime<Utc>,
    pub status: String,
    /// What the crew wrote for the resident.
    pub note: Option<String>,
}

/// One line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub at: DateTime<Utc>,
    pub sentence: String,
}

impl Follow {
    pub fn state(&self) -> State {
        words::status(&self.status)
    }

    pub fn category(&self) -> Category {
        words::category(&self.category)
    }

    /// What it is and where; once solved, what became of it.
    pub fn title(&self) -> String {
        if self.status == "resolved" {
            return words::solved(&self.category).to_owned();
        }
        title(self.category().label, self.area.as_deref())
    }

    /// Why it ended without a solution, as a sentence.
    pub fn why(&self) -> Option<&'static str> {
        (self.status == "not_resolved").then(|| words::reason(self.reason.as_deref().unwrap_or("")))
    }

    /// The promised day, as long as it still is a promise.
    pub fn expected(&self) -> Option<&DateTime<Utc>> {
        self.expected_at.as_ref().filter(|_| !self.is_over())
    }

    pub fn is_over(&self) -> bool {
        matches!(self.status.as_str(), "resolved" | "not_resolved")
    }

    /// The last words of the crew.
    pub fn crew_note(&self) -> Option<&str> {
        let last = self.history.iter().rev().find_map(|step| step.note.as_deref());
        last.map(str::trim).filter(|note| !note.is_empty())
    }

    /// The timeline, newest first.
    pub fn steps(&self) -> Vec<Step> {
        let team = self.team.as_deref();
        let said =
            |step: &HistoryStep| Step { at: step.at, sentence: words::step(&step.status, team) };
        self.history.iter().rev().map(said).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(status: &str) -> Follow {
        let at = DateTime::UNIX_EPOCH;
        let step = |status: &str, note: Option<&str>| HistoryStep {
            at,
            status: status.to_owned(),
            note: note.map(str::to_owned),
        };
        Follow {
            report_id: "1".to_owned(),
            number: "LD-4F7K-29".to_owned(),
            status: status.to_owned(),
            reason: Some("already_gone".to_owned()),
            changed_at: at,
            category: "bulky_waste".to_owned(),
            area: None,
            team: Some("Grofvuil".to_owned()),
            expected_at: Some(at),
            photos: vec![],
            after_photos: vec![],
            history: vec![step("received", None), step("routed", Some(" ")), step(status, None)],
        }
    }

    #[test]
    fn a_promise_ends_when_the_work_is_over() {
        assert!(report("planned").expected().is_some());
        assert!(report("resolved").expected().is_none());
        assert!(report("not_resolved").expected().is_none());
    }

    #[test]
    fn a_reason_is_only_given_when_it_was_not_solved() {
        assert!(report("resolved").why().is_none());
        assert!(report("not_resolved").why().is_some_and(|why| why.contains("al weg")));
    }

    #[test]
    fn the_timeline_begins_with_the_newest_step() {
        let steps = report("planned").steps();

        assert_eq!(steps.first().map(|step| step.sentence.as_str()), Some("Grofvuil komt langs"));
        assert_eq!(steps.len(), 3);
    }

    #[test]
    fn an_empty_note_is_no_quote() {
        assert_eq!(report("planned").crew_note(), None);
    }
}
