//! `/werk`: the next stop large, the other stops below it, and the part that refreshes itself.

use askama::Template;
use chrono::{DateTime, Utc};
use web::words::{self, Category, State};
use web::{MenuItem, Page};

use super::{Photo, RoundCard, reporters, route_url};

/// The whole page. `page.path` is `/werk`.
#[derive(Debug, Template)]
#[template(path = "list.html")]
pub struct ListPage {
    pub page: Page,
    pub list: List,
    /// What was just closed or reported, as a sentence.
    pub notice: Option<String>,
    /// Where a boa lays down evidence of what was just reported.
    pub evidence: Option<String>,
    /// Whether they report what they see on the street.
    pub may_report: bool,
}

/// The part that `live.js` fetches again, at [`List::fragment_url`].
#[derive(Debug, Template)]
#[template(path = "list_part.html")]
pub struct ListPart {
    pub page: Page,
    pub list: List,
}

/// The stops of the chosen team, in the order in which to drive.
#[derive(Debug, Clone)]
pub struct List {
    /// The teams this person works for. The chips show only when there is more than one.
    pub teams: Vec<TeamFilter>,
    /// At most one page of stops, in the order to drive.
    pub stops: Vec<Stop>,
    /// All stops that are not done or refused, also those beyond this page.
    pub left: usize,
    /// Of those, the ones whose term is over.
    pub late: usize,
    /// Stops that the team finished or refused today.
    pub done_today: usize,
    /// Of the streets that a phone can fetch; 0 when there are none.
    pub streets: i64,
    /// Rounds that are driven today or soon; their stops are on pages of their own.
    pub rounds: Vec<RoundCard>,
}

/// A chip that shows one team only, or all of them (empty key).
#[derive(Debug, Clone)]
pub struct TeamFilter {
    pub key: String,
    pub name: String,
    pub left: usize,
    pub current: bool,
}

/// One work order as a stop on the round.
#[derive(Debug, Clone)]
pub struct Stop {
    /// On the round of today, what is done included.
    pub number: usize,
    pub work_order_id: String,
    /// What comes before what on the way; lower comes first.
    pub turn: u8,
    /// The crew put it in front.
    pub is_chosen: bool,
    /// Differs when its page does.
    pub kept: String,
    /// The place in words; never empty (the area's name when the resident gave no words).
    pub place: String,
    /// Code of the category.
    pub category: String,
    /// The resident's words, shortened to one line; may be empty.
    pub summary: String,
    /// Code of the work order's status.
    pub status: String,
    pub team: String,
    pub due_at: DateTime<Utc>,
    pub is_urgent: bool,
    /// The resident was asked something: the term stands still.
    pub waits: bool,
    pub reporters: usize,
    /// The first photo of the first report.
    pub photo: Option<Photo>,
    /// WGS 84, degrees.
    pub latitude: f64,
    pub longitude: f64,
}

impl List {
    /// "Nog 9 stops"
    pub fn title(&self) -> String {
        if self.left == 0 {
            return "Alles is klaar".to_owned();
        }
        format!("Nog {}", words::count(self.left, "stop", "stops"))
    }

    pub fn today(&self) -> usize {
        self.left + self.done_today
    }

    /// The stop to drive to now.
    pub fn next(&self) -> Option<&Stop> {
        self.stops.first()
    }

    pub fn later(&self) -> &[Stop] {
        self.stops.get(1..).unwrap_or_default()
    }

    /// Stops that did not fit on this page.
    pub fn beyond(&self) -> usize {
        self.left.saturating_sub(self.stops.len())
    }

    /// Name of the chosen team; nothing when all teams are shown together.
    pub fn team(&self) -> &str {
        let chosen = self.teams.iter().find(|team| team.current && !team.key.is_empty());
        chosen
            .or(if self.teams.len() == 1 { self.teams.first() } else { None })
            .map_or("Alle ploegen samen", |team| &team.name)
    }

    /// The same list without its frame.
    pub fn fragment_url(&self) -> String {
        format!("/werk/lijst{}", self.query())
    }

    /// The stream of news about these stops.
    pub fn live_url(&self) -> String {
        format!("/werk/live{}", self.query())
    }

    fn query(&self) -> String {
        let chosen = self.teams.iter().find(|team| team.current && !team.key.is_empty());
        chosen.map_or(String::new(), |team| format!("?team={}", team.key))
    }
}

impl Stop {
    pub fn is_late(&self, now: &DateTime<Utc>) -> bool {
        self.due_at < *now && !self.waits
    }

    pub fn kind(&self) -> Category {
        words::category(&self.category)
    }

    pub fn state(&self) -> State {
        words::work_status(&self.status)
    }

    /// The resident's words, or else what kind of thing it is.
    pub fn what(&self) -> &str {
        if self.summary.is_empty() { self.kind().label } else { &self.summary }
    }

    pub fn reporters(&self) -> String {
        reporters(self.reporters)
    }

    pub fn route_url(&self) -> String {
        route_url(self.latitude, self.longitude)
    }
}

impl ListPage {
    /// How a stop can stand by what is done on this phone.
    pub fn ahead(&self) -> [(&'static str, State); 2] {
        ["accepted", "in_progress"].map(|status| (status, words::work_status(status)))
    }

    /// The other pages this person may see.
    pub fn elsewhere(&self) -> Vec<MenuItem> {
        self.page.menu().into_iter().filter(|item| !item.current).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn team(key: &str, current: bool) -> TeamFilter {
        TeamFilter { key: key.to_owned(), name: key.to_uppercase(), left: 0, current }
    }

    fn list(teams: Vec<TeamFilter>, left: usize) -> List {
        List {
            teams,
            stops: Vec::new(),
            left,
            late: 0,
            done_today: 2,
            streets: 0,
            rounds: Vec::new(),
        }
    }

    #[test]
    fn the_title_counts_what_is_left_and_says_so_when_nothing_is() {
        assert_eq!(list(Vec::new(), 9).title(), "Nog 9 stops");
        assert_eq!(list(Vec::new(), 1).title(), "Nog 1 stop");
        assert_eq!(list(Vec::new(), 0).title(), "Alles is klaar");
    }

    #[test]
    fn the_part_that_refreshes_keeps_the_chosen_team() {
        let chosen = list(vec![team("", false), team("schoon", true)], 3);
        let all = list(vec![team("", true), team("schoon", false)], 3);

        assert_eq!(chosen.fragment_url(), "/werk/lijst?team=schoon");
        assert_eq!(all.fragment_url(), "/werk/lijst");
        assert_eq!((chosen.team(), all.team()), ("SCHOON", "Alle ploegen samen"));
    }
}
