//! `/werk`: the pages of the crew's phone; one file a page.

mod away;
mod cannot;
mod done;
mod enforcement;
mod list;
mod new;
mod order;
mod partner;
mod rounds;
mod step;
mod streets;
#[cfg(test)]
mod tests;

use std::convert::Infallible;

use askama::Template;
use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRequestParts},
    http::request::Parts,
    response::{Html, Redirect},
    routing::{get, post},
};
use chrono::{DateTime, Utc};
pub(crate) use list::summary;
use platform::{
    problem::Problem,
    staff::{Role, Staff, cookie},
};
use serde::Deserialize;
use uuid::Uuid;
use web::{Page, Signed, words};

use crate::{
    AppState, act,
    after_photo::PHOTOS_MAX,
    driving::{self, Driving},
    order::WorkOrder,
    pages::{Order, Photo},
    photos::PHOTO_BYTES_MAX,
    worker::Worker,
};

/// Bytes of the form beside its photos.
const FORM_BYTES_MAX: usize = 256 * 1024;

/// The routes of the pages.
pub(crate) fn router() -> Router<AppState> {
    let done_bytes_max = PHOTOS_MAX * PHOTO_BYTES_MAX + FORM_BYTES_MAX;
    Router::new()
        .merge(enforcement::router())
        .merge(rounds::router())
        .route("/werk", get(list::list))
        .route("/werk/lijst", get(list::part))
        .route("/werk/live", get(list::live))
        .route("/werk/nieuw", get(new::ask))
        .route("/werk/nieuw/{report_id}/stap", post(new::take_along))
        .route("/werk/bij/{report_number}", get(list::of_report))
        .route("/werk/dag", get(away::day))
        .route("/werk/straten/{version}/{east}/{north}", get(streets::cell))
        .route("/werk/zonder-verbinding", get(away::page))
        .route("/werk/sw.js", get(away::worker))
        .route("/werk/app.webmanifest", get(away::manifest))
        .route("/werk/{work_order_id}", get(order::show))
        .route("/werk/{work_order_id}/live", get(order::live))
        .route("/werk/{work_order_id}/aannemen", get(order::back).post(order::accept))
        .route("/werk/{work_order_id}/start", get(order::back).post(order::start))
        .route("/werk/{work_order_id}/stap", post(step::take))
        .route("/werk/{work_order_id}/eerst", get(order::back).post(order::put_in_front))
        .route(
            "/werk/{work_order_id}/klaar",
            get(done::ask).post(done::complete).layer(DefaultBodyLimit::max(done_bytes_max)),
        )
        .route("/werk/{work_order_id}/lukt-niet", get(cannot::ask).post(cannot::refuse))
        .route("/werk/{work_order_id}/partner", get(partner::ask).post(partner::make))
        .route(
            "/werk/{work_order_id}/partner/intrekken",
            get(partner::back).post(partner::take_back),
        )
        .route("/partner/{token}", get(order::show_partner))
        .route("/partner/{token}/aannemen", get(order::back).post(order::accept))
        .route("/partner/{token}/start", get(order::back).post(order::start))
        .route(
            "/partner/{token}/klaar",
            get(done::ask).post(done::complete).layer(DefaultBodyLimit::max(done_bytes_max)),
        )
        .route("/partner/{token}/lukt-niet", get(cannot::ask).post(cannot::refuse))
}

/// The query after a redirect.
#[derive(Debug, Deserialize)]
struct Happened {
    /// What was just done, in a word of the page.
    stap: Option<String>,
}

/// What just happened to the order of a page, told in the query after a redirect.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Told {
    Accepted,
    Started,
    /// Somebody else was first.
    Changed,
}

impl Told {
    const ALL: [Self; 3] = [Self::Accepted, Self::Started, Self::Changed];

    fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "aangenomen",
            Self::Started => "gestart",
            Self::Changed => "veranderd",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|told| told.as_str() == text)
    }
}

/// Who may look at the pages: all but managers, who have their own.
fn require_viewer(staff: &Staff) -> Result<(), Problem> {
    staff.require(&[Role::Crew, Role::Boa, Role::Dispatcher])
}

/// Where the browser goes when the order is closed: where the worker goes on.
fn after(worker: &Worker, result: Result<WorkOrder, Problem>) -> Result<Redirect, Problem> {
    match result {
        Ok(order) => Ok(Redirect::to(&worker.path_after(&order))),
        Err(problem) => changed(worker, problem),
    }
}

/// Somebody else was first: the order itself says how it is now.
fn changed(worker: &Worker, problem: Problem) -> Result<Redirect, Problem> {
    if problem.kind == act::CONFLICT {
        return Ok(to_order(worker, Told::Changed));
    }
    Err(problem)
}

fn to_order(worker: &Worker, told: Told) -> Redirect {
    Redirect::to(&format!("{}?stap={}", worker.path(), told.as_str()))
}

/// The order that the phone of this request worked out.
impl<S: Sync> FromRequestParts<S> for Driving {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let value = |name| cookie(&parts.headers, name).unwrap_or_default();
        Ok(Self::read(value(driving::COOKIE), value(driving::FIRST_COOKIE)))
    }
}

fn frame(state: &AppState, staff: &Staff, path: String, now: DateTime<Utc>) -> Page {
    Page::crew(&state.assets, path, now, Some(Signed::from(staff)))
}

fn drawn(template: &impl Template) -> Result<Html<String>, Problem> {
    Ok(Html(template.render().map_err(anyhow::Error::from)?))
}

impl Order {
    /// The order as this worker sees it.
    fn seen_by(worker: &Worker, order: WorkOrder) -> Self {
        let photos = |ids: &[Uuid]| ids.iter().map(Photo::from).collect();
        Self {
            path: worker.path(),
            list: order.list_path(),
            is_on_round: order.round_id.is_some(),
            partner: worker.partner_name().map(str::to_owned),
            place: order.place().to_owned(),
            status: order.status().as_str().to_owned(),
            reason: order.reason().to_owned(),
            photos: photos(&order.photo_ids),
            after_photos: photos(&order.standing.after_photo_ids),
            note: order.standing.note,
            area: order.area.map(|area| area.name).unwrap_or_default(),
            asset: order.asset.map(|asset| words::thing(&asset.kind, &asset.number)),
            category: order.category,
            team: order.team_name,
            due_at: order.due_at,
            is_urgent: order.is_urgent,
            waits_until: order.waits_until,
            report_numbers: order.report_numbers,
            description: order.description,
            changed_at: order.changed_at,
            latitude: order.latitude,
            longitude: order.longitude,
        }
    }
}
