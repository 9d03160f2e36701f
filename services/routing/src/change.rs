//! Stores and announces an issue that changed, with its line in the history.

use chrono::{DateTime, Utc};
use platform::outbox::Outbox;
use proto::v1::IssueRouted;
use sqlx::PgConnection;
use tracing::info;

use crate::{
    announce,
    store::issues::{self, HistoryRow, Issue},
};

/// Gives the issue, which the transaction has locked, its next version and tells everybody.
/// `reason` and `note` are for its history.
pub(crate) async fn tell(
    tx: &mut PgConnection,
    outbox: &Outbox,
    issue: &mut Issue,
    why: (&str, &str),
    staff_name: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    issue.version += 1;
    issue.changed_at = issue.changed_at.max(now);
    keep(tx, outbox, issue, why, staff_name, now).await
}

/// Tells everybody of the issue, whose version [`crate::asking`] has raised, and of whom the work is
/// asked.
pub(crate) async fn tell_asked(
    tx: &mut PgConnection,
    outbox: &Outbox,
    issue: &Issue,
    asked: IssueRouted,
    why: (&str, &str),
    staff_name: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    outbox.enqueue(tx, &asked, now).await?;
    keep(tx, outbox, issue, why, staff_name, now).await
}

/// Stores and announces the issue as it is.
pub(crate) async fn keep(
    tx: &mut PgConnection,
    outbox: &Outbox,
    issue: &Issue,
    (reason, note): (&str, &str),
    staff_name: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    issues::save(tx, issue).await?;
    let row = HistoryRow::of(issue, reason, note, staff_name);
    issues::add_history(tx, issue.issue_id, &row).await?;
    outbox.enqueue(tx, &announce::status_changed(issue), now).await?;
    info!(issue.id = %issue.issue_id, "Issue {} is {} now", issue.issue_id, issue.status.as_str());
    Ok(())
}
