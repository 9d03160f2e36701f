//! Open issues near another, which may be about the same thing.

use chrono::{DateTime, Utc};
use platform::lies_in;
use sqlx::PgConnection;
use uuid::Uuid;

use super::issues::Issue;

/// Metres within which somebody who reads both can tell.
const NEAR_M: f64 = 150.0;

const SHOWN_MAX: i64 = 5;

/// An open issue of the same kind.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Near {
    pub issue_id: Uuid,
    /// Of its first report.
    pub number: String,
    pub location_text: String,
    pub distance_m: f64,
    pub opened_at: DateTime<Utc>,
    pub reports: i64,
    pub photo_id: Option<Uuid>,
}

/// The nearest ones, of those in the wijken and buurten with the codes when there are; none of a
/// closed issue.
pub async fn of(
    conn: &mut PgConnection,
    issue: &Issue,
    area_codes: Option<&[String]>,
) -> sqlx::Result<Vec<Near>> {
    if issue.closed_at.is_some() {
        return Ok(Vec::new());
    }
    sqlx::query_as(concat!(
        "select i.issue_id, r.number, i.location_text, i.opened_at, r.reports,
                st_distance(i.location::geography, place) as distance_m,
                i.photo_ids[1] as photo_id
         from issue i
         cross join lateral (
             select coalesce((array_agg(report_number order by submitted_at, report_id))[1], '')
                        as number,
                    count(*) as reports
             from issue_report where issue_id = i.issue_id
         ) r,
         cast(st_setsrid(st_makepoint($3, $4), 4326) as geography) as place
         where i.closed_at is null and i.category = $2 and i.issue_id <> $1
           and st_dwithin(i.location::geography,
               st_setsrid(st_makepoint($3, $4), 4326)::geography, $5)
           and ($7::text[] is null or ",
        lies_in!("i", "$7"),
        ") order by distance_m, i.issue_id limit $6",
    ))
    .bind(issue.issue_id)
    .bind(&issue.category)
    .bind(issue.longitude)
    .bind(issue.latitude)
    .bind(NEAR_M)
    .bind(SHOWN_MAX)
    .bind(area_codes)
    .fetch_all(conn)
    .await
}
