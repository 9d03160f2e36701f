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
    /// The issue of the report with the number that was asked for.
    pub of_number: Option<Uuid>,
    /// What can be chosen instead of typing, by name.
    pub texts: Json<Vec<Choice>>,
}

/// Reads it for one member of the staff, and finds the report with this number, which is in capitals
/// and without dashes.
pub async fn read(pool: &PgPool, staff_id: Uuid, number: Option<&str>) -> sqlx::Result<Frame> {
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
                ) x) as texts,
                (select issue_id from issue_report
                 where issue_number_words(report_number) @@ quote_literal(lower($3))::tsquery
                     and replace(report_number, '-', '') = $3
                 limit 1) as of_number
         from (",
        select_stamp!(),
        ") as a"
    ))
    .bind(staff_id)
    .bind(SAVED_MAX)
    .bind(number)
    .fetch_one(pool)
    .await
}
