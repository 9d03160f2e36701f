//! Makes tomorrow's outbox partition, drops the old ones, forgets old inbox keys and sessions.

use std::time::Duration;

use chrono::{Days, NaiveDate};
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::{clock, sessions};

const INTERVAL: Duration = Duration::from_hours(1);

/// The outbox was in use just when its partitions were to change; there are days of slack.
const RETRY_DELAY: Duration = Duration::from_mins(1);

/// Partitions that are made ahead, today's included.
const DAYS_AHEAD: i32 = 3;

/// The inbox keeps its keys this much longer than the outbox its rows:
/// otherwise an event published again would be handled again.
const INBOX_EXTRA_DAYS: u64 = 15;

/// Keeps the mailbox tidy until `stop` is cancelled.
pub async fn run(pool: PgPool, outbox_days: u16, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let pause = match round(&pool, outbox_days).await {
            Ok(()) => INTERVAL,
            Err(error) => {
                warn!("The mailbox was not tidied: {error:#}");
                RETRY_DELAY
            }
        };
        stop.run_until_cancelled(tokio::time::sleep(pause)).await;
    }
}

async fn round(pool: &PgPool, outbox_days: u16) -> sqlx::Result<()> {
    let now = clock::now();
    sessions::forget(pool, now).await?;
    tidy(pool, now.date_naive(), outbox_days).await
}

/// The mailbox's part of a round, as of `today` (UTC).
pub async fn tidy(pool: &PgPool, today: NaiveDate, outbox_days: u16) -> sqlx::Result<()> {
    let oldest = today - Days::new(outbox_days.into());
    sqlx::query("select outbox_rotate($1, $2, $3)")
        .bind(oldest)
        .bind(today)
        .bind(DAYS_AHEAD)
        .execute(pool)
        .await?;
    sqlx::query("delete from inbox where handled_at < $1")
        .bind(oldest - Days::new(INBOX_EXTRA_DAYS))
        .execute(pool)
        .await?;
    Ok(())
}
