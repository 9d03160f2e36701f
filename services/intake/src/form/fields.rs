//! The text fields of a posted form, whichever way the browser encoded them.

use axum::{
    extract::{FromRequest as _, Multipart, Request, multipart::MultipartError},
    http::{StatusCode, header},
};
use platform::problem::Problem;

/// Fields beyond this are not from our pages.
const FIELDS_MAX: usize = 64;

/// Text fields in the order of the form; a name may come more than once.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads `application/x-www-form-urlencoded` or `multipart/form-data`.
    pub(super) async fn read(request: Request) -> Result<Self, Problem> {
        if is_multipart(&request) {
            let mut form = Multipart::from_request(request, &())
                .await
                .map_err(|rejection| unreadable(rejection.status(), &rejection.body_text()))?;
            let mut fields = Self::default();
            while let Some(field) = form.next_field().await.map_err(|error| broken(&error))? {
                let name = field.name().unwrap_or_default().to_owned();
                fields.add(name, field.text().await.map_err(|error| broken(&error))?)?;
            }
            return Ok(fields);
        }
        let axum::Form(pairs) = axum::Form::<Vec<(String, String)>>::from_request(request, &())
            .await
            .map_err(|rejection| unreadable(rejection.status(), &rejection.body_text()))?;
        if pairs.len() > FIELDS_MAX {
            return Err(unreadable(StatusCode::BAD_REQUEST, "too many fields"));
        }
        Ok(Self(pairs))
    }

    pub(super) fn add(&mut self, name: String, value: String) -> Result<(), Problem> {
        if self.0.len() >= FIELDS_MAX {
            return Err(unreadable(StatusCode::BAD_REQUEST, "too many fields"));
        }
        self.0.push((name, value));
        Ok(())
    }

    /// The first value of the field, trimmed; empty when it is not there.
    pub(super) fn text(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// Every value of the field, trimmed.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.trim())
    }
}

fn is_multipart(request: &Request) -> bool {
    let content_type = request.headers().get(header::CONTENT_TYPE);
    content_type
        .and_then(|value| value.to_str().ok())
        .is_some_and(|text| text.starts_with("multipart/form-data"))
}

/// The problem of a form whose parts cannot be read.
pub(super) fn broken(error: &MultipartError) -> Problem {
    unreadable(error.status(), &error.body_text())
}

fn unreadable(status: StatusCode, why: &str) -> Problem {
    tracing::debug!("A form could not be read: {why}");
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::too_large("Wat je stuurde is te groot. Maak de tekst korter.");
    }
    let status = if status.is_client_error() { status } else { StatusCode::BAD_REQUEST };
    Problem::new(
        status,
        "unreadable-form",
        "Het formulier is niet te lezen",
        "Het formulier kwam niet goed aan. Ga terug en probeer het nog een keer.",
    )
}
