//! Who owns what on the street, as an administrator sees it.

use askama::Template;
use platform::{import_file::steps::Steps, setup::Change};
use web::{
    Page, SetupNotice,
    form::{Fields, Mistake},
};

use crate::store::register::Owner;

/// The page.
#[derive(Debug, Template)]
#[template(path = "things.html")]
pub(crate) struct ThingsPage {
    pub page: Page,
    /// By name; who is not known comes last.
    pub owners: Vec<Owner>,
    /// The owner in the form: `was`, and `naam` as it is typed; empty for none.
    pub fields: Fields,
    pub mistakes: Vec<Mistake>,
    /// What is wrong with a file.
    pub refused: Vec<String>,
    /// What the file that is looked at would change.
    pub steps: Option<Steps>,
    /// Newest first.
    pub changes: Vec<Change>,
    pub notice: Option<SetupNotice>,
}

impl Owner {
    pub(crate) fn called(&self) -> &str {
        if self.name.is_empty() { "Niet bekend" } else { &self.name }
    }
}

impl ThingsPage {
    fn is_chosen(&self, owner: &Owner) -> bool {
        self.fields.get("was") == Some(&owner.name)
    }

    fn total(&self) -> i64 {
        let all = |it: &Owner| it.containers + it.bins + it.benches + it.lamp_posts;
        self.owners.iter().map(all).sum()
    }
}
