//! When a municipality works: opening hours, public holidays and its own closed days.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, TimeZone as _, Utc};
use chrono_tz::{Europe::Amsterdam, Tz};
use platform::holidays::{LiberationDay, is_holiday};

/// Nobody opens before this hour: the clocks change between two and three at night, so that no
/// opening hour is ever skipped or doubled.
const OPENS_MIN: NaiveTime = NaiveTime::from_hms_opt(4, 0, 0).expect("04.00 is a time");

/// The last minute of a calendar day.
const LAST_MINUTE: NaiveTime = NaiveTime::from_hms_opt(23, 59, 0).expect("23.59 is a time");

/// Closed days of its own that a municipality may have; old ones are kept.
const CLOSED_DAYS_MAX: usize = 500;

/// Days that a calendar is searched for the next ones that open: it may open once a week, and on
/// each of those days be closed.
const SEARCH_DAYS: usize = (CLOSED_DAYS_MAX + 31) * 7;

/// Opening hours of one weekday, local time.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Hours {
    pub opens: NaiveTime,
    pub closes: NaiveTime,
}

impl Hours {
    /// Whether they end after they begin, and begin after the clocks change.
    pub fn are_of_a_day(&self) -> bool {
        self.opens >= OPENS_MIN && self.closes > self.opens
    }
}

/// Why a calendar cannot be.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum CalendarError {
    #[error("there are no opening hours in the week")]
    AlwaysClosed,
    #[error("the opening hours of weekday {0} end before they begin, or begin before 04.00")]
    Hours(usize),
    #[error("there are too many closed days")]
    ClosedDays,
}

/// Opening hours by weekday and the days without.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Calendar {
    week: [Option<Hours>; 7],
    liberation_day: LiberationDay,
    closed: BTreeSet<NaiveDate>,
}

impl Calendar {
    /// `week` begins on Monday; `closed` are days that the municipality closes besides holidays.
    ///
    /// # Errors
    ///
    /// When no term could ever end, or hours are not those of a day.
    pub fn new(
        week: [Option<Hours>; 7],
        liberation_day: LiberationDay,
        closed: BTreeSet<NaiveDate>,
    ) -> Result<Self, CalendarError> {
        if week.iter().all(Option::is_none) {
            return Err(CalendarError::AlwaysClosed);
        }
        let is_wrong = |hours: &Hours| !hours.are_of_a_day();
        if let Some(day) = week.iter().position(|hours| hours.as_ref().is_some_and(is_wrong)) {
            return Err(CalendarError::Hours(day + 1));
        }
        if closed.len() > CLOSED_DAYS_MAX {
            return Err(CalendarError::ClosedDays);
        }
        Ok(Self { week, liberation_day, closed })
    }

    /// Monday to Friday from eight to five, with Liberation Day off once in five years.
    pub fn usual() -> Self {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("it is an hour of the day");
        let day = Some(Hours { opens: hour(8), closes: hour(17) });
        Self {
            week: [day, day, day, day, day, None, None],
            liberation_day: LiberationDay::EveryFiveYears,
            closed: BTreeSet::new(),
        }
    }

    /// Beginning on Monday; `None` is closed.
    pub fn week(&self) -> &[Option<Hours>; 7] {
        &self.week
    }

    pub fn liberation_day(&self) -> LiberationDay {
        self.liberation_day
    }

    /// Days that the municipality closes besides holidays.
    pub fn closed(&self) -> &BTreeSet<NaiveDate> {
        &self.closed
    }

    /// The instants at which the day opens and closes; `None` when it does not open.
    pub fn open(&self, day: NaiveDate) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let index = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or_default();
        let hours = self.week.get(index).copied().flatten()?;
        let is_free = is_holiday(day, self.liberation_day) || self.closed.contains(&day);
        (!is_free).then(|| (instant(day, hours.opens), instant(day, hours.closes)))
    }

    /// The first day from `day` on that opens. A day of which nobody knows stays itself: no
    /// calendar is closed for so long.
    pub(super) fn next_open(&self, day: NaiveDate) -> NaiveDate {
        let days = day.iter_days().take(SEARCH_DAYS);
        days.into_iter().find(|day| self.open(*day).is_some()).unwrap_or(day)
    }
}

/// The day in the Netherlands.
pub(super) fn local_day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Amsterdam).date_naive()
}

/// The last minute of the day.
pub(super) fn end_of(day: NaiveDate) -> DateTime<Utc> {
    instant(day, LAST_MINUTE)
}

/// The midnight with which the day begins.
pub(super) fn start_of(day: NaiveDate) -> DateTime<Utc> {
    instant(day, NaiveTime::MIN)
}

pub(super) fn after(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

fn instant(day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    let local: Option<DateTime<Tz>> = Amsterdam.from_local_datetime(&day.and_time(time)).earliest();
    local.expect("the clock is changed between two and three at night").to_utc()
}
