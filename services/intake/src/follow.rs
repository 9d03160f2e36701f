//! `/melding/{reportId}`: how it stands, live, for whoever has the link.

use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use chrono::{DateTime, Utc};
use platform::{
    clock,
    problem::{Path, Problem},
};
use serde::Deserialize;
use uuid::Uuid;
use web::{Lang, Page};

use crate::{
    AppState, answer,
    home::html,
    pages::{self, Answers, Follow, FollowFragment, FollowPage, ForgottenPage, HistoryStep, Words},
    store::{self, public_state::PublicReport},
};

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/melding/{report_id}", get(show))
        .route("/melding/{report_id}/stand", get(fragment))
        .route("/melding/{report_id}/live", get(live))
}

/// The id in a link. What is none is looked up all the same, so that who guesses links cannot tell, by
/// the answer or by how long it takes, how near the guess is.
#[derive(Deserialize)]
#[serde(from = "String")]
struct Linked(Uuid);

impl From<String> for Linked {
    fn from(id: String) -> Self {
        Self(id.parse().unwrap_or_default())
    }
}

async fn show(
    State(state): State<AppState>,
    lang: Lang,
    Path(Linked(report_id)): Path<Linked>,
) -> Result<Response, Problem> {
    let page = Page::resident(&state.assets, format!("/melding/{report_id}"), lang, clock::now());
    let report = find(&state, report_id, page.now).await?;
    if report.answers.is_forgotten {
        return html(&ForgottenPage { page, report });
    }
    html(&FollowPage { page, report })
}

/// The changing part alone, which the page fetches at every hint.
async fn fragment(
    State(state): State<AppState>,
    lang: Lang,
    Path(Linked(report_id)): Path<Linked>,
) -> Result<Response, Problem> {
    let page = Page::resident(&state.assets, format!("/melding/{report_id}"), lang, clock::now());
    let report = find(&state, report_id, page.now).await?;
    html(&FollowFragment { page, report })
}

async fn live(State(state): State<AppState>, Path(report_id): Path<Uuid>) -> impl IntoResponse {
    let topic = report_id.to_string();
    state.service.live.stream(move |touched| touched == topic)
}

async fn find(state: &AppState, report_id: Uuid, now: DateTime<Utc>) -> Result<Follow, Problem> {
    let mut conn = state.service.pool.acquire().await?;
    let report = store::public_state::find(&mut conn, report_id).await?;
    let answered = store::answer::lock(&mut conn, report_id).await?;
    let (Some(report), Some(answered)) = (report, answered) else { return Err(unknown()) };
    let told = store::answer::list(&mut conn, report_id).await?;
    let answers = answer::answers(&answered.standing, &told, state.reopen_term, now);
    Ok(Follow { answers, ..view(&report) })
}

/// The answer to an id that is not ours: the same wherever it is asked.
pub(crate) fn unknown() -> Problem {
    Problem::not_found("Deze melding kennen we niet. Klopt de link?")
}

pub(crate) fn view(report: &PublicReport) -> Follow {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Follow {
        report_id: report.report_id.to_string(),
        number: report.report_number.clone(),
        status: report.status.clone(),
        reason: given(&report.status_reason),
        changed_at: report.changed_at(),
        category: report.category.clone(),
        area: report.area_name.clone(),
        team: given(&report.team_name),
        expected_at: report.expected_at,
        visit: report.visit,
        answer_by: report.answer_by,
        photos: photos(&report.photo_ids),
        after_photos: photos(report.after_photo_ids()),
        history: report
            .history
            .iter()
            .map(|change| HistoryStep {
                at: change.changed_at,
                status: if change.reason == "withdrawn" { &change.reason } else { &change.status }
                    .clone(),
                team: given(&change.team_name),
                visit: change.visit,
                note: given(&change.note)
                    .map(|text| Words { text, in_others: change.note_in.0.clone() }),
            })
            .collect(),
        answers: Answers::default(),
    }
}

/// Photos as the pages show them.
pub(crate) fn photos(ids: &[Uuid]) -> Vec<pages::Photo> {
    ids.iter().map(|id| pages::Photo { id: id.to_string() }).collect()
}
