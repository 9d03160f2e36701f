//! The SQL of who may be reached about an issue, and of who looked.

use chrono::{DateTime, Utc};
use platform::{lies_in, staff::Staff};
use sqlx::{FromRow, PgConnection, PgExecutor, PgPool};
use uuid::Uuid;

use crate::disclosure::Why;

/// Whether one of the issues `$1` does not lie in the areas `$2`. Of which we do not know where it
/// lies, lies elsewhere: whoever follows it is not shown by mistake.
pub const IS_ANY_OUTSIDE: &str = concat!(
    "select exists (
         select from unnest($1::uuid[]) as asked (issue_id) where not exists (
             select from area_issue i where i.issue_id = asked.issue_id and ",
    lies_in!("i", "$2"),
    "))"
);

/// Reports of one issue that are shown; twenty is many.
const REPORTS_MAX: i64 = 200;

/// A report, and how to reach whoever sent it. No `Debug` of what must not end in a log line.
#[derive(Clone, FromRow)]
pub struct Reachable {
    pub report_number: String,
    pub category: String,
    /// BCP 47 tag.
    pub language: String,
    pub submitted_at: DateTime<Utc>,
    pub email: Option<String>,
    pub phone: Option<String>,
}

impl Reachable {
    pub fn is_reachable(&self) -> bool {
        self.email.is_some() || self.phone.is_some()
    }
}

impl std::fmt::Debug for Reachable {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Reachable({})", self.report_number)
    }
}

/// The reports that the issue has now, in the order in which they came, with these columns of who sent
/// them.
macro_rules! select_reports {
    ($columns:literal) => {
        concat!(
            "select r.report_number, r.category, r.language, r.submitted_at, ",
            $columns,
            " from report_status t join report r using (report_id)
             left join subscription s using (report_id)
             where t.issue_id = $1 order by r.submitted_at, r.report_id limit $2"
        )
    };
}

/// Without how to reach anybody.
pub async fn reports(
    database: impl PgExecutor<'_>,
    issue_id: Uuid,
) -> sqlx::Result<Vec<Reachable>> {
    read(database, select_reports!("null::text as email, null::text as phone"), issue_id).await
}

/// With it, as far as it was given and not forgotten. The caller [notes](note) who looks.
pub async fn reachable(
    database: impl PgExecutor<'_>,
    issue_id: Uuid,
) -> sqlx::Result<Vec<Reachable>> {
    read(database, select_reports!("s.email, s.phone"), issue_id).await
}

async fn read(
    database: impl PgExecutor<'_>,
    query: &'static str,
    issue_id: Uuid,
) -> sqlx::Result<Vec<Reachable>> {
    sqlx::query_as(query).bind(issue_id).bind(REPORTS_MAX).fetch_all(database).await
}

/// Somebody who looks.
pub struct NewView<'a> {
    pub issue_id: Uuid,
    pub staff: &'a Staff,
    pub why: &'a Why,
    /// People whose details they see.
    pub shown: usize,
}

pub async fn note(
    conn: &mut PgConnection,
    view: &NewView<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into contact_view
             (contact_view_id, issue_id, staff_id, staff_name, reason, note, shown, viewed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(Uuid::now_v7())
    .bind(view.issue_id)
    .bind(view.staff.staff_id)
    .bind(&view.staff.name)
    .bind(view.why.reason.as_str())
    .bind(&view.why.note)
    .bind(i32::try_from(view.shown).unwrap_or(i32::MAX))
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// Somebody who looked.
#[derive(Clone, Debug, FromRow)]
pub struct View {
    pub issue_id: Uuid,
    /// Of the issue's first report; empty when it is not known any more.
    pub number: String,
    pub staff_name: String,
    pub reason: String,
    pub note: String,
    pub shown: i32,
    pub viewed_at: DateTime<Utc>,
}

/// The last `limit` times, the last first.
pub async fn last(pool: &PgPool, limit: i64) -> sqlx::Result<Vec<View>> {
    sqlx::query_as(
        "select v.issue_id, v.staff_name, v.reason, v.note, v.shown, v.viewed_at,
                coalesce((select r.report_number from report_status t join report r using (report_id)
                          where t.issue_id = v.issue_id
                          order by r.submitted_at, r.report_id limit 1), '') as number
         from contact_view v order by v.viewed_at desc, v.contact_view_id desc limit $1",
    )
    .bind(limit)
    .fetch_all(pool)
    .await
}

/// Forgets who looked before `before`.
pub async fn forget(pool: &PgPool, before: DateTime<Utc>) -> sqlx::Result<u64> {
    let gone = sqlx::query("delete from contact_view where viewed_at < $1")
        .bind(before)
        .execute(pool)
        .await?;
    Ok(gone.rows_affected())
}
