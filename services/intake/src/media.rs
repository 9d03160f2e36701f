//! `GET /media/{photoId}/{large,small}.jpg`: the cleaned pictures.
//!
//! The id is random and never listed, so it takes a report's link to get here.

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};
use platform::problem::{Path, Problem};
use uuid::Uuid;

use crate::{AppState, darkroom::Size, review, store};

/// A picture never changes, but it may be redacted or forgotten: a day, and not in shared caches.
const CACHE: HeaderValue = HeaderValue::from_static("private, max-age=86400");

pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/media/{photo_id}/{file_name}", get(picture))
}

async fn picture(
    State(state): State<AppState>,
    headers: HeaderMap,
    Path((photo_id, file_name)): Path<(Uuid, String)>,
) -> Result<Response, Problem> {
    let unknown = || Problem::not_found("Deze foto is er niet.");
    let size = Size::parse(&file_name).ok_or_else(unknown)?;
    let staff = state.service.gate.identify(&headers);
    let role = staff.map(|staff| staff.role);
    let mut conn = state.service.pool.acquire().await?;
    let reviewed = store::review::state(&mut conn, photo_id).await?;
    drop(conn);
    if reviewed.is_some_and(|(review, reason)| !review::may_see(&review, &reason, role)) {
        return Err(unknown());
    }
    let bytes = state.darkroom.picture(photo_id, size).await?.ok_or_else(unknown)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        (header::CACHE_CONTROL, CACHE),
    ];
    Ok((headers, bytes).into_response())
}
