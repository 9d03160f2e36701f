//! Reads a durable consumer and feeds a [`Handler`], in lanes.

use std::{
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context as _, bail};
use async_nats::jetstream::{AckKind, Message, consumer::PullConsumer};
use futures_util::StreamExt as _;
use sqlx::PgPool;
use tokio::{sync::mpsc, task::JoinSet};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};
use uuid::Uuid;

use crate::{
    bus::Bus,
    consumer::{Failure, Handler, Incoming, report_unreadable, settle},
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
    pub suspicions: Suspicions,
}

/// Feeds the handler until `stop` is cancelled; stops between events, never within one.
pub async fn run<H: Handler>(subscription: Arc<Subscription<H>>, stop: CancellationToken) {
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

fn open_lanes<H: Handler>(subscription: &Arc<Subscription<H>>) -> (Lanes, JoinSet<()>) {
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
    let mut single = BTreeMap::new();
    for (name, values) in headers.iter() {
        let [value] = &values[..] else { bail!("the header {name} comes {} times", values.len()) };
        single.insert(name.to_string(), value.to_string());
    }
    Incoming::parse(message.subject.to_string(), single, message.payload.clone())
}

/// Handles one message and tells the server; an answer that gets lost means redelivery.
async fn handle<H: Handler>(subscription: &Subscription<H>, message: &Message, event: &Incoming) {
    let info = message.info().ok();
    let attempt = info.as_ref().map_or(1, |info| info.delivered);
    if let Some(info) = info {
        #[expect(clippy::cast_precision_loss, reason = "a gauge; nobody counts beyond 2^52")]
        metrics::gauge!("events_waiting", "consumer" => H::NAME).set(info.pending as f64);
    }
    let Subscription { handler, pool, outbox, suspicions, .. } = subscription;
    let before = suspicions.of(event.event_id);
    let acknowledged = match settle(handler, pool, outbox, event, before).await {
        Ok(_) => {
            suspicions.forget(event.event_id);
            message.double_ack().await
        }
        Err(failure) => {
            if matches!(failure, Failure::Suspect(_)) {
                suspicions.add(event.event_id);
            }
            let delay = retry_delay(attempt);
            metrics::counter!("event_retries_total", "consumer" => H::NAME).increment(1);
            let cause = anyhow::Error::new(failure);
            warn!(consumer = H::NAME, attempt, "{} retries in {delay:?}: {cause:#}", H::NAME);
            message.ack_with(AckKind::Nak(Some(delay))).await
        }
    };
    if let Err(error) = acknowledged {
        warn!(consumer = H::NAME, "{} could not acknowledge: {error}", H::NAME);
    }
}

/// How often each event failed in a way that may be its own fault.
///
/// The server's count of deliveries will not do: it also grows while the
/// database is away. A restart forgets, which only means more attempts.
#[derive(Debug, Default)]
pub struct Suspicions(Mutex<HashMap<Uuid, u32>>);

/// The server has at most 256 events of a consumer on their way; an event that another
/// replica settled stays here until this many are reached.
const SUSPICIONS_KEPT_MAX: usize = 1_024;

impl Suspicions {
    fn of(&self, event_id: Uuid) -> u32 {
        self.counts().get(&event_id).copied().unwrap_or(0)
    }

    fn add(&self, event_id: Uuid) {
        let mut counts = self.counts();
        if counts.len() >= SUSPICIONS_KEPT_MAX {
            counts.clear();
        }
        *counts.entry(event_id).or_default() += 1;
    }

    fn forget(&self, event_id: Uuid) {
        self.counts().remove(&event_id);
    }

    fn counts(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, u32>> {
        // A count is whole at every moment, so a panic elsewhere does not spoil it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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

    #[test]
    fn suspicions_are_counted_by_event_and_forgotten_when_it_is_settled() {
        let suspicions = Suspicions::default();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));

        suspicions.add(one);
        suspicions.add(one);
        suspicions.add(other);
        suspicions.forget(other);

        assert_eq!((suspicions.of(one), suspicions.of(other)), (2, 0));
    }

    #[test]
    fn what_is_remembered_of_suspicions_has_an_end() {
        let suspicions = Suspicions::default();

        for id in 0..5_000 {
            suspicions.add(Uuid::from_u128(id));
        }

        assert!(suspicions.counts().len() <= SUSPICIONS_KEPT_MAX);
    }
}
