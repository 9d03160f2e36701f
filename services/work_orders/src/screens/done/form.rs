//! Reads the form of the done page part by part; photos go on to intake as they come.

use axum::{
    extract::{Multipart, multipart::Field},
    http::StatusCode,
};

use crate::{
    after_photo::PHOTOS_MAX,
    input::{Complete, with_quick},
    photos::{Photos, Refused},
};

/// Parts of the form: photos, quick notes, and the empty ones that browsers send.
const PARTS_MAX: usize = 40;

/// Bytes of a text field, well over the characters that a note may have.
const TEXT_BYTES_MAX: usize = 16 * 1024;

/// What somebody filled in.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Filled {
    /// Photos that intake has.
    pub photo_ids: Vec<String>,
    pub quick: Vec<String>,
    pub note: String,
}

impl Filled {
    /// Reads what came, and says what was wrong with it. The first photo that is
    /// refused does not keep the rest of the form from being read.
    pub(super) async fn read(mut body: Multipart, photos: &Photos) -> (Self, Option<Refused>) {
        let (mut filled, mut refused) = (Self::default(), None);
        for _ in 0..PARTS_MAX {
            let part = match body.next_field().await {
                Ok(Some(part)) => part,
                Ok(None) => return (filled, refused),
                Err(error) => return (filled, refused.or(Some(error.into()))),
            };
            if let Err(reason) = filled.take(part, photos).await {
                // A body beyond its limit has no next part, so this ends there too.
                refused = refused.or(Some(reason));
            }
        }
        let too_much = || bad("Het formulier heeft te veel onderdelen.");
        (filled, refused.or_else(|| Some(too_much())))
    }

    async fn take(&mut self, part: Field<'_>, photos: &Photos) -> Result<(), Refused> {
        match part.name().unwrap_or_default() {
            "photo" if self.photo_ids.len() >= PHOTOS_MAX => {
                // The empty file of an input that was not used is none too many.
                if text(part).await.is_ok_and(|text| text.is_empty()) {
                    return Ok(());
                }
                return Err(bad(&format!("Stuur hoogstens {PHOTOS_MAX} foto's mee.")));
            }
            "photo" => {
                let photo_id = photos.forward(part).await?;
                self.photo_ids.extend(photo_id.map(|photo_id| photo_id.to_string()));
            }
            "photoId" => self.photo_ids.push(text(part).await?),
            "quick" => self.quick.push(text(part).await?),
            "note" => self.note = text(part).await?,
            _ => {}
        }
        Ok(())
    }

    /// The same as the API takes: quick notes are sentences before the note.
    pub(super) fn to_complete(&self) -> Complete {
        let note = with_quick(&self.quick, &self.note);
        Complete { photo_ids: self.photo_ids.clone(), note: Some(note) }
    }
}

async fn text(mut part: Field<'_>) -> Result<String, Refused> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await? {
        bytes.extend(chunk);
        if bytes.len() > TEXT_BYTES_MAX {
            return Err(bad("De tekst is te lang."));
        }
    }
    String::from_utf8(bytes).map_err(|_| bad("De tekst is niet te lezen."))
}

fn bad(words: &str) -> Refused {
    Refused { status: StatusCode::BAD_REQUEST, words: words.to_owned() }
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, extract::FromRequest as _, http::Request};

    use super::*;
    use crate::progress::Action;

    /// Nothing answers at this address, so a file that is sent on is refused with 503.
    const NO_INTAKE: &str = "http://127.0.0.1:1";

    async fn read(parts: &[(&str, &str)]) -> (Filled, Option<Refused>) {
        let part = |(disposition, content): &(&str, &str)| {
            format!("--x\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{content}\r\n")
        };
        let body: String = parts.iter().map(part).collect();
        let request = Request::builder()
            .header("content-type", "multipart/form-data; boundary=x")
            .body(Body::from(body + "--x--\r\n"))
            .unwrap();
        let body = Multipart::from_request(request, &()).await.unwrap();
        Filled::read(body, &Photos::new(NO_INTAKE).unwrap()).await
    }

    #[tokio::test]
    async fn an_input_without_a_file_is_no_photo() {
        let empty = ("name=photo; filename=\"\"", "");
        let (filled, refused) = read(&[empty, ("name=note", "Schoon"), empty]).await;

        assert_eq!((filled.photo_ids.len(), filled.note.as_str(), refused), (0, "Schoon", None));
    }

    #[tokio::test]
    async fn a_photo_that_cannot_be_kept_leaves_the_rest_of_the_form_as_it_was() {
        let photo = ("name=photo; filename=a.jpg", "\u{1}");
        let (filled, refused) = read(&[photo, ("name=quick", "Container zit vol")]).await;

        assert_eq!(filled.quick, ["Container zit vol"]);
        assert_eq!(refused.unwrap().status, StatusCode::SERVICE_UNAVAILABLE);
    }

    #[tokio::test]
    async fn a_form_of_endless_parts_is_refused() {
        let (_, refused) = read(&[("name=quick", "a"); PARTS_MAX + 1]).await;

        assert_eq!(refused.unwrap().status, StatusCode::BAD_REQUEST);
    }

    #[test]
    fn quick_notes_become_sentences_before_the_note() {
        let filled = Filled {
            photo_ids: Vec::new(),
            quick: vec!["Container zit vol".to_owned(), "Boa moet kijken".to_owned()],
            note: " Ook glas. ".to_owned(),
        };

        let Action::Complete { note, .. } = filled.to_complete().parse().unwrap() else {
            panic!("no complete")
        };

        assert_eq!(note, "Container zit vol. Boa moet kijken. Ook glas.");
    }
}
