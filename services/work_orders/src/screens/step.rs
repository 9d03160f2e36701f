//! `POST /werk/{id}/stap`: what a crew did, as its phone kept it.

use axum::{Json, extract::State};
use platform::{
    problem::{self, Path, Problem},
    staff::Staff,
};
use uuid::Uuid;

use crate::{
    AppState, act,
    phone_act::{self, Answer, Body},
};

/// Answers 401 to who is not signed in, so that the phone keeps it until they are.
pub(super) async fn take(
    State(state): State<AppState>,
    staff: Staff,
    Path(work_order_id): Path<Uuid>,
    problem::Json(body): problem::Json<Body>,
) -> Result<Json<Answer>, Problem> {
    act::require_worker(&staff)?;
    let sent = body.parse().map_err(Problem::invalid_input)?;
    Ok(Json(phone_act::take(&state, &staff, work_order_id, sent).await?))
}
