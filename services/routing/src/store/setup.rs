//! Files that somebody looks at before they count, and who changed areas and teams.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

pub use super::account_changes::Change;

/// What is set up.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Subject {
    Areas,
    Teams,
}

impl Subject {
    fn as_str(self) -> &'static str {
        match self {
            Self::Areas => "areas",
            Self::Teams => "teams",
        }
    }
}

/// Keeps the file, in place of one that they had; those of before `since` go.
pub async fn propose(
    conn: &mut PgConnection,
    staff_id: Uuid,
    subject: Subject,
    content: &str,
    (now, since): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<()> {
    sqlx::query("delete from setup_proposal where proposed_at < $1")
        .bind(since)
        .execute(&mut *conn)
        .await?;
    sqlx::query(
        "insert into setup_proposal (staff_account_id, subject, content, proposed_at)
         values ($1, $2, $3, $4)
         on conflict (staff_account_id, subject) do update
             set content = excluded.content, proposed_at = excluded.proposed_at",
    )
    .bind(staff_id)
    .bind(subject.as_str())
    .bind(content)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// The file that they proposed, unless that was before `since`.
pub async fn proposal(
    database: impl PgExecutor<'_>,
    staff_id: Uuid,
    subject: Subject,
    since: DateTime<Utc>,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar(
        "select content from setup_proposal
         where staff_account_id = $1 and subject = $2 and proposed_at >= $3",
    )
    .bind(staff_id)
    .bind(subject.as_str())
    .bind(since)
    .fetch_optional(database)
    .await
}

pub async fn withdraw(
    database: impl PgExecutor<'_>,
    staff_id: Uuid,
    subject: Subject,
) -> sqlx::Result<()> {
    sqlx::query("delete from setup_proposal where staff_account_id = $1 and subject = $2")
        .bind(staff_id)
        .bind(subject.as_str())
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
    subject: Subject,
    staff_name: &str,
    summary: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into setup_change (setup_change_id, subject, staff_name, summary, changed_at)
         values ($1, $2, $3, $4, $5)",
    )
    .bind(Uuid::now_v7())
    .bind(subject.as_str())
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
    subject: Subject,
    limit: i64,
) -> sqlx::Result<Vec<Change>> {
    sqlx::query_as(
        "select staff_name, summary, changed_at from setup_change
         where subject = $1 order by changed_at desc, setup_change_id desc limit $2",
    )
    .bind(subject.as_str())
    .bind(limit)
    .fetch_all(database)
    .await
}
