//! `/meldkamer`: what waits for a dispatcher. What they do with it: [`doing`] and [`ask`].

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, State},
    http::{StatusCode, Uri, request::Parts},
    response::{Html, IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Utc};
use platform::{
    clock,
    problem::{self, Problem},
    staff::{OnPage, Role, Staff},
};
use uuid::Uuid;
use web::{Page, Signed};

use crate::{
    AppState, LIVE_TOPIC,
    issues_api::HISTORY_ROWS_MAX,
    listing::{Listing, looks_like_number},
    pages::{Detail, InboxPage, Notice, Panel, StaffNote, drawn},
    service_level::Left,
    store::{
        acts,
        catalogue::Team,
        clock as clocks,
        frame::{self, Frame},
        issue_list,
        issues::{self, Issue},
        nearby, notes as told_later, service_level, staff_notes, works,
    },
    term, town,
};

pub(crate) mod ask;
mod course;
pub(crate) mod doing;
pub(crate) mod map;
pub(crate) mod notes;
pub(crate) mod presence;
pub(crate) mod saved;
pub(crate) mod tiles;
mod told;
mod words;

/// Issues on a page of the list.
const ROWS_MAX: u16 = 50;

/// Notes of residents on the page of an issue.
const NOTES_MAX: i64 = 20;

/// Notes of staff there.
const STAFF_NOTES_MAX: i64 = 50;

const ROLES: [Role; 1] = [Role::Dispatcher];

/// What the address asks for. Whatever cannot be read asks for nothing.
#[derive(Default)]
pub struct Asked {
    listing: Listing,
    /// What was just done together.
    done: Option<Uuid>,
    /// The issue that the page shows, when its parts are asked for.
    issue: Option<Uuid>,
}

impl Asked {
    fn read(query: &str) -> Self {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let id = |name: &str| pairs.iter().find(|(key, _)| key == name)?.1.parse().ok();
        Self { listing: Listing::read(&pairs), done: id("gedaan"), issue: id("kwestie") }
    }
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::read(parts.uri.query().unwrap_or_default()))
    }
}

/// What the page is about.
struct About<'a> {
    staff: &'a Staff,
    path: &'a str,
    listing: &'a Listing,
    selected: Option<Uuid>,
    notice: Option<Notice>,
    /// At the form of the selected issue.
    error: Option<String>,
    /// At the form that keeps a choice.
    save_error: Option<String>,
    /// What surrounds the list, when it was read already.
    frame: Option<Frame>,
}

impl<'a> About<'a> {
    /// The page with no issue chosen.
    fn list(staff: &'a Staff, listing: &'a Listing) -> Self {
        let (path, selected, notice) = ("/meldkamer", None, None);
        let (error, save_error, frame) = (None, None, None);
        Self { staff, path, listing, selected, notice, error, save_error, frame }
    }

    /// The page with one issue chosen.
    fn issue(staff: &'a Staff, path: &'a str, listing: &'a Listing, issue_id: Uuid) -> Self {
        Self { path, selected: Some(issue_id), ..Self::list(staff, listing) }
    }
}

pub async fn list(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Asked { listing, done, .. }: Asked,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let number = looks_like_number(&listing.words);
    let frame = frame::read(&state.service.pool, staff.staff_id, number.as_deref()).await?;
    if let Some(issue_id) = frame.of_number {
        let query = Listing { words: String::new(), ..listing }.query();
        return Ok(Redirect::to(&format!("/meldkamer/{issue_id}{query}")).into_response());
    }
    let notice = notice(&state, &staff, done).await?;
    let about = About { notice, frame: Some(frame), ..About::list(&staff, &listing) };
    draw(&state, StatusCode::OK, about).await
}

pub async fn one(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    uri: Uri,
    problem::Path(issue_id): problem::Path<Uuid>,
    Asked { listing, done, .. }: Asked,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let notice = notice(&state, &staff, done).await?;
    let about = About::issue(&staff, uri.path(), &listing, issue_id);
    draw(&state, StatusCode::OK, About { notice, ..about }).await
}

/// The parts of an open page that change.
pub async fn parts(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Asked { listing, issue, .. }: Asked,
) -> Result<Html<String>, Problem> {
    staff.require(&ROLES)?;
    state.reach.require(&staff, issue.as_slice()).await?;
    let about = About { selected: issue, ..About::list(&staff, &listing) };
    let page = fill(&state, about, clock::now()).await?;
    Ok(Html(page.parts().map_err(anyhow::Error::from)?))
}

/// The address of a form about the list, opened again after signing in.
pub async fn back_to_list(uri: Uri) -> Redirect {
    back_to("/meldkamer", &uri)
}

/// The form's address, opened again after signing in.
pub async fn back_to_issue(problem::Path(issue_id): problem::Path<Uuid>, uri: Uri) -> Redirect {
    back_to(&format!("/meldkamer/{issue_id}"), &uri)
}

/// The path with the query that was asked for.
fn back_to(path: &str, uri: &Uri) -> Redirect {
    let query = uri.query().map_or(String::new(), |query| format!("?{query}"));
    Redirect::to(&format!("{path}{query}"))
}

pub async fn live(
    State(state): State<AppState>,
    staff: Staff,
    Asked { issue, .. }: Asked,
) -> Result<impl IntoResponse, Problem> {
    staff.require(&ROLES)?;
    state.reach.require(&staff, issue.as_slice()).await?;
    let live = &state.service.live;
    let watching = issue.map(|id| state.presence.enter(id, &staff, live));
    Ok(live.stream(move |topic| {
        // Who closes the page stops watching: the stream holds it.
        let _ = &watching;
        topic == LIVE_TOPIC
    }))
}

/// What was done with the batch, if it was a moment ago.
async fn notice(
    state: &AppState,
    staff: &Staff,
    batch_id: Option<Uuid>,
) -> sqlx::Result<Option<Notice>> {
    let Some(batch_id) = batch_id else { return Ok(None) };
    let acts = acts::told(&state.service.pool, batch_id, staff.staff_id).await?;
    Ok(told::notice(batch_id, &acts, clock::now()))
}

async fn draw(state: &AppState, status: StatusCode, about: About<'_>) -> Result<Response, Problem> {
    draw_with(state, status, about, |_| {}).await
}

/// Draws the page with something else at its chosen issue.
async fn draw_with(
    state: &AppState,
    status: StatusCode,
    about: About<'_>,
    change: impl FnOnce(&mut Detail),
) -> Result<Response, Problem> {
    let mut page = fill(state, about, clock::now()).await?;
    page.selected.as_mut().map(change);
    drawn(status, &page)
}

async fn fill(
    state: &AppState,
    mut about: About<'_>,
    now: DateTime<Utc>,
) -> Result<InboxPage, Problem> {
    let pool = &state.service.pool;
    let frame = match about.frame.take() {
        Some(frame) => frame,
        None => frame::read(pool, about.staff.staff_id, None).await?,
    };
    let drawing = state.drawings.at(pool, frame.stamp).await?;
    let listing = drawing.in_buurten(about.listing, about.staff);
    let (counts, found) = tokio::try_join!(
        issue_list::counts(pool, &listing, now, term::end_of_today(now)),
        issue_list::page(pool, &listing, now, ROWS_MAX),
    )?;
    let mut shown_on_map: Vec<_> = found.issues.iter().collect();
    let selected = match about.selected {
        None => None,
        Some(id) => {
            let issue = issues::find(pool, id).await?;
            Some(issue.ok_or_else(|| Problem::not_found("Deze kwestie bestaat niet."))?)
        }
    };
    if let Some(issue) = &selected {
        shown_on_map.retain(|other| other.issue_id != issue.issue_id);
        shown_on_map.push(issue);
    }
    let map = drawing.with(&shown_on_map, about.selected, now);
    let teams = frame.teams.0;
    let detail = match &selected {
        None => None,
        Some(issue) => Some(detail(state, issue, &teams, &about, now).await?),
    };
    Ok(InboxPage {
        page: Page::desktop(&state.assets, about.path, now, Some(Signed::from(about.staff))),
        listing: about.listing.clone(),
        panel: Panel::new(about.listing, &drawing.reached(about.staff), &teams, &counts),
        sees_contact: about.staff.sees_contact,
        reach: about
            .staff
            .reach()
            .map_or(String::new(), |codes| town::names(&drawing.names, codes)),
        counts,
        saved: frame.saved.0,
        texts: frame.texts.0,
        save_error: about.save_error,
        issues: found.issues.iter().map(|it| words::row(it, about.selected, now)).collect(),
        next_url: found.next.map(|next| about.listing.from(next).address()),
        selected: detail,
        map,
        teams: teams.into_iter().map(|team| (team.team_key, team.name)).collect(),
        notice: about.notice,
    })
}

async fn detail(
    state: &AppState,
    issue: &Issue,
    teams: &[Team],
    about: &About<'_>,
    now: DateTime<Utc>,
) -> Result<Detail, Problem> {
    let pool = &state.service.pool;
    let history = issues::history(pool, issue.issue_id, HISTORY_ROWS_MAX).await?;
    let open = issue_list::open_by_team(pool).await?;
    let notes = told_later::of_issue(pool, issue.issue_id, NOTES_MAX).await?;
    let staff_notes = staff_notes::of_issue(pool, issue.issue_id, STAFF_NOTES_MAX).await?;
    let ticks = clocks::ticks(pool, issue.issue_id, HISTORY_ROWS_MAX).await?;
    let mut conn = pool.acquire().await?;
    let calendar = service_level::kept(&mut conn).await?.calendar;
    let left = Left::of(&calendar, issue.clock.due_at, issue.question.is_some(), now);
    let works = works::of(&mut *conn, issue.issue_id).await?;
    let alike = nearby::of(&mut conn, issue, about.staff.reach()).await?;
    let error = about.error.clone();
    let detail = words::detail(issue, &history, teams, &open, error, &words::Time { left, ticks });
    Ok(Detail {
        notes: notes.iter().filter_map(words::note).collect(),
        staff_notes: staff_notes.into_iter().map(StaffNote::from).collect(),
        works: works.iter().filter(|work| !work.is_over).map(words::asked).collect(),
        alike: alike.iter().map(|it| words::alike(it, now)).collect(),
        watchers: state.presence.others(issue.issue_id, about.staff.staff_id),
        ..detail
    })
}
