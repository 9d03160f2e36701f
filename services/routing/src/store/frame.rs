//! What every page of the inbox needs besides issues, in one question to the database.

use sqlx::{FromRow, PgPool, types::Json};
use uuid::Uuid;

use super::{
    areas::{Stamp, select_stamp},
    catalogue::Team,
    saved_lists::Saved,
    standard_texts::Choice,
};

/// Choices that one member sees: their own and those of colleagues.
const SAVED_MAX: i64 = 60;

/// What does not depend on the choice of issues.
#[derive(Clone, Debug, FromRow)]
pub struct Frame {
    #[sqlx(flatten)]
    pub stamp: Stamp,
    /// By name.
    pub teams: Json<Vec<Team>>,
    /// By name.
    pub saved: Json<Vec<Saved>>,
    /// What can be chosen instead of typing, by name.
    pub texts: Json<Vec<Choice>>,
}

/// Reads it for one member of the staff.
pub async fn read(pool: &PgPool, staff_id: Uuid) -> sqlx::Result<Frame> {
    sqlx::query_as(concat!(
        "select a.*,
                (select coalesce(json_agg(t order by t.name, t.team_key), '[]') from team t)
                    as teams,
                (select coalesce(json_agg(s order by s.name, s.saved_list_id), '[]') from (
                    select saved_list_id, name, query, is_shared, staff_name,
                           staff_account_id = $1 as is_own
                    from saved_list where staff_account_id = $1 or is_shared
                    order by staff_account_id <> $1, name limit $2
                ) s) as saved,
                (select coalesce(json_agg(x order by x.name), '[]') from (
                    select purpose, category_key, name, texts ->> 'nl' as text from standard_text
                ) x) as texts
         from (",
        select_stamp!(),
        ") as a"
    ))
    .bind(staff_id)
    .bind(SAVED_MAX)
    .fetch_one(pool)
    .await
}
