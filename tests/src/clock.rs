//! The service-level clock the slow way: minute by minute through years whose holidays are written
//! out. It is the reference that the fast one must equal.

use std::collections::BTreeSet;

use chrono::{
    DateTime, Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone as _,
    Timelike as _, Utc,
};
use chrono_tz::Europe::Amsterdam;
use rand::{Rng, RngExt as _};
use routing::service_level::{Calendar, Hours, Level, LiberationDay, Pause, Unit, due_at};

/// Public holidays of ten years, as published by the government: rijksoverheid.nl, "Officiële
/// feestdagen". Liberation Day is left out, for it is a setting; Good Friday is a working day.
const HOLIDAYS: [(i32, [(u32, u32); 7]); 10] = [
    (2021, [(1, 1), (4, 5), (4, 27), (5, 13), (5, 24), (12, 25), (12, 26)]),
    (2022, [(1, 1), (4, 18), (4, 27), (5, 26), (6, 6), (12, 25), (12, 26)]),
    (2023, [(1, 1), (4, 10), (4, 27), (5, 18), (5, 29), (12, 25), (12, 26)]),
    (2024, [(1, 1), (4, 1), (4, 27), (5, 9), (5, 20), (12, 25), (12, 26)]),
    (2025, [(1, 1), (4, 21), (4, 26), (5, 29), (6, 9), (12, 25), (12, 26)]),
    (2026, [(1, 1), (4, 6), (4, 27), (5, 14), (5, 25), (12, 25), (12, 26)]),
    (2027, [(1, 1), (3, 29), (4, 27), (5, 6), (5, 17), (12, 25), (12, 26)]),
    (2028, [(1, 1), (4, 17), (4, 27), (5, 25), (6, 5), (12, 25), (12, 26)]),
    (2029, [(1, 1), (4, 2), (4, 27), (5, 10), (5, 21), (12, 25), (12, 26)]),
    (2030, [(1, 1), (4, 22), (4, 27), (5, 30), (6, 10), (12, 25), (12, 26)]),
];

/// Years in which Liberation Day is a day off once in five years.
const LIBERATION_YEARS: [i32; 2] = [2025, 2030];

/// Days at the end of the years in which no case begins, so that all of them end within.
const MARGIN_DAYS: i64 = 200;

#[derive(Clone, Copy)]
struct Minute {
    day: NaiveDate,
    is_open: bool,
    /// The local time is one minute before midnight.
    is_last_of_day: bool,
}

/// Every minute of some years.
pub struct Reference {
    calendar: Calendar,
    begins: DateTime<Utc>,
    minutes: Vec<Minute>,
}

/// One question to the clock.
#[derive(Clone, Debug)]
pub struct Case {
    pub started_at: DateTime<Utc>,
    pub level: Level,
    pub pauses: Vec<Pause>,
}

impl Reference {
    /// The years from `first` to `last`, of those from 2021 to 2030.
    pub fn new(calendar: Calendar, first: i32, last: i32) -> Self {
        let begins = new_year(first);
        let mut minutes = Vec::new();
        let mut at = begins;
        while at < new_year(last + 1) {
            let local = at.with_timezone(&Amsterdam).naive_local();
            minutes.push(Minute {
                day: local.date(),
                is_open: is_open(&calendar, local),
                is_last_of_day: (local.hour(), local.minute()) == (23, 59),
            });
            at += TimeDelta::minutes(1);
        }
        Self { calendar, begins, minutes }
    }

    /// A case that begins and ends within the years.
    pub fn any_case(&self, rng: &mut impl Rng) -> Case {
        let last = i64::try_from(self.minutes.len()).unwrap_or(0) - MARGIN_DAYS * 24 * 60;
        let started_at = self.begins + TimeDelta::minutes(rng.random_range(0..last));
        let unit = Unit::ALL[rng.random_range(0..Unit::ALL.len())];
        let amount = match unit {
            Unit::WorkingHours => rng.random_range(0..=30),
            Unit::WorkingDays | Unit::CalendarDays => rng.random_range(0..=10),
        };
        let pauses = (0..rng.random_range(0..=3)).map(|_| {
            let from = started_at + TimeDelta::minutes(rng.random_range(-2000..15_000));
            Pause { from, until: from + TimeDelta::minutes(rng.random_range(0..8000)) }
        });
        Case { started_at, level: Level { amount, unit }, pauses: pauses.collect() }
    }

    /// Checks the fast clock; gives both ends when they differ.
    pub fn differs(&self, case: &Case) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let fast = due_at(&self.calendar, case.started_at, case.level, &case.pauses);
        let slow = self.due_at(case);
        (fast != slow).then_some((fast, slow))
    }

    /// Walks until enough has been counted.
    pub fn due_at(&self, case: &Case) -> DateTime<Utc> {
        let first = usize::try_from((case.started_at - self.begins).num_minutes()).unwrap_or(0);
        let needed = match case.level.unit {
            Unit::WorkingHours => case.level.amount * 60,
            Unit::WorkingDays | Unit::CalendarDays => case.level.amount.max(1),
        };
        let mut counted = 0;
        let mut at = case.started_at;
        for index in first..self.minutes.len() - 1 {
            let next = at + TimeDelta::minutes(1);
            match case.level.unit {
                Unit::WorkingHours => {
                    let counts = self.minutes[index].is_open && !is_paused(case, at);
                    if counts && needed == 0 {
                        return at;
                    }
                    counted += u32::from(counts);
                    if counts && counted == needed {
                        return next;
                    }
                }
                Unit::WorkingDays => {
                    let closes = self.minutes[index].is_open && !self.minutes[index + 1].is_open;
                    counted += u32::from(closes && self.is_day(case, first, index, next));
                    if counted == needed {
                        return next;
                    }
                }
                Unit::CalendarDays => {
                    let ends = self.minutes[index].is_last_of_day && at > case.started_at;
                    counted += u32::from(ends && self.is_day(case, first, index, at));
                    if counted == needed {
                        return at;
                    }
                }
            }
            at = next;
        }
        at
    }

    /// Whether the day that ends at `end` counts.
    fn is_day(&self, case: &Case, first: usize, index: usize, end: DateTime<Utc>) -> bool {
        let is_later_day = self.minutes[index].day > self.minutes[first].day;
        (is_later_day || case.level.amount == 0) && !is_paused(case, end)
    }
}

/// Calendars of four kinds: the usual one, one with Saturdays and closed days, one with long days
/// and Liberation Day off every year, and one that opens twice a week.
pub fn calendars() -> [Calendar; 4] {
    let hours = |opens: u32, closes: u32| {
        let time = |minutes: u32| {
            let time = NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0);
            time.expect("it is a time of the day")
        };
        Some(Hours { opens: time(opens), closes: time(closes) })
    };
    let day = hours(8 * 60, 17 * 60);
    let closed: BTreeSet<NaiveDate> = (2021..=2030)
        .flat_map(|year| [(year, 12, 24), (year, 12, 31), (year, 10, 3)])
        .filter_map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day))
        .collect();
    let calendar = |week, liberation_day, closed| {
        Calendar::new(week, liberation_day, closed).expect("it opens")
    };
    let saturday = hours(9 * 60 + 30, 12 * 60 + 45);
    let long = hours(5 * 60, 23 * 60 + 30);
    [
        Calendar::usual(),
        calendar([day, day, day, day, day, saturday, None], LiberationDay::Never, closed),
        calendar([long; 7], LiberationDay::EveryYear, BTreeSet::new()),
        calendar(
            [None, day, None, None, saturday, None, None],
            LiberationDay::EveryFiveYears,
            BTreeSet::new(),
        ),
    ]
}

fn is_open(calendar: &Calendar, local: NaiveDateTime) -> bool {
    let day = local.date();
    let holidays = HOLIDAYS.iter().find(|(year, _)| *year == day.year());
    let holidays = &holidays.expect("its holidays are written out").1;
    let is_liberation_day = (day.month(), day.day()) == (5, 5)
        && match calendar.liberation_day() {
            LiberationDay::EveryFiveYears => LIBERATION_YEARS.contains(&day.year()),
            LiberationDay::EveryYear => true,
            LiberationDay::Never => false,
        };
    let is_free = holidays.contains(&(day.month(), day.day()))
        || is_liberation_day
        || calendar.closed().contains(&day);
    let weekday = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or(0);
    let within = |hours: &Hours| hours.opens <= local.time() && local.time() < hours.closes;
    !is_free && calendar.week()[weekday].as_ref().is_some_and(within)
}

fn is_paused(case: &Case, at: DateTime<Utc>) -> bool {
    case.pauses.iter().any(|pause| pause.from <= at && at < pause.until)
}

fn new_year(year: i32) -> DateTime<Utc> {
    let local = Amsterdam.with_ymd_and_hms(year, 1, 1, 0, 0, 0);
    local.single().expect("a new year begins once").to_utc()
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng as _, rngs::Xoshiro256PlusPlus};

    use super::*;

    /// A million of them over all ten years is `cargo xtask bench clock`.
    const CASES: u64 = 1500;

    #[test]
    fn the_clock_is_the_one_that_counts_minute_by_minute() {
        for (seed, calendar) in (0..).zip(calendars()) {
            let reference = Reference::new(calendar, 2025, 2026);
            let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
            for _ in 0..CASES / 4 {
                let case = reference.any_case(&mut rng);
                assert_eq!(reference.differs(&case), None, "(fast, slow) of {case:?}");
            }
        }
    }
}
