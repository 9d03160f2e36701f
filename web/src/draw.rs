//! Makes pages of the problems that handlers answer with.

use std::sync::Arc;

use axum::response::{IntoResponse as _, Response};
use platform::{clock, problem::Problem};

use crate::{Assets, Page, ProblemPage};

/// How problems look to people, for `Service::draw_problems_with`.
pub fn problem_pages(
    assets: Arc<Assets>,
) -> impl Fn(&Problem, &str) -> Response + Send + Sync + 'static {
    move |problem, path| {
        let page = Page::resident(&assets, path, clock::now());
        let mut drawn = ProblemPage::new(page, problem.status());
        // Ours to fix, or nothing more to tell: the usual words. Otherwise what was found.
        if matches!(problem.status, 400 | 409 | 413 | 415 | 422) {
            drawn = drawn.text(problem.detail.clone());
        }
        drawn.into_response()
    }
}
