//! Publishes the outbox, in order, and remembers where the stream put each row.
//!
//! One relay a service is active: an advisory lock held for one batch keeps a
//! second replica out, which would publish newer rows before older ones. It
//! publishes a batch, waits for *every* acknowledgement, and stores the
//! stream's sequence beside the row. When it dies in between, the rows are
//! published again: the event id is the `Nats-Msg-Id`, which the stream
//! deduplicates within its window, and the consumer's inbox covers the rest.
//!
//! A row that can never be published holds back its successors. That is
//! chosen: loud and repairable beats silent and lost. Watch
//! `outbox_oldest_pending_seconds`.

use std::{collections::BTreeMap, time::Duration};

use anyhow::Context as _;
use async_nats::{
    HeaderMap,
    jetstream::{self, message::PublishMessage},
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgPool, types::Json};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};
use uuid::Uuid;

use crate::{bus::Bus, clock, outbox::Outbox};

/// Rows in one transaction. With a stream that syncs every message to disk a
/// batch of this size takes about 40 ms.
const BATCH_ROWS_MAX: i64 = 100;

/// How long a committed row can wait when nothing wakes the relay.
const POLL_INTERVAL: Duration = Duration::from_millis(250);

const RETRY_DELAY_MIN: Duration = Duration::from_millis(100);
const RETRY_DELAY_MAX: Duration = Duration::from_secs(2);

#[derive(sqlx::FromRow)]
struct Row {
    outbox_id: i64,
    event_id: Uuid,
    stream: String,
    subject: String,
    headers: Json<BTreeMap<String, String>>,
    payload: Vec<u8>,
    created_at: DateTime<Utc>,
    day: NaiveDate,
}

/// A row that the stream has stored.
struct Stored {
    outbox_id: i64,
    event_id: Uuid,
    stream: String,
    sequence: i64,
    is_duplicate: bool,
}

/// Publishes the outbox until `stop` is cancelled.
pub async fn run(outbox: Outbox, pool: PgPool, bus: Bus, stop: CancellationToken) {
    let mut retry_delay = RETRY_DELAY_MIN;
    while !stop.is_cancelled() {
        let pause = match publish_batch(&pool, &bus.jetstream).await {
            // A full batch means that more is waiting: go round at once.
            Ok(BATCH_ROWS_MAX..) => continue,
            Ok(_) => {
                retry_delay = RETRY_DELAY_MIN;
                POLL_INTERVAL
            }
            // Nothing is lost: the rows stay pending and the next round retries.
            Err(error) => {
                warn!("The outbox waits {retry_delay:?}: {error:#}");
                let pause = retry_delay;
                retry_delay = (retry_delay * 2).min(RETRY_DELAY_MAX);
                stop.run_until_cancelled(tokio::time::sleep(pause)).await;
                continue;
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = outbox.woken() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
    info!("The outbox relay stopped");
}

/// Publishes one batch, oldest first, and returns how many rows it held.
///
/// Rows whose acknowledgement failed stay pending, and the error is returned
/// after the others were marked.
pub async fn publish_batch(pool: &PgPool, bus: &jetstream::Context) -> anyhow::Result<i64> {
    let mut tx = pool.begin().await?;
    if !take_turn(&mut tx).await? {
        return Ok(0);
    }
    let rows = pending(&mut tx).await?;
    let Some(oldest) = rows.first() else {
        metrics::gauge!("outbox_oldest_pending_seconds").set(0.0);
        return Ok(0);
    };
    report_age(oldest.created_at);

    let count = i64::try_from(rows.len())?;
    let first_day = rows.iter().map(|row| row.day).min().unwrap_or(oldest.day);
    let (stored, failed) = publish(bus, rows).await;
    mark_published(&mut tx, &stored, first_day).await?;
    let rewound = reclaim_reused_sequences(&mut tx, &stored).await?;
    tx.commit().await?;

    metrics::counter!("outbox_published_total").increment(stored.len() as u64);
    if rewound > 0 {
        metrics::counter!("outbox_republished_total").increment(rewound);
        warn!("The stream re-used sequences: {rewound} events will be published again");
    }
    failed.map_or(Ok(count), Err)
}

/// Whether this relay is the active one for the length of the transaction.
async fn take_turn(conn: &mut PgConnection) -> sqlx::Result<bool> {
    // A lost mark only means that the row is published twice, so it need not
    // wait for the disk.
    sqlx::query("set local synchronous_commit = off").execute(&mut *conn).await?;
    sqlx::query_scalar(
        "select pg_try_advisory_xact_lock(hashtextextended('outbox:' || current_schema(), 0))",
    )
    .fetch_one(conn)
    .await
}

async fn pending(conn: &mut PgConnection) -> sqlx::Result<Vec<Row>> {
    sqlx::query_as(
        "select outbox_id, event_id, stream, subject, headers, payload, created_at, day
         from outbox where stream_seq is null order by outbox_id limit $1",
    )
    .bind(BATCH_ROWS_MAX)
    .fetch_all(conn)
    .await
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that may publish")]
async fn publish(bus: &jetstream::Context, rows: Vec<Row>) -> (Vec<Stored>, Option<anyhow::Error>) {
    let mut sent = Vec::with_capacity(rows.len());
    let mut stored = Vec::with_capacity(rows.len());
    let mut failed = None;
    for row in rows {
        let message = PublishMessage::build()
            .headers(headers_of(&row))
            .payload(row.payload.into())
            .message_id(row.event_id.to_string());
        // The first await sends, the second waits until the stream has stored it.
        match bus.send_publish(row.subject, message).await {
            Ok(ack) => sent.push((row.outbox_id, row.event_id, row.stream, ack)),
            Err(error) => {
                failed = Some(anyhow::Error::new(error).context("could not send an event"));
                break;
            }
        }
    }
    for (outbox_id, event_id, stream, ack) in sent {
        match ack.await.with_context(|| format!("event {event_id} was not acknowledged")) {
            Ok(ack) => stored.push(Stored {
                outbox_id,
                event_id,
                stream,
                sequence: i64::try_from(ack.sequence).unwrap_or(i64::MAX),
                is_duplicate: ack.duplicate,
            }),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    (stored, failed)
}

fn headers_of(row: &Row) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in &row.headers.0 {
        headers.insert(name.as_str(), value.as_str());
    }
    headers
}

async fn mark_published(
    conn: &mut PgConnection,
    stored: &[Stored],
    first_day: NaiveDate,
) -> sqlx::Result<()> {
    let ids: Vec<_> = stored.iter().map(|row| row.outbox_id).collect();
    let sequences: Vec<_> = stored.iter().map(|row| row.sequence).collect();
    sqlx::query(
        "update outbox set stream_seq = stored.seq, published_at = clock_timestamp()
         from unnest($1::bigint[], $2::bigint[]) as stored (id, seq)
         where outbox_id = stored.id and stream_seq is null and day >= $3",
    )
    .bind(ids)
    .bind(sequences)
    .bind(first_day)
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes rows pending again whose place in the stream was given to another.
///
/// A fresh message got a sequence that an older row already has: the stream
/// lost its tail, and everything from there on with it.
async fn reclaim_reused_sequences(conn: &mut PgConnection, stored: &[Stored]) -> sqlx::Result<u64> {
    let mut lowest_fresh = BTreeMap::new();
    for row in stored.iter().filter(|row| !row.is_duplicate) {
        let lowest = lowest_fresh.entry(row.stream.as_str()).or_insert(row.sequence);
        *lowest = row.sequence.min(*lowest);
    }
    let just_stored: Vec<_> = stored.iter().map(|row| row.event_id).collect();
    let mut rewound = 0;
    for (stream, lowest) in lowest_fresh {
        rewound += sqlx::query(
            "update outbox set stream_seq = null, published_at = null
             where stream = $1 and stream_seq >= $2 and not event_id = any ($3)",
        )
        .bind(stream)
        .bind(lowest)
        .bind(&just_stored)
        .execute(&mut *conn)
        .await?
        .rows_affected();
    }
    Ok(rewound)
}

fn report_age(oldest: DateTime<Utc>) {
    let age = (clock::now() - oldest).to_std().unwrap_or_default();
    metrics::gauge!("outbox_oldest_pending_seconds").set(age.as_secs_f64());
}
