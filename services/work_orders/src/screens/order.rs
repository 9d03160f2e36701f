//! `/werk/{id}`, and `/partner/{token}` for who has a link: one order, and its buttons accept and start.

use axum::{
    extract::State,
    http::header::SET_COOKIE,
    response::{Html, IntoResponse, Redirect},
};
use platform::{
    clock,
    problem::{Path, Problem, Query},
    staff::{OnPage, Role, Staff},
};
use uuid::Uuid;

use super::{Happened, Told, changed, drawn, require_viewer, to_order};
use crate::{
    AppState, act,
    driving::Driving,
    enforcement::{State as CaseState, taking},
    live,
    order::WorkOrder,
    pages::{Beside, ConflictPage, Made, MayDo, Note, Order, OrderPage},
    progress::{Action, Status},
    store,
    worker::Worker,
};

/// Everybody who works for the municipality may look.
pub(super) async fn show(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(work_order_id): Path<Uuid>,
    Query(happened): Query<Happened>,
) -> Result<Html<String>, Problem> {
    require_viewer(&staff)?;
    let may_link = may_link(&staff);
    find(&state, &Worker::staff(staff, work_order_id), happened, may_link).await
}

/// Whether they may give an order to a partner.
pub(super) fn may_link(staff: &Staff) -> bool {
    staff.require(&[Role::Dispatcher]).is_ok()
}

/// The order of the link.
pub(super) async fn show_partner(
    State(state): State<AppState>,
    worker: Worker,
    Query(happened): Query<Happened>,
) -> Result<Html<String>, Problem> {
    find(&state, &worker, happened, false).await
}

async fn find(
    state: &AppState,
    worker: &Worker,
    happened: Happened,
    may_link: bool,
) -> Result<Html<String>, Problem> {
    let order = store::find(&state.service.pool, worker.work_order_id).await?;
    let order = order.ok_or_else(act::unknown)?;
    let told = happened.stap.as_deref().and_then(Told::parse);
    draw(state, worker, order, told, may_link).await
}

/// The page of the order. `told` is what just happened to it.
pub(super) async fn draw(
    state: &AppState,
    worker: &Worker,
    order: WorkOrder,
    told: Option<Told>,
    may_link: bool,
) -> Result<Html<String>, Problem> {
    let pool = &state.service.pool;
    let page = worker.page(state, "", clock::now());
    if told == Some(Told::Changed) {
        let by = order.team_name.clone();
        return drawn(&ConflictPage { page, order: Order::seen_by(worker, order), by });
    }
    let query = told.map_or(String::new(), |told| format!("?stap={}", told.as_str()));
    let notice = told.and_then(|told| notice(told, order.status())).map(str::to_owned);
    let notes = store::note::of_reports(pool, &order.report_ids).await?;
    let notes = notes.iter().map(Note::from).collect();
    // What colleagues did and when is not for a partner.
    let (steps, beside) = if worker.partner_name().is_none() {
        let steps = store::history(pool, order.work_order_id).await?;
        (steps, store::phone_act::beside(pool, order.issue_id).await?)
    } else {
        Default::default()
    };
    let may_gather = worker.member().is_some_and(|staff| taking::require_boa(staff).is_ok());
    let sees_case = may_gather || worker.member().is_some_and(|staff| staff.sees_evidence);
    let case = store::case::of_issue(pool, order.issue_id).await?;
    let is_investigated = !may_gather
        && !order.status().is_final()
        && case.as_ref().is_some_and(|case| case.state == CaseState::Investigation);
    let case = case.filter(|_| sees_case);
    let steps = steps.into_iter().map(Made::from).collect();
    let beside = beside.iter().map(Beside::from).collect();
    let may = MayDo {
        act: worker.require_worker().is_ok() && worker.require_may_act(&order).is_ok(),
        link: may_link && !order.status().is_final(),
        gather: may_gather,
    };
    let order = Order::seen_by(worker, order);
    drawn(&OrderPage {
        page,
        order,
        notes,
        steps,
        beside,
        may,
        case,
        is_investigated,
        notice,
        query,
    })
}

/// Says when the page is worth fetching again.
pub(super) async fn live(
    State(state): State<AppState>,
    staff: Staff,
    Path(work_order_id): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    require_viewer(&staff)?;
    let order = store::find(&state.service.pool, work_order_id).await?.ok_or_else(act::unknown)?;
    let mut own: Vec<_> = order.report_ids.iter().map(live::report).collect();
    own.extend([
        live::order(work_order_id),
        live::issue(order.issue_id),
        live::REROUTED.to_owned(),
    ]);
    Ok(state.service.live.stream(move |topic| own.iter().any(|own| own == topic)))
}

/// Puts the order in front on this phone's list, or lets go of it. Nobody else's list changes.
pub(super) async fn put_in_front(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    driving: Driving,
    Path(work_order_id): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    act::require_worker(&staff)?;
    let put = driving.put_in_front(work_order_id, state.service.gate.is_tls());
    Ok(([(SET_COOKIE, put)], Redirect::to("/werk")))
}

/// The address of a button, opened again after signing in.
pub(super) async fn back(worker: Worker) -> Redirect {
    Redirect::to(&worker.path())
}

pub(super) async fn accept(
    State(state): State<AppState>,
    worker: Worker,
) -> Result<Redirect, Problem> {
    perform(&state, &worker, &Action::Accept, Told::Accepted).await
}

pub(super) async fn start(
    State(state): State<AppState>,
    worker: Worker,
) -> Result<Redirect, Problem> {
    perform(&state, &worker, &Action::Start, Told::Started).await
}

async fn perform(
    state: &AppState,
    worker: &Worker,
    action: &Action,
    told: Told,
) -> Result<Redirect, Problem> {
    match act::perform(&state.service, worker, action).await {
        Ok(_) => Ok(to_order(worker, told)),
        Err(problem) => changed(worker, problem),
    }
}

/// Tells what happened, as long as it is still so.
pub(super) fn notice(told: Told, status: Status) -> Option<&'static str> {
    match (told, status) {
        (Told::Accepted, Status::Accepted) => Some("Je hebt hem aangenomen. De melder weet het."),
        (Told::Started, Status::InProgress) => Some("Je bent begonnen. De melder weet het."),
        _ => None,
    }
}
