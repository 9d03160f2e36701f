//! `/meldkamer` and `/meldkamer/{issueId}`: list, map, and one issue with its one action.

use askama::Template;
use chrono::{DateTime, Utc};
use web::Page;
use web::words::{self, Category, State};

use super::{
    Map,
    desk::{Alike, Asked, Notice},
};
use crate::{
    store::{issue_list::View, issues::OpenQuestion},
    term::Term,
};

/// List, map and, when chosen, one issue. `page.path` is the path of the request.
/// Each block is a part that an open page fetches again when something changed.
#[derive(Debug, Template)]
#[template(path = "inbox.html", blocks = ["counts", "list", "marks", "legend", "detail"])]
pub struct InboxPage {
    pub page: Page,
    pub view: View,
    /// All issues that wait for a team.
    pub waiting: usize,
    /// All issues that are not solved, those that wait included.
    pub open: usize,
    /// All issues of which the term is over, and all that wait for an answer.
    pub all_late: usize,
    pub asked: usize,
    /// Of all issues in this view: the term is over, ends today, or stands still.
    pub late: usize,
    pub today: usize,
    pub paused: usize,
    /// The issues of this view, at most one page: what is due first on top.
    pub issues: Vec<IssueRow>,
    pub selected: Option<Detail>,
    pub map: Map,
    /// Key and name of the teams to which several issues can be given at once.
    pub teams: Vec<(String, String)>,
    pub notice: Option<Notice>,
}

/// One row of the list.
#[derive(Debug, Clone)]
pub struct IssueRow {
    pub issue_id: String,
    /// As shown; goes with the choice.
    pub version: i64,
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
    pub due_at: DateTime<Utc>,
    pub term: Term,
    pub selected: bool,
}

/// The chosen issue.
#[derive(Debug, Clone)]
pub struct Detail {
    pub issue_id: String,
    /// Version of the issue as shown; the form sends it back.
    pub version: i64,
    pub numbers: Vec<String>,
    /// Reports that joined and can be taken out again; none when the issue is closed.
    pub later: Vec<Joined>,
    pub category: String,
    pub place: String,
    pub area: String,
    /// The resident's own words; may be empty.
    pub description: String,
    /// Public status code.
    pub status: String,
    pub team: String,
    pub is_urgent: bool,
    /// What each team is asked to do.
    pub works: Vec<Asked>,
    /// Other open issues of its kind nearby.
    pub alike: Vec<Alike>,
    /// Who else has it open now.
    pub watchers: Vec<String>,
    /// "Meldkamer 2 sluit dit af."; empty when nobody does.
    pub closing: String,
    /// What was typed to close it and not taken, and why not.
    pub close_text: String,
    pub close_error: Option<String>,
    /// The rule that decided: "Grofvuil, versie 4"; empty when none did.
    pub rule: String,
    /// Why it waits, as a sentence; empty when it does not.
    pub waits_because: String,
    pub opened_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    /// How long it may take: "3 werkdagen".
    pub term: String,
    /// What is left of that: "nog 14 u werktijd".
    pub left: String,
    /// The open question to whoever reported it.
    pub question: Option<OpenQuestion>,
    /// What was typed as a question and not taken, and why not.
    pub asked_text: String,
    pub ask_error: Option<String>,
    pub photos: Vec<Photo>,
    pub after_photos: Vec<Photo>,
    /// What residents told later, oldest first.
    pub notes: Vec<Note>,
    /// Oldest first.
    pub events: Vec<Event>,
    /// Empty when this issue cannot be given to a team any more.
    pub teams: Vec<TeamOption>,
    /// At the form: no team was chosen.
    pub error: Option<String>,
}

/// A report that joined the issue. `report_id` is the value of the field `report`.
#[derive(Debug, Clone)]
pub struct Joined {
    pub report_id: String,
    pub number: String,
}

/// A photo of a report, or of the crew afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    pub url: String,
    pub thumbnail_url: String,
}

/// Something that a resident told after the report came.
#[derive(Debug, Clone)]
pub struct Note {
    pub what: &'static str,
    /// In the resident's own words; may be empty.
    pub text: String,
    pub photos: Vec<Photo>,
    pub at: DateTime<Utc>,
}

/// One step in the course of an issue.
#[derive(Debug, Clone)]
pub struct Event {
    pub at: DateTime<Utc>,
    pub text: String,
    /// It must be seen.
    pub is_urgent: bool,
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

/// A run of rows under one heading.
#[derive(Debug)]
pub struct Group<'a> {
    pub title: &'static str,
    /// All issues of the view under this heading, also those beyond this page.
    pub total: usize,
    pub rows: Vec<&'a IssueRow>,
}

impl InboxPage {
    pub fn title(&self) -> &'static str {
        match self.view {
            View::Waiting => "Wacht op toewijzing",
            View::Open => "Alles open",
            View::Late => "Te laat",
            View::Asked => "Wacht op melder",
        }
    }

    /// How many issues this view holds, also those beyond this page.
    pub fn total(&self) -> usize {
        match self.view {
            View::Waiting => self.waiting,
            View::Open => self.open,
            View::Late => self.all_late,
            View::Asked => self.asked,
        }
    }

    pub fn beyond(&self) -> usize {
        self.total().saturating_sub(self.issues.len())
    }

    /// The rows in their order, cut where the heading changes.
    pub fn groups(&self) -> Vec<Group<'_>> {
        let later = self.total().saturating_sub(self.late + self.today + self.paused);
        let group = |(title, term, total)| {
            let of_term = |row: &&IssueRow| row.term == term;
            Group { title, total, rows: self.issues.iter().filter(of_term).collect() }
        };
        [
            ("Te laat", Term::Late, self.late),
            ("Verloopt vandaag", Term::Today, self.today),
            ("Later", Term::Later, later),
            ("Wacht op melder", Term::Waits, self.paused),
        ]
        .map(group)
        .into_iter()
        .filter(|group| !group.rows.is_empty())
        .collect()
    }

    pub fn address(&self, issue_id: &str) -> String {
        format!("/meldkamer/{issue_id}{}", self.query())
    }

    /// Where an open page listens; with an issue, others see that somebody looks at it.
    pub fn live_url(&self) -> String {
        let issue = self.selected.as_ref().map(|issue| format!("?kwestie={}", issue.issue_id));
        format!("/meldkamer/live{}", issue.unwrap_or_default())
    }

    /// Where an open page fetches its parts again.
    pub fn parts_url(&self) -> String {
        let view = format!("weergave={}", word(self.view));
        let issue = self.selected.as_ref().map(|issue| format!("&kwestie={}", issue.issue_id));
        format!("/meldkamer/delen?{view}{}", issue.unwrap_or_default())
    }

    /// The parts, one after the other.
    pub fn parts(&self) -> askama::Result<String> {
        let [counts, list, legend, detail] = [
            self.as_counts().render()?,
            self.as_list().render()?,
            self.as_legend().render()?,
            self.as_detail().render()?,
        ];
        // Outside a drawing these would not be read as a drawing.
        let marks = self.as_marks().render()?;
        Ok(format!("{counts}{list}<svg>{marks}</svg>{legend}{detail}"))
    }

    /// Keeps the view when an issue is opened or given to a team.
    pub fn query(&self) -> String {
        query(self.view)
    }

    /// The views, with how many issues each holds.
    pub fn views(&self) -> [(View, &'static str, String, usize); 4] {
        let view = |view, name, count| (view, name, format!("/meldkamer{}", query(view)), count);
        [
            view(View::Waiting, "Wacht op toewijzing", self.waiting),
            view(View::Late, "Te laat", self.all_late),
            view(View::Asked, "Wacht op melder", self.asked),
            view(View::Open, "Alles open", self.open),
        ]
    }
}

/// The word for the view in an address.
fn word(view: View) -> &'static str {
    match view {
        View::Waiting => "wacht",
        View::Open => "alles",
        View::Late => "te-laat",
        View::Asked => "melder",
    }
}

/// What keeps the view in an address; nothing for the first one.
pub fn query(view: View) -> String {
    if view == View::Waiting { String::new() } else { format!("?weergave={}", word(view)) }
}

/// The view of the word; the first one for a word that is none.
pub fn view_of(text: &str) -> View {
    let views = [View::Open, View::Late, View::Asked];
    views.into_iter().find(|view| word(*view) == text).unwrap_or(View::Waiting)
}

impl IssueRow {
    pub fn kind(&self) -> Category {
        words::category(&self.category)
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
        self.due_at < *now && !self.teams.is_empty() && self.question.is_none()
    }

    /// The class of the photo grid: at most three are shown, the rest is a link.
    pub fn photos_shown(&self) -> usize {
        const PHOTOS_SHOWN_MAX: usize = 3;
        self.photos.len().min(PHOTOS_SHOWN_MAX)
    }

    /// "Meldkamer 2 kijkt mee"
    pub fn watching(&self) -> String {
        let verb = if self.watchers.len() == 1 { "kijkt" } else { "kijken" };
        format!("{} {verb} mee", self.watchers.join(" en "))
    }

    /// The verb on the button.
    pub fn verb(&self) -> &'static str {
        if self.team.is_empty() { "Wijs toe" } else { "Geef aan ander team" }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn row(term: Term) -> IssueRow {
        IssueRow {
            issue_id: "1".to_owned(),
            version: 1,
            number: "LD-4F7K-29".to_owned(),
            category: "litter".to_owned(),
            place: "Wiekslag".to_owned(),
            area: String::new(),
            team: String::new(),
            reports: 1,
            opened_at: DateTime::UNIX_EPOCH,
            due_at: DateTime::UNIX_EPOCH,
            term,
            selected: false,
        }
    }

    fn inbox(issues: Vec<IssueRow>) -> InboxPage {
        let map = Map { width: 1, height: 1, areas: Arc::default(), marks: vec![], outside: 0 };
        InboxPage {
            page: Page::desktop(&Arc::default(), "/meldkamer", DateTime::UNIX_EPOCH, None),
            view: View::Open,
            waiting: 2,
            open: 130,
            all_late: 105,
            asked: 0,
            late: 105,
            today: 5,
            paused: 0,
            issues,
            selected: None,
            map,
            teams: vec![],
            notice: None,
        }
    }

    #[test]
    fn a_heading_counts_all_issues_of_the_view_and_not_those_of_the_page() {
        let inbox = inbox(vec![row(Term::Late), row(Term::Late), row(Term::Later)]);

        let groups: Vec<_> = inbox
            .groups()
            .iter()
            .map(|group| (group.title, group.total, group.rows.len()))
            .collect();
        assert_eq!(groups, [("Te laat", 105, 2), ("Later", 20, 1)]);
    }

    #[test]
    fn each_part_can_be_drawn_without_the_page() {
        let parts = inbox(vec![row(Term::Late)]).parts().unwrap();

        for part in ["counts", "list", "marks", "legend", "detail"] {
            assert_eq!(parts.matches(&format!("data-part=\"{part}\"")).count(), 1, "{part}");
        }
        assert!(!parts.contains("<html") && !parts.contains("class=\"buurt\""));
    }
}
