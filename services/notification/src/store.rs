//! The SQL of reports and their followers.

pub mod alerts;
pub mod area_issues;
pub mod deliveries;
pub mod disclosures;
pub mod farewells;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool, Row as _, types::Json};
use uuid::Uuid;

use crate::{
    contact::Contact,
    facts::Facts,
    plan::{Follow, Turn},
};

/// A report as it came from intake.
#[derive(Debug)]
pub struct NewReport {
    pub report_id: Uuid,
    pub report_number: String,
    pub category: String,
    pub location_text: String,
    pub photo_ids: Vec<Uuid>,
    pub language: String,
    pub submitted_at: DateTime<Utc>,
}

/// Keeps two events of one report from planning at the same time, each without
/// what the other is about to commit. Held until the end of the transaction.
pub async fn lock_report(conn: &mut PgConnection, report_id: Uuid) -> sqlx::Result<()> {
    sqlx::query("select pg_advisory_xact_lock(hashtextextended('notification:' || $1::text, 0))")
        .bind(report_id)
        .execute(conn)
        .await?;
    Ok(())
}

pub async fn add_report(conn: &mut PgConnection, report: &NewReport) -> sqlx::Result<()> {
    sqlx::query(
        "insert into report (report_id, report_number, category, location_text, photo_ids,
                             language, submitted_at)
         select $1, $2, $3,
                case when is_forgotten then '' else
                    coalesce((select location_text from redacted_place where report_id = $1), $4)
                end,
                case when is_forgotten then '{}' else $5 end, $6, $7
         from (select exists (select from farewell
                              where report_id = $1 and is_forgotten) as is_forgotten) f
         on conflict do nothing",
    )
    .bind(report.report_id)
    .bind(&report.report_number)
    .bind(&report.category)
    .bind(&report.location_text)
    .bind(&report.photo_ids)
    .bind(&report.language)
    .bind(report.submitted_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// The place of a report without the words that tell who somebody is.
#[derive(Debug)]
pub struct RedactedPlace {
    pub report_id: Uuid,
    pub sequence: i64,
    /// As long as it was; empty when it had none.
    pub location_text: String,
}

/// Tells the place in these words from now on, unless a later redaction is known or the sender was
/// forgotten.
pub async fn redact_place(conn: &mut PgConnection, place: &RedactedPlace) -> sqlx::Result<()> {
    let kept = sqlx::query(
        "insert into redacted_place as kept (report_id, sequence, location_text)
         select $1, $2, $3
         where not exists (select from farewell where report_id = $1 and is_forgotten)
         on conflict (report_id) do update
             set sequence = excluded.sequence, location_text = excluded.location_text
             where kept.sequence < excluded.sequence",
    )
    .bind(place.report_id)
    .bind(place.sequence)
    .bind(&place.location_text)
    .execute(&mut *conn)
    .await?;
    if kept.rows_affected() == 1 {
        sqlx::query("update report set location_text = $2 where report_id = $1")
            .bind(place.report_id)
            .bind(&place.location_text)
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// The first mail address and the first number of a report stay: one follower a report. Who wants
/// to be forgotten is not remembered.
pub async fn add_subscription(
    conn: &mut PgConnection,
    report_id: Uuid,
    contact: &Contact,
    language: &str,
    stop_token: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into subscription as kept
             (subscription_id, report_id, email, phone, language, stop_token, created_at)
         select $1, $2, $3, $4, $5, $6, $7
         where not exists (select from farewell where report_id = $2 and is_forgotten)
         on conflict (report_id) do update
         set email = coalesce(kept.email, excluded.email),
             phone = coalesce(kept.phone, excluded.phone)",
    )
    .bind(Uuid::now_v7())
    .bind(report_id)
    .bind(&contact.email)
    .bind(&contact.phone)
    .bind(language)
    .bind(stop_token)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps the newest state of the issue behind a report. `ended_at` is when the issue was closed, if
/// this closes it.
pub async fn put_status(
    conn: &mut PgConnection,
    report_id: Uuid,
    (issue_id, issue_version): (Uuid, i64),
    facts: &Facts,
    ended_at: Option<DateTime<Utc>>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into report_status as kept (report_id, issue_version, facts, ended_at, issue_id)
         values ($1, $2, $3, $4, $5)
         on conflict (report_id) do update
         set issue_version = excluded.issue_version, facts = excluded.facts,
             ended_at = excluded.ended_at, issue_id = excluded.issue_id
         where excluded.issue_version > kept.issue_version",
    )
    .bind(report_id)
    .bind(issue_version)
    .bind(Json(facts))
    .bind(ended_at)
    .bind(issue_id)
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps a change that messages depend on.
pub async fn put_turn(
    conn: &mut PgConnection,
    report_id: Uuid,
    turn: Turn,
    issue_version: i64,
    facts: &Facts,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into report_turn (report_id, issue_version, step, facts) values ($1, $2, $3, $4)
         on conflict do nothing",
    )
    .bind(report_id)
    .bind(issue_version)
    .bind(turn.code())
    .bind(Json(facts))
    .execute(conn)
    .await?;
    Ok(())
}

/// Who follows the report, and what decides which messages are due.
#[derive(Debug)]
pub struct Following {
    pub subscription_id: Uuid,
    pub follow: Follow,
    /// Whether routing has said anything yet.
    pub has_status: bool,
}

/// `None` while nobody follows the report.
pub async fn following(
    conn: &mut PgConnection,
    report_id: Uuid,
) -> sqlx::Result<Option<Following>> {
    let row = sqlx::query(
        "select subscription_id,
                email is not null and stopped_at is null
                    and not exists (select from farewell f where f.report_id = s.report_id)
                    as wants_mail,
                exists (select from report r where r.report_id = s.report_id) as is_report_known,
                exists (select from report_status t where t.report_id = s.report_id) as has_status,
                array(select issue_version from report_turn t where t.report_id = s.report_id
                      order by issue_version) as versions,
                array(select step from report_turn t where t.report_id = s.report_id
                      order by issue_version) as steps
         from subscription s where report_id = $1",
    )
    .bind(report_id)
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let steps: Vec<String> = row.try_get("steps")?;
    let versions: Vec<i64> = row.try_get("versions")?;
    let turns: BTreeMap<_, _> = versions
        .into_iter()
        .zip(&steps)
        .filter_map(|(version, code)| Some((version, Turn::parse(code)?)))
        .collect();
    let follow = Follow {
        is_report_known: row.try_get("is_report_known")?,
        wants_mail: row.try_get("wants_mail")?,
        turns,
    };
    let (subscription_id, has_status) =
        (row.try_get("subscription_id")?, row.try_get("has_status")?);
    Ok(Some(Following { subscription_id, follow, has_status }))
}

/// Stops the messages of the subscription with this token; an unknown token changes nothing.
pub async fn stop(pool: &PgPool, stop_token: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    let mut tx = pool.begin().await?;
    let report_id = sqlx::query_scalar("select report_id from subscription where stop_token = $1")
        .bind(stop_token)
        .fetch_optional(&mut *tx)
        .await?;
    let Some(report_id) = report_id else { return Ok(()) };
    // An event that is planning a mail right now is seen, or sees that nobody wants it.
    lock_report(&mut tx, report_id).await?;
    sqlx::query(
        "with stopped as (
             update subscription set stopped_at = $2
             where stop_token = $1 and stopped_at is null
             returning subscription_id)
         update delivery d set status = 'stopped' from stopped s
         where d.subscription_id = s.subscription_id and d.status = 'waiting'",
    )
    .bind(stop_token)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

/// Forgets the address and number of at most `limit` people whose issue was closed before `ended` or
/// who reported before `reported`; gives how many. The rows stay: contact details that come again are
/// not taken again.
pub async fn forget_contacts(
    pool: &PgPool,
    ended: DateTime<Utc>,
    reported: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "with old as (
             select s.subscription_id from subscription s
             left join report r on r.report_id = s.report_id
             left join report_status t on t.report_id = s.report_id
             where (s.email is not null or s.phone is not null)
               and (t.ended_at < $1 or coalesce(r.submitted_at, s.created_at) < $2)
             limit $3)
         update subscription s set email = null, phone = null from old
         where s.subscription_id = old.subscription_id",
    )
    .bind(ended)
    .bind(reported)
    .bind(limit)
    .execute(pool)
    .await?;
    Ok(done.rows_affected())
}
