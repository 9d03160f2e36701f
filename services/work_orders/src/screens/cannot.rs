//! `/werk/{id}/lukt-niet`: why it cannot be done.

use axum::{
    extract::State,
    http::StatusCode,
    response::{Html, IntoResponse as _, Redirect, Response},
};
use platform::{
    clock,
    problem::{self, FieldError, Path, Problem},
    staff::{OnPage, Staff},
};
use uuid::Uuid;

use super::{after, drawn, frame, own_order};
use crate::{
    AppState, act,
    input::Refuse,
    order::WorkOrder,
    pages::{CannotPage, Order},
};

pub(super) async fn ask(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(work_order_id): Path<Uuid>,
) -> Result<Response, Problem> {
    let order = own_order(&state, &staff, work_order_id).await?;
    if order.status().is_final() {
        return Ok(Redirect::to(&format!("/werk/{work_order_id}")).into_response());
    }
    Ok(form(&state, &staff, order, String::new(), None)?.into_response())
}

pub(super) async fn refuse(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(work_order_id): Path<Uuid>,
    problem::Form(filled_in): problem::Form<Refuse>,
) -> Result<Response, Problem> {
    let order = own_order(&state, &staff, work_order_id).await?;
    let note = filled_in.note.clone().unwrap_or_default();
    let action = match filled_in.parse() {
        Ok(action) => action,
        Err(errors) => {
            let page = form(&state, &staff, order, note, Some(words(&errors)))?;
            return Ok((StatusCode::BAD_REQUEST, page).into_response());
        }
    };
    let result = act::perform(&state.service, &staff, work_order_id, &action).await;
    Ok(after(work_order_id, result)?.into_response())
}

fn form(
    state: &AppState,
    staff: &Staff,
    order: WorkOrder,
    note: String,
    error: Option<String>,
) -> Result<Html<String>, Problem> {
    let path = format!("/werk/{}/lukt-niet", order.work_order_id);
    let page = frame(state, staff, path, clock::now());
    drawn(&CannotPage { page, order: Order::from(order), note, error })
}

/// The API names the codes; on the page they are buttons.
fn words(errors: &[FieldError]) -> String {
    let words = |error: &FieldError| match error.pointer.as_ref() {
        "/reason" => "Kies hieronder waarom het niet lukt.".to_owned(),
        _ => error.detail.to_string(),
    };
    errors.iter().map(words).collect::<Vec<_>>().join(" ")
}
