//! `/werk/{id}/klaar`: done, with the photo that shows it. Works without JavaScript.

mod form;

use axum::{
    extract::{Multipart, State, multipart::MultipartRejection},
    http::StatusCode,
    response::{Html, IntoResponse as _, Redirect, Response},
};
use platform::{
    clock,
    problem::{FieldError, Problem},
};

use self::form::Filled;
use super::{after, drawn, list};
use crate::{
    AppState, act, after_photo,
    driving::Driving,
    order::WorkOrder,
    pages::{DonePage, Order, SentPhoto, photo_url},
    photos::Refused,
    progress::{Action, Status},
    worker::Worker,
};

pub(super) async fn ask(
    State(state): State<AppState>,
    worker: Worker,
    driving: Driving,
) -> Result<Response, Problem> {
    let order = worker.order(&state).await?;
    if order.status().is_final() {
        return Ok(Redirect::to(&worker.path()).into_response());
    }
    draw(&state, (&worker, &driving), order, Filled::default(), None).await
}

pub(super) async fn complete(
    State(state): State<AppState>,
    worker: Worker,
    driving: Driving,
    body: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    let who = (&worker, &driving);
    // Who may not do it need not send the photos first.
    let order = worker.order(&state).await?;
    // Pressed twice: the first press did it, and needs no photos again.
    if order.status() == Status::Done && order.standing.changed_by == Some(worker.id()) {
        return Ok(Redirect::to(&worker.path_after(&order)).into_response());
    }
    let body = body.map_err(|_| unreadable())?;
    let (mut filled, refused) = Filled::read(body, &state.photos).await;
    if let Some(refused) = refused {
        return draw(&state, who, order, filled, Some(refused)).await;
    }
    let needs_photo = after_photo::is_required(&order.category) && filled.photo_ids.is_empty();
    if needs_photo && !order.status().is_final() {
        let words = "Maak eerst een foto van de schone plek. De melder krijgt die te zien.";
        return draw(&state, who, order, filled, Some(bad(words))).await;
    }
    let action = match filled.to_complete().parse() {
        Ok(action) => action,
        Err(errors) => {
            let words: Vec<_> = errors.iter().map(|error| &*error.detail).collect();
            return draw(&state, who, order, filled, Some(bad(&words.join(" ")))).await;
        }
    };
    if let Action::Complete { photo_ids, .. } = &action
        && let Err(problem) = state.photos.check(photo_ids).await
    {
        if problem.status() != StatusCode::BAD_REQUEST {
            return Err(problem);
        }
        filled.photo_ids.clear();
        let words = "Een foto is er niet meer. Maak hem nog een keer.";
        return draw(&state, who, order, filled, Some(bad(words))).await;
    }
    let result = act::perform(&state.service, &worker, &action).await;
    Ok(after(&worker, result)?.into_response())
}

/// The form with what was filled in; a photo that intake has stays with it.
async fn draw(
    state: &AppState,
    (worker, driving): (&Worker, &Driving),
    order: WorkOrder,
    filled: Filled,
    refused: Option<Refused>,
) -> Result<Response, Problem> {
    // A partner has no other stop.
    let next = match worker.member() {
        Some(staff) => list::next_stop(state, staff, &order, driving).await?,
        None => None,
    };
    let status = refused.as_ref().map_or(StatusCode::OK, |refused| refused.status);
    let next = next.map(|next| next.place().to_owned());
    let page = DonePage {
        next,
        sent: filled.photo_ids.iter().filter_map(|photo_id| sent(photo_id)).collect(),
        quick: filled.quick,
        note: filled.note,
        error: refused.map(|refused| refused.words),
        ..empty(state, worker, order)
    };
    Ok((status, drawn(&page)?).into_response())
}

/// The form with nothing filled in, for a phone to keep: which stop comes next may be another one then.
pub(super) fn form(
    state: &AppState,
    worker: &Worker,
    order: WorkOrder,
) -> Result<Html<String>, Problem> {
    drawn(&empty(state, worker, order))
}

fn empty(state: &AppState, worker: &Worker, order: WorkOrder) -> DonePage {
    DonePage {
        page: worker.page(state, "/klaar", clock::now()),
        photo_required: after_photo::is_required(&order.category),
        next: None,
        order: Order::seen_by(worker, order),
        sent: Vec::new(),
        quick: Vec::new(),
        note: String::new(),
        error: None,
    }
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
