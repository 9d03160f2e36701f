//! When a term ends, and when to warn that it will.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{
    Calendar, Level, Pause, Unit,
    calendar::{after, end_of, local_day, start_of},
};

/// Days that a term is followed at most: it and the pauses of an issue end long before.
const HORIZON_DAYS: usize = 20_000;

/// Working hours that are left when their end is near, of four.
const WARN_AT_QUARTER: i64 = 3;

/// When a term that began at `started_at` ends, by the table of the module.
pub fn due_at(
    calendar: &Calendar,
    started_at: DateTime<Utc>,
    level: Level,
    pauses: &[Pause],
) -> DateTime<Utc> {
    match level.unit {
        Unit::WorkingHours => {
            let needed = TimeDelta::hours(i64::from(level.amount));
            after_working(calendar, started_at, needed, pauses)
        }
        Unit::WorkingDays => {
            let close = |day| calendar.open(day).map(|(_, closes)| closes);
            after_days(started_at, level.amount, pauses, close)
        }
        Unit::CalendarDays => after_days(started_at, level.amount, pauses, |day| Some(end_of(day))),
    }
}

/// When to warn that the term ends at `due_at`: with a quarter of its working hours left, or when
/// its last day opens.
pub fn warn_at(
    calendar: &Calendar,
    started_at: DateTime<Utc>,
    level: Level,
    pauses: &[Pause],
    due_at: DateTime<Utc>,
) -> DateTime<Utc> {
    match level.unit {
        Unit::WorkingHours => {
            let minutes = i64::from(level.amount) * 60 * WARN_AT_QUARTER / 4;
            after_working(calendar, started_at, TimeDelta::minutes(minutes), pauses)
        }
        Unit::WorkingDays | Unit::CalendarDays => {
            let day = local_day(due_at);
            calendar.open(day).map_or_else(|| start_of(day), |(opens, _)| opens)
        }
    }
}

/// The instant at which `needed` has gone by inside opening hours and outside pauses.
fn after_working(
    calendar: &Calendar,
    started_at: DateTime<Utc>,
    needed: TimeDelta,
    pauses: &[Pause],
) -> DateTime<Utc> {
    let mut needed = needed;
    let mut day = calendar.next_open(local_day(started_at));
    for _ in 0..HORIZON_DAYS {
        for (from, until) in pieces(calendar, day, started_at, pauses) {
            if needed <= until - from {
                return from + needed;
            }
            needed -= until - from;
        }
        day = calendar.next_open(after(day));
    }
    end_of(day)
}

/// The opening hours of the day after `started_at` and without the pauses, in order.
pub(super) fn pieces(
    calendar: &Calendar,
    day: NaiveDate,
    started_at: DateTime<Utc>,
    pauses: &[Pause],
) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
    let Some((opens, closes)) = calendar.open(day) else { return Vec::new() };
    let mut pieces = vec![(opens.max(started_at), closes)];
    for pause in pauses {
        let outside = |(from, until): (DateTime<Utc>, DateTime<Utc>)| {
            [(from, until.min(pause.from)), (from.max(pause.until), until)]
        };
        let is_empty_pause = pause.until <= pause.from;
        if !is_empty_pause {
            pieces = pieces.into_iter().flat_map(outside).filter(|(a, b)| a < b).collect();
        }
    }
    pieces.retain(|(from, until)| from < until);
    pieces
}

/// The end of the day with which `amount` days have been counted.
///
/// `end` gives when a day that counts ends.
fn after_days(
    started_at: DateTime<Utc>,
    amount: u16,
    pauses: &[Pause],
    end: impl Fn(NaiveDate) -> Option<DateTime<Utc>>,
) -> DateTime<Utc> {
    let first = local_day(started_at);
    let counts = |day: &NaiveDate| {
        let at = end(*day)?;
        let is_over = at <= started_at || amount > 0 && *day == first;
        (!is_over && !pauses.iter().any(|pause| pause.covers(at))).then_some(at)
    };
    let nth = usize::from(amount.max(1) - 1);
    let days = first.iter_days().take(HORIZON_DAYS);
    days.filter_map(|day| counts(&day)).nth(nth).unwrap_or_else(|| end_of(first))
}
