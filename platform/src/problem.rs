//! Errors as RFC 9457 `application/problem+json`, by the NL API Design Rules 2.2:
//! `status`, `title` and `detail` always, all mistakes of the input at once,
//! and 400 (never 422) for input that does not fit.
//!
//! A page answers with a [`Problem`] too: it travels in the response's
//! extensions, and the presentation layer draws it for people.

use std::borrow::Cow;

use axum::{
    extract::rejection::{
        BytesRejection, FormRejection, JsonRejection, PathRejection, QueryRejection,
    },
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::{Map, Value};
use tracing::error;

use crate::consumer::is_passing;

/// Seconds after which a client may ask again when a part of us is away.
pub const RETRY_AFTER_SECONDS: u16 = 5;

/// What a client may learn about a failure, and nothing else.
#[derive(Clone, Debug, Serialize)]
pub struct Problem {
    /// Stable identifier that a client can match on, relative to the API.
    #[serde(rename = "type")]
    pub kind: Cow<'static, str>,
    pub status: u16,
    /// The same for every occurrence of this kind.
    pub title: Cow<'static, str>,
    /// What is wrong this time, and what to do about it.
    pub detail: Cow<'static, str>,
    /// Every mistake found in the input.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// What this kind says besides (RFC 9457, extension members).
    #[serde(flatten)]
    pub more: Option<Box<Map<String, Value>>>,
    #[serde(skip)]
    pub retry_after: Option<u16>,
}

/// One mistake in the input.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct FieldError {
    /// JSON Pointer (RFC 6901) to the value, or the name of a form's field.
    pub pointer: Cow<'static, str>,
    pub detail: Cow<'static, str>,
}

impl FieldError {
    pub fn new(
        pointer: impl Into<Cow<'static, str>>,
        detail: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { pointer: pointer.into(), detail: detail.into() }
    }
}

impl Problem {
    pub fn new(
        status: StatusCode,
        kind: impl Into<Cow<'static, str>>,
        title: impl Into<Cow<'static, str>>,
        detail: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            kind: kind.into(),
            status: status.as_u16(),
            title: title.into(),
            detail: detail.into(),
            errors: Vec::new(),
            more: None,
            retry_after: None,
        }
    }

    /// 400 with every mistake in the input.
    pub fn invalid_input(errors: Vec<FieldError>) -> Self {
        let detail = errors.iter().map(|error| &*error.detail).collect::<Vec<_>>().join(" ");
        let problem =
            Self::new(StatusCode::BAD_REQUEST, "invalid-input", "De invoer klopt niet", detail);
        Self { errors, ..problem }
    }

    /// 404.
    pub fn not_found(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "Niet gevonden", detail)
    }

    /// 410: it was there, and is no more.
    pub fn gone(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::GONE, "gone", "Niet meer geldig", detail)
    }

    /// 401: nobody is signed in.
    pub fn unauthorized() -> Self {
        let detail = "Log in, of stuur een geldig token mee in de kop Authorization.";
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", "Je bent niet ingelogd", detail)
    }

    /// 401: somebody was signed in, and signed out or was signed out elsewhere.
    pub fn session_ended() -> Self {
        let detail = "Je bent uitgelogd, hier of op een ander apparaat. Log opnieuw in.";
        Self::new(StatusCode::UNAUTHORIZED, "session-ended", "Je sessie is beëindigd", detail)
    }

    /// 403: signed in, but not for this.
    pub fn forbidden() -> Self {
        let detail = "Je account heeft geen recht op deze handeling.";
        Self::new(StatusCode::FORBIDDEN, "forbidden", "Dit mag je niet", detail)
    }

    /// 403: signed in, but for another part of the municipality.
    pub fn out_of_reach() -> Self {
        let detail =
            "Dit ligt buiten het gebied van je account. Vraag een collega of een beheerder.";
        Self::new(StatusCode::FORBIDDEN, "out-of-reach", "Buiten je gebied", detail)
    }

    /// 409: it does not fit with how things are now.
    pub fn conflict(
        kind: impl Into<Cow<'static, str>>,
        detail: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::new(StatusCode::CONFLICT, kind, "Dat kan nu niet", detail)
    }

    /// 413.
    pub fn too_large(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "Te groot", detail)
    }

    /// 503 with `Retry-After`: a part of us is away, and nothing was stored.
    pub fn unavailable() -> Self {
        let detail = "We kunnen dit nu niet bewaren. Probeer het over een paar tellen opnieuw.";
        let problem = Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            "Even niet bereikbaar",
            detail,
        );
        Self { retry_after: Some(RETRY_AFTER_SECONDS), ..problem }
    }

    /// 500: ours to fix. The client sees a fixed sentence, the log gets the cause.
    pub fn internal(cause: &anyhow::Error) -> Self {
        error!("Request failed: {cause:#}");
        let detail = "Er ging bij ons iets mis. We hebben het gezien en kijken ernaar.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Er ging iets mis", detail)
    }

    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl From<sqlx::Error> for Problem {
    fn from(error: sqlx::Error) -> Self {
        if is_passing(&error) {
            tracing::warn!("The database did not answer: {error:#}");
            return Self::unavailable();
        }
        Self::internal(&error.into())
    }
}

impl From<anyhow::Error> for Problem {
    fn from(error: anyhow::Error) -> Self {
        Self::internal(&error)
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::too_large("De aanvraag is te groot."),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported-media-type",
                "Ander soort inhoud verwacht",
                "Stuur JSON, met de kop Content-Type: application/json.",
            ),
            _ => Self::new(
                StatusCode::BAD_REQUEST,
                "unreadable-body",
                "De JSON is niet te lezen",
                rejection.body_text(),
            ),
        }
    }
}

impl From<FormRejection> for Problem {
    fn from(rejection: FormRejection) -> Self {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            return Self::too_large("De tekst in het formulier is te lang.");
        }
        let detail = "Het formulier kwam niet goed over. Open de pagina opnieuw en probeer het nog een keer.";
        Self::invalid_input(vec![FieldError::new("", detail)])
    }
}

impl From<BytesRejection> for Problem {
    fn from(rejection: BytesRejection) -> Self {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            return Self::too_large("Het bestand is te groot.");
        }
        Self::new(rejection.status(), "unreadable-body", "Niet te lezen", rejection.body_text())
    }
}

impl From<PathRejection> for Problem {
    fn from(_: PathRejection) -> Self {
        Self::not_found("Dit adres bestaat niet.")
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "invalid-input",
            "De invoer klopt niet",
            rejection.body_text(),
        )
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (
            self.status(),
            [(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"))],
            serde_json::to_vec(&self).unwrap_or_default(),
        )
            .into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        if self.status == 401 {
            let challenge = HeaderValue::from_static("Bearer");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// [`axum::Json`], but a body that cannot be read becomes a problem document.
#[derive(axum::extract::FromRequest)]
#[from_request(via(axum::Json), rejection(Problem))]
pub struct Json<T>(pub T);

/// [`axum::Form`], but a form that cannot be read becomes a problem.
#[derive(axum::extract::FromRequest)]
#[from_request(via(axum::Form), rejection(Problem))]
pub struct Form<T>(pub T);

/// [`axum::extract::Path`], but an id that is none becomes a problem document.
#[derive(axum::extract::FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Problem))]
pub struct Path<T>(pub T);

/// [`axum::extract::Query`], but parameters that do not fit become a problem document.
#[derive(axum::extract::FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Problem))]
pub struct Query<T>(pub T);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_database_is_unavailable_and_says_when_to_return() {
        let response = Problem::from(sqlx::Error::PoolTimedOut).into_response();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[header::RETRY_AFTER], "5");
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let problem = Problem::invalid_input(vec![
            FieldError::new("/category", "Kies een soort."),
            FieldError::new("/location", "Kies een plek."),
        ]);
        assert_eq!((problem.status, problem.errors.len()), (400, 2));
        assert_eq!(problem.detail, "Kies een soort. Kies een plek.");
    }
}
