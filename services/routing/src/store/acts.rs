//! What dispatchers did with issues.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, types::Json};
use uuid::Uuid;

use crate::acts::{Before, By, Kind};

/// One act on one issue.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Act {
    pub issue_act_id: Uuid,
    pub issue_id: Uuid,
    pub kind: Kind,
    /// Of the issue, right after it.
    pub version: i64,
    pub before: Json<Before>,
    pub staff_id: Uuid,
    pub done_at: DateTime<Utc>,
}

pub async fn add(conn: &mut PgConnection, act: &Act, by: By<'_>) -> sqlx::Result<()> {
    sqlx::query(
        "insert into issue_act (issue_act_id, batch_id, issue_id, kind, version, before, staff_id,
             staff_name, done_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(act.issue_act_id)
    .bind(by.batch_id)
    .bind(act.issue_id)
    .bind(act.kind)
    .bind(act.version)
    .bind(&act.before)
    .bind(act.staff_id)
    .bind(by.name)
    .bind(act.done_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// The acts that were done together, the last one first.
pub async fn of_batch(database: impl PgExecutor<'_>, batch_id: Uuid) -> sqlx::Result<Vec<Act>> {
    sqlx::query_as(
        "select issue_act_id, issue_id, kind, version, before, staff_id, done_at
         from issue_act where batch_id = $1 order by issue_act_id desc",
    )
    .bind(batch_id)
    .fetch_all(database)
    .await
}

/// Notes that the act was taken back; `false` when it was already.
pub async fn undo(conn: &mut PgConnection, act: Uuid, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let undone = sqlx::query(
        "update issue_act set undone_at = $2 where issue_act_id = $1 and undone_at is null",
    )
    .bind(act)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(undone.rows_affected() == 1)
}

/// An act as its doer is told of it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Told {
    pub kind: Kind,
    /// Of the first report of the issue.
    pub number: String,
    /// The team that has it now; empty without.
    pub team_name: String,
    pub done_at: DateTime<Utc>,
    pub is_undone: bool,
}

/// What this staff member did in the batch, in order.
pub async fn told(
    database: impl PgExecutor<'_>,
    batch_id: Uuid,
    staff_id: Uuid,
) -> sqlx::Result<Vec<Told>> {
    sqlx::query_as(
        "select a.kind, coalesce(r.number, '') as number, coalesce(t.name, '') as team_name,
                a.done_at, a.undone_at is not null as is_undone
         from issue_act a join issue i using (issue_id) left join team t using (team_key)
         cross join lateral (
             select (array_agg(report_number order by submitted_at, report_id))[1] as number
             from issue_report where issue_id = a.issue_id
         ) r
         where a.batch_id = $1 and a.staff_id = $2 order by a.issue_act_id",
    )
    .bind(batch_id)
    .bind(staff_id)
    .fetch_all(database)
    .await
}
