//! `/account`: what somebody can change of their own account.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Redirect, Response},
};
use platform::{
    clock,
    problem::{self, Problem},
    staff::{OnPage, Role, Staff},
};
use serde::Deserialize;
use web::{Page, Signed};

use super::{Credentials, client_of, ending, page::home_of};
use crate::{
    AppState, account,
    code::Drawing,
    pages::{AccountPage, CodeState, PasswordError, drawn},
    store::{account_changes, accounts, codes},
};

/// Everybody who is signed in.
pub(super) const ROLES: [Role; 5] = Role::ALL;

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
    draw(&state, &staff, StatusCode::OK, About::default()).await
}

/// The address of a form, opened again after signing in.
pub(crate) async fn back() -> Redirect {
    Redirect::to("/account")
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
    let (email, _) = accounts::own(pool, staff.staff_id).await?.ok_or_else(Problem::forbidden)?;
    let Ok(credentials) = Credentials::parse(&email, &typed.nu) else {
        let error =
            PasswordError { is_new: false, text: "Vul je wachtwoord van nu in.".to_owned() };
        return draw(&state, &staff, StatusCode::UNPROCESSABLE_ENTITY, error.into()).await;
    };
    if let Some(text) = account::weak(&typed.nieuw, &email) {
        let error = PasswordError { is_new: true, text };
        return draw(&state, &staff, StatusCode::UNPROCESSABLE_ENTITY, error.into()).await;
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
            let error = PasswordError { is_new: false, text };
            return draw(&state, &staff, problem.status(), error.into()).await;
        }
        Err(problem) => return Err(problem),
    }
    let hash = state.sign_in.hash(typed.nieuw).await?;
    let mut tx = pool.begin().await?;
    accounts::set_password(&mut tx, staff.staff_id, Some(&hash)).await?;
    account_changes::note(&mut tx, staff.staff_id, &staff.name, "Eigen wachtwoord", now).await?;
    ending::end_all(&mut tx, &state.service.outbox, staff.staff_id, now).await?;
    state.service.outbox.commit(tx).await?;
    Ok(Redirect::to("/inloggen?wachtwoord=nieuw").into_response())
}

/// What is in the way.
#[derive(Default)]
pub(super) struct About {
    pub password_error: Option<PasswordError>,
    pub code_error: Option<&'static str>,
}

impl From<PasswordError> for About {
    fn from(error: PasswordError) -> Self {
        Self { password_error: Some(error), code_error: None }
    }
}

/// Whether a code is asked, with what is shown while it is being switched on.
async fn code_state(state: &AppState, staff: &Staff, email: &str) -> Result<CodeState, Problem> {
    let known = codes::of_account(&state.service.pool, staff.staff_id).await?.unwrap_or_default();
    if known.code_secret.is_some() {
        return Ok(CodeState::On);
    }
    let Some(sealed) = known.code_pending else { return Ok(CodeState::Off) };
    let secret = state.sign_in.sealer.open(staff.staff_id, &sealed)?;
    Ok(CodeState::Pending { drawing: Drawing::of(&secret.uri(email))?, typed: secret.for_typing() })
}

pub(super) async fn draw(
    state: &AppState,
    staff: &Staff,
    status: StatusCode,
    about: About,
) -> Result<Response, Problem> {
    let own = accounts::own(&state.service.pool, staff.staff_id).await?;
    let (email, has_password) = own.ok_or_else(Problem::forbidden)?;
    let provider = state.provider.as_ref().map_or("de gemeente", |provider| provider.name());
    let signed = Some(Signed::from(staff));
    let page = AccountPage {
        page: Page::crew(&state.assets, "/account", clock::now(), signed),
        name: staff.name.clone(),
        code: code_state(state, staff, &email).await?,
        code_error: about.code_error,
        email,
        role: web::words::role(staff.role.as_str()),
        home: home_of(staff.role),
        provider: (!has_password).then(|| provider.to_owned()),
        error: about.password_error,
    };
    drawn(status, &page)
}
