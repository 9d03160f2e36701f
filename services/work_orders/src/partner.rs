//! Partners: a housing corporation or a waste company that does one order by a link, without an
//! account.
//!
//! Who has the link may do with that order what its team may do, and see nothing else. The link
//! cannot be guessed, and ends after some weeks, when it is taken back, or when another one is made
//! for the order. Once the order is closed it shows what became of it and does nothing.

use chrono::{DateTime, TimeDelta, Utc};
use platform::token;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Letters of a partner's name.
const NAME_CHARS_MAX: usize = 60;

/// For how many days a link can be made.
pub const DAYS: [i64; 3] = [7, 30, 90];

/// A link as it is stored.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct Link {
    pub partner_link_id: Uuid,
    pub work_order_id: Uuid,
    pub partner_name: String,
    pub staff_name: String,
    pub made_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

impl Link {
    pub fn is_expired(&self, now: DateTime<Utc>) -> bool {
        self.expires_at <= now
    }
}

/// What stands in a link.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Token(String);

impl Token {
    /// One that nobody has.
    pub fn generate() -> Self {
        Self(token::new())
    }

    /// Whatever somebody has in a link; what is none is looked up as well, so that a guess takes
    /// as long as any other.
    pub fn given(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the database knows of it.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

/// What a dispatcher asks a link for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Asked {
    pub partner_name: String,
    pub lasts: TimeDelta,
}

impl Asked {
    /// Checks what was typed and chosen; the error is a sentence.
    pub fn parse(name: &str, days: i64) -> Result<Self, &'static str> {
        let name = name.trim();
        if name.is_empty() {
            return Err("Schrijf op voor wie de link is.");
        }
        if name.chars().count() > NAME_CHARS_MAX || name.contains(char::is_control) {
            return Err("Kies een naam van hooguit 60 tekens.");
        }
        if !DAYS.contains(&days) {
            return Err("Kies hoe lang de link geldt.");
        }
        Ok(Self { partner_name: name.to_owned(), lasts: TimeDelta::days(days) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_links_are_the_same_and_none_is_stored() {
        let (one, other) = (Token::generate(), Token::generate());

        assert_ne!(one, other);
        assert_eq!(one.hash(), Token::given(one.as_str()).hash());
        assert_ne!(one.hash(), one.as_str().as_bytes());
    }

    #[test]
    fn a_link_is_for_somebody_and_for_some_time() {
        assert!(Asked::parse(" Woningcorporatie Vogelnest ", 30).is_ok());
        for (name, days) in [("", 30), ("  ", 7), ("a\nb", 7), (&*"a".repeat(61), 7), ("ROVA", 8)] {
            assert!(Asked::parse(name, days).is_err(), "{name} {days}");
        }
    }
}
