//! A page for when something went wrong: what happened, and what to do.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use crate::Page;

/// Seconds after which a browser may try again when a part of the system is down.
const RETRY_AFTER_SECONDS: HeaderValue = HeaderValue::from_static("10");

/// A friendly error page. Make it with [`ProblemPage::new`], then change what the case asks for.
#[derive(Debug, Template)]
#[template(path = "problem.html")]
pub struct ProblemPage {
    pub page: Page,
    pub status: StatusCode,
    pub title: String,
    pub text: String,
    /// Where the filled button leads, and its words.
    pub way_on: (String, String),
}

impl ProblemPage {
    /// The page with the usual words for this status.
    pub fn new(page: Page, status: StatusCode) -> Self {
        let code = status.as_u16();
        let code = if code == 422 { 400 } else { code };
        let (title, text) = match page.lang.find(&format!("problem-{code}-text")) {
            Some(text) => (page.t(&format!("problem-{code}")), text),
            None => (page.t("problem-500"), page.t("problem-500-text")),
        };
        // Not to where it went wrong: the address of a form may know no other way than posting.
        let way_on = ("/".to_owned(), page.t("page-to-begin").to_owned());
        Self { page, status, title: title.to_owned(), text: text.to_owned(), way_on }
    }

    /// Replaces the explanation by one that fits this case.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    /// Replaces the title by one that fits this case.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Replaces where the filled button leads, and its words.
    #[must_use]
    pub fn way_on(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.way_on = (href.into(), label.into());
        self
    }

    /// Whether waiting is the answer: shown calm and amber, not red.
    fn is_waiting(&self) -> bool {
        matches!(self.status.as_u16(), 429 | 503)
    }
}

impl IntoResponse for ProblemPage {
    fn into_response(self) -> Response {
        // The fallback is only reached when formatting into a string fails, so words will do.
        let body = self.render().unwrap_or_else(|_| self.text.clone());
        let mut response = (self.status, Html(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.is_waiting() {
            headers.insert(header::RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::DateTime;

    use super::*;
    use crate::Lang;

    fn problem(status: StatusCode) -> ProblemPage {
        let page =
            Page::resident(&Arc::default(), "/melden/plek", Lang::dutch(), DateTime::UNIX_EPOCH);
        ProblemPage::new(page, status)
    }

    #[test]
    fn a_part_that_is_down_is_said_with_when_to_come_back() {
        let answer = problem(StatusCode::SERVICE_UNAVAILABLE).into_response();

        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.headers()[header::RETRY_AFTER], "10");
    }

    #[test]
    fn the_page_has_its_words_and_nothing_inline_that_the_browser_would_refuse() {
        for code in [400, 403, 404, 409, 413, 415, 429, 500, 503] {
            let page = problem(StatusCode::from_u16(code).unwrap());
            let html = page.render().unwrap();
            assert!(html.contains(&page.title), "{code}");
            assert!(!html.contains("style=") && !html.contains("<script>"), "{code}");
        }
    }

    #[test]
    fn what_someone_typed_is_escaped() {
        let html = problem(StatusCode::NOT_FOUND).text("<b>x</b>").render().unwrap();

        assert!(!html.contains("<b>x"));
    }
}
