//! `/api/v1/work-orders`: what the interface looks like; one file an endpoint.

mod act;
mod list;
mod one;

use axum::{
    Router,
    http::{HeaderName, HeaderValue},
    middleware,
    response::Response,
    routing::{get, post},
};
use chrono::{DateTime, Utc};
use platform::visit::Visit;
use serde::Serialize;
use uuid::Uuid;

use crate::{
    AppState,
    order::{Asset, WorkOrder},
    progress::Reason,
    store::Step,
};

const CONTENT_CRS: HeaderName = HeaderName::from_static("content-crs");
const CRS84: HeaderValue =
    HeaderValue::from_static("<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");

/// The routes of the JSON API.
pub(crate) fn router() -> Router<AppState> {
    Router::new()
        .route("/api/v1/work-orders", get(list::list))
        .route("/api/v1/work-orders/{work_order_id}", get(one::one))
        .route("/api/v1/work-orders/{work_order_id}/accept", post(act::accept))
        .route("/api/v1/work-orders/{work_order_id}/start", post(act::start))
        .route("/api/v1/work-orders/{work_order_id}/complete", post(act::complete))
        .route("/api/v1/work-orders/{work_order_id}/refuse", post(act::refuse))
        .layer(middleware::map_response(name_crs))
}

/// Names the coordinate system of the places in an answer (NL API Design Rules, geospatial).
async fn name_crs(mut answer: Response) -> Response {
    if answer.status().is_success() {
        answer.headers_mut().insert(CONTENT_CRS, CRS84);
    }
    answer
}

/// A work order as clients see it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    work_order_id: Uuid,
    issue_id: Uuid,
    report_numbers: Vec<String>,
    team: String,
    team_name: String,
    status: &'static str,
    /// Why, when it is refused.
    reason: Option<&'static str>,
    note: String,
    category: String,
    category_name: String,
    area: Option<Area>,
    location: Point,
    location_text: String,
    description: String,
    /// The thing on the street that it is about.
    asset: Option<Asset>,
    photos: Vec<Photo>,
    after_photos: Vec<Photo>,
    due_at: DateTime<Utc>,
    /// When the team comes, as residents were told.
    visit: Option<Visit>,
    /// The rules say that it goes before other work.
    is_urgent: bool,
    opened_at: DateTime<Utc>,
    changed_at: DateTime<Utc>,
    version: i64,
}

#[derive(Debug, Serialize)]
struct Area {
    code: String,
    name: String,
}

/// A point as RFC 7946 writes it.
#[derive(Debug, Serialize)]
struct Point {
    r#type: &'static str,
    /// Longitude and latitude, degrees.
    coordinates: [f64; 2],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Photo {
    url: String,
    thumbnail_url: String,
}

/// A work order with everything that happened to it, oldest first.
#[derive(Debug, Serialize)]
struct Detail {
    #[serde(flatten)]
    item: Item,
    history: Vec<Event>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    at: DateTime<Utc>,
    status: String,
    reason: Option<String>,
    note: String,
    /// The name that the person chose for colleagues to see.
    by: String,
    /// On the street: earlier than `at` for what a phone sent later.
    acted_at: DateTime<Utc>,
}

impl From<WorkOrder> for Item {
    fn from(order: WorkOrder) -> Self {
        let standing = &order.standing;
        Self {
            work_order_id: order.work_order_id,
            issue_id: order.issue_id,
            status: standing.status.as_str(),
            reason: standing.reason.map(Reason::as_str),
            note: standing.note.clone(),
            area: order.area.map(|area| Area { code: area.code, name: area.name }),
            location: Point { r#type: "Point", coordinates: [order.longitude, order.latitude] },
            asset: order.asset,
            photos: photos(&order.photo_ids),
            after_photos: photos(&standing.after_photo_ids),
            report_numbers: order.report_numbers,
            team: order.team_key,
            team_name: order.team_name,
            category: order.category,
            category_name: order.category_name,
            location_text: order.location_text,
            description: order.description,
            due_at: order.due_at,
            visit: standing.visit,
            is_urgent: order.is_urgent,
            opened_at: order.opened_at,
            changed_at: order.changed_at,
            version: order.version,
        }
    }
}

impl From<Step> for Event {
    fn from(step: Step) -> Self {
        Self {
            at: step.changed_at,
            status: step.status,
            reason: Some(step.reason).filter(|reason| !reason.is_empty()),
            note: step.note,
            by: step.staff_name,
            acted_at: step.acted_at,
        }
    }
}

fn photos(ids: &[Uuid]) -> Vec<Photo> {
    let photo = |id| Photo {
        url: crate::pages::photo_url(id),
        thumbnail_url: crate::pages::thumbnail_url(id),
    };
    ids.iter().map(photo).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::order::sample;

    #[test]
    fn an_order_has_the_shape_that_clients_lean_on() {
        let order = sample();
        let id = order.work_order_id;
        let shown = serde_json::to_value(Item::from(order)).unwrap();

        assert_eq!(shown["workOrderId"], json!(id));
        assert_eq!(
            (&shown["team"], &shown["teamName"]),
            (&json!("schoon"), &json!("Wijkteam Schoon"))
        );
        assert_eq!(shown["location"], json!({"type": "Point", "coordinates": [5.4036, 52.166]}));
        assert_eq!(shown["area"], json!({"code": "BU03071001", "name": "Zangvogelbuurt"}));
        assert_eq!(shown["photos"][0]["thumbnailUrl"], json!(format!("/media/{id}/small.jpg")));
        assert_eq!((&shown["reason"], &shown["afterPhotos"]), (&json!(null), &json!([])));
        assert_eq!(shown["dueAt"], json!("2026-11-25T12:00:00Z"));
    }
}
