//! The only place that asks what time it is.

use chrono::{DateTime, SubsecRound as _, Utc};
use prost_types::Timestamp;

/// Now, in microseconds: what PostgreSQL can store, so that a value read back is equal.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
pub fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}

/// The Protobuf form of an instant.
pub fn to_timestamp(at: DateTime<Utc>) -> Timestamp {
    let nanos = i32::try_from(at.timestamp_subsec_nanos()).unwrap_or(0);
    Timestamp { seconds: at.timestamp(), nanos }
}

/// The instant that a Protobuf timestamp means; `None` when it is out of range.
pub fn from_timestamp(at: &Timestamp) -> Option<DateTime<Utc>> {
    let nanos = u32::try_from(at.nanos).ok()?;
    DateTime::from_timestamp(at.seconds, nanos).map(|at| at.trunc_subsecs(6))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_instant_survives_the_contract(micros in 0_i64..4_000_000_000_000_000) {
            let at = DateTime::from_timestamp_micros(micros).unwrap();
            prop_assert_eq!(from_timestamp(&to_timestamp(at)), Some(at));
        }
    }

    #[test]
    fn negative_nanoseconds_are_not_an_instant() {
        assert_eq!(from_timestamp(&Timestamp { seconds: 0, nanos: -1 }), None);
    }
}
