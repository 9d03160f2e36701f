//! The one way by which a report becomes a fact, for the API and the form alike.

use chrono::{DateTime, Utc};
use platform::{
    clock,
    problem::{FieldError, Problem},
};
use proto::v1::{ContactGiven, Point, ReportSubmitted};
use sqlx::PgConnection;
use tracing::info;
use uuid::Uuid;

use crate::{
    AppState,
    contact::Contact,
    report_number::ReportNumber,
    store::{
        self,
        place::Area,
        report::{Claim, NewReport},
    },
    submission::{Location, Submission},
};

/// Outlines of areas are coarse, so a place just outside is taken and looked at
/// by a dispatcher. Metres.
const OUTSIDE_TOLERANCE_M: f64 = 250.0;

/// A key that stands for one request, and a hash of what came with it.
pub(crate) struct Key<'a> {
    pub key: &'a str,
    pub body_hash: &'a [u8],
}

/// Stores the report and promises its announcement, once for each key. Returns
/// the report's id, also when the same request came before.
///
/// Answers with 400 when category, place or photos are not known, and with 409
/// when the key came before with something else.
pub(crate) async fn hand_in(
    state: &AppState,
    submission: &Submission,
    key: Option<Key<'_>>,
    now: DateTime<Utc>,
) -> Result<Uuid, Problem> {
    let mut tx = state.service.pool.begin().await?;
    let report_id = Uuid::now_v7();
    if let Some(Key { key, body_hash }) = key {
        match store::report::claim_key(&mut tx, key, body_hash, report_id, now).await? {
            Claim::Ours => {}
            Claim::Same(report_id) => return Ok(report_id),
            Claim::Other => return Err(key_taken()),
        }
    }
    let area = check(&mut tx, submission).await?;
    let count = store::report::next_count(&mut tx).await?;
    let number = ReportNumber::nth(&state.number_prefix, count);
    let report = NewReport {
        report_id,
        report_number: number.as_str(),
        submission,
        area: area.as_ref().map(|area| (area.area_code.as_str(), area.name.as_str())),
        now,
    };
    store::report::insert(&mut tx, &report).await?;
    announce(state, &mut tx, &report).await?;
    state.service.outbox.commit(tx).await?;

    metrics::counter!("reports_total").increment(1);
    info!(report.id = %report_id, "Took report {report_id}");
    Ok(report_id)
}

/// Adds contact details to a report that has none; says whether they were added.
pub(crate) async fn give_contact(
    state: &AppState,
    report_id: Uuid,
    contact: &Contact,
    now: DateTime<Utc>,
) -> Result<bool, Problem> {
    let mut tx = state.service.pool.begin().await?;
    match store::report::mark_contact(&mut tx, report_id).await? {
        None => return Err(Problem::not_found("Deze melding kennen we niet.")),
        Some(false) => return Ok(false),
        Some(true) => {}
    }
    let report = store::public_state::find(&mut tx, report_id).await?;
    let report = report.ok_or_else(|| Problem::not_found("Deze melding kennen we niet."))?;
    let given = seal(state, report_id, &report.report_number, &report.language, contact, now)?;
    state.service.outbox.enqueue(&mut tx, &given, now).await?;
    state.service.outbox.commit(tx).await?;
    Ok(true)
}

fn key_taken() -> Problem {
    Problem::conflict(
        "idempotency-key-reused",
        "Deze Idempotency-Key is al gebruikt voor een andere melding. Gebruik een nieuwe.",
    )
}

/// Checks what only the database knows, and finds the buurt.
async fn check(conn: &mut PgConnection, submission: &Submission) -> Result<Option<Area>, Problem> {
    let mut errors = Vec::new();
    // Before the categories arrived nothing can be checked; routing will look at it.
    if store::place::is_category(conn, &submission.category).await? == Some(false) {
        errors.push(FieldError::new("/category", "Deze soort melding kennen we niet."));
    }
    let known = store::photo::known(conn, &submission.photo_ids).await?;
    if known.len() < submission.photo_ids.len() {
        errors.push(FieldError::new("/photoIds", "Een van de foto's is niet bij ons aangekomen."));
    }
    let area = locate(conn, submission.location).await?;
    if matches!(area, Located::Outside) {
        errors.push(FieldError::new("/location", OUTSIDE));
    }
    if !errors.is_empty() {
        return Err(Problem::invalid_input(errors));
    }
    Ok(area.area())
}

/// What the resident reads about a place that is not ours.
pub(crate) const OUTSIDE: &str = "Deze plek ligt buiten ons gebied. Wij ruimen hier niet op. \
    Meld het bij de gemeente waar de plek ligt, of kies een andere plek.";

/// Where a place lies.
pub(crate) enum Located {
    In(Area),
    /// In no buurt, but near enough to one to be taken.
    NearBorder,
    Outside,
}

impl Located {
    pub(crate) fn area(self) -> Option<Area> {
        match self {
            Self::In(area) => Some(area),
            Self::NearBorder | Self::Outside => None,
        }
    }
}

/// Says in which buurt a place lies, and whether it is ours at all.
pub(crate) async fn locate(conn: &mut PgConnection, at: Location) -> sqlx::Result<Located> {
    if let Some(area) = store::place::area_at(conn, at).await? {
        return Ok(Located::In(area));
    }
    let metres = store::place::metres_to_nearest_area(conn, at).await?;
    Ok(match metres {
        Some(metres) if metres > OUTSIDE_TOLERANCE_M => Located::Outside,
        _ => Located::NearBorder,
    })
}

async fn announce(
    state: &AppState,
    conn: &mut PgConnection,
    report: &NewReport<'_>,
) -> Result<(), Problem> {
    let NewReport { report_id, report_number, submission, now, .. } = report;
    let submitted = ReportSubmitted {
        report_id: report_id.to_string(),
        report_number: (*report_number).to_owned(),
        category: submission.category.clone(),
        location: Some(Point {
            longitude: submission.location.longitude,
            latitude: submission.location.latitude,
        }),
        location_text: submission.location_text.clone(),
        description: submission.description.clone(),
        photo_ids: submission.photo_ids.iter().map(Uuid::to_string).collect(),
        language: submission.language.clone(),
        submitted_at: Some(clock::to_timestamp(*now)),
        answers: submission.answers.clone().into_iter().collect(),
    };
    let outbox = &state.service.outbox;
    outbox.enqueue(conn, &submitted, *now).await?;
    if submission.contact.is_given() {
        let Submission { language, contact, .. } = submission;
        let given = seal(state, *report_id, report_number, language, contact, *now)?;
        outbox.enqueue(conn, &given, *now).await?;
    }
    Ok(())
}

fn seal(
    state: &AppState,
    report_id: Uuid,
    report_number: &str,
    language: &str,
    contact: &Contact,
    now: DateTime<Utc>,
) -> Result<ContactGiven, Problem> {
    Ok(ContactGiven {
        report_id: report_id.to_string(),
        report_number: report_number.to_owned(),
        sealed_contact: state.sealer.seal(&report_id.to_string(), contact)?,
        language: language.to_owned(),
        given_at: Some(clock::to_timestamp(now)),
    })
}
