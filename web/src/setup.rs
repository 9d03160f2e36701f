//! The pages that set up a municipality: [what they say](SetupNotice), and [the way of a file](part).

pub mod part;

/// What is said above a form.
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
