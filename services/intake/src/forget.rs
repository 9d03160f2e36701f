//! Forgets what nobody comes back for: drafts, idempotency keys, unused photos and those that
//! nobody may see.

use std::{path::Path, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use platform::clock;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::{
    darkroom::Darkroom,
    device::DEVICE_AGE_MAX,
    pdok::ANSWER_AGE_MAX,
    review::rules::{Reason, UNDO_TERM},
    store,
};

const INTERVAL: Duration = Duration::from_hours(1);

/// A draft is kept for a walk home, not for a week.
const DRAFT_AGE_MAX: TimeDelta = TimeDelta::days(2);

/// A draft that was sent shows its report on the home page; as long as the browser
/// keeps its cookie.
const SENT_DRAFT_AGE_MAX: TimeDelta = TimeDelta::days(30);

/// A phone that was offline may send again after days.
const KEY_AGE_MAX: TimeDelta = TimeDelta::days(30);

/// A crew's photo is known to be used when the end of the work is heard, and that may
/// take a long weekend when the bus is away.
const UNUSED_PHOTO_AGE_MAX: TimeDelta = TimeDelta::days(4);

/// Photos that one transaction holds while their files are removed.
const PHOTOS_AT_ONCE: i64 = 100;

/// Photos that one round removes: far more than an hour brings.
const PHOTO_BATCHES_MAX: usize = 100;

pub(crate) async fn run(darkroom: Darkroom, pool: PgPool, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = tidy(&darkroom, &pool, clock::now()).await {
            warn!("What is old was not forgotten: {error:#}");
        }
        stop.run_until_cancelled(tokio::time::sleep(INTERVAL)).await;
    }
}

/// One round as of `now`, on the pictures in `photo_dir`.
pub async fn once(pool: &PgPool, photo_dir: &Path, now: DateTime<Utc>) -> anyhow::Result<()> {
    tidy(&Darkroom::open(photo_dir, pool.clone())?, pool, now).await
}

async fn tidy(darkroom: &Darkroom, pool: &PgPool, now: DateTime<Utc>) -> anyhow::Result<()> {
    let mut conn = pool.acquire().await?;
    let (unsent, sent) = (now - DRAFT_AGE_MAX, now - SENT_DRAFT_AGE_MAX);
    store::draft::forget_before(&mut conn, unsent, sent, now - KEY_AGE_MAX).await?;
    store::misuse::forget_proofs(&mut conn, now).await?;
    store::search::forget_answers(&mut conn, now - ANSWER_AGE_MAX).await?;
    store::device::forget_before(&mut conn, now - DEVICE_AGE_MAX).await?;
    drop(conn);
    rejected(darkroom, pool, now - UNDO_TERM).await?;
    photos(darkroom, pool, now - UNUSED_PHOTO_AGE_MAX).await
}

/// Removes the pictures that nobody may see and that were rejected before `decided`.
async fn rejected(
    darkroom: &Darkroom,
    pool: &PgPool,
    decided: DateTime<Utc>,
) -> anyhow::Result<()> {
    let reasons = Reason::ALL.into_iter().filter(|reason| reason.is_for_nobody());
    let reasons: Vec<&str> = reasons.map(Reason::as_str).collect();
    for _ in 0..PHOTO_BATCHES_MAX {
        let mut tx = pool.begin().await?;
        let photo_ids =
            store::review::take_rejected(&mut tx, &reasons, decided, PHOTOS_AT_ONCE).await?;
        if photo_ids.is_empty() {
            break;
        }
        for photo_id in &photo_ids {
            darkroom.remove(*photo_id).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// Removes the photos whose senders want to be forgotten: they count as made in 1970.
pub(crate) async fn unwanted(darkroom: &Darkroom, pool: &PgPool) -> anyhow::Result<()> {
    photos(darkroom, pool, DateTime::UNIX_EPOCH + TimeDelta::days(1)).await
}

/// Removes the photos from before `unused` that nobody needs.
async fn photos(darkroom: &Darkroom, pool: &PgPool, unused: DateTime<Utc>) -> anyhow::Result<()> {
    for _ in 0..PHOTO_BATCHES_MAX {
        let mut tx = pool.begin().await?;
        let photo_ids = store::photo::take_unused(&mut tx, unused, PHOTOS_AT_ONCE).await?;
        if photo_ids.is_empty() {
            break;
        }
        // Files first: a row without files is found again in the next round, but files
        // without a row would stay for ever.
        for photo_id in &photo_ids {
            darkroom.remove(*photo_id).await?;
        }
        tx.commit().await?;
        info!("Removed {} photos that nobody used", photo_ids.len());
    }
    Ok(())
}
