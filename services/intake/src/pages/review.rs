//! `/meldkamer/nakijken`: one photo or text at a time, and what else waits.

use askama::Template;
use chrono::{DateTime, Utc};
use web::Page;
use web::words::{Category, category};

use crate::review::rules::{Reason, SCALE};

/// Columns and rows of the squares on a photo: what a hand can hit, and small enough for a face.
const COLUMNS: u32 = 8;
const ROWS: u32 = 6;

/// `/meldkamer/nakijken` and the pages below it.
#[derive(Debug, Template)]
#[template(path = "review.html")]
pub(crate) struct ReviewPage {
    pub page: Page,
    /// All that waits.
    pub count: i64,
    pub oldest: Option<DateTime<Utc>>,
    /// Oldest first.
    pub items: Vec<Item>,
    /// `None`: nothing waits.
    pub shown: Option<Shown>,
    /// Address of what comes after this.
    pub next: Option<String>,
    pub notice: Option<Notice>,
    /// What is wrong with the form.
    pub error: Option<String>,
}

/// Something that waits.
#[derive(Debug)]
pub(crate) struct Item {
    pub href: String,
    pub is_photo: bool,
    pub category: String,
    pub number: String,
    pub area: String,
    pub is_suspect: bool,
    pub at: DateTime<Utc>,
    pub is_current: bool,
}

impl Item {
    fn kind(&self) -> Category {
        category(&self.category)
    }
}

#[derive(Debug)]
pub(crate) enum Shown {
    Photo(PhotoShown),
    Words(WordsShown),
}

#[derive(Debug)]
pub(crate) struct PhotoShown {
    pub photo_id: String,
    pub width: i32,
    pub height: i32,
    pub review: String,
    /// Why it was rejected, in words.
    pub reason: &'static str,
    pub by: String,
    /// Its pictures are gone.
    pub is_removed: bool,
    pub version: i64,
    /// `None` for a photo of a crew.
    pub report: Option<ReportShown>,
}

#[derive(Debug)]
pub(crate) struct WordsShown {
    pub review: String,
    pub by: String,
    pub finds: Vec<Found>,
    pub report: ReportShown,
}

/// What a report tells.
#[derive(Debug)]
pub(crate) struct ReportShown {
    pub report_id: String,
    pub number: String,
    pub category: String,
    pub area: String,
    /// The place in words; may be empty.
    pub place: Vec<Part>,
    /// The description; may be empty.
    pub parts: Vec<Part>,
    /// What was told later, with words.
    pub later: Vec<LaterShown>,
    pub at: DateTime<Utc>,
    pub is_suspect: bool,
}

impl ReportShown {
    fn kind(&self) -> Category {
        category(&self.category)
    }
}

/// Something that was told after the report.
#[derive(Debug)]
pub(crate) struct LaterShown {
    pub at: DateTime<Utc>,
    pub parts: Vec<Part>,
}

/// A piece of a text.
#[derive(Debug)]
pub(crate) struct Part {
    pub text: String,
    pub is_found: bool,
    pub is_gone: bool,
}

/// Something that looks like a person's.
#[derive(Debug)]
pub(crate) struct Found {
    pub value: String,
    pub text: String,
    pub kind: &'static str,
}

/// What happened just now.
#[derive(Debug)]
pub(crate) struct Notice {
    pub text: String,
    pub is_conflict: bool,
    /// Address that takes it back.
    pub undo: Option<String>,
}

impl Notice {
    pub(crate) fn done(text: String) -> Self {
        Self { text, is_conflict: false, undo: None }
    }

    pub(crate) fn conflict(text: String) -> Self {
        Self { text, is_conflict: true, undo: None }
    }
}

/// A square of a photo.
struct Cell {
    row: u32,
    column: u32,
    value: String,
}

impl ReviewPage {
    fn cells(&self) -> Vec<Cell> {
        let _ = self;
        let squares = (0..ROWS).flat_map(|row| (0..COLUMNS).map(move |column| (row, column)));
        let edge = |at: u32, of: u32| at * SCALE / of;
        squares
            .map(|(row, column)| {
                let (x, y) = (edge(column, COLUMNS), edge(row, ROWS));
                let (right, bottom) = (edge(column + 1, COLUMNS), edge(row + 1, ROWS));
                let value = format!("{x},{y},{},{}", right - x, bottom - y);
                Cell { row: row + 1, column: column + 1, value }
            })
            .collect()
    }

    fn reasons(&self) -> [Reason; 4] {
        let _ = self;
        Reason::ALL
    }
}
