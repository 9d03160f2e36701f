//! Reads what is left of a request's body before the answer goes out.
//!
//! A handler may refuse a body after its first bytes. If the connection were
//! closed then, the client, still sending, would see a reset instead of our
//! clear answer. So the rest is read and thrown away, up to a limit.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
    middleware::Next,
    response::Response,
};
use futures_util::StreamExt as _;
use tokio::sync::oneshot;

/// Bytes that are thrown away for the sake of a clear answer; beyond it the connection closes.
const DRAIN_BYTES_MAX: usize = 128 * 1024 * 1024;

const DRAIN_TIME_MAX: Duration = Duration::from_secs(20);

/// Middleware: answers only after the body was read to its end, by whomever.
pub async fn drained(request: Request, next: Next) -> Response {
    let (left_over, found) = oneshot::channel();
    let request =
        request.map(|body| Body::new(Lent { body: Some(body), left_over: Some(left_over) }));
    let response = next.run(request).await;
    // Dropped by now, unless the handler kept it for a task of its own.
    if let Ok(body) = tokio::time::timeout(Duration::ZERO, found).await.unwrap_or(Ok(Body::empty()))
    {
        let _ = tokio::time::timeout(DRAIN_TIME_MAX, throw_away(body)).await;
    }
    response
}

async fn throw_away(body: Body) {
    let mut left = DRAIN_BYTES_MAX;
    let mut chunks = body.into_data_stream();
    while let Some(Ok(chunk)) = chunks.next().await {
        match left.checked_sub(chunk.len()) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}

/// The body, which comes back when the handler is done with it.
struct Lent {
    body: Option<Body>,
    left_over: Option<oneshot::Sender<Body>>,
}

impl HttpBody for Lent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, axum::Error>>> {
        match &mut self.body {
            Some(body) => Pin::new(body).poll_frame(context),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.as_ref().map(HttpBody::size_hint).unwrap_or_default()
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let (Some(body), Some(left_over)) = (self.body.take(), self.left_over.take())
            && !body.is_end_stream()
        {
            // Nobody listens when the connection is gone; then there is nothing to read either.
            let _ = left_over.send(body);
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::{Router, http::StatusCode, middleware, routing::post};
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::{TcpListener, TcpStream},
    };

    use super::*;

    #[tokio::test]
    async fn a_refusal_is_read_by_a_client_that_sends_everything_first() {
        let refuse = post(|| async { StatusCode::PAYLOAD_TOO_LARGE });
        let app = Router::new().route("/", refuse).layer(middleware::from_fn(drained));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut tasks = tokio::task::JoinSet::new();
        tasks.spawn(async move { axum::serve(listener, app).await });

        let size = 60 * 1024 * 1024;
        let mut client = TcpStream::connect(address).await.unwrap();
        let head = format!("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: {size}\r\n\r\n");
        client.write_all(head.as_bytes()).await.unwrap();
        client.write_all(&vec![b'x'; size]).await.unwrap();
        let mut answer = [0; 12];
        client.read_exact(&mut answer).await.unwrap();

        assert_eq!(&answer, b"HTTP/1.1 413");
    }
}
