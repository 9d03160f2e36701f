//! When a team comes: the time that residents are told.
//!
//! The services keep it as a `tstzrange` from the first moment up to the last.

use std::ops::Bound;

use chrono::{DateTime, Utc};
use proto::v1;
use serde::{Deserialize, Serialize};
use sqlx::{
    Database, Decode, Encode, Postgres, Type,
    encode::IsNull,
    error::BoxDynError,
    postgres::{PgTypeInfo, types::PgRange},
};

use crate::clock::{from_timestamp, to_timestamp};

/// A time on one day, between two moments. `from` lies before `until`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Visit {
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

impl Visit {
    /// What a message says; `None` when it says nothing, or what is no time.
    pub fn of(message: Option<&v1::Visit>) -> Option<Self> {
        let message = message?;
        let from = from_timestamp(message.from.as_ref()?)?;
        let until = from_timestamp(message.until.as_ref()?)?;
        (from < until).then_some(Self { from, until })
    }

    pub fn message(self) -> v1::Visit {
        v1::Visit { from: Some(to_timestamp(self.from)), until: Some(to_timestamp(self.until)) }
    }
}

impl From<Visit> for PgRange<DateTime<Utc>> {
    fn from(visit: Visit) -> Self {
        Self { start: Bound::Included(visit.from), end: Bound::Excluded(visit.until) }
    }
}

impl TryFrom<PgRange<DateTime<Utc>>> for Visit {
    type Error = &'static str;

    fn try_from(range: PgRange<DateTime<Utc>>) -> Result<Self, Self::Error> {
        match (range.start, range.end) {
            (Bound::Included(from), Bound::Excluded(until)) => Ok(Self { from, until }),
            _ => Err("a visit has a first and a last moment"),
        }
    }
}

impl Type<Postgres> for Visit {
    fn type_info() -> PgTypeInfo {
        <PgRange<DateTime<Utc>> as Type<Postgres>>::type_info()
    }
}

impl<'r> Decode<'r, Postgres> for Visit {
    fn decode(value: <Postgres as Database>::ValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(PgRange::<DateTime<Utc>>::decode(value)?.try_into()?)
    }
}

impl Encode<'_, Postgres> for Visit {
    fn encode_by_ref(
        &self,
        buffer: &mut <Postgres as Database>::ArgumentBuffer,
    ) -> Result<IsNull, BoxDynError> {
        PgRange::from(*self).encode_by_ref(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn visit() -> Visit {
        Visit { from: at("2026-12-01T07:00:00Z"), until: at("2026-12-01T10:00:00Z") }
    }

    #[test]
    fn a_visit_survives_the_contract_and_the_table() {
        assert_eq!(Visit::of(Some(&visit().message())), Some(visit()));
        assert_eq!(Visit::try_from(PgRange::from(visit())), Ok(visit()));
    }

    #[test]
    fn what_has_no_two_moments_in_their_order_is_no_visit() {
        let whole = visit().message();
        let backwards = v1::Visit { from: whole.until, until: whole.from };
        let at_once = v1::Visit { from: whole.from, until: whole.from };
        let open = v1::Visit { until: None, ..whole };

        for message in [backwards, at_once, open] {
            assert_eq!(Visit::of(Some(&message)), None, "{message:?}");
        }
        assert_eq!(Visit::of(None), None);
        let endless = PgRange { start: Bound::Included(visit().from), end: Bound::Unbounded };
        assert!(Visit::try_from(endless).is_err());
    }
}
