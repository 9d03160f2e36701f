//! `GET /meldkamer/tegels/{z}/{x}/{y}.mvt`: the issues of the choice as vector tiles.

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use platform::{
    clock,
    problem::{Path, Problem},
    staff::Staff,
    tile::Tile,
};

use super::{Asked, ROLES};
use crate::{
    AppState,
    listing::View,
    store::tiles::{self, ZOOM_MAX},
    term,
};

/// From here a municipality is more than a dot.
const ZOOM_MIN: u8 = 8;

const MVT: HeaderValue = HeaderValue::from_static("application/vnd.mapbox-vector-tile");

pub(crate) async fn tile(
    State(state): State<AppState>,
    staff: Staff,
    Path((zoom, x, file)): Path<(String, String, String)>,
    Asked { listing, .. }: Asked,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let tile = file
        .strip_suffix(".mvt")
        .and_then(|y| Tile::parse(ZOOM_MIN..=ZOOM_MAX, &zoom, &x, y))
        .filter(|_| listing.view != View::Closed)
        .ok_or_else(|| Problem::not_found("Deze kaarttegel bestaat niet."))?;
    let (pool, now) = (&state.service.pool, clock::now());
    let listing = state.drawings.in_buurten(pool, listing, &staff).await?;
    let tile = tiles::tile(pool, &listing, tile, now, term::end_of_today(now)).await?;
    if tile.is_empty() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Ok(([(header::CONTENT_TYPE, MVT)], tile).into_response())
}
