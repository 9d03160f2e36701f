//! `/werk/zaken`, `/werk/zaak/…` and `/werk/{id}/bewijs`: enforcement cases and their evidence.

mod capture;
mod case;
mod dossier;
mod list;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use platform::{clock, problem::Problem, staff::Staff};
use uuid::Uuid;

pub(super) use capture::form;

use crate::{
    AppState,
    enforcement::{
        Case,
        ledger::{By, What},
        taking::PREVIEW_BYTES_MAX,
    },
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
        .route("/werk/{work_order_id}/bewijs", get(capture::ask))
        .route(
            "/werk/{work_order_id}/bewijs",
            post(capture::take).layer(DefaultBodyLimit::max(bytes_max)),
        )
}

fn unknown() -> Problem {
    Problem::not_found("Deze zaak bestaat niet.")
}

/// Writes in the log what this person does now.
async fn log(state: &AppState, staff: &Staff, case_id: Uuid, what: What) -> Result<Case, Problem> {
    let mut tx = state.service.pool.begin().await?;
    let case = store::case::lock(&mut tx, case_id).await?.ok_or_else(unknown)?;
    let by = By { id: staff.staff_id, name: staff.name.clone() };
    store::case::append(&mut tx, &state.signer, &case, (clock::now(), &by), what).await?;
    tx.commit().await?;
    Ok(case)
}
