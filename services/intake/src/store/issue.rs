//! The issues as residents may see them: a copy of what routing announces.

use chrono::{DateTime, Utc};
use platform::{clock, visit::Visit};
use proto::v1::IssueStatusChanged;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{known::SHOWN_MAX, submission::Location};

/// Keeps forgetting who sent one of the reports apart from a change of their issue. Always before
/// the issue, and in one order, so that nobody waits in a circle.
pub(crate) async fn lock_reports(conn: &mut PgConnection, report_ids: &[Uuid]) -> sqlx::Result<()> {
    sqlx::query("select from report where report_id = any ($1) order by report_id for update")
        .bind(report_ids)
        .execute(conn)
        .await?;
    Ok(())
}

/// Stores the issue as it stands unless a newer version of it is known. Other changes of the
/// issue wait until the transaction ends. The place in the words of residents is not kept, nor a
/// photo that is not there any more: the event may be older than the wish to be forgotten. The
/// caller has [locked](lock_reports) the reports. The event must have `issue_id`, `opened_at`,
/// `changed_at` and a location.
pub(crate) async fn keep(
    conn: &mut PgConnection,
    issue_id: Uuid,
    change: &IssueStatusChanged,
) -> sqlx::Result<()> {
    let area = change.area.clone().unwrap_or_default();
    let team = change.team.clone().unwrap_or_default();
    let location = change.location.unwrap_or_default();
    sqlx::query(
        "insert into issue as kept (issue_id, version, category, location, area_code, area_name,
             status, status_reason, team_name, expected_at, opened_at, changed_at, photo_id,
             after_photo_id, report_count)
         values ($1, $2, $3, st_setsrid(st_makepoint($4, $5), 4326), $6, $7, $8, $9, $10, $11,
             $12, $13, (select photo_id from photo where photo_id = $14 and is_kept), $15, $16)
         on conflict (issue_id) do update set
             version = excluded.version, category = excluded.category,
             location = excluded.location, area_code = excluded.area_code,
             area_name = excluded.area_name, status = excluded.status,
             status_reason = excluded.status_reason, team_name = excluded.team_name,
             expected_at = excluded.expected_at, opened_at = excluded.opened_at,
             changed_at = excluded.changed_at, photo_id = excluded.photo_id,
             after_photo_id = excluded.after_photo_id, report_count = excluded.report_count
         where kept.version < excluded.version",
    )
    .bind(issue_id)
    .bind(i64::try_from(change.version).unwrap_or(i64::MAX))
    .bind(&change.category)
    .bind(location.longitude)
    .bind(location.latitude)
    .bind(area.code)
    .bind(area.name)
    .bind(&change.status)
    .bind(&change.reason)
    .bind(team.name)
    .bind(expected_at(change))
    .bind(time(change.opened_at.as_ref()))
    .bind(time(change.changed_at.as_ref()))
    .bind(first(&change.photo_ids))
    .bind(first(&change.after_photo_ids))
    .bind(i32::try_from(change.report_ids.len()).unwrap_or(i32::MAX))
    .execute(conn)
    .await?;
    Ok(())
}

/// Metres within which a resident is asked whether it is the same thing.
pub(crate) const NEAR_M: f64 = 50.0;

/// An open issue near a place.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Near {
    pub issue_id: Uuid,
    pub category: String,
    pub distance_m: f64,
    pub area_name: String,
    pub status: String,
    pub opened_at: DateTime<Utc>,
    pub expected_at: Option<DateTime<Utc>>,
    pub report_count: i32,
    pub photo_id: Option<Uuid>,
}

/// The open issues of the category within `reach_m` of the place, nearest first; so many as
/// somebody can look through.
pub(crate) async fn near(
    conn: &mut PgConnection,
    category: &str,
    at: Location,
    reach_m: f64,
) -> sqlx::Result<Vec<Near>> {
    sqlx::query_as(
        "select issue_id, category, st_distance(location::geography, place) as distance_m,
                area_name, status, opened_at, expected_at, report_count,
                public_photo(photo_id) as photo_id
         from issue, cast(st_setsrid(st_makepoint($2, $3), 4326) as geography) as place
         where status not in ('resolved', 'not_resolved') and category = $1
             and st_dwithin(location::geography, place, $4)
         order by distance_m, issue_id limit $5",
    )
    .bind(category)
    .bind(at.longitude)
    .bind(at.latitude)
    .bind(reach_m)
    .bind(i64::try_from(SHOWN_MAX).unwrap_or(i64::MAX))
    .fetch_all(conn)
    .await
}

/// When residents may expect it done: when the team that comes will have been there, or else by the end of
/// the term.
pub(super) fn expected_at(change: &IssueStatusChanged) -> Option<DateTime<Utc>> {
    let visit = Visit::of(change.visit.as_ref());
    visit.map(|visit| visit.until).or_else(|| time(change.expected_at.as_ref()))
}

pub(super) fn time(at: Option<&prost_types::Timestamp>) -> Option<DateTime<Utc>> {
    at.and_then(clock::from_timestamp)
}

fn first(photo_ids: &[String]) -> Option<Uuid> {
    photo_ids.first().and_then(|id| id.parse().ok())
}
