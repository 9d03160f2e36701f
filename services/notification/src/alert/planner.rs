//! Once a day: decides what the mails about the buurten tell, and plans one for each reader.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use platform::{clock, trace::TraceContext};
use sqlx::PgPool;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use super::{
    LASTS, UNCONFIRMED,
    edition::{self, FRESH, News},
};
use crate::store::{alerts, area_issues};

/// How late after five the mails of the day are planned, at most.
const INTERVAL: Duration = Duration::from_mins(1);

/// Issues that one edition looks at: a large city has some hundreds of changes a day. What does
/// not fit is told the day after.
const ISSUES_MAX: i64 = 10_000;

pub(crate) async fn run(pool: PgPool, woken: Arc<Notify>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match plan(&pool, clock::now()).await {
            Ok(0) => {}
            Ok(count) => {
                info!("{count} mails about buurten were planned");
                woken.notify_one();
            }
            Err(error) => warn!("The mails about buurten were not planned: {error:#}"),
        }
        stop.run_until_cancelled(tokio::time::sleep(INTERVAL)).await;
    }
}

/// Plans the mails of the last day that should have them by `now`; gives how many. A day is
/// planned once, however often and by how many this is called.
pub async fn plan(pool: &PgPool, now: DateTime<Utc>) -> sqlx::Result<u64> {
    let day = edition::day_of(now);
    let mut tx = pool.begin().await?;
    if !area_issues::begin_edition(&mut tx, day, now).await? {
        return Ok(0);
    }
    let (mut new, mut solved, mut areas) = (Vec::new(), Vec::new(), BTreeSet::new());
    for issue in area_issues::untold(&mut tx, now - FRESH, ISSUES_MAX).await? {
        match edition::news(&issue, now) {
            Some(News::New) => new.push(issue.issue_id),
            Some(News::Solved) => solved.push(issue.issue_id),
            None => continue,
        }
        areas.insert(issue.area_code);
    }
    area_issues::note(&mut tx, day, &new, &solved).await?;
    let areas: Vec<String> = areas.into_iter().collect();
    let traceparent = TraceContext::current().to_string();
    let count = alerts::plan_digests(&mut tx, &areas, day, now - LASTS, &traceparent, now).await?;
    tx.commit().await?;
    Ok(count)
}

/// Forgets addresses that nobody confirmed or renewed, and what was told long ago.
pub async fn forget(pool: &PgPool, now: DateTime<Utc>) -> sqlx::Result<u64> {
    let gone = alerts::forget(pool, now - UNCONFIRMED, now - LASTS).await?;
    area_issues::forget(pool, now).await?;
    Ok(gone)
}
