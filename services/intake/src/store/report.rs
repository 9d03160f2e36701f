//! Handing in: the report, its photos, and the key that it came with.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use crate::{review::finds, store::place::Area, submission::Submission};

/// What became of an idempotency key.
#[derive(Debug, Eq, PartialEq)]
pub(crate) enum Claim {
    /// Nobody used it: it stands for our report now.
    Ours,
    /// The same request came before, and made this report.
    Same(Uuid),
    /// Another request came with the same key.
    Other,
}

/// Takes the key for `report_id`, or finds whose it is. Waits for a request
/// with the same key that is still under way.
pub(crate) async fn claim_key(
    conn: &mut PgConnection,
    key: &str,
    body_hash: &[u8],
    report_id: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<Claim> {
    let inserted = sqlx::query(
        "insert into idempotency (idempotency_key, body_hash, report_id, created_at)
         values ($1, $2, $3, $4) on conflict do nothing",
    )
    .bind(key)
    .bind(body_hash)
    .bind(report_id)
    .bind(now)
    .execute(&mut *conn)
    .await?;
    if inserted.rows_affected() == 1 {
        return Ok(Claim::Ours);
    }
    let (hash, report_id): (Vec<u8>, Uuid) =
        sqlx::query_as("select body_hash, report_id from idempotency where idempotency_key = $1")
            .bind(key)
            .fetch_one(conn)
            .await?;
    Ok(if hash == body_hash { Claim::Same(report_id) } else { Claim::Other })
}

/// A report about to be stored.
pub(crate) struct NewReport<'a> {
    pub report_id: Uuid,
    pub submission: &'a Submission,
    /// The buurt, when the place lies in one.
    pub area: Option<&'a Area>,
    /// Why a machine may have sent it; empty: nothing points that way.
    pub suspect: &'a str,
    pub now: DateTime<Utc>,
}

/// Stores the report with its photos; says false, and stores nothing, when its number
/// is taken.
pub(crate) async fn insert(
    conn: &mut PgConnection,
    report: &NewReport<'_>,
    number: &str,
) -> sqlx::Result<bool> {
    let Submission { category, description, location, location_text, accuracy_m, .. } =
        report.submission;
    let stored = sqlx::query(
        "insert into report (report_id, report_number, category, location, location_text,
             location_accuracy_m, description, answers, language, area_code, area_name,
             has_email, created_at, asset_id, suspect, text_review)
         values ($1, $2, $3, st_setsrid(st_makepoint($4, $5), 4326), $6, $7, $8, $9, $10, $11,
             $12, $13, $14, $15, $16, $17)
         on conflict on constraint report_number_key do nothing",
    )
    .bind(report.report_id)
    .bind(number)
    .bind(category)
    .bind(location.longitude)
    .bind(location.latitude)
    .bind(location_text)
    .bind(accuracy_m)
    .bind(description)
    .bind(Json(&report.submission.answers))
    .bind(&report.submission.language)
    .bind(report.area.map(|area| &area.area_code))
    .bind(report.area.map(|area| &area.name))
    .bind(report.submission.contact.email.is_some())
    .bind(report.now)
    .bind(report.submission.asset_id)
    .bind(report.suspect)
    .bind(if finds::in_any([description.as_str(), location_text.as_str()]) {
        "waiting"
    } else {
        "none"
    })
    .execute(&mut *conn)
    .await?;
    if stored.rows_affected() == 0 {
        return Ok(false);
    }
    if !report.submission.photo_ids.is_empty() {
        sqlx::query(
            "insert into report_photo (report_id, position, photo_id)
             select $1, position, photo_id
             from unnest($2::uuid[]) with ordinality as photo (photo_id, position)",
        )
        .bind(report.report_id)
        .bind(&report.submission.photo_ids)
        .execute(&mut *conn)
        .await?;
    }
    Ok(true)
}

/// Marks that there is a mail address for the report; `None` when there is no such
/// report, `Some(false)` when there was one already.
pub(crate) async fn mark_email(
    conn: &mut PgConnection,
    report_id: Uuid,
) -> sqlx::Result<Option<bool>> {
    let before: Option<bool> = sqlx::query_scalar(
        "select has_email from report
         where report_id = $1 and forgotten_at is null for update",
    )
    .bind(report_id)
    .fetch_optional(&mut *conn)
    .await?;
    if before == Some(false) {
        sqlx::query("update report set has_email = true where report_id = $1")
            .bind(report_id)
            .execute(conn)
            .await?;
    }
    Ok(before.map(|had| !had))
}
