//! What every page of the inbox needs besides issues, in one question to the database.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::{FromRow, PgConnection, PgPool, types::Json};
use uuid::Uuid;

use super::{areas::Stamp, catalogue::Team};

/// Choices that one member sees: their own and those of colleagues.
const SAVED_MAX: i64 = 60;

/// Choices that one member may keep.
const OWN_MAX: i64 = 30;

/// What does not depend on the choice of issues.
#[derive(Clone, Debug, FromRow)]
pub struct Frame {
    #[sqlx(flatten)]
    pub stamp: Stamp,
    /// By name.
    pub teams: Json<Vec<Team>>,
    /// By name.
    pub saved: Json<Vec<Saved>>,
}

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

/// Reads it for one member of the staff.
pub async fn read(pool: &PgPool, staff_id: Uuid) -> sqlx::Result<Frame> {
    sqlx::query_as(
        "select a.*,
                (select coalesce(json_agg(t order by t.name, t.team_key), '[]') from team t)
                    as teams,
                (select coalesce(json_agg(s order by s.name, s.saved_list_id), '[]') from (
                    select saved_list_id, name, query, is_shared, staff_name,
                           staff_account_id = $1 as is_own
                    from saved_list where staff_account_id = $1 or is_shared
                    order by staff_account_id <> $1, name limit $2
                ) s) as saved
         from (select count(*) as areas, coalesce(sum(version), 0)::bigint as versions
               from area) as a",
    )
    .bind(staff_id)
    .bind(SAVED_MAX)
    .fetch_one(pool)
    .await
}

/// Keeps a choice under a name; one with the same name of the same member is replaced. Gives
/// `false` when this member keeps too many already.
pub async fn save(
    conn: &mut PgConnection,
    saved: &Saved,
    staff_id: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let result = sqlx::query(
        "insert into saved_list (saved_list_id, staff_account_id, staff_name, name, query,
             is_shared, saved_at)
         select $1, $2, $3, $4, $5, $6, $7
         where (select count(*) from saved_list where staff_account_id = $2 and name <> $4) < $8
         on conflict on constraint saved_list_name do update
         set query = excluded.query, is_shared = excluded.is_shared, saved_at = excluded.saved_at",
    )
    .bind(saved.saved_list_id)
    .bind(staff_id)
    .bind(&saved.staff_name)
    .bind(&saved.name)
    .bind(&saved.query)
    .bind(saved.is_shared)
    .bind(now)
    .bind(OWN_MAX)
    .execute(conn)
    .await?;
    Ok(result.rows_affected() == 1)
}

/// Forgets a choice of this member's own; `false` when there is none of that id.
pub async fn forget(pool: &PgPool, saved_list_id: Uuid, staff_id: Uuid) -> sqlx::Result<bool> {
    let result =
        sqlx::query("delete from saved_list where saved_list_id = $1 and staff_account_id = $2")
            .bind(saved_list_id)
            .bind(staff_id)
            .execute(pool)
            .await?;
    Ok(result.rows_affected() == 1)
}
