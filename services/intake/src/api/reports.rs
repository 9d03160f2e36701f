//! `POST /api/v1/reports` and `GET /api/v1/reports/{reportId}`.

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use chrono::{DateTime, SecondsFormat, Utc};
use platform::{
    clock,
    problem::{self, FieldError, Path, Problem},
};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::{
    AppState, admit, device,
    hand_in::{Key, hand_in, refuse},
    store::{self, public_state::PublicReport},
    submission::Submission,
};

/// Characters of an idempotency key; a UUID has 36.
const KEY_CHARS_MAX: usize = 200;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/reports", post(create))
        .route("/api/v1/reports/{report_id}", get(show))
}

/// Takes a report. The same key with the same content gives the same report.
async fn create(
    State(state): State<AppState>,
    headers: HeaderMap,
    problem::Json(body): problem::Json<Value>,
) -> Result<Response, Problem> {
    let key = idempotency_key(&headers)?;
    let submission = match Submission::parse(&body) {
        Ok(submission) => submission,
        Err(mistakes) => return Err(refuse(&state, mistakes).await),
    };
    // Of the parsed value, whose keys are sorted: spaces and order do not matter.
    let body_hash = Sha256::digest(body.to_string());
    let key = key.map(|key| Key { key, body_hash: &body_hash });
    let now = clock::now();
    let admission = admit::report(&state, &headers, now)?;
    let report_id = hand_in(&state, &submission, key, admission, now).await?;

    let mut conn = state.service.pool.acquire().await?;
    let report = find(&mut conn, report_id).await?;
    let location = format!("/api/v1/reports/{report_id}");
    let location = HeaderValue::try_from(location).map_err(anyhow::Error::from)?;
    let own = [(header::LOCATION, location)];
    let created = (StatusCode::CREATED, own, Json(ReportBody::from(&report))).into_response();
    drop(conn);
    if !is_own_page(&headers) {
        return Ok(created);
    }
    device::remember(&state, device::of(&headers), report_id, now, created).await
}

/// Whether a page of ours asks, as browsers say (Fetch Metadata): one that sends what was written
/// without connection.
fn is_own_page(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin")
}

/// The public state of a report: no contact details, no free text.
async fn show(
    State(state): State<AppState>,
    Path(report_id): Path<Uuid>,
) -> Result<Json<ReportBody>, Problem> {
    let mut conn = state.service.pool.acquire().await?;
    Ok(Json(ReportBody::from(&find(&mut conn, report_id).await?)))
}

async fn find(conn: &mut sqlx::PgConnection, report_id: Uuid) -> Result<PublicReport, Problem> {
    let report = store::public_state::find(conn, report_id).await?;
    report.ok_or_else(|| Problem::not_found("Deze melding kennen we niet."))
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().ok().map(str::trim);
    match key {
        Some(key) if !key.is_empty() && key.len() <= KEY_CHARS_MAX => Ok(Some(key)),
        _ => Err(Problem::invalid_input(vec![FieldError::new(
            "Idempotency-Key",
            "De kop Idempotency-Key moet 1 tot 200 leesbare tekens hebben, bijvoorbeeld een UUID.",
        )])),
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ReportBody {
    report_id: Uuid,
    report_number: String,
    status: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    status_reason: String,
    category: String,
    area: Option<AreaBody>,
    issue_id: Option<Uuid>,
    created_at: String,
    expected_at: Option<String>,
    status_url: String,
    history: Vec<ChangeBody>,
    photos: Vec<PhotoBody>,
    after_photos: Vec<PhotoBody>,
}

#[derive(Debug, Serialize)]
struct AreaBody {
    code: String,
    name: String,
}

#[derive(Debug, Serialize)]
struct ChangeBody {
    at: String,
    status: String,
    reason: Option<String>,
    note: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PhotoBody {
    url: String,
    thumbnail_url: String,
}

impl From<&PublicReport> for ReportBody {
    fn from(report: &PublicReport) -> Self {
        let area = report.area_code.clone().zip(report.area_name.clone());
        Self {
            report_id: report.report_id,
            report_number: report.report_number.clone(),
            status: report.status.clone(),
            status_reason: report.status_reason.clone(),
            category: report.category.clone(),
            area: area.map(|(code, name)| AreaBody { code, name }),
            issue_id: report.issue_id,
            created_at: utc(report.created_at),
            expected_at: report.expected_at.map(utc),
            status_url: format!("/melding/{}", report.report_id),
            history: report
                .history
                .iter()
                .map(|change| ChangeBody {
                    at: utc(change.changed_at),
                    status: change.status.clone(),
                    reason: given(&change.reason),
                    note: given(&change.note),
                })
                .collect(),
            photos: report.photo_ids.iter().copied().map(PhotoBody::new).collect(),
            after_photos: report.after_photo_ids().iter().copied().map(PhotoBody::new).collect(),
        }
    }
}

impl PhotoBody {
    fn new(photo_id: Uuid) -> Self {
        Self {
            url: format!("/media/{photo_id}/large.jpg"),
            thumbnail_url: format!("/media/{photo_id}/small.jpg"),
        }
    }
}

fn given(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// RFC 3339 with an upper-case T and Z, as the API Design Rules ask.
fn utc(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
