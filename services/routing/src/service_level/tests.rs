//! The table of the service-level clock, case by case, and what must hold for every case.

use chrono::{Datelike as _, NaiveTime, TimeDelta, Weekday};
use chrono_tz::Europe::Amsterdam;
use proptest::prelude::*;

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn pause(from: &str, until: &str) -> Pause {
    Pause { from: at(from), until: at(until) }
}

fn due(started_at: &str, level: Level, pauses: &[Pause]) -> String {
    let due_at = due_at(&Calendar::usual(), at(started_at), level, pauses);
    due_at.with_timezone(&Amsterdam).format("%a %d %b %H:%M %z").to_string()
}

fn days(amount: u16) -> Level {
    Level { amount, unit: Unit::WorkingDays }
}

fn hours(amount: u16) -> Level {
    Level { amount, unit: Unit::WorkingHours }
}

fn calendar_days(amount: u16) -> Level {
    Level { amount, unit: Unit::CalendarDays }
}

#[test]
fn days_are_counted_from_the_day_after() {
    assert_eq!(due("2026-11-23T09:00:00Z", days(3), &[]), "Thu 26 Nov 17:00 +0100");
    assert_eq!(due("2026-11-23T22:30:00Z", days(1), &[]), "Tue 24 Nov 17:00 +0100");
}

#[test]
fn a_weekend_does_not_count() {
    assert_eq!(due("2026-11-27T09:00:00Z", days(2), &[]), "Tue 01 Dec 17:00 +0100");
    assert_eq!(due("2026-11-28T09:00:00Z", days(1), &[]), "Mon 30 Nov 17:00 +0100");
    assert_eq!(due("2026-11-29T09:00:00Z", days(0), &[]), "Mon 30 Nov 17:00 +0100");
    assert_eq!(due("2026-11-27T15:00:00Z", hours(2), &[]), "Mon 30 Nov 09:00 +0100");
}

#[test]
fn in_calendar_days_a_weekend_counts() {
    assert_eq!(due("2026-11-27T09:00:00Z", calendar_days(1), &[]), "Sat 28 Nov 23:59 +0100");
    assert_eq!(due("2026-12-24T09:00:00Z", calendar_days(1), &[]), "Fri 25 Dec 23:59 +0100");
    assert_eq!(due("2026-11-27T09:00:00Z", calendar_days(0), &[]), "Fri 27 Nov 23:59 +0100");
}

#[test]
fn a_public_holiday_does_not_count() {
    // Christmas 2026 is on a Friday and a Saturday, New Year's Day on a Friday.
    assert_eq!(due("2026-12-24T09:00:00Z", days(1), &[]), "Mon 28 Dec 17:00 +0100");
    assert_eq!(due("2026-12-31T09:00:00Z", days(1), &[]), "Mon 04 Jan 17:00 +0100");
    assert_eq!(due("2026-04-27T09:00:00Z", days(0), &[]), "Tue 28 Apr 17:00 +0200");
    assert_eq!(due("2026-12-24T15:30:00Z", hours(1), &[]), "Mon 28 Dec 08:30 +0100");
}

#[test]
fn a_day_that_the_municipality_closes_does_not_count() {
    let closed = [at("2026-05-15T00:00:00Z").date_naive()].into();
    let usual = Calendar::usual();
    let calendar = Calendar::new(*usual.week(), usual.liberation_day(), closed).unwrap();

    // The day after Ascension Day.
    let due_at = due_at(&calendar, at("2026-05-13T09:00:00Z"), days(1), &[]);

    assert_eq!(due_at, at("2026-05-18T15:00:00Z"));
}

#[test]
fn working_hours_are_those_between_opening_and_closing() {
    assert_eq!(due("2026-11-23T06:00:00Z", hours(4), &[]), "Mon 23 Nov 12:00 +0100");
    assert_eq!(due("2026-11-23T09:30:00Z", hours(4), &[]), "Mon 23 Nov 14:30 +0100");
    assert_eq!(due("2026-11-23T14:00:00Z", hours(4), &[]), "Tue 24 Nov 10:00 +0100");
    assert_eq!(due("2026-11-23T07:00:00Z", hours(9), &[]), "Mon 23 Nov 17:00 +0100");
    assert_eq!(due("2026-11-23T07:00:00Z", hours(18), &[]), "Tue 24 Nov 17:00 +0100");
}

#[test]
fn five_in_the_afternoon_stays_so_when_the_clock_changes() {
    // Summer time ends on Sunday 25 October 2026 and begins at Easter, 28 March 2027.
    assert_eq!(due("2026-10-23T09:00:00Z", days(1), &[]), "Mon 26 Oct 17:00 +0100");
    assert_eq!(due("2027-03-26T09:00:00Z", days(1), &[]), "Tue 30 Mar 17:00 +0200");
    assert_eq!(due("2026-10-23T13:00:00Z", hours(4), &[]), "Mon 26 Oct 10:00 +0100");
}

#[test]
fn the_day_is_the_one_in_amsterdam() {
    // 23.30 in Greenwich in summer is half past one on the next day here.
    assert_eq!(due("2026-07-01T23:30:00Z", days(1), &[]), "Fri 03 Jul 17:00 +0200");
}

#[test]
fn no_term_is_today_until_the_crews_go_home() {
    assert_eq!(due("2026-11-23T15:59:00Z", days(0), &[]), "Mon 23 Nov 17:00 +0100");
    assert_eq!(due("2026-11-23T16:00:00Z", days(0), &[]), "Tue 24 Nov 17:00 +0100");
}

#[test]
fn a_pause_takes_away_the_working_time_that_it_covers_and_no_more() {
    let lunch = [pause("2026-11-23T11:00:00Z", "2026-11-23T12:00:00Z")];
    assert_eq!(due("2026-11-23T09:00:00Z", hours(4), &lunch), "Mon 23 Nov 15:00 +0100");

    let night = [pause("2026-11-23T17:00:00Z", "2026-11-24T06:00:00Z")];
    assert_eq!(due("2026-11-23T14:00:00Z", hours(4), &night), "Tue 24 Nov 10:00 +0100");

    let overlapping = [
        pause("2026-11-23T11:00:00Z", "2026-11-23T12:00:00Z"),
        pause("2026-11-23T11:30:00Z", "2026-11-23T12:30:00Z"),
    ];
    assert_eq!(due("2026-11-23T09:00:00Z", hours(4), &overlapping), "Mon 23 Nov 15:30 +0100");
}

#[test]
fn a_day_whose_end_is_in_a_pause_does_not_count() {
    let evening = [pause("2026-11-24T15:00:00Z", "2026-11-25T09:00:00Z")];
    assert_eq!(due("2026-11-23T09:00:00Z", days(3), &evening), "Fri 27 Nov 17:00 +0100");

    let morning = [pause("2026-11-24T08:00:00Z", "2026-11-24T16:00:00Z")];
    assert_eq!(due("2026-11-23T09:00:00Z", days(3), &morning), "Thu 26 Nov 17:00 +0100");

    let weekend = [pause("2026-11-27T17:00:00Z", "2026-11-30T06:00:00Z")];
    assert_eq!(due("2026-11-27T09:00:00Z", days(1), &weekend), "Mon 30 Nov 17:00 +0100");
    assert_eq!(due("2026-11-27T09:00:00Z", calendar_days(1), &weekend), "Mon 30 Nov 23:59 +0100");
}

#[test]
fn a_warning_comes_with_a_quarter_of_the_hours_left_or_when_the_last_day_opens() {
    let calendar = Calendar::usual();
    let warn = |started_at: &str, level| {
        let due_at = due_at(&calendar, at(started_at), level, &[]);
        warn_at(&calendar, at(started_at), level, &[], due_at)
    };

    assert_eq!(warn("2026-11-23T08:00:00Z", hours(4)), at("2026-11-23T11:00:00Z"));
    assert_eq!(warn("2026-11-23T08:00:00Z", days(3)), at("2026-11-26T07:00:00Z"));
    assert_eq!(warn("2026-11-27T08:00:00Z", calendar_days(1)), at("2026-11-27T23:00:00Z"));
}

#[test]
fn what_is_left_is_working_time_and_stands_still_in_a_pause() {
    let calendar = Calendar::usual();
    let (due_at, monday) = (at("2026-11-24T16:00:00Z"), at("2026-11-23T15:30:00Z"));

    assert_eq!(Left::of(&calendar, due_at, false, monday), Left::Minutes(30 + 9 * 60));
    assert_eq!(Left::of(&calendar, due_at, true, monday), Left::Paused);
    assert_eq!(Left::of(&calendar, due_at, false, due_at), Left::Minutes(0));
    let wednesday = at("2026-11-25T08:00:00Z");
    assert_eq!(Left::of(&calendar, due_at, false, wednesday), Left::Late(60));
}

#[test]
fn a_calendar_that_is_never_open_or_opens_backwards_is_refused() {
    let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    let week = |opens, closes| [Some(Hours { opens: hour(opens), closes: hour(closes) }); 7];
    let calendar = |week| {
        Calendar::new(week, LiberationDay::Never, std::collections::BTreeSet::new()).map(|_| ())
    };

    assert_eq!(calendar([None; 7]), Err(CalendarError::AlwaysClosed));
    assert_eq!(calendar(week(17, 8)), Err(CalendarError::Hours(1)));
    assert_eq!(calendar(week(9, 9)), Err(CalendarError::Hours(1)));
    assert_eq!(calendar(week(2, 9)), Err(CalendarError::Hours(1)));
    assert_eq!(calendar(week(4, 23)), Ok(()));
}

/// Open on Mondays only, and closed on as many of them in a row as a municipality may choose.
#[test]
fn the_first_day_that_opens_is_found_after_every_day_that_may_be_closed() {
    let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    let mut week = [None; 7];
    week[0] = Some(Hours { opens: hour(8), closes: hour(17) });
    let monday = |weeks: u64| {
        chrono::NaiveDate::from_ymd_opt(2026, 11, 30).unwrap() + chrono::Days::new(weeks * 7)
    };
    let closed: std::collections::BTreeSet<_> = (0..500).map(monday).collect();
    let calendar = Calendar::new(week, LiberationDay::Never, closed.clone()).unwrap();

    assert_eq!(calendar.closed(), &closed);
    let first = (500..510).map(monday).find(|day| calendar.open(*day).is_some()).unwrap();
    assert_eq!(calendar.next_open(monday(0)), first);
}

#[test]
fn a_level_keeps_within_its_unit_and_can_be_read_back() {
    for unit in Unit::ALL {
        assert_eq!(Unit::parse(unit.as_str()), Some(unit));
        let max = i32::from(unit.amount_max());
        assert!(Level::parse(max, unit.as_str()).is_some());
        assert_eq!(Level::parse(max + 1, unit.as_str()), None);
        assert_eq!(Level::parse(-1, unit.as_str()), None);
    }
    assert_eq!(Unit::ALL.map(Unit::amount_max), [HOURS_MAX, DAYS_MAX, DAYS_MAX]);
    assert_eq!(Level::parse(1, "fortnights"), None);
    for it in LiberationDay::ALL {
        assert_eq!(LiberationDay::parse(it.as_str()), Some(it));
    }
}

fn a_level() -> impl Strategy<Value = Level> {
    let unit = prop::sample::select(Unit::ALL.to_vec());
    (0_u16..=120, unit).prop_map(|(amount, unit)| Level { amount, unit })
}

/// From 1970 into the next century, to the second.
fn a_moment() -> impl Strategy<Value = DateTime<Utc>> {
    (0_i64..4_000_000_000).prop_map(|seconds| DateTime::from_timestamp(seconds, 0).unwrap())
}

fn some_pauses(started_at: DateTime<Utc>) -> impl Strategy<Value = Vec<Pause>> {
    let pause = (0_i64..90 * 24, 0_i64..10 * 24).prop_map(move |(after, long)| {
        let from = started_at + TimeDelta::hours(after);
        Pause { from, until: from + TimeDelta::hours(long) }
    });
    prop::collection::vec(pause, 0..4)
}

fn a_case() -> impl Strategy<Value = (DateTime<Utc>, Level, Vec<Pause>)> {
    (a_moment(), a_level()).prop_flat_map(|(at, level)| (Just(at), Just(level), some_pauses(at)))
}

proptest! {
    #[test]
    fn the_end_is_never_before_the_start_and_never_sooner_with_more(
        (at, level, pauses) in a_case(),
    ) {
        let calendar = Calendar::usual();
        let end = due_at(&calendar, at, level, &pauses);
        let more = Level { amount: level.amount + 1, ..level };
        prop_assert!(end >= at);
        prop_assert!(due_at(&calendar, at, more, &pauses) >= end);
        prop_assert!(warn_at(&calendar, at, level, &pauses, end) <= end);
    }

    #[test]
    fn a_pause_never_makes_it_sooner_and_their_order_does_not_matter(
        (at, level, pauses) in a_case(),
    ) {
        let calendar = Calendar::usual();
        let with = due_at(&calendar, at, level, &pauses);
        let reversed: Vec<_> = pauses.iter().rev().copied().collect();
        prop_assert!(with >= due_at(&calendar, at, level, &[]));
        prop_assert_eq!(with, due_at(&calendar, at, level, &reversed));
    }

    #[test]
    fn what_counts_only_on_working_days_ends_on_one((at, level, pauses) in a_case()) {
        let end = due_at(&Calendar::usual(), at, level, &pauses);
        let weekday = end.with_timezone(&Amsterdam).weekday();
        if level.unit != Unit::CalendarDays {
            prop_assert!(!matches!(weekday, Weekday::Sat | Weekday::Sun));
        }
        prop_assert!(!pauses.iter().any(|pause| pause.from < end && end < pause.until));
    }

    #[test]
    fn the_working_time_until_the_end_of_a_term_of_hours_is_the_term(
        at in a_moment(), amount in 0_u16..300,
    ) {
        let calendar = Calendar::usual();
        let end = due_at(&calendar, at, hours(amount), &[]);
        prop_assert_eq!(working_minutes(&calendar, at, end), i64::from(amount) * 60);
    }
}
