//! PDOK's address search (Locatieserver), for what our own list does not know.
//!
//! It only adds: what it finds comes after our own, an answer is kept for a week, and when it is
//! slow, away or talks nonsense, nobody waits longer than [`TIMEOUT`], and after some failures
//! nobody waits at all for a while. It is not told where the resident is.

mod answer;
pub(crate) mod breaker;

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::{Client, redirect::Policy};
use sqlx::PgPool;
use tokio::sync::Semaphore;
use tracing::warn;

pub(crate) use self::answer::Address;
use self::breaker::Breaker;
use crate::store::{self, search::Found};

/// The longest that a resident waits for PDOK.
const TIMEOUT: Duration = Duration::from_millis(1500);

/// An answer of ten addresses has some 3 kB.
const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// Questions at the same time; who comes on top gets our own list only.
const QUESTIONS_MAX: usize = 4;

/// Streets get a new number now and then.
pub(crate) const ANSWER_AGE_MAX: TimeDelta = TimeDelta::days(7);

/// Addresses in one answer.
const ROWS: &str = "6";

/// PDOK as we reach it.
pub(crate) struct Pdok {
    client: Client,
    url: String,
    filter: String,
    breaker: Mutex<Breaker>,
    turns: Semaphore,
}

impl Pdok {
    /// `url` ends before `/suggest`; only addresses in the municipality are asked for.
    pub(crate) fn new(url: &str, municipality: &str) -> anyhow::Result<Self> {
        Ok(Self {
            client: client("OPGERUIMD_PDOK_URL", url, TIMEOUT)?,
            url: url.trim_end_matches('/').to_owned(),
            filter: format!("gemeentenaam:(\"{}\")", municipality.replace('"', "")),
            breaker: Mutex::default(),
            turns: Semaphore::new(QUESTIONS_MAX),
        })
    }

    /// The addresses for a needle; none when PDOK does not say.
    pub(crate) async fn search(
        &self,
        pool: &PgPool,
        needle: &str,
        now: DateTime<Utc>,
    ) -> sqlx::Result<Vec<Found>> {
        if let Some(kept) = store::search::kept_answer(pool, needle, now - ANSWER_AGE_MAX).await? {
            return Ok(kept.into_iter().map(Found::from).collect());
        }
        let Ok(_turn) = self.turns.try_acquire() else { return Ok(Vec::new()) };
        if !self.breaker().lets_pass(now) {
            return Ok(Vec::new());
        }
        match self.ask(needle).await {
            Ok(found) => {
                self.breaker().succeeded();
                store::search::keep_answer(pool, needle, &found, now).await?;
                Ok(found.into_iter().map(Found::from).collect())
            }
            Err(error) => {
                self.breaker().failed(now);
                metrics::counter!("pdok_failures_total").increment(1);
                // Without the address that was asked for: what was typed stays out of the log.
                let cause = error.downcast_ref::<reqwest::Error>().map(reqwest::Error::is_timeout);
                warn!("PDOK did not answer (timeout: {})", cause.unwrap_or(false));
                Ok(Vec::new())
            }
        }
    }

    async fn ask(&self, needle: &str) -> anyhow::Result<Vec<Address>> {
        let query = [
            ("q", needle),
            ("fq", "type:(adres OR weg)"),
            ("fq", &self.filter),
            ("fl", "weergavenaam,type,centroide_ll"),
            ("rows", ROWS),
        ];
        let request = self.client.get(format!("{}/suggest", self.url)).query(&query);
        let mut response = request.send().await?.error_for_status()?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            anyhow::ensure!(body.len() + chunk.len() <= ANSWER_BYTES_MAX, "the answer is too long");
            body.extend_from_slice(&chunk);
        }
        answer::parse(&body).context("the answer is no answer of the Locatieserver")
    }

    fn breaker(&self) -> std::sync::MutexGuard<'_, Breaker> {
        self.breaker.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A client for an address outside, which a setting has to name.
pub(crate) fn client(setting: &str, url: &str, timeout: Duration) -> anyhow::Result<Client> {
    anyhow::ensure!(
        url.starts_with("http://"),
        "{setting} has to be an http:// address: encrypted connections to the outside go by way of \
         the front door, see docs/operations.md"
    );
    Ok(Client::builder().timeout(timeout).no_proxy().redirect(Policy::none()).build()?)
}

impl From<Address> for Found {
    fn from(address: Address) -> Self {
        let Address { name, kind, longitude, latitude } = address;
        Self { name, kind, longitude, latitude, area_name: None }
    }
}
