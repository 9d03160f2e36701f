//! Deletes the sessions that are over.

use std::time::Duration;

use platform::clock;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::store::{accounts, codes};

const INTERVAL: Duration = Duration::from_hours(1);

/// Sessions that one round deletes; a city has some hundred a day.
const ROWS_MAX: i64 = 10_000;

/// Keeps the sessions tidy until `stop` is cancelled.
pub(crate) async fn run(pool: PgPool, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = accounts::delete_sessions(&pool, clock::now(), ROWS_MAX).await {
            warn!("Sessions that are over were not deleted: {error:#}");
        }
        if let Err(error) = codes::delete_over(&pool, clock::now(), ROWS_MAX).await {
            warn!("Sign-ins that are over were not deleted: {error:#}");
        }
        stop.run_until_cancelled(tokio::time::sleep(INTERVAL)).await;
    }
}
