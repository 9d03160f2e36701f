//! Reads a file from a form of the office.

use axum::{
    extract::{
        Multipart,
        multipart::{MultipartError, MultipartRejection},
    },
    http::StatusCode,
};

/// Bytes of a file; larger ones go by the program of the service.
pub const FILE_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Bytes of the form: the file and what is around it.
pub const FORM_BYTES_MAX: usize = FILE_BYTES_MAX + 64 * 1024;

/// Fields of the form; there is one.
const FIELDS_MAX: usize = 4;

/// Why a file cannot be read, and what is said about it.
pub type Unread = (StatusCode, Vec<String>);

/// The text of the field `bestand`.
pub async fn text(body: Result<Multipart, MultipartRejection>) -> Result<String, Unread> {
    let Ok(mut body) = body else { return Err(broken()) };
    for _ in 0..FIELDS_MAX {
        let Some(field) = body.next_field().await.map_err(|error| unread(&error))? else { break };
        if field.name() != Some("bestand") {
            continue;
        }
        let bytes = field.bytes().await.map_err(|error| unread(&error))?;
        if bytes.is_empty() {
            break;
        }
        if bytes.len() > FILE_BYTES_MAX {
            return Err(too_large());
        }
        return String::from_utf8(bytes.into()).map_err(|_| {
            say(StatusCode::UNPROCESSABLE_ENTITY, "Dit bestand is geen tekst in UTF-8.")
        });
    }
    Err(say(StatusCode::UNPROCESSABLE_ENTITY, "Kies eerst een bestand."))
}

fn unread(error: &MultipartError) -> Unread {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { too_large() } else { broken() }
}

fn too_large() -> Unread {
    let megabytes = FILE_BYTES_MAX / 1024 / 1024;
    say(
        StatusCode::PAYLOAD_TOO_LARGE,
        &format!("Dit bestand is te groot: hier kan hoogstens {megabytes} MB."),
    )
}

fn broken() -> Unread {
    say(StatusCode::BAD_REQUEST, "Het bestand kwam niet goed over. Probeer het nog een keer.")
}

fn say(status: StatusCode, words: &str) -> Unread {
    (status, vec![words.to_owned()])
}
