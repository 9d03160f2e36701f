//! `GET /api/v1/tiles/{z}/{x}/{y}.mvt`: areas and things on the street as vector tiles.

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use platform::{
    problem::{Path, Problem},
    tile::Tile,
};
use sha2::{Digest as _, Sha256};

use crate::{AppState, store};

/// From here a municipality is more than a dot, to where one container fills the screen.
const ZOOMS: std::ops::RangeInclusive<u8> = 8..=20;

/// Areas and registers change a few times a year; whoever has the page open asks again.
const CACHE: HeaderValue = HeaderValue::from_static("public, max-age=3600");
const MVT: HeaderValue = HeaderValue::from_static("application/vnd.mapbox-vector-tile");

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/api/v1/tiles/{z}/{x}/{file}", get(tile))
}

async fn tile(
    State(state): State<AppState>,
    headers: HeaderMap,
    Path((zoom, x, file)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let tile = file
        .strip_suffix(".mvt")
        .and_then(|y| Tile::parse(ZOOMS, &zoom, &x, y))
        .ok_or_else(|| Problem::not_found("Deze kaarttegel bestaat niet."))?;
    let tile = store::tiles::tile(&state.service.pool, tile).await?;
    if tile.is_empty() {
        return Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, CACHE)]).into_response());
    }
    let digest = Sha256::digest(&tile);
    let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(digest));
    let tag = HeaderValue::try_from(tag).map_err(anyhow::Error::from)?;
    let same = headers.get(header::IF_NONE_MATCH) == Some(&tag);
    let common = [(header::CACHE_CONTROL, CACHE), (header::ETAG, tag)];
    if same {
        return Ok((StatusCode::NOT_MODIFIED, common).into_response());
    }
    Ok((common, [(header::CONTENT_TYPE, MVT)], tile).into_response())
}
