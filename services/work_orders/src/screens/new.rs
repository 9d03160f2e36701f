//! `/werk/nieuw`: something new from the street. The phone keeps it and sends it as a report like any other; what was
//! taken along at once it sends after that.

use axum::{Json, extract::State, response::Html};
use platform::{
    clock,
    problem::{self, Path, Problem},
    staff::{OnPage, Staff},
};
use uuid::Uuid;

use super::{drawn, frame};
use crate::{
    AppState, act,
    pages::NewPage,
    phone_act::{Answer, Body},
    taken_along,
};

pub(super) async fn ask(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
) -> Result<Html<String>, Problem> {
    act::require_worker(&staff)?;
    drawn(&NewPage { page: frame(&state, &staff, "/werk/nieuw".to_owned(), clock::now()) })
}

/// Answers 401 to who is not signed in, so that the phone keeps it until they are.
pub(super) async fn take_along(
    State(state): State<AppState>,
    staff: Staff,
    Path(report_id): Path<Uuid>,
    problem::Json(body): problem::Json<Body>,
) -> Result<Json<Answer>, Problem> {
    act::require_worker(&staff)?;
    let sent = body.parse().map_err(Problem::invalid_input)?;
    Ok(Json(taken_along::take(&state, &staff, report_id, sent).await?))
}
