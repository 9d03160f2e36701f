//! Enforcement cases and their logs.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use platform::{hex, lies_in};
use sqlx::{PgConnection, PgPool};
use tracing::info;
use uuid::Uuid;

use crate::enforcement::{
    Case, Outcome, Signer, State,
    ledger::{By, Kept, What},
};

/// The columns that make a [`Case`].
macro_rules! select_case {
    ($rest:literal) => {
        concat!(
            "select case_id, case_number, issue_id, work_order_id, area_code, category, place, state,
                    outcome, opened_at, opened_by
             from enforcement_case ",
            $rest
        )
    };
}

/// Which lock of PostgreSQL stands for opening the case of an issue.
const OPENING: i32 = 0x0cea;

/// A case with what the list tells of it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Listed {
    #[sqlx(flatten)]
    pub case: Case,
    pub photos: i64,
}

/// Makes others who would open the case of this issue wait for the transaction.
pub async fn lock_issue(conn: &mut PgConnection, issue_id: Uuid) -> sqlx::Result<()> {
    sqlx::query("select pg_advisory_xact_lock($1, hashtext($2::text))")
        .bind(OPENING)
        .bind(issue_id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Reads the case of the issue and locks it.
pub async fn lock_of_issue(conn: &mut PgConnection, issue_id: Uuid) -> sqlx::Result<Option<Case>> {
    sqlx::query_as(select_case!("where issue_id = $1 for update"))
        .bind(issue_id)
        .fetch_optional(conn)
        .await
}

/// Reads the case and locks it: lines of a log are written one after the other.
pub async fn lock(conn: &mut PgConnection, case_id: Uuid) -> sqlx::Result<Option<Case>> {
    sqlx::query_as(select_case!("where case_id = $1 for update"))
        .bind(case_id)
        .fetch_optional(conn)
        .await
}

/// Reads the case.
pub async fn find(pool: &PgPool, case_id: Uuid) -> sqlx::Result<Option<Case>> {
    sqlx::query_as(select_case!("where case_id = $1")).bind(case_id).fetch_optional(pool).await
}

/// Reads the case of the issue.
pub async fn of_issue(pool: &PgPool, issue_id: Uuid) -> sqlx::Result<Option<Case>> {
    sqlx::query_as(select_case!("where issue_id = $1")).bind(issue_id).fetch_optional(pool).await
}

/// The newest cases that are closed or are not, at most `limit`; `areas` limits them to wijken and buurten.
pub async fn list(
    pool: &PgPool,
    is_closed: bool,
    areas: Option<&[String]>,
    limit: i64,
) -> sqlx::Result<Vec<Listed>> {
    sqlx::query_as(concat!(
        "select case_id, case_number, issue_id, work_order_id, area_code, category, place, state,
                outcome, opened_at, opened_by,
                (select count(*) from evidence where evidence.case_id = shown.case_id) as photos
         from enforcement_case shown
         where (state = 'closed') = $1 and ($2::text[] is null or ",
        lies_in!("shown", "$2"),
        ") order by opened_at desc, case_id limit $3"
    ))
    .bind(is_closed)
    .bind(areas)
    .bind(limit)
    .fetch_all(pool)
    .await
}

/// The next number of a year.
pub async fn next_number(conn: &mut PgConnection, year: i32) -> sqlx::Result<i32> {
    sqlx::query_scalar(
        "insert into case_number as kept (year, last) values ($1, 1)
         on conflict on constraint case_number_pkey do update set last = kept.last + 1
         returning last",
    )
    .bind(year)
    .fetch_one(conn)
    .await
}

/// Stores a new case.
pub async fn insert(conn: &mut PgConnection, case: &Case) -> sqlx::Result<()> {
    sqlx::query(
        "insert into enforcement_case (case_id, case_number, issue_id, work_order_id, area_code,
             category, place, state, outcome, opened_at, opened_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(case.case_id)
    .bind(&case.case_number)
    .bind(case.issue_id)
    .bind(case.work_order_id)
    .bind(&case.area_code)
    .bind(&case.category)
    .bind(&case.place)
    .bind(case.state.as_str())
    .bind(&case.outcome)
    .bind(case.opened_at)
    .bind(&case.opened_by)
    .execute(conn)
    .await?;
    Ok(())
}

/// Stores how far a locked case is.
pub async fn step(
    conn: &mut PgConnection,
    case_id: Uuid,
    state: State,
    outcome: Option<Outcome>,
) -> sqlx::Result<()> {
    sqlx::query("update enforcement_case set state = $2, outcome = $3 where case_id = $1")
        .bind(case_id)
        .bind(state.as_str())
        .bind(outcome.map_or("", Outcome::as_str))
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes the next line in the log of a locked case.
pub async fn append(
    conn: &mut PgConnection,
    signer: &Signer,
    case: &Case,
    (at, by): (DateTime<Utc>, &By),
    what: What,
) -> anyhow::Result<()> {
    let last: Option<(i32, Vec<u8>)> = sqlx::query_as(
        "select number, hash from case_entry where case_id = $1 order by number desc limit 1",
    )
    .bind(case.case_id)
    .fetch_optional(&mut *conn)
    .await?;
    let number = last.as_ref().map_or(0, |(number, _)| *number) + 1;
    let previous = last.as_ref().map(|(_, hash)| hash.as_slice());
    let nth = usize::try_from(number).context("lines count from 1")?;
    let kept = signer.write((nth, previous), &case.case_number, (at, by), what)?;
    sqlx::query(
        "insert into case_entry (case_id, number, line, hash, signature)
         values ($1, $2, $3, $4, $5)",
    )
    .bind(case.case_id)
    .bind(number)
    .bind(&kept.line)
    .bind(&kept.hash)
    .bind(&kept.signature)
    .execute(conn)
    .await?;
    // Elsewhere than in the database: what is taken away at the end of a log is missed here.
    info!(case.id = %case.case_id, "Line {number} of {} has hash {}", case.case_number, hex::encoded(&kept.hash));
    Ok(())
}

/// Reads the log of a case, oldest first.
pub async fn log(conn: &mut PgConnection, case_id: Uuid) -> sqlx::Result<Vec<Kept>> {
    sqlx::query_as(
        "select line, hash, signature from case_entry where case_id = $1 order by number",
    )
    .bind(case_id)
    .fetch_all(conn)
    .await
}
