//! Switching the code from the phone on and off, at one's own account.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use platform::{
    clock,
    problem::{self, Problem},
    staff::OnPage,
};
use serde::Deserialize;

use super::own::{About, ROLES, draw};
use crate::{
    AppState,
    code::CodeSecret,
    store::{account_changes, codes},
};

const WRONG: &str = "Deze code klopt niet, of is al gebruikt. Typ de code die er nu staat.";

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
    Ok(Redirect::to("/account#code").into_response())
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
    let Some(sealed) = known.code_pending else {
        return Ok(Redirect::to("/account#code").into_response());
    };
    let secret = state.sign_in.sealer.open(staff.staff_id, &sealed)?;
    let Some(step) = secret.check(&typed.code, 0, now) else {
        let about = About { code_error: Some(WRONG), ..About::default() };
        return draw(&state, &staff, StatusCode::UNPROCESSABLE_ENTITY, about).await;
    };
    let mut tx = pool.begin().await?;
    if codes::confirm(&mut tx, staff.staff_id, &sealed, step).await? {
        let told = "Code bij het inloggen aan";
        account_changes::note(&mut tx, staff.staff_id, &staff.name, told, now).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to("/account#code").into_response())
}

/// Switches it off, with a code of now: who found an open screen cannot.
pub(crate) async fn remove(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Form(typed): problem::Form<Typed>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let (pool, now) = (&state.service.pool, clock::now());
    let known = codes::of_account(pool, staff.staff_id).await?.unwrap_or_default();
    let Some(sealed) = known.code_secret else {
        return Ok(Redirect::to("/account#code").into_response());
    };
    let secret = state.sign_in.sealer.open(staff.staff_id, &sealed)?;
    let mut tx = pool.begin().await?;
    let step = secret.check(&typed.code, known.code_step, now);
    let is_taken = match step {
        Some(step) => codes::take(&mut tx, staff.staff_id, step).await?,
        None => false,
    };
    if !is_taken {
        let about = About { code_error: Some(WRONG), ..About::default() };
        return draw(&state, &staff, StatusCode::UNPROCESSABLE_ENTITY, about).await;
    }
    codes::remove(&mut tx, staff.staff_id).await?;
    let told = "Code bij het inloggen uit";
    account_changes::note(&mut tx, staff.staff_id, &staff.name, told, now).await?;
    tx.commit().await?;
    Ok(Redirect::to("/account#code").into_response())
}
