//! Reads a durable consumer and feeds a [`Handler`], in lanes.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    time::Duration,
};

use anyhow::Context as _;
use async_nats::jetstream::{AckKind, Message, consumer::PullConsumer};
use futures_util::StreamExt as _;
use sqlx::PgPool;
use tokio::{sync::mpsc, task::JoinSet};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::{
    bus::Bus,
    consumer::{Handler, Incoming, report_unreadable, settle},
    outbox::Outbox,
};

/// Handlers at work at the same time; events of one thing share a lane.
const LANES: usize = 4;

/// Messages that wait in a lane. The server keeps the rest.
const LANE_MESSAGES_MAX: usize = 16;

const BATCH_MESSAGES_MAX: usize = 64;
const PULL_EXPIRES: Duration = Duration::from_secs(5);
const PULL_HEARTBEAT: Duration = Duration::from_secs(1);

const RESUBSCRIBE_DELAY_MIN: Duration = Duration::from_millis(100);
const RESUBSCRIBE_DELAY_MAX: Duration = Duration::from_secs(2);

const RETRY_DELAY_MAX: Duration = Duration::from_mins(1);

/// A handler with all it needs to run.
pub struct Subscription<H> {
    pub service: &'static str,
    pub handler: H,
    pub pool: PgPool,
    pub outbox: Outbox,
    pub bus: Bus,
}

/// Feeds the handler until `stop` is cancelled; stops between events, never within one.
pub async fn run<H: Handler>(subscription: Subscription<H>, stop: CancellationToken) {
    let subscription = std::sync::Arc::new(subscription);
    let mut delay = RESUBSCRIBE_DELAY_MIN;
    while !stop.is_cancelled() {
        let (lanes, workers) = open_lanes(&subscription);
        // What was not acknowledged comes again, so a fresh subscription is the
        // answer to every error: a lost server, a lost database, a lost ack.
        match feed(&subscription, &lanes, &stop).await {
            Ok(()) => delay = RESUBSCRIBE_DELAY_MIN,
            Err(error) => {
                warn!(consumer = H::NAME, "{} subscribes anew: {error:#}", H::NAME);
                stop.run_until_cancelled(tokio::time::sleep(delay)).await;
                delay = (delay * 2).min(RESUBSCRIBE_DELAY_MAX);
            }
        }
        drop(lanes);
        workers.join_all().await;
    }
    info!(consumer = H::NAME, "{} stopped", H::NAME);
}

type Lanes = Vec<mpsc::Sender<(Message, Incoming)>>;

fn open_lanes<H: Handler>(subscription: &std::sync::Arc<Subscription<H>>) -> (Lanes, JoinSet<()>) {
    let mut workers = JoinSet::new();
    let lanes = (0..LANES)
        .map(|_| {
            let (lane, mut messages) = mpsc::channel::<(Message, Incoming)>(LANE_MESSAGES_MAX);
            let subscription = subscription.clone();
            workers.spawn(async move {
                while let Some((message, event)) = messages.recv().await {
                    handle(&subscription, &message, &event).await;
                }
            });
            lane
        })
        .collect();
    (lanes, workers)
}

async fn feed<H: Handler>(
    subscription: &Subscription<H>,
    lanes: &Lanes,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let bus = &subscription.bus.jetstream;
    let consumer: PullConsumer =
        bus.get_consumer_from_stream(subscription.service, H::STREAM).await?;
    let mut messages = consumer
        .stream()
        .max_messages_per_batch(BATCH_MESSAGES_MAX)
        .expires(PULL_EXPIRES)
        .heartbeat(PULL_HEARTBEAT)
        .messages()
        .await?;
    while let Some(next) = stop.run_until_cancelled(messages.next()).await {
        let message = next.context("the subscription ended")??;
        match read(&message) {
            Ok(event) => lane_of(lanes, &event).send((message, event)).await?,
            Err(error) => {
                report_unreadable(H::NAME, &message.subject, &error);
                message.ack_with(AckKind::Term).await.map_err(anyhow::Error::from_boxed)?;
            }
        }
    }
    Ok(())
}

fn lane_of<'a>(lanes: &'a Lanes, event: &Incoming) -> &'a mpsc::Sender<(Message, Incoming)> {
    let mut hasher = DefaultHasher::new();
    event.attributes.subject.hash(&mut hasher);
    let lane = usize::try_from(hasher.finish() % LANES as u64).unwrap_or(0);
    &lanes[lane]
}

fn read(message: &Message) -> anyhow::Result<Incoming> {
    let headers = message.headers.as_ref().context("no headers")?;
    let headers: BTreeMap<_, _> = headers
        .iter()
        .filter_map(|(name, values)| Some((name.to_string(), values.first()?.to_string())))
        .collect();
    Incoming::parse(message.subject.to_string(), headers, message.payload.clone())
}

/// Handles one message and tells the server; an answer that gets lost means redelivery.
async fn handle<H: Handler>(subscription: &Subscription<H>, message: &Message, event: &Incoming) {
    let attempt = message.info().map_or(1, |info| info.delivered);
    let Subscription { handler, pool, outbox, .. } = subscription;
    let acknowledged = match settle(handler, pool, outbox, event, attempt).await {
        Ok(_) => message.double_ack().await,
        Err(cause) => {
            let delay = retry_delay(attempt);
            metrics::counter!("event_retries_total", "consumer" => H::NAME).increment(1);
            warn!(consumer = H::NAME, attempt, "{} retries in {delay:?}: {cause:#}", H::NAME);
            message.ack_with(AckKind::Nak(Some(delay))).await
        }
    };
    if let Err(error) = acknowledged {
        warn!(consumer = H::NAME, "{} could not acknowledge: {error}", H::NAME);
    }
}

/// 0.1 s, 0.2 s, 0.4 s … but never more than a minute.
fn retry_delay(attempt: i64) -> Duration {
    let exponent = u32::try_from(attempt - 1).unwrap_or(0).min(10);
    Duration::from_millis(100 << exponent).min(RETRY_DELAY_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_doubles_and_then_stays_at_a_minute() {
        let millis: Vec<_> = [1, 2, 3, 4, 10, 11, 500].map(|n| retry_delay(n).as_millis()).into();
        assert_eq!(millis, [100, 200, 400, 800, 51_200, 60_000, 60_000]);
    }
}
