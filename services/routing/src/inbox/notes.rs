//! What staff write to each other about an issue on its page, and the files that go with it.

use axum::{
    body::Body,
    extract::{
        Multipart, State,
        multipart::{Field, MultipartError, MultipartRejection},
    },
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::Response,
};
use platform::{
    clock, percent,
    problem::{self, Problem},
    staff::{OnPage, Staff},
};
use uuid::Uuid;

use super::{About, Asked, ROLES, doing::done, draw_with};
use crate::{
    AppState,
    acts::By,
    refused::Refused,
    staff_note::{self, FILES_BYTES_MAX, FILES_MAX, Written},
    store::staff_notes::{self, NewFile},
};

/// Parts of the form, and some more.
const PARTS_MAX: usize = FILES_MAX + 4;

/// Bytes of the whole form: its files, the text and what is between them.
pub(crate) const FORM_BYTES_MAX: usize = FILES_BYTES_MAX + 64 * 1024;

/// What somebody filled in.
#[derive(Debug, Default)]
struct Filled {
    text: String,
    files: Vec<NewFile>,
}

pub(crate) async fn write(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Path(issue_id): problem::Path<Uuid>,
    Asked { listing, .. }: Asked,
    body: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let by = By::new(&staff);
    let path = format!("/meldkamer/{issue_id}");
    let (filled, trouble) = match body {
        Ok(body) => Filled::read(body).await,
        Err(_) => (Filled::default(), Some(unreadable())),
    };
    let Filled { text, files } = filled;
    let trouble = match trouble {
        Some(trouble) => Some(trouble),
        None => keep(&state, Written { issue_id, text: &text, files, by }).await?,
    };
    let Some((status, error)) = trouble else { return Ok(done(&state, &path, &listing, by)) };
    // What was typed is not lost; a browser gives no file back.
    let about = About::issue(&staff, &path, &listing, issue_id);
    draw_with(&state, status, about, |detail| {
        detail.note_error = Some(error);
        detail.note_text = text;
    })
    .await
}

/// Keeps the note, or says why not.
async fn keep(state: &AppState, written: Written<'_>) -> Result<Option<Trouble>, Problem> {
    match staff_note::write(&state.service.pool, written, clock::now()).await {
        Ok(()) => Ok(None),
        Err(Refused::Invalid(error)) => {
            Ok(Some((StatusCode::UNPROCESSABLE_ENTITY, error.detail.into_owned())))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// Why a form was not taken, in words for who sent it.
type Trouble = (StatusCode, String);

impl Filled {
    /// Reads what came, and says what was wrong with it. A file that is refused does not keep the
    /// text from being read.
    async fn read(mut body: Multipart) -> (Self, Option<Trouble>) {
        let (mut filled, mut trouble) = (Self::default(), None);
        for _ in 0..PARTS_MAX {
            match body.next_field().await {
                Ok(Some(field)) => {
                    if let Err(why) = filled.take(field).await {
                        trouble = trouble.or(Some(why));
                    }
                }
                Ok(None) => return (filled, trouble),
                Err(error) => return (filled, trouble.or(Some(broken(&error)))),
            }
        }
        (filled, trouble.or_else(|| Some(too_many())))
    }

    async fn take(&mut self, field: Field<'_>) -> Result<(), Trouble> {
        match field.name().unwrap_or_default() {
            "tekst" => self.text = field.text().await.map_err(|error| broken(&error))?,
            "bestand" => {
                let name = field.file_name().unwrap_or_default().to_owned();
                let content = field.bytes().await.map_err(|error| broken(&error))?;
                // Browsers send an empty file for an input that was not used.
                if content.is_empty() && name.is_empty() {
                    return Ok(());
                }
                if self.files.len() >= FILES_MAX {
                    return Err(too_many());
                }
                let file = staff_note::file(&name, content.into());
                self.files.push(file.ok_or_else(|| wrong_kind(&name))?);
            }
            _ => {}
        }
        Ok(())
    }
}

fn unreadable() -> Trouble {
    let words = "Het formulier kwam niet goed over. Probeer het nog een keer.";
    (StatusCode::BAD_REQUEST, words.to_owned())
}

fn broken(error: &MultipartError) -> Trouble {
    if error.status() != StatusCode::PAYLOAD_TOO_LARGE {
        return unreadable();
    }
    let megabytes = FILES_BYTES_MAX / 1024 / 1024;
    let words = format!("De bestanden zijn te groot: samen mogen ze {megabytes} MB zijn.");
    (StatusCode::PAYLOAD_TOO_LARGE, words)
}

fn too_many() -> Trouble {
    (StatusCode::UNPROCESSABLE_ENTITY, format!("Kies hoogstens {FILES_MAX} bestanden."))
}

fn wrong_kind(name: &str) -> Trouble {
    let words = format!("“{name}” is geen foto (JPEG, PNG, WebP) of PDF.");
    (StatusCode::UNPROCESSABLE_ENTITY, words)
}

/// A file of a note. A photo opens in the browser; a PDF, which can hold more than pages, is kept first.
pub(crate) async fn file(
    State(state): State<AppState>,
    staff: Staff,
    problem::Path(staff_file_id): problem::Path<Uuid>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let file = staff_notes::file(&state.service.pool, staff_file_id).await?;
    let file = file.ok_or_else(|| Problem::not_found("Dit bestand bestaat niet."))?;
    state.reach.require(&staff, &[file.issue_id]).await?;
    let way = if file.media_type.starts_with("image/") { "inline" } else { "attachment" };
    let disposition = format!("{way}; filename*=UTF-8''{}", percent::encoded(&file.name));
    let mut response = Response::new(Body::from(file.content));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, header(&file.media_type)?);
    headers.insert(CONTENT_DISPOSITION, header(&disposition)?);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok(response)
}

fn header(value: &str) -> Result<HeaderValue, Problem> {
    HeaderValue::from_str(value).map_err(|error| Problem::internal(&error.into()))
}
