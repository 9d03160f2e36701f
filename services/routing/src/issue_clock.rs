//! Winds the service-level clock of one issue: when it begins, stands still, goes on or begins
//! anew. What the end of a term is, [`crate::service_level`] computes.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    lifecycle::Status,
    service_level::{self, Level, Pause},
    store::{
        catalogue::Category,
        clock::{self, Tick},
        issues::Issue,
        questions::{self, EndedBy},
        service_level::{self as kept, Kept},
    },
};

/// The clock of an issue as it is stored with it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Clock {
    pub level: Level,
    pub started_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    pub warn_at: DateTime<Utc>,
    /// The version of terms, hours and days that it was computed by.
    pub version: i64,
    /// The level is that of a rule, and stays when the category's changes.
    pub is_of_rule: bool,
}

impl Clock {
    /// The clock that began at `started_at` and stood still in the pauses.
    pub fn of(kept: &Kept, level: Level, started_at: DateTime<Utc>, pauses: &[Pause]) -> Self {
        let due_at = service_level::due_at(&kept.calendar, started_at, level, pauses);
        let warn_at = service_level::warn_at(&kept.calendar, started_at, level, pauses, due_at);
        Self { level, started_at, due_at, warn_at, version: kept.version, is_of_rule: false }
    }
}

/// The clock of a new or reopened issue. Its term is that of the rule that decided, or else that of
/// the category, which is `None` when we do not know it.
pub(crate) async fn begin(
    tx: &mut PgConnection,
    category: Option<&Category>,
    of_rule: Option<Level>,
    started_at: DateTime<Utc>,
) -> sqlx::Result<Clock> {
    let kept = kept::kept(tx).await?;
    let level = of_rule.or_else(|| category.map(Category::level)).unwrap_or(Level::DEFAULT);
    let clock = Clock::of(&kept, level, started_at, &[]);
    Ok(Clock { is_of_rule: of_rule.is_some(), ..clock })
}

/// Ends the open question of the issue, if there is one, and moves the end of its term by the time
/// that it stood still. Gives the public status before the question.
///
/// The caller has locked the issue, and saves it.
pub(crate) async fn resume(
    tx: &mut PgConnection,
    issue: &mut Issue,
    ended_by: EndedBy,
    staff_name: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Status>> {
    let before = questions::end(tx, issue.issue_id, ended_by, now).await?;
    if before.is_some() {
        issue.question = None;
        if issue.closed_at.is_none() {
            let kept = kept::kept(tx).await?;
            let clock = compute(tx, issue, &kept, issue.clock.level(), now).await?;
            issue.clock.set(clock);
            clock::note(tx, issue.issue_id, Tick::Resumed, clock.due_at, staff_name, now).await?;
        }
    }
    Ok(before)
}

/// The clock of the issue at the level, with the time that it stood still.
pub(crate) async fn compute(
    tx: &mut PgConnection,
    issue: &Issue,
    kept: &Kept,
    level: Level,
    now: DateTime<Utc>,
) -> sqlx::Result<Clock> {
    let pauses = questions::pauses(tx, issue.issue_id, now).await?;
    let clock = Clock::of(kept, level, issue.clock.clock_started_at, &pauses);
    Ok(Clock { is_of_rule: issue.clock.is_term_of_rule, ..clock })
}
