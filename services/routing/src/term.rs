//! When residents may expect an issue to be done, in working days in the Netherlands, and how near
//! that is.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone as _, Utc, Weekday};
use chrono_tz::{Europe::Amsterdam, Tz};

use crate::holidays::is_holiday;

/// Crews stop at this hour, local time.
const END_OF_DAY: NaiveTime = NaiveTime::from_hms_opt(17, 0, 0).expect("17.00 is a time");

/// Working days that a term may have, the limit of the category's column.
pub const TERM_DAYS_MAX: u32 = 365;

/// The end of the working day that comes `term_days` working days after the day of `now`.
///
/// A term of zero is today, or the next working day when today's has ended.
pub fn expected_at(now: DateTime<Utc>, term_days: u32) -> DateTime<Utc> {
    let today = now.with_timezone(&Amsterdam).date_naive();
    let mut day = today;
    for _ in 0..term_days.min(TERM_DAYS_MAX) {
        day = next_working_day(day);
    }
    let is_over = end_of(day) <= now;
    if is_free(day) || is_over {
        day = next_working_day(day);
    }
    end_of(day)
}

/// How near the end of a term is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Term {
    Late,
    Today,
    Later,
}

impl Term {
    pub fn of(due_at: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        if due_at < now {
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

fn next_working_day(day: NaiveDate) -> NaiveDate {
    let mut next = day + Days::new(1);
    while is_free(next) {
        next = next + Days::new(1);
    }
    next
}

/// Never more than five days in a row.
fn is_free(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun) || is_holiday(day)
}

fn end_of(day: NaiveDate) -> DateTime<Utc> {
    let local: Option<DateTime<Tz>> =
        Amsterdam.from_local_datetime(&day.and_time(END_OF_DAY)).earliest();
    local.expect("the clock is never changed in the afternoon").to_utc()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn expected(now: &str, days: u32) -> String {
        let now: DateTime<Utc> = now.parse().unwrap();
        expected_at(now, days).with_timezone(&Amsterdam).format("%a %d %b %H:%M %z").to_string()
    }

    #[test]
    fn days_are_counted_from_the_day_after() {
        assert_eq!(expected("2026-11-23T09:00:00Z", 3), "Thu 26 Nov 17:00 +0100");
        assert_eq!(expected("2026-11-23T22:30:00Z", 1), "Tue 24 Nov 17:00 +0100");
    }

    #[test]
    fn a_weekend_does_not_count() {
        assert_eq!(expected("2026-11-27T09:00:00Z", 2), "Tue 01 Dec 17:00 +0100");
        assert_eq!(expected("2026-11-28T09:00:00Z", 1), "Mon 30 Nov 17:00 +0100");
        assert_eq!(expected("2026-11-29T09:00:00Z", 0), "Mon 30 Nov 17:00 +0100");
    }

    #[test]
    fn a_public_holiday_does_not_count() {
        // Christmas 2026 is on a Friday and a Saturday, New Year's Day on a Friday.
        assert_eq!(expected("2026-12-24T09:00:00Z", 1), "Mon 28 Dec 17:00 +0100");
        assert_eq!(expected("2026-12-31T09:00:00Z", 1), "Mon 04 Jan 17:00 +0100");
        assert_eq!(expected("2026-04-27T09:00:00Z", 0), "Tue 28 Apr 17:00 +0200");
    }

    #[test]
    fn today_ends_at_midnight_in_the_netherlands() {
        let now = "2026-11-23T12:00:00Z".parse().unwrap();
        let term = |due: &str| Term::of(due.parse().unwrap(), now);

        assert_eq!(term("2026-11-23T11:59:59Z"), Term::Late);
        assert_eq!(term("2026-11-23T12:00:00Z"), Term::Today);
        assert_eq!(term("2026-11-23T22:59:59Z"), Term::Today);
        assert_eq!(term("2026-11-23T23:00:00Z"), Term::Later);
    }

    #[test]
    fn five_in_the_afternoon_stays_so_when_the_clock_changes() {
        // Summer time ends on Sunday 25 October 2026 and begins at Easter, 28 March 2027.
        assert_eq!(expected("2026-10-23T09:00:00Z", 1), "Mon 26 Oct 17:00 +0100");
        assert_eq!(expected("2027-03-26T09:00:00Z", 1), "Tue 30 Mar 17:00 +0200");
    }

    #[test]
    fn the_day_is_the_one_in_amsterdam() {
        // 23.30 in Greenwich in summer is half past one on the next day here.
        assert_eq!(expected("2026-07-01T23:30:00Z", 1), "Fri 03 Jul 17:00 +0200");
    }

    #[test]
    fn no_term_is_today_until_the_crews_go_home() {
        assert_eq!(expected("2026-11-23T15:59:00Z", 0), "Mon 23 Nov 17:00 +0100");
        assert_eq!(expected("2026-11-23T16:00:00Z", 0), "Tue 24 Nov 17:00 +0100");
    }

    proptest! {
        #[test]
        fn it_is_always_in_the_future_on_a_working_day_and_never_sooner_with_more_days(
            seconds in 0_i64..4_000_000_000, days in 0_u32..400,
        ) {
            let now = DateTime::from_timestamp(seconds, 0).unwrap();
            let at = expected_at(now, days);
            prop_assert!(at > now);
            prop_assert!(!is_free(at.with_timezone(&Amsterdam).date_naive()));
            prop_assert!(expected_at(now, days + 1) >= at);
        }
    }
}
