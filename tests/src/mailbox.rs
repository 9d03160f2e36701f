//! The mailbox of one service alone: its outbox and its stream, without the service's own loops.
//!
//! A test takes each step by hand ([`platform::relay::publish_batch`],
//! [`platform::reconciler::reconcile`]), so that nothing repairs behind its back.

use clap::Parser;
use platform::{clock, config::Common, outbox::Outbox, reconciler, relay};
use proto::v1::ReportSubmitted;
use sqlx::{PgPool, postgres::PgPoolOptions};
use uuid::Uuid;

use crate::{Bus, OIN, PASSWORD, database};

/// Intake's outbox, and the stream `INTAKE` for it.
pub struct Mailbox {
    /// As intake's own role.
    pub pool: PgPool,
    /// As the superuser.
    pub admin: PgPool,
    pub bus: Bus,
    outbox: Outbox,
    client: platform::bus::Bus,
}

impl Mailbox {
    /// An empty outbox and an empty stream.
    pub async fn open() -> anyhow::Result<Self> {
        let name = database::create().await?;
        let bus = Bus::start().await?;
        let url = database::url_of("intake", &name)?;
        let pool = PgPoolOptions::new().max_connections(4).connect(&url).await?;
        let admin = PgPoolOptions::new().max_connections(2);
        let admin = admin.connect_with(database::admin()?.database(&name)).await?;
        let client = platform::bus::Bus::connect(&settings(&bus, url)?).await?;
        let outbox = Outbox::new("intake", OIN)?;
        Ok(Self { pool, admin, bus, outbox, client })
    }

    /// Promises to announce a report of its own; returns the id of the event.
    pub async fn enqueue(&self) -> anyhow::Result<Uuid> {
        let report_id = Uuid::now_v7().to_string();
        let report =
            ReportSubmitted { report_id, report_number: "LD-2222-22".into(), ..Default::default() };
        let mut tx = self.pool.begin().await?;
        let event_id = self.outbox.enqueue(&mut tx, &report, clock::now()).await?;
        tx.commit().await?;
        Ok(event_id)
    }

    /// One round of the relay: how many rows it held.
    pub async fn publish(&self) -> anyhow::Result<i64> {
        relay::publish_batch(&self.pool, &self.client.jetstream).await
    }

    /// One round of the reconciler: how many rows the stream lost.
    pub async fn reconcile(&self) -> anyhow::Result<u64> {
        reconciler::reconcile(&self.pool, &self.client.jetstream, "INTAKE").await
    }

    /// Where the stream put the event; nothing while it is pending.
    pub async fn sequence_of(&self, event_id: Uuid) -> sqlx::Result<Option<i64>> {
        sqlx::query_scalar("select stream_seq from outbox where event_id = $1")
            .bind(event_id)
            .fetch_one(&self.pool)
            .await
    }

    /// Claims that the stream put the event there, as the relay would have noted it.
    pub async fn pretend(&self, event_id: Uuid, sequence: Option<i64>) -> sqlx::Result<()> {
        sqlx::query(
            "with noted as (
                 update outbox_mark set last_seq = greatest(last_seq, $2) where stream = 'INTAKE')
             update outbox set stream_seq = $2 where event_id = $1",
        )
        .bind(event_id)
        .bind(sequence)
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}

fn settings(bus: &Bus, database_url: String) -> anyhow::Result<Common> {
    #[derive(Parser)]
    struct Settings {
        #[command(flatten)]
        common: Common,
    }
    let arguments = [
        ("--database-url", database_url),
        ("--nats-url", bus.url()),
        ("--nats-user", "intake".to_owned()),
        ("--nats-password", PASSWORD.to_owned()),
        ("--session-public-key", String::new()),
    ];
    let flags = arguments.into_iter().map(|(flag, value)| format!("{flag}={value}"));
    Ok(Settings::try_parse_from(std::iter::once("test".to_owned()).chain(flags))?.common)
}
