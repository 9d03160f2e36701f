//! Opens the sealed contact details of a reporter.
//!
//! The format, shared with intake: a box of [`platform::seal`] with the UTF-8 JSON
//! `{"email":…,"phone":…}`, in which either may be absent or null, sealed for the report id
//! as text (36 characters, lower case). The key is 32 bytes in base64url.

use anyhow::{Context as _, anyhow};
use platform::seal::Seal;
use serde::Deserialize;

/// Where to reach somebody. No `Debug`: it must not end in a log line.
#[derive(Clone, Default, Deserialize, Eq, PartialEq)]
pub struct Contact {
    pub email: Option<String>,
    pub phone: Option<String>,
}

/// Holds the key. Cheap to clone.
#[derive(Clone)]
pub struct Opener(Seal);

impl Opener {
    /// `key` is 32 bytes in base64url.
    pub fn new(key: &str) -> anyhow::Result<Self> {
        Ok(Self(Seal::of_text(key).context("CONTACT_KEY")?))
    }

    /// Opens the box of the report. Fails when it was sealed with another key,
    /// for another report, or is damaged; the error never shows what was in it.
    pub fn open(&self, report_id: &str, sealed: &[u8]) -> anyhow::Result<Contact> {
        let text = self
            .0
            .open(report_id.as_bytes(), sealed)
            .context("the sealed contact does not open with our key")?;
        let contact: Contact = serde_json::from_slice(&text)
            .map_err(|_| anyhow!("the sealed contact does not hold what it should"))?;
        let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        Ok(Contact { email: given(contact.email), phone: given(contact.phone) })
    }
}

#[cfg(test)]
mod tests {
    use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
    use proptest::prelude::*;

    use super::*;

    const REPORT: &str = "0199b3f0-1c2d-7000-8000-000000000001";

    fn opener(byte: u8) -> Opener {
        Opener::new(&BASE64_URL_SAFE_NO_PAD.encode([byte; 32])).unwrap()
    }

    fn seal(opener: &Opener, report_id: &str, text: &[u8]) -> Vec<u8> {
        opener.0.seal(report_id.as_bytes(), text).unwrap()
    }

    fn failure(opened: anyhow::Result<Contact>) -> String {
        format!("{:#}", opened.err().unwrap())
    }

    #[test]
    fn a_box_opens_with_its_key_for_its_report() {
        let sealed = seal(&opener(7), REPORT, br#"{"email":"a@b.nl","phone":null}"#);
        let contact = opener(7).open(REPORT, &sealed).unwrap();
        assert_eq!(contact.email.as_deref(), Some("a@b.nl"));
        assert_eq!(contact.phone, None);
    }

    #[test]
    fn what_is_absent_or_empty_was_not_given() {
        let sealed = seal(&opener(7), REPORT, br#"{"phone":" "}"#);
        assert!(opener(7).open(REPORT, &sealed).unwrap() == Contact::default());
    }

    #[test]
    fn another_key_or_another_report_does_not_open_it() {
        let sealed = seal(&opener(7), REPORT, br#"{"email":"a@b.nl"}"#);
        assert!(opener(8).open(REPORT, &sealed).is_err());
        assert!(opener(7).open("0199b3f0-1c2d-7000-8000-000000000002", &sealed).is_err());
    }

    #[test]
    fn what_is_inside_never_shows_in_the_error() {
        let sealed = seal(&opener(7), REPORT, br#"{"email":["a@b.nl"]}"#);
        assert!(!failure(opener(7).open(REPORT, &sealed)).contains("a@b.nl"));
    }

    #[test]
    fn a_key_of_another_length_is_refused_at_start() {
        assert!(Opener::new("c2hvcnQ").is_err());
        assert!(Opener::new("not base64url!").is_err());
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(sealed in proptest::collection::vec(any::<u8>(), 0..80)) {
            prop_assert!(opener(7).open(REPORT, &sealed).is_err());
        }

        #[test]
        fn a_damaged_box_stays_shut(at in 0_usize..60, bit in 0_u8..8) {
            let mut sealed = seal(&opener(7), REPORT, br#"{"email":"a@b.nl"}"#);
            let at = at % sealed.len();
            sealed[at] ^= 1 << bit;
            prop_assert!(opener(7).open(REPORT, &sealed).is_err());
        }
    }
}
