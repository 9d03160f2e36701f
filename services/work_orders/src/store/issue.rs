//! SQL about the issues behind the orders, and the teams that issues are routed to.

use sqlx::PgConnection;
use uuid::Uuid;

use super::select_order;
use crate::order::WorkOrder;

/// Remembers that the issue was routed at `version`; `false` when that or a newer
/// routing is known already. Other routings of the issue wait for the transaction.
pub async fn is_newest(
    conn: &mut PgConnection,
    issue_id: Uuid,
    version: i64,
) -> sqlx::Result<bool> {
    let newest = sqlx::query(
        "insert into issue_routing (issue_id, version) values ($1, $2)
         on conflict (issue_id) do update set version = excluded.version
         where issue_routing.version < excluded.version",
    )
    .bind(issue_id)
    .bind(version)
    .execute(conn)
    .await?;
    Ok(newest.rows_affected() == 1)
}

/// Locks and reads the orders of the issue that are not closed; one at most, by what we write.
pub async fn lock_unclosed(
    conn: &mut PgConnection,
    issue_id: Uuid,
) -> sqlx::Result<Vec<WorkOrder>> {
    sqlx::query_as(select_order!(
        "where issue_id = $1 and closed_at is null order by work_order_id for update"
    ))
    .bind(issue_id)
    .fetch_all(conn)
    .await
}

/// Remembers what the team is called. Touches no row when that is known, because
/// otherwise all orders of a team would wait for one another here.
pub async fn name_team(conn: &mut PgConnection, key: &str, name: &str) -> sqlx::Result<()> {
    sqlx::query(
        "insert into team (team_key, name)
         select $1, $2 where not exists (select from team where team_key = $1 and name = $2)
         on conflict (team_key) do update set name = excluded.name",
    )
    .bind(key)
    .bind(name)
    .execute(conn)
    .await?;
    Ok(())
}
