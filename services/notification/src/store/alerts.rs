//! The SQL of who wants mail about a buurt.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{FromRow, PgConnection, PgPool};
use uuid::Uuid;

use super::deliveries::MAIL;
use crate::alert::{ASK_PAUSE, CONFIRM, DIGEST, LASTS, UNCONFIRMED};

/// What somebody asks.
pub struct Ask<'a> {
    pub area_code: &'a str,
    pub email: &'a str,
    /// BCP 47 tag.
    pub language: &'a str,
    pub token: &'a str,
}

/// Plans the mail that asks whether it is so, unless the address was asked shortly ago. Whoever
/// confirmed before is asked in the language they chose then. Fails when there is no such buurt.
pub async fn ask(
    pool: &PgPool,
    ask: &Ask<'_>,
    traceparent: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let mut tx = pool.begin().await?;
    let alert_id: Option<Uuid> = sqlx::query_scalar(
        "insert into alert as kept (alert_id, area_code, email, language, token, asked_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (lower(email), area_code) do update
         set asked_at = excluded.asked_at,
             language = case when kept.confirmed_at is null
                             then excluded.language else kept.language end
         where kept.asked_at <= $7
         returning alert_id",
    )
    .bind(Uuid::now_v7())
    .bind(ask.area_code)
    .bind(ask.email)
    .bind(ask.language)
    .bind(ask.token)
    .bind(now)
    .bind(now - ASK_PAUSE)
    .fetch_optional(&mut *tx)
    .await?;
    let Some(alert_id) = alert_id else { return Ok(()) };
    sqlx::query(
        "insert into delivery (delivery_id, alert_id, step, channel, traceparent, created_at,
                               next_attempt_at)
         values ($1, $2, $3, $4, $5, $6, $6)",
    )
    .bind(Uuid::now_v7())
    .bind(alert_id)
    .bind(CONFIRM)
    .bind(MAIL)
    .bind(traceparent)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

/// Mails that asked for confirmation after `since`.
pub async fn count_asked(pool: &PgPool, since: DateTime<Utc>) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select count(*) from delivery
         where alert_id is not null and step = $1 and created_at > $2",
    )
    .bind(CONFIRM)
    .bind(since)
    .fetch_one(pool)
    .await
}

/// What a link of a mail is about.
#[derive(Debug, FromRow)]
pub struct Found {
    pub area_code: String,
    pub area_name: String,
    /// `None`: nobody said yes yet.
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// Which alert the link is of; `None` when there is none, or it is too late for it.
pub async fn find(pool: &PgPool, token: &str, now: DateTime<Utc>) -> sqlx::Result<Option<Found>> {
    sqlx::query_as(
        "select area_code, name as area_name, confirmed_at from alert join area using (area_code)
         where token = $1 and (confirmed_at > $2 or asked_at > $3)",
    )
    .bind(token)
    .bind(now - LASTS)
    .bind(now - UNCONFIRMED)
    .fetch_optional(pool)
    .await
}

/// Says yes, for a year from `now`; gives whether there is such an alert that can still be confirmed.
pub async fn confirm(pool: &PgPool, token: &str, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update alert set confirmed_at = $2
         where token = $1 and (confirmed_at > $3 or asked_at > $4)",
    )
    .bind(token)
    .bind(now)
    .bind(now - LASTS)
    .bind(now - UNCONFIRMED)
    .execute(pool)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Forgets the alert with its address, and the mails that waited; an unknown token changes nothing.
pub async fn stop(pool: &PgPool, token: &str) -> sqlx::Result<()> {
    sqlx::query("delete from alert where token = $1").bind(token).execute(pool).await?;
    Ok(())
}

/// Plans the mail of `day` for whoever said yes after `since` about one of the buurten; gives how
/// many. A mail of that day that exists is not planned again.
pub async fn plan_digests(
    conn: &mut PgConnection,
    areas: &[String],
    day: NaiveDate,
    since: DateTime<Utc>,
    traceparent: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<u64> {
    let planned = sqlx::query(
        "insert into delivery (delivery_id, alert_id, step, day, channel, traceparent, created_at,
                               next_attempt_at)
         select gen_random_uuid(), alert_id, $3, $4, $5, $6, $7, $7 from alert
         where area_code = any ($1) and confirmed_at > $2
         on conflict on constraint delivery_alert_day_key do nothing",
    )
    .bind(areas)
    .bind(since)
    .bind(DIGEST)
    .bind(day)
    .bind(MAIL)
    .bind(traceparent)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(planned.rows_affected())
}

/// All that a mail needs to say, but the news.
#[derive(FromRow)]
pub struct AlertMail {
    pub email: String,
    /// BCP 47 tag.
    pub language: String,
    pub token: String,
    pub area_code: String,
    pub area_name: String,
    pub confirmed_at: Option<DateTime<Utc>>,
    /// The edition; `None`: the mail asks for confirmation.
    pub day: Option<NaiveDate>,
}

/// What the delivery is to bring; `None` when its reader stopped it.
pub async fn mail(pool: &PgPool, delivery_id: Uuid) -> sqlx::Result<Option<AlertMail>> {
    sqlx::query_as(
        "select email, language, token, area_code, name as area_name, confirmed_at, day
         from delivery join alert using (alert_id) join area using (area_code)
         where delivery_id = $1",
    )
    .bind(delivery_id)
    .fetch_optional(pool)
    .await
}

/// Forgets addresses that were asked before `asked` and did not confirm, or last said yes before
/// `confirmed`; gives how many.
pub async fn forget(
    pool: &PgPool,
    asked: DateTime<Utc>,
    confirmed: DateTime<Utc>,
) -> sqlx::Result<u64> {
    let gone = sqlx::query(
        "delete from alert
         where asked_at <= $1 and (confirmed_at is null or confirmed_at <= $2)",
    )
    .bind(asked)
    .bind(confirmed)
    .execute(pool)
    .await?;
    Ok(gone.rows_affected())
}
