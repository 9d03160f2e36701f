//! What was told about a report after it was sent, and forgetting who sent it.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

use crate::answering::{Kind, Standing};

/// A report that is being answered, locked until the transaction ends.
#[derive(Debug)]
pub(crate) struct Answered {
    pub report_number: String,
    pub issue_version: i64,
    /// Of the next thing that is told.
    pub sequence: i64,
    pub standing: Standing,
}

#[derive(FromRow)]
struct Row {
    report_number: String,
    status: String,
    status_reason: String,
    issue_version: i64,
    redacted_sequence: i64,
    is_withdrawn: bool,
    is_forgotten: bool,
    changed_at: DateTime<Utc>,
}

/// Locks the report; `None` when there is none.
pub(crate) async fn lock(
    conn: &mut PgConnection,
    report_id: Uuid,
) -> sqlx::Result<Option<Answered>> {
    let row: Option<Row> = sqlx::query_as(
        "select report_number, status, status_reason, issue_version, redacted_sequence,
                withdrawn_at is not null as is_withdrawn,
                forgotten_at is not null as is_forgotten,
                coalesce((select changed_at from report_history h
                          where h.report_id = r.report_id and h.issue_version = r.issue_version),
                         created_at) as changed_at
         from report r where report_id = $1 for update",
    )
    .bind(report_id)
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (answers, last, said_still_there, said_solved): (i64, i64, bool, bool) = sqlx::query_as(
        "select count(*), greatest(max(sequence), $3),
                coalesce(bool_or(kind = 'still_there' and issue_version = $2), false),
                coalesce(bool_or(kind = 'solved' and issue_version = $2), false)
         from report_answer where report_id = $1",
    )
    .bind(report_id)
    .bind(row.issue_version)
    .bind(row.redacted_sequence)
    .fetch_one(conn)
    .await?;
    Ok(Some(Answered {
        report_number: row.report_number,
        issue_version: row.issue_version,
        sequence: last + 1,
        standing: Standing {
            status: row.status,
            reason: row.status_reason,
            changed_at: row.changed_at,
            is_withdrawn: row.is_withdrawn,
            is_forgotten: row.is_forgotten,
            said_still_there,
            said_solved,
            answers,
        },
    }))
}

/// One thing that was told.
#[derive(Clone, Debug)]
pub(crate) struct NewAnswer<'a> {
    pub report_id: Uuid,
    pub sequence: i64,
    pub kind: Kind,
    pub text: &'a str,
    pub photo_ids: &'a [Uuid],
    pub form_key: Uuid,
    pub issue_version: i64,
    pub now: DateTime<Utc>,
}

/// Stores the answer; `false` when that page sent one before.
pub(crate) async fn insert(conn: &mut PgConnection, answer: &NewAnswer<'_>) -> sqlx::Result<bool> {
    let stored = sqlx::query(
        "insert into report_answer
             (report_id, sequence, kind, text, photo_ids, form_key, issue_version, answered_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict on constraint report_answer_form_key do nothing",
    )
    .bind(answer.report_id)
    .bind(answer.sequence)
    .bind(answer.kind.as_str())
    .bind(answer.text)
    .bind(answer.photo_ids)
    .bind(answer.form_key)
    .bind(answer.issue_version)
    .bind(answer.now)
    .execute(&mut *conn)
    .await?;
    if stored.rows_affected() == 0 {
        return Ok(false);
    }
    if answer.kind == Kind::Withdrawn {
        sqlx::query("update report set withdrawn_at = $2 where report_id = $1")
            .bind(answer.report_id)
            .bind(answer.now)
            .execute(conn)
            .await?;
    }
    Ok(true)
}

/// An answer as the resident's own page shows it.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Told {
    pub kind: String,
    pub text: String,
    pub photo_ids: Vec<Uuid>,
    pub answered_at: DateTime<Utc>,
}

/// What was told so far, oldest first.
pub(crate) async fn list(conn: &mut PgConnection, report_id: Uuid) -> sqlx::Result<Vec<Told>> {
    sqlx::query_as(
        "select kind, text, answered_at,
                array(select id from unnest(photo_ids) with ordinality as told (id, place)
                      where id not in (select photo_id from photo
                                       where photo_id = any (photo_ids)
                                           and review = 'rejected')
                      order by place) as photo_ids
         from report_answer
         where report_id = $1 order by sequence",
    )
    .bind(report_id)
    .fetch_all(conn)
    .await
}

/// Wipes what the resident wrote and sent with a [locked](lock) report. Gives the photos that
/// nobody needs any more; they are the next that [`crate::forget`] removes.
pub(crate) async fn forget(
    conn: &mut PgConnection,
    report_id: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query(
        "update report set forgotten_at = $2, description = '', location_text = '',
             answers = '{}', has_email = false, text_review = 'none'
         where report_id = $1",
    )
    .bind(report_id)
    .bind(now)
    .execute(&mut *conn)
    .await?;
    sqlx::query("delete from device_report where report_id = $1")
        .bind(report_id)
        .execute(&mut *conn)
        .await?;
    let mut photo_ids: Vec<Uuid> =
        sqlx::query_scalar("delete from report_photo where report_id = $1 returning photo_id")
            .bind(report_id)
            .fetch_all(&mut *conn)
            .await?;
    let told: Vec<Vec<Uuid>> =
        sqlx::query_scalar("delete from report_answer where report_id = $1 returning photo_ids")
            .bind(report_id)
            .fetch_all(&mut *conn)
            .await?;
    photo_ids.extend(told.into_iter().flatten());
    sqlx::query("update issue set photo_id = null where photo_id = any ($1)")
        .bind(&photo_ids)
        .execute(&mut *conn)
        .await?;
    sqlx::query(
        "update photo set is_kept = false, created_at = to_timestamp(0)
         where photo_id = any ($1)
             and photo_id not in (select photo_id from report_photo where photo_id = any ($1))",
    )
    .bind(&photo_ids)
    .execute(conn)
    .await?;
    Ok(photo_ids)
}
