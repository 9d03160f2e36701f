//! `/werk/straten`: the streets around a crew's stops, for its phone to work out the route.

use axum::{
    Json,
    extract::State,
    http::{HeaderName, header},
};
use platform::{
    problem::{Path, Problem},
    staff::Staff,
};

use super::require_viewer;
use crate::{
    AppState,
    streets::cell::{Cell, Drawn},
};

/// Other streets have another address.
const KEPT: [(HeaderName, &str); 1] =
    [(header::CACHE_CONTROL, "private, max-age=31536000, immutable")];

/// Answers 404 when other streets were imported meanwhile.
pub(super) async fn cell(
    State(state): State<AppState>,
    staff: Staff,
    Path((version, east, north)): Path<(i64, i32, i32)>,
) -> Result<([(HeaderName, &'static str); 1], Json<Drawn>), Problem> {
    require_viewer(&staff)?;
    let edition = state.streets.edition().await?;
    if edition.imported.is_none() || edition.version() != version {
        return Err(Problem::not_found("Deze straten zijn er niet meer."));
    }
    Ok((KEPT, Json(Cell { east, north }.draw(edition.streets().pieces()))))
}
