//! `/meldkamer` and `/meldkamer/{issueId}`: list, map, and one issue with its one action.

use askama::Template;
use chrono::{DateTime, Utc};
use web::Page;
use web::words::{self, Category, State};

use super::{Map, Term};

/// List, map and, when chosen, one issue. `page.path` is the path of the request.
#[derive(Debug, Template)]
#[template(path = "inbox.html")]
pub struct InboxPage {
    pub page: Page,
    pub view: View,
    /// All issues that wait for a team.
    pub waiting: usize,
    /// All issues that are not solved, those that wait included.
    pub open: usize,
    /// The issues of this view, at most one page: waiting first, then recently routed.
    pub issues: Vec<IssueRow>,
    pub selected: Option<Detail>,
    pub map: Map,
    pub notice: Option<Notice>,
}

/// `?weergave=wacht` (the default) or `?weergave=alles`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    Waiting,
    Open,
}

/// One row of the list.
#[derive(Debug, Clone)]
pub struct IssueRow {
    pub issue_id: String,
    /// Number of the first report.
    pub number: String,
    /// Code of the category.
    pub category: String,
    /// The place in words; never empty.
    pub place: String,
    /// Name of the buurt; empty when outside all areas.
    pub area: String,
    /// Name of the team; empty while it waits.
    pub team: String,
    pub reports: usize,
    pub opened_at: DateTime<Utc>,
    pub due_at: Option<DateTime<Utc>>,
    pub selected: bool,
}

/// The chosen issue.
#[derive(Debug, Clone)]
pub struct Detail {
    pub issue_id: String,
    /// Version of the issue as shown; the form sends it back.
    pub version: i64,
    pub numbers: Vec<String>,
    pub category: String,
    pub place: String,
    pub area: String,
    /// The resident's own words; may be empty.
    pub description: String,
    /// Public status code.
    pub status: String,
    pub team: String,
    /// Why it waits, as a sentence; empty when it does not.
    pub waits_because: String,
    pub opened_at: DateTime<Utc>,
    pub due_at: Option<DateTime<Utc>>,
    pub photos: Vec<Photo>,
    pub after_photos: Vec<Photo>,
    /// Oldest first.
    pub events: Vec<Event>,
    /// Empty when this issue cannot be given to a team any more.
    pub teams: Vec<TeamOption>,
    /// At the form: no team was chosen.
    pub error: Option<String>,
}

/// A photo of a report, or of the crew afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    pub url: String,
    pub thumbnail_url: String,
}

/// One step in the course of an issue.
#[derive(Debug, Clone)]
pub struct Event {
    pub at: DateTime<Utc>,
    pub text: String,
}

/// A team that can take the issue. `key` is the value of the field `team`.
#[derive(Debug, Clone)]
pub struct TeamOption {
    pub key: String,
    pub name: String,
    /// Open work orders of this team, when known.
    pub open: Option<usize>,
    /// It has the issue now.
    pub current: bool,
}

/// What just happened, above the list.
#[derive(Debug, Clone)]
pub enum Notice {
    /// "LD-4F7K-29 ligt nu bij Grofvuil."
    Done(String),
    /// Somebody else was first (409): what it is now.
    Conflict(String),
}

/// A run of rows under one heading.
#[derive(Debug)]
pub struct Group<'a> {
    pub title: &'static str,
    pub rows: Vec<&'a IssueRow>,
}

impl InboxPage {
    pub fn title(&self) -> &'static str {
        match self.view {
            View::Waiting => "Wacht op toewijzing",
            View::Open => "Alles open",
        }
    }

    /// How many issues this view holds, also those beyond this page.
    pub fn total(&self) -> usize {
        match self.view {
            View::Waiting => self.waiting,
            View::Open => self.open,
        }
    }

    pub fn beyond(&self) -> usize {
        self.total().saturating_sub(self.issues.len())
    }

    /// The rows in their order, cut where the heading changes.
    pub fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: Vec<Group<'_>> = Vec::new();
        for (title, term) in [
            ("Wacht op toewijzing", Term::Waiting),
            ("Bij een team, te laat", Term::Late),
            ("Bij een team", Term::InTime),
        ] {
            let of_term = |row: &&IssueRow| row.term(&self.page.now) == term;
            let rows: Vec<_> = self.issues.iter().filter(of_term).collect();
            if !rows.is_empty() {
                groups.push(Group { title, rows });
            }
        }
        groups
    }

    pub fn address(&self, issue_id: &str) -> String {
        format!("/meldkamer/{issue_id}{}", self.query())
    }

    /// Keeps the view when an issue is opened or given to a team.
    pub fn query(&self) -> &'static str {
        match self.view {
            View::Waiting => "",
            View::Open => "?weergave=alles",
        }
    }
}

impl IssueRow {
    pub fn kind(&self) -> Category {
        words::category(&self.category)
    }

    pub fn term(&self, now: &DateTime<Utc>) -> Term {
        if self.team.is_empty() {
            Term::Waiting
        } else if self.due_at.is_some_and(|due| due < *now) {
            Term::Late
        } else {
            Term::InTime
        }
    }

    pub fn reports(&self) -> String {
        words::count(self.reports, "melding", "meldingen")
    }
}

impl Detail {
    pub fn kind(&self) -> Category {
        words::category(&self.category)
    }

    pub fn state(&self) -> State {
        words::status(&self.status)
    }

    pub fn is_late(&self, now: &DateTime<Utc>) -> bool {
        self.due_at.is_some_and(|due| due < *now) && !self.teams.is_empty()
    }

    /// The class of the photo grid: at most three are shown, the rest is a link.
    pub fn photos_shown(&self) -> usize {
        const PHOTOS_SHOWN_MAX: usize = 3;
        self.photos.len().min(PHOTOS_SHOWN_MAX)
    }

    /// The verb on the button.
    pub fn verb(&self) -> &'static str {
        if self.team.is_empty() { "Wijs toe" } else { "Geef aan ander team" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(team: &str, due: Option<&str>) -> IssueRow {
        IssueRow {
            issue_id: "1".to_owned(),
            number: "LD-4F7K-29".to_owned(),
            category: "litter".to_owned(),
            place: "Wiekslag".to_owned(),
            area: String::new(),
            team: team.to_owned(),
            reports: 1,
            opened_at: DateTime::UNIX_EPOCH,
            due_at: due.map(|at| at.parse().unwrap()),
            selected: false,
        }
    }

    #[test]
    fn an_issue_without_a_team_waits_however_late_it_is() {
        let now = "2026-11-23T12:00:00Z".parse().unwrap();

        assert_eq!(row("", Some("2026-11-22T12:00:00Z")).term(&now), Term::Waiting);
        assert_eq!(row("Grofvuil", Some("2026-11-22T12:00:00Z")).term(&now), Term::Late);
        assert_eq!(row("Grofvuil", Some("2026-11-24T12:00:00Z")).term(&now), Term::InTime);
        assert_eq!(row("Grofvuil", None).term(&now), Term::InTime);
    }
}
