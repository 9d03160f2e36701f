//! `/meldkamer/termijnen`: the form, its trial, and who changed what.

use askama::Template;
use web::Page;
use web::form::{Fields, Mistake};

use crate::{
    service_level::{LiberationDay, Unit},
    store::service_level::{Change, Term},
    terms::{
        proposal::{UNITS, WEEKDAYS, liberation_in_words},
        trial::{Moved, Outcome},
    },
};

/// Issues of a trial that the page names.
const MOVED_SHOWN_MAX: usize = 20;

/// Terms, hours and closed days as a form.
#[derive(Debug, Template)]
#[template(path = "terms.html")]
pub struct TermsPage {
    pub page: Page,
    /// Of all active categories, as they count now.
    pub terms: Vec<Term>,
    /// Open issues that do not follow the last change yet.
    pub outdated: i64,
    /// Newest first.
    pub changes: Vec<Change>,
    /// What the form shows, by name of the field.
    pub fields: Fields,
    pub mistakes: Vec<Mistake>,
    /// What would change, and what that means for open issues.
    pub trial: Option<(Vec<String>, Outcome)>,
    pub notice: Option<TermsNotice>,
}

/// What is said above the form.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TermsNotice {
    /// Somebody else was first; the form shows what counts now.
    Conflict,
    /// Nothing was changed.
    Same,
}

/// A weekday of the form.
#[derive(Debug)]
pub struct Weekday {
    /// 1 is Monday.
    pub number: usize,
    pub name: &'static str,
}

impl TermsPage {
    pub fn value(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", String::as_str)
    }

    pub fn term(&self, key: &str) -> &str {
        self.value(&format!("termijn-{key}"))
    }

    pub fn has_unit(&self, key: &str, unit: &Unit) -> bool {
        self.value(&format!("eenheid-{key}")) == unit.as_str()
    }

    pub fn units(&self) -> [(Unit, &'static str); 3] {
        UNITS
    }

    pub fn weekdays(&self) -> Vec<Weekday> {
        (1..).zip(WEEKDAYS).map(|(number, name)| Weekday { number, name }).collect()
    }

    pub fn opens(&self, number: &usize) -> &str {
        self.value(&format!("open-{number}"))
    }

    pub fn closes(&self, number: &usize) -> &str {
        self.value(&format!("dicht-{number}"))
    }

    pub fn liberation_days(&self) -> [(LiberationDay, &'static str); 3] {
        LiberationDay::ALL.map(|day| (day, liberation_in_words(day)))
    }

    pub fn is_wrong(&self, field: &str) -> bool {
        self.mistakes.iter().any(|mistake| mistake.field == field)
    }

    pub fn is_wrong_term(&self, key: &str) -> bool {
        self.is_wrong(&format!("termijn-{key}"))
    }

    pub fn is_wrong_day(&self, number: &usize) -> bool {
        self.is_wrong(&format!("open-{number}"))
    }

    /// The name of a category.
    pub fn category<'a>(&'a self, key: &'a str) -> &'a str {
        let term = self.terms.iter().find(|term| term.category_key == *key);
        term.map_or(key, |term| term.name.as_str())
    }

    pub fn shown<'a>(&self, outcome: &'a Outcome) -> &'a [Moved] {
        outcome.moved.get(..MOVED_SHOWN_MAX).unwrap_or(&outcome.moved)
    }
}
