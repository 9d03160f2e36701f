//! `/api/v1/issues`: issues for staff and their programs.

use std::ops::RangeInclusive;

use axum::{
    Json,
    extract::State,
    http::{HeaderName, HeaderValue},
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Datelike as _, Utc};
use platform::{
    problem::{self, FieldError, Problem},
    staff::Staff,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    AppState,
    lifecycle::Status,
    store::{
        issue_list::{self, Filter},
        issues::{self, HistoryRow, Issue},
        works,
    },
    works::Work,
};

const CONTENT_CRS: HeaderName = HeaderName::from_static("content-crs");
const CRS84: HeaderValue =
    HeaderValue::from_static("<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");

const LIMIT_DEFAULT: u16 = 50;
const LIMIT_MAX: u16 = 200;

/// Changes of one issue that are shown.
pub(crate) const HISTORY_ROWS_MAX: i64 = 200;

/// Years of a cursor: PostgreSQL has fewer than the type for an instant.
const YEARS: RangeInclusive<i32> = 1..=9999;

/// Bytes of a cursor: an instant, a separator and an id.
const CURSOR_BYTES_MAX: usize = 128;

#[derive(Deserialize)]
pub struct Parameters {
    triage: Option<bool>,
    status: Option<String>,
    area: Option<String>,
    team: Option<String>,
    limit: Option<u16>,
    cursor: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct List {
    items: Vec<Shown>,
    next_cursor: Option<String>,
}

/// An issue as staff see it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Shown {
    issue_id: Uuid,
    version: i64,
    report_ids: Vec<Uuid>,
    report_numbers: Vec<String>,
    category: String,
    category_name: Option<String>,
    area: Option<Named>,
    team: Option<Team>,
    triage_reason: Option<String>,
    status: &'static str,
    reason: Option<String>,
    note: String,
    location: Point,
    location_text: String,
    description: String,
    photos: Vec<Photo>,
    after_photos: Vec<Photo>,
    work_order_id: Option<Uuid>,
    due_at: DateTime<Utc>,
    opened_at: DateTime<Utc>,
    changed_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
    /// The issue in which it goes on.
    joined_into: Option<Uuid>,
    /// Until when its closing can be taken back.
    closes_at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    history: Option<Vec<Change>>,
    /// What each team is asked to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    works: Option<Vec<Asked>>,
    /// By which the act that led to this answer can be taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) undo_batch_id: Option<Uuid>,
}

/// What one team is asked to do.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Asked {
    team: Team,
    /// Of its work order.
    status: String,
    reason: Option<String>,
    work_order_id: Option<Uuid>,
}

#[derive(Serialize)]
struct Named {
    code: String,
    name: String,
}

#[derive(Serialize)]
struct Team {
    key: String,
    name: String,
}

/// `GeoJSON`.
#[derive(Serialize)]
struct Point {
    r#type: &'static str,
    coordinates: [f64; 2],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Photo {
    url: String,
    thumbnail_url: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    at: DateTime<Utc>,
    version: i64,
    status: &'static str,
    team: Option<String>,
    reason: String,
    note: String,
    by: Option<String>,
}

/// Names the coordinate system of the places in an answer (NL API Design Rules, geospatial).
pub async fn name_crs(mut answer: Response) -> Response {
    if answer.status().is_success() {
        answer.headers_mut().insert(CONTENT_CRS, CRS84);
    }
    answer
}

pub async fn list(
    State(state): State<AppState>,
    _staff: Staff,
    problem::Query(parameters): problem::Query<Parameters>,
) -> Result<Json<List>, Problem> {
    let (filter, limit) = parse(parameters).map_err(Problem::invalid_input)?;
    let mut found = issue_list::page(&state.service.pool, &filter, i64::from(limit) + 1).await?;
    let has_more = found.len() > usize::from(limit);
    found.truncate(limit.into());
    let last = found.last().filter(|_| has_more);
    let next_cursor = last.map(|issue| cursor(issue.opened_at, issue.issue_id));
    let items = found.into_iter().map(|issue| Shown::new(issue, None)).collect();
    Ok(Json(List { items, next_cursor }))
}

pub async fn one(
    State(state): State<AppState>,
    _staff: Staff,
    problem::Path(issue_id): problem::Path<Uuid>,
) -> Result<Json<Shown>, Problem> {
    show(&state, issue_id).await
}

/// The issue with its history.
pub(crate) async fn show(state: &AppState, issue_id: Uuid) -> Result<Json<Shown>, Problem> {
    let pool = &state.service.pool;
    let issue = issues::find(pool, issue_id).await?;
    let issue = issue.ok_or_else(|| Problem::not_found("Deze kwestie bestaat niet."))?;
    let history = issues::history(pool, issue_id, HISTORY_ROWS_MAX).await?;
    let works = works::of(pool, issue_id).await?;
    let works = works.into_iter().filter(|work| !work.is_over).map(Asked::new).collect();
    Ok(Json(Shown { works: Some(works), ..Shown::new(issue, Some(history)) }))
}

fn parse(parameters: Parameters) -> Result<(Filter, u16), Vec<FieldError>> {
    let mut errors = Vec::new();
    let limit = parameters.limit.unwrap_or(LIMIT_DEFAULT);
    if !(1..=LIMIT_MAX).contains(&limit) {
        errors.push(FieldError::new("limit", format!("Kies een limit van 1 tot {LIMIT_MAX}.")));
    }
    for (name, value) in [("area", &parameters.area), ("team", &parameters.team)] {
        if value.as_ref().is_some_and(|text| text.contains(char::is_control)) {
            errors.push(FieldError::new(name, "Dit kan hier niet staan."));
        }
    }
    let after = parameters.cursor.as_deref().map(|cursor| {
        let place = place_of(cursor);
        if place.is_none() {
            errors.push(FieldError::new("cursor", "Deze cursor is niet van ons."));
        }
        place
    });
    let status = parameters.status.as_deref();
    if status.is_some_and(|status| Status::parse(status).is_none()) {
        let known = Status::ALL.map(Status::as_str).join(", ");
        errors.push(FieldError::new("status", format!("Kies een status uit: {known}.")));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let Parameters { triage, status, area, team, .. } = parameters;
    Ok((Filter { triage, status, area, team, after: after.flatten() }, limit))
}

fn cursor(opened_at: DateTime<Utc>, issue_id: Uuid) -> String {
    URL_SAFE_NO_PAD.encode(format!("{} {issue_id}", opened_at.timestamp_micros()))
}

fn place_of(cursor: &str) -> Option<(DateTime<Utc>, Uuid)> {
    if cursor.len() > CURSOR_BYTES_MAX {
        return None;
    }
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let (micros, id) = text.split_once(' ')?;
    let at = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
    YEARS.contains(&at.year()).then_some((at, id.parse().ok()?))
}

impl Shown {
    fn new(issue: Issue, history: Option<Vec<HistoryRow>>) -> Self {
        let filled = |text: String| Some(text).filter(|text| !text.is_empty());
        let area_name = issue.area_name.unwrap_or_default();
        let team_name = issue.team_name.unwrap_or_default();
        Self {
            issue_id: issue.issue_id,
            version: issue.version,
            report_ids: issue.report_ids,
            report_numbers: issue.report_numbers,
            category: issue.category,
            category_name: issue.category_name,
            area: issue.area_code.map(|code| Named { code, name: area_name }),
            team: issue.team_key.map(|key| Team { key, name: team_name }),
            triage_reason: filled(issue.triage_reason),
            status: issue.status.as_str(),
            reason: filled(issue.reason),
            note: issue.note,
            location: Point { r#type: "Point", coordinates: [issue.longitude, issue.latitude] },
            location_text: issue.location_text,
            description: issue.description,
            photos: issue.photo_ids.iter().map(photo).collect(),
            after_photos: issue.after_photo_ids.iter().map(photo).collect(),
            work_order_id: issue.work_order_id,
            due_at: issue.clock.due_at,
            opened_at: issue.opened_at,
            changed_at: issue.changed_at,
            closed_at: issue.closed_at,
            joined_into: issue.joined_into,
            closes_at: issue.closing.map(|closing| closing.closes_at),
            works: None,
            undo_batch_id: None,
            history: history.map(|rows| rows.into_iter().map(Change::new).collect()),
        }
    }
}

impl Asked {
    fn new(work: Work) -> Self {
        Self {
            team: Team { key: work.team_key, name: work.team_name },
            status: work.status,
            reason: Some(work.reason).filter(|reason| !reason.is_empty()),
            work_order_id: work.work_order_id,
        }
    }
}

impl Change {
    fn new(row: HistoryRow) -> Self {
        Self {
            at: row.changed_at,
            version: row.version,
            status: row.status.as_str(),
            team: row.team_key,
            reason: row.reason,
            note: row.note,
            by: row.staff_name,
        }
    }
}

fn photo(id: &Uuid) -> Photo {
    Photo { url: photo_url(*id, "large"), thumbnail_url: photo_url(*id, "small") }
}

/// Where intake serves a photo; `size` is `large` or `small`.
pub(crate) fn photo_url(id: Uuid, size: &str) -> String {
    format!("/media/{id}/{size}.jpg")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cursor_leads_back_to_its_place(micros in 0_i64..4_000_000_000_000_000, id: u128) {
            let at = DateTime::from_timestamp_micros(micros).unwrap();
            let id = Uuid::from_u128(id);
            prop_assert_eq!(place_of(&cursor(at, id)), Some((at, id)));
        }

        #[test]
        fn a_cursor_that_somebody_made_up_names_no_moment_that_the_database_cannot_hold(
            micros: i64,
        ) {
            let made_up = URL_SAFE_NO_PAD.encode(format!("{micros} {}", Uuid::nil()));
            if let Some((at, _)) = place_of(&made_up) {
                prop_assert!(YEARS.contains(&at.year()));
            }
        }

        #[test]
        fn no_cursor_makes_it_panic(text in ".*") {
            let _ = place_of(&text);
        }
    }

    #[test]
    fn a_filter_limit_or_cursor_that_cannot_be_is_told() {
        let parameters = Parameters {
            triage: None,
            status: Some("opne".to_owned()),
            area: Some("\0".to_owned()),
            team: None,
            limit: Some(201),
            cursor: Some("x".to_owned()),
        };

        assert_eq!(parse(parameters).err().unwrap().len(), 4);
    }
}
