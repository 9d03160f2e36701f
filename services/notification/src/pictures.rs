//! Fetches the pictures of a mail from intake.

use std::time::Duration;

use anyhow::Context as _;
use reqwest::{Client, StatusCode};
use uuid::Uuid;

/// A small picture is some 40 kB.
const PICTURE_BYTES_MAX: usize = 1024 * 1024;

const TIMEOUT: Duration = Duration::from_secs(5);

/// How every JPEG file begins.
const JPEG_START: [u8; 2] = [0xff, 0xd8];

/// Intake's pictures. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Intake {
    client: Client,
    url: String,
}

impl Intake {
    /// `url` is intake's own address.
    pub fn new(url: &str) -> anyhow::Result<Self> {
        // Intake is a neighbour: never by way of a proxy, never anywhere else.
        let client = Client::builder()
            .timeout(TIMEOUT)
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self { client, url: url.trim_end_matches('/').to_owned() })
    }

    /// The small picture; `None` when intake does not have it, or has something
    /// else than a picture of reasonable size. An error means that intake is away.
    pub async fn small(&self, photo_id: Uuid) -> anyhow::Result<Option<Vec<u8>>> {
        let address = format!("{}/media/{photo_id}/small.jpg", self.url);
        let mut response = self.client.get(address).send().await.context("intake is away")?;
        let status = response.status();
        if matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE) {
            return Ok(None);
        }
        anyhow::ensure!(status.is_success(), "intake answered {status}");
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.context("intake went away")? {
            if bytes.len() + chunk.len() > PICTURE_BYTES_MAX {
                return Ok(None);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes.starts_with(&JPEG_START).then_some(bytes))
    }
}

#[cfg(test)]
mod tests {
    use axum::{Router, http::StatusCode, routing::get};
    use tokio::{net::TcpListener, task::JoinSet};

    use super::*;

    const PHOTO: Uuid = Uuid::from_u128(1);

    async fn intake(answer: (StatusCode, Vec<u8>)) -> (Intake, JoinSet<()>) {
        let app = Router::new()
            .route(&format!("/media/{PHOTO}/small.jpg"), get(move || async { answer }));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let mut tasks = JoinSet::new();
        tasks.spawn(async move { axum::serve(listener, app).await.unwrap() });
        (Intake::new(&url).unwrap(), tasks)
    }

    async fn small(status: StatusCode, bytes: Vec<u8>) -> anyhow::Result<Option<Vec<u8>>> {
        let (intake, _tasks) = intake((status, bytes)).await;
        intake.small(PHOTO).await
    }

    #[tokio::test]
    async fn a_picture_comes_as_it_is() {
        let bytes = vec![0xff, 0xd8, 1, 2, 3];
        assert_eq!(small(StatusCode::OK, bytes.clone()).await.unwrap(), Some(bytes));
    }

    #[tokio::test]
    async fn what_is_gone_or_no_picture_or_too_large_is_left_out() {
        let mut large = vec![0; PICTURE_BYTES_MAX + 1];
        large[..2].copy_from_slice(&JPEG_START);
        for (status, bytes) in [
            (StatusCode::NOT_FOUND, Vec::new()),
            (StatusCode::GONE, Vec::new()),
            (StatusCode::OK, b"<html>".to_vec()),
            (StatusCode::OK, large),
        ] {
            assert_eq!(small(status, bytes).await.unwrap(), None, "{status}");
        }
    }

    #[tokio::test]
    async fn an_intake_that_is_away_is_no_reason_to_leave_the_picture_out() {
        assert!(small(StatusCode::SERVICE_UNAVAILABLE, Vec::new()).await.is_err());
        let nobody = Intake::new("http://127.0.0.1:1").unwrap();
        assert!(nobody.small(PHOTO).await.is_err());
    }
}
