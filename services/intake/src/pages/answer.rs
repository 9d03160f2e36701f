//! The pages on which residents tell something about their report, and what its own page says of it.

use askama::Template;
use chrono::{DateTime, Utc};
use web::{FieldErrors, Page};

use super::{Follow, Photo, PhotoHint, Read};
use crate::answering::{Kind, Refusal};

/// What somebody told about their report, and may still tell.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a part of the page of its own")]
pub struct Answers {
    pub is_forgotten: bool,
    pub is_withdrawn: bool,
    /// About the state as it is now.
    pub said_still_there: bool,
    pub said_solved: bool,
    pub may_say_solved: bool,
    /// Until when it can be called back; `None` when it cannot.
    pub reopen_until: Option<DateTime<Utc>>,
    pub may_tell: bool,
    pub may_withdraw: bool,
    /// Oldest first.
    pub told: Vec<ToldStep>,
}

/// Something that was told later.
#[derive(Debug, Clone)]
pub struct ToldStep {
    pub is_still_there: bool,
    pub text: String,
    pub photos: Vec<Photo>,
    pub at: DateTime<Utc>,
}

/// `/melding/{id}/nog-steeds` and `/melding/{id}/meer`. Posts `key`, `text`, `photo` (files) and
/// `photoId` (sent before).
#[derive(Debug, Template)]
#[template(path = "tell.html")]
pub struct TellPage {
    pub page: Page,
    /// Errors at fields `foto` and `uitleg`.
    pub errors: FieldErrors,
    pub report: Follow,
    /// It was closed too soon; else there is just more to tell.
    pub is_still_there: bool,
    /// Until when it can be called back.
    pub until: DateTime<Utc>,
    /// Same key, same answer: a second press sends nothing twice.
    pub key: String,
    pub text: String,
    /// Characters.
    pub text_max: usize,
    pub photos: Vec<Photo>,
    pub photos_max: usize,
    pub hints: Vec<PhotoHint>,
}

impl TellPage {
    /// The question that is answered here, and until when.
    fn question(&self) -> Option<(Read<'_>, &DateTime<Utc>)> {
        self.report.question(&self.page).filter(|_| !self.is_still_there)
    }

    fn title(&self) -> &'static str {
        let asked = if self.question().is_some() { "question-title" } else { "more-title" };
        self.page.t(if self.is_still_there { "still-title" } else { asked })
    }

    /// What the camera is asked for.
    fn take(&self) -> &'static str {
        self.page.t(if self.is_still_there { "still-photo" } else { "photo-take" })
    }
}

/// What a page asks with one button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirm {
    Solved,
    Withdraw,
    Forget,
}

impl Confirm {
    /// The last part of the address.
    pub fn path(self) -> &'static str {
        match self {
            Self::Solved => "opgelost",
            Self::Withdraw => "intrekken",
            Self::Forget => "vergeet-mij",
        }
    }

    /// The answer that the button gives, when it is one.
    pub fn kind(self) -> Option<Kind> {
        match self {
            Self::Solved => Some(Kind::Solved),
            Self::Withdraw => Some(Kind::Withdrawn),
            Self::Forget => None,
        }
    }
}

/// `/melding/{id}/opgelost`, `/intrekken` and `/vergeet-mij`: one question, one button.
#[derive(Debug, Template)]
#[template(path = "confirm.html")]
pub struct ConfirmPage {
    pub page: Page,
    pub report: Follow,
    pub asked: Confirm,
}

impl ConfirmPage {
    /// The keys of the question and of the button.
    fn heading(&self) -> &'static str {
        match self.asked {
            Confirm::Solved => "confirm-solved",
            Confirm::Withdraw => "confirm-withdraw",
            Confirm::Forget => "confirm-forget",
        }
    }

    fn button(&self) -> &'static str {
        match self.asked {
            Confirm::Solved => "answer-solved",
            Confirm::Withdraw => "confirm-withdraw-button",
            Confirm::Forget => "confirm-forget-button",
        }
    }
}

/// Why something cannot be told any more, and what can be done instead.
#[derive(Debug, Template)]
#[template(path = "answer_refused.html")]
pub struct RefusedPage {
    pub page: Page,
    pub report: Follow,
    pub why: Refusal,
}

impl RefusedPage {
    /// Keys of the heading and of the explanation.
    fn words(&self) -> (&'static str, &'static str) {
        match self.why {
            Refusal::TooLate => ("refused-late", "refused-late-text"),
            Refusal::NotClosed if self.report.status == "reopened" => {
                ("refused-again", "refused-again-text")
            }
            Refusal::NotClosed if !self.report.is_over() => ("refused-open", "refused-open-text"),
            Refusal::NotClosed | Refusal::Closed => ("refused-closed", "refused-closed-text"),
            Refusal::Started => ("refused-started", "refused-started-text"),
            Refusal::Withdrawn | Refusal::Forgotten => {
                ("refused-withdrawn", "refused-withdrawn-text")
            }
            Refusal::TooMany => ("refused-many", "refused-many-text"),
        }
    }

    /// Whether a new report is the way to go on.
    fn offers_new(&self) -> bool {
        self.report.is_over() || self.why == Refusal::Withdrawn
    }
}

/// `/melding/{id}` when whoever sent it was forgotten.
#[derive(Debug, Template)]
#[template(path = "forgotten.html")]
pub struct ForgottenPage {
    pub page: Page,
    pub report: Follow,
}
