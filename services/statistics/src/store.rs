//! Every SQL statement of this service: rows in by version, counts out of one snapshot.

use chrono::{DateTime, Utc};
use proto::v1::{AreaChanged, CategoryChanged, Team, TeamChanged};
use sqlx::{PgConnection, PgPool, Postgres, Transaction};
use uuid::Uuid;

use crate::{
    facts::{Issue, Order, Report},
    tally::{Group, Named, Names, age_bounds},
};

/// Stores the area's name unless a newer version of it is known.
pub async fn keep_area(conn: &mut PgConnection, area: &AreaChanged) -> sqlx::Result<()> {
    let named = area.area.clone().unwrap_or_default();
    sqlx::query(
        "insert into area (area_code, name, wijk_code, wijk_name, version)
         values ($1, $2, $3, $4, $5)
         on conflict (area_code) do update set
             name = excluded.name, wijk_code = excluded.wijk_code,
             wijk_name = excluded.wijk_name, version = excluded.version
         where area.version < excluded.version",
    )
    .bind(named.code)
    .bind(named.name)
    .bind(&area.wijk_code)
    .bind(&area.wijk_name)
    .bind(area.version.cast_signed())
    .execute(conn)
    .await?;
    Ok(())
}

/// Stores the category's name unless a newer version of it is known.
pub async fn keep_category(
    conn: &mut PgConnection,
    category: &CategoryChanged,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into category (category_key, name, position, version)
         values ($1, $2, $3, $4)
         on conflict (category_key) do update set
             name = excluded.name, position = excluded.position, version = excluded.version
         where category.version < excluded.version",
    )
    .bind(&category.key)
    .bind(&category.name)
    .bind(i32::try_from(category.position).unwrap_or(i32::MAX))
    .bind(category.version.cast_signed())
    .execute(conn)
    .await?;
    Ok(())
}

/// Stores a name that came with an issue. Triage is no team.
pub async fn keep_team(conn: &mut PgConnection, team: &Team) -> sqlx::Result<()> {
    if team.key.is_empty() {
        return Ok(());
    }
    sqlx::query("insert into team (team_key, name) values ($1, $2) on conflict do nothing")
        .bind(&team.key)
        .bind(&team.name)
        .execute(conn)
        .await?;
    Ok(())
}

/// Stores what the team is called from this version on.
pub async fn put_team(conn: &mut PgConnection, changed: &TeamChanged) -> sqlx::Result<()> {
    let team = changed.team.clone().unwrap_or_default();
    sqlx::query(
        "insert into team as known (team_key, name, version) values ($1, $2, $3)
         on conflict (team_key, name) do update
             set version = greatest(known.version, excluded.version)",
    )
    .bind(team.key)
    .bind(team.name)
    .bind(changed.version.cast_signed())
    .execute(conn)
    .await?;
    Ok(())
}

/// Stores the report. It never changes, so the first time is enough.
pub async fn keep_report(conn: &mut PgConnection, report: &Report) -> sqlx::Result<()> {
    sqlx::query(
        "insert into report (report_id, category, submitted_at) values ($1, $2, $3)
         on conflict do nothing",
    )
    .bind(report.report_id)
    .bind(&report.category)
    .bind(report.submitted_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// Stores the issue as it stands unless a newer version of it is known.
pub async fn keep_issue(conn: &mut PgConnection, issue: &Issue) -> sqlx::Result<()> {
    sqlx::query(
        "insert into issue (issue_id, version, status, reason, category, area_code, area_name,
             team_key, team_name, report_numbers, location_text, due_at, opened_at, changed_at,
             closed_at)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
             case when exists (select from forgotten_report where report_number = ($10::text[])[1])
                  then '' else $11 end, $12, $13, $14, $15
         on conflict (issue_id) do update set
             version = excluded.version, status = excluded.status, reason = excluded.reason,
             category = excluded.category, area_code = excluded.area_code,
             area_name = excluded.area_name, team_key = excluded.team_key,
             team_name = excluded.team_name, report_numbers = excluded.report_numbers,
             location_text = excluded.location_text, due_at = excluded.due_at,
             opened_at = excluded.opened_at, changed_at = excluded.changed_at,
             closed_at = excluded.closed_at
         where issue.version < excluded.version",
    )
    .bind(issue.issue_id)
    .bind(issue.version)
    .bind(&issue.status)
    .bind(&issue.reason)
    .bind(&issue.category)
    .bind(&issue.area.code)
    .bind(&issue.area.name)
    .bind(&issue.team.key)
    .bind(&issue.team.name)
    .bind(&issue.report_numbers)
    .bind(&issue.location_text)
    .bind(issue.due_at)
    .bind(issue.opened_at)
    .bind(issue.changed_at)
    .bind(issue.closed_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// Wipes the place in the words of who sent the report, where the issue shows them: they are those
/// of its first report.
pub async fn forget(conn: &mut PgConnection, report_number: &str) -> sqlx::Result<()> {
    sqlx::query("insert into forgotten_report (report_number) values ($1) on conflict do nothing")
        .bind(report_number)
        .execute(&mut *conn)
        .await?;
    sqlx::query("update issue set location_text = '' where report_numbers[1] = $1")
        .bind(report_number)
        .execute(conn)
        .await?;
    Ok(())
}

/// Stores the work order as it stands unless a newer version of it is known.
pub async fn keep_work_order(conn: &mut PgConnection, order: &Order) -> sqlx::Result<()> {
    sqlx::query(
        "insert into work_order (work_order_id, issue_id, version, status, team_key, team_name,
             area_code, category, due_at, opened_at, changed_at, closed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (work_order_id) do update set
             version = excluded.version, status = excluded.status,
             team_key = excluded.team_key, team_name = excluded.team_name,
             area_code = excluded.area_code, category = excluded.category,
             due_at = excluded.due_at, opened_at = excluded.opened_at,
             changed_at = excluded.changed_at, closed_at = excluded.closed_at
         where work_order.version < excluded.version",
    )
    .bind(order.work_order_id)
    .bind(order.issue_id)
    .bind(order.version)
    .bind(&order.status)
    .bind(&order.team.key)
    .bind(&order.team.name)
    .bind(&order.area_code)
    .bind(&order.category)
    .bind(order.due_at)
    .bind(order.opened_at)
    .bind(order.changed_at)
    .bind(order.closed_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// A transaction in which every statement sees the same moment, and that can change nothing.
pub async fn snapshot(pool: &PgPool) -> sqlx::Result<Transaction<'static, Postgres>> {
    pool.begin_with("begin isolation level repeatable read, read only").await
}

/// What is open at `now`, in groups. Each open row is in exactly one; late is due
/// before `now`, unless it waits for whoever reported it.
pub async fn open_groups(conn: &mut PgConnection, now: DateTime<Utc>) -> sqlx::Result<Vec<Group>> {
    type Row = (String, String, String, i32, bool, i64, i64);
    let [second_band, third_band, fourth_band] = age_bounds(now);
    let rows: Vec<Row> = sqlx::query_as(
        "select team_key, area_code, category,
             (opened_at <= $2)::int + (opened_at <= $3)::int + (opened_at <= $4)::int,
             due_at < $1 and status <> 'waiting_for_reporter', count(*), 0::bigint
         from issue where closed_at is null group by 1, 2, 3, 4, 5
         union all
         select team_key, area_code, category, 0, false, 0, count(*)
         from work_order where closed_at is null group by 1, 2, 3",
    )
    .bind(now)
    .bind(second_band)
    .bind(third_band)
    .bind(fourth_band)
    .fetch_all(conn)
    .await?;
    let group = |(team, area, category, age, is_late, issues, work_orders): Row| Group {
        team,
        area,
        category,
        age: usize::try_from(age).unwrap_or(0),
        is_late,
        issues: usize::try_from(issues).unwrap_or(0),
        work_orders: usize::try_from(work_orders).unwrap_or(0),
    };
    Ok(rows.into_iter().map(group).collect())
}

/// All names that came so far, in the order in which people see them.
pub async fn names(conn: &mut PgConnection) -> sqlx::Result<Names> {
    let named = |rows: Vec<(String, String)>| {
        rows.into_iter().map(|(key, name)| Named { key, name }).collect()
    };
    let teams = sqlx::query_as(
        "select team_key, name from (
             select distinct on (team_key) team_key, name from team
             order by team_key, version desc, name desc) as newest
         order by name, team_key",
    );
    let categories =
        sqlx::query_as("select category_key, name from category order by position, category_key");
    let areas = sqlx::query_as("select area_code, name from area order by name, area_code");
    Ok(Names {
        teams: named(teams.fetch_all(&mut *conn).await?),
        categories: named(categories.fetch_all(&mut *conn).await?),
        areas: named(areas.fetch_all(&mut *conn).await?),
    })
}

/// Reports that came in at or after `since`.
pub async fn reports_since(conn: &mut PgConnection, since: DateTime<Utc>) -> sqlx::Result<usize> {
    let count: i64 = sqlx::query_scalar("select count(*) from report where submitted_at >= $1")
        .bind(since)
        .fetch_one(conn)
        .await?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// An open issue past its term.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct LateIssue {
    pub issue_id: Uuid,
    pub report_numbers: Vec<String>,
    pub category_name: String,
    pub area_name: String,
    /// Empty: triage.
    pub team_name: String,
    pub location_text: String,
    pub due_at: DateTime<Utc>,
}

/// The open issues whose term ended first, before `now`; `limit` at most.
pub async fn longest_late(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<LateIssue>> {
    sqlx::query_as(
        "select issue_id, report_numbers, coalesce(category.name, issue.category) as category_name,
             area_name, team_name, location_text, due_at
         from issue left join category on category_key = issue.category
         where closed_at is null and due_at < $1 and status <> 'waiting_for_reporter'
         order by due_at, issue_id limit $2",
    )
    .bind(now)
    .bind(limit)
    .fetch_all(conn)
    .await
}
