//! `POST /api/v1/photos`: one photo as the request body; `DELETE …/{photoId}` takes it back.

use std::time::Duration;

use axum::{
    Json, Router,
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::IntoResponse,
    routing::{delete, post},
};
use futures_util::StreamExt as _;
use platform::{
    clock,
    problem::{Path, Problem, Query},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    AppState, admit,
    darkroom::{Developed, refusal},
    form,
    photo::{Limits, Refused},
};

/// A slow phone may take this long for one photo.
const UPLOAD_TIME_MAX: Duration = Duration::from_mins(2);

pub(super) fn routes() -> Router<AppState> {
    // The limit is our own: it must speak of photos, and drain what comes after.
    Router::new()
        .route("/api/v1/photos", post(create).layer(DefaultBodyLimit::disable()))
        .route("/api/v1/photos/{photo_id}", delete(take_back))
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Asked {
    /// The photo that this one comes in place of: somebody was wiped out on it.
    replaces: Option<Uuid>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Created {
    photo_id: Uuid,
    /// Pixels of the large picture.
    width: u32,
    height: u32,
    url: String,
    thumbnail_url: String,
}

async fn create(
    State(state): State<AppState>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    body: Body,
) -> Result<impl IntoResponse, Problem> {
    if is_form(&headers) {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported-media-type",
            "Ander soort inhoud verwacht",
            "Stuur één foto als de inhoud van de aanvraag zelf, niet als formulier.",
        ));
    }
    let announced = announced_bytes(&headers);
    if announced > Limits::MAX_BYTES {
        return Err(refusal(Refused::TooLarge));
    }
    admit::photo(&state, &headers, clock::now())?;
    let _seat = state.darkroom.seat(announced).await?;
    let developed = take_upload(&state, body.into_data_stream()).await?;
    let Developed { photo_id, width, height } = developed;
    if let Some(old) = asked.replaces {
        // It may be gone already, when the answer to an earlier try was lost.
        state.darkroom.take_away(old, form::draft_id(&headers), Some(photo_id)).await?;
    }
    let url = format!("/media/{photo_id}/large.jpg");
    let location = HeaderValue::try_from(&url).map_err(anyhow::Error::from)?;
    let thumbnail_url = format!("/media/{photo_id}/small.jpg");
    let created = Created { photo_id, width, height, url, thumbnail_url };
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(created)))
}

/// Whoever knows the id of a photo that is in no report yet, sent it. Of a report it is no longer
/// theirs alone to take back.
async fn take_back(
    State(state): State<AppState>,
    Path(photo_id): Path<Uuid>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    if state.darkroom.take_away(photo_id, form::draft_id(&headers), None).await? {
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(Problem::not_found("Deze foto is er niet, of hoort bij een melding."))
}

fn is_form(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content_type.is_some_and(|text| text.starts_with("multipart/") || text.contains("urlencoded"))
}

/// Bytes that the client says it will send; the most of one photo when it does not say.
pub(crate) fn announced_bytes(headers: &HeaderMap) -> usize {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    length.and_then(|text| text.parse().ok()).unwrap_or(Limits::MAX_BYTES)
}

/// Reads one photo within the limits, and stores its pictures. The caller holds the
/// seat for it.
pub(crate) async fn take_upload<E>(
    state: &AppState,
    chunks: impl futures_util::Stream<Item = Result<Bytes, E>> + Send,
) -> Result<Developed, Problem> {
    let upload = tokio::time::timeout(UPLOAD_TIME_MAX, collect(chunks)).await;
    let upload = upload.unwrap_or_else(|_| Err(took_too_long()))?;
    state.darkroom.develop(upload, clock::now()).await
}

/// 408: the bytes came too slowly.
pub(crate) fn took_too_long() -> Problem {
    Problem::new(
        StatusCode::REQUEST_TIMEOUT,
        "upload-timeout",
        "Het duurde te lang",
        "Je foto kwam niet op tijd aan. Probeer het op een plek met beter bereik.",
    )
}

async fn collect<E>(
    chunks: impl futures_util::Stream<Item = Result<Bytes, E>>,
) -> Result<Bytes, Problem> {
    let mut chunks = std::pin::pin!(chunks);
    let mut upload = Vec::new();
    while let Some(chunk) = chunks.next().await {
        // The connection broke, so nobody hears the answer either.
        let chunk = chunk.map_err(|_| refusal(Refused::Damaged))?;
        if upload.len() + chunk.len() > Limits::MAX_BYTES {
            return Err(refusal(Refused::TooLarge));
        }
        upload.extend_from_slice(&chunk);
    }
    Ok(upload.into())
}
