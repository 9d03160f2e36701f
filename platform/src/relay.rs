//! Publishes the outbox, in order, and remembers where the stream put each row.
//!
//! One relay a service is active: an advisory lock held for one batch keeps a
//! second replica out, which would publish newer rows before older ones. It
//! publishes a batch, waits for *every* acknowledgement, and stores the
//! stream's sequence beside the row. When it dies in between, the rows are
//! published again: the event id is the `Nats-Msg-Id`, which the stream
//! deduplicates within its window, and the consumer's inbox covers the rest.
//!
//! A row that the stream refuses stays pending and is tried again in every
//! round, while the others of its batch are published: order is then broken,
//! which consumers do not mind, because they write guarded by the event's
//! version. Watch `outbox_oldest_pending_seconds`.

use std::{collections::BTreeMap, time::Duration};

use anyhow::Context as _;
use async_nats::{
    HeaderMap,
    jetstream::{self, message::PublishMessage},
};
use chrono::{DateTime, NaiveDate, Utc};
use futures_util::future;
use sqlx::{PgConnection, PgPool, types::Json};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};
use uuid::Uuid;

use crate::{
    bus::Bus,
    clock,
    outbox::Outbox,
    rewind::{rewind, take_turn},
};

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
        // Cut off in the middle, a batch is rolled back and published again after the restart.
        let Some(round) = stop.run_until_cancelled(publish_batch(&pool, &bus.jetstream)).await
        else {
            break;
        };
        let pause = match round {
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
    // A lost mark only means that the row is published twice, so it need not
    // wait for the disk.
    sqlx::query("set local synchronous_commit = off").execute(&mut *tx).await?;
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
    // Together, so that lost acknowledgements cost one time-out and not one each.
    let answers =
        future::join_all(sent.into_iter().map(|(outbox_id, event_id, stream, ack)| async move {
            (outbox_id, event_id, stream, ack.await)
        }));
    for (outbox_id, event_id, stream, answer) in answers.await {
        match answer.with_context(|| format!("event {event_id} was not acknowledged")) {
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
/// A sequence belongs to one message. When the stream gives one to a message
/// that an older row already has, it lost its tail, and everything from there
/// on with it. A duplicate is looked at as well: it may have been stored by a
/// round that was rolled back before it could look.
async fn reclaim_reused_sequences(conn: &mut PgConnection, stored: &[Stored]) -> sqlx::Result<u64> {
    // Nearly always every sequence is beyond the last: then there is nothing to look for.
    if !may_be_reused(conn, stored).await? {
        return Ok(0);
    }
    let just_stored: Vec<_> = stored.iter().map(|row| row.event_id).collect();
    let mut rewound = 0;
    for (stream, first) in first_lost(conn, stored, &just_stored).await? {
        rewound += rewind(conn, &stream, first, &just_stored).await?;
    }
    Ok(rewound)
}

/// Whether a sequence is one that may have been given out before; remembers the last of each.
async fn may_be_reused(conn: &mut PgConnection, stored: &[Stored]) -> sqlx::Result<bool> {
    let mut first_and_last = BTreeMap::<&str, (i64, i64)>::new();
    for row in stored {
        let (first, last) =
            first_and_last.entry(&row.stream).or_insert((row.sequence, row.sequence));
        (*first, *last) = (row.sequence.min(*first), row.sequence.max(*last));
    }
    let mut is_suspect = stored.iter().any(|row| row.is_duplicate);
    for (stream, (first, last)) in first_and_last {
        let before: Option<i64> =
            sqlx::query_scalar("select last_seq from outbox_mark where stream = $1")
                .bind(stream)
                .fetch_optional(&mut *conn)
                .await?;
        is_suspect |= before.is_none_or(|before| first <= before);
        sqlx::query(
            "insert into outbox_mark (stream, last_seq) values ($1, $2)
             on conflict (stream) do update set last_seq = excluded.last_seq",
        )
        .bind(stream)
        .bind(last)
        .execute(&mut *conn)
        .await?;
    }
    Ok(is_suspect)
}

/// From which sequence on older rows of each stream are no longer in it.
async fn first_lost(
    conn: &mut PgConnection,
    stored: &[Stored],
    just_stored: &[Uuid],
) -> sqlx::Result<Vec<(String, i64)>> {
    let streams: Vec<_> = stored.iter().map(|row| row.stream.as_str()).collect();
    let sequences: Vec<_> = stored.iter().map(|row| row.sequence).collect();
    let fresh: Vec<_> = stored.iter().map(|row| !row.is_duplicate).collect();
    sqlx::query_as(
        "select ours.stream, min(ours.seq)
         from unnest($1::text[], $2::bigint[], $3::boolean[]) as ours (stream, seq, is_fresh)
         where ours.is_fresh or exists (
             select from outbox theirs
             where theirs.stream = ours.stream and theirs.stream_seq = ours.seq
               and not theirs.event_id = any ($4))
         group by ours.stream",
    )
    .bind(streams)
    .bind(sequences)
    .bind(fresh)
    .bind(just_stored)
    .fetch_all(conn)
    .await
}

fn report_age(oldest: DateTime<Utc>) {
    let age = (clock::now() - oldest).to_std().unwrap_or_default();
    metrics::gauge!("outbox_oldest_pending_seconds").set(age.as_secs_f64());
}
