//! What is set up on pages, in the tables of the service: files that somebody looks at before they
//! count, and who changed what. A subject is `areas`, `teams` or `things`.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{FromRow, PgConnection, PgExecutor};
use uuid::Uuid;

/// How long a file waits for somebody who looks at it.
const PROPOSAL_LIFE: TimeDelta = TimeDelta::hours(12);

/// What happened to what is set up.
#[derive(Clone, Debug, FromRow)]
pub struct Change {
    pub staff_name: String,
    pub summary: String,
    pub changed_at: DateTime<Utc>,
}

/// Keeps the file, in place of one that they had; those that waited too long go.
pub async fn propose(
    conn: &mut PgConnection,
    staff_id: Uuid,
    subject: &str,
    content: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("delete from setup_proposal where proposed_at < $1")
        .bind(now - PROPOSAL_LIFE)
        .execute(&mut *conn)
        .await?;
    sqlx::query(
        "insert into setup_proposal (staff_id, subject, content, proposed_at)
         values ($1, $2, $3, $4)
         on conflict (staff_id, subject) do update
             set content = excluded.content, proposed_at = excluded.proposed_at",
    )
    .bind(staff_id)
    .bind(subject)
    .bind(content)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// The file that they proposed and did not yet decide about.
pub async fn proposal(
    database: impl PgExecutor<'_>,
    staff_id: Uuid,
    subject: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar(
        "select content from setup_proposal
         where staff_id = $1 and subject = $2 and proposed_at >= $3",
    )
    .bind(staff_id)
    .bind(subject)
    .bind(now - PROPOSAL_LIFE)
    .fetch_optional(database)
    .await
}

pub async fn withdraw(
    database: impl PgExecutor<'_>,
    staff_id: Uuid,
    subject: &str,
) -> sqlx::Result<()> {
    sqlx::query("delete from setup_proposal where staff_id = $1 and subject = $2")
        .bind(staff_id)
        .bind(subject)
        .execute(database)
        .await?;
    Ok(())
}

/// Lets one change of what is set up go after the other, until the transaction ends.
pub async fn lock(conn: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("lock table setup_change in share row exclusive mode").execute(conn).await?;
    Ok(())
}

pub async fn note(
    conn: &mut PgConnection,
    subject: &str,
    staff_name: &str,
    summary: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into setup_change (setup_change_id, subject, staff_name, summary, changed_at)
         values ($1, $2, $3, $4, $5)",
    )
    .bind(Uuid::now_v7())
    .bind(subject)
    .bind(staff_name)
    .bind(summary)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// The last `limit` changes, newest first.
pub async fn changes(
    database: impl PgExecutor<'_>,
    subject: &str,
    limit: i64,
) -> sqlx::Result<Vec<Change>> {
    sqlx::query_as(
        "select staff_name, summary, changed_at from setup_change
         where subject = $1 order by changed_at desc, setup_change_id desc limit $2",
    )
    .bind(subject)
    .bind(limit)
    .fetch_all(database)
    .await
}
