//! `/werk/nieuw`: something new from the street. The phone keeps it and sends it as a report like any other.

use axum::{extract::State, response::Html};
use platform::{clock, problem::Problem, staff::OnPage};

use super::{drawn, frame};
use crate::{AppState, act, pages::NewPage};

pub(super) async fn ask(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
) -> Result<Html<String>, Problem> {
    act::require_worker(&staff)?;
    drawn(&NewPage { page: frame(&state, &staff, "/werk/nieuw".to_owned(), clock::now()) })
}
