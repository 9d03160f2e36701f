//! The form at `/melden`: one question a page, posted to the server and kept in
//! a draft, so that it works without script, the browser's back button is
//! safe, and nothing typed is lost on an error.
//!
//! Every post answers with a redirect to the next question, or with the same
//! page, its mistakes and what was typed.

mod check;
pub(crate) mod fields;
mod find;
mod known;
mod parts;
mod photos;
mod place;
pub(crate) mod questions;
mod what;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use platform::{clock, problem::Problem, staff::cookie};
use uuid::Uuid;
use web::{Lang, lang};

pub(crate) use photos::{FORM_BYTES_MAX, Posted, hints as photo_hints, read as read_photos};

use crate::{
    AppState,
    store::{self, draft::Draft},
};

const COOKIE: &str = "og_draft";
const COOKIE_TLS: &str = "__Host-og_draft";

/// Seconds that the browser keeps the draft's cookie. Longer than the draft, so
/// that the home page can show the last report.
const COOKIE_AGE: u32 = 30 * 24 * 60 * 60;

/// Seconds that the browser keeps the language.
const LANGUAGE_AGE: u32 = 365 * 24 * 60 * 60;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route(
            "/melden",
            get(photos::show)
                .post(photos::take)
                .layer(DefaultBodyLimit::max(photos::FORM_BYTES_MAX)),
        )
        .route("/melden/plek", get(place::show).post(place::take))
        .route("/melden/plek/zoek", get(find::search))
        .route("/melden/plek/vlakbij", get(find::things))
        .route("/melden/kaart.svg", get(place::map))
        .route("/melden/wat", get(what::show).post(what::take))
        .route("/melden/bekend", get(known::show).post(known::take))
        .route("/melden/vragen", get(questions::show).post(questions::take))
        .route("/melden/advies", get(questions::advise).post(questions::go_on_anyway))
        .route("/melden/controle", get(check::show).post(check::take))
        .route("/melden/bedankt/{report_id}", get(check::thanks))
        .route("/melding/{report_id}/contact", post(check::contact))
}

/// What the browser's cookie says.
pub(crate) fn draft_id(headers: &HeaderMap) -> Option<Uuid> {
    [COOKIE_TLS, COOKIE].into_iter().find_map(|name| cookie(headers, name))?.parse().ok()
}

/// The phone that a draft was made on: the first half of its id, which the next draft takes over.
pub(crate) fn device_of(draft_id: Uuid) -> u64 {
    draft_id.as_u64_pair().0
}

/// An id for the next draft of the same phone, as hard to guess for others as any.
fn next_id(before: Option<Uuid>) -> Uuid {
    let new = Uuid::new_v4();
    before.map_or(new, |before| Uuid::from_u64_pair(device_of(before), new.as_u64_pair().1))
}

/// The draft that the browser's cookie names, if it still is there.
pub(crate) async fn draft_of(
    state: &AppState,
    headers: &HeaderMap,
) -> Result<Option<Draft>, Problem> {
    let Some(draft_id) = draft_id(headers) else { return Ok(None) };
    let mut conn = state.service.pool.acquire().await?;
    Ok(store::draft::find(&mut conn, draft_id).await?)
}

/// The draft under way: never one that was sent.
async fn open_draft(state: &AppState, headers: &HeaderMap) -> Result<Option<Draft>, Problem> {
    Ok(draft_of(state, headers).await?.filter(|draft| draft.report_id.is_none()))
}

/// The draft under way, or an empty one that is not stored yet.
async fn draft_or_new(state: &AppState, headers: &HeaderMap) -> Result<Draft, Problem> {
    let draft = open_draft(state, headers).await?;
    let new = || Draft { draft_id: next_id(draft_id(headers)), ..Draft::default() };
    Ok(draft.unwrap_or_else(new))
}

async fn save(state: &AppState, draft: &Draft) -> Result<(), Problem> {
    let mut conn = state.service.pool.acquire().await?;
    Ok(store::draft::save(&mut conn, draft, clock::now()).await?)
}

/// On to the next question, with the draft's cookie.
fn go_on(state: &AppState, draft: &Draft, to: &str) -> Response {
    with_cookie(state, draft, Redirect::to(to).into_response())
}

/// The answer, after which this browser has no draft any more.
pub(crate) fn without_draft(state: &AppState, response: Response) -> Response {
    let name = if state.is_tls { COOKIE_TLS } else { COOKIE };
    set_cookie(state, response, name, "", 0)
}

fn with_cookie(state: &AppState, draft: &Draft, response: Response) -> Response {
    let name = if state.is_tls { COOKIE_TLS } else { COOKIE };
    set_cookie(state, response, name, &draft.draft_id.to_string(), COOKIE_AGE)
}

/// The answer, after which this browser is answered in `lang`.
pub(crate) fn with_language(state: &AppState, lang: Lang, response: Response) -> Response {
    set_cookie(state, response, lang::COOKIE, lang.tag(), LANGUAGE_AGE)
}

/// The language that a page was asked to be shown in, with what was typed on it.
fn switched(fields: &fields::Fields) -> Option<Lang> {
    Lang::tagged(fields.text("language"))
}

/// The answer with a cookie that scripts cannot read, kept for `age` seconds.
pub(crate) fn set_cookie(
    state: &AppState,
    mut response: Response,
    name: &str,
    value: &str,
    age: u32,
) -> Response {
    let secure = if state.is_tls { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(value) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drafts_of_one_phone_have_only_the_phone_in_common() {
        let first = next_id(None);
        let second = next_id(Some(first));

        assert_eq!(device_of(first), device_of(second));
        assert_ne!(first, second);
        assert_ne!(device_of(first), device_of(next_id(None)));
    }
}
