//! `/berichten/buurt`: asking for mail about a buurt, confirming it, going on with it, and stopping.
//!
//! Somebody who asks gets the same answer whether or not we know the address. A visit changes
//! nothing: mail scanners open every link.

use askama::Template;
use axum::{
    Router,
    extract::{OriginalUri, State},
    http::StatusCode,
    response::{Html, IntoResponse as _, Redirect, Response},
    routing::get,
};
use chrono::TimeDelta;
use lettre::Address;
use platform::{
    clock,
    problem::{Form, Path, Problem, Query},
    token,
    trace::TraceContext,
};
use serde::Deserialize;
use web::{FieldErrors, Lang, Page};

use super::{
    ASKS_PER_HOUR_MAX, LASTS,
    pages::{AskPage, AskedPage, ConfirmPage, OnPage},
};
use crate::{
    AppState,
    stop::StopPage,
    store::{
        alerts::{self, Ask, Found},
        area_issues,
    },
};

/// RFC 5321, section 4.5.3.1.
const EMAIL_BYTES_MAX: usize = 254;

const ASK: &str = "/berichten/buurt";

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route(ASK, get(show).post(ask))
        .route("/berichten/buurt/gevraagd", get(asked))
        .route("/berichten/buurt/{token}", get(look).post(confirm))
        .route("/berichten/buurt/{token}/stop", get(ask_stop).post(stop))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    buurt: String,
    email: String,
}

async fn show(
    State(app): State<AppState>,
    lang: Lang,
    Query(typed): Query<Typed>,
) -> Result<Response, Problem> {
    // An address in the link would stand in logs.
    let typed = Typed { email: String::new(), ..typed };
    form(&app, lang, typed, FieldErrors::default()).await
}

async fn form(
    app: &AppState,
    lang: Lang,
    typed: Typed,
    errors: FieldErrors,
) -> Result<Response, Problem> {
    let status = if errors.any() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let page = Page::resident(&app.assets, ASK, lang, clock::now());
    let areas = area_issues::areas(&app.service.pool).await?;
    let Typed { buurt, email } = typed;
    Ok((status, draw(&AskPage { page, errors, areas, area: buurt, email })?).into_response())
}

async fn ask(
    State(app): State<AppState>,
    lang: Lang,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let (pool, now) = (&app.service.pool, clock::now());
    let areas = area_issues::areas(pool).await?;
    let mut errors = FieldErrors::default();
    if !areas.iter().any(|(code, _)| *code == typed.buurt) {
        errors.push("buurt", lang.t("alert-area-missing"));
    }
    let email = typed.email.trim();
    if email.is_empty() {
        errors.push("mail", lang.t("alert-mail-missing"));
    } else if !is_email(email) {
        errors.push("mail", lang.t("check-mail-wrong"));
    }
    if errors.any() {
        return form(&app, lang, typed, errors).await;
    }
    if alerts::count_asked(pool, now - TimeDelta::hours(1)).await? >= ASKS_PER_HOUR_MAX {
        return Err(too_many());
    }
    let token = token::new();
    let asked = Ask { area_code: &typed.buurt, email, language: lang.tag(), token: &token };
    alerts::ask(pool, &asked, &TraceContext::current().to_string(), now).await?;
    app.woken.notify_one();
    Ok(Redirect::to("/berichten/buurt/gevraagd").into_response())
}

/// What mail can be sent to, with a dot in its host: who typed it wrong hears it at once.
fn is_email(text: &str) -> bool {
    let address = text.parse::<Address>();
    text.len() <= EMAIL_BYTES_MAX && address.is_ok_and(|address| address.domain().contains('.'))
}

fn too_many() -> Problem {
    Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too-many-requests",
        "Even wachten",
        "Er vragen nu heel veel mensen om mail. Probeer het over een uur opnieuw.",
    )
}

async fn asked(State(app): State<AppState>, lang: Lang) -> Result<Html<String>, Problem> {
    draw(&AskedPage { page: Page::resident(&app.assets, ASK, lang, clock::now()) })
}

async fn look(
    State(app): State<AppState>,
    lang: Lang,
    OriginalUri(address): OriginalUri,
    Path(token): Path<String>,
) -> Result<Html<String>, Problem> {
    let page = Page::resident(&app.assets, address.path(), lang, clock::now());
    let found = find(&app, &token, &page).await?;
    let until = found.confirmed_at.map(|at| at + LASTS);
    draw(&ConfirmPage { page, area_name: found.area_name, until })
}

async fn confirm(
    State(app): State<AppState>,
    lang: Lang,
    OriginalUri(address): OriginalUri,
    Path(token): Path<String>,
) -> Result<Html<String>, Problem> {
    let page = Page::resident(&app.assets, address.path(), lang, clock::now());
    let found = find(&app, &token, &page).await?;
    if !alerts::confirm(&app.service.pool, &token, page.now).await? {
        return Err(unknown());
    }
    let until = page.now + LASTS;
    draw(&OnPage { page, area_code: found.area_code, area_name: found.area_name, until })
}

async fn find(app: &AppState, token: &str, page: &Page) -> Result<Found, Problem> {
    if !token::is_token(token) {
        return Err(unknown());
    }
    alerts::find(&app.service.pool, token, page.now).await?.ok_or_else(unknown)
}

fn unknown() -> Problem {
    Problem::not_found("Deze link kennen we niet meer. Vraag de mail opnieuw aan.")
}

async fn ask_stop(
    State(app): State<AppState>,
    lang: Lang,
    OriginalUri(address): OriginalUri,
) -> Result<Html<String>, Problem> {
    let page = Page::resident(&app.assets, address.path(), lang, clock::now());
    draw(&StopPage { page, is_stopped: false, is_alert: true })
}

/// Mail programs post here at once (RFC 8058). A token that we do not know gets the same words.
async fn stop(
    State(app): State<AppState>,
    lang: Lang,
    OriginalUri(address): OriginalUri,
    Path(token): Path<String>,
) -> Result<Html<String>, Problem> {
    if token::is_token(&token) {
        alerts::stop(&app.service.pool, &token).await?;
    }
    let page = Page::resident(&app.assets, address.path(), lang, clock::now());
    draw(&StopPage { page, is_stopped: true, is_alert: true })
}

fn draw(page: &impl Template) -> Result<Html<String>, Problem> {
    Ok(Html(page.render().map_err(anyhow::Error::from)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_address_with_a_whole_host_is_taken() {
        assert!(is_email("jan@voorbeeld.nl") && is_email("jan+buurt@post.voorbeeld.nl"));
        for text in [
            "jan",
            "jan@localhost",
            "jan@voorbeeld.nl\r\nBcc: piet@voorbeeld.nl",
            "jan@voorbeeld.nl,piet@voorbeeld.nl",
            "Jan <jan@voorbeeld.nl>",
            "jan@voorbeeld.nl\0",
        ] {
            assert!(!is_email(text), "{text:?}");
        }
        assert!(!is_email(&format!("jan@{}.nl", "a.".repeat(200))));
    }
}
