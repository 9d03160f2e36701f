//! `/meldkamer` and `/meldkamer/{issueId}`: list, map, and one issue with its one action.

use askama::Template;
use chrono::{DateTime, Utc};
use web::Page;
use web::words::{self, Category};

use super::{Map, choice::Panel, desk::Notice, issue::Detail};
use crate::{
    listing::{Listing, Sort, View},
    standard_text::Purpose,
    store::{
        issue_list::{COUNT_MAX, Counts},
        saved_lists::Saved,
        standard_texts::Choice as TextChoice,
    },
    term::Term,
};

/// List, map and, when chosen, one issue. `page.path` is the path of the request.
/// Each block is a part that an open page fetches again when something changed.
#[derive(Debug, Template)]
#[template(path = "inbox.html", blocks = ["counts", "list", "marks", "legend", "detail"])]
pub struct InboxPage {
    pub page: Page,
    pub listing: Listing,
    pub counts: Counts,
    /// What can be chosen, and what is.
    pub panel: Panel,
    /// Whether the account may read how to reach who reported something.
    pub sees_contact: bool,
    /// Names of the wijken and buurten that the account reaches; empty when it reaches all.
    pub reach: String,
    /// Choices that this member keeps, and those of colleagues that they share.
    pub saved: Vec<Saved>,
    /// What can be said instead of typing.
    pub texts: Vec<TextChoice>,
    /// What was typed as the name of a choice and not taken, and why not.
    pub save_error: Option<String>,
    /// The issues of the choice, at most one page.
    pub issues: Vec<IssueRow>,
    /// Where the next page is, when there is one.
    pub next_url: Option<String>,
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
    pub closed_at: Option<DateTime<Utc>>,
    /// "opgelost"; when it is closed.
    pub outcome: String,
    pub selected: bool,
}

/// A run of rows under one heading.
#[derive(Debug)]
pub struct Group<'a> {
    /// Empty when the list is not in the order of terms.
    pub title: &'static str,
    /// All issues of the choice under this heading, also those beyond this page; empty where that
    /// was not counted.
    pub total: String,
    pub rows: Vec<&'a IssueRow>,
}

impl InboxPage {
    pub fn title(&self) -> &'static str {
        name(self.listing.view)
    }

    /// "56", or "1000+".
    pub fn many(&self, count: &i64) -> String {
        many(*count)
    }

    /// The rows in their order, cut where the heading changes.
    pub fn groups(&self) -> Vec<Group<'_>> {
        if self.listing.view == View::Closed || self.listing.sort != Sort::Due {
            let rows: Vec<_> = self.issues.iter().collect();
            return if rows.is_empty() { vec![] } else { vec![Group::whole(rows)] };
        }
        let Counts { chosen, late, today, paused, .. } = self.counts;
        let later = chosen - late - today - paused;
        // Counted in the order of terms, up to a limit: what comes after it was not seen.
        let is_cut = chosen >= COUNT_MAX;
        let group = |(title, term, total, is_whole): (_, _, i64, bool)| {
            let of_term = |row: &&IssueRow| row.term == term;
            let rows = self.issues.iter().filter(of_term).collect();
            let plus = if is_whole { "" } else { "+" };
            let is_first_page = self.listing.after.is_none();
            let total = if is_first_page { format!("{total}{plus}") } else { String::new() };
            Group { title, total, rows }
        };
        [
            ("Te laat", Term::Late, late, !is_cut || late < chosen),
            ("Verloopt vandaag", Term::Today, today, !is_cut || later > 0),
            ("Later", Term::Later, later, !is_cut),
            ("Wacht op melder", Term::Waits, paused, !is_cut),
        ]
        .map(group)
        .into_iter()
        .filter(|group| !group.rows.is_empty())
        .collect()
    }

    /// The texts to end an issue of this kind, or several of any kind, with.
    pub fn closing_texts(&self, category: &str) -> Vec<&TextChoice> {
        self.texts_for(Purpose::Closing, category)
    }

    /// The questions about an issue of this kind.
    pub fn asking_texts(&self, category: &str) -> Vec<&TextChoice> {
        self.texts_for(Purpose::Asking, category)
    }

    fn texts_for(&self, purpose: Purpose, category: &str) -> Vec<&TextChoice> {
        let suits = |text: &&TextChoice| {
            let kind = text.category_key.as_deref();
            text.purpose == purpose && kind.is_none_or(|kind| kind == category)
        };
        self.texts.iter().filter(suits).collect()
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
        let issue = self.selected.as_ref().map(|issue| ("kwestie", issue.issue_id.as_str()));
        let issue: Vec<_> = issue.into_iter().collect();
        format!("/meldkamer/delen{}", self.listing.query_with(&issue))
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

    /// Keeps the choice when an issue is opened or given to a team.
    pub fn query(&self) -> String {
        self.listing.query()
    }

    /// The same choice from where it begins.
    pub fn first_url(&self) -> String {
        self.listing.first().address()
    }

    /// The view with nothing chosen in it.
    pub fn view_url(&self) -> String {
        Listing::of(self.listing.view).address()
    }

    /// The same choice among what is closed, or from there among what is open.
    pub fn elsewhere_url(&self) -> String {
        let is_closed = self.listing.view == View::Closed;
        let view = if is_closed { View::Open } else { View::Closed };
        Listing { view, statuses: Vec::new(), ..self.listing.first() }.address()
    }

    /// Where the map finds the issues of this choice.
    pub fn tiles_url(&self) -> String {
        format!("/meldkamer/tegels/{{z}}/{{x}}/{{y}}.mvt{}", self.listing.first().query())
    }

    /// The views, with how many issues each holds; it is not told of what is closed.
    pub fn views(&self) -> [(View, &'static str, String, String); 5] {
        View::ALL.map(|view| {
            let count = match view {
                View::Waiting => many(self.counts.waiting),
                View::Late => many(self.counts.all_late),
                View::Asked => many(self.counts.asked),
                View::Open => many(self.counts.open),
                _ => String::new(),
            };
            (view, name(view), Listing::of(view).address(), count)
        })
    }
}

impl<'a> Group<'a> {
    /// All rows, without a heading.
    fn whole(rows: Vec<&'a IssueRow>) -> Self {
        Self { title: "", total: String::new(), rows }
    }
}

/// The name of a view.
fn name(view: View) -> &'static str {
    match view {
        View::Waiting => "Wacht op toewijzing",
        View::Late => "Te laat",
        View::Asked => "Wacht op melder",
        View::Open | View::Any | View::Placed => "Alles open",
        View::Closed => "Afgehandeld",
    }
}

/// "56", or "1000+": more was not counted.
pub(super) fn many(count: i64) -> String {
    if count >= COUNT_MAX { format!("{COUNT_MAX}+") } else { count.to_string() }
}

impl IssueRow {
    pub fn kind(&self) -> Category {
        words::category(&self.category)
    }

    pub fn reports(&self) -> String {
        words::count(self.reports, "melding", "meldingen")
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
            closed_at: None,
            outcome: String::new(),
            selected: false,
        }
    }

    fn inbox(issues: Vec<IssueRow>) -> InboxPage {
        let map = Map {
            width: 1,
            height: 1,
            areas: Arc::default(),
            marks: vec![],
            outside: 0,
            selected: None,
        };
        InboxPage {
            page: Page::desktop(&Arc::default(), "/meldkamer", DateTime::UNIX_EPOCH, None),
            listing: Listing::of(View::Open),
            counts: Counts { chosen: 130, late: 105, today: 5, ..Counts::default() },
            panel: Panel::default(),
            reach: String::new(),
            sees_contact: false,
            saved: vec![],
            texts: vec![],
            save_error: None,
            issues,
            next_url: None,
            selected: None,
            map,
            teams: vec![],
            notice: None,
        }
    }

    fn groups(inbox: &InboxPage) -> Vec<(&str, String, usize)> {
        let groups = inbox.groups().into_iter();
        groups.map(|group| (group.title, group.total, group.rows.len())).collect()
    }

    #[test]
    fn a_heading_counts_all_issues_of_the_choice_and_not_those_of_the_page() {
        let inbox = inbox(vec![row(Term::Late), row(Term::Late), row(Term::Later)]);

        let expected = [("Te laat", "105".to_owned(), 2), ("Later", "20".to_owned(), 1)];
        assert_eq!(groups(&inbox), expected);
    }

    #[test]
    fn what_was_not_counted_to_its_end_says_so() {
        let mut inbox = inbox(vec![row(Term::Late), row(Term::Today), row(Term::Later)]);
        inbox.counts = Counts { chosen: COUNT_MAX, late: 900, today: 100, ..Counts::default() };

        let totals: Vec<_> = groups(&inbox).into_iter().map(|(_, total, _)| total).collect();

        assert_eq!(totals, ["900", "100+", "0+"]);
        inbox.listing.sort = Sort::Newest;
        assert_eq!(groups(&inbox), [("", String::new(), 3)]);
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
