//! `/werk/zaak/{id}`: one case, with who looked at it, and its steps.

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use platform::{
    clock,
    problem::{self, Path, Problem},
    staff::{OnPage, Staff},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    super::{drawn, frame},
    append, locked, log, unknown,
};
use crate::{
    AppState, act,
    enforcement::{
        Case, Outcome, State as CaseState, bundle,
        ledger::{self, What},
        taking,
    },
    live,
    pages::{CasePage, May, Shot, looked},
    store,
};

/// Characters of what is said at the end.
const NOTE_CHARS_MAX: usize = 500;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Closing {
    #[serde(default)]
    uitkomst: String,
    #[serde(default)]
    toelichting: String,
}

/// That somebody looked is in the log before they see it.
pub(super) async fn show(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(case_id): Path<Uuid>,
) -> Result<Response, Problem> {
    let case = log(&state, &staff, case_id, What::Viewed).await?;
    draw(&state, &staff, case, Closing::default(), None).await
}

async fn draw(
    state: &AppState,
    staff: &Staff,
    case: Case,
    filled: Closing,
    error: Option<&'static str>,
) -> Result<Response, Problem> {
    let mut conn = state.service.pool.acquire().await?;
    let lines = store::case::log(&mut conn, case.case_id).await?;
    let with_preview = store::evidence::with_preview(&mut conn, case.case_id).await?;
    drop(conn);
    let reading = ledger::read(&case.case_number, &lines, &state.signer.key());
    let mut shots = Vec::new();
    for photo in bundle::photos(&reading) {
        shots.push(Shot {
            id: photo.id,
            number: photo.number,
            label: photo.label.label(),
            taken_at: photo.taken_at,
            away: photo.place.map(|place| (place.away_m, place.accuracy_m)),
            has_preview: with_preview.contains(&photo.id),
            condition: state.vault.condition(photo.id, &photo.sha256).await?,
            sha256: photo.sha256.clone(),
        });
    }
    let status = if error.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let page = CasePage {
        page: frame(state, staff, case.path(), clock::now()),
        case,
        shots,
        looked: looked(&reading.entries, staff.staff_id),
        broken: reading.broken,
        may: May { add: taking::require_boa(staff).is_ok(), open: staff.sees_evidence },
        error,
        note: filled.toelichting,
    };
    Ok((status, drawn(&page)?).into_response())
}

/// A small picture on which nobody can be recognised; that the page with it was opened is in the log.
pub(super) async fn preview(
    State(state): State<AppState>,
    Path((case_id, evidence_id)): Path<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    let found = store::evidence::preview(&state.service.pool, case_id, evidence_id).await?;
    let picture = found.ok_or_else(|| Problem::not_found("Deze foto is er niet."))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        // It never changes, and it is not for who comes after on the same machine.
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, picture).into_response())
}

/// The address of a button, opened again after signing in.
pub(super) async fn back(Path(case_id): Path<Uuid>) -> Redirect {
    to_case(case_id)
}

pub(super) async fn back_from_photo(Path((case_id, _)): Path<(Uuid, Uuid)>) -> Redirect {
    to_case(case_id)
}

fn to_case(case_id: Uuid) -> Redirect {
    Redirect::to(&format!("/werk/zaak/{case_id}"))
}

/// Pressed twice it is handed over once.
pub(super) async fn hand_over(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(case_id): Path<Uuid>,
) -> Result<Redirect, Problem> {
    taking::require_boa(&staff)?;
    let step = (CaseState::AtOffice, None, What::HandedOver);
    if !make(&state, &staff, case_id, CaseState::can_be_handed_over, step).await? {
        // Whoever was first stands; the page shows it.
        return Ok(to_case(case_id));
    }
    Ok(Redirect::to("/werk/zaken"))
}

pub(super) async fn close(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(case_id): Path<Uuid>,
    problem::Form(filled): problem::Form<Closing>,
) -> Result<Response, Problem> {
    let note = filled.toelichting.trim().to_owned();
    let error = match Outcome::parse(&filled.uitkomst) {
        None => "Kies wat eruit kwam.",
        Some(_) if note.chars().count() > NOTE_CHARS_MAX => "De toelichting is te lang.",
        Some(outcome) => {
            let what = What::Closed { outcome: outcome.as_str().to_owned(), note };
            let step = (CaseState::Closed, Some(outcome), what);
            if make(&state, &staff, case_id, CaseState::can_be_closed, step).await? {
                return Ok(to_case(case_id).into_response());
            }
            let detail = "Deze zaak is al gesloten.";
            return Err(Problem::conflict(act::CONFLICT, detail));
        }
    };
    let case = store::case::find(&state.service.pool, case_id).await?.ok_or_else(unknown)?;
    draw(&state, &staff, case, filled, Some(error)).await
}

/// Makes a step with its line, where the case is such that it can be made.
async fn make(
    state: &AppState,
    staff: &Staff,
    case_id: Uuid,
    can: fn(CaseState) -> bool,
    (to, outcome, what): (CaseState, Option<Outcome>, What),
) -> Result<bool, Problem> {
    let mut tx = state.service.pool.begin().await?;
    let case = locked(&mut tx, case_id).await?;
    if !can(case.state) {
        return Ok(false);
    }
    append(state, &mut tx, staff, &case, what).await?;
    store::case::step(&mut tx, case_id, to, outcome).await?;
    tx.commit().await?;
    state.service.live.touch(live::issue(case.issue_id));
    Ok(true)
}
