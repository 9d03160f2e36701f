//! `GET /api/v1/work-orders/{id}`: one order and its history.

use axum::{Json, extract::State};
use platform::{
    problem::{Path, Problem},
    staff::Staff,
};
use uuid::Uuid;

use super::{Detail, Event, Item};
use crate::{AppState, act, store};

pub(super) async fn one(
    State(state): State<AppState>,
    _staff: Staff,
    Path(work_order_id): Path<Uuid>,
) -> Result<Json<Detail>, Problem> {
    let pool = &state.service.pool;
    let order = store::find(pool, work_order_id).await?.ok_or_else(act::unknown)?;
    let history = store::history(pool, work_order_id).await?;
    let history = history.into_iter().map(Event::from).collect();
    Ok(Json(Detail { item: Item::from(order), history }))
}
