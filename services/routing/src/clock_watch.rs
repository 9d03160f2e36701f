//! Watches the clocks of all open issues: closes what a dispatcher closed, ends questions that
//! nobody answered, computes ends anew after a change of terms, warns before a term is over and
//! escalates after.
//!
//! Each round takes what is due from the tables, a limited number at a time, and commits as it
//! goes: it can stop anywhere, and several can run side by side.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use platform::{clock, live::Live, outbox::Outbox};
use sqlx::PgPool;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::{
    LIVE_TOPIC, change, closing, issue_clock, questions,
    store::{
        catalogue,
        clock::{self as clocks, Tick},
        closing as closings,
        issues::{self, Issue},
        questions::{self as asked, EndedBy},
        service_level as kept,
    },
};

/// A warning is at most this late.
const INTERVAL: Duration = Duration::from_secs(15);

/// Issues that one transaction takes.
const BATCH: i64 = 200;

/// Transactions of one kind in a round: a city's open issues, and an end.
const BATCHES_MAX: usize = 5000;

/// What a round did.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Round {
    pub closed: u64,
    pub expired: u64,
    pub recomputed: u64,
    pub warned: u64,
    pub escalated: u64,
}

/// Watches until `stop` is cancelled.
///
/// Whoever changes what counts wakes it by `woken`.
pub(crate) async fn run(
    pool: PgPool,
    outbox: Outbox,
    live: Live,
    woken: Arc<Notify>,
    stop: CancellationToken,
) {
    while !stop.is_cancelled() {
        match round(&pool, &outbox, clock::now()).await {
            Ok(done) if done == Round::default() => {}
            Ok(done) => {
                info!("Clocks: {done:?}");
                live.touch(LIVE_TOPIC);
            }
            Err(error) => warn!("The clocks were not looked at: {error:#}"),
        }
        let until_next = tokio::time::timeout(wait(&pool).await, woken.notified());
        let _ = stop.run_until_cancelled(until_next).await;
    }
}

/// Until the next round: an issue closes when it was said to.
async fn wait(pool: &PgPool) -> Duration {
    // Without an answer the next round says what is wrong.
    let next = closings::next(pool).await.ok().flatten();
    let until = next.and_then(|at| (at - clock::now()).to_std().ok());
    match next {
        None => INTERVAL,
        Some(_) => until.unwrap_or_default().min(INTERVAL),
    }
}

/// Does all that is due at `now`.
///
/// # Errors
///
/// When the database fails; what was committed before stays done.
pub async fn round(pool: &PgPool, outbox: &Outbox, now: DateTime<Utc>) -> anyhow::Result<Round> {
    let mut done = Round::default();
    for _ in 0..BATCHES_MAX {
        let closed = u64::from(closing::one(pool, outbox, now).await?);
        let expired = expire(pool, outbox, now).await?;
        let recomputed = recompute(pool, outbox, now).await?;
        let mut tx = pool.begin().await?;
        let warned = clocks::warn(&mut tx, now, BATCH).await?;
        let escalated = clocks::escalate(&mut tx, now, BATCH).await?;
        tx.commit().await?;
        done.closed += closed;
        done.expired += expired;
        done.recomputed += recomputed;
        done.warned += warned;
        done.escalated += escalated;
        if closed + expired + recomputed + warned + escalated == 0 {
            break;
        }
    }
    Ok(done)
}

async fn expire(pool: &PgPool, outbox: &Outbox, now: DateTime<Utc>) -> anyhow::Result<u64> {
    let Some(issue_id) = asked::expired(pool, now).await? else { return Ok(0) };
    let mut tx = pool.begin().await?;
    let is_over = |issue: &Issue| issue.question.as_ref().is_some_and(|it| it.answer_by <= now);
    // Somebody may have answered meanwhile.
    let issue = issues::lock(&mut tx, issue_id).await?.filter(is_over);
    let Some(issue) = issue else { return Ok(1) };
    questions::go_on(outbox, &mut tx, issue, EndedBy::Expired, None, now).await?;
    outbox.commit(tx).await?;
    Ok(1)
}

async fn recompute(pool: &PgPool, outbox: &Outbox, now: DateTime<Utc>) -> anyhow::Result<u64> {
    let mut tx = pool.begin().await?;
    let kept = kept::kept(&mut tx).await?;
    let issue_ids = clocks::outdated(&mut tx, kept.version, BATCH).await?;
    let levels = catalogue::levels(&mut tx).await?;
    for issue_id in &issue_ids {
        let Some(mut issue) = issues::find(&mut *tx, *issue_id).await? else { continue };
        let of_category = levels.get(&issue.category).copied();
        let level = issue.clock.of_rule().or(of_category).unwrap_or(issue.clock.level());
        let clock = issue_clock::compute(&mut tx, &issue, &kept, level, now).await?;
        let moved = clock.due_at != issue.clock.due_at;
        issue.clock.set(clock);
        if moved {
            clocks::note(&mut tx, *issue_id, Tick::TermsChanged, clock.due_at, None, now).await?;
            let why = (Tick::TermsChanged.as_str(), "");
            change::tell(&mut tx, outbox, &mut issue, why, None, now).await?;
        } else {
            issues::save(&mut tx, &issue).await?;
        }
    }
    outbox.commit(tx).await?;
    Ok(u64::try_from(issue_ids.len()).unwrap_or(0))
}
