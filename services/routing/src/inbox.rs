//! `/meldkamer`: what waits for a dispatcher, and giving it to a team.

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
    assign::{self, Decision, Refused},
    issues_api::HISTORY_ROWS_MAX,
    pages::{Detail, InboxPage, Notice, query, view_of},
    service_level::Left,
    split,
    store::{
        catalogue::{self, Team},
        clock as clocks,
        issue_list::{self, View},
        issues::{self, Issue},
        notes, service_level,
    },
    term,
};

pub(crate) mod ask;
pub(crate) mod map;
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
    /// Number of the issue that was just given to a team, and the team.
    gedaan: Option<Uuid>,
    /// The issue that the page shows, when its parts are asked for.
    kwestie: Option<Uuid>,
}

#[derive(Deserialize)]
pub struct Chosen {
    #[serde(default)]
    team: String,
    /// Without it the page is out of date, like any other old version.
    #[serde(default)]
    version: i64,
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

pub async fn list(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let notice = match asked.gedaan {
        Some(issue_id) => done(&state, issue_id).await?,
        None => None,
    };
    let view = view_of(&asked.weergave);
    let about =
        About { staff: &staff, path: "/meldkamer", view, selected: None, notice, error: None };
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
    let about = About {
        staff: &staff,
        path: uri.path(),
        view: view_of(&asked.weergave),
        selected: Some(issue_id),
        notice: None,
        error: None,
    };
    draw(&state, StatusCode::OK, about).await
}

/// The parts of an open page that change.
pub async fn parts(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Html<String>, Problem> {
    staff.require(&ROLES)?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let about = About {
        staff: &staff,
        path: "/meldkamer",
        view: view_of(&asked.weergave),
        selected: asked.kwestie,
        notice: None,
        error: None,
    };
    let page = fill(&state, about, clock::now()).await?;
    Ok(Html(page.parts().map_err(anyhow::Error::from)?))
}

/// The form's address, opened again after signing in.
pub async fn back_to_issue(problem::Path(issue_id): problem::Path<Uuid>, uri: Uri) -> Redirect {
    let query = uri.query().map_or(String::new(), |query| format!("?{query}"));
    Redirect::to(&format!("/meldkamer/{issue_id}{query}"))
}

pub async fn assign(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Path(issue_id): problem::Path<Uuid>,
    asked: Result<Query<Asked>, QueryRejection>,
    problem::Form(chosen): problem::Form<Chosen>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let view = view_of(&asked.map(|Query(asked)| asked).unwrap_or_default().weergave);
    let decision = Decision {
        issue_id,
        team_key: &chosen.team,
        version: chosen.version,
        staff_name: &staff.name,
    };
    let service = &state.service;
    let outcome = assign::assign(&service.pool, &service.outbox, &decision, clock::now()).await;
    let path = format!("/meldkamer/{issue_id}");
    let selected = Some(issue_id);
    let about = About { staff: &staff, path: &path, view, selected, notice: None, error: None };
    match outcome {
        Ok(_) => {
            service.live.touch(LIVE_TOPIC);
            let more = query(view).replace('?', "&");
            Ok(Redirect::to(&format!("/meldkamer?gedaan={issue_id}{more}")).into_response())
        }
        Err(Refused::Conflict(now)) => {
            let notice = Some(Notice::Conflict(now));
            draw(&state, StatusCode::CONFLICT, About { notice, ..about }).await
        }
        Err(Refused::UnknownTeam) => {
            let error = Some("Kies een team.".to_owned());
            draw(&state, StatusCode::UNPROCESSABLE_ENTITY, About { error, ..about }).await
        }
        Err(refused) => Err(refused.into()),
    }
}

#[derive(Deserialize)]
pub struct Strange {
    #[serde(default)]
    report: Uuid,
}

/// Takes a report out of the issue, and shows the issue that it is now.
pub async fn split(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Path(issue_id): problem::Path<Uuid>,
    asked: Result<Query<Asked>, QueryRejection>,
    problem::Form(Strange { report }): problem::Form<Strange>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let view = view_of(&asked.map(|Query(asked)| asked).unwrap_or_default().weergave);
    let decision = split::Decision { issue_id, report_id: report, staff_name: &staff.name };
    let service = &state.service;
    match split::split(&service.pool, &service.outbox, &decision, clock::now()).await {
        Ok(opened) => {
            service.live.touch(LIVE_TOPIC);
            let to = format!("/meldkamer/{}{}", opened.issue_id, query(view));
            Ok(Redirect::to(&to).into_response())
        }
        Err(Refused::Conflict(now)) => {
            let about = About {
                staff: &staff,
                path: &format!("/meldkamer/{issue_id}"),
                view,
                selected: Some(issue_id),
                notice: Some(Notice::Conflict(now)),
                error: None,
            };
            draw(&state, StatusCode::CONFLICT, about).await
        }
        Err(refused) => Err(refused.into()),
    }
}

pub async fn live(
    State(state): State<AppState>,
    staff: Staff,
) -> Result<impl IntoResponse, Problem> {
    staff.require(&ROLES)?;
    Ok(state.service.live.stream(|topic| topic == LIVE_TOPIC))
}

/// "LD-4F7K-29 ligt nu bij Grofvuil.", from how it is: the address can be opened by hand.
async fn done(state: &AppState, issue_id: Uuid) -> sqlx::Result<Option<Notice>> {
    let issue = issues::find(&state.service.pool, issue_id).await?;
    Ok(issue.and_then(|issue| {
        let (number, team) = (issue.report_numbers.first()?, issue.team_name?);
        Some(Notice::Done(format!("{number} ligt nu bij {team}.")))
    }))
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
        Some(issue) => Some(detail(state, issue, &teams, about.error, now).await?),
    };
    let signed = Signed {
        name: about.staff.name.clone(),
        roles: vec![about.staff.role.as_str().to_owned()],
    };
    Ok(InboxPage {
        page: Page::desktop(&state.assets, about.path, now, Some(signed)),
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
        notice: about.notice,
    })
}

async fn detail(
    state: &AppState,
    issue: &Issue,
    teams: &[Team],
    error: Option<String>,
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
    let detail = words::detail(issue, &history, teams, &open, error, &words::Time { left, ticks });
    Ok(Detail { notes: notes.iter().filter_map(words::note).collect(), ..detail })
}

fn to_count(count: i64) -> usize {
    usize::try_from(count).unwrap_or(0)
}
