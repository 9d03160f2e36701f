//! `/berichten/inzage`: who read how to reach residents, for an administrator.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use platform::{
    clock,
    problem::Problem,
    staff::{OnPage, Role},
};
use web::{Page, Signed, drawn};

use super::Reason;
use crate::{
    AppState,
    store::disclosures::{self, View},
};

/// Times on the page, the last first.
const SHOWN_MAX: i64 = 200;

#[derive(Debug, Template)]
#[template(path = "views.html")]
struct ViewsPage {
    page: Page,
    views: Vec<View>,
}

impl View {
    /// Why, in words.
    fn why(&self) -> &'static str {
        Reason::parse(&self.reason).map_or("", Reason::label)
    }
}

pub(super) async fn list(
    State(app): State<AppState>,
    OnPage(staff): OnPage,
) -> Result<Response, Problem> {
    staff.require(&[Role::Admin])?;
    let views = disclosures::last(&app.service.pool, SHOWN_MAX).await?;
    let signed = Some(Signed::from(&staff));
    let page = Page::desktop(&app.assets, "/berichten/inzage", clock::now(), signed);
    drawn(StatusCode::OK, &ViewsPage { page, views })
}
