//! `/api/v1/issues/…`: what dispatchers do with issues, by their programs.

use axum::{Json, extract::State};
use platform::{
    clock,
    problem::{self, Problem},
    staff::{Role, Staff},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    AppState, LIVE_TOPIC,
    acts::By,
    assign::{self, How},
    closing,
    issues_api::{Shown, show},
    join, split,
    undo::{self, Undone},
};

#[derive(Deserialize)]
pub struct Assignment {
    #[serde(default)]
    team: String,
    version: i64,
    /// Besides the teams that have it.
    #[serde(default)]
    also: bool,
}

#[derive(Deserialize)]
pub struct Unassignment {
    team: String,
}

#[derive(Deserialize)]
pub struct Closing {
    version: i64,
    outcome: String,
    #[serde(default)]
    text: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Split {
    report_id: Uuid,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Join {
    issue_ids: Vec<Uuid>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Undo {
    batch_id: Uuid,
}

/// What became of each act that was to be taken back.
#[derive(Serialize)]
pub struct UndoneList {
    items: Vec<UndoneItem>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct UndoneItem {
    issue_id: Uuid,
    number: String,
    undone: bool,
    /// Why not.
    detail: Option<String>,
}

pub async fn assign(
    State(state): State<AppState>,
    staff: Staff,
    problem::Path(issue_id): problem::Path<Uuid>,
    problem::Json(asked): problem::Json<Assignment>,
) -> Result<Json<Shown>, Problem> {
    staff.require(&[Role::Dispatcher])?;
    let by = By::new(&staff);
    let how = if asked.also { How::Also } else { How::Only };
    let version = asked.version;
    let decision = assign::Decision { issue_id, team_key: &asked.team, how, version, by };
    let service = &state.service;
    assign::assign(&service.pool, &service.outbox, &decision, clock::now()).await?;
    done(&state, issue_id, by).await
}

/// Takes the work back from one team.
pub async fn unassign(
    State(state): State<AppState>,
    staff: Staff,
    problem::Path(issue_id): problem::Path<Uuid>,
    problem::Json(asked): problem::Json<Unassignment>,
) -> Result<Json<Shown>, Problem> {
    staff.require(&[Role::Dispatcher])?;
    let (by, service) = (By::new(&staff), &state.service);
    let work = (issue_id, asked.team.as_str());
    assign::take_back(&service.pool, &service.outbox, work, by, clock::now()).await?;
    done(&state, issue_id, by).await
}

/// Closes the issue in half a minute.
pub async fn close(
    State(state): State<AppState>,
    staff: Staff,
    problem::Path(issue_id): problem::Path<Uuid>,
    problem::Json(asked): problem::Json<Closing>,
) -> Result<Json<Shown>, Problem> {
    staff.require(&[Role::Dispatcher])?;
    let by = By::new(&staff);
    let (version, outcome, text) = (asked.version, asked.outcome.as_str(), asked.text.as_str());
    let decision = closing::Decision { issue_id, version, outcome, text, by };
    closing::close(&state.service.pool, &decision, clock::now()).await?;
    state.clock_woken.notify_one();
    done(&state, issue_id, by).await
}

/// Takes a report out of the issue, and gives the issue that it is now.
pub async fn split(
    State(state): State<AppState>,
    staff: Staff,
    problem::Path(issue_id): problem::Path<Uuid>,
    problem::Json(Split { report_id }): problem::Json<Split>,
) -> Result<Json<Shown>, Problem> {
    staff.require(&[Role::Dispatcher])?;
    let (by, service) = (By::new(&staff), &state.service);
    let decision = split::Decision { issue_id, report_id, by };
    let opened = split::split(&service.pool, &service.outbox, &decision, clock::now()).await?;
    done(&state, opened.issue_id, by).await
}

/// Makes the issues one, and gives that.
pub async fn join(
    State(state): State<AppState>,
    staff: Staff,
    problem::Json(asked): problem::Json<Join>,
) -> Result<Json<Shown>, Problem> {
    staff.require(&[Role::Dispatcher])?;
    let (by, service) = (By::new(&staff), &state.service);
    state.reach.require(&staff, &asked.issue_ids).await?;
    let decision = join::Decision { issue_ids: &asked.issue_ids, by };
    let into = join::join(&service.pool, &service.outbox, &decision, clock::now()).await?;
    done(&state, into.issue_id, by).await
}

/// Takes back what was done together.
pub async fn undo(
    State(state): State<AppState>,
    staff: Staff,
    problem::Json(Undo { batch_id }): problem::Json<Undo>,
) -> Result<Json<UndoneList>, Problem> {
    staff.require(&[Role::Dispatcher])?;
    let service = &state.service;
    let (pool, outbox, by) = (&service.pool, &service.outbox, By::new(&staff));
    let undone = undo::undo(pool, outbox, batch_id, by, clock::now()).await?;
    service.live.touch(LIVE_TOPIC);
    Ok(Json(UndoneList { items: undone.into_iter().map(UndoneItem::new).collect() }))
}

async fn done(state: &AppState, issue_id: Uuid, by: By<'_>) -> Result<Json<Shown>, Problem> {
    state.service.live.touch(LIVE_TOPIC);
    let Json(mut shown) = show(state, issue_id).await?;
    shown.undo_batch_id = Some(by.batch_id);
    Ok(Json(shown))
}

impl UndoneItem {
    fn new(act: Undone) -> Self {
        let Undone { issue_id, number, result } = act;
        let detail = result.err();
        Self { issue_id, number, undone: detail.is_none(), detail }
    }
}
