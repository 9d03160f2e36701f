//! How a reporter can be reached. Intake passes it on sealed and keeps nothing.
//!
//! Only notification holds the key besides intake, so contact details are
//! readable neither in the outbox nor on the bus nor in a backup of either.

use anyhow::Context as _;
use platform::seal::Seal;
use serde::Serialize;

// RFC 5321, section 4.5.3.1, and RFC 1035, section 2.3.4.
const EMAIL_BYTES_MAX: usize = 254;
const LOCAL_BYTES_MAX: usize = 64;
const LABEL_BYTES_MAX: usize = 63;

/// Digits of a telephone number: E.164 allows 15 at most.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 6..=15;

/// Where to reach somebody; both may be absent.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Contact {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// What cannot be an address or a number.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Invalid {
    Email,
    Phone,
}

impl Invalid {
    /// The key of what the resident reads.
    pub fn key(self) -> &'static str {
        match self {
            Self::Email => "check-mail-wrong",
            Self::Phone => "check-phone-wrong",
        }
    }
}

impl Contact {
    /// Checks what somebody typed. Empty fields mean: no, thanks.
    pub fn parse(email: &str, phone: &str) -> Result<Self, Vec<Invalid>> {
        let (email, phone) = (email.trim(), phone.trim());
        let mut mistakes = Vec::new();
        if !email.is_empty() && !is_email(email) {
            mistakes.push(Invalid::Email);
        }
        if !phone.is_empty() && !is_phone(phone) {
            mistakes.push(Invalid::Phone);
        }
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Ok(Self { email: given(email), phone: given(phone) })
    }

    pub fn is_given(&self) -> bool {
        self.email.is_some() || self.phone.is_some()
    }
}

/// Atoms with dots between them (RFC 5322, and letters of any script): what mail can be sent to, so
/// that a mistake is told on the form. Whether it exists, the mail will tell.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let is_atom = |atom: &str| {
        let is_atext = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
        !atom.is_empty() && atom.chars().all(is_atext)
    };
    let is_label = |label: &str| {
        (1..=LABEL_BYTES_MAX).contains(&label.len())
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= EMAIL_BYTES_MAX
        && local.len() <= LOCAL_BYTES_MAX
        && local.split('.').all(is_atom)
        && domain.contains('.')
        && domain.split('.').all(is_label)
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    PHONE_DIGITS.contains(&digits)
        && text.chars().all(|letter| letter.is_ascii_digit() || " +-()./".contains(letter))
}

/// Seals contact details for notification. Cheap to clone.
#[derive(Clone)]
pub struct Sealer(Seal);

impl Sealer {
    /// `key` is 32 bytes in base64url.
    pub fn new(key: &str) -> anyhow::Result<Self> {
        Ok(Self(Seal::of_text(key).context("CONTACT_KEY")?))
    }

    /// The box of the contract. It opens only together with the same report id, so it cannot be moved
    /// to another report.
    pub fn seal(&self, report_id: &str, contact: &Contact) -> anyhow::Result<Vec<u8>> {
        self.0.seal(report_id.as_bytes(), &serde_json::to_vec(contact)?)
    }
}

#[cfg(test)]
mod tests {
    use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Notification gives up a mail to an address that its library does not take.
        #[test]
        fn what_is_taken_can_be_sent_to(
            text in "[a-zé0-9.+!#\"()@_-]{1,12}@[a-zü0-9.()_-]{1,8}[.][a-z0-9-]{1,4}"
        ) {
            prop_assert!(!is_email(&text) || text.parse::<lettre::Address>().is_ok(), "{}", text);
        }
    }

    #[test]
    fn addresses_that_exist_in_the_wild_are_taken() {
        for email in ["a@b.nl", "jan.de-vries+straat@gemeente.voorbeeld.nl", "ö@müller.de"] {
            assert!(Contact::parse(email, "").is_ok(), "{email}");
        }
        for phone in ["06 12345678", "+31 (0)33-469 51 11", "0334695111"] {
            assert!(Contact::parse("", phone).is_ok(), "{phone}");
        }
    }

    #[test]
    fn what_cannot_be_an_address_is_told() {
        let long = [format!("{}@b.nl", "a".repeat(65)), format!("a@{}.nl", "b".repeat(64))];
        for email in ["a", "a@b", "a b@c.nl", "a@b.nl\nBcc: c@d.nl", "@b.nl", "a@.nl", "<a@b.nl>"]
            .into_iter()
            .chain(["jan..de@x.nl", "jan.@x.nl", ".jan@x.nl", "a(b)@x.nl", "a@-x.nl", "a@x-.nl"])
            .chain(long.iter().map(String::as_str))
        {
            assert_eq!(Contact::parse(email, ""), Err(vec![Invalid::Email]), "{email}");
        }
        assert_eq!(Contact::parse("x", "bel me"), Err(vec![Invalid::Email, Invalid::Phone]));
    }

    #[test]
    fn nothing_given_is_fine() {
        assert!(!Contact::parse(" ", "").unwrap().is_given());
    }

    #[test]
    fn a_box_opens_only_for_its_own_report() {
        let key = BASE64_URL_SAFE_NO_PAD.encode([7; 32]);
        let sealer = Sealer::new(&key).unwrap();
        let contact = Contact::parse("a@b.nl", "").unwrap();
        let boxed = sealer.seal("report-1", &contact).unwrap();

        let open = |id: &str| sealer.0.open(id.as_bytes(), &boxed);
        assert_eq!(open("report-1").unwrap(), br#"{"email":"a@b.nl"}"#);
        assert!(open("report-2").is_none());
        assert!(!boxed.windows(6).any(|window| window == b"a@b.nl"));
    }
}
