//! After step 3, `/melden/bekend`: is it one of the things that are known here already? Only who
//! is near an open issue of the kind gets to see it.

use axum::{
    extract::{Request, State},
    http::HeaderMap,
    response::{IntoResponse as _, Redirect, Response},
};
use platform::{clock, problem::Problem};
use uuid::Uuid;
use web::{Lang, Page};

use super::{fields::Fields, go_on, open_draft, questions, save, switched, with_language};
use crate::{
    AppState,
    home::html,
    known::SHOWN_MAX,
    pages::KnownPage,
    store::{
        self,
        draft::Draft,
        issue::{NEAR_M, Near},
    },
};

const HERE: &str = "/melden/bekend";

/// Where the form goes on once it is known what it is.
pub(super) async fn next(state: &AppState, draft: &Draft) -> Result<&'static str, Problem> {
    if near(state, draft).await?.is_empty() {
        return questions::next(state, draft).await;
    }
    Ok(HERE)
}

/// The open issues that the draft may be about, nearest first. None while the place is only a
/// buurt: then nothing is near.
async fn near(state: &AppState, draft: &Draft) -> Result<Vec<Near>, Problem> {
    let Some(at) = draft.location().filter(|_| !draft.is_area_only) else { return Ok(Vec::new()) };
    let mut conn = state.service.pool.acquire().await?;
    Ok(store::issue::near(&mut conn, &draft.category, at, NEAR_M).await?)
}

pub(super) async fn show(
    State(state): State<AppState>,
    lang: Lang,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let draft = open_draft(&state, &headers).await?;
    let Some(draft) = draft.filter(|draft| !draft.category.is_empty()) else {
        return Ok(Redirect::to("/melden/wat").into_response());
    };
    let near = near(&state, &draft).await?;
    if near.is_empty() {
        return Ok(Redirect::to(questions::next(&state, &draft).await?).into_response());
    }
    html(&page(&state, lang, &draft, near))
}

fn page(state: &AppState, lang: Lang, draft: &Draft, near: Vec<Near>) -> KnownPage {
    let page = Page::resident(&state.assets, HERE, lang, clock::now());
    KnownPage { page, near, chosen: draft.joins_issue_id }
}

pub(super) async fn take(
    State(state): State<AppState>,
    request: Request,
) -> Result<Response, Problem> {
    let Some(mut draft) = open_draft(&state, request.headers()).await? else {
        return Ok(Redirect::to("/melden").into_response());
    };
    let fields = Fields::read(request).await?;
    if let Some(lang) = switched(&fields) {
        let near = near(&state, &draft).await?;
        let answer = html(&page(&state, lang, &draft, near))?;
        return Ok(with_language(&state, lang, answer));
    }
    draft.joins_issue_id = fields.text("join").parse().ok();
    draft.not_issue_ids = match draft.joins_issue_id {
        Some(_) => Vec::new(),
        // What they saw, which may not be what is there now.
        None => {
            fields.all("seen").filter_map(|id| id.parse::<Uuid>().ok()).take(SHOWN_MAX).collect()
        }
    };
    save(&state, &draft).await?;
    let next = match draft.joins_issue_id {
        // The first report told what the crew has to know.
        Some(_) => "/melden/controle",
        None => questions::next(&state, &draft).await?,
    };
    Ok(go_on(&state, &draft, next))
}
