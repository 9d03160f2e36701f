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
        let (title, text) = match status.as_u16() {
            400 | 422 => (
                "Dit klopt niet helemaal",
                "Er kwam iets binnen dat wij niet begrijpen. Ga terug en probeer het nog een keer.",
            ),
            401 => ("Log eerst in", "Deze pagina is voor medewerkers. Log in en ga verder."),
            403 => ("Deze pagina is niet voor jou", "Je account mag deze pagina niet zien."),
            404 => (
                "Deze pagina is er niet",
                "Misschien is het adres niet goed overgenomen. Heb je een nummer van je melding? \
                 Zoek daarmee op de beginpagina.",
            ),
            405 => ("Dat kan hier niet", "Ga terug en gebruik de knoppen op de pagina."),
            408 => (
                "Het duurde te lang",
                "Niet alles kwam op tijd aan. Ga terug en probeer het op een plek met beter bereik.",
            ),
            409 => (
                "Dit is al veranderd",
                "Iemand anders was je net voor. Ga terug om te zien hoe het nu is.",
            ),
            413 => (
                "Dit bestand is te groot",
                "Een foto mag hoogstens 20 MB zijn. Kies een kleinere foto, of ga verder zonder \
                 foto.",
            ),
            415 => (
                "Dit soort bestand kennen we niet",
                "Kies een foto van het soort JPEG, PNG of WebP.",
            ),
            429 => (
                "Even wachten",
                "Er kwamen te veel berichten achter elkaar. Wacht een minuut en probeer het opnieuw.",
            ),
            503 => (
                "Even geduld",
                "Er is een storing bij ons. Probeer het over een minuut opnieuw. Was je iets aan \
                 het versturen? Dan is dat niet aangekomen. Ga terug en verstuur het dan nog een \
                 keer.",
            ),
            _ => (
                "Er ging iets mis bij ons",
                "Probeer het over een minuut opnieuw. Was je iets aan het versturen? Dan is dat \
                 niet aangekomen. Ga terug en verstuur het dan nog een keer.",
            ),
        };
        // Not to where it went wrong: the address of a form may know no other way than posting.
        let way_on = ("/".to_owned(), "Naar het begin".to_owned());
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

    fn problem(status: StatusCode) -> ProblemPage {
        let page = Page::resident(&Arc::default(), "/melden/plek", DateTime::UNIX_EPOCH);
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
