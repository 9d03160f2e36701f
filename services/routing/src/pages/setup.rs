//! The areas and the teams, as an administrator sees and changes them.

use askama::Template;
use platform::{
    import_file::steps::{Step, Steps},
    setup::Change,
};
use web::form::{Fields, Mistake};
use web::{Page, SetupNotice};

use crate::{
    area_drawing::AreaDrawing,
    store::{areas::AreaName, catalogue::ListedTeam},
};

/// The areas.
#[derive(Debug, Template)]
#[template(path = "areas.html")]
pub struct AreasPage {
    pub page: Page,
    /// Wijk by wijk.
    pub areas: Vec<AreaName>,
    /// As it is, or as it would be with the file.
    pub drawing: AreaDrawing,
    /// What the file that is looked at would change.
    pub steps: Option<Steps>,
    /// Areas that would lie over each other.
    pub overlaps: Vec<(String, String)>,
    /// Newest first.
    pub changes: Vec<Change>,
    /// The buurt in the form; empty for none.
    pub fields: Fields,
    pub mistakes: Vec<Mistake>,
    /// What is wrong with a file.
    pub refused: Vec<String>,
    pub notice: Option<SetupNotice>,
}

impl AreasPage {
    pub fn value(&self, name: &str) -> &str {
        value(&self.fields, name)
    }

    pub fn is_wrong(&self, field: &str) -> bool {
        is_wrong(&self.mistakes, field)
    }

    pub fn is_chosen(&self, code: &str) -> bool {
        self.value("gebied") == code
    }

    /// How an area is drawn: it is new, changes, or is the chosen one.
    pub fn sort_of(&self, code: &str) -> &'static str {
        let holds = |of: fn(&Steps) -> &Vec<Step>| {
            self.steps.as_ref().is_some_and(|steps| of(steps).iter().any(|step| step.key == code))
        };
        if holds(|steps| &steps.new) {
            "new"
        } else if holds(|steps| &steps.changed) || self.is_chosen(code) {
            "changed"
        } else {
            ""
        }
    }
}

/// The teams.
#[derive(Debug, Template)]
#[template(path = "teams.html")]
pub struct TeamsPage {
    pub page: Page,
    /// By name.
    pub teams: Vec<ListedTeam>,
    pub steps: Option<Steps>,
    /// Newest first.
    pub changes: Vec<Change>,
    /// The team in the form; empty for a new one.
    pub fields: Fields,
    /// The form shows a team that is there.
    pub is_known: bool,
    pub mistakes: Vec<Mistake>,
    /// What is wrong with a file.
    pub refused: Vec<String>,
    pub notice: Option<SetupNotice>,
}

impl TeamsPage {
    pub fn value(&self, name: &str) -> &str {
        value(&self.fields, name)
    }

    pub fn is_wrong(&self, field: &str) -> bool {
        is_wrong(&self.mistakes, field)
    }

    pub fn is_chosen(&self, key: &str) -> bool {
        self.is_known && self.value("sleutel") == key
    }
}

fn value<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.get(name).map_or("", |value| value.trim())
}

fn is_wrong(mistakes: &[Mistake], field: &str) -> bool {
    mistakes.iter().any(|mistake| mistake.field == field)
}
