//! Stores and announces an issue that changed, with its line in the history.

use chrono::{DateTime, Utc};
use platform::outbox::Outbox;
use sqlx::PgConnection;

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
    (reason, note): (&str, &str),
    staff_name: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    issue.version += 1;
    issue.changed_at = issue.changed_at.max(now);
    issues::save(tx, issue).await?;
    let row = HistoryRow::of(issue, reason, note, staff_name);
    issues::add_history(tx, issue.issue_id, &row).await?;
    outbox.enqueue(tx, &announce::status_changed(issue), now).await?;
    Ok(())
}
