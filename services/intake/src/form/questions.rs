//! Step 3 goes on, `/melden/vragen`: what is asked about this kind of thing, and `/melden/advies`
//! for whose answer says that there is something better to do than to report.

use axum::{
    extract::{Request, State},
    http::HeaderMap,
    response::{IntoResponse as _, Redirect, Response},
};
use platform::{clock, problem::Problem};
use proto::questions::{self, Question};
use web::{Lang, Page};

use super::{fields::Fields, go_on, open_draft, save, switched, with_language};
use crate::{
    AppState,
    home::html,
    pages::{AdvicePage, Asked, QuestionsPage},
    store::{self, draft::Draft},
};

const HERE: &str = "/melden/vragen";
const ADVICE: &str = "/melden/advies";
const NEXT: &str = "/melden/controle";

/// What is asked about the category of the draft.
pub(super) async fn of(state: &AppState, draft: &Draft) -> Result<Vec<Question>, Problem> {
    let mut conn = state.service.pool.acquire().await?;
    let json = store::place::questions(&mut conn, &draft.category).await?;
    Ok(usable(&draft.category, &json.unwrap_or_default()))
}

/// What is asked of a category whose questions were kept as `json`.
pub(crate) fn usable(category: &str, json: &str) -> Vec<Question> {
    questions::parse(json).unwrap_or_else(|error| {
        // A report matters more than its questions.
        tracing::error!("The category {category} asks nothing: {error}");
        Vec::new()
    })
}

/// Where the form goes on once it is known what it is.
pub(super) async fn next(state: &AppState, draft: &Draft) -> Result<&'static str, Problem> {
    Ok(if of(state, draft).await?.is_empty() { NEXT } else { HERE })
}

pub(super) async fn show(
    State(state): State<AppState>,
    lang: Lang,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let draft = open_draft(&state, &headers).await?.unwrap_or_default();
    let questions = of(&state, &draft).await?;
    if questions.is_empty() {
        return Ok(Redirect::to("/melden/wat").into_response());
    }
    html(&page(&state, lang, draft, questions))
}

fn page(state: &AppState, lang: Lang, draft: Draft, questions: Vec<Question>) -> QuestionsPage {
    let page = Page::resident(&state.assets, HERE, lang, clock::now());
    let category = lang.category(&draft.category);
    let prefix = String::new();
    let asked = Asked { category, questions, answers: draft.answers, prefix };
    QuestionsPage { page, asked }
}

pub(super) async fn take(
    State(state): State<AppState>,
    request: Request,
) -> Result<Response, Problem> {
    let Some(mut draft) = open_draft(&state, request.headers()).await? else {
        return Ok(Redirect::to("/melden").into_response());
    };
    let fields = Fields::read(request).await?;
    let questions = of(&state, &draft).await?;
    draft.answers = questions::keep(&questions, |key| fields.all(key).collect());
    save(&state, &draft).await?;
    if let Some(lang) = switched(&fields) {
        let answer = html(&page(&state, lang, draft, questions))?;
        return Ok(with_language(&state, lang, answer));
    }
    let is_stopped = questions::stop(&questions, &draft.answers).is_some();
    Ok(go_on(&state, &draft, if is_stopped { ADVICE } else { NEXT }))
}

pub(super) async fn advise(
    State(state): State<AppState>,
    lang: Lang,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let draft = open_draft(&state, &headers).await?.unwrap_or_default();
    advice(&state, lang, &draft).await
}

async fn advice(state: &AppState, lang: Lang, draft: &Draft) -> Result<Response, Problem> {
    let questions = of(state, draft).await?;
    let Some(advice) = questions::stop(&questions, &draft.answers) else {
        return Ok(Redirect::to(NEXT).into_response());
    };
    let page = Page::resident(&state.assets, ADVICE, lang, clock::now());
    html(&AdvicePage { page, advice: advice.clone() })
}

/// Goes on with the report all the same; the answer that stopped it is taken back.
pub(super) async fn go_on_anyway(
    State(state): State<AppState>,
    request: Request,
) -> Result<Response, Problem> {
    let Some(mut draft) = open_draft(&state, request.headers()).await? else {
        return Ok(Redirect::to("/melden").into_response());
    };
    let fields = Fields::read(request).await?;
    if let Some(lang) = switched(&fields) {
        let answer = advice(&state, lang, &draft).await?;
        return Ok(with_language(&state, lang, answer));
    }
    let questions = of(&state, &draft).await?;
    draft.answers = questions::without_stops(&questions, draft.answers);
    save(&state, &draft).await?;
    Ok(go_on(&state, &draft, NEXT))
}
