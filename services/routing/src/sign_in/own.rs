//! `/account`: what somebody can change of their own account.

use askama::Template as _;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse as _, Redirect, Response},
};
use platform::{
    clock,
    problem::{self, Problem},
    staff::{OnPage, Staff},
};
use serde::Deserialize;
use web::{Page, Signed};

use super::{Credentials, client_of, ending, page::home_of};
use crate::{
    AppState, account,
    pages::{AccountPage, PasswordError},
    password,
    store::{account_changes, accounts},
};

/// Everybody who is signed in.
const ROLES: [platform::staff::Role; 5] = platform::staff::Role::ALL;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    nu: String,
    nieuw: String,
}

pub(crate) async fn get(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    draw(&state, &staff, StatusCode::OK, None).await
}

/// Changes the password, when the one of now is right, and ends every session: whoever knew the old
/// one is out.
pub(crate) async fn post(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    headers: HeaderMap,
    problem::Form(typed): problem::Form<Typed>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let pool = &state.service.pool;
    let email = accounts::email(pool, staff.staff_id).await?.ok_or_else(Problem::forbidden)?;
    let Ok(credentials) = Credentials::parse(&email, &typed.nu) else {
        let error =
            PasswordError { is_new: false, text: "Vul je wachtwoord van nu in.".to_owned() };
        return draw(&state, &staff, StatusCode::UNPROCESSABLE_ENTITY, Some(error)).await;
    };
    if let Some(text) = account::weak(&typed.nieuw, &email) {
        let error = Some(PasswordError { is_new: true, text });
        return draw(&state, &staff, StatusCode::UNPROCESSABLE_ENTITY, error).await;
    }
    if typed.nieuw.len() > super::PASSWORD_BYTES_MAX {
        let error = PasswordError { is_new: true, text: "Dit wachtwoord is te lang.".to_owned() };
        return draw(&state, &staff, StatusCode::UNPROCESSABLE_ENTITY, Some(error)).await;
    }
    let now = clock::now();
    match state.sign_in.known(pool, client_of(&headers), credentials, now).await {
        Ok(_) => {}
        Err(problem) if matches!(problem.status, 401 | 429) => {
            let text = if problem.status == 401 {
                "Dit is niet je wachtwoord van nu.".to_owned()
            } else {
                problem.detail.to_string()
            };
            let error = Some(PasswordError { is_new: false, text });
            return draw(&state, &staff, problem.status(), error).await;
        }
        Err(problem) => return Err(problem),
    }
    let hash = password::hash_beside(typed.nieuw).await?;
    let mut tx = pool.begin().await?;
    accounts::set_password(&mut tx, staff.staff_id, &hash).await?;
    account_changes::note(&mut tx, staff.staff_id, &staff.name, "Eigen wachtwoord", now).await?;
    ending::end_all(&mut tx, &state.service.outbox, staff.staff_id, now).await?;
    state.service.outbox.commit(tx).await?;
    Ok(Redirect::to("/inloggen?wachtwoord=nieuw").into_response())
}

async fn draw(
    state: &AppState,
    staff: &Staff,
    status: StatusCode,
    error: Option<PasswordError>,
) -> Result<Response, Problem> {
    let email = accounts::email(&state.service.pool, staff.staff_id).await?;
    let signed = Some(Signed::from(staff));
    let page = AccountPage {
        page: Page::crew(&state.assets, "/account", clock::now(), signed),
        name: staff.name.clone(),
        email: email.unwrap_or_default(),
        role: web::words::role(staff.role.as_str()),
        home: home_of(staff.role),
        error,
    };
    let html = page.render().map_err(|error| Problem::internal(&error.into()))?;
    Ok((status, Html(html)).into_response())
}
