//! The issues that a dispatcher is closing.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use crate::standard_text::Words;

/// One issue, and how it will end.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    pub issue_id: Uuid,
    pub is_solved: bool,
    /// Empty when it is solved.
    pub reason: String,
    /// What residents read.
    #[sqlx(flatten)]
    pub words: Words,
    pub staff_id: Uuid,
    pub staff_name: String,
    pub closes_at: DateTime<Utc>,
}

/// Notes it. The issue is locked, and nobody else is closing it.
pub async fn add(conn: &mut PgConnection, row: &Row) -> sqlx::Result<()> {
    sqlx::query(
        "insert into issue_closing (issue_id, is_solved, reason, note, staff_id, staff_name,
             closes_at, note_in)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (issue_id) do update set is_solved = excluded.is_solved,
             reason = excluded.reason, note = excluded.note, staff_id = excluded.staff_id,
             staff_name = excluded.staff_name, closes_at = excluded.closes_at,
             note_in = excluded.note_in",
    )
    .bind(row.issue_id)
    .bind(row.is_solved)
    .bind(&row.reason)
    .bind(&row.words.text)
    .bind(row.staff_id)
    .bind(&row.staff_name)
    .bind(row.closes_at)
    .bind(&row.words.translations)
    .execute(conn)
    .await?;
    Ok(())
}

/// The issue that should close first of those whose time has come.
pub async fn due(pool: &PgPool, now: DateTime<Utc>) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar(
        "select issue_id from issue_closing where closes_at <= $1 order by closes_at limit 1",
    )
    .bind(now)
    .fetch_optional(pool)
    .await
}

/// When the next issue closes.
pub async fn next(pool: &PgPool) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar("select min(closes_at) from issue_closing").fetch_one(pool).await
}

/// Takes it away, to do it; `None` when its time has not come or it was taken back.
pub async fn take(
    conn: &mut PgConnection,
    issue_id: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Row>> {
    sqlx::query_as(
        "delete from issue_closing where issue_id = $1 and closes_at <= $2
         returning issue_id, is_solved, reason, note, note_in, staff_id, staff_name,
                   closes_at",
    )
    .bind(issue_id)
    .bind(now)
    .fetch_optional(conn)
    .await
}

/// Takes it back; `false` when it happened already.
pub async fn take_back(conn: &mut PgConnection, issue_id: Uuid) -> sqlx::Result<bool> {
    let gone = sqlx::query("delete from issue_closing where issue_id = $1")
        .bind(issue_id)
        .execute(conn)
        .await?;
    Ok(gone.rows_affected() == 1)
}
