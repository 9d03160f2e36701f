//! `/berichten/stop/{token}`: no more mails about a report.
//!
//! Mail scanners open every link, so a visit changes nothing: the page has one
//! button. Mail programs post at once (RFC 8058). A token that we do not know
//! gets the same words, so that nobody can find out which exist.

use askama::Template;
use axum::{
    Router,
    extract::{OriginalUri, State},
    response::Html,
    routing::get,
};
use platform::{
    clock,
    problem::{Path, Problem},
    token::is_token,
};
use web::{Lang, Page};

use crate::{AppState, store};

/// What residents see, before and after the button.
#[derive(Debug, Template)]
#[template(path = "stop.html")]
pub struct StopPage {
    pub page: Page,
    pub is_stopped: bool,
    /// About a buurt, not about a report.
    pub is_alert: bool,
}

pub fn routes() -> Router<AppState> {
    Router::new().route("/berichten/stop/{token}", get(ask).post(stop))
}

async fn ask(
    State(app): State<AppState>,
    lang: Lang,
    OriginalUri(address): OriginalUri,
) -> Result<Html<String>, Problem> {
    draw(&app, lang, address.path(), false)
}

async fn stop(
    State(app): State<AppState>,
    lang: Lang,
    OriginalUri(address): OriginalUri,
    Path(token): Path<String>,
) -> Result<Html<String>, Problem> {
    if is_token(&token) {
        store::stop(&app.service.pool, &token, clock::now()).await?;
    }
    draw(&app, lang, address.path(), true)
}

fn draw(app: &AppState, lang: Lang, path: &str, is_stopped: bool) -> Result<Html<String>, Problem> {
    let page = Page::resident(&app.assets, path, lang, clock::now());
    let html =
        StopPage { page, is_stopped, is_alert: false }.render().map_err(anyhow::Error::from)?;
    Ok(Html(html))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::DateTime;

    use super::*;

    fn page(is_stopped: bool) -> String {
        let page = Page::resident(
            &Arc::default(),
            "/berichten/stop/abc",
            Lang::dutch(),
            DateTime::UNIX_EPOCH,
        );
        StopPage { page, is_stopped, is_alert: false }.render().unwrap()
    }

    #[test]
    fn the_page_asks_with_one_button_and_posts_to_itself() {
        let html = page(false);
        assert_eq!(html.matches("<button").count(), 1);
        assert!(html.contains(r#"method="post" action="/berichten/stop/abc""#), "{html}");
        assert!(!html.contains("style="), "the browser would refuse it");
    }

    #[test]
    fn afterwards_it_says_so_and_asks_nothing() {
        let html = page(true);
        assert!(html.contains("Je krijgt geen mails meer") && !html.contains("<form"));
    }
}
