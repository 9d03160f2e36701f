//! Refuses form posts that another site makes a signed-in browser send (CSRF).
//!
//! Browsers say where a request comes from in `Sec-Fetch-Site`; older ones say
//! it in `Origin`. A request with neither does not come from a browser and
//! carries no cookie of somebody else. Reading is always allowed: it changes
//! nothing.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::problem::Problem;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Middleware: lets safe methods and same-origin requests through.
pub async fn require(request: Request, next: Next) -> Response {
    if is_allowed(request.method(), request.headers()) {
        return next.run(request).await;
    }
    Problem::new(
        StatusCode::FORBIDDEN,
        "cross-site-request",
        "Verzoek van een andere site",
        "Dit verzoek kwam niet van onze eigen pagina. Open de pagina opnieuw en probeer het nog eens.",
    )
    .into_response()
}

fn is_allowed(method: &Method, headers: &HeaderMap) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    let text = |name: HeaderName| headers.get(name).map(HeaderValue::to_str).and_then(Result::ok);
    match (text(SEC_FETCH_SITE), text(header::ORIGIN)) {
        (Some("same-origin" | "none"), _) | (None, None) => true,
        (None, Some(origin)) => {
            origin.split_once("://").is_some_and(|(_, host)| Some(host) == text(header::HOST))
        }
        (Some(_), _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn another_site_may_read_but_not_write() {
        let foreign = headers(&[("sec-fetch-site", "cross-site"), ("host", "a.nl")]);
        assert!(is_allowed(&Method::GET, &foreign));
        assert!(!is_allowed(&Method::POST, &foreign));
    }

    #[test]
    fn an_old_browser_is_judged_by_its_origin() {
        let own = headers(&[("origin", "https://a.nl"), ("host", "a.nl")]);
        let foreign = headers(&[("origin", "https://b.nl"), ("host", "a.nl")]);
        let hidden = headers(&[("origin", "null"), ("host", "a.nl")]);
        assert!(is_allowed(&Method::POST, &own));
        assert!(!is_allowed(&Method::POST, &foreign));
        assert!(!is_allowed(&Method::POST, &hidden));
    }

    #[test]
    fn a_program_without_either_header_is_no_browser() {
        assert!(is_allowed(&Method::POST, &headers(&[("host", "a.nl")])));
    }
}
