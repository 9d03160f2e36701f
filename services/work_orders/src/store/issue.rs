//! SQL about the issues behind the orders, and the teams that issues are routed to.

use proto::v1::TeamChanged;
use sqlx::PgConnection;
use uuid::Uuid;

use super::select_order;
use crate::{joined::Reports, order::WorkOrder};

/// Remembers that the issue was routed at `version`, and which orders that keeps; `false` when that or
/// a newer routing is known already. Other routings of the issue wait for the transaction.
pub async fn is_newest(
    conn: &mut PgConnection,
    issue_id: Uuid,
    version: i64,
    keeps: &[i64],
) -> sqlx::Result<bool> {
    let newest = sqlx::query(
        "insert into issue_routing (issue_id, version, keeps) values ($1, $2, $3)
         on conflict (issue_id) do update set version = excluded.version, keeps = excluded.keeps
         where issue_routing.version < excluded.version",
    )
    .bind(issue_id)
    .bind(version)
    .bind(keeps)
    .execute(conn)
    .await?;
    Ok(newest.rows_affected() == 1)
}

/// Whether the newest routing of the issue keeps what the older one of `version` asks, and nobody
/// was asked yet: it was overtaken on its way. The caller has asked whether it [is the
/// newest](is_newest), so other routings wait.
pub async fn is_kept(conn: &mut PgConnection, issue_id: Uuid, version: i64) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select from issue_routing where issue_id = $1 and $2 = any (keeps))
            and not exists (
                select from work_order where issue_id = $1 and issue_version = $2)",
    )
    .bind(issue_id)
    .bind(version)
    .fetch_one(conn)
    .await
}

/// Remembers the reports of the issue; `false` when these or newer ones are known already.
/// Routings of the issue wait for the transaction.
pub async fn keep_reports(
    conn: &mut PgConnection,
    issue_id: Uuid,
    reports: &Reports,
) -> sqlx::Result<bool> {
    let newest = sqlx::query(
        "insert into issue_routing as kept
             (issue_id, version, reports_version, report_ids, report_numbers, photo_ids, due_at,
              waits_until)
         values ($1, 0, $2, $3, $4, $5, $6, $7)
         on conflict (issue_id) do update set reports_version = excluded.reports_version,
             report_ids = excluded.report_ids, report_numbers = excluded.report_numbers,
             photo_ids = excluded.photo_ids, due_at = excluded.due_at,
             waits_until = excluded.waits_until
         where kept.reports_version < excluded.reports_version",
    )
    .bind(issue_id)
    .bind(reports.reports_version)
    .bind(&reports.report_ids)
    .bind(&reports.report_numbers)
    .bind(&reports.photo_ids)
    .bind(reports.due_at)
    .bind(reports.waits_until)
    .execute(conn)
    .await?;
    Ok(newest.rows_affected() == 1)
}

/// The reports of the issue as they were told last.
pub async fn reports(conn: &mut PgConnection, issue_id: Uuid) -> sqlx::Result<Reports> {
    sqlx::query_as(
        "select reports_version, report_ids, report_numbers, photo_ids, due_at, waits_until
         from issue_routing where issue_id = $1",
    )
    .bind(issue_id)
    .fetch_one(conn)
    .await
}

/// Makes the open order of the issue one about these reports with this term, unless a later routing asked
/// for it. That is no step of the order: nobody did anything.
pub async fn show_reports(
    conn: &mut PgConnection,
    issue_id: Uuid,
    reports: &Reports,
) -> sqlx::Result<()> {
    sqlx::query(
        "update work_order set report_ids = $3, report_numbers = $4, photo_ids = $5,
             due_at = coalesce($6, due_at), waits_until = $7
         where issue_id = $1 and closed_at is null and issue_version < $2
             and (report_ids, photo_ids, due_at, waits_until)
                 is distinct from ($3, $5, coalesce($6, due_at), $7)",
    )
    .bind(issue_id)
    .bind(reports.reports_version)
    .bind(&reports.report_ids)
    .bind(&reports.report_numbers)
    .bind(&reports.photo_ids)
    .bind(reports.due_at)
    .bind(reports.waits_until)
    .execute(conn)
    .await?;
    Ok(())
}

/// Locks and reads the orders of the issue that are not closed.
pub async fn lock_unclosed(
    conn: &mut PgConnection,
    issue_id: Uuid,
) -> sqlx::Result<Vec<WorkOrder>> {
    sqlx::query_as(select_order!(
        "where issue_id = $1 and closed_at is null order by work_order_id for update"
    ))
    .bind(issue_id)
    .fetch_all(conn)
    .await
}

/// Stores what the team is called, also on its orders that are not closed, unless something newer is
/// known. A closed order says how the team was called then.
pub async fn put_team(conn: &mut PgConnection, changed: &TeamChanged) -> sqlx::Result<()> {
    let team = changed.team.clone().unwrap_or_default();
    let put = sqlx::query(
        "insert into team (team_key, name, version) values ($1, $2, $3)
         on conflict (team_key) do update set name = excluded.name, version = excluded.version
         where team.version < excluded.version",
    )
    .bind(&team.key)
    .bind(&team.name)
    .bind(changed.version.cast_signed())
    .execute(&mut *conn)
    .await?;
    if put.rows_affected() == 0 {
        return Ok(());
    }
    sqlx::query(
        "update work_order set team_name = $2
         where team_key = $1 and closed_at is null and team_name <> $2",
    )
    .bind(&team.key)
    .bind(&team.name)
    .execute(conn)
    .await?;
    Ok(())
}

/// Remembers what a team is called that was never announced. Touches no row when that is known,
/// because otherwise all orders of a team would wait for one another here.
pub async fn name_team(conn: &mut PgConnection, key: &str, name: &str) -> sqlx::Result<()> {
    sqlx::query(
        "insert into team (team_key, name)
         select $1, $2 where not exists (select from team where team_key = $1
                                            and (name = $2 or version > 0))
         on conflict (team_key) do update set name = excluded.name where team.version = 0",
    )
    .bind(key)
    .bind(name)
    .execute(conn)
    .await?;
    Ok(())
}
