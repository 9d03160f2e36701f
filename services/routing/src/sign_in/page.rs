//! `/inloggen` and `/uitloggen`: a session in a cookie.

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    clock,
    problem::{self, FieldError, Problem},
    staff::Role,
};
use serde::Deserialize;
use tracing::warn;
use web::Page;

use super::{
    Credentials, SESSION, Session, client_of, cookies, ending,
    second::{self, Known},
};
use crate::{
    AppState,
    pages::{SignInError, SignInNotice, SignInPage, drawn},
};

/// Bytes of an address to return to; a longer one is forgotten.
const NEXT_BYTES_MAX: usize = 512;

#[derive(Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    verder: String,
    /// Somebody just signed out everywhere.
    overal: Option<String>,
    /// Somebody just changed their password.
    wachtwoord: Option<String>,
    /// The code came too late, or was wrong too often.
    code: Option<String>,
    /// What came of a way to the identity provider.
    gemeente: Option<String>,
}

impl Asked {
    fn notice(&self) -> Option<SignInNotice> {
        if self.wachtwoord.is_some() {
            Some(SignInNotice::NewPassword)
        } else if self.code.is_some() {
            Some(SignInNotice::CodeOver)
        } else if self.overal.is_some() {
            Some(SignInNotice::OutEverywhere)
        } else {
            SignInNotice::of_provider(self.gemeente.as_deref()?)
        }
    }
}

#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

pub async fn get(
    State(state): State<AppState>,
    headers: HeaderMap,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let gate = &state.service.gate;
    let ended = || gate.is_ended(&headers).then_some(SignInNotice::Ended);
    let notice = asked.notice().or_else(ended);
    let signed = gate.identify(&headers);
    let page = SignInPage {
        page: Page::crew(&state.assets, "/inloggen", clock::now(), None),
        email: String::new(),
        next: local_path(&asked.verder).unwrap_or_default(),
        provider: provider_name(&state),
        error: None,
        notice,
        signed: signed.map(|staff| (staff.name, home_of(staff.role))),
    };
    drawn(StatusCode::OK, &page)
}

pub async fn post(
    State(state): State<AppState>,
    headers: HeaderMap,
    problem::Form(typed): problem::Form<Typed>,
) -> Result<Response, Problem> {
    let next = local_path(&typed.next).unwrap_or_default();
    let credentials = match Credentials::parse(&typed.email, &typed.password) {
        Ok(credentials) => credentials,
        Err(errors) => {
            let error = at_fields(&errors);
            return refuse(&state, StatusCode::UNPROCESSABLE_ENTITY, typed.email, next, error);
        }
    };
    let pool = &state.service.pool;
    match state.sign_in.sign_in(pool, client_of(&headers), credentials, None).await {
        Ok(Known::In(session)) => Ok(signed_in(&state, &session, &next)),
        Ok(Known::OwesCode(form)) => second::ask(&state, StatusCode::OK, (form, next), None),
        Err(problem) if matches!(problem.status, 401 | 429) => {
            let summary = problem.detail.to_string();
            let password =
                (problem.status == 401).then(|| "Typ je wachtwoord nog een keer.".to_owned());
            let error = SignInError { summary, email: None, password };
            let mut response = refuse(&state, problem.status(), typed.email, next, error)?;
            if let Some(seconds) = problem.retry_after {
                response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            }
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

/// Ends the session, whoever asks: an old cookie must never keep somebody in. Who leaves a shared
/// phone must be out, also when the note of it cannot be kept.
pub async fn post_sign_out(State(state): State<AppState>, headers: HeaderMap) -> Response {
    if let Some(staff) = state.service.gate.identify(&headers)
        && let Err(error) = ending::this(&state.service, &staff, clock::now()).await
    {
        warn!(session.id = %staff.session_id, "A session that ended was not noted: {error:#}");
    }
    signed_out(&state, "/inloggen")
}

/// Ends every session of who asks. Unlike one session it is promised to be so everywhere, so when
/// it cannot be kept nothing is done and the page says that.
pub async fn post_everywhere(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Some(staff) = state.service.gate.identify(&headers) {
        ending::all(&state.service, &staff, clock::now()).await?;
    }
    Ok(signed_out(&state, "/inloggen?overal=ja"))
}

/// Takes the session away. Who signs out may still be signed in at the identity provider: on a shared
/// phone the next one must not come in as them.
fn signed_out(state: &AppState, to: &str) -> Response {
    let mut response = Redirect::to(to).into_response();
    cookies::SESSION.clear(&mut response);
    if state.provider.is_some() {
        cookies::SIGNED_OUT.set(&mut response, "ja", SESSION, state.service.gate.is_tls());
    }
    response
}

fn provider_name(state: &AppState) -> Option<String> {
    state.provider.as_ref().map(|provider| provider.name().to_owned())
}

fn refuse(
    state: &AppState,
    status: StatusCode,
    email: String,
    next: String,
    error: SignInError,
) -> Result<Response, Problem> {
    let page = Page::crew(&state.assets, "/inloggen", clock::now(), None);
    let provider = provider_name(state);
    let error = Some(error);
    drawn(status, &SignInPage { page, email, next, provider, error, notice: None, signed: None })
}

pub(super) fn signed_in(state: &AppState, session: &Session, next: &str) -> Response {
    let to = if next.is_empty() { home_of(session.staff.role) } else { next };
    let mut response = Redirect::to(to).into_response();
    cookies::SESSION.set(&mut response, &session.token, SESSION, state.service.gate.is_tls());
    response
}

fn at_fields(errors: &[FieldError]) -> SignInError {
    let at = |pointer: &str| {
        let found = errors.iter().find(|error| error.pointer == pointer);
        found.map(|error| error.detail.to_string())
    };
    let summary = errors.iter().map(|error| &*error.detail).collect::<Vec<_>>().join(" ");
    SignInError { summary, email: at("/email"), password: at("/password") }
}

/// Where somebody begins the day.
pub(super) fn home_of(role: Role) -> &'static str {
    match role {
        Role::Crew | Role::Boa => "/werk",
        Role::Dispatcher | Role::Admin => "/meldkamer",
        Role::Manager => "/cijfers",
    }
}

/// Takes only paths of our own. Browsers read a backslash as a slash and skip
/// control characters, so `/\evil` and `/<tab>/evil` lead away too.
pub(super) fn local_path(next: &str) -> Option<String> {
    let rest = next.strip_prefix('/')?;
    let is_local = !rest.starts_with('/')
        && next.len() <= NEXT_BYTES_MAX
        && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    is_local.then(|| next.to_owned())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_a_path_of_our_own_is_followed() {
        for good in ["/", "/werk", "/meldkamer/0199?weergave=alles", "/werk//x"] {
            assert_eq!(local_path(good).as_deref(), Some(good));
        }
        for bad in
            ["", "werk", "//evil.nl", "https://evil.nl", "/\\evil.nl", "/\t/evil.nl", "/a\r\nb: c"]
        {
            assert_eq!(local_path(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn everybody_has_a_place_to_begin() {
        assert_eq!(
            Role::ALL.map(home_of),
            ["/werk", "/werk", "/meldkamer", "/cijfers", "/meldkamer"]
        );
    }

    proptest! {
        #[test]
        fn whatever_is_followed_fits_in_a_header_and_stays_here(next in ".{0,40}") {
            if let Some(path) = local_path(&next) {
                prop_assert!(HeaderValue::from_str(&path).is_ok());
                prop_assert!(path.starts_with('/') && !path.starts_with("//"));
            }
        }
    }
}
