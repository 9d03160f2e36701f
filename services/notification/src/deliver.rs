//! Sends the deliveries that wait.
//!
//! Each attempt takes a lease: it moves the delivery's next attempt ahead and
//! commits, so no transaction is open while a mail server thinks. A crash
//! between sending and noting it means a second attempt after the lease, with
//! the same Message-ID.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use lettre::{Address, Message};
use platform::{clock, trace::TraceContext};
use sqlx::PgPool;
use tokio::{sync::Notify, task::JoinSet};
use tokio_util::sync::CancellationToken;
use tracing::{Instrument as _, error, info, info_span, warn};
use web::Lang;

use crate::{
    facts::Report,
    mail::{
        self, Told,
        message::{self, Letterhead, Pictures},
    },
    pictures::Intake,
    plan::Step,
    retry::{ATTEMPTS_MAX, PICTURE_ATTEMPTS, pause_after},
    store::deliveries::{self, Claimed},
    transport::{SendError, Transport},
};

/// Deliveries that are sent at the same time.
const BATCH_MAX: i64 = 8;

/// Longer than fetching two pictures and talking to the mail server can take together.
const LEASE: TimeDelta = TimeDelta::minutes(2);

/// Finds what no wake-up told of: a retry that is due, a plan of another process.
const POLL: Duration = Duration::from_secs(1);

/// Between questions to a database that did not answer.
const DATABASE_PAUSE: Duration = Duration::from_secs(5);

/// Sends by one transport.
pub struct Worker<T> {
    pub pool: PgPool,
    pub transport: T,
    pub intake: Intake,
    pub letterhead: Letterhead,
    /// Rings after each commit that may have planned something.
    pub woken: Arc<Notify>,
}

/// Sends until it is told to stop; what it has begun, it finishes.
pub async fn run<T: Transport>(worker: Worker<T>, stop: CancellationToken) {
    let worker = Arc::new(worker);
    while !stop.is_cancelled() {
        let pause = match round(&worker, clock::now()).await {
            Ok(0) => POLL,
            Ok(_) => continue,
            Err(error) => {
                warn!("The deliveries cannot be read: {error:#}");
                DATABASE_PAUSE
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = worker.woken.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Sends one batch; gives how many there were.
async fn round<T: Transport>(worker: &Arc<Worker<T>>, now: DateTime<Utc>) -> sqlx::Result<usize> {
    let claimed = deliveries::claim(&worker.pool, now, LEASE, BATCH_MAX).await?;
    let count = claimed.len();
    let mut tasks = JoinSet::new();
    for delivery in claimed {
        let worker = Arc::clone(worker);
        tasks.spawn(async move { attempt(&worker, delivery).await });
    }
    while let Some(ended) = tasks.join_next().await {
        if let Err(panic) = ended {
            // It comes again after its lease, until its attempts are used up.
            error!("A delivery made the worker panic: {panic}");
        }
    }
    let waiting = deliveries::count_waiting(&worker.pool).await?;
    // A count of rows is far below 2^53.
    #[expect(clippy::cast_precision_loss, reason = "a gauge is a float")]
    metrics::gauge!("deliveries_waiting").set(waiting as f64);
    Ok(count)
}

/// One attempt, in the trace of the event that planned it.
async fn attempt<T: Transport>(worker: &Worker<T>, delivery: Claimed) {
    let parent = delivery.traceparent.parse::<TraceContext>();
    let trace = parent.map_or_else(|_| TraceContext::start(), TraceContext::child);
    let span = info_span!(
        "delivery",
        trace_id = trace.trace_id(),
        delivery.id = %delivery.delivery_id,
        report.id = %delivery.report_id,
    );
    trace.scope(settle(worker, delivery).instrument(span)).await;
}

async fn settle<T: Transport>(worker: &Worker<T>, delivery: Claimed) {
    let (delivery_id, attempts) = (delivery.delivery_id, delivery.attempts);
    let step = Step::parse(&delivery.step).map_or("unknown", Step::as_str);
    let pool = &worker.pool;
    let outcome = send(worker, delivery).await;
    let now = clock::now();
    let pause = pause_after(attempts);
    let noted = match (&outcome, pause) {
        (Ok(Outcome::Sent), _) => {
            metrics::counter!("deliveries_sent_total", "step" => step).increment(1);
            info!("Mail {step} sent at attempt {attempts}");
            deliveries::mark_sent(pool, delivery_id, now).await
        }
        (Ok(Outcome::Stopped), _) => Ok(()),
        (Err(SendError::Later(why)), Some(pause)) => {
            warn!("Mail {step} waits {} s after attempt {attempts}: {why}", pause.num_seconds());
            deliveries::postpone(pool, delivery_id, now + pause, why).await
        }
        (Err(SendError::Later(why) | SendError::Never(why)), _) => {
            metrics::counter!("deliveries_failed_total", "step" => step).increment(1);
            error!("Mail {step} failed at attempt {attempts}: {why}");
            deliveries::mark_failed(pool, delivery_id, why).await
        }
    };
    if let Err(error) = noted {
        // The lease ends, and it is tried again with the same Message-ID.
        warn!("What became of the mail could not be noted: {error:#}");
    }
}

enum Outcome {
    Sent,
    /// Its reader wants no more.
    Stopped,
}

async fn send<T: Transport>(worker: &Worker<T>, delivery: Claimed) -> Result<Outcome, SendError> {
    let later = |error: sqlx::Error| SendError::Later(format!("the database: {error}"));
    let delivery_id = delivery.delivery_id;
    let message = prepare(worker, delivery).await?;
    // Fetching pictures takes time, in which the reader may have stopped the mails.
    if !deliveries::is_waiting(&worker.pool, delivery_id).await.map_err(later)? {
        return Ok(Outcome::Stopped);
    }
    worker.transport.send(delivery_id, message).await?;
    Ok(Outcome::Sent)
}

async fn prepare<T>(worker: &Worker<T>, delivery: Claimed) -> Result<Message, SendError> {
    let never = |why: &str| SendError::Never(why.to_owned());
    if delivery.attempts > ATTEMPTS_MAX {
        return Err(never("its last attempt ended without an outcome"));
    }
    let step = Step::parse(&delivery.step).ok_or_else(|| never("this build knows no such step"))?;
    let to = delivery.email.as_deref().unwrap_or_default().trim();
    let to: Address = to.parse().map_err(|_| never("the address is no mail address"))?;
    let (delivery_id, attempts) = (delivery.delivery_id, delivery.attempts);
    let told = told(delivery, step, &worker.letterhead.public_url);
    let pictures = fetch(&worker.intake, &told, attempts).await?;
    let (before, after) = (pictures.before.is_some(), pictures.after.is_some());
    let now = clock::now();
    let drawn = mail::draw(&told, before, after, now)
        .map_err(|error| SendError::Later(format!("the mail cannot be written: {error}")))?;
    message::compose(&worker.letterhead, delivery_id, to, &told.stop_token, drawn, pictures, now)
        .map_err(|error| SendError::Never(format!("the mail cannot be composed: {error:#}")))
}

/// The pictures that the mail wants and intake has. An intake that is away
/// holds the mail up for a while, but not for ever.
async fn fetch(intake: &Intake, told: &Told, attempts: i32) -> Result<Pictures, SendError> {
    let mut pictures = Pictures::default();
    for (photo, place) in
        [(told.before_photo(), &mut pictures.before), (told.after_photo(), &mut pictures.after)]
    {
        let Some(photo_id) = photo else { continue };
        match intake.small(photo_id).await {
            Ok(picture) => *place = picture,
            Err(error) if attempts < PICTURE_ATTEMPTS => {
                return Err(SendError::Later(format!("{error:#}")));
            }
            Err(error) => warn!("The mail goes without a picture: {error:#}"),
        }
    }
    Ok(pictures)
}

fn told(delivery: Claimed, step: Step, public_url: &str) -> Told {
    Told {
        step,
        lang: Lang::tagged(&delivery.language).unwrap_or_else(Lang::dutch),
        report: Report {
            report_id: delivery.report_id,
            number: delivery.report_number,
            category: delivery.category,
            location_text: delivery.location_text,
            photo_id: delivery.photo_ids.first().copied(),
            submitted_at: delivery.submitted_at,
        },
        facts: delivery.facts.map(|facts| facts.0),
        public_url: public_url.to_owned(),
        stop_token: delivery.stop_token,
    }
}

#[cfg(test)]
mod tests;
