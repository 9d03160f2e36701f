//! How much of a term is left, as people say it.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Calendar,
    calendar::{after, local_day},
    due::pieces,
};

/// Days that are looked through for time that is left; who has more reads days.
const DAYS_MAX: usize = 400;

/// Time until the end of a term, or since.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Left {
    /// The clock stands still.
    Paused,
    /// Working time until the end, in whole minutes.
    Minutes(i64),
    /// Working time since the end, in whole minutes.
    Late(i64),
}

impl Left {
    pub fn of(
        calendar: &Calendar,
        due_at: DateTime<Utc>,
        is_paused: bool,
        now: DateTime<Utc>,
    ) -> Self {
        if is_paused {
            Self::Paused
        } else if due_at < now {
            Self::Late(working_minutes(calendar, due_at, now))
        } else {
            Self::Minutes(working_minutes(calendar, now, due_at))
        }
    }
}

/// Whole minutes inside opening hours from `from` until `until`, of at most 400 days.
pub fn working_minutes(calendar: &Calendar, from: DateTime<Utc>, until: DateTime<Utc>) -> i64 {
    let mut total = TimeDelta::zero();
    let mut day = local_day(from);
    for _ in 0..DAYS_MAX {
        for (start, end) in pieces(calendar, day, from, &[]) {
            total += (end.min(until) - start).max(TimeDelta::zero());
        }
        if day >= local_day(until) {
            break;
        }
        day = after(day);
    }
    total.num_minutes()
}
