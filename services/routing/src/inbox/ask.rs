//! Asking whoever reported an issue something, and taking the question back.

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use platform::{
    clock,
    problem::{self, Problem},
    staff::{OnPage, Staff},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{About, Asked, ROLES, draw_with, view_in};
use crate::{
    AppState, LIVE_TOPIC,
    acts::By,
    pages::{Notice, query},
    questions,
    refused::Refused,
    store::{issue_list::View, issues::Issue},
};

#[derive(Deserialize)]
pub(crate) struct Question {
    #[serde(default)]
    question: String,
    /// Without it the page is out of date, like any other old version.
    #[serde(default)]
    version: i64,
}

pub(crate) async fn ask(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Path(issue_id): problem::Path<Uuid>,
    asked: Result<Query<Asked>, QueryRejection>,
    problem::Form(form): problem::Form<Question>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let view = view_in(asked);
    let (service, text) = (&state.service, form.question.as_str());
    let by = By::new(&staff);
    let question = questions::Asked { issue_id, version: form.version, text, by };
    let outcome = questions::ask(&service.pool, &service.outbox, &question, clock::now()).await;
    answer(&state, &staff, (issue_id, view), (text, Some(by)), outcome).await
}

pub(crate) async fn take_back(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Path(issue_id): problem::Path<Uuid>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let view = view_in(asked);
    let service = &state.service;
    let (pool, outbox) = (&service.pool, &service.outbox);
    let outcome = questions::take_back(pool, outbox, issue_id, &staff.name, clock::now()).await;
    answer(&state, &staff, (issue_id, view), ("", None), outcome).await
}

/// The issue as it is now, or what is in the way, with what was typed.
async fn answer(
    state: &AppState,
    staff: &Staff,
    (issue_id, view): (Uuid, View),
    (text, undo_by): (&str, Option<By<'_>>),
    outcome: Result<Issue, Refused>,
) -> Result<Response, Problem> {
    let path = format!("/meldkamer/{issue_id}");
    let about = About::issue(staff, &path, view, issue_id);
    match outcome {
        Ok(_) => {
            state.service.live.touch(LIVE_TOPIC);
            let done = undo_by.map(|by| format!("?gedaan={}", by.batch_id));
            let more = query(view);
            let more = if done.is_some() { more.replace('?', "&") } else { more };
            Ok(Redirect::to(&format!("{path}{}{more}", done.unwrap_or_default())).into_response())
        }
        Err(Refused::Invalid(error)) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            draw_with(state, status, about, |detail| {
                detail.ask_error = Some(error.detail.into_owned());
                text.clone_into(&mut detail.asked_text);
            })
            .await
        }
        Err(Refused::Conflict(now)) => {
            let about = About { notice: Some(Notice::conflict(now)), ..about };
            // What was typed is not lost: it may still be worth asking.
            draw_with(state, StatusCode::CONFLICT, about, |detail| {
                text.clone_into(&mut detail.asked_text);
            })
            .await
        }
        Err(refused) => Err(refused.into()),
    }
}
