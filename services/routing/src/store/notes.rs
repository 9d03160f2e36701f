//! What residents told about a report after they sent it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection, PgPool, types::Json};
use uuid::Uuid;

/// Something that was told about a report.
#[derive(Clone, Debug, FromRow)]
pub struct Note {
    pub report_id: Uuid,
    pub sequence: i64,
    /// `still_there`, `solved`, `more` or `withdrawn`.
    pub kind: String,
    pub text: String,
    pub photo_ids: Vec<Uuid>,
    pub told_at: DateTime<Utc>,
}

/// The issue of a report; `None` while the report did not come.
pub async fn issue_of(conn: &mut PgConnection, report_id: Uuid) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar("select issue_id from issue_report where report_id = $1")
        .bind(report_id)
        .fetch_optional(conn)
        .await
}

/// Keeps the note; `false` when it is known, or its sender was forgotten.
pub async fn add(conn: &mut PgConnection, note: &Note) -> sqlx::Result<bool> {
    let added = sqlx::query(
        "insert into report_note (report_id, sequence, kind, text, photo_ids, told_at)
         select report_id, $2::bigint, $3, coalesce(redacted_answers ->> $2::bigint::text, $4), $5, $6
         from issue_report where report_id = $1 and forgotten_at is null
         on conflict do nothing",
    )
    .bind(note.report_id)
    .bind(note.sequence)
    .bind(&note.kind)
    .bind(&note.text)
    .bind(&note.photo_ids)
    .bind(note.told_at)
    .execute(conn)
    .await?;
    Ok(added.rows_affected() == 1)
}

/// The last `limit` notes of the issue that say something, oldest first.
pub async fn of_issue(pool: &PgPool, issue_id: Uuid, limit: i64) -> sqlx::Result<Vec<Note>> {
    sqlx::query_as(
        "select * from (
             select n.report_id, n.sequence, n.kind, n.text, n.photo_ids, n.told_at
             from report_note n join issue_report r on r.report_id = n.report_id
             where r.issue_id = $1 order by n.told_at desc, n.report_id limit $2
         ) last order by told_at, report_id",
    )
    .bind(issue_id)
    .bind(limit)
    .fetch_all(pool)
    .await
}

/// Marks the report as withdrawn, and says whether others reported the issue and still want it.
pub async fn withdraw(
    conn: &mut PgConnection,
    report_id: Uuid,
    at: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query("update issue_report set withdrawn_at = $2 where report_id = $1")
        .bind(report_id)
        .bind(at)
        .execute(&mut *conn)
        .await?;
    sqlx::query_scalar(
        "select exists (
             select from issue_report other
             where other.issue_id = (select issue_id from issue_report where report_id = $1)
                 and other.withdrawn_at is null)",
    )
    .bind(report_id)
    .fetch_one(conn)
    .await
}

/// Wipes what the sender of the report wrote and sent. The words of an issue are those of its first
/// report.
pub async fn forget(
    conn: &mut PgConnection,
    report_id: Uuid,
    photo_ids: &[Uuid],
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("delete from report_note where report_id = $1")
        .bind(report_id)
        .execute(&mut *conn)
        .await?;
    sqlx::query(
        "update issue i
         set picture_hashes = array(
                 select hash from unnest(i.picture_hashes) as hash
                 where hash <> all (coalesce(own.picture_hashes, '{}'))),
             photo_ids = array(
                 select kept from unnest(i.photo_ids) with ordinality as photo (kept, place)
                 where kept <> all ($2) order by place),
             description = case when own.is_first then '' else i.description end,
             location_text = case when own.is_first then '' else i.location_text end
         from (select r.issue_id, r.picture_hashes, not exists (
                   select from issue_report e where e.issue_id = r.issue_id
                   and (e.submitted_at, e.report_id) < (r.submitted_at, r.report_id)) as is_first
               from issue_report r where r.report_id = $1) own
         where i.issue_id = own.issue_id",
    )
    .bind(report_id)
    .bind(photo_ids)
    .execute(&mut *conn)
    .await?;
    // What is null stays so: it is the report of an issue from before reports could join.
    sqlx::query(
        "update issue_report
         set forgotten_at = $2, answers = '{}', redacted_answers = '{}',
             location_text = case when location_text is not null then '' end,
             description = case when description is not null then '' end,
             photo_ids = case when photo_ids is not null then '{}'::uuid[] end,
             picture_hashes = case when picture_hashes is not null then '{}'::bigint[] end
         where report_id = $1",
    )
    .bind(report_id)
    .bind(at)
    .execute(conn)
    .await?;
    Ok(())
}

/// The words of a report as they may stay.
#[derive(Clone, Debug)]
pub struct Redaction {
    pub report_id: Uuid,
    pub sequence: i64,
    /// As long as the words that came, in characters; so are the others.
    pub description: String,
    pub location_text: String,
    /// By the sequence of what was told.
    pub answers: Json<BTreeMap<i64, String>>,
    pub at: DateTime<Utc>,
}

/// Replaces the words of the report, and those of its issue when they are its first report's;
/// `false` when that or a later redaction is known, or its sender was forgotten. The answers to
/// questions stand behind the words and stay.
pub async fn redact(conn: &mut PgConnection, redaction: &Redaction) -> sqlx::Result<bool> {
    let redacted = sqlx::query(
        "update issue_report
         set redacted_sequence = $2, redacted_answers = $4,
             description = case when description is not null then $3 end,
             location_text = case when location_text is not null
                 then $5 || substr(location_text, char_length($5) + 1) end
         where report_id = $1 and redacted_sequence < $2 and forgotten_at is null",
    )
    .bind(redaction.report_id)
    .bind(redaction.sequence)
    .bind(&redaction.description)
    .bind(&redaction.answers)
    .bind(&redaction.location_text)
    .execute(&mut *conn)
    .await?;
    if redacted.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query(
        "update issue i set description = $2 || substr(i.description, char_length($2) + 1),
             location_text = $3 || substr(i.location_text, char_length($3) + 1)
         from issue_report r
         where r.report_id = $1 and i.issue_id = r.issue_id and not exists (
             select from issue_report e where e.issue_id = r.issue_id
             and (e.submitted_at, e.report_id) < (r.submitted_at, r.report_id))",
    )
    .bind(redaction.report_id)
    .bind(&redaction.description)
    .bind(&redaction.location_text)
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "update report_note n set text = r.redacted_answers ->> n.sequence::text
         from issue_report r
         where r.report_id = $1 and n.report_id = $1 and r.redacted_answers ? n.sequence::text",
    )
    .bind(redaction.report_id)
    .execute(conn)
    .await?;
    Ok(true)
}
