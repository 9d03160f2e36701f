//! Words for residents: what somebody typed in Dutch, or a standard text that each resident reads in
//! their own language.

use std::collections::BTreeMap;

use serde::Deserialize;
use sqlx::{FromRow, types::Json};

use crate::{closing, questions};

/// The same words in other languages than Dutch, by the language's tag.
pub type Translations = BTreeMap<String, String>;

/// Words as they stand in the row of an issue, or of what becomes of it.
#[derive(Clone, Debug, Default, Eq, PartialEq, FromRow)]
pub struct Words {
    /// In Dutch, or as somebody typed it; empty when nothing is said.
    #[sqlx(rename = "note")]
    pub text: String,
    #[sqlx(rename = "note_in")]
    pub translations: Json<Translations>,
}

impl Words {
    /// Words that exist in this language only.
    pub fn typed(text: &str) -> Self {
        Self { text: text.to_owned(), translations: Json::default() }
    }
}

/// What a standard text is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Purpose {
    /// Read when the issue ends.
    Closing,
    /// A question to whoever reported it.
    Asking,
}

impl Purpose {
    pub const ALL: [Self; 2] = [Self::Closing, Self::Asking];

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == word)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Closing => "closing",
            Self::Asking => "asking",
        }
    }

    /// Characters that it may have.
    pub fn chars_max(self) -> usize {
        match self {
            Self::Closing => closing::TEXT_MAX,
            Self::Asking => questions::QUESTION_MAX,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purpose_is_read_as_it_is_written() {
        for purpose in Purpose::ALL {
            assert_eq!(Purpose::parse(purpose.as_str()), Some(purpose));
        }
        assert_eq!(Purpose::parse("mail"), None);
    }
}
