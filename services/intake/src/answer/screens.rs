//! The pages below `/melding/{reportId}` on which residents tell something about their report. To
//! visit one changes nothing, because mail programs open every link: only its button does.

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
    routing::get,
};
use platform::{
    clock,
    problem::{Path, Problem},
};
use uuid::Uuid;
use web::{FieldErrors, Lang, Page};

use super::{Said, forget_sender, tell};
use crate::{
    AppState,
    answering::{Kind, Refusal, Verdict, reopen_until},
    follow::{photos, unknown, view},
    form::{FORM_BYTES_MAX, Posted, photo_hints, read_photos},
    home::html,
    pages::{Confirm, ConfirmPage, RefusedPage, TellPage},
    store::{self, answer::Answered, public_state::PublicReport},
    submission::{DESCRIPTION_CHARS_MAX, PHOTOS_MAX},
};

pub(super) fn routes() -> Router<AppState> {
    let with_photos = Router::new()
        .route("/melding/{report_id}/nog-steeds", get(still_there).post(say_still_there))
        .route("/melding/{report_id}/meer", get(more).post(say_more))
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX));
    Router::new()
        .route("/melding/{report_id}/opgelost", get(solved).post(say_solved))
        .route("/melding/{report_id}/intrekken", get(withdraw).post(say_withdrawn))
        .route("/melding/{report_id}/vergeet-mij", get(forget).post(do_forget))
        .merge(with_photos)
}

type Id = Path<Uuid>;

async fn still_there(
    State(state): State<AppState>,
    lang: Lang,
    id: Id,
) -> Result<Response, Problem> {
    ask_to_tell(&state, lang, id.0, Kind::StillThere).await
}

async fn more(State(state): State<AppState>, lang: Lang, id: Id) -> Result<Response, Problem> {
    ask_to_tell(&state, lang, id.0, Kind::More).await
}

async fn say_still_there(
    State(state): State<AppState>,
    lang: Lang,
    id: Id,
    request: Request,
) -> Result<Response, Problem> {
    take_told(&state, lang, id.0, Kind::StillThere, request).await
}

async fn say_more(
    State(state): State<AppState>,
    lang: Lang,
    id: Id,
    request: Request,
) -> Result<Response, Problem> {
    take_told(&state, lang, id.0, Kind::More, request).await
}

async fn solved(State(state): State<AppState>, lang: Lang, id: Id) -> Result<Response, Problem> {
    ask_to_confirm(&state, lang, id.0, Confirm::Solved).await
}

async fn withdraw(State(state): State<AppState>, lang: Lang, id: Id) -> Result<Response, Problem> {
    ask_to_confirm(&state, lang, id.0, Confirm::Withdraw).await
}

async fn forget(State(state): State<AppState>, lang: Lang, id: Id) -> Result<Response, Problem> {
    ask_to_confirm(&state, lang, id.0, Confirm::Forget).await
}

async fn say_solved(
    State(state): State<AppState>,
    lang: Lang,
    id: Id,
) -> Result<Response, Problem> {
    take_word(&state, lang, id.0, Kind::Solved).await
}

async fn say_withdrawn(
    State(state): State<AppState>,
    lang: Lang,
    id: Id,
) -> Result<Response, Problem> {
    take_word(&state, lang, id.0, Kind::Withdrawn).await
}

async fn do_forget(State(state): State<AppState>, id: Id) -> Result<Response, Problem> {
    forget_sender(&state, id.0, clock::now()).await?;
    Ok(to_report(id.0))
}

fn to_report(report_id: Uuid) -> Response {
    Redirect::to(&format!("/melding/{report_id}")).into_response()
}

/// A report that somebody looks at: as the public sees it, and how it can be answered.
async fn find(state: &AppState, report_id: Uuid) -> Result<(PublicReport, Answered), Problem> {
    let mut conn = state.service.pool.acquire().await?;
    let report = store::public_state::find(&mut conn, report_id).await?;
    let answered = store::answer::lock(&mut conn, report_id).await?;
    report.zip(answered).ok_or_else(unknown)
}

/// What was typed and sent on a page that is shown again.
#[derive(Default)]
struct Typed {
    text: String,
    photo_ids: Vec<Uuid>,
    key: Option<Uuid>,
}

async fn ask_to_tell(
    state: &AppState,
    lang: Lang,
    report_id: Uuid,
    kind: Kind,
) -> Result<Response, Problem> {
    let (report, answered) = find(state, report_id).await?;
    match answered.standing.judge(kind, clock::now(), state.reopen_term) {
        Verdict::Take => {
            let page = tell_page(
                state,
                lang,
                &report,
                &answered,
                kind,
                Typed::default(),
                FieldErrors::default(),
            );
            html(&page.await?)
        }
        Verdict::Said => Ok(to_report(report_id)),
        Verdict::Refuse(why) => refuse(state, lang, &report, why),
    }
}

async fn tell_page(
    state: &AppState,
    lang: Lang,
    report: &PublicReport,
    answered: &Answered,
    kind: Kind,
    typed: Typed,
    errors: FieldErrors,
) -> Result<TellPage, Problem> {
    let is_still_there = kind == Kind::StillThere;
    let step = if is_still_there { "nog-steeds" } else { "meer" };
    let path = format!("/melding/{}/{step}", report.report_id);
    Ok(TellPage {
        page: Page::resident(&state.assets, path, lang, clock::now()),
        errors,
        report: view(report),
        is_still_there,
        until: reopen_until(answered.standing.changed_at, state.reopen_term),
        key: typed.key.unwrap_or_else(Uuid::new_v4).to_string(),
        text: typed.text,
        text_max: DESCRIPTION_CHARS_MAX,
        photos: photos(&typed.photo_ids),
        photos_max: PHOTOS_MAX,
        hints: photo_hints(state, &typed.photo_ids).await?,
    })
}

async fn take_told(
    state: &AppState,
    lang: Lang,
    report_id: Uuid,
    kind: Kind,
    request: Request,
) -> Result<Response, Problem> {
    // Whoever guesses an id hears so before anything is read.
    let (report, answered) = find(state, report_id).await?;
    if let Verdict::Refuse(why) = answered.standing.judge(kind, clock::now(), state.reopen_term) {
        return refuse(state, lang, &report, why);
    }
    let mut posted = read_photos(state, lang, request).await?;
    let removed: Option<Uuid> = posted.fields.all("remove").find_map(|id| id.parse().ok());
    let typed = typed(state, lang, &mut posted, removed).await?;
    if let Some(removed) = removed {
        state.darkroom.take_away(removed, None, None).await?;
    }
    if posted.errors.any() || removed.is_some() {
        let status = if posted.errors.any() { posted.status } else { StatusCode::OK };
        let page = tell_page(state, lang, &report, &answered, kind, typed, posted.errors);
        return Ok((status, html(&page.await?)?).into_response());
    }
    let said = Said {
        kind,
        text: &typed.text,
        photo_ids: &typed.photo_ids,
        form_key: typed.key.unwrap_or_else(Uuid::new_v4),
    };
    match tell(state, report_id, &said, clock::now()).await? {
        Verdict::Take | Verdict::Said => Ok(to_report(report_id)),
        Verdict::Refuse(why) => refuse(state, lang, &report, why),
    }
}

/// Reads what was posted, and notes what is wrong with it.
async fn typed(
    state: &AppState,
    lang: Lang,
    posted: &mut Posted,
    removed: Option<Uuid>,
) -> Result<Typed, Problem> {
    let mut wanted: Vec<Uuid> =
        posted.fields.all("photoId").filter_map(|id| id.parse().ok()).collect();
    wanted.retain(|id| Some(*id) != removed);
    wanted.dedup();
    let mut conn = state.service.pool.acquire().await?;
    let known = store::photo::known(&mut conn, &wanted).await?;
    drop(conn);
    let mut photo_ids: Vec<Uuid> = wanted.into_iter().filter(|id| known.contains(id)).collect();
    photo_ids.extend(&posted.developed);
    photo_ids.truncate(PHOTOS_MAX);
    let text = posted.fields.text("text").to_owned();
    if text.chars().count() > DESCRIPTION_CHARS_MAX {
        posted.errors.push("uitleg", lang.t1("answer-too-long", "max", DESCRIPTION_CHARS_MAX));
    }
    if removed.is_none() && !posted.errors.any() && text.is_empty() && photo_ids.is_empty() {
        posted.errors.push("uitleg", lang.t("answer-empty"));
    }
    let key = posted.fields.text("key").parse().ok();
    Ok(Typed { text, photo_ids, key })
}

async fn ask_to_confirm(
    state: &AppState,
    lang: Lang,
    report_id: Uuid,
    asked: Confirm,
) -> Result<Response, Problem> {
    let (report, answered) = find(state, report_id).await?;
    let verdict = match asked.kind() {
        Some(kind) => answered.standing.judge(kind, clock::now(), state.reopen_term),
        None if answered.standing.is_forgotten => Verdict::Said,
        None => Verdict::Take,
    };
    match verdict {
        Verdict::Take => {
            let path = format!("/melding/{report_id}/{}", asked.path());
            let page = Page::resident(&state.assets, path, lang, clock::now());
            html(&ConfirmPage { page, report: view(&report), asked })
        }
        Verdict::Said => Ok(to_report(report_id)),
        Verdict::Refuse(why) => refuse(state, lang, &report, why),
    }
}

/// Takes an answer that needs no words.
async fn take_word(
    state: &AppState,
    lang: Lang,
    report_id: Uuid,
    kind: Kind,
) -> Result<Response, Problem> {
    let said = Said { kind, text: "", photo_ids: &[], form_key: Uuid::new_v4() };
    match tell(state, report_id, &said, clock::now()).await? {
        Verdict::Take | Verdict::Said => Ok(to_report(report_id)),
        Verdict::Refuse(why) => {
            let (report, _) = find(state, report_id).await?;
            refuse(state, lang, &report, why)
        }
    }
}

/// Says why not, and what can be done instead.
fn refuse(
    state: &AppState,
    lang: Lang,
    report: &PublicReport,
    why: Refusal,
) -> Result<Response, Problem> {
    if why == Refusal::Forgotten {
        return Ok(to_report(report.report_id));
    }
    let path = format!("/melding/{}", report.report_id);
    let page = Page::resident(&state.assets, path, lang, clock::now());
    let page = RefusedPage { page, report: view(report), why };
    Ok((StatusCode::CONFLICT, html(&page)?).into_response())
}
