//! The SQL of what happens in the buurten, and which edition told it.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use platform::clock::from_timestamp;
use proto::v1::{AreaChanged, IssueStatusChanged};
use sqlx::{FromRow, PgConnection, PgPool, Row as _, postgres::PgRow};
use uuid::Uuid;

use crate::alert::edition::Issue;

/// How long what was told, and what is over, is kept: longer than the events that could come again.
const KEPT: TimeDelta = TimeDelta::days(60);

/// Stores the name of the area unless a newer one is known.
pub async fn put_area(conn: &mut PgConnection, area: &AreaChanged) -> sqlx::Result<()> {
    let named = area.area.clone().unwrap_or_default();
    sqlx::query(
        "insert into area as kept (area_code, name, version, wijk_code) values ($1, $2, $3, $4)
         on conflict (area_code) do update
         set name = excluded.name, version = excluded.version, wijk_code = excluded.wijk_code
         where kept.version < excluded.version",
    )
    .bind(named.code)
    .bind(named.name)
    .bind(i64::try_from(area.version).unwrap_or(i64::MAX))
    .bind(&area.wijk_code)
    .execute(conn)
    .await?;
    Ok(())
}

/// Code and name of each buurt, by name.
pub async fn areas(pool: &PgPool) -> sqlx::Result<Vec<(String, String)>> {
    sqlx::query_as("select area_code, name from area order by name, area_code")
        .fetch_all(pool)
        .await
}

/// Keeps what everybody may know of the issue, unless a newer version of it is known.
pub async fn put(
    conn: &mut PgConnection,
    issue_id: Uuid,
    version: i64,
    change: &IssueStatusChanged,
    changed_at: DateTime<Utc>,
) -> sqlx::Result<()> {
    let opened_at = change.opened_at.as_ref().and_then(from_timestamp).unwrap_or(changed_at);
    sqlx::query(
        "insert into area_issue as kept
             (issue_id, version, category, area_code, status, opened_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (issue_id) do update
         set version = excluded.version, category = excluded.category,
             area_code = excluded.area_code, status = excluded.status,
             opened_at = excluded.opened_at, changed_at = excluded.changed_at
         where kept.version < excluded.version",
    )
    .bind(issue_id)
    .bind(version)
    .bind(&change.category)
    .bind(change.area.as_ref().map_or("", |area| area.code.as_str()))
    .bind(&change.status)
    .bind(opened_at)
    .bind(changed_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether the day is ours to plan: `false` when it was planned before. Another that tries waits
/// until our transaction ends.
pub async fn begin_edition(
    conn: &mut PgConnection,
    day: NaiveDate,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let begun =
        sqlx::query("insert into edition (day, planned_at) values ($1, $2) on conflict do nothing")
            .bind(day)
            .bind(now)
            .execute(conn)
            .await?;
    Ok(begun.rows_affected() == 1)
}

/// The issues that changed after `since` and may have something to tell, at most `limit`.
pub async fn untold(
    conn: &mut PgConnection,
    since: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<Issue>> {
    let rows = sqlx::query(
        "select issue_id, area_code, status, opened_at, changed_at,
                new_day is not null as is_told_new, solved_day is not null as is_told_solved
         from area_issue
         where changed_at > $1 and area_code <> ''
             and case when status = 'resolved' then solved_day is null else new_day is null end
         order by changed_at limit $2",
    )
    .bind(since)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    let issue = |row: &PgRow| {
        Ok(Issue {
            issue_id: row.try_get("issue_id")?,
            area_code: row.try_get("area_code")?,
            status: row.try_get("status")?,
            opened_at: row.try_get("opened_at")?,
            changed_at: row.try_get("changed_at")?,
            is_told_new: row.try_get("is_told_new")?,
            is_told_solved: row.try_get("is_told_solved")?,
        })
    };
    rows.iter().map(issue).collect()
}

/// Notes what the edition of `day` tells.
pub async fn note(
    conn: &mut PgConnection,
    day: NaiveDate,
    new: &[Uuid],
    solved: &[Uuid],
) -> sqlx::Result<()> {
    sqlx::query("update area_issue set new_day = $1 where issue_id = any ($2)")
        .bind(day)
        .bind(new)
        .execute(&mut *conn)
        .await?;
    sqlx::query("update area_issue set solved_day = $1 where issue_id = any ($2)")
        .bind(day)
        .bind(solved)
        .execute(conn)
        .await?;
    Ok(())
}

/// One issue in a mail.
#[derive(Clone, Debug, FromRow)]
pub struct Told {
    /// Code of the category.
    pub category: String,
    /// Public status.
    pub status: String,
    pub is_solved: bool,
    pub opened_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
}

/// What the edition of `day` tells of the buurt, newest first, at most `limit` of each kind.
pub async fn told(
    pool: &PgPool,
    area_code: &str,
    day: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<Told>> {
    sqlx::query_as(
        "(select category, status, false as is_solved, opened_at, changed_at from area_issue
          where area_code = $1 and new_day = $2 order by opened_at desc, issue_id limit $3)
         union all
         (select category, status, true as is_solved, opened_at, changed_at from area_issue
          where area_code = $1 and solved_day = $2 order by changed_at desc, issue_id limit $3)",
    )
    .bind(area_code)
    .bind(day)
    .bind(limit)
    .fetch_all(pool)
    .await
}

/// Forgets issues that ended long ago, and editions and mails of long ago.
pub async fn forget(pool: &PgPool, now: DateTime<Utc>) -> sqlx::Result<()> {
    let before = now - KEPT;
    for old in [
        "delete from area_issue
         where status in ('resolved', 'not_resolved') and changed_at < $1",
        "delete from edition where planned_at < $1",
        "delete from delivery
         where alert_id is not null and status <> 'waiting' and created_at < $1",
    ] {
        sqlx::query(old).bind(before).execute(pool).await?;
    }
    Ok(())
}
