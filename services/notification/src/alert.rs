//! Mail about a buurt, for whoever asks: at most one a day, of what is new and what was solved.
//! Facts that the public map shows too, nothing of residents.

pub mod edition;
pub mod letter;
pub mod pages;
pub mod planner;
mod screens;

use chrono::TimeDelta;

pub(crate) use screens::routes;

/// How long an address is kept whose owner did not confirm it.
pub const UNCONFIRMED: TimeDelta = TimeDelta::days(3);

/// How long the mails go on after somebody said yes.
pub const LASTS: TimeDelta = TimeDelta::days(365);

/// The mails say how to go on when they stop within this time.
pub const REMINDED: TimeDelta = TimeDelta::days(30);

/// An address is asked for confirmation about one buurt at most once in this time, whoever asks.
pub const ASK_PAUSE: TimeDelta = TimeDelta::hours(1);

/// Mails that ask for confirmation in an hour, of all together: more is no neighbourhood but
/// somebody who types in the addresses of others.
pub const ASKS_PER_HOUR_MAX: i64 = 500;

/// Steps of deliveries, beside those of [`crate::plan::Step`].
pub const CONFIRM: &str = "alert_confirm";
pub const DIGEST: &str = "alert_digest";
