//! The issues that a report can join, and the report that does.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::issues::{Issue, Reported};
use crate::joining::{Candidate, Rule};

/// The nearest issues to look at.
const CANDIDATES_MAX: i64 = 50;

/// Photos of one issue that a crew can look through; the first ones stay.
const PHOTOS_MAX: usize = 40;

/// The rule of the category; `None` when it is not known.
pub async fn rule(conn: &mut PgConnection, category: &str) -> sqlx::Result<Option<Rule>> {
    sqlx::query_as("select near_m, alike_m, join_days from category where category_key = $1")
        .bind(category)
        .fetch_optional(conn)
        .await
}

/// Says within how many metres two reports of the category are about one thing, and within
/// twice as many, or 50, when their pictures are alike.
pub async fn set_near(conn: &mut PgConnection, category: &str, near_m: i32) -> sqlx::Result<()> {
    sqlx::query(
        "update category set near_m = $2, alike_m = greatest(2 * $2, 50) where category_key = $1",
    )
    .bind(category)
    .bind(near_m)
    .execute(conn)
    .await?;
    Ok(())
}

/// Waits until nobody else decides about the cells, and keeps others waiting until the
/// transaction ends. Always in one order, so that no two wait for each other.
pub async fn lock_cells(conn: &mut PgConnection, cells: &[String]) -> sqlx::Result<()> {
    sqlx::query(
        "select pg_advisory_xact_lock(key)
         from (select distinct hashtextextended('joining ' || cell, 0) as key
               from unnest($1::text[]) as cell order by key) as keys",
    )
    .bind(cells)
    .execute(conn)
    .await?;
    Ok(())
}

/// Open issues of the category within `reach_m`, nearest first; before them the one that the
/// resident pointed out, wherever it is. By rule, nothing is near an issue of which only the buurt
/// is known, and nobody's report waits with one that a machine may have sent.
pub async fn candidates(
    conn: &mut PgConnection,
    category: &str,
    [longitude, latitude]: [f64; 2],
    reach_m: f64,
    pointed: Option<Uuid>,
) -> sqlx::Result<Vec<Candidate>> {
    sqlx::query_as(
        "select i.issue_id, st_distance(i.location::geography, place) as distance_m, i.opened_at,
                (select count(*) from issue_report r where r.issue_id = i.issue_id) as reports,
                i.picture_hashes
         from issue i, cast(st_setsrid(st_makepoint($2, $3), 4326) as geography) as place
         where i.closed_at is null and i.category = $1 and i.issue_id in (
             select near.issue_id from issue near
             where near.closed_at is null and not near.is_place_vague
               and near.triage_reason <> 'suspect' and st_dwithin(near.location::geography,
                 st_setsrid(st_makepoint($2, $3), 4326)::geography, $4)
             union select $5)
         order by i.issue_id = $5 desc nulls last, distance_m, i.issue_id limit $6",
    )
    .bind(category)
    .bind(longitude)
    .bind(latitude)
    .bind(reach_m)
    .bind(pointed)
    .bind(CANDIDATES_MAX)
    .fetch_all(conn)
    .await
}

/// Stores what the report brought, as a part of the issue and of no other.
pub async fn put_report(
    conn: &mut PgConnection,
    issue_id: Uuid,
    report: &Reported,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into issue_report (report_id, issue_id, report_number, submitted_at, location,
             location_text, description, photo_ids, picture_hashes, answers, asset,
             source)
         values ($1, $2, $3, $4, st_setsrid(st_makepoint($5, $6), 4326), $7, $8, $9, $10, $11,
             $12, $13)
         on conflict (report_id) do update set issue_id = excluded.issue_id",
    )
    .bind(report.report_id)
    .bind(issue_id)
    .bind(&report.report_number)
    .bind(report.submitted_at)
    .bind(report.longitude)
    .bind(report.latitude)
    .bind(&report.location_text)
    .bind(&report.description)
    .bind(&report.photo_ids)
    .bind(&report.picture_hashes)
    .bind(&report.answers)
    .bind(&report.asset)
    .bind(&report.source)
    .execute(conn)
    .await?;
    Ok(())
}

/// What a report brought that joined its issue; `None` for one from before reports could.
pub async fn reported(conn: &mut PgConnection, report_id: Uuid) -> sqlx::Result<Option<Reported>> {
    sqlx::query_as(
        "select report_id, report_number, submitted_at, st_x(location) as longitude,
                st_y(location) as latitude, location_text, description, photo_ids, picture_hashes,
                answers, asset, source
         from issue_report where report_id = $1 and location is not null",
    )
    .bind(report_id)
    .fetch_optional(conn)
    .await
}

/// Adds the pictures of the report to the issue, as far as there is room.
pub fn add_pictures(issue: &mut Issue, report: &Reported) {
    let room = PHOTOS_MAX.saturating_sub(issue.photo_ids.len());
    issue.photo_ids.extend(report.photo_ids.iter().take(room));
    let room = PHOTOS_MAX.saturating_sub(issue.picture_hashes.len());
    issue.picture_hashes.extend(report.picture_hashes.iter().take(room));
}

/// Takes out of the issue the pictures that the report brought.
pub fn take_pictures(issue: &mut Issue, report: &Reported) {
    issue.photo_ids.retain(|id| !report.photo_ids.contains(id));
    issue.picture_hashes.retain(|hash| !report.picture_hashes.contains(hash));
}

/// When the first report of the issue came: its words and its place are those of the issue.
pub async fn first_submitted_at(
    conn: &mut PgConnection,
    issue_id: Uuid,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar("select min(submitted_at) from issue_report where issue_id = $1")
        .bind(issue_id)
        .fetch_one(conn)
        .await
}

/// Makes all reports of the issue those of another.
pub async fn move_reports(conn: &mut PgConnection, from: Uuid, to: Uuid) -> sqlx::Result<()> {
    sqlx::query("update issue_report set issue_id = $2 where issue_id = $1")
        .bind(from)
        .bind(to)
        .execute(conn)
        .await?;
    Ok(())
}

/// Gives each report of the issue what it brought, where only the issue has it.
pub async fn fill_reports(conn: &mut PgConnection, issue_id: Uuid) -> sqlx::Result<()> {
    sqlx::query(
        "update issue_report r set location = i.location, location_text = i.location_text,
             description = i.description, photo_ids = i.photo_ids,
             picture_hashes = i.picture_hashes
         from issue i where i.issue_id = r.issue_id and r.issue_id = $1 and r.location is null",
    )
    .bind(issue_id)
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes these reports of the one issue those of the other again; gives those that were.
pub async fn move_back(
    conn: &mut PgConnection,
    report_ids: &[Uuid],
    (from, to): (Uuid, Uuid),
) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar(
        "update issue_report set issue_id = $3
         where report_id = any ($1) and issue_id = $2 returning report_id",
    )
    .bind(report_ids)
    .bind(from)
    .bind(to)
    .fetch_all(conn)
    .await
}
