//! Where the next page of a list starts: after the last row of this one.

use std::ops::RangeInclusive;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Datelike as _, Utc};
use uuid::Uuid;

/// The place of a row in a list that is sorted by an instant, and among equals by id. Opaque to
/// clients.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Cursor {
    pub at: DateTime<Utc>,
    pub id: Uuid,
}

/// Years of a cursor: PostgreSQL has fewer than the type for an instant.
const YEARS: RangeInclusive<i32> = 1..=9999;

const TIME_BYTES: usize = size_of::<i64>();

impl Cursor {
    pub fn encode(self) -> String {
        let mut bytes = Vec::with_capacity(TIME_BYTES + size_of::<Uuid>());
        bytes.extend(self.at.timestamp_micros().to_be_bytes());
        bytes.extend(self.id.as_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (time, id) = bytes.split_first_chunk::<TIME_BYTES>()?;
        let at = DateTime::from_timestamp_micros(i64::from_be_bytes(*time))?;
        let id = Uuid::from_slice(id).ok()?;
        YEARS.contains(&at.year()).then_some(Self { at, id })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cursor_comes_back_as_it_went(
            micros in -1_000_000_000_000_i64..4_000_000_000_000_000, id: u128,
        ) {
            let at = DateTime::from_timestamp_micros(micros).unwrap();
            let cursor = Cursor { at, id: Uuid::from_u128(id) };
            prop_assert_eq!(Cursor::parse(&cursor.encode()), Some(cursor));
        }

        #[test]
        fn a_cursor_that_somebody_made_up_names_no_moment_that_the_database_cannot_hold(
            micros: i64,
        ) {
            let bytes = [&micros.to_be_bytes()[..], Uuid::nil().as_bytes()].concat();
            if let Some(cursor) = Cursor::parse(&URL_SAFE_NO_PAD.encode(bytes)) {
                prop_assert!(YEARS.contains(&cursor.at.year()));
            }
        }

        #[test]
        fn a_cursor_that_is_none_is_refused_and_never_a_panic(text in ".{0,48}") {
            if let Some(cursor) = Cursor::parse(&text) {
                prop_assert_eq!(cursor.encode(), text);
            }
        }
    }
}
