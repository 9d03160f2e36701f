//! How near the end of a term is, in days of the Netherlands.

use chrono::{DateTime, Days, NaiveTime, TimeZone as _, Utc};
use chrono_tz::{Europe::Amsterdam, Tz};

/// How near the end of a term is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Term {
    Late,
    Today,
    Later,
    /// The clock stands still: whoever reported it was asked something.
    Waits,
}

impl Term {
    pub fn of(due_at: DateTime<Utc>, waits: bool, now: DateTime<Utc>) -> Self {
        if waits {
            Self::Waits
        } else if due_at < now {
            Self::Late
        } else if due_at < end_of_today(now) {
            Self::Today
        } else {
            Self::Later
        }
    }
}

/// The next midnight in the Netherlands.
pub fn end_of_today(now: DateTime<Utc>) -> DateTime<Utc> {
    let tomorrow = now.with_timezone(&Amsterdam).date_naive() + Days::new(1);
    let local: Option<DateTime<Tz>> =
        Amsterdam.from_local_datetime(&tomorrow.and_time(NaiveTime::MIN)).earliest();
    local.expect("the clock is never changed at midnight").to_utc()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_ends_at_midnight_in_the_netherlands() {
        let now = "2026-11-23T12:00:00Z".parse().unwrap();
        let term = |due: &str| Term::of(due.parse().unwrap(), false, now);

        assert_eq!(term("2026-11-23T11:59:59Z"), Term::Late);
        assert_eq!(term("2026-11-23T12:00:00Z"), Term::Today);
        assert_eq!(term("2026-11-23T22:59:59Z"), Term::Today);
        assert_eq!(term("2026-11-23T23:00:00Z"), Term::Later);
        assert_eq!(Term::of(now, true, now), Term::Waits);
    }
}
