//! `/werk/{id}`: one order, and its buttons accept and start.

use axum::{
    extract::State,
    response::{Html, Redirect},
};
use platform::{
    clock,
    problem::{Path, Problem, Query},
    staff::{OnPage, Staff},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{Told, after, drawn, frame, require_viewer};
use crate::{
    AppState, act,
    order::WorkOrder,
    pages::{ConflictPage, Order, OrderPage},
    progress::{Action, Status},
    store,
};

#[derive(Debug, Deserialize)]
pub(super) struct Happened {
    stap: Option<String>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(work_order_id): Path<Uuid>,
    Query(happened): Query<Happened>,
) -> Result<Html<String>, Problem> {
    require_viewer(&staff)?;
    let order = store::find(&state.service.pool, work_order_id).await?;
    let order = order.ok_or_else(act::unknown)?;
    let page = frame(&state, &staff, format!("/werk/{work_order_id}"), clock::now());
    let told = happened.stap.as_deref().and_then(Told::parse);
    if told == Some(Told::Changed) {
        let by = order.team_name.clone();
        return drawn(&ConflictPage { page, order: Order::from(order), by });
    }
    let notice = told.and_then(|told| notice(told, order.status())).map(str::to_owned);
    let may_act = act::may_act(&staff, &order);
    drawn(&OrderPage { page, order: Order::from(order), may_act, notice })
}

pub(super) async fn accept(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(work_order_id): Path<Uuid>,
) -> Result<Redirect, Problem> {
    let result = perform(&state, &staff, work_order_id, &Action::Accept).await;
    after(work_order_id, result, Told::Accepted)
}

pub(super) async fn start(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(work_order_id): Path<Uuid>,
) -> Result<Redirect, Problem> {
    let result = perform(&state, &staff, work_order_id, &Action::Start).await;
    after(work_order_id, result, Told::Started)
}

async fn perform(
    state: &AppState,
    staff: &Staff,
    work_order_id: Uuid,
    action: &Action,
) -> Result<WorkOrder, Problem> {
    act::perform(&state.service, staff, work_order_id, action).await
}

/// Tells what happened, as long as it is still so.
pub(super) fn notice(told: Told, status: Status) -> Option<&'static str> {
    match (told, status) {
        (Told::Accepted, Status::Accepted) => Some("Je hebt hem aangenomen. De melder weet het."),
        (Told::Started, Status::InProgress) => Some("Je bent begonnen. De melder weet het."),
        (Told::Done, Status::Done) => Some("Klaar gemeld. De melder krijgt bericht."),
        (Told::Refused, Status::Refused) => Some("Doorgegeven dat het niet lukt."),
        _ => None,
    }
}
