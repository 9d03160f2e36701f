//! `GET /api/v1/known`: what is known near a place, for who is about to report it.

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderName, HeaderValue},
    response::IntoResponse,
    routing::get,
};
use chrono::{DateTime, Utc};
use platform::problem::{FieldError, Problem, Query};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::{
    AppState,
    store::{
        self,
        issue::{NEAR_M, Near},
    },
    submission::Location,
};

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/api/v1/known", get(known))
}

#[derive(Debug, Deserialize)]
struct At {
    lon: f64,
    lat: f64,
    category: String,
}

/// An open issue as anybody may see it: nothing that a resident wrote.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    issue_id: Uuid,
    category: String,
    distance_m: f64,
    area_name: Option<String>,
    status: String,
    opened_at: DateTime<Utc>,
    expected_at: Option<DateTime<Utc>>,
    report_count: i32,
    photo: Option<Photo>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Photo {
    url: String,
    thumbnail_url: String,
}

/// Names the coordinate system of the places in a question (NL API Design Rules, geospatial).
const CONTENT_CRS: HeaderName = HeaderName::from_static("content-crs");
const CRS84: HeaderValue =
    HeaderValue::from_static("<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");

/// The open issues of the category near the place, nearest first.
async fn known(
    State(state): State<AppState>,
    Query(At { lon, lat, category }): Query<At>,
) -> Result<impl IntoResponse, Problem> {
    let at = Location::new(lon, lat).ok_or_else(|| {
        Problem::invalid_input(vec![FieldError::new("lon", "Dit is geen plek op aarde.")])
    })?;
    let mut conn = state.service.pool.acquire().await?;
    if store::place::is_category(&mut conn, &category).await? != Some(true) {
        let detail = "Deze soort melding kennen we niet.";
        return Err(Problem::invalid_input(vec![FieldError::new("category", detail)]));
    }
    let near = store::issue::near(&mut conn, &category, at, NEAR_M).await?;
    let items: Vec<Item> = near.into_iter().map(Item::from).collect();
    Ok(([(CONTENT_CRS, CRS84)], Json(json!({"items": items, "nextCursor": null}))))
}

impl From<Near> for Item {
    fn from(near: Near) -> Self {
        let photo = |id: Uuid| Photo {
            url: format!("/media/{id}/large.jpg"),
            thumbnail_url: format!("/media/{id}/small.jpg"),
        };
        Self {
            issue_id: near.issue_id,
            category: near.category,
            distance_m: near.distance_m.round(),
            area_name: Some(near.area_name).filter(|name| !name.is_empty()),
            status: near.status,
            opened_at: near.opened_at,
            expected_at: near.expected_at,
            report_count: near.report_count,
            photo: near.photo_id.map(photo),
        }
    }
}
