//! Events that could not be handled: kept, shown to staff, and tried again on request.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{PgConnection, PgPool, types::Json};
use uuid::Uuid;

use crate::{
    consumer::{self, Failure, Handler, Incoming, Outcome},
    outbox::Outbox,
};

/// Letters shown at once.
const LIST_ROWS_MAX: i64 = 100;

/// What staff see of a dead letter. The payload stays inside: it may hold personal data.
#[derive(Debug, Serialize, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct DeadLetter {
    pub dead_letter_id: Uuid,
    pub consumer: String,
    pub event_id: Uuid,
    pub subject: String,
    pub reason: String,
    pub attempts: i64,
    pub died_at: DateTime<Utc>,
}

/// Stores the event as dead and as handled, in the caller's transaction.
pub(crate) async fn bury(
    conn: &mut PgConnection,
    consumer: &str,
    event: &Incoming,
    reason: &str,
    attempts: u32,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into dead_letter
             (dead_letter_id, consumer, event_id, subject, headers, payload, reason, attempts)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (consumer, event_id) do nothing",
    )
    .bind(Uuid::now_v7())
    .bind(consumer)
    .bind(event.event_id)
    .bind(&event.subject)
    .bind(Json(&event.headers))
    .bind(&event.payload[..])
    .bind(reason)
    .bind(i64::from(attempts))
    .execute(&mut *conn)
    .await?;
    consumer::claim(conn, consumer, event.event_id).await?;
    Ok(())
}

/// The letters that wait for somebody, newest first.
pub async fn list(pool: &PgPool) -> sqlx::Result<Vec<DeadLetter>> {
    sqlx::query_as(
        "select dead_letter_id, consumer, event_id, subject, reason, attempts, died_at
         from dead_letter where redriven_at is null order by died_at desc limit $1",
    )
    .bind(LIST_ROWS_MAX)
    .fetch_all(pool)
    .await
}

/// Which consumer a waiting letter belongs to.
pub async fn consumer_of(pool: &PgPool, dead_letter_id: Uuid) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar(
        "select consumer from dead_letter where dead_letter_id = $1 and redriven_at is null",
    )
    .bind(dead_letter_id)
    .fetch_optional(pool)
    .await
}

#[derive(sqlx::FromRow)]
struct Stored {
    event_id: Uuid,
    subject: String,
    headers: Json<BTreeMap<String, String>>,
    payload: Vec<u8>,
}

/// Handles a dead letter of `handler` once more; `None` when there is no such letter.
///
/// The letter leaves the list only when the handler succeeded; its reason is then history.
pub async fn redrive<H: Handler>(
    handler: &H,
    pool: &PgPool,
    outbox: &Outbox,
    dead_letter_id: Uuid,
) -> Result<Option<Outcome>, Failure> {
    let mut tx = pool.begin().await?;
    let letter: Option<Stored> = sqlx::query_as(
        "update dead_letter set redriven_at = clock_timestamp()
         where dead_letter_id = $1 and consumer = $2 and redriven_at is null
         returning event_id, subject, headers, payload",
    )
    .bind(dead_letter_id)
    .bind(H::NAME)
    .fetch_optional(&mut *tx)
    .await?;
    let Some(letter) = letter else { return Ok(None) };
    let event =
        Incoming::stored(letter.event_id, letter.subject, letter.headers.0, letter.payload)?;
    consumer::guarded(handler, &mut tx, &event).await?;
    outbox.commit(tx).await?;
    handler.committed(&event);
    Ok(Some(Outcome::Handled))
}
