//! `/meldkamer`: what waits for a dispatcher. What they do with it: [`doing`] and [`ask`].

use askama::Template as _;
use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::{StatusCode, Uri},
    response::{Html, IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Utc};
use platform::{
    clock,
    problem::{self, Problem},
    staff::{OnPage, Role, Staff},
};
use serde::Deserialize;
use uuid::Uuid;
use web::{Page, Signed};

use crate::{
    AppState, LIVE_TOPIC,
    issues_api::HISTORY_ROWS_MAX,
    pages::{Detail, InboxPage, Notice, view_of},
    service_level::Left,
    store::{
        acts,
        catalogue::{self, Team},
        clock as clocks,
        issue_list::{self, View},
        issues::{self, Issue},
        nearby, notes, service_level, works,
    },
    term,
};

pub(crate) mod ask;
pub(crate) mod doing;
pub(crate) mod map;
pub(crate) mod presence;
mod told;
mod words;

/// Issues on the page; the counts above it say how many more there are.
const ROWS_MAX: i64 = 100;

/// Notes of residents on the page of an issue.
const NOTES_MAX: i64 = 20;

const ROLES: [Role; 1] = [Role::Dispatcher];

#[derive(Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    weergave: String,
    /// What was just done together.
    gedaan: Option<Uuid>,
    /// The issue that the page shows, when its parts are asked for.
    kwestie: Option<Uuid>,
}

/// What the page is about.
struct About<'a> {
    staff: &'a Staff,
    path: &'a str,
    view: View,
    selected: Option<Uuid>,
    notice: Option<Notice>,
    /// At the form of the selected issue.
    error: Option<String>,
}

impl<'a> About<'a> {
    /// The page with no issue chosen.
    fn list(staff: &'a Staff, view: View) -> Self {
        Self { staff, path: "/meldkamer", view, selected: None, notice: None, error: None }
    }

    /// The page with one issue chosen.
    fn issue(staff: &'a Staff, path: &'a str, view: View, issue_id: Uuid) -> Self {
        Self { staff, path, view, selected: Some(issue_id), notice: None, error: None }
    }
}

/// The view that the address asks for; the first one where it cannot be read.
fn view_in(asked: Result<Query<Asked>, QueryRejection>) -> View {
    view_of(&asked.map(|Query(asked)| asked).unwrap_or_default().weergave)
}

pub async fn list(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let notice = notice(&state, &staff, asked.gedaan).await?;
    let view = view_of(&asked.weergave);
    let about = About { notice, ..About::list(&staff, view) };
    draw(&state, StatusCode::OK, about).await
}

pub async fn one(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    uri: Uri,
    problem::Path(issue_id): problem::Path<Uuid>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let notice = notice(&state, &staff, asked.gedaan).await?;
    let about = About::issue(&staff, uri.path(), view_of(&asked.weergave), issue_id);
    draw(&state, StatusCode::OK, About { notice, ..about }).await
}

/// The parts of an open page that change.
pub async fn parts(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Html<String>, Problem> {
    staff.require(&ROLES)?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let about = About { selected: asked.kwestie, ..About::list(&staff, view_of(&asked.weergave)) };
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
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<impl IntoResponse, Problem> {
    staff.require(&ROLES)?;
    let live = &state.service.live;
    let issue_id = asked.ok().and_then(|Query(asked)| asked.kwestie);
    let watching = issue_id.map(|id| state.presence.enter(id, &staff, live));
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
    let html = page.render().map_err(|error| Problem::internal(&error.into()))?;
    Ok((status, Html(html)).into_response())
}

async fn fill(
    state: &AppState,
    about: About<'_>,
    now: DateTime<Utc>,
) -> Result<InboxPage, Problem> {
    let pool = &state.service.pool;
    let counts = issue_list::counts(pool, about.view, now, term::end_of_today(now)).await?;
    let found = issue_list::inbox(pool, about.view, now, ROWS_MAX).await?;
    let drawing = state.drawings.current(pool).await?;
    let mut conn = pool.acquire().await?;
    let teams = catalogue::teams(&mut conn).await?;
    drop(conn);
    let mut shown_on_map: Vec<_> = found.iter().collect();
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
    let detail = match &selected {
        None => None,
        Some(issue) => Some(detail(state, issue, &teams, &about, now).await?),
    };
    Ok(InboxPage {
        page: Page::desktop(&state.assets, about.path, now, Some(Signed::from(about.staff))),
        view: about.view,
        waiting: to_count(counts.waiting),
        open: to_count(counts.open),
        all_late: to_count(counts.all_late),
        asked: to_count(counts.asked),
        late: to_count(counts.late),
        today: to_count(counts.today),
        paused: to_count(counts.paused),
        issues: found.iter().map(|issue| words::row(issue, about.selected, now)).collect(),
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
    let notes = notes::of_issue(pool, issue.issue_id, NOTES_MAX).await?;
    let ticks = clocks::ticks(pool, issue.issue_id, HISTORY_ROWS_MAX).await?;
    let mut conn = pool.acquire().await?;
    let calendar = service_level::kept(&mut conn).await?.calendar;
    let left = Left::of(&calendar, issue.clock.due_at, issue.question.is_some(), now);
    let works = works::of(&mut *conn, issue.issue_id).await?;
    let alike = nearby::of(&mut conn, issue).await?;
    let error = about.error.clone();
    let detail = words::detail(issue, &history, teams, &open, error, &words::Time { left, ticks });
    Ok(Detail {
        notes: notes.iter().filter_map(words::note).collect(),
        works: works.iter().filter(|work| !work.is_over).map(words::asked).collect(),
        alike: alike.iter().map(|it| words::alike(it, now)).collect(),
        watchers: state.presence.others(issue.issue_id, about.staff.staff_id),
        ..detail
    })
}

fn to_count(count: i64) -> usize {
    usize::try_from(count).unwrap_or(0)
}
