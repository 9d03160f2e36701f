//! `/werk/{id}/partner`: a dispatcher makes a link for a partner, or takes it back.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use platform::{
    clock,
    problem::{self, Path, Problem},
    staff::{OnPage, Role, Staff},
};
use serde::Deserialize;
use uuid::Uuid;

use super::drawn;
use crate::{
    AppState, act,
    order::WorkOrder,
    pages::{Order, PartnerPage},
    partner::{Asked, Link, Token},
    store,
    worker::Worker,
};

const ROLES: [Role; 1] = [Role::Dispatcher];

#[derive(Deserialize)]
pub(super) struct Form {
    #[serde(default)]
    naam: String,
    #[serde(default)]
    dagen: i64,
}

/// What the page says besides the order.
#[derive(Default)]
struct Told {
    link: Option<String>,
    name: String,
    error: Option<String>,
}

pub(super) async fn ask(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(work_order_id): Path<Uuid>,
) -> Result<Response, Problem> {
    let order = open_order(&state, &staff, work_order_id).await?;
    draw(&state, staff, order, Told::default()).await
}

/// The address of a button, opened again after signing in.
pub(super) async fn back(Path(work_order_id): Path<Uuid>) -> Redirect {
    Redirect::to(&format!("/werk/{work_order_id}/partner"))
}

pub(super) async fn make(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(work_order_id): Path<Uuid>,
    problem::Form(form): problem::Form<Form>,
) -> Result<Response, Problem> {
    let order = open_order(&state, &staff, work_order_id).await?;
    let asked = match Asked::parse(&form.naam, form.dagen) {
        Ok(asked) => asked,
        Err(error) => {
            let told = Told { name: form.naam, error: Some(error.to_owned()), link: None };
            let answer = draw(&state, staff, order, told).await?;
            return Ok((StatusCode::BAD_REQUEST, answer).into_response());
        }
    };
    let now = clock::now();
    let token = Token::generate();
    let link = Link {
        partner_link_id: Uuid::now_v7(),
        work_order_id,
        partner_name: asked.partner_name,
        staff_name: staff.name.clone(),
        made_at: now,
        expires_at: now + asked.lasts,
    };
    store::partner::put(&state.service.pool, &link, &token).await?;
    let link = format!("{}/partner/{}", state.public_url, token.as_str());
    draw(&state, staff, order, Told { link: Some(link), ..Told::default() }).await
}

pub(super) async fn take_back(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(work_order_id): Path<Uuid>,
) -> Result<Redirect, Problem> {
    staff.require(&ROLES)?;
    store::partner::take_back(&state.service.pool, work_order_id).await?;
    Ok(Redirect::to(&format!("/werk/{work_order_id}/partner")))
}

/// The order, as long as there is something to do.
async fn open_order(
    state: &AppState,
    staff: &Staff,
    work_order_id: Uuid,
) -> Result<WorkOrder, Problem> {
    staff.require(&ROLES)?;
    let order = store::find(&state.service.pool, work_order_id).await?;
    let order = order.ok_or_else(act::unknown)?;
    if order.status().is_final() {
        return Err(Problem::conflict(act::CONFLICT, "Deze opdracht is al klaar of vervallen."));
    }
    Ok(order)
}

async fn draw(
    state: &AppState,
    staff: Staff,
    order: WorkOrder,
    told: Told,
) -> Result<Response, Problem> {
    let now = clock::now();
    let kept = store::partner::of_order(&state.service.pool, order.work_order_id).await?;
    let kept = kept.filter(|link| !link.is_expired(now));
    let worker = Worker::staff(staff, order.work_order_id);
    let page = drawn(&PartnerPage {
        page: worker.page(state, "/partner", now),
        order: Order::seen_by(&worker, order),
        link: told.link,
        kept: kept.map(|link| (link.partner_name, link.staff_name, link.expires_at)),
        name: told.name,
        error: told.error,
    })?;
    Ok(page.into_response())
}
