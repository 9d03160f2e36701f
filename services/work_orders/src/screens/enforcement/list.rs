//! `/werk/zaken`: the cases that are open, or those that are closed.

use axum::{extract::State, response::Html};
use platform::{
    clock,
    problem::{Problem, Query},
    staff::OnPage,
};
use serde::Deserialize;

use super::super::{drawn, frame};
use crate::{AppState, pages::CasesPage, store};

/// Cases on the page.
const CASES_MAX: i64 = 200;

#[derive(Debug, Deserialize)]
pub(super) struct Chosen {
    /// `gesloten`, or nothing for those that are open.
    toon: Option<String>,
}

pub(super) async fn list(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Query(chosen): Query<Chosen>,
) -> Result<Html<String>, Problem> {
    let is_closed = chosen.toon.as_deref() == Some("gesloten");
    let pool = &state.service.pool;
    let cases = store::case::list(pool, is_closed, staff.reach(), CASES_MAX).await?;
    let page = frame(&state, &staff, "/werk/zaken".to_owned(), clock::now());
    drawn(&CasesPage { page, cases, is_closed })
}
