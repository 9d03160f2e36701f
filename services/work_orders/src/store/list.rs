//! SQL about many work orders: the list of the API, and what the crew's list shows.

use std::slice;

use chrono::{DateTime, Utc};
use platform::lies_in;
use sqlx::{FromRow, PgExecutor, PgPool, Postgres, QueryBuilder};
use uuid::Uuid;

use super::select_order;
use crate::{filter::Filter, order::WorkOrder, progress::Status};

/// Teams of which there is a chip; a municipality has some dozens.
const TEAMS_MAX: i64 = 100;

/// What one team has to do.
#[derive(Clone, Debug, FromRow)]
pub struct TeamLoad {
    pub key: String,
    pub name: String,
    /// Orders that are not closed, and those of them whose term is over.
    pub left: i64,
    pub late: i64,
    /// Orders that the team closed today.
    pub done_today: i64,
}

/// Reads the orders that fit the filter by due time, and one more than its limit
/// when there are more.
pub async fn page(pool: &PgPool, filter: &Filter) -> sqlx::Result<Vec<WorkOrder>> {
    // Put together from the parts that are asked for, so that each has its index.
    let mut sql = QueryBuilder::<Postgres>::new(select_order!("where "));
    if filter.statuses.is_empty() {
        sql.push("closed_at is null");
    } else {
        let words: Vec<_> = filter.statuses.iter().map(|status| status.as_str()).collect();
        sql.push("status = any(").push_bind(words).push(")");
        if !filter.statuses.iter().any(|status| status.is_final()) {
            sql.push(" and closed_at is null");
        }
    }
    if let Some(team) = &filter.team {
        sql.push(" and team_key = ").push_bind(team);
    }
    push_areas(&mut sql, filter.area.as_ref().map(slice::from_ref));
    push_areas(&mut sql, filter.reach.as_deref());
    if let Some(bbox) = filter.bbox {
        sql.push(" and location && st_makeenvelope(").push_bind(bbox.west);
        sql.push(", ").push_bind(bbox.south);
        sql.push(", ").push_bind(bbox.east);
        sql.push(", ").push_bind(bbox.north).push(", 4326)");
    }
    if let Some(after) = filter.after {
        sql.push(" and (due_at, work_order_id) > (").push_bind(after.at);
        sql.push(", ").push_bind(after.id).push(")");
    }
    sql.push(" order by due_at, work_order_id limit ").push_bind(i64::from(filter.limit) + 1);
    sql.build_query_as().fetch_all(pool).await
}

/// Whose orders: of these teams, in these wijken and buurten; `None` is all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Of<'a> {
    pub teams: Option<&'a [String]>,
    pub areas: Option<&'a [String]>,
}

/// Only what lies in the wijken and buurten with these codes; `None` is all.
fn push_areas(sql: &mut QueryBuilder<Postgres>, areas: Option<&[String]>) {
    let Some(areas) = areas else { return };
    sql.push(" and area_code in (select area_code from area where area_code = any(");
    sql.push_bind(areas.to_vec()).push(") or wijk_code = any(");
    sql.push_bind(areas.to_vec()).push("))");
}

/// Reads the stops that are not on a round: what is under way first, then what is urgent, then what is due first, so that what
/// is late comes before what is not.
pub async fn stops(pool: &PgPool, of: Of<'_>, limit: i64) -> sqlx::Result<Vec<WorkOrder>> {
    let mut sql = QueryBuilder::<Postgres>::new(select_order!(
        "where closed_at is null and round_id is null"
    ));
    if let Some(teams) = of.teams {
        sql.push(" and team_key = any(").push_bind(teams).push(")");
    }
    push_areas(&mut sql, of.areas);
    sql.push(" order by (status = ").push_bind(Status::InProgress.as_str());
    sql.push(") desc, is_urgent desc, due_at, work_order_id limit ").push_bind(limit);
    sql.build_query_as().fetch_all(pool).await
}

/// Counts what the teams (of all: those that ever got work) have to do outside of rounds, and did today, by
/// the calendar of the Netherlands.
pub async fn loads(pool: &PgPool, of: Of<'_>, now: DateTime<Utc>) -> sqlx::Result<Vec<TeamLoad>> {
    sqlx::query_as(concat!(
        "select team_key as key, name, todo.left, todo.late, done.today as done_today
         from team cross join lateral (
             select count(*) as left, count(*) filter (where o.due_at < $2) as late
             from work_order o
             where o.team_key = team.team_key and o.closed_at is null and o.round_id is null
                 and ($4::text[] is null or ",
        lies_in!("o", "$4"),
        ")
         ) todo cross join lateral (
             select count(*) as today from work_order o
             where o.team_key = team.team_key and o.status in ('done', 'refused')
                 and o.closed_at >= date_trunc('day', $2 at time zone 'Europe/Amsterdam')
                     at time zone 'Europe/Amsterdam'
                 and ($4::text[] is null or ",
        lies_in!("o", "$4"),
        ")
         ) done
         where $1::text[] is null or team_key = any ($1)
         order by name limit $3",
    ))
    .bind(of.teams)
    .bind(now)
    .bind(TEAMS_MAX)
    .bind(of.areas)
    .fetch_all(pool)
    .await
}

/// Reads the orders with these ids; those that are not there are left out.
pub async fn of_ids(database: impl PgExecutor<'_>, ids: &[Uuid]) -> sqlx::Result<Vec<WorkOrder>> {
    sqlx::query_as(select_order!("where work_order_id = any ($1)"))
        .bind(ids)
        .fetch_all(database)
        .await
}
