//! Choices of issues that dispatchers keep; [`frame`](super::frame) reads them with the page.

use chrono::{DateTime, Utc};
use platform::staff::Staff;
use serde::Deserialize;
use sqlx::PgPool;
use uuid::Uuid;

/// Choices that one member may keep.
const OWN_MAX: i64 = 30;

/// A choice that somebody keeps.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize)]
pub struct Saved {
    pub saved_list_id: Uuid,
    pub name: String,
    /// The query of its address, with the question mark.
    pub query: String,
    pub is_shared: bool,
    /// It is this member's own.
    pub is_own: bool,
    pub staff_name: String,
}

/// A choice to keep.
#[derive(Clone, Copy, Debug)]
pub struct NewList<'a> {
    pub name: &'a str,
    /// The query of its address, with the question mark.
    pub query: &'a str,
    pub is_shared: bool,
    pub staff: &'a Staff,
}

/// Keeps a choice under its name; one with the same name of the same member is replaced. Gives
/// `false` when this member keeps too many already.
pub async fn save(pool: &PgPool, list: &NewList<'_>, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let result = sqlx::query(
        "insert into saved_list (saved_list_id, staff_account_id, staff_name, name, query,
             is_shared, saved_at)
         select $1, $2, $3, $4, $5, $6, $7
         where (select count(*) from saved_list where staff_account_id = $2 and name <> $4) < $8
         on conflict on constraint saved_list_name do update
         set query = excluded.query, is_shared = excluded.is_shared, saved_at = excluded.saved_at",
    )
    .bind(Uuid::now_v7())
    .bind(list.staff.staff_id)
    .bind(&list.staff.name)
    .bind(list.name)
    .bind(list.query)
    .bind(list.is_shared)
    .bind(now)
    .bind(OWN_MAX)
    .execute(pool)
    .await?;
    Ok(result.rows_affected() == 1)
}

/// Forgets a choice of this member's own; one that is gone already is no error.
pub async fn forget(pool: &PgPool, saved_list_id: Uuid, staff_id: Uuid) -> sqlx::Result<()> {
    sqlx::query("delete from saved_list where saved_list_id = $1 and staff_account_id = $2")
        .bind(saved_list_id)
        .bind(staff_id)
        .execute(pool)
        .await?;
    Ok(())
}
