//! `/werk/{id}/lukt-niet`: why it cannot be done.

use axum::{
    extract::State,
    http::StatusCode,
    response::{Html, IntoResponse as _, Redirect, Response},
};
use platform::{
    clock,
    problem::{self, FieldError, Problem},
};

use super::{after, drawn};
use crate::{
    AppState, act,
    input::Refuse,
    order::WorkOrder,
    pages::{CannotPage, Order},
    worker::Worker,
};

pub(super) async fn ask(
    State(state): State<AppState>,
    worker: Worker,
) -> Result<Response, Problem> {
    let order = worker.order(&state).await?;
    if order.status().is_final() {
        return Ok(Redirect::to(&worker.path()).into_response());
    }
    Ok(form(&state, &worker, order, String::new(), None)?.into_response())
}

pub(super) async fn refuse(
    State(state): State<AppState>,
    worker: Worker,
    problem::Form(filled_in): problem::Form<Refuse>,
) -> Result<Response, Problem> {
    let order = worker.order(&state).await?;
    let note = filled_in.note.clone().unwrap_or_default();
    let action = match filled_in.parse() {
        Ok(action) => action,
        Err(errors) => {
            let page = form(&state, &worker, order, note, Some(words(&errors)))?;
            return Ok((StatusCode::BAD_REQUEST, page).into_response());
        }
    };
    let result = act::perform(&state.service, &worker, &action).await;
    Ok(after(&worker, result)?.into_response())
}

/// The page with what was written so far, and what is wrong.
pub(super) fn form(
    state: &AppState,
    worker: &Worker,
    order: WorkOrder,
    note: String,
    error: Option<String>,
) -> Result<Html<String>, Problem> {
    let page = worker.page(state, "/lukt-niet", clock::now());
    drawn(&CannotPage { page, order: Order::seen_by(worker, order), note, error })
}

/// The API names the codes; on the page they are buttons.
fn words(errors: &[FieldError]) -> String {
    let words = |error: &FieldError| match error.pointer.as_ref() {
        "/reason" => "Kies hieronder waarom het niet lukt.".to_owned(),
        _ => error.detail.to_string(),
    };
    errors.iter().map(words).collect::<Vec<_>>().join(" ")
}
