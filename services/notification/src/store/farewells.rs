//! The SQL about who wants to hear nothing more.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// Remembers it, and stops what was about to be sent. Once forgotten stays forgotten.
pub async fn add(
    conn: &mut PgConnection,
    report_id: Uuid,
    is_forgotten: bool,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into farewell as kept (report_id, is_forgotten, said_at) values ($1, $2, $3)
         on conflict (report_id) do update
         set is_forgotten = kept.is_forgotten or excluded.is_forgotten",
    )
    .bind(report_id)
    .bind(is_forgotten)
    .bind(now)
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "update delivery d set status = 'stopped' from subscription s
         where s.report_id = $1 and d.subscription_id = s.subscription_id
             and d.status = 'waiting'",
    )
    .bind(report_id)
    .execute(conn)
    .await?;
    Ok(())
}

/// Wipes who followed the report, and what was told about it in their words.
pub async fn wipe(conn: &mut PgConnection, report_id: Uuid) -> sqlx::Result<()> {
    sqlx::query("update subscription set email = null, phone = null where report_id = $1")
        .bind(report_id)
        .execute(&mut *conn)
        .await?;
    sqlx::query("delete from redacted_place where report_id = $1")
        .bind(report_id)
        .execute(&mut *conn)
        .await?;
    sqlx::query("update report set location_text = '', photo_ids = '{}' where report_id = $1")
        .bind(report_id)
        .execute(conn)
        .await?;
    Ok(())
}
