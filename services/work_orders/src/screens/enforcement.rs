//! `/werk/zaken`, `/werk/zaak/…` and `/werk/{id}/bewijs`: enforcement cases and their evidence.

mod capture;
mod case;
mod dossier;
mod list;

use axum::{Router, extract::DefaultBodyLimit, routing::get};
use platform::{clock, problem::Problem, staff::Staff};
use sqlx::PgConnection;
use uuid::Uuid;

pub(super) use capture::form;

use crate::{
    AppState,
    enforcement::{By, Case, ledger::What, taking::PREVIEW_BYTES_MAX},
    photos::PHOTO_BYTES_MAX,
    store,
};

/// Bytes of what a phone says beside the files.
const FACTS_BYTES_MAX: usize = 4 * 1024;

pub(super) fn router() -> Router<AppState> {
    let bytes_max = PHOTO_BYTES_MAX + PREVIEW_BYTES_MAX + 2 * FACTS_BYTES_MAX;
    Router::new()
        .route("/werk/zaken", get(list::list))
        .route("/werk/zaak/{case_id}", get(case::show))
        .route("/werk/zaak/{case_id}/klein/{evidence_id}", get(case::preview))
        .route(
            "/werk/zaak/{case_id}/origineel/{evidence_id}",
            get(case::back_from_photo).post(dossier::original),
        )
        .route("/werk/zaak/{case_id}/naar-kantoor", get(case::back).post(case::hand_over))
        .route("/werk/zaak/{case_id}/afsluiten", get(case::back).post(case::close))
        .route("/werk/zaak/{case_id}/dossier", get(case::back).post(dossier::export))
        .route(
            "/werk/{work_order_id}/bewijs",
            get(capture::ask).post(capture::take).layer(DefaultBodyLimit::max(bytes_max)),
        )
}

fn unknown() -> Problem {
    Problem::not_found("Deze zaak bestaat niet.")
}

/// Writes in the log what this person does now.
async fn log(state: &AppState, staff: &Staff, case_id: Uuid, what: What) -> Result<Case, Problem> {
    let mut tx = state.service.pool.begin().await?;
    let case = locked(&mut tx, case_id).await?;
    append(state, &mut tx, staff, &case, what).await?;
    tx.commit().await?;
    Ok(case)
}

async fn locked(tx: &mut PgConnection, case_id: Uuid) -> Result<Case, Problem> {
    store::case::lock(tx, case_id).await?.ok_or_else(unknown)
}

/// The line of what this person does now with a locked case.
async fn append(
    state: &AppState,
    tx: &mut PgConnection,
    staff: &Staff,
    case: &Case,
    what: What,
) -> Result<(), Problem> {
    let who = (clock::now(), &By::from(staff));
    Ok(store::case::append(tx, &state.signer, case, who, what).await?)
}
