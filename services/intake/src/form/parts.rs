//! The parts of a posted form, read without holding more of it than a part is worth.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    body::{Body, Bytes},
    extract::{
        FromRequest as _, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::StatusCode,
};
use futures_util::{Stream, StreamExt as _};
use platform::problem::Problem;

/// Bytes of a text field: the longest text in letters of four bytes, with room to say
/// that it is too long.
const TEXT_BYTES_MAX: usize = 16 * 1024;

/// Bytes that may come in without bringing a part or more of its content: the parser keeps
/// them while it looks for the end of a head or for the first part.
const PENDING_BYTES_MAX: usize = 1024 * 1024;

/// A multipart form that is being read.
pub(super) struct Parts {
    form: Multipart,
    pending: Arc<AtomicUsize>,
}

impl Parts {
    /// Answers with 400 when the request is no multipart form.
    pub(super) async fn of(request: Request) -> Result<Self, Problem> {
        let pending = Arc::new(AtomicUsize::new(0));
        let request = request.map(|body| guarded(body, pending.clone()));
        let form = Multipart::from_request(request, &())
            .await
            .map_err(|rejection| unreadable(rejection.status(), &rejection.body_text()))?;
        Ok(Self { form, pending })
    }

    /// The next part. The one before it must have been read to its end.
    pub(super) async fn next(&mut self) -> Result<Option<Part<'_>>, Problem> {
        let field = self.form.next_field().await.map_err(|error| broken(&error))?;
        self.pending.store(0, Ordering::Relaxed);
        Ok(field.map(|field| Part { field, pending: &self.pending }))
    }
}

/// A field or a file.
pub(super) struct Part<'a> {
    field: Field<'a>,
    pending: &'a AtomicUsize,
}

impl Part<'_> {
    pub(super) fn name(&self) -> &str {
        self.field.name().unwrap_or_default()
    }

    /// A file input without a file posts a part without a name.
    pub(super) fn is_chosen_file(&self) -> bool {
        self.field.file_name().is_some_and(|name| !name.is_empty())
    }

    pub(super) fn chunks(&mut self) -> impl Stream<Item = Result<Bytes, MultipartError>> {
        self.field.by_ref().inspect(|_| self.pending.store(0, Ordering::Relaxed))
    }

    pub(super) async fn text(mut self) -> Result<String, Problem> {
        let mut text = Vec::new();
        let mut chunks = self.chunks();
        while let Some(chunk) = chunks.next().await {
            text.extend_from_slice(&chunk.map_err(|error| broken(&error))?);
            if text.len() > TEXT_BYTES_MAX {
                return Err(unreadable(StatusCode::PAYLOAD_TOO_LARGE, "a long text"));
            }
        }
        Ok(String::from_utf8_lossy(&text).into_owned())
    }

    /// Reads to the end and keeps nothing.
    pub(super) async fn skip(mut self) -> Result<(), Problem> {
        let mut chunks = self.chunks();
        while let Some(chunk) = chunks.next().await {
            chunk.map_err(|error| broken(&error))?;
        }
        Ok(())
    }
}

/// The body, which fails when too much of it comes in without getting anywhere.
fn guarded(body: Body, pending: Arc<AtomicUsize>) -> Body {
    Body::from_stream(body.into_data_stream().map(move |chunk| {
        let chunk = chunk?;
        let before = pending.fetch_add(chunk.len(), Ordering::Relaxed);
        if before + chunk.len() > PENDING_BYTES_MAX {
            return Err(axum::Error::new("a form without parts"));
        }
        Ok(chunk)
    }))
}

/// The problem of a form whose parts cannot be read.
fn broken(error: &MultipartError) -> Problem {
    unreadable(error.status(), &error.body_text())
}

pub(super) fn unreadable(status: StatusCode, why: &str) -> Problem {
    tracing::debug!("A form could not be read: {why}");
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        let detail = "Wat je stuurde is te groot. Maak de tekst korter, of stuur minder foto's.";
        return Problem::too_large(detail);
    }
    let status = if status.is_client_error() { status } else { StatusCode::BAD_REQUEST };
    Problem::new(
        status,
        "unreadable-form",
        "Het formulier is niet te lezen",
        "Het formulier kwam niet goed aan. Ga terug en probeer het nog een keer.",
    )
}

#[cfg(test)]
mod tests {
    use futures_util::stream;

    use super::*;

    const CHUNK_BYTES: usize = 64 * 1024;
    /// More than may be pending, less than axum's own limit.
    const CHUNKS: usize = 25;

    /// A form whose body is `start`, then chunks of one letter, then `end`.
    async fn form(start: &str, chunks: usize, end: &str) -> Parts {
        let letters = std::iter::repeat_n(vec![b'x'; CHUNK_BYTES], chunks);
        let whole = [start.as_bytes().to_vec()].into_iter().chain(letters);
        let whole = whole.chain([end.as_bytes().to_vec()]).map(Ok::<_, std::io::Error>);
        // Comes in piece by piece, as from a network.
        let slowly = stream::iter(whole).then(async |chunk| {
            tokio::task::yield_now().await;
            chunk
        });
        let request = Request::builder()
            .header("content-type", "multipart/form-data; boundary=x-x")
            .body(Body::from_stream(slowly))
            .unwrap();
        Parts::of(request).await.unwrap()
    }

    const FILE: &str = "--x-x\r\nContent-Disposition: form-data; name=a; filename=a\r\n\r\n";
    const END: &str = "\r\n--x-x--\r\n";

    #[tokio::test]
    async fn a_file_that_nobody_wants_is_thrown_away_as_it_comes() {
        let mut parts = form(FILE, CHUNKS, END).await;

        parts.next().await.unwrap().unwrap().skip().await.unwrap();

        assert!(parts.next().await.unwrap().is_none());
    }

    #[tokio::test]
    async fn a_text_without_end_is_refused_at_its_limit() {
        let mut parts = form(FILE, CHUNKS, END).await;

        let refused = parts.next().await.unwrap().unwrap().text().await.unwrap_err();

        assert_eq!(refused.status, 413);
        assert!(parts.pending.load(Ordering::Relaxed) <= 2 * CHUNK_BYTES);
    }

    #[tokio::test]
    async fn a_form_that_never_comes_to_a_part_is_refused() {
        for start in ["", "--x-x\r\nContent-Disposition: "] {
            let refused = form(start, CHUNKS, END).await.next().await.err().unwrap();
            assert_eq!(refused.status, 400);
        }
    }
}
