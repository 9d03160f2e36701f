//! What the manager sees: `/cijfers`, and the part of it that refreshes itself.

mod charts;

use askama::Template;
use chrono::{DateTime, Utc};
use web::{Page, words};

use crate::tally::{Line, Tally};

pub use charts::{Bar, Chart, age_sentence, category_sentence};

/// Tints of the heat table beside the empty one.
const TINTS: usize = 5;

/// The whole page.
#[derive(Debug, Template)]
#[template(path = "now.html")]
pub struct NowPage {
    pub page: Page,
    pub stand: Stand,
}

/// The part that `live.js` fetches again, at `/cijfers/stand`.
#[derive(Debug, Template)]
#[template(path = "stand.html")]
pub struct StandPart {
    pub page: Page,
    pub stand: Stand,
}

/// What is open at one moment. All figures come from one counting, so totals equal their parts.
#[derive(Debug, Clone)]
pub struct Stand {
    /// When the base rows were counted.
    pub counted_at: DateTime<Utc>,
    pub open_issues: usize,
    /// Open issues past their term.
    pub late_issues: usize,
    pub open_work_orders: usize,
    /// Reports that came in since midnight in the Netherlands.
    pub reports_today: usize,
    /// Names of the buurten.
    pub areas: Vec<String>,
    /// One a team, and one for what waits for a team.
    pub teams: Vec<TeamRow>,
    /// Open issues a category, by name; any order.
    pub categories: Vec<(String, usize)>,
    /// Open issues of 0–2, 3–7, 8–30 and more than 30 days old.
    pub ages: [usize; 4],
    /// The open issues that are late for the longest time, longest first.
    pub late: Vec<LateRow>,
}

/// An open issue past its term.
#[derive(Debug, Clone)]
pub struct LateRow {
    /// The number of its first report.
    pub number: String,
    /// Where the reader can open it, if they may.
    pub link: Option<String>,
    pub category: String,
    pub area: String,
    pub team: String,
    /// Where it is, in the reporter's words; may be empty.
    pub place: String,
    pub due_at: DateTime<Utc>,
}

/// Open issues of one team.
#[derive(Debug, Clone)]
pub struct TeamRow {
    pub name: String,
    /// One figure a column of [`Stand::areas`].
    pub cells: Vec<usize>,
    pub late: usize,
}

/// Open issues of one buurt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaRow<'a> {
    pub name: &'a str,
    /// One figure a team of [`Stand::teams`].
    pub cells: Vec<usize>,
}

impl AreaRow<'_> {
    pub fn total(&self) -> usize {
        self.cells.iter().sum()
    }
}

impl TeamRow {
    pub fn total(&self) -> usize {
        self.cells.iter().sum()
    }
}

impl Stand {
    /// The figures of one counting at `counted_at`.
    pub fn new(
        counted_at: DateTime<Utc>,
        tally: &Tally,
        reports_today: usize,
        late: Vec<LateRow>,
    ) -> Self {
        let rows = tally.by_team.iter().zip(&tally.by_team_and_area);
        let category = |line: &Line| (line.name.clone(), line.open.issues);
        Self {
            counted_at,
            open_issues: tally.total.issues,
            late_issues: tally.total.late,
            open_work_orders: tally.total.work_orders,
            reports_today,
            areas: tally.by_area.iter().map(|line| line.name.clone()).collect(),
            teams: rows
                .map(|(line, cells)| TeamRow {
                    name: line.name.clone(),
                    cells: cells.clone(),
                    late: line.open.late,
                })
                .collect(),
            categories: tally.by_category.iter().map(category).collect(),
            ages: tally.by_age,
            late,
        }
    }

    /// The share that is late, in whole per cents.
    pub fn late_share(&self) -> usize {
        (self.late_issues * 100).checked_div(self.open_issues).unwrap_or(0)
    }

    /// The table turned: a city has more buurten than teams, and names read best in rows.
    pub fn area_rows(&self) -> Vec<AreaRow<'_>> {
        let cells = |column| {
            self.teams.iter().filter_map(|row| row.cells.get(column).copied()).collect::<Vec<_>>()
        };
        self.areas
            .iter()
            .enumerate()
            .map(|(column, name)| AreaRow { name, cells: cells(column) })
            .collect()
    }

    pub fn late_of_teams(&self) -> usize {
        self.teams.iter().map(|row| row.late).sum()
    }

    pub fn total_of_teams(&self) -> usize {
        self.teams.iter().map(TeamRow::total).sum()
    }

    /// The tint of a cell: `q0` for nothing, `q5` for the highest figure in the table. Figures up
    /// to five have a tint each, so that a single issue does not look like a fire.
    pub fn tint(&self, count: &usize) -> String {
        let most = self.teams.iter().flat_map(|row| &row.cells).max().copied().unwrap_or(0);
        let step = (count * TINTS).div_ceil(most.max(TINTS));
        format!("q{step}")
    }

    pub fn category_chart(&self) -> Chart {
        let mut bars: Vec<(&str, usize)> =
            self.categories.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        bars.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        Chart::horizontal("soort", &bars)
    }

    pub fn category_sentence(&self) -> String {
        category_sentence(&self.category_chart())
    }

    pub fn age_chart(&self) -> Chart {
        let labels = ["0–2 dagen", "3–7 dagen", "8–30 dagen", "meer dan 30"];
        let bars: Vec<_> = labels.into_iter().zip(self.ages).collect();
        Chart::horizontal("leeftijd", &bars)
    }

    pub fn age_sentence(&self) -> String {
        age_sentence(&self.ages)
    }
}

/// "12" with Dutch separators, for templates.
fn figure(count: usize) -> String {
    words::number(i64::try_from(count).unwrap_or(i64::MAX))
}

impl NowPage {
    pub fn figure(&self, count: &usize) -> String {
        figure(*count)
    }
}

impl StandPart {
    pub fn figure(&self, count: &usize) -> String {
        figure(*count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stand() -> Stand {
        let row = |name: &str, cells: &[usize], late| TeamRow {
            name: name.to_owned(),
            cells: cells.to_vec(),
            late,
        };
        Stand {
            counted_at: DateTime::UNIX_EPOCH,
            open_issues: 20,
            late_issues: 5,
            open_work_orders: 19,
            reports_today: 3,
            areas: vec!["De Horsten".to_owned(), "Zangvogelbuurt".to_owned()],
            teams: vec![row("Wijkteam Schoon", &[0, 10], 1), row("Grofvuil", &[9, 1], 4)],
            categories: vec![("Zwerfafval".to_owned(), 9), ("Grofvuil".to_owned(), 11)],
            ages: [9, 7, 3, 1],
            late: Vec::new(),
        }
    }

    #[test]
    fn totals_equal_their_parts() {
        let stand = stand();

        let totals: Vec<_> = stand.area_rows().iter().map(AreaRow::total).collect();
        assert_eq!(totals, [9, 11]);
        assert_eq!(stand.total_of_teams(), totals.iter().sum::<usize>());
        assert_eq!(stand.late_share(), 25);
    }

    #[test]
    fn the_tint_grows_with_the_figure_and_nothing_has_none() {
        let stand = stand();

        assert_eq!(["q0", "q1", "q5"].map(str::to_owned), [0, 1, 10].map(|n| stand.tint(&n)));
    }

    #[test]
    fn nothing_open_gives_figures_and_no_division_by_zero() {
        let empty = Stand {
            open_issues: 0,
            late_issues: 0,
            teams: Vec::new(),
            categories: Vec::new(),
            ages: [0; 4],
            ..stand()
        };

        assert_eq!((empty.late_share(), empty.tint(&0)), (0, "q0".to_owned()));
        assert!(empty.category_chart().bars.is_empty());
        assert_eq!(empty.age_sentence(), "Er staat niets open");
    }
}
