//! SQL about what residents told after they sent a report, and about forgetting who they are.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection, PgPool, types::Json};
use uuid::Uuid;

/// Notes on one order: more would push the buttons out of reach.
const NOTES_MAX: i64 = 20;

/// Something that was told, as it came.
#[derive(Clone, Debug)]
pub struct NewNote {
    pub report_id: Uuid,
    pub sequence: i64,
    pub kind: String,
    pub text: String,
    pub photo_ids: Vec<Uuid>,
    pub told_at: DateTime<Utc>,
}

/// Something that was told, as the crew reads it.
#[derive(Clone, Debug, FromRow)]
pub struct Note {
    /// `still_there` or `more`.
    pub kind: String,
    pub text: String,
    pub photo_ids: Vec<Uuid>,
    pub told_at: DateTime<Utc>,
}

/// Keeps the note, unless its sender was forgotten.
pub async fn add(conn: &mut PgConnection, note: &NewNote) -> sqlx::Result<()> {
    sqlx::query(
        "insert into report_note (report_id, sequence, kind, text, photo_ids, told_at)
         select $1, $2::bigint, $3,
             coalesce((select answers ->> $2::bigint::text from redacted_report where report_id = $1), $4),
             $5, $6
         where not exists (select from forgotten_report where report_id = $1)
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
    Ok(())
}

/// The newest notes about the reports, oldest first.
pub async fn of_reports(pool: &PgPool, report_ids: &[Uuid]) -> sqlx::Result<Vec<Note>> {
    sqlx::query_as(
        "select kind, text, photo_ids, told_at from (
             select kind, text, photo_ids, told_at, report_id from report_note
             where report_id = any ($1) order by told_at desc, report_id limit $2
         ) last order by told_at, report_id",
    )
    .bind(report_ids)
    .bind(NOTES_MAX)
    .fetch_all(pool)
    .await
}

/// Wipes what the sender of the report wrote and sent, and remembers to do so with what comes.
pub async fn forget(
    conn: &mut PgConnection,
    report_id: Uuid,
    photo_ids: &[Uuid],
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into forgotten_report (report_id, photo_ids) values ($1, $2)
         on conflict do nothing",
    )
    .bind(report_id)
    .bind(photo_ids)
    .execute(&mut *conn)
    .await?;
    sqlx::query("delete from redacted_report where report_id = $1")
        .bind(report_id)
        .execute(&mut *conn)
        .await?;
    sqlx::query("delete from report_note where report_id = $1")
        .bind(report_id)
        .execute(&mut *conn)
        .await?;
    sqlx::query(
        "update issue_routing
         set photo_ids = array(select kept from unnest(photo_ids) with ordinality as photo (kept, place)
                               where kept <> all ($2) order by place)
         where issue_id in (select issue_id from work_order where report_ids @> array[$1])",
    )
    .bind(report_id)
    .bind(photo_ids)
    .execute(&mut *conn)
    .await?;
    let orders: Vec<Uuid> = sqlx::query_scalar(
        "select work_order_id from work_order where report_ids @> array[$1] for update",
    )
    .bind(report_id)
    .fetch_all(&mut *conn)
    .await?;
    for work_order_id in orders {
        keep_forgotten(conn, work_order_id).await?;
    }
    Ok(())
}

/// The texts of a report as they may stay, each as long as it was.
#[derive(Clone, Debug)]
pub struct Redaction {
    pub report_id: Uuid,
    pub sequence: i64,
    pub description: String,
    pub location_text: String,
    /// By the sequence of what was told.
    pub answers: Json<BTreeMap<i64, String>>,
}

/// Replaces the texts of the report, and remembers to do so with what comes. A later redaction
/// stays, and so does that its sender was forgotten.
pub async fn redact(conn: &mut PgConnection, redaction: &Redaction) -> sqlx::Result<()> {
    let report_id = redaction.report_id;
    sqlx::query(
        "insert into redacted_report as kept
             (report_id, sequence, description, location_text, answers)
         select $1, $2, $3, $4, $5
         where not exists (select from forgotten_report where report_id = $1)
         on conflict (report_id) do update
             set sequence = excluded.sequence, description = excluded.description,
                 location_text = excluded.location_text, answers = excluded.answers
             where kept.sequence < excluded.sequence",
    )
    .bind(report_id)
    .bind(redaction.sequence)
    .bind(&redaction.description)
    .bind(&redaction.location_text)
    .bind(&redaction.answers)
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "update report_note n set text = r.answers ->> n.sequence::text from redacted_report r
         where r.report_id = $1 and n.report_id = $1 and r.answers ? n.sequence::text",
    )
    .bind(report_id)
    .execute(&mut *conn)
    .await?;
    let orders: Vec<Uuid> = sqlx::query_scalar(
        "select work_order_id from work_order where report_ids @> array[$1] for update",
    )
    .bind(report_id)
    .fetch_all(&mut *conn)
    .await?;
    keep_redacted(conn, &orders).await
}

/// Makes the orders begin with the words of their first report as they may stay. A redaction is as
/// long as what it replaces; what stands behind it are answers to questions.
pub async fn keep_redacted(conn: &mut PgConnection, orders: &[Uuid]) -> sqlx::Result<()> {
    sqlx::query(
        "update work_order o
         set description = r.description
                 || substr(o.description, char_length(r.description) + 1),
             location_text = r.location_text
                 || substr(o.location_text, char_length(r.location_text) + 1)
         from redacted_report r
         where o.work_order_id = any ($1) and r.report_id = o.report_ids[1]",
    )
    .bind(orders)
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes out of the order what belongs to a sender who was forgotten. Its words are those of its
/// first report.
pub async fn keep_forgotten(conn: &mut PgConnection, work_order_id: Uuid) -> sqlx::Result<()> {
    sqlx::query(
        "update work_order o
         set photo_ids = array(
                 select kept from unnest(o.photo_ids) with ordinality as photo (kept, place)
                 where kept not in (select unnest(f.photo_ids) from forgotten_report f
                                    where f.report_id = any (o.report_ids))
                 order by place),
             description = case when is_first then '' else description end,
             location_text = case when is_first then '' else location_text end
         from (select work_order_id, bool_or(f.report_id = report_ids[1]) as is_first
               from work_order join forgotten_report f on f.report_id = any (report_ids)
               where work_order_id = $1 group by work_order_id) own
         where o.work_order_id = own.work_order_id",
    )
    .bind(work_order_id)
    .execute(conn)
    .await?;
    Ok(())
}
