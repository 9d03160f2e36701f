//! What residents see: one askama struct a page, filled by the handlers. No decisions about reports here.

mod answer;
mod asked;
mod follow;
mod form;
mod issue_map;
mod known;
pub mod map_picture;
mod offline;
mod place;
pub(crate) mod review;
pub(crate) mod things;

use askama::Template;
use web::words::{self, State};
use web::{FieldErrors, Page};

pub use answer::{Answers, Confirm, ConfirmPage, ForgottenPage, RefusedPage, TellPage, ToldStep};
pub use asked::Asked;
pub use follow::{Follow, FollowFragment, FollowPage, HistoryStep, Read, Step, Words};
pub use form::{
    AdvicePage, AreaChoice, AreaGroup, CheckPage, PhotoPage, PlacePage, QuestionsPage, WhatPage,
};
pub use issue_map::{IssueMapFragment, IssueMapPage, MapRow};
pub(crate) use known::KnownPage;
pub use offline::{OfflineArea, OfflineGroup, OfflinePage};
pub use place::{BaseShown, FoundPart, FoundPlace, OutsidePage, Thing, ThingsPart, Whose, thing};

/// What might be better about a photo that is welcome all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoHint {
    pub id: String,
    /// Its place among the photos, from 1.
    pub number: usize,
    /// The key of the text.
    pub text: &'static str,
}

/// A stored photo, served in two sizes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    pub id: String,
}

impl Photo {
    /// At most 1600 px on the long edge.
    pub fn large(&self) -> String {
        format!("/media/{}/large.jpg", self.id)
    }

    /// At most 400 px on the long edge.
    pub fn small(&self) -> String {
        format!("/media/{}/small.jpg", self.id)
    }
}

/// The last report made on this phone, for the home page.
#[derive(Debug, Clone)]
pub struct LastReport {
    pub report_id: String,
    /// Code of the category.
    pub category: String,
    /// Name of the buurt, when known.
    pub area: Option<String>,
    /// Code of the public status.
    pub status: String,
    pub photo: Option<Photo>,
}

impl LastReport {
    pub fn category(&self, page: &Page) -> words::Category {
        page.lang.category(&self.category)
    }

    pub fn state(&self, page: &Page) -> State {
        page.lang.status(&self.status)
    }

    pub fn title(&self, page: &Page) -> String {
        page.lang.in_area(self.category(page).label, self.area.as_deref())
    }
}

/// `/`
#[derive(Debug, Template)]
#[template(path = "home.html")]
pub struct HomePage {
    pub page: Page,
    pub last: Option<LastReport>,
    /// Whether this browser has a list of its reports.
    pub has_list: bool,
    /// What was typed when it is no number we know.
    pub wrong_number: Option<String>,
}

/// `/melden/bedankt/{id}`
#[derive(Debug, Template)]
#[template(path = "thanks.html")]
pub struct ThanksPage {
    pub page: Page,
    /// Errors at field `mail`.
    pub errors: FieldErrors,
    pub report_id: String,
    pub number: String,
    pub team: Option<String>,
    pub received_at: chrono::DateTime<chrono::Utc>,
    pub expected_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Whether a mail address was given: then it is not asked again.
    pub mail_given: bool,
    /// What was typed as mail address, when it was wrong.
    pub email: String,
}

/// `/toegankelijkheid`: how accessible the pages are, and where to say that they are not.
#[derive(Debug, Template)]
#[template(path = "accessible.html")]
pub struct AccessiblePage {
    pub page: Page,
}

/// `/mijn`: the reports that were sent from this browser.
#[derive(Debug, Template)]
#[template(path = "mine.html")]
pub struct MinePage {
    pub page: Page,
    /// Newest first.
    pub going: Vec<LastReport>,
    pub over: Vec<LastReport>,
}

/// `/hulp`
#[derive(Debug, Template)]
#[template(path = "help.html")]
pub struct HelpPage {
    pub page: Page,
    /// Where the way back leads: the step of the report under way, or `/`.
    pub back: String,
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_template_holds_what_the_content_security_policy_refuses() {
        let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            for refused in [" style=", "<style", "<script>", " onclick=", "javascript:"] {
                assert!(!text.contains(refused), "{} has {refused}", path.display());
            }
        }
    }
}
