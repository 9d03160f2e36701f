//! Asking whoever reported an issue something, and taking the question back.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use platform::{
    clock,
    problem::{self, Problem},
    staff::{OnPage, Staff},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{About, Asked, ROLES, doing::typed_or_chosen, draw_with};
use crate::{
    AppState, LIVE_TOPIC, acts::By, listing::Listing, pages::Notice, questions, refused::Refused,
    store::issues::Issue,
};

#[derive(Deserialize)]
pub(crate) struct Question {
    #[serde(default, rename = "question")]
    typed: String,
    /// What was chosen; counts where nothing was typed.
    #[serde(default)]
    standaard: String,
    /// Without it the page is out of date, like any other old version.
    #[serde(default)]
    version: i64,
}

pub(crate) async fn ask(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Path(issue_id): problem::Path<Uuid>,
    Asked { listing, .. }: Asked,
    problem::Form(form): problem::Form<Question>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let (service, text) = (&state.service, typed_or_chosen(&form.typed, &form.standaard));
    let by = By::new(&staff);
    let question = questions::Asked { issue_id, version: form.version, text, by };
    let outcome = questions::ask(&service.pool, &service.outbox, &question, clock::now()).await;
    answer(&state, &staff, (issue_id, &listing), (text, Some(by)), outcome).await
}

pub(crate) async fn take_back(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Path(issue_id): problem::Path<Uuid>,
    Asked { listing, .. }: Asked,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let service = &state.service;
    let (pool, outbox) = (&service.pool, &service.outbox);
    let outcome = questions::take_back(pool, outbox, issue_id, &staff.name, clock::now()).await;
    answer(&state, &staff, (issue_id, &listing), ("", None), outcome).await
}

/// The issue as it is now, or what is in the way, with what was typed.
async fn answer(
    state: &AppState,
    staff: &Staff,
    (issue_id, listing): (Uuid, &Listing),
    (text, undo_by): (&str, Option<By<'_>>),
    outcome: Result<Issue, Refused>,
) -> Result<Response, Problem> {
    let path = format!("/meldkamer/{issue_id}");
    let about = About::issue(staff, &path, listing, issue_id);
    match outcome {
        Ok(_) => {
            state.service.live.touch(LIVE_TOPIC);
            let done = undo_by.map(|by| by.batch_id.to_string());
            let done: Vec<_> = done.iter().map(|batch| ("gedaan", batch.as_str())).collect();
            Ok(Redirect::to(&format!("{path}{}", listing.query_with(&done))).into_response())
        }
        Err(Refused::Invalid(error)) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            draw_with(state, status, about, |detail| {
                detail.ask_error = Some(error.detail.into_owned());
                text.clone_into(&mut detail.asked_text);
            })
            .await
        }
        Err(Refused::Conflict(now)) => {
            let about = About { notice: Some(Notice::conflict(now)), ..about };
            // What was typed is not lost: it may still be worth asking.
            draw_with(state, StatusCode::CONFLICT, about, |detail| {
                text.clone_into(&mut detail.asked_text);
            })
            .await
        }
        Err(refused) => Err(refused.into()),
    }
}
