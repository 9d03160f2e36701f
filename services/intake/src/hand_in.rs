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
use web::Lang;

use crate::{
    AppState,
    admit::Admission,
    contact::Contact,
    misuse::Doubt,
    report_number::{NUMBERS_MAX, ReportNumber},
    search::MEANT_METRES_MAX,
    store::{
        self,
        asset::Asset,
        place::Area,
        report::{Claim, NewReport},
    },
    submission::{Location, Mistakes, Submission},
};

/// Outlines of areas are coarse, so a place just outside is taken and looked at
/// by a dispatcher. Metres.
const OUTSIDE_TOLERANCE_M: f64 = 250.0;

/// With half of all numbers in use, this many draws fail once in four billion reports.
const NUMBER_DRAWS_MAX: usize = 32;

/// A key that stands for one request, and a hash of what came with it.
pub(crate) struct Key<'a> {
    pub key: &'a str,
    pub body_hash: &'a [u8],
}

/// Stores the report and promises its announcement, once for each key. Returns
/// the report's id, also when the same request came before.
///
/// Answers with 400 when category, place or photos are not known, and with 409
/// when the key came before with something else. What is doubtful about the report
/// goes along: somebody looks at it first. A proof of work is used up with it; 428 asks for one.
pub(crate) async fn hand_in(
    state: &AppState,
    submission: &Submission,
    key: Option<Key<'_>>,
    admission: Admission,
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
    let claims = Claims {
        category: Some(&submission.category),
        location: Some(submission.location),
        photo_ids: &submission.photo_ids,
    };
    let (mut errors, area) = check(&mut tx, claims).await?;
    let asset = meant(&mut tx, submission, &mut errors).await?;
    if !errors.is_empty() {
        return Err(Problem::invalid_input(errors));
    }
    let doubt = admission.settle(state, &mut tx, now).await?;
    let suspect = doubt.map_or("", Doubt::as_str);
    let report = NewReport { report_id, submission, area: area.as_ref(), suspect, now };
    let number = store_numbered(&state.number_prefix, &mut tx, &report).await?;
    announce(state, &mut tx, &report, asset, &number).await?;
    state.service.outbox.commit(tx).await?;

    metrics::counter!("reports_total").increment(1);
    info!(report.id = %report_id, "Took report {report_id}");
    Ok(report_id)
}

/// Stores the report under a number that nobody has, and returns that number.
async fn store_numbered(
    prefix: &str,
    conn: &mut PgConnection,
    report: &NewReport<'_>,
) -> Result<ReportNumber, Problem> {
    for _ in 0..NUMBER_DRAWS_MAX {
        let number = ReportNumber::nth(prefix, rand::random_range(0..NUMBERS_MAX));
        if store::report::insert(conn, report, number.as_str()).await? {
            return Ok(number);
        }
    }
    Err(anyhow::anyhow!("{NUMBER_DRAWS_MAX} report numbers in a row were taken").into())
}

/// Adds a mail address to a report that has none; says whether they were added.
pub(crate) async fn give_contact(
    state: &AppState,
    report_id: Uuid,
    contact: &Contact,
    now: DateTime<Utc>,
) -> Result<bool, Problem> {
    let mut tx = state.service.pool.begin().await?;
    match store::report::mark_email(&mut tx, report_id).await? {
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

/// The problem of a report that is not well formed, with what the database finds wrong
/// in the rest of it.
pub(crate) async fn refuse(state: &AppState, mistakes: Mistakes) -> Problem {
    let Mistakes { mut errors, category, location, photo_ids } = mistakes;
    let claims = Claims { category: category.as_deref(), location, photo_ids: &photo_ids };
    let checked = async { check(&mut *state.service.pool.begin().await?, claims).await };
    match checked.await {
        Ok((more, _)) => errors.extend(more),
        Err(error) => return error.into(),
    }
    Problem::invalid_input(errors)
}

/// What a report says that only the database can tell to be true.
struct Claims<'a> {
    category: Option<&'a str>,
    location: Option<Location>,
    photo_ids: &'a [Uuid],
}

/// Checks the claims, keeps the photos from being forgotten, and finds the buurt.
async fn check(
    conn: &mut PgConnection,
    claims: Claims<'_>,
) -> sqlx::Result<(Vec<FieldError>, Option<Area>)> {
    let mut errors = Vec::new();
    // Before the categories arrived nothing can be checked; routing will look at it.
    if let Some(category) = claims.category
        && store::place::is_category(conn, category).await? == Some(false)
    {
        errors.push(FieldError::new("/category", "Deze soort melding kennen we niet."));
    }
    if store::photo::keep(conn, claims.photo_ids).await? < claims.photo_ids.len() {
        errors.push(FieldError::new("/photoIds", "Een van de foto's is niet bij ons aangekomen."));
    }
    let Some(location) = claims.location else { return Ok((errors, None)) };
    let area = locate(conn, location).await?;
    if matches!(area, Located::Outside) {
        errors.push(FieldError::new("/location", outside()));
    }
    Ok((errors, area.area()))
}

/// The thing on the street that the report is about. One that is no longer in the register
/// counts: a phone that was offline may send late.
async fn meant(
    conn: &mut PgConnection,
    submission: &Submission,
    errors: &mut Vec<FieldError>,
) -> sqlx::Result<Option<Asset>> {
    let Some(asset_id) = submission.asset_id else { return Ok(None) };
    let asset = store::asset::find(conn, asset_id, submission.location).await?;
    let wrong = match &asset {
        None => "Dit ding op straat kennen we niet.",
        Some(asset) if asset.metres > MEANT_METRES_MAX => "Dit ding op straat staat ergens anders.",
        Some(_) => return Ok(asset),
    };
    errors.push(FieldError::new("/assetId", wrong));
    Ok(None)
}

/// What the client of the API reads about a place that is not ours.
pub(crate) fn outside() -> &'static str {
    Lang::dutch().t("problem-outside")
}

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
    asset: Option<Asset>,
    number: &ReportNumber,
) -> Result<(), Problem> {
    let NewReport { report_id, submission, now, .. } = report;
    let known = &submission.known;
    let submitted = ReportSubmitted {
        report_id: report_id.to_string(),
        report_number: number.to_string(),
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
        joins_issue_id: known.this_one.map(|id| id.to_string()).unwrap_or_default(),
        not_issue_ids: known.not_these.iter().map(Uuid::to_string).collect(),
        is_place_vague: submission.is_place_vague,
        picture_hashes: store::photo::hashes(conn, &submission.photo_ids).await?,
        suspect: report.suspect.to_owned(),
        asset: asset.map(|asset| proto::v1::Asset {
            id: asset.asset_id.to_string(),
            kind: asset.kind,
            number: asset.number,
            owner: asset.owner,
        }),
        source: submission.source.as_str().to_owned(),
    };
    let outbox = &state.service.outbox;
    outbox.enqueue(conn, &submitted, *now).await?;
    if submission.contact.is_given() {
        let Submission { language, contact, .. } = submission;
        let given = seal(state, *report_id, number.as_str(), language, contact, *now)?;
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
