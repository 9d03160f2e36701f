//! The service-level clock: by when an issue should be done, what holds that up, and how much time
//! is left. Pure: it knows no database and no clock of its own.
//!
//! | unit | what counts | the term ends |
//! |---|---|---|
//! | working hours | time inside the opening hours of working days | when that much time has gone by |
//! | working days | working days after the day of the start | when the last of them closes |
//! | calendar days | all days after the day of the start | with the last minute of the last of them |
//!
//! A pause takes away what it covers: of working hours the time, of days those whose end lies in
//! it. A term of no days is the day of the start itself, or the next that counts when it is over.

mod calendar;
mod due;
mod left;

pub use calendar::{Calendar, CalendarError, Hours};
pub use due::{due_at, warn_at};
pub use left::{Left, working_minutes};
pub use platform::holidays::LiberationDay;

use chrono::{DateTime, Utc};

/// Working hours that a term may have, the limit of the category's column: about half a year.
pub const HOURS_MAX: u16 = 1000;

/// Days that a term may have, the limit of the category's column.
pub const DAYS_MAX: u16 = 365;

/// What the amount of a term counts.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Unit {
    WorkingHours,
    WorkingDays,
    CalendarDays,
}

impl Unit {
    pub const ALL: [Self; 3] = [Self::WorkingHours, Self::WorkingDays, Self::CalendarDays];

    /// The word in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WorkingHours => "working_hours",
            Self::WorkingDays => "working_days",
            Self::CalendarDays => "calendar_days",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.as_str() == text)
    }

    /// The largest amount that a term of this unit may have.
    pub fn amount_max(self) -> u16 {
        match self {
            Self::WorkingHours => HOURS_MAX,
            Self::WorkingDays | Self::CalendarDays => DAYS_MAX,
        }
    }
}

/// How long an issue may take.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Level {
    pub amount: u16,
    pub unit: Unit,
}

impl Level {
    /// For a category that we do not know.
    pub const DEFAULT: Self = Self { amount: 5, unit: Unit::WorkingDays };

    /// As the tables hold it, whose constraints let nothing else through.
    pub fn stored(amount: i32, unit: &str) -> Self {
        Self::parse(amount, unit).unwrap_or(Self::DEFAULT)
    }

    /// `None` for a unit that we do not know or an amount that is negative or too large.
    pub fn parse(amount: i32, unit: &str) -> Option<Self> {
        let unit = Unit::parse(unit)?;
        let amount = u16::try_from(amount).ok()?;
        (amount <= unit.amount_max()).then_some(Self { amount, unit })
    }
}

/// A time in which the clock stands still, from its first instant until just before its last.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Pause {
    pub from: DateTime<Utc>,
    /// For a pause that goes on: the moment until which it is known to last, which is now.
    pub until: DateTime<Utc>,
}

impl Pause {
    fn covers(&self, at: DateTime<Utc>) -> bool {
        self.from <= at && at < self.until
    }
}

#[cfg(test)]
mod tests;
