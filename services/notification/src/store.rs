//! The SQL of reports and their followers.

pub mod deliveries;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool, Row as _, types::Json};
use uuid::Uuid;

use crate::{
    contact::Contact,
    facts::Facts,
    plan::{Follow, Step},
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
         values ($1, $2, $3, $4, $5, $6, $7)
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

/// The first mail address and the first number of a report stay: one follower a report.
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
         values ($1, $2, $3, $4, $5, $6, $7)
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

/// Keeps the newest state.
pub async fn put_status(
    conn: &mut PgConnection,
    report_id: Uuid,
    issue_version: i64,
    facts: &Facts,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into report_status as kept (report_id, issue_version, facts) values ($1, $2, $3)
         on conflict (report_id) do update
         set issue_version = excluded.issue_version, facts = excluded.facts
         where excluded.issue_version > kept.issue_version",
    )
    .bind(report_id)
    .bind(issue_version)
    .bind(Json(facts))
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps the state that reached the step first.
pub async fn put_step(
    conn: &mut PgConnection,
    report_id: Uuid,
    step: Step,
    issue_version: i64,
    facts: &Facts,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into report_step as kept (report_id, step, issue_version, facts)
         values ($1, $2, $3, $4)
         on conflict (report_id, step) do update
         set issue_version = excluded.issue_version, facts = excluded.facts
         where excluded.issue_version < kept.issue_version",
    )
    .bind(report_id)
    .bind(step.as_str())
    .bind(issue_version)
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
                email is not null and stopped_at is null as wants_mail,
                exists (select from report r where r.report_id = s.report_id) as is_report_known,
                exists (select from report_status t where t.report_id = s.report_id) as has_status,
                array(select step from report_step t where t.report_id = s.report_id) as steps
         from subscription s where report_id = $1",
    )
    .bind(report_id)
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let steps: Vec<String> = row.try_get("steps")?;
    let steps: BTreeSet<_> = steps.iter().filter_map(|code| Step::parse(code)).collect();
    let follow = Follow {
        is_report_known: row.try_get("is_report_known")?,
        wants_mail: row.try_get("wants_mail")?,
        steps,
    };
    let (subscription_id, has_status) =
        (row.try_get("subscription_id")?, row.try_get("has_status")?);
    Ok(Some(Following { subscription_id, follow, has_status }))
}

/// Stops the messages of the subscription with this token; an unknown token changes nothing.
pub async fn stop(pool: &PgPool, stop_token: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
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
    .execute(pool)
    .await?;
    Ok(())
}
