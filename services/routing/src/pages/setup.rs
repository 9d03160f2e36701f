//! The areas and the teams, as an administrator sees and changes them.

use askama::Template;
use web::Page;

use crate::{
    area_drawing::AreaDrawing,
    form::{Fields, Mistake},
    setup::Steps,
    store::{areas::AreaName, catalogue::ListedTeam, setup::Change},
};

/// What is said above the form.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SetupNotice {
    Saved,
    /// The file counts now.
    TakenIn,
    Removed,
    /// The file says what is there already.
    Same,
    /// Somebody else was first; the page shows what counts now.
    Conflict,
    /// The file that waited is not there any more.
    Gone,
    /// Work, rules or accounts are of the team.
    InUse,
}

impl SetupNotice {
    /// What stands in an address after something was done.
    pub fn of_code(code: &str) -> Option<Self> {
        match code {
            "bewaard" => Some(Self::Saved),
            "ingelezen" => Some(Self::TakenIn),
            "weg" => Some(Self::Removed),
            _ => None,
        }
    }

    pub fn is_done(self) -> bool {
        matches!(self, Self::Saved | Self::TakenIn | Self::Removed)
    }

    pub fn text(self) -> &'static str {
        match self {
            Self::Saved => "Bewaard.",
            Self::TakenIn => "Het bestand geldt nu.",
            Self::Removed => "Het team is weg.",
            Self::Same => "In dit bestand staat precies wat er al is.",
            Self::Conflict => {
                "Iemand anders was eerder. Hieronder staat wat nu geldt; jouw wijziging is niet bewaard."
            }
            Self::Gone => "Er wacht geen bestand meer. Kies het opnieuw.",
            Self::InUse => {
                "Dit team is in gebruik: er zijn kwesties, regels of accounts van. Het blijft staan."
            }
        }
    }
}

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
        let holds = |of: fn(&Steps) -> &Vec<crate::setup::Step>| {
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
