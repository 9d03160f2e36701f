//! `/`, `/hulp`, `/toegankelijkheid`, the choice of a language and the way to a report by its number.

use std::time::Duration;

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use platform::{
    clock,
    problem::{Problem, Query},
};
use serde::Deserialize;
use web::{Lang, Page};

use crate::{
    AppState, device,
    follow::photos,
    form::{draft_of, with_language},
    pages::{AccessiblePage, HelpPage, HomePage, LastReport},
    report_number::ReportNumber,
    store,
};

/// Guessing numbers is slowed down by this much. A number is short, so that it
/// can be said on the telephone, and therefore not secret enough to try freely.
const LOOK_UP_DELAY: Duration = Duration::from_millis(300);

/// Look-ups at the same time, for everybody together: with the delay some thirteen a
/// second, so that asking from many places at once does not help either.
pub(crate) const LOOK_UPS_MAX: usize = 4;

/// Who waits longer for a turn is asked to come back.
const LOOK_UP_WAIT_MAX: Duration = Duration::from_secs(5);

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(home))
        .route("/hulp", get(help))
        .route("/toegankelijkheid", get(accessible))
        .route("/taal", get(language))
        .route("/melding/zoek", get(look_up))
}

/// Renders a template as the answer.
pub(crate) fn html(page: &impl Template) -> Result<Response, Problem> {
    Ok(Html(page.render().map_err(anyhow::Error::from)?).into_response())
}

async fn home(
    State(state): State<AppState>,
    lang: Lang,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let last = last_report(&state, &headers).await?;
    let page = Page::resident(&state.assets, "/", lang, clock::now());
    html(&HomePage { page, last, has_list: device::of(&headers).is_some(), wrong_number: None })
}

async fn help(
    State(state): State<AppState>,
    lang: Lang,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let draft = draft_of(&state, &headers).await?;
    let back = match draft {
        Some(draft) if draft.report_id.is_none() && !draft.category.is_empty() => {
            "/melden/controle"
        }
        Some(draft) if draft.report_id.is_none() && draft.location().is_some() => "/melden/wat",
        Some(draft) if draft.report_id.is_none() => "/melden",
        _ => "/",
    };
    let page = Page::resident(&state.assets, "/hulp", lang, clock::now());
    html(&HelpPage { page, back: back.to_owned() })
}

async fn accessible(State(state): State<AppState>, lang: Lang) -> Result<Response, Problem> {
    let page = Page::resident(&state.assets, "/toegankelijkheid", lang, clock::now());
    html(&AccessiblePage { page })
}

#[derive(Debug, Deserialize)]
struct Choice {
    #[serde(default)]
    naar: String,
    #[serde(default)]
    terug: String,
}

/// Remembers the language, and goes back to the page it was chosen on.
async fn language(State(state): State<AppState>, Query(choice): Query<Choice>) -> Response {
    let back = Redirect::to(own_path(&choice.terug)).into_response();
    match Lang::tagged(&choice.naar) {
        Some(lang) => with_language(&state, lang, back),
        None => back,
    }
}

/// Only ever a path of ours: browsers read two slashes, or a backslash, as another site.
fn own_path(path: &str) -> &str {
    let is_plain = path.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_'));
    if is_plain && path.starts_with('/') && !path.starts_with("//") { path } else { "/" }
}

#[derive(Debug, Deserialize)]
struct Wanted {
    #[serde(default)]
    nummer: String,
}

async fn look_up(
    State(state): State<AppState>,
    lang: Lang,
    headers: HeaderMap,
    Query(Wanted { nummer }): Query<Wanted>,
) -> Result<Response, Problem> {
    let turn = tokio::time::timeout(LOOK_UP_WAIT_MAX, state.look_ups.acquire()).await;
    let turn = turn.map_err(|_| too_many_look_ups())?;
    tokio::time::sleep(LOOK_UP_DELAY).await;
    drop(turn);
    if let Some(number) = ReportNumber::parse(&state.number_prefix, &nummer) {
        let mut conn = state.service.pool.acquire().await?;
        let found = store::public_state::find_by_number(&mut conn, number.as_str()).await?;
        if let Some(report_id) = found {
            return Ok(Redirect::to(&format!("/melding/{report_id}")).into_response());
        }
    }
    let last = last_report(&state, &headers).await?;
    let page = Page::resident(&state.assets, "/", lang, clock::now());
    let answer = html(&HomePage {
        page,
        last,
        has_list: device::of(&headers).is_some(),
        wrong_number: Some(nummer),
    })?;
    Ok((StatusCode::NOT_FOUND, answer).into_response())
}

fn too_many_look_ups() -> Problem {
    Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too-many-look-ups",
        "Even wachten",
        "Er zoeken nu te veel mensen tegelijk. Wacht een minuut en probeer het opnieuw.",
    )
}

/// The report that was sent last from this browser.
async fn last_report(state: &AppState, headers: &HeaderMap) -> Result<Option<LastReport>, Problem> {
    let draft = draft_of(state, headers).await?;
    let Some(report_id) = draft.and_then(|draft| draft.report_id) else { return Ok(None) };
    let mut conn = state.service.pool.acquire().await?;
    let report = store::public_state::find(&mut conn, report_id).await?;
    Ok(report.map(|report| LastReport {
        report_id: report_id.to_string(),
        category: report.category,
        area: report.area_name,
        status: report.status,
        photo: photos(&report.photo_ids).into_iter().next(),
    }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_choice_of_a_language_goes_back_to_a_page_of_ours_only() {
        assert_eq!(own_path("/melding/0198-a"), "/melding/0198-a");
        for elsewhere in ["//example.org", "https://example.org", "/\\example.org", "", "/a?b"] {
            assert_eq!(own_path(elsewhere), "/", "{elsewhere}");
        }
    }

    proptest! {
        #[test]
        fn no_address_leads_to_another_site(path in "[/\\\\a-z.:@?#%\\x00-\\x20]{0,12}") {
            let path = own_path(&path);
            prop_assert!(path.starts_with('/') && !path.starts_with("//"));
        }
    }
}
