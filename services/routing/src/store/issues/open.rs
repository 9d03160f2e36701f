//! Opening an issue.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::Asset;
use crate::{issue_clock::Clock, lifecycle::Status};

/// What routing made of the first report of an issue.
#[derive(Clone, Debug)]
pub struct NewIssue {
    pub issue_id: Uuid,
    pub category: String,
    pub longitude: f64,
    pub latitude: f64,
    /// The location is only some point of the buurt.
    pub is_place_vague: bool,
    pub location_text: String,
    pub description: String,
    pub photo_ids: Vec<Uuid>,
    pub picture_hashes: Vec<i64>,
    pub asset: Option<Asset>,
    pub area_code: Option<String>,
    pub area_name: Option<String>,
    pub team_key: Option<String>,
    pub triage_reason: &'static str,
    pub is_urgent: bool,
    pub rule_name: String,
    pub rules_version: i64,
    pub status: Status,
    pub clock: Clock,
    pub submitted_at: DateTime<Utc>,
}

/// Opens the issue at `version`, with the work asked for at `routed_version`.
pub async fn open(
    conn: &mut PgConnection,
    issue: &NewIssue,
    routed_version: i64,
    version: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into issue (issue_id, version, category, location, location_text, description,
             photo_ids, area_code, area_name, team_key, triage_reason, status, due_at,
             opened_at, changed_at, routed_version, picture_hashes, asset, is_place_vague,
             warn_at, clock_started_at, term, term_unit, service_level_version, is_term_of_rule,
             is_urgent, rule_name, rules_version)
         values ($1, $2, $3, st_setsrid(st_makepoint($4, $5), 4326), $6, $7, $8, $9, $10, $11,
             $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28,
             $29)",
    )
    .bind(issue.issue_id)
    .bind(version)
    .bind(&issue.category)
    .bind(issue.longitude)
    .bind(issue.latitude)
    .bind(&issue.location_text)
    .bind(&issue.description)
    .bind(&issue.photo_ids)
    .bind(&issue.area_code)
    .bind(&issue.area_name)
    .bind(&issue.team_key)
    .bind(issue.triage_reason)
    .bind(issue.status)
    .bind(issue.clock.due_at)
    .bind(issue.submitted_at)
    .bind(now)
    .bind(routed_version)
    .bind(&issue.picture_hashes)
    .bind(issue.asset.as_ref().map(Json))
    .bind(issue.is_place_vague)
    .bind(issue.clock.warn_at)
    .bind(issue.clock.started_at)
    .bind(i32::from(issue.clock.level.amount))
    .bind(issue.clock.level.unit.as_str())
    .bind(issue.clock.version)
    .bind(issue.clock.is_of_rule)
    .bind(issue.is_urgent)
    .bind(&issue.rule_name)
    .bind(issue.rules_version)
    .execute(conn)
    .await?;
    Ok(())
}
