//! `POST /api/v1/work-orders/{id}/{accept,start,complete,refuse}`: the crew's steps.

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
};
use platform::{
    problem::{Path, Problem},
    staff::Staff,
};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::Item;
use crate::{
    AppState, act,
    input::{Complete, Refuse},
    progress::Action,
    worker::Worker,
};

type Answer = Result<Json<Item>, Problem>;
type Body = Result<Bytes, BytesRejection>;

pub(super) async fn accept(
    State(state): State<AppState>,
    staff: Staff,
    Path(work_order_id): Path<Uuid>,
) -> Answer {
    perform(&state, &staff, work_order_id, &Action::Accept).await
}

pub(super) async fn start(
    State(state): State<AppState>,
    staff: Staff,
    Path(work_order_id): Path<Uuid>,
) -> Answer {
    perform(&state, &staff, work_order_id, &Action::Start).await
}

pub(super) async fn complete(
    State(state): State<AppState>,
    staff: Staff,
    Path(work_order_id): Path<Uuid>,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    act::require_worker(&staff)?;
    let action = read::<Complete>(&headers, &body?)?.parse().map_err(Problem::invalid_input)?;
    if let Action::Complete { photo_ids, .. } = &action {
        state.photos.check(photo_ids).await?;
    }
    perform(&state, &staff, work_order_id, &action).await
}

pub(super) async fn refuse(
    State(state): State<AppState>,
    staff: Staff,
    Path(work_order_id): Path<Uuid>,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    act::require_worker(&staff)?;
    let action = read::<Refuse>(&headers, &body?)?.parse().map_err(Problem::invalid_input)?;
    perform(&state, &staff, work_order_id, &action).await
}

async fn perform(state: &AppState, staff: &Staff, work_order_id: Uuid, action: &Action) -> Answer {
    let worker = Worker::staff(staff.clone(), work_order_id);
    let order = act::perform(&state.service, &worker, action).await?;
    Ok(Json(Item::from(order)))
}

/// No body says the same as an empty object.
fn read<T: DeserializeOwned + Default>(headers: &HeaderMap, body: &[u8]) -> Result<T, Problem> {
    if body.is_empty() {
        return Ok(T::default());
    }
    if !is_json(headers) {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported-media-type",
            "Ander soort inhoud verwacht",
            "Stuur JSON, met de kop Content-Type: application/json.",
        ));
    }
    serde_json::from_slice(body).map_err(|error| {
        let title = "De JSON is niet te lezen";
        Problem::new(StatusCode::BAD_REQUEST, "unreadable-body", title, error.to_string())
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: DeserializeOwned + Default>(body: &[u8]) -> Result<T, Problem> {
        let json = "application/json; charset=utf-8".parse().unwrap();
        super::read(&HeaderMap::from_iter([(CONTENT_TYPE, json)]), body)
    }

    #[test]
    fn a_body_that_does_not_say_that_it_is_json_is_not_read() {
        let text = HeaderMap::from_iter([(CONTENT_TYPE, "text/plain".parse().unwrap())]);

        assert_eq!(super::read::<Complete>(&text, b"{}").unwrap_err().status, 415);
        assert_eq!(super::read::<Complete>(&HeaderMap::new(), b"{}").unwrap_err().status, 415);
        assert!(super::read::<Complete>(&HeaderMap::new(), b"").is_ok());
    }

    #[test]
    fn a_body_may_be_left_out_but_not_be_nonsense() {
        assert!(read::<Complete>(b"").is_ok());
        assert_eq!(read::<Complete>(b"{").unwrap_err().status, 400);
        assert_eq!(read::<Complete>(br#"{"photoIds":"x"}"#).unwrap_err().status, 400);
    }
}
