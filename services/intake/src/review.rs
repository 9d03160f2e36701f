//! `/meldkamer/nakijken`: dispatchers look at photos and words, oldest first. No photo is public
//! before, and what tells who somebody is goes from words in every service.

pub mod finds;
mod photo;
pub mod rules;
mod words;

use axum::{
    Router, extract::State as AxumState, http::StatusCode, middleware, response::Response,
    routing::get,
};
use chrono::{DateTime, Utc};
use platform::{
    clock, is_any_outside,
    problem::{Path, Problem, Query},
    reach::{self, Reach},
    staff::{OnPage, Role, Staff},
};
use serde::Deserialize;
use sqlx::PgPool;
use uuid::Uuid;
use web::{Page, Signed, drawn};

use crate::{
    AppState,
    pages::review::{
        Item, LaterShown, Notice, PhotoShown, ReportShown, ReviewPage, Shown, WordsShown,
    },
    store::{
        self,
        review::{IS_ANY_PHOTO_OUTSIDE, LookedAt, Waiting, Words},
    },
};
use rules::{Audience, Reason, State};

const HERE: &str = "/meldkamer/nakijken";

/// Things in the list: what somebody does before looking again.
const LIST_MAX: i64 = 50;

/// Which photos an account reaches.
fn photos(pool: &PgPool) -> Reach {
    Reach::new(pool.clone(), "photo_id", IS_ANY_PHOTO_OUTSIDE)
}

/// Of which reports an account reaches the words.
fn texts(pool: &PgPool) -> Reach {
    Reach::new(pool.clone(), "report_id", is_any_outside!("report", "report_id"))
}

pub(crate) fn routes(pool: &PgPool) -> Router<AppState> {
    Router::new()
        .route(HERE, get(first))
        .route("/meldkamer/nakijken/foto/{photo_id}", get(one_photo).post(photo::decide))
        .route("/meldkamer/nakijken/tekst/{report_id}", get(one_text).post(words::decide))
        .route_layer(middleware::from_fn_with_state(photos(pool), reach::of_address))
        .route_layer(middleware::from_fn_with_state(texts(pool), reach::of_address))
}

/// Whether somebody in that role, or whoever has the link, may see a photo in that state.
pub(crate) fn may_see(review: &str, reason: &str, role: Option<Role>) -> bool {
    let state = State::parse(review).unwrap_or(State::Rejected);
    match rules::audience(state, Reason::parse(reason)) {
        Audience::Link => true,
        Audience::Staff => role.is_some_and(|role| role != Role::Manager),
        Audience::Desk => matches!(role, Some(Role::Dispatcher | Role::Admin)),
    }
}

/// What a page is about.
#[derive(Clone, Copy)]
enum About {
    /// The oldest that waits.
    First,
    Photo(Uuid),
    Words(Uuid),
}

#[derive(Deserialize)]
struct Done {
    /// The photo about which something was decided just now.
    foto: Option<Uuid>,
    /// The report whose words were looked at just now.
    tekst: Option<Uuid>,
}

async fn first(
    AxumState(state): AxumState<AppState>,
    OnPage(staff): OnPage,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    require(&staff)?;
    let now = clock::now();
    let pool = &state.service.pool;
    photos(pool).require(&staff, done.foto.as_slice()).await?;
    texts(pool).require(&staff, done.tekst.as_slice()).await?;
    let (mut conn, mut notice) = (pool.acquire().await?, None);
    if let Some(photo_id) = done.foto {
        let photo = store::review::photo(&mut conn, photo_id).await?;
        notice = photo.and_then(|photo| photo::told(&photo, now));
    } else if let Some(report_id) = done.tekst {
        let words = store::review::words(&mut conn, report_id).await?;
        notice = words.map(|words| Notice::done(words::told(&words)));
    }
    drop(conn);
    draw(&state, &staff, StatusCode::OK, About::First, notice, None).await
}

async fn one_photo(
    AxumState(state): AxumState<AppState>,
    OnPage(staff): OnPage,
    Path(photo_id): Path<Uuid>,
) -> Result<Response, Problem> {
    require(&staff)?;
    draw(&state, &staff, StatusCode::OK, About::Photo(photo_id), None, None).await
}

async fn one_text(
    AxumState(state): AxumState<AppState>,
    OnPage(staff): OnPage,
    Path(report_id): Path<Uuid>,
) -> Result<Response, Problem> {
    require(&staff)?;
    draw(&state, &staff, StatusCode::OK, About::Words(report_id), None, None).await
}

fn require(staff: &Staff) -> Result<(), Problem> {
    staff.require(&[Role::Dispatcher])
}

fn unknown() -> Problem {
    Problem::not_found("Dit is er niet, of de melder wil vergeten worden.")
}

/// The page about something, with what just happened or what is wrong with the form.
async fn draw(
    state: &AppState,
    staff: &Staff,
    status: StatusCode,
    about: About,
    notice: Option<Notice>,
    error: Option<String>,
) -> Result<Response, Problem> {
    let now = clock::now();
    let mut conn = state.service.pool.acquire().await?;
    let count = store::review::count(&mut conn, staff.reach()).await?;
    let waiting = store::review::waiting(&mut conn, staff.reach(), LIST_MAX).await?;
    let about = match (about, waiting.first()) {
        (About::First, Some(Waiting { photo_id: Some(photo_id), .. })) => About::Photo(*photo_id),
        (About::First, Some(Waiting { report_id, .. })) => About::Words(*report_id),
        (about, _) => about,
    };
    let (shown, here) = match about {
        About::First => (None, HERE.to_owned()),
        About::Photo(photo_id) => {
            let photo = store::review::photo(&mut conn, photo_id).await?.ok_or_else(unknown)?;
            let words = match photo.report_id {
                Some(report_id) => store::review::words(&mut conn, report_id).await?,
                None => None,
            };
            let shown = photo_shown(&photo, words.as_ref());
            (Some(Shown::Photo(shown)), format!("{HERE}/foto/{photo_id}"))
        }
        About::Words(report_id) => {
            let words = store::review::words(&mut conn, report_id).await?;
            let words = words.filter(|words| !words.is_forgotten).ok_or_else(unknown)?;
            (Some(Shown::Words(words_shown(&words))), format!("{HERE}/tekst/{report_id}"))
        }
    };
    drop(conn);
    let items: Vec<Item> = waiting.iter().map(|it| item(it, &here)).collect();
    let current = items.iter().position(|item| item.is_current);
    let next = current.map_or(items.first(), |at| items.get(at + 1).or_else(|| items.first()));
    let signed = Signed::from(staff);
    let page = ReviewPage {
        next: next.filter(|item| !item.is_current).map(|item| item.href.clone()),
        page: Page::desktop(&state.assets, here, now, Some(signed)),
        count,
        oldest: waiting.first().map(|it| it.at),
        items,
        shown,
        notice,
        error,
    };
    drawn(status, &page)
}

fn item(waiting: &Waiting, here: &str) -> Item {
    let href = match waiting.photo_id {
        Some(photo_id) => format!("{HERE}/foto/{photo_id}"),
        None => format!("{HERE}/tekst/{}", waiting.report_id),
    };
    Item {
        is_current: href == here,
        href,
        is_photo: waiting.photo_id.is_some(),
        category: waiting.category.clone(),
        number: waiting.report_number.clone(),
        area: waiting.area_name.clone(),
        is_suspect: waiting.is_suspect,
        at: waiting.at,
    }
}

fn photo_shown(photo: &LookedAt, words: Option<&Words>) -> PhotoShown {
    PhotoShown {
        photo_id: photo.photo_id.to_string(),
        width: photo.width,
        height: photo.height,
        review: photo.review.clone(),
        reason: Reason::parse(&photo.review_reason).map_or("", Reason::label),
        by: photo.reviewed_by.clone(),
        is_removed: photo.is_removed,
        // Another picture has another address, so that no browser shows the old one.
        version: photo.reviewed_at.map_or(0, |at: DateTime<Utc>| at.timestamp_millis()),
        report: words.map(report_shown),
    }
}

fn words_shown(words: &Words) -> WordsShown {
    let texts = words::texts(words);
    let finds = texts
        .iter()
        .flat_map(|it| words::numbered(&it.key, &it.text, &finds::find(&it.text)))
        .collect();
    WordsShown {
        review: words.text_review.clone(),
        by: words.text_reviewed_by.clone(),
        finds,
        report: report_shown(words),
    }
}

fn report_shown(words: &Words) -> ReportShown {
    let parts = |text: &str| words::parts(text, &finds::find(text));
    let later = words.answers.iter();
    ReportShown {
        report_id: words.report_id.to_string(),
        number: words.report_number.clone(),
        category: words.category.clone(),
        area: words.area_name.clone(),
        place: parts(&words.location_text),
        parts: parts(&words.description),
        later: later.map(|it| LaterShown { at: it.answered_at, parts: parts(&it.text) }).collect(),
        at: words.created_at,
        is_suspect: words.is_suspect,
    }
}
