//! Which reports were sent from which browser.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

/// A report in the list of a browser.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Mine {
    pub report_id: Uuid,
    pub category: String,
    pub area_name: Option<String>,
    pub status: String,
    pub photo_id: Option<Uuid>,
}

/// Adds the report to the list, of which the newest `max` stay.
pub(crate) async fn remember(
    conn: &mut PgConnection,
    device_id: Uuid,
    report_id: Uuid,
    max: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into device_report (device_id, report_id, sent_at) values ($1, $2, $3)
         on conflict do nothing",
    )
    .bind(device_id)
    .bind(report_id)
    .bind(now)
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "delete from device_report where device_id = $1 and report_id in (
             select report_id from device_report where device_id = $1
             order by sent_at desc, report_id desc offset $2)",
    )
    .bind(device_id)
    .bind(max)
    .execute(conn)
    .await?;
    Ok(())
}

/// The list, newest first. Who was forgotten is not in it.
pub(crate) async fn list(conn: &mut PgConnection, device_id: Uuid) -> sqlx::Result<Vec<Mine>> {
    sqlx::query_as(
        "select r.report_id, r.category, r.area_name, r.status, p.photo_id
         from device_report d
         join report r on r.report_id = d.report_id and r.forgotten_at is null
         left join report_photo p on p.report_id = r.report_id and p.position = 1
         where d.device_id = $1 order by d.sent_at desc, r.report_id desc",
    )
    .bind(device_id)
    .fetch_all(conn)
    .await
}

/// Empties the list. The reports stay.
pub(crate) async fn clear(conn: &mut PgConnection, device_id: Uuid) -> sqlx::Result<()> {
    sqlx::query("delete from device_report where device_id = $1")
        .bind(device_id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets what was sent before `before`: the cookie is gone by then.
pub(crate) async fn forget_before(
    conn: &mut PgConnection,
    before: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("delete from device_report where sent_at < $1").bind(before).execute(conn).await?;
    Ok(())
}
