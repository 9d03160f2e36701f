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
use sqlx::{PgConnection, PgPool};
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};

use crate::{
    bus::Bus,
    outbox::Outbox,
    rewind::{await_turn, rewind},
};

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
                Err(error) if !bus.is_connected() => {
                    debug!("Stream {} was not compared: {error:#}", stream.name);
                }
                // Without this comparison a loss stays a loss, so it must be seen.
                Err(error) => warn!("Stream {} was not compared: {error:#}", stream.name),
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

    let is_known = is_known(pool, stream, created).await?;
    let first_lost = match (is_known, highest) {
        (false, _) => 1,
        (true, Some(highest)) if last < highest => last + 1,
        _ => return Ok(0),
    };
    let mut tx = pool.begin().await?;
    await_turn(&mut tx).await?;
    let rewound = rewind(&mut tx, stream, first_lost, &[]).await.context("rewind")?;
    // With the rewind and not before it: half a rewind must not count as done.
    remember(&mut tx, stream, created).await?;
    tx.commit().await?;
    Ok(rewound)
}

/// Whether the stream is the one seen before; the first ever seen counts as known.
async fn is_known(pool: &PgPool, stream: &str, created: DateTime<Utc>) -> sqlx::Result<bool> {
    let mut conn = pool.acquire().await?;
    let before: Option<DateTime<Utc>> =
        sqlx::query_scalar("select created_at from outbox_stream where stream = $1")
            .bind(stream)
            .fetch_optional(&mut *conn)
            .await?;
    if before.is_none() {
        remember(&mut conn, stream, created).await?;
    }
    Ok(before.is_none_or(|before| before == created))
}

async fn remember(
    conn: &mut PgConnection,
    stream: &str,
    created: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into outbox_stream (stream, created_at) values ($1, $2)
         on conflict (stream) do update set created_at = excluded.created_at",
    )
    .bind(stream)
    .bind(created)
    .execute(conn)
    .await?;
    Ok(())
}
