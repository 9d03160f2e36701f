//! `/inloggen` and `/uitloggen`: a session in a cookie.

use askama::Template as _;
use axum::{
    extract::{Form, Query, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use platform::{
    clock,
    problem::{FieldError, Problem},
    staff::{self, Role},
};
use serde::Deserialize;
use web::Page;

use super::{Credentials, SESSION, Session};
use crate::{
    AppState,
    pages::{SignInError, SignInPage},
    store::accounts,
};

/// Bytes of an address to return to; a longer one is forgotten.
const NEXT_BYTES_MAX: usize = 512;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    verder: String,
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
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    let next = asked.ok().and_then(|Query(asked)| local_path(&asked.verder)).unwrap_or_default();
    draw(&state, StatusCode::OK, String::new(), next, None)
}

pub async fn post(
    State(state): State<AppState>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let next = local_path(&typed.next).unwrap_or_default();
    let credentials = match Credentials::parse(&typed.email, &typed.password) {
        Ok(credentials) => credentials,
        Err(errors) => {
            let error = Some(at_fields(&errors));
            return draw(&state, StatusCode::UNPROCESSABLE_ENTITY, typed.email, next, error);
        }
    };
    match state.sign_in.sign_in(&state.service.pool, credentials).await {
        Ok(session) => Ok(signed_in(&state, &session, &next)),
        Err(problem) if matches!(problem.status, 401 | 429) => {
            let summary = problem.detail.to_string();
            let error = Some(SignInError { summary, email: None, password: None });
            let mut response = draw(&state, problem.status(), typed.email, next, error)?;
            if let Some(seconds) = problem.retry_after {
                response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            }
            Ok(response)
        }
        Err(problem) => Err(problem),
    }
}

/// Ends the session, whoever asks: an old cookie must never keep somebody in.
pub async fn post_sign_out(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Some(staff) = state.service.gate.identify(&headers) {
        let mut conn = state.service.pool.acquire().await?;
        accounts::end_session(&mut conn, staff.session_id, clock::now()).await?;
    }
    let mut response = Redirect::to("/inloggen").into_response();
    for name in [staff::COOKIE, staff::COOKIE_TLS] {
        let secure = if name == staff::COOKIE_TLS { "; Secure" } else { "" };
        set_cookie(&mut response, &format!("{name}=; Path=/; Max-Age=0; HttpOnly{secure}"));
    }
    Ok(response)
}

fn draw(
    state: &AppState,
    status: StatusCode,
    email: String,
    next: String,
    error: Option<SignInError>,
) -> Result<Response, Problem> {
    let page = Page::crew(&state.assets, "/inloggen", clock::now(), None);
    let page = SignInPage { page, email, next, error };
    let html = page.render().map_err(|error| Problem::internal(&error.into()))?;
    Ok((status, Html(html)).into_response())
}

fn signed_in(state: &AppState, session: &Session, next: &str) -> Response {
    let to = if next.is_empty() { home_of(session.staff.role) } else { next };
    let (name, secure) =
        if state.is_public_tls { (staff::COOKIE_TLS, "; Secure") } else { (staff::COOKIE, "") };
    let (token, seconds) = (&session.token, SESSION.num_seconds());
    let cookie =
        format!("{name}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    let mut response = Redirect::to(to).into_response();
    set_cookie(&mut response, &cookie);
    response
}

fn set_cookie(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
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
fn home_of(role: Role) -> &'static str {
    match role {
        Role::Crew | Role::Boa => "/werk",
        Role::Dispatcher | Role::Admin => "/meldkamer",
        Role::Manager => "/cijfers",
    }
}

/// Takes only paths of our own. Browsers read a backslash as a slash and skip
/// control characters, so `/\evil` and `/<tab>/evil` lead away too.
fn local_path(next: &str) -> Option<String> {
    let rest = next.strip_prefix('/')?;
    let is_local = !rest.starts_with('/')
        && next.len() <= NEXT_BYTES_MAX
        && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    is_local.then(|| next.to_owned())
}

#[cfg(test)]
mod tests {
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
