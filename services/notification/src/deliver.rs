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
use tracing::{Instrument as _, error, field::display, info, info_span, warn};
use web::Lang;

use crate::{
    alert::{self, letter},
    facts::Report,
    mail::{
        self, Told,
        message::{self, Letterhead, Pictures},
        stop_url,
    },
    pictures::Intake,
    plan::Step,
    retry::{ATTEMPTS_MAX, PICTURE_ATTEMPTS, pause_after},
    store::{
        alerts,
        deliveries::{self, Claimed, ReportMail},
    },
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
    let report_id = delivery.report_id.map(display);
    let span = info_span!(
        "delivery",
        trace_id = trace.trace_id(),
        delivery.id = %delivery.delivery_id,
        report.id = report_id,
    );
    trace.scope(settle(worker, delivery).instrument(span)).await;
}

async fn settle<T: Transport>(worker: &Worker<T>, delivery: Claimed) {
    let (delivery_id, attempts) = (delivery.delivery_id, delivery.attempts);
    let step = step_name(&delivery.step);
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

/// For figures and the log, where every word costs room for ever.
fn step_name(code: &str) -> &'static str {
    let of_alert = [alert::CONFIRM, alert::DIGEST].into_iter().find(|known| *known == code);
    of_alert.or_else(|| Step::parse(code).map(Step::as_str)).unwrap_or("unknown")
}

enum Outcome {
    Sent,
    /// Its reader wants no more.
    Stopped,
}

async fn send<T: Transport>(worker: &Worker<T>, delivery: Claimed) -> Result<Outcome, SendError> {
    let delivery_id = delivery.delivery_id;
    let Some(message) = prepare(worker, delivery).await? else { return Ok(Outcome::Stopped) };
    // Fetching pictures takes time, in which the reader may have stopped the mails.
    if !deliveries::is_waiting(&worker.pool, delivery_id).await? {
        return Ok(Outcome::Stopped);
    }
    worker.transport.send(delivery_id, message).await?;
    Ok(Outcome::Sent)
}

pub(crate) fn never(why: &str) -> SendError {
    SendError::Never(why.to_owned())
}

/// The message; `None` when its reader stopped it and is forgotten.
async fn prepare<T>(worker: &Worker<T>, delivery: Claimed) -> Result<Option<Message>, SendError> {
    if delivery.attempts > ATTEMPTS_MAX {
        return Err(never("its last attempt ended without an outcome"));
    }
    let (pool, id) = (&worker.pool, delivery.delivery_id);
    if delivery.report_id.is_none() {
        let Some(mail) = alerts::mail(pool, id).await? else { return Ok(None) };
        return letter::write(pool, &worker.letterhead, id, mail, clock::now()).await.map(Some);
    }
    let mail = deliveries::report_mail(pool, id).await?;
    let mail = mail.ok_or_else(|| never("its report is not known"))?;
    write(worker, &delivery, mail).await.map(Some)
}

/// The mail about a report.
async fn write<T>(
    worker: &Worker<T>,
    delivery: &Claimed,
    mail: ReportMail,
) -> Result<Message, SendError> {
    let step = Step::parse(&delivery.step).ok_or_else(|| never("this build knows no such step"))?;
    let to = address(mail.email.as_deref().unwrap_or_default())?;
    let told = told(mail, step, &worker.letterhead.public_url);
    let pictures = fetch(&worker.intake, &told, delivery.attempts).await?;
    let (before, after) = (pictures.before.is_some(), pictures.after.is_some());
    let now = clock::now();
    let drawn = mail::draw(&told, before, after, now)?;
    let end = stop_url(&told.public_url, &told.stop_token);
    Ok(message::compose(&worker.letterhead, delivery.delivery_id, to, &end, drawn, pictures, now)?)
}

/// The address as the mail server takes it. The error never shows it.
pub(crate) fn address(email: &str) -> Result<Address, SendError> {
    email.trim().parse().map_err(|_| never("the address is no mail address"))
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

fn told(mail: ReportMail, step: Step, public_url: &str) -> Told {
    Told {
        step,
        lang: Lang::tagged(&mail.language).unwrap_or_else(Lang::dutch),
        report: Report {
            report_id: mail.report_id,
            number: mail.report_number,
            category: mail.category,
            location_text: mail.location_text,
            photo_id: mail.photo_ids.first().copied(),
            submitted_at: mail.submitted_at,
        },
        facts: mail.facts.map(|facts| facts.0),
        public_url: public_url.to_owned(),
        stop_token: mail.stop_token,
    }
}

#[cfg(test)]
mod tests;
