//! `/mijn`: the reports that were sent from this browser, without an account. A cookie holds an id
//! that says nothing; the list is kept here, and can be emptied.

use axum::{
    Router,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use chrono::{DateTime, TimeDelta, Utc};
use platform::{clock, problem::Problem, staff::cookie};
use uuid::Uuid;
use web::{Lang, Page};

use crate::{
    AppState,
    form::{set_cookie, without_draft},
    home::html,
    pages::{LastReport, MinePage, Photo},
    store::{self, device::Mine},
};

const COOKIE: &str = "og_device";
const COOKIE_TLS: &str = "__Host-og_device";

/// How long a browser remembers, counted from the last report that was sent from it.
pub(crate) const DEVICE_AGE_MAX: TimeDelta = TimeDelta::days(365);

/// The same in seconds, for the cookie.
const COOKIE_AGE: u32 = 365 * 24 * 60 * 60;

/// Reports in one list: a page that a thumb still scrolls through.
const REPORTS_MAX: i64 = 20;

pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/mijn", get(show)).route("/mijn/wissen", post(clear))
}

/// The id in the browser's cookie.
pub(crate) fn of(headers: &HeaderMap) -> Option<Uuid> {
    let named = [COOKIE_TLS, COOKIE].into_iter().find_map(|name| cookie(headers, name));
    named.and_then(|text| text.parse().ok())
}

/// Adds the report to the list of the browser, and gives the answer that makes the browser
/// remember its list.
pub(crate) async fn remember(
    state: &AppState,
    device: Option<Uuid>,
    report_id: Uuid,
    now: DateTime<Utc>,
    response: Response,
) -> Result<Response, Problem> {
    let device_id = device.unwrap_or_else(Uuid::new_v4);
    let mut tx = state.service.pool.begin().await?;
    store::device::remember(&mut tx, device_id, report_id, REPORTS_MAX, now).await?;
    tx.commit().await?;
    Ok(with_cookie(state, &device_id.to_string(), COOKIE_AGE, response))
}

async fn show(
    State(state): State<AppState>,
    lang: Lang,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let page = Page::resident(&state.assets, "/mijn", lang, clock::now());
    let mut reports = Vec::new();
    if let Some(device_id) = of(&headers) {
        let mut conn = state.service.pool.acquire().await?;
        reports = store::device::list(&mut conn, device_id).await?;
    }
    let is_over = |mine: &Mine| matches!(mine.status.as_str(), "resolved" | "not_resolved");
    let (over, going): (Vec<Mine>, Vec<Mine>) = reports.into_iter().partition(is_over);
    let rows = |reports: Vec<Mine>| reports.into_iter().map(row).collect();
    html(&MinePage { page, going: rows(going), over: rows(over) })
}

fn row(mine: Mine) -> LastReport {
    LastReport {
        report_id: mine.report_id.to_string(),
        category: mine.category,
        area: mine.area_name,
        status: mine.status,
        photo: mine.photo_id.map(|id| Photo { id: id.to_string() }),
    }
}

/// Empties the list, here and in the browser.
async fn clear(State(state): State<AppState>, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some(device_id) = of(&headers) {
        let mut conn = state.service.pool.acquire().await?;
        store::device::clear(&mut conn, device_id).await?;
    }
    let response = Redirect::to("/mijn").into_response();
    let response = with_cookie(&state, "", 0, response);
    Ok(without_draft(&state, response))
}

fn with_cookie(state: &AppState, value: &str, age: u32, response: Response) -> Response {
    set_cookie(state, response, if state.is_tls { COOKIE_TLS } else { COOKIE }, value, age)
}
