//! What only who may open evidence gets: an original, and everything of a case in one file. That they did is
//! in the log before they have it.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, header},
    response::{Html, IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use platform::{
    clock,
    problem::{Path, Problem},
    staff::OnPage,
};
use tokio_util::io::ReaderStream;
use uuid::Uuid;

use super::{
    super::{drawn, frame},
    log,
};
use crate::{
    AppState,
    enforcement::{
        bundle::{self, Contents},
        ledger::{self, What},
        photo_kind::PhotoKind,
        vault,
    },
    pages::OriginalPage,
    store,
};

/// The script of the page that checks a bundle, as the build names it.
const CHECK_SCRIPT: &str = "bundle-check.js";

/// The original as it lies there.
pub(super) async fn original(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path((case_id, evidence_id)): Path<(Uuid, Uuid)>,
) -> Result<Html<String>, Problem> {
    let gone = || Problem::not_found("Dit origineel is er niet.");
    let mut conn = state.service.pool.acquire().await?;
    let found = store::evidence::find(&mut conn, evidence_id).await?;
    let (_, number) = found.filter(|(of, _)| *of == case_id).ok_or_else(gone)?;
    let case = log(&state, &staff, case_id, What::OriginalViewed { photo: number }).await?;
    let lines = store::case::log(&mut conn, case_id).await?;
    drop(conn);
    let reading = ledger::read(&case.case_number, &lines, &state.signer.key());
    let photo = bundle::photos(&reading).find(|photo| photo.id == evidence_id);
    let photo = photo.cloned().ok_or_else(gone)?;
    let _seat = state.vault.seat().await?;
    let original = state.vault.original(evidence_id).await?.ok_or_else(gone)?;
    let kind = PhotoKind::of(&original);
    let shown = kind.filter(|kind| *kind != PhotoKind::Heif);
    let content = shown.map(|_| STANDARD.encode(&original));
    let is_sound = vault::fingerprint(original).await? == photo.sha256;
    drawn(&OriginalPage {
        page: frame(&state, &staff, case.path(), clock::now()),
        case,
        photo,
        media_type: shown.map_or("", PhotoKind::media_type),
        content,
        is_sound,
    })
}

/// Everything of the case up to the line that says that it was taken.
pub(super) async fn export(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(case_id): Path<Uuid>,
) -> Result<Response, Problem> {
    let case = log(&state, &staff, case_id, What::Exported).await?;
    let mut conn = state.service.pool.acquire().await?;
    let lines = store::case::log(&mut conn, case_id).await?;
    drop(conn);
    let reading = ledger::read(&case.case_number, &lines, &state.signer.key());
    let script = state.assets.body(CHECK_SCRIPT).unwrap_or_default();
    let script = String::from_utf8_lossy(&script);
    let contents = Contents { case: &case, log: &lines, reading: &reading, script: &script };
    let file = bundle::make(&contents, &state.signer, &state.vault).await?;
    let name = format!("attachment; filename=\"{}.zip\"", case.case_number);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (header::CONTENT_DISPOSITION, HeaderValue::try_from(name).map_err(anyhow::Error::from)?),
    ];
    let stream = ReaderStream::new(tokio::fs::File::from_std(file));
    Ok((headers, Body::from_stream(stream)).into_response())
}
