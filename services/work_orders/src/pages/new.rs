//! `/werk/nieuw`: what a crew sees on the street and nobody reported yet.

use askama::Template;
use web::{Page, words::Category};

/// Quick notes, which become the first words of the report.
const QUICK_NOTES: [&str; 2] = ["Boa erbij", "Ligt in de weg"];

/// The form, which the phone sends to `POST /api/v1/reports` when it can.
#[derive(Debug, Template)]
#[template(path = "new.html")]
pub struct NewPage {
    pub page: Page,
}

impl NewPage {
    pub fn categories(&self) -> Vec<Category> {
        self.page.lang.categories().into()
    }

    pub fn quick_notes(&self) -> [&'static str; 2] {
        QUICK_NOTES
    }
}
