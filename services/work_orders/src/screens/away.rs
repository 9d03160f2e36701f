//! What the crew's phone keeps to work without connection: the service worker, the page for what is not kept,
//! the manifest, and the pages of the day.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::State,
    response::{Html, Response},
};
use chrono::{DateTime, Utc};
use platform::{
    clock,
    problem::{Problem, Query},
    staff::Staff,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{
    Page,
    installable::{self, App},
};

use super::{cannot, done, drawn, enforcement, order, require_viewer};
use crate::{
    AppState, act,
    enforcement::taking,
    order::WorkOrder,
    pages::{AwayPage, thumbnail_url},
    store,
    worker::Worker,
};

/// Orders of one answer: a phone that asks for a day asks more than once.
const ORDERS_MAX: usize = 20;

/// Photos of one order that a phone keeps.
const PHOTOS_MAX: usize = 3;

/// For the pages below `/werk` only: what residents keep has a worker of its own.
pub(super) async fn worker(State(state): State<AppState>) -> Result<Response, Problem> {
    installable::worker(&state.assets, "crew-sw.js", "/werk")
}

pub(super) async fn manifest(State(state): State<AppState>) -> Response {
    let app = App {
        name: "Opgeruimd werk",
        description: "Wat er vandaag te doen is op straat, ook zonder verbinding.",
        start: "/werk",
        shortcuts: &[],
    };
    installable::manifest(&state.assets, &app)
}

/// The same for everybody: it holds nothing of the work.
pub(super) async fn page(State(state): State<AppState>) -> Result<Html<String>, Problem> {
    drawn(&AwayPage {
        page: Page::crew(&state.assets, "/werk/zonder-verbinding", clock::now(), None),
    })
}

#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    /// Ids with a dot between.
    stops: String,
}

/// Pages of orders, for the phone to keep.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Day {
    /// Until when the sign-in counts; the phone throws the pages away then.
    until: DateTime<Utc>,
    orders: Vec<Kept>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Kept {
    path: String,
    /// By address.
    pages: BTreeMap<String, String>,
    /// Small ones.
    photos: Vec<String>,
}

/// The pages of the orders that are asked for and that are there; the rest is left out.
pub(super) async fn day(
    State(state): State<AppState>,
    staff: Staff,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Day>, Problem> {
    require_viewer(&staff)?;
    let ids = wanted.stops.split('.').filter_map(|id| id.parse().ok()).take(ORDERS_MAX);
    let ids: Vec<Uuid> = ids.collect();
    state.reach.require(&staff, &ids).await?;
    let mut orders = Vec::new();
    for order in store::list::of_ids(&state.service.pool, &ids).await? {
        orders.push(keep(&state, &staff, order).await?);
    }
    Ok(Json(Day { until: staff.expires_at, orders }))
}

async fn keep(state: &AppState, staff: &Staff, order: WorkOrder) -> Result<Kept, Problem> {
    let worker = Worker::staff(staff.clone(), order.work_order_id);
    let (path, photo_ids) = (worker.path(), order.photo_ids.clone());
    let mut pages = BTreeMap::new();
    if act::may_act(staff, &order) && !order.status().is_final() {
        let form = done::form(state, &worker, order.clone())?;
        pages.insert(format!("{path}/klaar"), form.0);
        let form = cannot::form(state, &worker, order.clone(), String::new(), None)?;
        pages.insert(format!("{path}/lukt-niet"), form.0);
    }
    if taking::require_boa(staff).is_ok() {
        let form = enforcement::form(state, &worker, order.clone())?;
        pages.insert(format!("{path}/bewijs"), form.0);
    }
    let may_link = order::may_link(staff);
    let page = order::draw(state, &worker, order, None, may_link).await?;
    pages.insert(path.clone(), page.0);
    let photos = photo_ids.iter().take(PHOTOS_MAX).map(thumbnail_url).collect();
    Ok(Kept { path, pages, photos })
}
