//! Questions to whoever reported an issue, which hold its clock.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::issues::OpenQuestion;
use crate::{lifecycle::Status, service_level::Pause};

/// How a question came to its end.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EndedBy {
    Answered,
    /// Nobody answered in time.
    Expired,
    /// The dispatcher no longer needs an answer.
    TakenBack,
    /// The crew or a dispatcher went on without the answer, or nobody wants the issue any more.
    Overtaken,
}

impl EndedBy {
    /// The word in the database, and in the history of the issue.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Expired => "expired",
            Self::TakenBack => "taken_back",
            Self::Overtaken => "overtaken",
        }
    }
}

/// Keeps the question; `status_before` is the public status to which the issue goes back.
pub async fn ask(
    conn: &mut PgConnection,
    issue_id: Uuid,
    question: &OpenQuestion,
    status_before: Status,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into issue_question (issue_question_id, issue_id, question, staff_name, asked_at,
             answer_by, status_before)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(Uuid::now_v7())
    .bind(issue_id)
    .bind(&question.text)
    .bind(&question.staff_name)
    .bind(question.asked_at)
    .bind(question.answer_by)
    .bind(status_before)
    .execute(conn)
    .await?;
    Ok(())
}

/// The public status to which the issue goes back when its open question comes to its end.
pub async fn set_before(
    conn: &mut PgConnection,
    issue_id: Uuid,
    status: Status,
) -> sqlx::Result<()> {
    sqlx::query(
        "update issue_question set status_before = $2 where issue_id = $1 and ended_at is null",
    )
    .bind(issue_id)
    .bind(status)
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends the open question of the issue, not before it was asked; gives the status before it, or
/// `None` when no question is open.
pub async fn end(
    conn: &mut PgConnection,
    issue_id: Uuid,
    ended_by: EndedBy,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Status>> {
    sqlx::query_scalar(
        "update issue_question set ended_at = greatest(asked_at, $3), ended_by = $2
         where issue_id = $1 and ended_at is null returning status_before",
    )
    .bind(issue_id)
    .bind(ended_by.as_str())
    .bind(now)
    .fetch_optional(conn)
    .await
}

/// The times in which the clock of the issue stood still; one that goes on lasts until `now`.
pub async fn pauses(
    conn: &mut PgConnection,
    issue_id: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Pause>> {
    let rows: Vec<(DateTime<Utc>, DateTime<Utc>)> = sqlx::query_as(
        "select asked_at, coalesce(ended_at, greatest(asked_at, $2)) from issue_question
         where issue_id = $1 order by asked_at",
    )
    .bind(issue_id)
    .bind(now)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(from, until)| Pause { from, until }).collect())
}

/// The issue whose question should have been answered first of those that were not in time.
pub async fn expired(pool: &PgPool, now: DateTime<Utc>) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar(
        "select issue_id from issue_question
         where ended_at is null and answer_by <= $1 order by answer_by limit 1",
    )
    .bind(now)
    .fetch_optional(pool)
    .await
}
