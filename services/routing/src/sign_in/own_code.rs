//! Switching the code from the phone on and off, at one's own account.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Redirect, Response},
};
use platform::{
    clock,
    problem::{self, Problem},
    staff::{OnPage, Staff},
};
use serde::Deserialize;

use super::{
    client_of,
    own::{About, ROLES, draw},
    second::{Refused, WRONG},
};
use crate::{
    AppState,
    code::CodeSecret,
    store::{account_changes, codes},
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    code: String,
}

/// Shows a new secret, which counts when a code of it was given.
pub(crate) async fn propose(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let sealed = state.sign_in.sealer.seal(staff.staff_id, &CodeSecret::generate())?;
    codes::propose(&state.service.pool, staff.staff_id, &sealed).await?;
    Ok(here())
}

/// Switches it on, with a code that shows that the phone has it.
pub(crate) async fn confirm(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Form(typed): problem::Form<Typed>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let (pool, now) = (&state.service.pool, clock::now());
    let known = codes::of_account(pool, staff.staff_id).await?.unwrap_or_default();
    let Some(sealed) = known.code_pending else { return Ok(here()) };
    let secret = state.sign_in.sealer.open(staff.staff_id, &sealed)?;
    let Some(step) = secret.check(&typed.code, 0, now) else { return wrong(&state, &staff).await };
    let mut tx = pool.begin().await?;
    if codes::confirm(&mut tx, staff.staff_id, &sealed, step).await? {
        let told = "Code bij het inloggen aan";
        account_changes::note(&mut tx, staff.staff_id, &staff.name, told, now).await?;
    }
    tx.commit().await?;
    Ok(here())
}

/// Switches it off, with a code of now: who found an open screen cannot, and cannot guess it either.
pub(crate) async fn remove(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    headers: HeaderMap,
    problem::Form(typed): problem::Form<Typed>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let (pool, now, id) = (&state.service.pool, clock::now(), staff.staff_id);
    match state.sign_in.take_code(pool, client_of(&headers), id, &typed.code, now).await {
        Ok(()) => {}
        Err(Refused::Wrong) => return wrong(&state, &staff).await,
        Err(Refused::Over) => return Ok(here()),
        Err(Refused::Problem(problem)) => return Err(problem),
    }
    let mut tx = pool.begin().await?;
    if codes::remove(&mut tx, id).await? {
        let told = "Code bij het inloggen uit";
        account_changes::note(&mut tx, id, &staff.name, told, now).await?;
    }
    tx.commit().await?;
    Ok(here())
}

fn here() -> Response {
    Redirect::to("/account#code").into_response()
}

async fn wrong(state: &AppState, staff: &Staff) -> Result<Response, Problem> {
    let about = About { code_error: Some(WRONG), ..About::default() };
    draw(state, staff, StatusCode::UNPROCESSABLE_ENTITY, about).await
}
