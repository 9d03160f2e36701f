//! The text fields of a posted form, whichever way the browser encoded them.

use axum::{
    extract::{FromRequest as _, Request},
    http::{StatusCode, header},
};
use platform::problem::Problem;

use super::parts::{Parts, unreadable};

/// Fields beyond this are not from our pages.
const FIELDS_MAX: usize = 64;

/// Text fields in the order of the form; a name may come more than once.
#[derive(Debug, Default)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads `application/x-www-form-urlencoded` or `multipart/form-data`.
    pub(crate) async fn read(request: Request) -> Result<Self, Problem> {
        let mut fields = Self::default();
        if is_multipart(&request) {
            let mut parts = Parts::of(request).await?;
            while let Some(part) = parts.next().await? {
                let name = part.name().to_owned();
                fields.add(name, &part.text().await?)?;
            }
            return Ok(fields);
        }
        let axum::Form(pairs) = axum::Form::<Vec<(String, String)>>::from_request(request, &())
            .await
            .map_err(|rejection| unreadable(rejection.status(), &rejection.body_text()))?;
        for (name, value) in pairs {
            fields.add(name, &value)?;
        }
        Ok(fields)
    }

    pub(super) fn add(&mut self, name: String, value: &str) -> Result<(), Problem> {
        if self.0.len() >= FIELDS_MAX {
            return Err(unreadable(StatusCode::BAD_REQUEST, "too many fields"));
        }
        self.0.push((name, plain(value)));
        Ok(())
    }

    /// The first value of the field, trimmed; empty when it is not there.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// Every value of the field, trimmed.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.trim())
    }
}

fn is_multipart(request: &Request) -> bool {
    let content_type = request.headers().get(header::CONTENT_TYPE);
    content_type
        .and_then(|value| value.to_str().ok())
        .is_some_and(|text| text.starts_with("multipart/form-data"))
}

/// Browsers count a new line as one character but post two, so one is kept. What
/// else cannot be seen is left out: the database refuses some of it.
fn plain(value: &str) -> String {
    value.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_line_counts_as_one_character_and_what_cannot_be_seen_as_none() {
        let mut fields = Fields::default();
        fields.add("a".to_owned(), " één\r\ntwee\0\u{1b}\t! ").unwrap();
        assert_eq!(fields.text("a"), "één\ntwee\t!");
    }
}
