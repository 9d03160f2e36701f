//! `GET /api/v1/areas`, `/api/v1/areas/at` and `/api/v1/categories`: what one can choose from.

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderName, HeaderValue, header},
    response::IntoResponse,
    routing::get,
};
use platform::problem::{FieldError, Problem, Query};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    AppState,
    hand_in::{Located, locate, outside},
    store,
    submission::Location,
};

/// Names the coordinate system of the geometries in an answer (NL API Design Rules, geospatial).
pub(super) const CONTENT_CRS: HeaderName = HeaderName::from_static("content-crs");
pub(super) const CRS84: HeaderValue =
    HeaderValue::from_static("<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/areas", get(areas))
        .route("/api/v1/areas/at", get(area_at))
        .route("/api/v1/categories", get(categories))
}

/// All areas with their outlines, as a GeoJSON FeatureCollection.
async fn areas(State(state): State<AppState>) -> Result<impl IntoResponse, Problem> {
    let mut conn = state.service.pool.acquire().await?;
    let features: Vec<Value> = store::place::areas(&mut conn)
        .await?
        .into_iter()
        .map(|(area, outline)| {
            json!({
                "type": "Feature",
                "id": area.area_code,
                "geometry": outline,
                "properties":
                    {"code": area.area_code, "name": area.name, "wijk": area.wijk_name},
            })
        })
        .collect();
    let collection = json!({"type": "FeatureCollection", "features": features});
    let geojson = HeaderValue::from_static("application/geo+json");
    Ok(([(CONTENT_CRS, CRS84), (header::CONTENT_TYPE, geojson)], Json(collection)))
}

#[derive(Debug, Deserialize)]
struct At {
    lon: f64,
    lat: f64,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AreaAt {
    code: String,
    name: String,
    wijk_name: String,
}

/// The area at a place: 404 when it is in none, with whether it is ours at all.
async fn area_at(
    State(state): State<AppState>,
    Query(At { lon, lat }): Query<At>,
) -> Result<Json<AreaAt>, Problem> {
    let at = Location::new(lon, lat).ok_or_else(|| {
        Problem::invalid_input(vec![FieldError::new("lon", "Dit is geen plek op aarde.")])
    })?;
    let mut conn = state.service.pool.acquire().await?;
    match locate(&mut conn, at).await? {
        Located::In(area) => {
            Ok(Json(AreaAt { code: area.area_code, name: area.name, wijk_name: area.wijk_name }))
        }
        Located::NearBorder => Err(Problem {
            kind: "near-border".into(),
            ..Problem::not_found("Deze plek ligt op de rand van ons gebied. Melden kan.")
        }),
        Located::Outside => {
            let whose = store::neighbour::at(&mut conn, at).await?;
            let detail = whose.map_or_else(
                || outside().to_owned(),
                |it| {
                    let (name, municipality) = (it.name, it.municipality);
                    format!("{} Deze plek ligt in {name}, gemeente {municipality}.", outside())
                },
            );
            Err(Problem { kind: "outside".into(), ..Problem::not_found(detail) })
        }
    }
}

#[derive(Debug, Serialize)]
struct Category {
    key: String,
    name: String,
    examples: String,
}

async fn categories(State(state): State<AppState>) -> Result<Json<Value>, Problem> {
    let mut conn = state.service.pool.acquire().await?;
    let items: Vec<Category> = store::place::categories(&mut conn)
        .await?
        .into_iter()
        .map(|category| Category {
            key: category.category_key,
            name: category.name,
            examples: category.examples,
        })
        .collect();
    Ok(Json(json!({"items": items, "nextCursor": null})))
}
