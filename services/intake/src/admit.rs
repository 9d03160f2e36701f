//! At the door: counts what comes by where it comes from, and tells what is doubtful about it.

use axum::http::{HeaderMap, StatusCode};
use chrono::{DateTime, Utc};
use platform::{client, problem::Problem};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    AppState, form,
    misuse::{Client, Doubt, Signs},
    proof::Proof,
    store,
};

/// The header by which a client of the API proves its work.
const PROOF: &str = "proof-of-work";

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

/// A report that was counted. What is doubtful about it is said in the transaction that stores it:
/// a proof is only used up by a report that is there.
pub(crate) struct Admission {
    signs: Signs,
    proof: Option<Proof>,
    /// Whether the client can be asked for a proof; from others the report is taken without.
    can_prove: bool,
}

impl Admission {
    /// Uses up the proof, and tells what is doubtful. Answers 428 with a challenge when a proof is
    /// needed from a client that can give one.
    pub(crate) async fn settle(
        self,
        state: &AppState,
        conn: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> Result<Option<Doubt>, Problem> {
        let is_proven = match &self.proof {
            Some(proof) => store::misuse::spend(conn, proof).await?,
            None => false,
        };
        let doubt = state.guard.doubt(Signs { is_proven, ..self.signs });
        if doubt == Some(Doubt::NoProof) && self.can_prove {
            return Err(proof_needed(state, now)?);
        }
        if let Some(doubt) = doubt {
            metrics::counter!("reports_doubtful_total", "why" => doubt.as_str()).increment(1);
        }
        Ok(doubt)
    }
}

/// Counts a report that did not come by the form. Answers 429 when there were too many.
///
/// A client says with the header `Proof-Of-Work` that it can prove: `ask`, or the proof itself.
pub(crate) fn report(
    state: &AppState,
    headers: &HeaderMap,
    now: DateTime<Utc>,
) -> Result<Admission, Problem> {
    let is_proof_asked = count(state, headers, now)?;
    let given = headers.get(PROOF).map(|value| value.to_str().unwrap_or_default());
    let proof = given.and_then(|payload| state.examiner.check(payload, now));
    let signs = Signs { is_trap_filled: false, took: None, is_proof_asked, is_proven: false };
    Ok(Admission { signs, proof, can_prove: given.is_some() })
}

/// The same for a report that came by the form.
pub(crate) async fn form(
    state: &AppState,
    headers: &HeaderMap,
    posted: Posted<'_>,
    now: DateTime<Utc>,
) -> Result<Admission, Problem> {
    let is_proof_asked = count(state, headers, now)?;
    let mut conn = state.service.pool.acquire().await?;
    let begun_at = store::misuse::begun_at(&mut conn, posted.draft_id).await?;
    let signs = Signs {
        is_trap_filled: !posted.trap.is_empty(),
        took: begun_at.map(|at| now - at),
        is_proof_asked,
        is_proven: false,
    };
    Ok(Admission { signs, proof: state.examiner.check(posted.proof, now), can_prove: false })
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

fn proof_needed(state: &AppState, now: DateTime<Utc>) -> Result<Problem, Problem> {
    let challenge = state.examiner.challenge(rand::random(), rand::random(), now);
    let challenge = serde_json::to_value(&challenge).map_err(anyhow::Error::from)?;
    let problem = Problem::new(
        StatusCode::PRECONDITION_REQUIRED,
        "proof-of-work-required",
        "Eerst even rekenen",
        "Er komen nu veel meldingen van jouw internetverbinding. Los de opgave in challenge op en \
         stuur de melding opnieuw, met het antwoord in de kop Proof-Of-Work.",
    );
    let more = [("challenge".to_owned(), challenge)].into_iter().collect();
    Ok(Problem { more: Some(Box::new(more)), ..problem })
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
