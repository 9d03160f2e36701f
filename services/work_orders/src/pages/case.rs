//! Pages of enforcement cases: the list, a case with its log, and the page on which evidence is made.

use askama::Template;
use chrono::{DateTime, Utc};
use uuid::Uuid;
use web::{
    Page,
    words::{self, Category},
};

use super::Order;
use crate::{
    enforcement::{
        Case, Outcome, State,
        ledger::{By, Entry, Label, Photo, What},
        vault::Condition,
    },
    store::case::Listed,
};

/// Digits that are shown of a SHA-256, at its start and at its end.
const HASH_DIGITS: usize = 4;

/// Things of the log that are shown; a bundle has them all.
const LOOKED_MAX: usize = 40;

/// `GET /werk/zaken`
#[derive(Debug, Template)]
#[template(path = "cases.html")]
pub struct CasesPage {
    pub page: Page,
    pub cases: Vec<Listed>,
    pub is_closed: bool,
}

/// `GET /werk/{id}/bewijs`
#[derive(Debug, Template)]
#[template(path = "capture.html")]
pub struct CapturePage {
    pub page: Page,
    pub order: Order,
    /// With which the phone closes what it keeps, in base64url.
    pub key: String,
}

/// `GET /werk/zaak/{id}`
#[derive(Debug, Template)]
#[template(path = "case.html")]
pub struct CasePage {
    pub page: Page,
    pub case: Case,
    pub shots: Vec<Shot>,
    /// Newest first.
    pub looked: Vec<Looked>,
    /// Numbers of lines of the log that are not as they were written.
    pub broken: Vec<usize>,
    pub may: May,
    /// What was wrong with how it should be closed.
    pub error: Option<&'static str>,
    pub note: String,
}

/// `POST /werk/zaak/{id}/origineel/{photo}`: in the page itself, so that there is no address of it.
#[derive(Debug, Template)]
#[template(path = "original.html")]
pub struct OriginalPage {
    pub page: Page,
    pub case: Case,
    pub photo: Photo,
    pub media_type: &'static str,
    /// In base64; none when no browser can show it.
    pub content: Option<String>,
    /// As it was made.
    pub is_sound: bool,
}

/// Decimals of a place that is read: a tenth of a metre.
const PLACE_DECIMALS: usize = 6;

impl OriginalPage {
    /// "52.166012, 5.403598"
    pub fn place(&self) -> Option<String> {
        let digits = PLACE_DECIMALS;
        let place = self.photo.place?;
        Some(format!("{:.digits$}, {:.digits$}", place.latitude, place.longitude))
    }
}

/// What who looks may do.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct May {
    pub add: bool,
    /// Open originals, take the bundle, close the case.
    pub open: bool,
}

/// A photo of the case.
#[derive(Clone, Debug)]
pub struct Shot {
    pub id: Uuid,
    pub number: i32,
    pub label: &'static str,
    pub taken_at: DateTime<Utc>,
    /// Metres to the place of the report, and how sure the phone was of that.
    pub away: Option<(u32, u32)>,
    pub sha256: String,
    pub has_preview: bool,
    pub condition: Condition,
}

/// One or more lines of the log, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Looked {
    pub sign: &'static str,
    /// "Boa Samira maakte 3 foto's"
    pub words: String,
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

impl CasePage {
    pub fn kind(&self) -> Category {
        words::category(&self.case.category)
    }

    pub fn outcomes(&self) -> [Outcome; 4] {
        Outcome::ALL
    }

    /// What is shown of the log.
    pub fn shown(&self) -> &[Looked] {
        &self.looked[..self.looked.len().min(LOOKED_MAX)]
    }

    /// How much is not shown.
    pub fn earlier(&self) -> usize {
        self.looked.len().saturating_sub(LOOKED_MAX)
    }

    /// Numbers of photos whose original is not as it was made.
    pub fn spoilt(&self) -> Vec<i32> {
        let spoilt = self.shots.iter().filter(|shot| shot.condition != Condition::Sound);
        spoilt.map(|shot| shot.number).collect()
    }

    /// "foto 2", "foto 2 en 5"
    pub fn spoilt_words(&self) -> String {
        let numbers: Vec<_> = self.spoilt().iter().map(ToString::to_string).collect();
        format!("foto {}", numbers.join(" en "))
    }

    pub fn outcome(&self) -> &'static str {
        Outcome::parse(&self.case.outcome).map_or("", Outcome::label)
    }

    /// "3 bewijsfoto's"
    pub fn count(&self) -> String {
        words::count(self.shots.len(), "bewijsfoto", "bewijsfoto's")
    }
}

impl CasesPage {
    /// Where who looks came from: the list of stops, or the first page of the office.
    pub fn back(&self) -> (&'static str, &'static str) {
        let menu = self.page.menu();
        if menu.iter().any(|item| item.href == "/werk") {
            return ("/werk", "Lijst");
        }
        menu.first().map_or(("/", "Terug"), |item| (item.href, item.label))
    }

    pub fn kind(&self, case: &Case) -> Category {
        words::category(&case.category)
    }

    pub fn photos(&self, listed: &Listed) -> String {
        words::count(usize::try_from(listed.photos).unwrap_or_default(), "foto", "foto's")
    }
}

impl CapturePage {
    pub fn labels(&self) -> [Label; 5] {
        Label::ALL
    }
}

impl Case {
    pub fn path(&self) -> String {
        format!("/werk/zaak/{}", self.case_id)
    }

    /// The state as a pill.
    pub fn pill(&self) -> words::State {
        let (label, class, icon) = match self.state {
            State::Investigation => ("In onderzoek", "og-state og-state--busy", "i-search"),
            State::AtOffice => ("Bij kantoor", "og-state og-state--planned", "i-home"),
            State::Closed => ("Gesloten", "og-state og-state--done", "i-done"),
        };
        words::State { label, class, icon }
    }
}

impl Shot {
    /// "9f3a…c41e"
    pub fn short_hash(&self) -> String {
        let (start, end) =
            (self.sha256.get(..HASH_DIGITS), self.sha256.len().checked_sub(HASH_DIGITS));
        let end = end.and_then(|end| self.sha256.get(end..));
        format!("{}…{}", start.unwrap_or_default(), end.unwrap_or_default())
    }

    pub fn is_sound(&self) -> bool {
        self.condition == Condition::Sound
    }
}

/// The log in words, newest first: lines of one kind by one person after each other are one. `me` reads.
pub fn looked(entries: &[Entry], me: Uuid) -> Vec<Looked> {
    let mut all: Vec<Looked> = Vec::new();
    for run in entries.chunk_by(are_alike) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let who = if first.by.id == me { "Jij" } else { &first.by.name };
        let (sign, words) = told(who, &first.what, run.len());
        all.push(Looked { sign, words, from: first.at, until: last.at });
    }
    all.reverse();
    all
}

fn are_alike(one: &Entry, next: &Entry) -> bool {
    let By { id, .. } = &one.by;
    let is_same_kind = match (&one.what, &next.what) {
        (What::PhotoAdded { .. }, What::PhotoAdded { .. })
        | (What::Viewed, What::Viewed)
        | (What::Exported, What::Exported) => true,
        (What::OriginalViewed { photo }, What::OriginalViewed { photo: other }) => photo == other,
        _ => false,
    };
    is_same_kind && *id == next.by.id
}

fn told(who: &str, what: &What, times: usize) -> (&'static str, String) {
    let often = if times > 1 { format!(", {times} keer") } else { String::new() };
    match what {
        What::Opened { reports, .. } => {
            let first = reports.first().map_or("", String::as_str);
            ("i-plus", format!("{who} opende de zaak vanuit melding {first}"))
        }
        What::PhotoAdded { .. } => {
            ("i-camera", format!("{who} maakte {}", words::count(times, "foto", "foto's")))
        }
        What::Viewed => ("i-eye", format!("{who} bekeek de zaak{often}")),
        What::OriginalViewed { photo } => {
            ("i-eye", format!("{who} bekeek foto {photo}, origineel{often}"))
        }
        What::HandedOver => ("i-send", format!("{who} gaf de zaak aan kantoor")),
        What::Closed { outcome, note } => {
            let outcome = Outcome::parse(outcome).map_or("onbekend", Outcome::label);
            let note = if note.is_empty() { String::new() } else { format!(". {note}") };
            ("i-done", format!("{who} sloot de zaak: {outcome}{note}"))
        }
        What::Exported => ("i-down", format!("{who} haalde het dossier op{often}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(minute: u32, who: u128, what: What) -> Entry {
        Entry {
            case: "HZ-2026-0001".into(),
            number: 1,
            previous: String::new(),
            at: format!("2026-11-30T09:{minute:02}:00Z").parse().unwrap(),
            by: By { id: Uuid::from_u128(who), name: format!("Boa {who}") },
            what,
        }
    }

    #[test]
    fn the_log_reads_newest_first_and_says_once_what_happened_often() {
        let entries = [
            entry(1, 1, What::Viewed),
            entry(2, 1, What::Viewed),
            entry(3, 2, What::Viewed),
            entry(4, 2, What::OriginalViewed { photo: 1 }),
            entry(5, 2, What::OriginalViewed { photo: 2 }),
        ];
        let looked = looked(&entries, Uuid::from_u128(2));
        let words: Vec<_> = looked.iter().map(|one| one.words.as_str()).collect();

        assert_eq!(
            words,
            [
                "Jij bekeek foto 2, origineel",
                "Jij bekeek foto 1, origineel",
                "Jij bekeek de zaak",
                "Boa 1 bekeek de zaak, 2 keer",
            ]
        );
        assert_eq!((looked[3].from, looked[3].until), (entries[0].at, entries[1].at));
    }

    #[test]
    fn a_hash_is_shown_by_its_ends() {
        let sha256 = format!("9f3a{}c41e", "0".repeat(56));
        let shot = Shot {
            id: Uuid::nil(),
            number: 1,
            label: "Overzicht",
            taken_at: DateTime::UNIX_EPOCH,
            away: None,
            sha256,
            has_preview: false,
            condition: Condition::Sound,
        };
        assert_eq!(shot.short_hash(), "9f3a…c41e");
        assert_eq!(Shot { sha256: "ab".into(), ..shot }.short_hash(), "…");
    }
}
