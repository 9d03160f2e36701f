//! `/api/v1/issues`: issues for staff and their programs.

use axum::{
    Json,
    extract::State,
    http::{HeaderName, HeaderValue},
    response::Response,
};
use chrono::{DateTime, Utc};
use platform::{
    bbox::Bbox,
    clock,
    cursor::Cursor,
    problem::{self, FieldError, Problem},
    staff::Staff,
    visit::Visit,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    AppState,
    lifecycle::Status,
    listing::{Listing, Sort, View},
    store::{
        issue_list,
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

#[derive(Deserialize)]
pub struct Parameters {
    triage: Option<bool>,
    /// `open` or `closed`.
    state: Option<String>,
    status: Option<String>,
    category: Option<String>,
    area: Option<String>,
    team: Option<String>,
    bbox: Option<String>,
    q: Option<String>,
    sort: Option<String>,
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
    /// When the team comes, as residents were told.
    visit: Option<Visit>,
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
    staff: Staff,
    problem::Query(parameters): problem::Query<Parameters>,
) -> Result<Json<List>, Problem> {
    let (listing, limit) = parse(parameters).map_err(Problem::invalid_input)?;
    let listing = state.drawings.in_buurten(&state.service.pool, listing, &staff).await?;
    let page = issue_list::page(&state.service.pool, &listing, clock::now(), limit).await?;
    let items = page.issues.into_iter().map(|issue| Shown::new(issue, None)).collect();
    Ok(Json(List { items, next_cursor: page.next.map(Cursor::encode) }))
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

fn parse(parameters: Parameters) -> Result<(Listing, u16), Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut wrong = |name: &'static str, detail: String| errors.push(FieldError::new(name, detail));
    let Parameters { triage, state, status, category, area, team, bbox, q, sort, limit, cursor } =
        parameters;
    let limit = limit.unwrap_or(LIMIT_DEFAULT);
    if !(1..=LIMIT_MAX).contains(&limit) {
        wrong("limit", format!("Kies een limit van 1 tot {LIMIT_MAX}."));
    }
    for (name, value) in [("category", &category), ("area", &area), ("team", &team), ("q", &q)] {
        if value.as_ref().is_some_and(|text| text.contains(char::is_control)) {
            wrong(name, "Dit kan hier niet staan.".to_owned());
        }
    }
    let status = status.map(|word| Status::parse(&word).ok_or(word)).transpose();
    if status.is_err() {
        let known = Status::ALL.map(Status::as_str).join(", ");
        wrong("status", format!("Kies een status uit: {known}."));
    }
    let view = view(triage, state.as_deref());
    if view.is_none() {
        wrong("state", "Kies open of closed; triage gaat alleen over wat open is.".to_owned());
    }
    let sort = sort_of(sort.as_deref());
    if sort.is_none() {
        wrong("sort", "Kies een volgorde uit: -openedAt, openedAt, dueAt.".to_owned());
    }
    if sort == Some(Sort::Due) && matches!(view, Some(View::Any | View::Placed)) {
        wrong("sort", "dueAt gaat alleen samen met state of triage=true.".to_owned());
    }
    let bbox = bbox.map(|text| Bbox::parse(&text).ok_or(())).transpose();
    if bbox.is_err() {
        wrong("bbox", "Geef vier getallen in graden: minLon,minLat,maxLon,maxLat.".to_owned());
    }
    let after = cursor.map(|text| Cursor::parse(&text).ok_or(())).transpose();
    if after.is_err() {
        wrong("cursor", "Deze cursor is niet van ons.".to_owned());
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let listing = Listing {
        view: view.unwrap_or(View::Any),
        words: q.unwrap_or_default(),
        categories: category.into_iter().collect(),
        areas: area.into_iter().collect(),
        reach: None,
        teams: team.into_iter().collect(),
        statuses: status.ok().flatten().into_iter().collect(),
        is_urgent: false,
        bbox: bbox.ok().flatten(),
        sort: sort.unwrap_or(Sort::Newest),
        after: after.ok().flatten(),
    };
    Ok((listing, limit))
}

/// `None` when both cannot be.
fn view(triage: Option<bool>, state: Option<&str>) -> Option<View> {
    match (triage, state) {
        (None, None) => Some(View::Any),
        (None, Some("closed")) => Some(View::Closed),
        (None, Some("open")) => Some(View::Open),
        (Some(true), None | Some("open")) => Some(View::Waiting),
        (Some(false), None) => Some(View::Placed),
        _ => None,
    }
}

/// The last opened first, when nothing is asked for.
fn sort_of(word: Option<&str>) -> Option<Sort> {
    match word {
        None | Some("-openedAt") => Some(Sort::Newest),
        Some("openedAt") => Some(Sort::Oldest),
        Some("dueAt") => Some(Sort::Due),
        Some(_) => None,
    }
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
            note: issue.words.text,
            location: Point { r#type: "Point", coordinates: [issue.longitude, issue.latitude] },
            location_text: issue.location_text,
            description: issue.description,
            photos: issue.photo_ids.iter().map(photo).collect(),
            after_photos: issue.after_photo_ids.iter().map(photo).collect(),
            work_order_id: issue.work_order_id,
            due_at: issue.clock.due_at,
            visit: issue.visit,
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
    use super::*;

    fn asked(parameters: &[(&str, &str)]) -> Parameters {
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(parameters.iter().copied())
            .finish();
        let uri = format!("/?{query}").parse().unwrap();
        axum::extract::Query::try_from_uri(&uri).unwrap().0
    }

    #[test]
    fn everything_that_cannot_be_is_told_at_once() {
        let wrong = asked(&[
            ("status", "opne"),
            ("area", "\0"),
            ("state", "ajar"),
            ("sort", "colour"),
            ("bbox", "1,2"),
            ("limit", "201"),
            ("cursor", "x"),
        ]);

        assert_eq!(parse(wrong).err().unwrap().len(), 7);
        assert!(parse(asked(&[("triage", "true"), ("state", "closed")])).is_err());
    }

    #[test]
    fn the_last_opened_come_first_whatever_their_state() {
        let (listing, limit) = parse(asked(&[])).ok().unwrap();
        assert_eq!((listing.view, listing.sort, limit), (View::Any, Sort::Newest, 50));
        let (listing, _) = parse(asked(&[("triage", "true"), ("sort", "dueAt")])).ok().unwrap();
        assert_eq!((listing.view, listing.sort), (View::Waiting, Sort::Due));
    }
}
