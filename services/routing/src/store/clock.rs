//! What the clocks of issues do: which are to be looked at, and what became of them.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use crate::{
    service_level::{Level, Pause},
    terms::trial::Open,
};

/// What a clock did.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Tick {
    Paused,
    Resumed,
    /// The issue was reopened, and its term began anew.
    Restarted,
    /// A term, the opening hours or the closed days are different now.
    TermsChanged,
    Warned,
    Escalated,
}

impl Tick {
    pub const ALL: [Self; 6] = [
        Self::Paused,
        Self::Resumed,
        Self::Restarted,
        Self::TermsChanged,
        Self::Warned,
        Self::Escalated,
    ];

    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Paused => "paused",
            Self::Resumed => "resumed",
            Self::Restarted => "restarted",
            Self::TermsChanged => "terms_changed",
            Self::Warned => "warned",
            Self::Escalated => "escalated",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tick| tick.as_str() == text)
    }
}

/// One thing that the clock of an issue did.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct TickRow {
    pub kind: String,
    /// The end of the term from then on.
    pub due_at: DateTime<Utc>,
    pub staff_name: Option<String>,
    pub happened_at: DateTime<Utc>,
}

pub async fn note(
    conn: &mut PgConnection,
    issue_id: Uuid,
    tick: Tick,
    due_at: DateTime<Utc>,
    staff_name: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into issue_clock (issue_clock_id, issue_id, kind, due_at, staff_name, happened_at)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(Uuid::now_v7())
    .bind(issue_id)
    .bind(tick.as_str())
    .bind(due_at)
    .bind(staff_name)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives the last `limit` things that the clock of the issue did, oldest first.
pub async fn ticks(pool: &PgPool, issue_id: Uuid, limit: i64) -> sqlx::Result<Vec<TickRow>> {
    sqlx::query_as(
        "select kind, due_at, staff_name, happened_at from (
             select * from issue_clock where issue_id = $1
             order by happened_at desc, issue_clock_id desc limit $2
         ) last order by happened_at, issue_clock_id",
    )
    .bind(issue_id)
    .bind(limit)
    .fetch_all(pool)
    .await
}

/// Notes at most `limit` issues as warned whose term nears its end; gives how many.
pub async fn warn(conn: &mut PgConnection, now: DateTime<Utc>, limit: i64) -> sqlx::Result<u64> {
    let noted = sqlx::query(
        "with near as (
             select issue_id from issue i
             where closed_at is null and warned_at is null and warn_at <= $1 and due_at >= $1
               and not exists (select from issue_question q
                               where q.issue_id = i.issue_id and q.ended_at is null)
             order by warn_at limit $2 for update skip locked
         ), warned as (
             update issue set warned_at = $1 from near where issue.issue_id = near.issue_id
             returning issue.issue_id, issue.due_at
         )
         insert into issue_clock (issue_clock_id, issue_id, kind, due_at, happened_at)
         select gen_random_uuid(), issue_id, 'warned', due_at, $1 from warned",
    )
    .bind(now)
    .bind(limit)
    .execute(conn)
    .await?;
    Ok(noted.rows_affected())
}

/// Notes at most `limit` issues as escalated whose term is over; gives how many.
pub async fn escalate(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let noted = sqlx::query(
        "with over as (
             select issue_id from issue i
             where closed_at is null and escalated_at is null and due_at < $1
               and not exists (select from issue_question q
                               where q.issue_id = i.issue_id and q.ended_at is null)
             order by due_at limit $2 for update skip locked
         ), escalated as (
             update issue set escalated_at = $1, warned_at = coalesce(warned_at, $1)
             from over where issue.issue_id = over.issue_id
             returning issue.issue_id, issue.due_at
         )
         insert into issue_clock (issue_clock_id, issue_id, kind, due_at, happened_at)
         select gen_random_uuid(), issue_id, 'escalated', due_at, $1 from escalated",
    )
    .bind(now)
    .bind(limit)
    .execute(conn)
    .await?;
    Ok(noted.rows_affected())
}

/// Open issues whose end was computed by older terms, at most `limit`, which no other round has.
pub async fn outdated(
    conn: &mut PgConnection,
    version: i64,
    limit: i64,
) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar(
        "select issue_id from issue where closed_at is null and service_level_version < $1
         order by service_level_version, issue_id limit $2 for update skip locked",
    )
    .bind(version)
    .bind(limit)
    .fetch_all(conn)
    .await
}

/// How many open issues were computed by older terms.
pub async fn count_outdated(conn: &mut PgConnection, version: i64) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select count(*) from issue where closed_at is null and service_level_version < $1",
    )
    .bind(version)
    .fetch_one(conn)
    .await
}

#[derive(sqlx::FromRow)]
struct OpenRow {
    issue_id: Uuid,
    number: String,
    category: String,
    clock_started_at: DateTime<Utc>,
    due_at: DateTime<Utc>,
    term: i32,
    term_unit: String,
    paused_from: Vec<DateTime<Utc>>,
    paused_until: Vec<DateTime<Utc>>,
}

/// The clocks of at most `limit` open issues whose term is that of their category, what is due first
/// on top; a pause that goes on lasts
/// until `now`.
pub async fn open(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<Open>> {
    let rows: Vec<OpenRow> = sqlx::query_as(
        "select i.issue_id, i.category, i.clock_started_at, i.due_at, i.term, i.term_unit,
                coalesce((select min(r.report_number) from issue_report r
                          where r.issue_id = i.issue_id), '') as number,
                array(select asked_at from issue_question q where q.issue_id = i.issue_id
                      order by asked_at) as paused_from,
                array(select coalesce(ended_at, greatest(asked_at, $1)) from issue_question q
                      where q.issue_id = i.issue_id order by asked_at) as paused_until
         from issue i where i.closed_at is null and not is_term_of_rule order by i.due_at, i.issue_id limit $2",
    )
    .bind(now)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(OpenRow::into_open).collect())
}

impl OpenRow {
    fn into_open(self) -> Open {
        let pauses = self.paused_from.into_iter().zip(self.paused_until);
        Open {
            issue_id: self.issue_id,
            number: self.number,
            category: self.category,
            started_at: self.clock_started_at,
            due_at: self.due_at,
            level: Level::stored(self.term, &self.term_unit),
            pauses: pauses.map(|(from, until)| Pause { from, until }).collect(),
        }
    }
}
