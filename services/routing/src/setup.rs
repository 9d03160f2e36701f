//! `/beheer/inrichting`: the areas and the teams, on pages of their own. A file is looked at first;
//! what it would change is told before it counts.

pub(crate) mod areas;
pub(crate) mod part;
mod team_file;
pub(crate) mod teams;

use chrono::{DateTime, TimeDelta, Utc};

/// How long a file waits for somebody who looks at it.
const PROPOSAL_LIFE: TimeDelta = TimeDelta::hours(12);

/// Changes that a page tells.
const CHANGES_MAX: i64 = 12;

/// The oldest proposal that still waits.
fn since(now: DateTime<Utc>) -> DateTime<Utc> {
    now - PROPOSAL_LIFE
}
