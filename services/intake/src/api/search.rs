//! `GET /api/v1/places` and `/api/v1/assets`: a place by its name, and what stands around a place.

use axum::{Json, Router, extract::State, response::IntoResponse, routing::get};
use platform::problem::{FieldError, Problem, Query};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::places::{CONTENT_CRS, CRS84};
use crate::{
    AppState,
    search::{self, QUERY_CHARS_MAX},
    store::{asset::Asset, search::Found},
    submission::Location,
};

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/api/v1/places", get(places)).route("/api/v1/assets", get(assets))
}

#[derive(Debug, Deserialize)]
struct Wanted {
    q: String,
    lon: Option<f64>,
    lat: Option<f64>,
}

impl Wanted {
    /// What was typed, and where; or every mistake in it.
    fn checked(&self) -> Result<(&str, Option<Location>), Problem> {
        let mut errors = Vec::new();
        let typed = self.q.trim();
        let chars = typed.chars().count();
        if !(1..=QUERY_CHARS_MAX).contains(&chars) {
            let detail = format!("Typ 1 tot {QUERY_CHARS_MAX} tekens van de naam of het adres.");
            errors.push(FieldError::new("q", detail));
        }
        if typed.chars().any(char::is_control) {
            errors.push(FieldError::new("q", "Hier staat een teken in dat niet te lezen is."));
        }
        let near = match (self.lon, self.lat) {
            (None, None) => None,
            (Some(lon), Some(lat)) => checked(lon, lat, &mut errors),
            _ => {
                errors.push(FieldError::new("lon", "Geef lon en lat allebei, of geen van beide."));
                None
            }
        };
        if errors.is_empty() { Ok((typed, near)) } else { Err(Problem::invalid_input(errors)) }
    }
}

fn checked(lon: f64, lat: f64, errors: &mut Vec<FieldError>) -> Option<Location> {
    let found = Location::new(lon, lat);
    if found.is_none() {
        errors.push(FieldError::new("lon", "Dit is geen plek op aarde."));
    }
    found
}

/// A point as RFC 7946 writes it.
#[derive(Debug, Serialize)]
struct Point {
    r#type: &'static str,
    coordinates: [f64; 2],
}

impl Point {
    fn new(longitude: f64, latitude: f64) -> Self {
        Self { r#type: "Point", coordinates: [longitude, latitude] }
    }
}

#[derive(Debug, Serialize)]
struct PlaceBody {
    name: String,
    kind: String,
    /// Name of the buurt.
    area: Option<String>,
    location: Point,
}

impl From<Found> for PlaceBody {
    fn from(found: Found) -> Self {
        let location = Point::new(found.longitude, found.latitude);
        Self { name: found.name, kind: found.kind, area: found.area_name, location }
    }
}

/// The places that fit what was typed, best first.
async fn places(
    State(state): State<AppState>,
    Query(wanted): Query<Wanted>,
) -> Result<impl IntoResponse, Problem> {
    let (typed, near) = wanted.checked()?;
    let found = search::places(&state, typed, near).await?;
    let items: Vec<PlaceBody> = found.into_iter().map(PlaceBody::from).collect();
    Ok(([(CONTENT_CRS, CRS84)], Json(json!({"items": items, "nextCursor": null}))))
}

#[derive(Debug, Deserialize)]
struct Around {
    lon: f64,
    lat: f64,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AssetBody {
    asset_id: Uuid,
    kind: String,
    number: String,
    /// Metres.
    distance: u32,
    /// A report about it is not done yet.
    is_reported: bool,
    location: Point,
}

impl From<Asset> for AssetBody {
    fn from(asset: Asset) -> Self {
        Self {
            distance: asset.whole_metres(),
            location: Point::new(asset.longitude, asset.latitude),
            asset_id: asset.asset_id,
            kind: asset.kind,
            number: asset.number,
            is_reported: asset.is_reported,
        }
    }
}

/// What stands around a place, nearest first.
async fn assets(
    State(state): State<AppState>,
    Query(Around { lon, lat }): Query<Around>,
) -> Result<impl IntoResponse, Problem> {
    let mut errors = Vec::new();
    let Some(at) = checked(lon, lat, &mut errors) else {
        return Err(Problem::invalid_input(errors));
    };
    let things = search::things(&state.service.pool, at).await?;
    let items: Vec<AssetBody> = things.into_iter().map(AssetBody::from).collect();
    Ok(([(CONTENT_CRS, CRS84)], Json(json!({"items": items, "nextCursor": null}))))
}
