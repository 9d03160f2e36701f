//! What each team was asked to do about an issue.

use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::works::Work;

/// All work of the issue, in the order in which it was asked.
pub async fn of(database: impl PgExecutor<'_>, issue_id: Uuid) -> sqlx::Result<Vec<Work>> {
    sqlx::query_as(
        "select w.issue_version, w.team_key, t.name as team_name, w.work_order_id,
                w.order_version, w.status, w.reason, w.note, w.after_photo_ids, w.changed_at,
                w.visit, w.is_over
         from issue_work w join team t using (team_key)
         where w.issue_id = $1 order by w.issue_version",
    )
    .bind(issue_id)
    .fetch_all(database)
    .await
}

/// Stores the work as it is now. The issue is locked.
pub async fn put(conn: &mut PgConnection, issue_id: Uuid, work: &Work) -> sqlx::Result<()> {
    sqlx::query(
        "insert into issue_work (issue_id, issue_version, team_key, work_order_id, order_version,
             status, reason, note, after_photo_ids, changed_at, is_over, visit)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (issue_id, issue_version) do update set
             work_order_id = excluded.work_order_id, order_version = excluded.order_version,
             status = excluded.status, reason = excluded.reason, note = excluded.note,
             after_photo_ids = excluded.after_photo_ids, changed_at = excluded.changed_at,
             is_over = excluded.is_over, visit = excluded.visit",
    )
    .bind(issue_id)
    .bind(work.issue_version)
    .bind(&work.team_key)
    .bind(work.work_order_id)
    .bind(work.order_version)
    .bind(&work.status)
    .bind(&work.reason)
    .bind(&work.note)
    .bind(&work.after_photo_ids)
    .bind(work.changed_at)
    .bind(work.is_over)
    .bind(work.visit)
    .execute(conn)
    .await?;
    Ok(())
}

/// Lets the work count again.
pub async fn revive(
    conn: &mut PgConnection,
    issue_id: Uuid,
    issue_versions: &[i64],
) -> sqlx::Result<()> {
    sqlx::query(
        "update issue_work set is_over = false where issue_id = $1 and issue_version = any ($2)",
    )
    .bind(issue_id)
    .bind(issue_versions)
    .execute(conn)
    .await?;
    Ok(())
}
