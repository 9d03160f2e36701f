//! Step 3, `/melden/wat`: what it is. Each tile is the submit button.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Redirect, Response},
};
use platform::{clock, problem::Problem};
use web::{FieldErrors, Lang, Page};

use super::{fields::Fields, go_on, known, open_draft, save, switched, with_language};
use crate::{AppState, home::html, pages::WhatPage, store};

pub(super) async fn show(
    State(state): State<AppState>,
    lang: Lang,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let draft = open_draft(&state, &headers).await?;
    let Some(draft) = draft.filter(|draft| draft.location().is_some()) else {
        return Ok(Redirect::to("/melden/plek").into_response());
    };
    html(&page(&state, lang, draft.category, FieldErrors::default()))
}

fn page(state: &AppState, lang: Lang, chosen: String, errors: FieldErrors) -> WhatPage {
    let page = Page::resident(&state.assets, "/melden/wat", lang, clock::now());
    WhatPage { page, errors, chosen: (!chosen.is_empty()).then_some(chosen) }
}

pub(super) async fn take(
    State(state): State<AppState>,
    request: Request,
) -> Result<Response, Problem> {
    let lang = Lang::of(request.headers());
    let Some(mut draft) = open_draft(&state, request.headers()).await? else {
        return Ok(Redirect::to("/melden").into_response());
    };
    let fields = Fields::read(request).await?;
    if let Some(lang) = switched(&fields) {
        let answer = html(&page(&state, lang, draft.category, FieldErrors::default()))?;
        return Ok(with_language(&state, lang, answer));
    }
    let category = fields.text("category");
    let mut conn = state.service.pool.acquire().await?;
    let is_known = store::place::is_category(&mut conn, category).await?.unwrap_or(false);
    drop(conn);
    if !is_known {
        let mut errors = FieldErrors::default();
        errors.push("wat", lang.t("what-missing"));
        let answer = html(&page(&state, lang, draft.category, errors))?;
        return Ok((StatusCode::BAD_REQUEST, answer).into_response());
    }
    if draft.category != category {
        category.clone_into(&mut draft.category);
        draft.answers.clear();
    }
    // What is known is another matter for another kind or place.
    (draft.joins_issue_id, draft.not_issue_ids) = (None, Vec::new());
    save(&state, &draft).await?;
    let next = known::next(&state, &draft).await?;
    Ok(go_on(&state, &draft, next))
}
