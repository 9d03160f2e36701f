//! Staff read how to reach whoever reported an issue, when their account allows it: never without
//! saying why, and every time is kept ([`views`]). What may be said is pure.

mod page;
mod views;

use std::collections::BTreeMap;

use chrono::TimeDelta;

pub(crate) use page::routes;

/// How long it is kept who read what: as long as the details themselves can be there.
pub const KEPT: TimeDelta = TimeDelta::days(365);

/// Characters of the reason in somebody's own words.
const NOTE_CHARS_MAX: usize = 200;

/// Why somebody needs to reach a resident.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Reason {
    Question,
    Danger,
    Complaint,
    Asked,
    Other,
}

impl Reason {
    pub const ALL: [Self; 5] =
        [Self::Question, Self::Danger, Self::Complaint, Self::Asked, Self::Other];

    /// The word that stands for it in the database and in the form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Danger => "danger",
            Self::Complaint => "complaint",
            Self::Asked => "asked",
            Self::Other => "other",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text)
    }

    /// As staff read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Question => "Een vraag die niet via de volgpagina kan",
            Self::Danger => "Er is gevaar of haast bij",
            Self::Complaint => "Een klacht over de afhandeling",
            Self::Asked => "De melder vroeg om contact",
            Self::Other => "Iets anders",
        }
    }
}

/// Why, as it was filled in and found good.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Why {
    pub reason: Reason,
    /// In their own words; may be empty.
    pub note: String,
}

impl Why {
    /// Reads the form, or says in words what is missing.
    pub fn read(fields: &BTreeMap<String, String>) -> Result<Self, &'static str> {
        let field = |name: &str| fields.get(name).map_or("", |value| value.trim());
        let reason =
            Reason::parse(field("reden")).ok_or("Kies waarom je de gegevens nodig hebt.")?;
        let note = field("toelichting").to_owned();
        if note.chars().count() > NOTE_CHARS_MAX || note.contains(char::is_control) {
            return Err("Schrijf de toelichting korter, op één regel.");
        }
        if reason == Reason::Other && note.is_empty() {
            return Err("Schrijf erbij waarom je de gegevens nodig hebt.");
        }
        Ok(Self { reason, note })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(reason: &str, note: &str) -> Result<Why, &'static str> {
        let pairs = [("reden", reason), ("toelichting", note)];
        Why::read(&pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into())
    }

    #[test]
    fn every_reason_is_read_as_it_is_written() {
        for reason in Reason::ALL {
            assert_eq!(read(reason.as_str(), "zo").unwrap().reason, reason);
        }
    }

    #[test]
    fn without_a_reason_nothing_is_shown() {
        assert!(Why::read(&BTreeMap::new()).is_err());
        for (reason, note) in [("", ""), ("nieuwsgierig", "x"), ("other", "  "), ("danger", "a\nb")]
        {
            assert!(read(reason, note).is_err(), "{reason} {note}");
        }
        assert!(read("danger", &"a".repeat(201)).is_err());
        assert_eq!(read("danger", " ").unwrap().note, "");
    }
}
