//! Promises that a fact will be announced, in the transaction that makes it true.
//!
//! A service never talks to NATS while it handles a request or an event. It
//! calls [`Outbox::enqueue`] inside its transaction, and the [relay](crate::relay)
//! publishes afterwards. So a fact is announced if and only if it was
//! committed, and a NATS outage delays events but loses none.
//!
//! [`Outbox::commit`] also wakes the relay in this process. There is no
//! `NOTIFY` in the transaction: it takes a lock over the whole database until
//! the commit is on disk, which costs three quarters of the throughput. Where
//! a wake-up is missed, the relay's own clock finds the row.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, SecondsFormat, Utc};
use proto::{Event, cloudevent::Attributes, topology};
use sqlx::{PgConnection, Postgres, Transaction, types::Json};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::trace::TraceContext;

/// The way out for the events of one service.
#[derive(Clone, Debug)]
pub struct Outbox {
    source: Arc<str>,
    woken: Arc<Notify>,
}

impl Outbox {
    /// `service` and `oin` make the CloudEvents source of every event; fails when
    /// the OIN is not a number of twenty digits.
    pub fn new(service: &str, oin: &str) -> anyhow::Result<Self> {
        // A source names a system, and URNs are written with hyphens.
        let source = proto::cloudevent::source(oin, &service.replace('_', "-"))?;
        Ok(Self { source: source.into(), woken: Arc::default() })
    }

    /// Promises that `event` will be published once the caller's transaction
    /// commits, and returns the event's id. `now` is when it was recorded.
    ///
    /// Fails when the event is larger than a message may be.
    pub async fn enqueue<E: Event>(
        &self,
        conn: &mut PgConnection,
        event: &E,
        now: DateTime<Utc>,
    ) -> sqlx::Result<Uuid> {
        let event_id = Uuid::now_v7();
        let payload = event.encode_to_vec();
        let attributes = self.attributes(event_id, event, now)?;
        let size = attributes.wire_bytes(payload.len());
        if size > topology::EVENT_BYTES_MAX {
            return Err(refused::<E>(&format!("{size} bytes is too large")));
        }
        let stream = topology::stream_of(E::SUBJECT).ok_or_else(|| refused::<E>("no stream"))?;
        let headers: BTreeMap<_, _> = attributes.to_headers().into_iter().collect();
        sqlx::query(
            "insert into outbox (event_id, stream, subject, aggregate_id, headers, payload)
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(event_id)
        .bind(stream.name)
        .bind(E::SUBJECT)
        .bind(event.aggregate_id())
        .bind(Json(headers))
        .bind(payload)
        .execute(conn)
        .await?;
        Ok(event_id)
    }

    /// Commits the transaction and wakes the relay.
    pub async fn commit(&self, tx: Transaction<'_, Postgres>) -> sqlx::Result<()> {
        tx.commit().await?;
        self.wake();
        Ok(())
    }

    /// Tells the relay that rows were committed.
    pub fn wake(&self) {
        self.woken.notify_one();
    }

    /// Waits until somebody committed, or has since the last call.
    pub(crate) async fn woken(&self) {
        self.woken.notified().await;
    }

    fn attributes<E: Event>(
        &self,
        id: Uuid,
        event: &E,
        now: DateTime<Utc>,
    ) -> sqlx::Result<Attributes> {
        let time = now.to_rfc3339_opts(SecondsFormat::Micros, true);
        let attributes = Attributes::of(event, &id.to_string(), &self.source, &time)
            .map_err(|error| refused::<E>(&error.to_string()))?;
        let traceparent = Some(TraceContext::current().child().to_string());
        Ok(Attributes { traceparent, ..attributes })
    }
}

/// The event breaks its contract. That is a bug in the caller, whose
/// transaction must not commit.
fn refused<E: Event>(why: &str) -> sqlx::Error {
    sqlx::Error::Encode(format!("{} cannot be sent: {why}", E::TYPE).into())
}
