//! Which photos there are. The pictures themselves are in the object store.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// What can be told of a photo without a person.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Looks {
    /// `None` when there is nothing to see.
    pub picture_hash: Option<i64>,
    pub is_dark: bool,
}

/// Remembers a photo whose pictures are stored.
pub(crate) async fn insert(
    conn: &mut PgConnection,
    photo_id: Uuid,
    (width, height): (u32, u32),
    looks: Looks,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into photo (photo_id, width, height, picture_hash, is_dark, created_at)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(photo_id)
    .bind(i32::try_from(width).unwrap_or(i32::MAX))
    .bind(i32::try_from(height).unwrap_or(i32::MAX))
    .bind(looks.picture_hash)
    .bind(looks.is_dark)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// What those of `photo_ids` look like that show something.
pub(crate) async fn hashes(conn: &mut PgConnection, photo_ids: &[Uuid]) -> sqlx::Result<Vec<i64>> {
    if photo_ids.is_empty() {
        return Ok(Vec::new());
    }
    sqlx::query_scalar(
        "select picture_hash from photo
         where photo_id = any ($1) and picture_hash is not null order by photo_id",
    )
    .bind(photo_ids)
    .fetch_all(conn)
    .await
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

/// Of those of `photo_ids` that exist: the id, the longest side in pixels, and whether it is dark.
pub(crate) async fn seen(
    conn: &mut PgConnection,
    photo_ids: &[Uuid],
) -> sqlx::Result<Vec<(Uuid, i32, bool)>> {
    if photo_ids.is_empty() {
        return Ok(Vec::new());
    }
    sqlx::query_as(
        "select photo_id, greatest(width, height), is_dark from photo where photo_id = any ($1)",
    )
    .bind(photo_ids)
    .fetch_all(conn)
    .await
}

/// Takes out a photo that is in no report; `instead` takes its place in the draft, or nothing
/// does. False when there is no such photo.
pub(crate) async fn take_away(
    conn: &mut PgConnection,
    photo_id: Uuid,
    draft_id: Option<Uuid>,
    instead: Option<Uuid>,
) -> sqlx::Result<bool> {
    let taken = sqlx::query("delete from photo where photo_id = $1 and not is_kept")
        .bind(photo_id)
        .execute(&mut *conn)
        .await?;
    if taken.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query(
        "update draft set photo_ids = array_remove(array_replace(photo_ids, $2, $3), null)
         where draft_id = $1",
    )
    .bind(draft_id)
    .bind(photo_id)
    .bind(instead)
    .execute(conn)
    .await?;
    Ok(true)
}

/// Marks photos as part of a report or of its end, so that they are not forgotten.
/// Returns how many of them there are.
pub(crate) async fn keep(conn: &mut PgConnection, photo_ids: &[Uuid]) -> sqlx::Result<usize> {
    if photo_ids.is_empty() {
        return Ok(0);
    }
    let kept = sqlx::query("update photo set is_kept = true where photo_id = any ($1)")
        .bind(photo_ids)
        .execute(conn)
        .await?;
    Ok(usize::try_from(kept.rows_affected()).unwrap_or(usize::MAX))
}

/// Keeps what a crew took of its work. That is the municipality's own, so it is approved unless
/// somebody decides otherwise.
pub(crate) async fn keep_of_crew(
    conn: &mut PgConnection,
    photo_ids: &[Uuid],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update photo set is_kept = true, review = 'approved', reviewed_at = $2
         where photo_id = any ($1) and not is_kept",
    )
    .bind(photo_ids)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes out photos from before `before` that are in no report and no draft; at most
/// `max`. A photo that somebody is handing in at this moment stays.
pub(crate) async fn take_unused(
    conn: &mut PgConnection,
    before: DateTime<Utc>,
    max: i64,
) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar(
        "delete from photo where photo_id in (
             select photo_id from photo
             where not is_kept and created_at < $1
                 and photo_id not in (select unnest(photo_ids) from draft)
             order by created_at limit $2 for update skip locked)
         returning photo_id",
    )
    .bind(before)
    .bind(max)
    .fetch_all(conn)
    .await
}
