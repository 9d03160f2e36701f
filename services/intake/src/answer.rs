//! What residents tell about their report after they sent it, and forgetting who sent it. Each is
//! one transaction with its event; the pages are in [`screens`].

mod screens;

use axum::Router;
use chrono::{DateTime, TimeDelta, Utc};
use platform::{clock::to_timestamp, problem::Problem};
use proto::v1::{ReportAnswered, ReportForgotten};
use tracing::{info, warn};
use uuid::Uuid;

use crate::{
    AppState,
    answering::{Kind, Standing, Verdict, reopen_until},
    follow::{photos, unknown},
    forget,
    pages::{Answers, ToldStep},
    review::finds,
    store::{
        self,
        answer::{NewAnswer, Told},
    },
};

pub(crate) fn routes() -> Router<AppState> {
    screens::routes()
}

/// What somebody tells.
#[derive(Debug)]
pub(crate) struct Said<'a> {
    pub kind: Kind,
    pub text: &'a str,
    pub photo_ids: &'a [Uuid],
    /// The page that it was written on.
    pub form_key: Uuid,
}

/// Takes what was told, once, as far as it may still be told. Answers with 404 when there is no
/// such report.
pub(crate) async fn tell(
    state: &AppState,
    report_id: Uuid,
    said: &Said<'_>,
    now: DateTime<Utc>,
) -> Result<Verdict, Problem> {
    let mut tx = state.service.pool.begin().await?;
    let answered = store::answer::lock(&mut tx, report_id).await?.ok_or_else(unknown)?;
    let verdict = answered.standing.judge(said.kind, now, state.reopen_term);
    if verdict != Verdict::Take {
        return Ok(verdict);
    }
    let answer = NewAnswer {
        report_id,
        sequence: answered.sequence,
        kind: said.kind,
        text: said.text,
        photo_ids: said.photo_ids,
        form_key: said.form_key,
        issue_version: answered.issue_version,
        now,
    };
    if !store::answer::insert(&mut tx, &answer).await? {
        return Ok(Verdict::Said);
    }
    store::photo::keep(&mut tx, said.photo_ids).await?;
    if finds::in_any([said.text]) {
        store::review::look_at_words(&mut tx, report_id).await?;
    }
    let event = ReportAnswered {
        report_id: report_id.to_string(),
        report_number: answered.report_number,
        sequence: answered.sequence.unsigned_abs(),
        kind: said.kind.as_str().to_owned(),
        text: said.text.to_owned(),
        photo_ids: said.photo_ids.iter().map(Uuid::to_string).collect(),
        answered_at: Some(to_timestamp(now)),
    };
    state.service.outbox.enqueue(&mut tx, &event, now).await?;
    state.service.outbox.commit(tx).await?;
    state.service.live.touch(report_id.to_string());

    let kind = said.kind.as_str();
    metrics::counter!("answers_total", "kind" => kind).increment(1);
    info!(report.id = %report_id, "Heard {kind} about report {report_id}");
    Ok(verdict)
}

/// Wipes who sent the report, what they wrote and their photos, here and in the other services.
/// What was reported stays. Answers with 404 when there is no such report.
pub(crate) async fn forget_sender(
    state: &AppState,
    report_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), Problem> {
    let mut tx = state.service.pool.begin().await?;
    let answered = store::answer::lock(&mut tx, report_id).await?.ok_or_else(unknown)?;
    if answered.standing.is_forgotten {
        return Ok(());
    }
    let photo_ids = store::answer::forget(&mut tx, report_id, now).await?;
    let event = ReportForgotten {
        report_id: report_id.to_string(),
        report_number: answered.report_number,
        sequence: answered.sequence.unsigned_abs(),
        photo_ids: photo_ids.iter().map(Uuid::to_string).collect(),
        forgotten_at: Some(to_timestamp(now)),
    };
    state.service.outbox.enqueue(&mut tx, &event, now).await?;
    state.service.outbox.commit(tx).await?;
    state.service.live.touch(report_id.to_string());
    info!(report.id = %report_id, "Who sent report {report_id} is forgotten");
    // The hourly round would do it too, but whoever asked for it looks now.
    let gone = forget::unwanted(&state.darkroom, &state.service.pool).await;
    if let Err(error) = gone {
        warn!("The pictures of report {report_id} are removed later: {error:#}");
    }
    Ok(())
}

/// What the resident's page says of it, and the buttons that it has.
pub(crate) fn answers(
    standing: &Standing,
    told: &[Told],
    term: TimeDelta,
    now: DateTime<Utc>,
) -> Answers {
    let may = |kind| standing.judge(kind, now, term) == Verdict::Take;
    Answers {
        is_forgotten: standing.is_forgotten,
        is_withdrawn: standing.is_withdrawn,
        said_still_there: standing.said_still_there,
        said_solved: standing.said_solved,
        may_say_solved: may(Kind::Solved),
        reopen_until: may(Kind::StillThere).then(|| reopen_until(standing.changed_at, term)),
        may_tell: may(Kind::More),
        may_withdraw: may(Kind::Withdrawn),
        told: told
            .iter()
            .filter(|told| !told.text.is_empty() || !told.photo_ids.is_empty())
            .map(|told| ToldStep {
                is_still_there: told.kind == Kind::StillThere.as_str(),
                text: told.text.clone(),
                photos: photos(&told.photo_ids),
                at: told.answered_at,
            })
            .collect(),
    }
}
