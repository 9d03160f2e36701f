//! The SQL of the deliveries: planned by the consumers, taken by the worker.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{FromRow, PgConnection, PgPool, types::Json};
use uuid::Uuid;

use crate::{facts::Facts, plan::Due};

/// The only channel so far.
pub(super) const MAIL: &str = "mail";

/// Plans a message; when it exists and waits, it tells the state that is now known to be its own.
pub async fn plan(
    conn: &mut PgConnection,
    subscription_id: Uuid,
    due: Due,
    traceparent: &str,
    not_before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into delivery as kept
             (delivery_id, subscription_id, step, round, issue_version, channel, traceparent,
              created_at, next_attempt_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict on constraint delivery_round_key do update
         set issue_version = excluded.issue_version
         where kept.status = 'waiting' and kept.issue_version is distinct from excluded.issue_version",
    )
    .bind(Uuid::now_v7())
    .bind(subscription_id)
    .bind(due.step.as_str())
    .bind(due.round)
    .bind(due.issue_version)
    .bind(MAIL)
    .bind(traceparent)
    .bind(now)
    .bind(not_before)
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends the patience of a receipt that was not tried yet.
pub async fn hurry_receipt(
    conn: &mut PgConnection,
    subscription_id: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update delivery set next_attempt_at = $2
         where subscription_id = $1 and step = 'received' and status = 'waiting'
           and attempts = 0 and next_attempt_at > $2",
    )
    .bind(subscription_id)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// A delivery that is ours until its lease ends.
#[derive(FromRow)]
pub struct Claimed {
    pub delivery_id: Uuid,
    pub step: String,
    pub traceparent: String,
    /// This attempt included.
    pub attempts: i32,
    /// The report that it is about; `None`: it belongs to an alert.
    pub report_id: Option<Uuid>,
}

/// All that the mail about a report tells.
#[derive(FromRow)]
pub struct ReportMail {
    pub email: Option<String>,
    /// BCP 47 tag.
    pub language: String,
    pub stop_token: String,
    pub report_id: Uuid,
    pub report_number: String,
    pub category: String,
    pub location_text: String,
    pub photo_ids: Vec<Uuid>,
    pub submitted_at: DateTime<Utc>,
    pub facts: Option<Json<Facts>>,
}

/// Takes deliveries that are due, at most `limit`. Whoever takes one has until
/// the end of `lease` to send it; after that another may try.
///
/// Of one person only the earliest waiting message is taken, so that nobody
/// reads "opgelost" before "ontvangen".
pub async fn claim(
    pool: &PgPool,
    now: DateTime<Utc>,
    lease: TimeDelta,
    limit: i64,
) -> sqlx::Result<Vec<Claimed>> {
    sqlx::query_as(
        "with due as (
             select delivery_id from delivery w
             where status = 'waiting' and next_attempt_at <= $1
               and not exists (
                   select from delivery earlier
                   where earlier.subscription_id = w.subscription_id
                     and earlier.status = 'waiting' and earlier.delivery_id < w.delivery_id)
             order by next_attempt_at limit $3
             for update skip locked),
         claimed as (
             update delivery d set attempts = attempts + 1, next_attempt_at = $2
             from due where d.delivery_id = due.delivery_id
             returning d.*)
         select c.delivery_id, c.step, c.traceparent, c.attempts, s.report_id
         from claimed c left join subscription s on s.subscription_id = c.subscription_id
         order by c.delivery_id",
    )
    .bind(now)
    .bind(now + lease)
    .bind(limit)
    .fetch_all(pool)
    .await
}

/// What the delivery is to bring; `None` when it is not about a report that is known.
pub async fn report_mail(pool: &PgPool, delivery_id: Uuid) -> sqlx::Result<Option<ReportMail>> {
    sqlx::query_as(
        "select s.email, s.language, s.stop_token,
                r.report_id, r.report_number, r.category, r.location_text, r.photo_ids,
                r.submitted_at, coalesce(t.facts, n.facts) as facts
         from delivery d
         join subscription s on s.subscription_id = d.subscription_id
         join report r on r.report_id = s.report_id
         left join report_turn t
             on t.report_id = r.report_id and t.issue_version = d.issue_version
         left join report_status n on n.report_id = r.report_id
         where d.delivery_id = $1",
    )
    .bind(delivery_id)
    .fetch_optional(pool)
    .await
}

/// Whether it is still to be sent: somebody may have stopped it meanwhile.
pub async fn is_waiting(pool: &PgPool, delivery_id: Uuid) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select from delivery where delivery_id = $1 and status = 'waiting')",
    )
    .bind(delivery_id)
    .fetch_one(pool)
    .await
}

/// It left, whatever was decided meanwhile.
pub async fn mark_sent(pool: &PgPool, delivery_id: Uuid, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query(
        "update delivery set status = 'sent', sent_at = $2, error = '' where delivery_id = $1",
    )
    .bind(delivery_id)
    .bind(now)
    .execute(pool)
    .await?;
    Ok(())
}

/// Tries again at `next_attempt_at`.
pub async fn postpone(
    pool: &PgPool,
    delivery_id: Uuid,
    next_attempt_at: DateTime<Utc>,
    error: &str,
) -> sqlx::Result<()> {
    sqlx::query(
        "update delivery set next_attempt_at = $2, error = $3
         where delivery_id = $1 and status = 'waiting'",
    )
    .bind(delivery_id)
    .bind(next_attempt_at)
    .bind(error)
    .execute(pool)
    .await?;
    Ok(())
}

/// Gives up.
pub async fn mark_failed(pool: &PgPool, delivery_id: Uuid, error: &str) -> sqlx::Result<()> {
    sqlx::query(
        "update delivery set status = 'failed', error = $2
         where delivery_id = $1 and status = 'waiting'",
    )
    .bind(delivery_id)
    .bind(error)
    .execute(pool)
    .await?;
    Ok(())
}

pub async fn count_waiting(pool: &PgPool) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from delivery where status = 'waiting'")
        .fetch_one(pool)
        .await
}
