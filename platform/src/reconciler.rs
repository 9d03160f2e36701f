//! Compares each stream with the outbox, and publishes again what the stream lost.
//!
//! JetStream is not the only copy. A stream can be made anew (a lost volume, a
//! restored backup) or lose its tail (a power cut before the disk had it). The
//! outbox still has the rows, so they are made pending and the relay sends
//! them; the consumers' inboxes make that harmless. It finds lost streams and
//! lost tails, not holes in the middle.

use std::time::Duration;

use anyhow::Context as _;
use async_nats::jetstream;
use chrono::{DateTime, Utc};
use proto::topology;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};

use crate::{bus::Bus, outbox::Outbox};

const INTERVAL: Duration = Duration::from_secs(2);

/// Keeps the streams of `service` complete until `stop` is cancelled.
pub async fn run(
    service: &'static str,
    outbox: Outbox,
    pool: PgPool,
    bus: Bus,
    stop: CancellationToken,
) {
    let owned = || topology::STREAMS.iter().filter(|stream| stream.publisher == service);
    while !stop.is_cancelled() {
        for stream in owned() {
            match reconcile(&pool, &bus.jetstream, stream.name).await {
                Ok(0) => {}
                Ok(lost) => {
                    metrics::counter!("outbox_republished_total").increment(lost);
                    warn!("Stream {} lost {lost} events, they are sent again", stream.name);
                    outbox.wake();
                }
                // The relay reports that NATS is away; here it is only a round missed.
                Err(error) => debug!("Stream {} was not compared: {error:#}", stream.name),
            }
        }
        stop.run_until_cancelled(tokio::time::sleep(INTERVAL)).await;
    }
}

/// Makes pending what `stream` should have and has not; returns how many rows.
pub async fn reconcile(
    pool: &PgPool,
    bus: &jetstream::Context,
    stream: &str,
) -> anyhow::Result<u64> {
    // The database first: what the relay publishes between the two questions
    // can only make the stream longer than expected, never shorter.
    let highest: Option<i64> =
        sqlx::query_scalar("select max(stream_seq) from outbox where stream = $1")
            .bind(stream)
            .fetch_one(pool)
            .await?;
    let info = bus.get_stream(stream).await.context("the stream does not answer")?;
    let info = info.cached_info();
    let created = DateTime::from_timestamp(info.created.unix_timestamp(), 0)
        .context("the stream has no creation time")?;
    let last = i64::try_from(info.state.last_sequence)?;

    if !is_known(pool, stream, created).await? {
        return rewind(pool, stream, 0).await.context("rewind");
    }
    if highest.is_some_and(|highest| last < highest) {
        return rewind(pool, stream, last).await.context("rewind");
    }
    Ok(0)
}

/// Whether the stream is the one seen before; the first ever seen counts as known.
async fn is_known(pool: &PgPool, stream: &str, created: DateTime<Utc>) -> sqlx::Result<bool> {
    let mut tx = pool.begin().await?;
    let before: Option<DateTime<Utc>> =
        sqlx::query_scalar("select created_at from outbox_stream where stream = $1 for update")
            .bind(stream)
            .fetch_optional(&mut *tx)
            .await?;
    if before != Some(created) {
        sqlx::query(
            "insert into outbox_stream (stream, created_at) values ($1, $2)
             on conflict (stream) do update set created_at = excluded.created_at",
        )
        .bind(stream)
        .bind(created)
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(before.is_none_or(|before| before == created))
}

async fn rewind(pool: &PgPool, stream: &str, last: i64) -> sqlx::Result<u64> {
    let rewound = sqlx::query(
        "update outbox set stream_seq = null, published_at = null
         where stream = $1 and stream_seq > $2",
    )
    .bind(stream)
    .bind(last)
    .execute(pool)
    .await?;
    Ok(rewound.rows_affected())
}
