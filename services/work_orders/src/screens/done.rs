//! `/werk/{id}/klaar`: done, with the photo that shows it. Works without JavaScript.

mod form;

use axum::{
    extract::{Multipart, State, multipart::MultipartRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use platform::{
    clock,
    problem::{FieldError, Path, Problem},
    staff::{OnPage, Staff},
};
use uuid::Uuid;

use self::form::Filled;
use super::{Told, after, drawn, frame, own_order};
use crate::{
    AppState, act, after_photo,
    order::WorkOrder,
    pages::{DonePage, Order, SentPhoto, photo_url},
    photos::Refused,
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
    draw(&state, &staff, order, Filled::default(), None)
}

pub(super) async fn complete(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(work_order_id): Path<Uuid>,
    body: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    // Who may not do it need not send the photos first.
    let order = own_order(&state, &staff, work_order_id).await?;
    let body = body.map_err(|_| unreadable())?;
    let (filled, refused) = Filled::read(body, &state.photos).await;
    if let Some(refused) = refused {
        return draw(&state, &staff, order, filled, Some(refused));
    }
    let needs_photo = after_photo::is_required(&order.category) && filled.photo_ids.is_empty();
    if needs_photo && !order.status().is_final() {
        let words = "Maak eerst een foto van de schone plek. De melder krijgt die te zien.";
        return draw(&state, &staff, order, filled, Some(bad(words)));
    }
    let action = match filled.to_complete().parse() {
        Ok(action) => action,
        Err(errors) => {
            let words: Vec<_> = errors.iter().map(|error| &*error.detail).collect();
            return draw(&state, &staff, order, filled, Some(bad(&words.join(" "))));
        }
    };
    let result = act::perform(&state.service, &staff, work_order_id, &action).await;
    Ok(after(work_order_id, result, Told::Done)?.into_response())
}

/// The form with what was filled in; a photo that intake has stays with it.
fn draw(
    state: &AppState,
    staff: &Staff,
    order: WorkOrder,
    filled: Filled,
    refused: Option<Refused>,
) -> Result<Response, Problem> {
    let path = format!("/werk/{}/klaar", order.work_order_id);
    let status = refused.as_ref().map_or(StatusCode::OK, |refused| refused.status);
    let page = drawn(&DonePage {
        page: frame(state, staff, path, clock::now()),
        photo_required: after_photo::is_required(&order.category),
        order: Order::from(order),
        sent: filled.photo_ids.iter().filter_map(|photo_id| sent(photo_id)).collect(),
        quick: filled.quick,
        note: filled.note,
        error: refused.map(|refused| refused.words),
    })?;
    Ok((status, page).into_response())
}

/// What is no id of a photo is not shown again.
fn sent(photo_id: &str) -> Option<SentPhoto> {
    let url = photo_url(&photo_id.parse().ok()?);
    Some(SentPhoto { photo_id: photo_id.to_owned(), url })
}

fn bad(words: &str) -> Refused {
    Refused { status: StatusCode::BAD_REQUEST, words: words.to_owned() }
}

fn unreadable() -> Problem {
    let detail = "Het formulier kwam niet goed over. Probeer het nog een keer.";
    Problem::invalid_input(vec![FieldError::new("", detail)])
}
