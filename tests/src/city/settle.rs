//! When everything that was begun is done.

use std::time::Duration;

use anyhow::Context as _;
use proto::topology;

use super::{City, SETTLE_TIME_MAX};

const POLL: Duration = Duration::from_millis(10);

impl City {
    /// Waits until every event was published and handled, and every mail was sent.
    ///
    /// Done means: between two looks with everything drained, no event was
    /// written. Handlers write their events before they acknowledge, so nothing
    /// can be on its way then.
    pub async fn settle(&self) -> anyhow::Result<()> {
        let admin = self.bus.admin().await?;
        let settled = async {
            loop {
                let before = self.events_written().await?;
                if self.is_published().await?
                    && is_handled(&admin).await?
                    && self.is_mailed().await?
                    && before == self.events_written().await?
                {
                    return anyhow::Ok(());
                }
                tokio::time::sleep(POLL).await;
            }
        };
        tokio::time::timeout(SETTLE_TIME_MAX, settled).await.context("the city does not settle")?
    }

    async fn events_written(&self) -> sqlx::Result<i64> {
        sqlx::query_scalar(
            "select (select count(*) from intake.outbox) + (select count(*) from routing.outbox)
                  + (select count(*) from work_orders.outbox)",
        )
        .fetch_one(&self.pool)
        .await
    }

    async fn is_published(&self) -> sqlx::Result<bool> {
        sqlx::query_scalar(
            "select not exists (select from intake.outbox where stream_seq is null)
                and not exists (select from routing.outbox where stream_seq is null)
                and not exists (select from work_orders.outbox where stream_seq is null)",
        )
        .fetch_one(&self.pool)
        .await
    }

    async fn is_mailed(&self) -> sqlx::Result<bool> {
        sqlx::query_scalar(
            "select not exists (select from notification.delivery where status = 'waiting')",
        )
        .fetch_one(&self.pool)
        .await
    }
}

/// Whether nothing waits in any consumer.
async fn is_handled(admin: &async_nats::jetstream::Context) -> anyhow::Result<bool> {
    for consumer in &topology::CONSUMERS {
        let stream = admin.get_stream_no_info(consumer.stream).await?;
        let info = stream.consumer_info(consumer.service).await?;
        if info.num_pending > 0 || info.num_ack_pending > 0 {
            return Ok(false);
        }
    }
    Ok(true)
}
