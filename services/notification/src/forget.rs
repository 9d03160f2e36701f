//! Forgets contact details when nobody needs them any more.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use platform::clock;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::{
    alert::planner,
    disclosure,
    store::{self, disclosures},
};

const INTERVAL: Duration = Duration::from_hours(1);

/// How long after the issue was closed: the form promises it.
pub const AFTER_END: TimeDelta = TimeDelta::days(30);

/// How long after the report, whatever became of it.
pub const AFTER_REPORT: TimeDelta = TimeDelta::days(365);

/// People in one statement, so that it locks few rows and not for long.
const BATCH_MAX: i64 = 1_000;

/// Batches in one round; the next round is soon enough for the rest.
const BATCHES_MAX: usize = 100;

pub(crate) async fn run(pool: PgPool, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match round(&pool, clock::now()).await {
            Ok(0) => {}
            Ok(count) => info!("Contact details of {count} reports were forgotten"),
            Err(error) => warn!("Old contact details were not forgotten: {error:#}"),
        }
        match planner::forget(&pool, clock::now()).await {
            Ok(0) => {}
            Ok(count) => info!("{count} addresses for mail about a buurt were forgotten"),
            Err(error) => warn!("Old addresses about buurten were not forgotten: {error:#}"),
        }
        match disclosures::forget(&pool, clock::now() - disclosure::KEPT).await {
            Ok(0) => {}
            Ok(count) => info!("{count} times that staff read contact details were forgotten"),
            Err(error) => warn!("Who read contact details long ago was not forgotten: {error:#}"),
        }
        stop.run_until_cancelled(tokio::time::sleep(INTERVAL)).await;
    }
}

/// Forgets what is too old at `now`; gives of how many reports.
pub async fn round(pool: &PgPool, now: DateTime<Utc>) -> sqlx::Result<u64> {
    let mut total = 0;
    for _ in 0..BATCHES_MAX {
        let (ended, reported) = (now - AFTER_END, now - AFTER_REPORT);
        let count = store::forget_contacts(pool, ended, reported, BATCH_MAX).await?;
        total += count;
        if count < BATCH_MAX.unsigned_abs() {
            break;
        }
    }
    Ok(total)
}
