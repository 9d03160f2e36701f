//! At the door: counts what comes by where it comes from, and tells what is doubtful about it.

use axum::http::{HeaderMap, StatusCode};
use chrono::{DateTime, Utc};
use platform::{client, problem::Problem};
use uuid::Uuid;

use crate::{
    AppState, form,
    misuse::{Client, Doubt, Signs},
    store,
};

/// What the last page of the form brings along besides what was typed.
pub(crate) struct Posted<'a> {
    pub draft_id: Uuid,
    /// The field that nobody can see.
    pub trap: &'a str,
    /// What the browser worked out.
    pub proof: &'a str,
}

/// Counts a photo. Answers 429 when there were too many.
pub(crate) fn photo(
    state: &AppState,
    headers: &HeaderMap,
    now: DateTime<Utc>,
) -> Result<(), Problem> {
    state.guard.photo(client_of(headers), now).map_err(|wait| too_many("foto's", wait))
}

/// Counts a report that did not come by the form, and tells what is doubtful about it. Answers 429
/// when there were too many.
pub(crate) fn report(
    state: &AppState,
    headers: &HeaderMap,
    now: DateTime<Utc>,
) -> Result<Option<Doubt>, Problem> {
    let is_proof_asked = count(state, headers, now)?;
    let signs = Signs { is_trap_filled: false, took: None, is_proof_asked, is_proven: false };
    Ok(noted(state.guard.doubt(signs)))
}

/// The same for a report that came by the form.
pub(crate) async fn form(
    state: &AppState,
    headers: &HeaderMap,
    posted: Posted<'_>,
    now: DateTime<Utc>,
) -> Result<Option<Doubt>, Problem> {
    let is_proof_asked = count(state, headers, now)?;
    let mut conn = state.service.pool.acquire().await?;
    let begun_at = store::misuse::begun_at(&mut conn, posted.draft_id).await?;
    let is_proven = match state.examiner.check(posted.proof, now) {
        Some(proof) => store::misuse::spend(&mut conn, &proof).await?,
        None => false,
    };
    let signs = Signs {
        is_trap_filled: !posted.trap.is_empty(),
        took: begun_at.map(|at| now - at),
        is_proof_asked,
        is_proven,
    };
    Ok(noted(state.guard.doubt(signs)))
}

/// Work for the browser, when so much comes from its network that a report may need proof.
pub(crate) fn challenge(
    state: &AppState,
    headers: &HeaderMap,
    now: DateTime<Utc>,
) -> Result<String, Problem> {
    if !state.guard.wants_proof(client_of(headers), now) {
        return Ok(String::new());
    }
    let challenge = state.examiner.challenge(rand::random(), rand::random(), now);
    Ok(serde_json::to_string(&challenge).map_err(anyhow::Error::from)?)
}

fn client_of(headers: &HeaderMap) -> Client {
    Client {
        network: client::address(headers).map(client::network),
        device: form::draft_id(headers).map(form::device_of),
    }
}

fn count(state: &AppState, headers: &HeaderMap, now: DateTime<Utc>) -> Result<bool, Problem> {
    state.guard.report(client_of(headers), now).map_err(|wait| too_many("meldingen", wait))
}

fn noted(doubt: Option<Doubt>) -> Option<Doubt> {
    if let Some(doubt) = doubt {
        metrics::counter!("reports_doubtful_total", "why" => doubt.as_str()).increment(1);
    }
    doubt
}

fn too_many(what: &str, seconds: u16) -> Problem {
    let minutes = seconds.div_ceil(60);
    let unit = if minutes == 1 { "minuut" } else { "minuten" };
    let problem = Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too-many-requests",
        "Even wachten",
        format!(
            "Er komen nu heel veel {what} van jouw internetverbinding. Wacht {minutes} {unit} en \
             verstuur het dan opnieuw."
        ),
    );
    Problem { retry_after: Some(seconds), ..problem }
}
