//! Handles each event exactly once, as far as the database can tell.
//!
//! JetStream delivers at least once and not always in order. The inbox row and
//! the handler's own writes commit in one transaction, and the acknowledgement
//! (which itself is acknowledged) follows the commit; so an event that comes
//! again finds its inbox row. What a handler does outside the database (a
//! mail, an HTTP call) is *not* covered: such a handler writes a job row here
//! and a worker does the outside part.
//!
//! Order: events of one thing go through one lane, so they are handled in the
//! order of arrival. Redelivery can still turn them around, so handlers write
//! guarded by the event's version.

use std::{collections::BTreeMap, panic::AssertUnwindSafe, time::Duration};

use bytes::Bytes;
use futures_util::FutureExt as _;
use proto::{Event, cloudevent::Attributes};
use sqlx::{PgConnection, PgPool};
use tracing::{Instrument as _, error, info_span, warn};
use uuid::Uuid;

use crate::{dead_letter, outbox::Outbox, panics, trace::TraceContext};

/// After failing this often in a way that may be its own fault an event is
/// buried. With the pauses between attempts that is about a minute: long enough
/// for a right or a table that is granted or made while an upgrade is under way.
const SUSPICIONS_MAX: u32 = 10;

/// A handler takes milliseconds. What takes longer hangs on a part that is away,
/// and must end before the server delivers the event again, after 30 s.
const HANDLER_TIME_MAX: Duration = Duration::from_secs(20);

/// One service's reaction to the events of one stream.
pub trait Handler: Send + Sync + 'static {
    /// Inbox key: the service, a hyphen, and what it reads. Renaming it makes the
    /// service handle every event in the stream again.
    const NAME: &'static str;

    /// The stream that is read; the durable consumer on it has the service's name.
    const STREAM: &'static str;

    /// Reacts to the event. Writes go through `tx`, and only through `tx`.
    ///
    /// It MUST accept events of types it does not know: they are newer than it is.
    fn handle(
        &self,
        tx: &mut PgConnection,
        event: &Incoming,
    ) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Tells this process what changed, after the commit. A hint: it may be lost.
    fn committed(&self, _event: &Incoming) {}
}

/// An event as it came from the bus.
#[derive(Clone, Debug)]
pub struct Incoming {
    pub event_id: Uuid,
    pub subject: String,
    pub attributes: Attributes,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) payload: Bytes,
}

impl Incoming {
    /// Reads the attributes. Fails when the headers are not those of an event of ours.
    pub fn parse(
        subject: String,
        headers: BTreeMap<String, String>,
        payload: Bytes,
    ) -> anyhow::Result<Self> {
        let pairs = headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let attributes = Attributes::from_headers(pairs)?;
        let event_id = attributes.id.parse()?;
        Ok(Self { event_id, subject, attributes, headers, payload })
    }

    pub(crate) fn stored(
        event_id: Uuid,
        subject: String,
        headers: BTreeMap<String, String>,
        payload: Vec<u8>,
    ) -> Result<Self, Failure> {
        let event = Self::parse(subject, headers, payload.into()).map_err(Failure::Reject)?;
        Ok(Self { event_id, ..event })
    }

    /// Whether the event is of type `E`.
    pub fn is<E: Event>(&self) -> bool {
        self.attributes.event_type == E::TYPE
    }

    /// The event's data. Bytes that are no `E` can never be handled.
    pub fn decode<E: Event>(&self) -> Result<E, Failure> {
        E::decode(self.payload.clone()).map_err(|error| Failure::Reject(error.into()))
    }

    /// The trace that the event belongs to, or a new one where it names none.
    pub fn trace(&self) -> TraceContext {
        let parent = self.attributes.traceparent.as_deref().and_then(|text| text.parse().ok());
        parent.map_or_else(TraceContext::start, TraceContext::child)
    }
}

/// What is to become of an event that could not be handled.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The cause will pass: tried again for as long as it takes.
    #[error("will retry")]
    Retry(#[source] anyhow::Error),

    /// The event may be at fault: tried again, then buried.
    #[error("may never succeed")]
    Suspect(#[source] anyhow::Error),

    /// No attempt can succeed: the event itself is at fault.
    #[error("cannot be handled")]
    Reject(#[source] anyhow::Error),
}

impl Failure {
    /// The event lacks something that its contract promises.
    pub fn malformed(what: &str) -> Self {
        Self::Reject(anyhow::anyhow!("{what}"))
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        if is_passing(&error) { Self::Retry(error.into()) } else { Self::Suspect(error.into()) }
    }
}

/// Whether the database may well answer the same question later.
///
/// SQLSTATE classes: 08 connection, 40 rollback (deadlock, serialisation), 53
/// resources, 55 lock not available, 57 operator intervention, 58 system.
pub fn is_passing(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            matches!(code.get(..2), Some("08" | "40" | "53" | "55" | "57" | "58"))
        }),
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        _ => false,
    }
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    Handled,
    Duplicate,
    /// It is among the dead letters now.
    Buried,
}

/// Handles the event, or finds that it was handled before.
pub async fn handle_once<H: Handler>(
    handler: &H,
    pool: &PgPool,
    outbox: &Outbox,
    event: &Incoming,
) -> Result<Outcome, Failure> {
    let mut tx = pool.begin().await?;
    if !claim(&mut tx, H::NAME, event.event_id).await? {
        return Ok(Outcome::Duplicate);
    }
    guarded(handler, &mut tx, event).await?;
    outbox.commit(tx).await?;
    handler.committed(event);
    Ok(Outcome::Handled)
}

/// Calls the handler. A panic is a bug that this event brings to light; the others must go on.
pub(crate) async fn guarded<H: Handler>(
    handler: &H,
    tx: &mut PgConnection,
    event: &Incoming,
) -> Result<(), Failure> {
    AssertUnwindSafe(handler.handle(tx, event)).catch_unwind().await.unwrap_or_else(|panic| {
        let text = panics::text(&*panic);
        Err(Failure::Suspect(anyhow::anyhow!("the handler panicked: {text}")))
    })
}

/// Writes the inbox row; `false` when it was there already.
pub(crate) async fn claim(
    conn: &mut PgConnection,
    consumer: &str,
    event_id: Uuid,
) -> sqlx::Result<bool> {
    let claimed = sqlx::query(
        "insert into inbox (consumer, event_id) values ($1, $2) on conflict do nothing",
    )
    .bind(consumer)
    .bind(event_id)
    .execute(conn)
    .await?;
    Ok(claimed.rows_affected() == 1)
}

/// [`handle_once`] in the event's trace and within its time, and the dead letters for what
/// cannot be handled.
///
/// `suspicions` is how often this event failed before in a way that may be its own fault.
pub async fn settle<H: Handler>(
    handler: &H,
    pool: &PgPool,
    outbox: &Outbox,
    event: &Incoming,
    suspicions: u32,
) -> Result<Outcome, Failure> {
    let trace = event.trace();
    let span = info_span!(
        "event",
        consumer = H::NAME,
        event.id = %event.event_id,
        event.r#type = event.attributes.event_type,
        trace_id = trace.trace_id(),
    );
    trace
        .scope(
            async {
                let work = handle_once(handler, pool, outbox, event);
                match tokio::time::timeout(HANDLER_TIME_MAX, work).await {
                    Ok(Ok(outcome)) => Ok(outcome),
                    Ok(Err(failure)) => after_failure::<H>(pool, event, suspicions, failure).await,
                    Err(_) => {
                        Err(Failure::Retry(anyhow::anyhow!("it took over {HANDLER_TIME_MAX:?}")))
                    }
                }
            }
            .instrument(span),
        )
        .await
}

async fn after_failure<H: Handler>(
    pool: &PgPool,
    event: &Incoming,
    suspicions: u32,
    failure: Failure,
) -> Result<Outcome, Failure> {
    let cause = match failure {
        Failure::Suspect(cause) if suspicions + 1 >= SUSPICIONS_MAX => cause,
        Failure::Reject(cause) => cause,
        passing => return Err(passing),
    };
    let mut tx = pool.begin().await?;
    dead_letter::bury(&mut tx, H::NAME, event, &format!("{cause:#}"), suspicions + 1).await?;
    tx.commit().await?;
    metrics::counter!("dead_letters_total", "consumer" => H::NAME).increment(1);
    error!("{} gave up on event {}: {cause:#}", H::NAME, event.event_id);
    Ok(Outcome::Buried)
}

/// Reports a message whose headers are not those of an event of ours. There is
/// no event id to remember it by, so it is only counted and dropped.
pub(crate) fn report_unreadable(consumer: &str, subject: &str, error: &anyhow::Error) {
    metrics::counter!("unreadable_messages_total").increment(1);
    warn!("{consumer} cannot read a message on {subject}: {error:#}");
}
