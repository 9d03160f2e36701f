//! What crews took along at once, as far as it waits for a work order.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::select_order;
use crate::{order::WorkOrder, taken_along::TakenAlong};

/// The lock between who comes with something that was taken along and the orders that it waits for. Always the
/// first lock of a transaction: rows are locked under it.
const LOCK: i64 = 0x7461_6b65;

/// Makes orders of reports wait for the transaction, and waits for those that are being made.
pub async fn lock(conn: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("select pg_advisory_xact_lock($1)").bind(LOCK).execute(conn).await?;
    Ok(())
}

/// Makes who comes with something taken along wait for the transaction; orders do not wait for each other.
pub async fn lock_shared(conn: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("select pg_advisory_xact_lock_shared($1)").bind(LOCK).execute(conn).await?;
    Ok(())
}

/// Stores what waits for an order of its report; `false` when it waits already.
pub async fn insert(conn: &mut PgConnection, taken: &TakenAlong) -> sqlx::Result<bool> {
    let stored = sqlx::query(
        "insert into taken_along (phone_act_id, report_id, staff_id, staff_name, teams, note, photo_ids,
             acted_at, received_at, away_m, accuracy_m)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict on constraint taken_along_pkey do nothing",
    )
    .bind(taken.phone_act_id)
    .bind(taken.report_id)
    .bind(taken.staff_id)
    .bind(&taken.staff_name)
    .bind(&taken.teams)
    .bind(&taken.note)
    .bind(&taken.photo_ids)
    .bind(taken.acted_at)
    .bind(taken.received_at)
    .bind(taken.away_m)
    .bind(taken.accuracy_m)
    .execute(conn)
    .await?;
    Ok(stored.rows_affected() == 1)
}

/// Reads what waits with this id.
pub async fn find(conn: &mut PgConnection, phone_act_id: Uuid) -> sqlx::Result<Option<TakenAlong>> {
    sqlx::query_as("select * from taken_along where phone_act_id = $1")
        .bind(phone_act_id)
        .fetch_optional(conn)
        .await
}

/// Reads what waits for an order about one of the reports that this issue has orders about, oldest first.
pub async fn waiting(conn: &mut PgConnection, issue_id: Uuid) -> sqlx::Result<Vec<TakenAlong>> {
    sqlx::query_as(
        "select * from taken_along where report_id in (
             select unnest(report_ids) from work_order where issue_id = $1)
         order by acted_at, phone_act_id",
    )
    .bind(issue_id)
    .fetch_all(conn)
    .await
}

/// Takes out what waits no more.
pub async fn remove(conn: &mut PgConnection, phone_act_id: Uuid) -> sqlx::Result<()> {
    sqlx::query("delete from taken_along where phone_act_id = $1")
        .bind(phone_act_id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets what came in before, and never got an order.
pub async fn forget(conn: &mut PgConnection, before: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query("delete from taken_along where received_at < $1")
        .bind(before)
        .execute(conn)
        .await?;
    Ok(())
}

/// Locks and reads the orders about the report.
pub async fn lock_orders(conn: &mut PgConnection, report_id: Uuid) -> sqlx::Result<Vec<WorkOrder>> {
    sqlx::query_as(select_order!("where report_ids @> array[$1] order by work_order_id for update"))
        .bind(report_id)
        .fetch_all(conn)
        .await
}
