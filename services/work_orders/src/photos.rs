//! Hands photos that come with a form to intake, which checks and keeps every photo of the system.

use std::{io, time::Duration};

use axum::{
    body::Bytes,
    extract::multipart::{Field, MultipartError},
    http::{StatusCode, header::CONTENT_TYPE},
};
use futures_util::stream;
use platform::{
    problem::{FieldError, Problem},
    trace::{self, TraceContext},
};
use reqwest::{Client, redirect};
use serde::Deserialize;
use tokio::sync::mpsc;
use tracing::warn;
use uuid::Uuid;

/// Bytes of one photo.
pub const PHOTO_BYTES_MAX: usize = 20 * 1024 * 1024;

/// Chunks that are read from the phone before intake takes them.
const CHUNKS_AHEAD_MAX: usize = 4;

const CONNECT_TIME_MAX: Duration = Duration::from_secs(3);

/// As long as the slowest phone may take, because the photo goes on as it comes in.
const SEND_TIME_MAX: Duration = Duration::from_mins(3);

/// Asking whether a photo is there reads one small file.
const CHECK_TIME_MAX: Duration = Duration::from_secs(5);

/// The way to intake's photos. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Photos {
    client: Client,
    intake_url: String,
}

/// Why there is no photo, in words for whoever sent it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Refused {
    pub status: StatusCode,
    pub words: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kept {
    photo_id: Uuid,
}

#[derive(Deserialize)]
struct Told {
    detail: String,
}

impl Photos {
    /// `intake_url` is intake's own address, not the front door.
    pub fn new(intake_url: &str) -> anyhow::Result<Self> {
        let client = Client::builder()
            .connect_timeout(CONNECT_TIME_MAX)
            .timeout(SEND_TIME_MAX)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .build()?;
        Ok(Self { client, intake_url: intake_url.trim_end_matches('/').to_owned() })
    }

    /// Refuses with 400 the ids of photos that intake does not have, and with 503 when it cannot
    /// say. What residents get to see must be there.
    pub async fn check(&self, photo_ids: &[Uuid]) -> Result<(), Problem> {
        let has = photo_ids.iter().map(|photo_id| self.has(*photo_id));
        let found = futures_util::future::try_join_all(has).await?;
        let is_missing = |(index, found): (usize, bool)| {
            let detail = "Deze foto is er niet. Stuur hem eerst naar /api/v1/photos.";
            (!found).then(|| FieldError::new(format!("/photoIds/{index}"), detail))
        };
        let missing: Vec<_> = found.into_iter().enumerate().filter_map(is_missing).collect();
        if missing.is_empty() { Ok(()) } else { Err(Problem::invalid_input(missing)) }
    }

    async fn has(&self, photo_id: Uuid) -> Result<bool, Problem> {
        let url = format!("{}{}", self.intake_url, crate::pages::thumbnail_url(&photo_id));
        let answer = self
            .client
            .head(url)
            .timeout(CHECK_TIME_MAX)
            .header(trace::HEADER, TraceContext::current().child().to_string())
            .send()
            .await;
        match answer.map(|answer| answer.status()) {
            Ok(StatusCode::OK) => Ok(true),
            Ok(StatusCode::NOT_FOUND) => Ok(false),
            Ok(status) => {
                warn!("Intake answered the question for a photo with {status}");
                Err(Problem::unavailable())
            }
            Err(error) => {
                warn!("Intake did not say whether it has a photo: {error:#}");
                Err(Problem::unavailable())
            }
        }
    }

    /// Sends the file on while it comes in, and returns the photo's id; `None`
    /// for the empty file of an input that was not used.
    pub async fn forward(&self, mut field: Field<'_>) -> Result<Option<Uuid>, Refused> {
        let kind = field.content_type().unwrap_or("application/octet-stream").to_owned();
        let Some(first) = first_bytes(&mut field).await? else { return Ok(None) };
        let (chunks, taken) = mpsc::channel::<io::Result<Bytes>>(CHUNKS_AHEAD_MAX);
        let body = stream::unfold(taken, |mut taken| async move {
            taken.recv().await.map(|chunk| (chunk, taken))
        });
        let request = self
            .client
            .post(format!("{}/api/v1/photos", self.intake_url))
            .header(CONTENT_TYPE, kind)
            .header(trace::HEADER, TraceContext::current().child().to_string())
            .body(reqwest::Body::wrap_stream(body));
        let (read, answer) = tokio::join!(read_on(field, first, chunks), request.send());
        read?;
        let answer = answer.map_err(|error| unreachable(&error))?;
        let status = answer.status();
        let text = answer.bytes().await.map_err(|error| unreachable(&error))?;
        outcome(status, &text).map(Some)
    }
}

/// The start of the file. Its parser may give chunks without a byte, also for an empty file.
async fn first_bytes(field: &mut Field<'_>) -> Result<Option<Bytes>, Refused> {
    while let Some(chunk) = field.chunk().await? {
        if !chunk.is_empty() {
            return Ok(Some(chunk));
        }
    }
    Ok(None)
}

/// Passes the file on chunk by chunk. A broken file breaks the request to intake too.
async fn read_on(
    mut field: Field<'_>,
    first: Bytes,
    chunks: mpsc::Sender<io::Result<Bytes>>,
) -> Result<(), Refused> {
    let mut bytes = 0;
    let mut next = Ok(Some(first));
    loop {
        let refused = match next {
            Ok(None) => return Ok(()),
            Ok(Some(chunk)) => {
                bytes += chunk.len();
                if bytes <= PHOTO_BYTES_MAX {
                    // Intake may answer before it has everything; then the rest is of no use.
                    if chunks.send(Ok(chunk)).await.is_err() {
                        return Ok(());
                    }
                    next = field.chunk().await;
                    continue;
                }
                Refused::too_large()
            }
            Err(error) => Refused::from(error),
        };
        let _ = chunks.send(Err(io::ErrorKind::InvalidData.into())).await;
        return Err(refused);
    }
}

fn outcome(status: StatusCode, text: &[u8]) -> Result<Uuid, Refused> {
    if status == StatusCode::CREATED
        && let Ok(kept) = serde_json::from_slice::<Kept>(text)
    {
        return Ok(kept.photo_id);
    }
    if status.is_client_error() {
        let words = serde_json::from_slice::<Told>(text).map(|told| told.detail);
        let words = words.unwrap_or_else(|_| "Deze foto kunnen we niet lezen.".to_owned());
        return Err(Refused { status, words });
    }
    warn!("Intake answered a photo with {status}");
    Err(Refused::unavailable())
}

fn unreachable(error: &reqwest::Error) -> Refused {
    warn!("Intake did not take a photo: {error:#}");
    Refused::unavailable()
}

impl Refused {
    fn too_large() -> Self {
        let words = "Deze foto is te groot. Een foto mag 20 MB zijn.";
        Self { status: StatusCode::PAYLOAD_TOO_LARGE, words: words.to_owned() }
    }

    fn unavailable() -> Self {
        let words = "We kunnen de foto nu niet bewaren. Probeer het over een paar tellen opnieuw.";
        Self { status: StatusCode::SERVICE_UNAVAILABLE, words: words.to_owned() }
    }
}

impl From<MultipartError> for Refused {
    fn from(error: MultipartError) -> Self {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            let words =
                "De foto's zijn samen te groot. Een foto mag 20 MB zijn, met hoogstens 5 foto's.";
            return Self { status: error.status(), words: words.to_owned() };
        }
        let words = "Het formulier kwam niet goed over. Probeer het nog een keer.";
        Self { status: StatusCode::BAD_REQUEST, words: words.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_that_is_kept_has_an_id() {
        let text = format!(r#"{{"photoId":"{}"}}"#, Uuid::from_u128(5));
        assert_eq!(outcome(StatusCode::CREATED, text.as_bytes()), Ok(Uuid::from_u128(5)));
    }

    #[test]
    fn intake_refuses_in_its_own_words() {
        let text = br#"{"status":415,"detail":"Dit is geen foto."}"#;
        let refused = outcome(StatusCode::UNSUPPORTED_MEDIA_TYPE, text).unwrap_err();

        assert_eq!((refused.status.as_u16(), refused.words.as_str()), (415, "Dit is geen foto."));
    }

    #[test]
    fn what_goes_wrong_at_intake_is_no_fault_of_the_photo() {
        for (status, text) in
            [(StatusCode::OK, "{}"), (StatusCode::CREATED, ""), (StatusCode::BAD_GATEWAY, "")]
        {
            assert_eq!(outcome(status, text.as_bytes()), Err(Refused::unavailable()));
        }
    }
}
