//! Parts of the inbox about what dispatchers do: what was done, with whom it is, and the keys.

use chrono::{DateTime, Utc};

/// How an issue can be closed by hand: the value of the field `uitkomst`, and what it says.
pub const OUTCOMES: [(&str, &str); 4] = [
    ("solved", "Het is opgelost"),
    ("not_found", "Er lag niets"),
    ("already_gone", "Het was al weg"),
    ("not_ours", "Het is niet van ons"),
];

/// What a key does, and the keys for it.
type Key = (&'static str, &'static str);

/// The keys of the page, in groups.
pub const KEYS: [(&str, &[Key]); 4] = [
    (
        "Lopen",
        &[
            ("op en neer", "j k"),
            ("eerste, laatste", "g G"),
            ("openen", "Enter"),
            ("terug naar de lijst", "Esc"),
        ],
    ),
    ("Kiezen", &[("deze kiezen", "x"), ("alles kiezen", "X"), ("keuze wissen", "Esc")]),
    (
        "Doen",
        &[
            ("toewijzen", "t"),
            ("samenvoegen", "s"),
            ("splitsen", "S"),
            ("afhandelen", "a"),
            ("vraag aan de melder", "v"),
            ("interne notitie", "i"),
            ("ongedaan", "z"),
        ],
    ),
    (
        "Overal",
        &[
            ("weergaven", "1 2 3 4 5"),
            ("zoeken", "/"),
            ("filter", "f"),
            ("volgende", "n"),
            ("vernieuwen", "r"),
            ("dit blad", "?"),
        ],
    ),
];

/// What just happened, over the list.
#[derive(Debug, Clone)]
pub struct Notice {
    /// "LD-4F7K-29 ligt nu bij Grofvuil."; a line each for what was not done, and why not.
    pub lines: Vec<String>,
    /// Somebody else was first (409): the lines say what it is now.
    pub is_conflict: bool,
    /// What can be taken back.
    pub undo: Option<UndoOffer>,
}

/// The form that takes back what was done.
#[derive(Debug, Clone)]
pub struct UndoOffer {
    pub batch_id: String,
    pub until: DateTime<Utc>,
}

impl Notice {
    /// The sign before it.
    pub fn sign(&self) -> &'static str {
        if self.is_conflict { "d-people" } else { "d-check" }
    }

    pub fn conflict(text: String) -> Self {
        Self { lines: vec![text], is_conflict: true, undo: None }
    }
}

/// What one team is asked to do.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The value of the field `team`.
    pub team_key: String,
    pub team: String,
    /// "aangenomen"
    pub state: &'static str,
    /// Where it can be given to a partner; `None` before the order came.
    pub partner_url: Option<String>,
    /// It can be taken back.
    pub is_unfinished: bool,
}

/// Another open issue that may be about the same thing.
#[derive(Debug, Clone)]
pub struct Alike {
    pub issue_id: String,
    pub number: String,
    pub place: String,
    /// "14 m, 2 meldingen, sinds za 21 nov"
    pub about: String,
    pub thumbnail_url: Option<String>,
}
