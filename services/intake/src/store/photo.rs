//! Which photos there are. The pictures themselves are in the object store.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// Remembers a photo whose pictures are stored.
pub(crate) async fn insert(
    conn: &mut PgConnection,
    photo_id: Uuid,
    (width, height): (u32, u32),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("insert into photo (photo_id, width, height, created_at) values ($1, $2, $3, $4)")
        .bind(photo_id)
        .bind(i32::try_from(width).unwrap_or(i32::MAX))
        .bind(i32::try_from(height).unwrap_or(i32::MAX))
        .bind(now)
        .execute(conn)
        .await?;
    Ok(())
}

/// Those of `photo_ids` that exist.
pub(crate) async fn known(conn: &mut PgConnection, photo_ids: &[Uuid]) -> sqlx::Result<Vec<Uuid>> {
    if photo_ids.is_empty() {
        return Ok(Vec::new());
    }
    sqlx::query_scalar("select photo_id from photo where photo_id = any ($1)")
        .bind(photo_ids)
        .fetch_all(conn)
        .await
}
