//! What a phone says of an evidence photo: checked once, all mistakes told at once. Pure.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use platform::problem::FieldError;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    envelope,
    ledger::{HASH_BYTES, Label},
};
use crate::input::id;

/// Characters of what a clock said.
const CLOCK_CHARS_MAX: usize = 40;

/// The part `facts` of the form.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Body {
    evidence_id: String,
    staff_id: String,
    label: String,
    sha256: String,
    ms_ago: u32,
    phone_clock: String,
    file_clock: String,
    place: Option<Spot>,
    envelope: Option<String>,
}

/// Where the phone was.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct Spot {
    /// WGS 84, degrees.
    pub longitude: f64,
    pub latitude: f64,
    /// Metres.
    pub accuracy_m: u32,
}

/// Facts that can be looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    pub evidence_id: Uuid,
    /// Who made it, as the phone knows.
    pub staff_id: Uuid,
    pub label: Label,
    /// In lower-case hexadecimal.
    pub sha256: String,
    /// Milliseconds since it was made, by the clock of the phone: at most some seven weeks.
    pub ms_ago: u32,
    pub phone_clock: String,
    pub file_clock: String,
    pub place: Option<Spot>,
    /// The public key with which the original was closed; none when it comes as it is.
    pub envelope: Option<Vec<u8>>,
}

impl Body {
    /// Fails with everything that is wrong with it.
    pub fn parse(self) -> Result<Facts, Vec<FieldError>> {
        let mut errors = Vec::new();
        let evidence_id = id(&self.evidence_id, "/evidenceId", &mut errors);
        let staff_id = id(&self.staff_id, "/staffId", &mut errors);
        let mut wrong = |pointer: &'static str, detail: &'static str| {
            errors.push(FieldError::new(pointer, detail));
        };
        let label = Label::parse(&self.label);
        if label.is_none() {
            wrong("/label", "Kies overview, name, contents, plate of other.");
        }
        if !is_hash(&self.sha256) {
            wrong("/sha256", "Een SHA-256 heeft 64 tekens van 0 tot en met f.");
        }
        if !is_clock(&self.phone_clock) {
            wrong("/phoneClock", "Schrijf de tijd volgens ISO 8601.");
        }
        if !self.file_clock.is_empty() && !is_clock(&self.file_clock) {
            wrong("/fileClock", "Schrijf de tijd volgens ISO 8601.");
        }
        if self.place.is_some_and(|spot| !spot.is_on_earth()) {
            wrong("/place", "Deze plek bestaat niet.");
        }
        let envelope = self.envelope.map(|key| URL_SAFE_NO_PAD.decode(key).unwrap_or_default());
        if envelope.as_ref().is_some_and(|key| key.len() != envelope::KEY_BYTES) {
            wrong("/envelope", "Een sleutel heeft 65 bytes, in base64url.");
        }
        match label {
            Some(label) if errors.is_empty() => {
                let Self { sha256, ms_ago, phone_clock, file_clock, place, .. } = self;
                let facts = Facts {
                    evidence_id,
                    staff_id,
                    label,
                    sha256,
                    ms_ago,
                    phone_clock,
                    file_clock,
                    place,
                    envelope,
                };
                Ok(facts)
            }
            _ => Err(errors),
        }
    }
}

impl Spot {
    fn is_on_earth(&self) -> bool {
        self.longitude.abs() <= 180.0 && self.latitude.abs() <= 90.0
    }
}

fn is_hash(text: &str) -> bool {
    text.len() == HASH_BYTES * 2
        && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// A moment with its zone, whatever it says: a clock that is wrong is a fact too.
fn is_clock(text: &str) -> bool {
    text.len() <= CLOCK_CHARS_MAX && chrono::DateTime::parse_from_rfc3339(text).is_ok()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn parsed(more: &Value) -> Result<Facts, Vec<FieldError>> {
        let mut body = json!({
            "evidenceId": Uuid::from_u128(1), "staffId": Uuid::from_u128(2), "label": "plate",
            "sha256": "0".repeat(64), "msAgo": 90, "phoneClock": "2026-11-30T09:41:07+01:00",
        });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        serde_json::from_value::<Body>(body).unwrap().parse()
    }

    fn pointers(more: &Value) -> Vec<String> {
        let errors = parsed(more).unwrap_err();
        errors.into_iter().map(|error| error.pointer.into_owned()).collect()
    }

    #[test]
    fn facts_are_read_with_and_without_a_place() {
        let facts = parsed(&json!({})).unwrap();
        assert_eq!((facts.label, facts.ms_ago, facts.place), (Label::Plate, 90, None));
        let place = json!({"place": {"longitude": 5.4, "latitude": 52.1, "accuracyM": 4}});
        let spot = Spot { longitude: 5.4, latitude: 52.1, accuracy_m: 4 };
        assert_eq!(parsed(&place).unwrap().place, Some(spot));
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let wrong = json!({
            "evidenceId": "x", "staffId": "", "label": "?", "sha256": "0F", "phoneClock": "gisteren",
            "fileClock": "2026", "place": {"longitude": 181.0, "latitude": 0.0, "accuracyM": 1},
            "envelope": "AAAA",
        });
        assert_eq!(
            pointers(&wrong),
            [
                "/evidenceId",
                "/staffId",
                "/label",
                "/sha256",
                "/phoneClock",
                "/fileClock",
                "/place",
                "/envelope"
            ]
        );
        assert_eq!(pointers(&json!({"sha256": "G".repeat(64)})), ["/sha256"]);
        assert_eq!(pointers(&json!({"sha256": "A".repeat(64)})), ["/sha256"]);
    }
}
