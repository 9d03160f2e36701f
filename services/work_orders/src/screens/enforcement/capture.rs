//! `/werk/{id}/bewijs`: where evidence is made on the phone, and where the phone sends it.

use axum::{
    Json,
    body::Bytes,
    extract::{
        Multipart, State,
        multipart::{Field, MultipartError, MultipartRejection},
    },
    http::StatusCode,
    response::Html,
};
use platform::{
    clock,
    problem::{FieldError, Path, Problem},
    staff::{OnPage, Staff},
};
use uuid::Uuid;

use super::{super::drawn, FACTS_BYTES_MAX};
use crate::{
    AppState, act,
    enforcement::{
        envelope::TAG_BYTES,
        sent::Body,
        taking::{self, Answer, PREVIEW_BYTES_MAX, Sent},
    },
    order::WorkOrder,
    pages::{CapturePage, Order},
    photos::PHOTO_BYTES_MAX,
    store,
    worker::Worker,
};

/// The facts, the preview and the original.
const PARTS_MAX: usize = 3;

pub(super) async fn ask(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(work_order_id): Path<Uuid>,
) -> Result<Html<String>, Problem> {
    taking::require_boa(&staff)?;
    let order = store::find(&state.service.pool, work_order_id).await?.ok_or_else(act::unknown)?;
    form(&state, &Worker::staff(staff, work_order_id), order)
}

/// The page, also for a phone to keep.
pub(in super::super) fn form(
    state: &AppState,
    worker: &Worker,
    order: WorkOrder,
) -> Result<Html<String>, Problem> {
    let page = worker.page(state, "/bewijs", clock::now());
    let key = state.opener.public_key();
    drawn(&CapturePage { page, order: Order::seen_by(worker, order), key })
}

/// Answers 401 to who is not signed in, so that the phone keeps it until they are.
pub(super) async fn take(
    State(state): State<AppState>,
    staff: Staff,
    Path(work_order_id): Path<Uuid>,
    body: Result<Multipart, MultipartRejection>,
) -> Result<Json<Answer>, Problem> {
    taking::require_boa(&staff)?;
    let body = body.map_err(|_| unreadable())?;
    let _seat = state.vault.seat().await?;
    let sent = read(body).await?;
    Ok(Json(taking::take(&state, &staff, work_order_id, sent).await?))
}

async fn read(mut body: Multipart) -> Result<Sent, Problem> {
    let (mut facts, mut preview, mut original) = (None, None, None);
    for _ in 0..PARTS_MAX {
        let Some(part) = body.next_field().await.map_err(|error| broken(&error))? else { break };
        match part.name().unwrap_or_default() {
            "facts" => facts = Some(whole(part, FACTS_BYTES_MAX).await?),
            "preview" => preview = Some(whole(part, PREVIEW_BYTES_MAX).await?),
            "original" => original = Some(whole(part, PHOTO_BYTES_MAX + TAG_BYTES).await?),
            _ => {}
        }
    }
    let facts: Body = match facts {
        Some(facts) => serde_json::from_slice(&facts).map_err(|_| unreadable())?,
        None => Body::default(),
    };
    let facts = facts.parse().map_err(Problem::invalid_input)?;
    let missing = || {
        let detail = "Stuur de foto mee in het deel original.";
        Problem::invalid_input(vec![FieldError::new("original", detail)])
    };
    let original = original.filter(|original| !original.is_empty()).ok_or_else(missing)?;
    if facts.envelope.is_none() && original.len() > PHOTO_BYTES_MAX {
        return Err(too_large());
    }
    let preview = preview.filter(|preview| !preview.is_empty());
    Ok(Sent { facts, original, preview })
}

async fn whole(mut part: Field<'_>, bytes_max: usize) -> Result<Bytes, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|error| broken(&error))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > bytes_max {
            return Err(too_large());
        }
    }
    Ok(bytes.into())
}

fn broken(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { too_large() } else { unreadable() }
}

fn too_large() -> Problem {
    Problem::too_large("Deze foto is te groot. Een foto mag 20 MB zijn.")
}

fn unreadable() -> Problem {
    let detail = "De foto kwam niet goed over.";
    Problem::invalid_input(vec![FieldError::new("", detail)])
}
