//! Forgets what nobody comes back for: drafts and idempotency keys.

use std::time::Duration;

use chrono::TimeDelta;
use platform::clock;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::store;

const INTERVAL: Duration = Duration::from_hours(1);

/// A draft is kept for a walk home, not for a week.
const DRAFT_AGE_MAX: TimeDelta = TimeDelta::days(2);

/// A phone that was offline may send again after days.
const KEY_AGE_MAX: TimeDelta = TimeDelta::days(30);

pub(crate) async fn run(pool: PgPool, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = forget(&pool).await {
            warn!("Old drafts were not forgotten: {error:#}");
        }
        stop.run_until_cancelled(tokio::time::sleep(INTERVAL)).await;
    }
}

async fn forget(pool: &PgPool) -> sqlx::Result<()> {
    let now = clock::now();
    let mut conn = pool.acquire().await?;
    store::draft::forget_before(&mut conn, now - DRAFT_AGE_MAX, now - KEY_AGE_MAX).await
}
