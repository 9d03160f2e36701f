//! Rounds and their stops.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use platform::visit::Visit;
use sqlx::{FromRow, PgConnection, PgExecutor, PgPool, Row as _, postgres::PgRow};
use uuid::Uuid;

use super::{list, select_order, vehicle};
use crate::{
    order::WorkOrder,
    rounds::{CATEGORY, Round, State, Stop},
};

/// The columns that make a [`Round`].
macro_rules! select_round {
    ($rest:literal) => {
        concat!(
            "select r.round_id, r.area_name, r.day, r.state, r.note, r.visit, r.version, r.made_by, r.made_at,
                    r.given_at, r.closed_at, ",
            vehicle::vehicle_columns!(),
            " from round r join vehicle v using (vehicle_id) ",
            $rest
        )
    };
}

/// Rounds of a list.
const ROUNDS_MAX: i64 = 100;

/// Orders among which a planner chooses.
const OPEN_MAX: i64 = 500;

/// A round with what a list tells of it.
#[derive(Clone, Debug)]
pub struct Listed {
    pub round: Round,
    pub stops: i64,
    /// Of those, the ones that have ended.
    pub ended: i64,
    pub volume_l: i64,
}

/// Reads the rounds in this state: what is next first, of closed ones what was last.
pub async fn list(pool: &PgPool, is_closed: bool) -> sqlx::Result<Vec<Listed>> {
    let rows = sqlx::query(concat!(
        "select r.*, s.stops, s.ended, s.volume_l from (",
        select_round!("where (r.state = 'closed') = $1"),
        ") r cross join lateral (
             select count(*) as stops, count(*) filter (where outcome <> '') as ended,
                    coalesce(sum(volume_l), 0) as volume_l
             from round_stop where round_id = r.round_id
         ) s
         order by case when $1 then r.closed_at end desc, r.day, r.vehicle_name, r.round_id
         limit $2"
    ))
    .bind(is_closed)
    .bind(ROUNDS_MAX)
    .fetch_all(pool)
    .await?;
    let listed = rows.iter().map(|row| {
        Ok(Listed {
            round: Round::from_row(row)?,
            stops: row.try_get("stops")?,
            ended: row.try_get("ended")?,
            volume_l: row.try_get("volume_l")?,
        })
    });
    listed.collect()
}

/// Reads the given rounds of the teams that are not over, up to that day; `None` is every team.
pub async fn given(
    pool: &PgPool,
    teams: Option<&[String]>,
    until: NaiveDate,
) -> sqlx::Result<Vec<Round>> {
    sqlx::query_as(select_round!(
        "where r.state = 'given' and r.day <= $2 and ($1::text[] is null or v.team_key = any ($1))
         order by r.day, v.name, r.round_id limit $3"
    ))
    .bind(teams)
    .bind(until)
    .bind(ROUNDS_MAX)
    .fetch_all(pool)
    .await
}

pub async fn find(database: impl PgExecutor<'_>, round_id: Uuid) -> sqlx::Result<Option<Round>> {
    sqlx::query_as(select_round!("where r.round_id = $1"))
        .bind(round_id)
        .fetch_optional(database)
        .await
}

/// Reads the round, and makes others who want to change it wait for the transaction.
pub async fn lock(conn: &mut PgConnection, round_id: Uuid) -> sqlx::Result<Option<Round>> {
    sqlx::query_as(select_round!("where r.round_id = $1 for update of r"))
        .bind(round_id)
        .fetch_optional(conn)
        .await
}

/// Reads the stops in their order.
pub async fn stops(conn: &mut PgConnection, round_id: Uuid) -> sqlx::Result<Vec<Stop>> {
    let rows: Vec<(Uuid, i32, bool, String, bool)> = sqlx::query_as(
        "select work_order_id, volume_l, is_known, outcome, is_emptied from round_stop
         where round_id = $1
         order by position, work_order_id",
    )
    .bind(round_id)
    .fetch_all(&mut *conn)
    .await?;
    let ids: Vec<_> = rows.iter().map(|row| row.0).collect();
    let orders = list::of_ids(conn, &ids).await?;
    let mut orders: HashMap<_, _> =
        orders.into_iter().map(|order| (order.work_order_id, order)).collect();
    let stops = rows.into_iter().filter_map(|(id, volume_l, is_known, outcome, is_emptied)| {
        let order = orders.remove(&id)?;
        Some(Stop { order, volume_l: volume_l.cast_unsigned(), is_known, outcome, is_emptied })
    });
    Ok(stops.collect())
}

/// Ids of the orders on the round that did not end for it, in one order for all who lock them.
pub async fn open_orders(conn: &mut PgConnection, round_id: Uuid) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar(
        "select work_order_id from round_stop where round_id = $1 and outcome = ''
         order by work_order_id",
    )
    .bind(round_id)
    .fetch_all(conn)
    .await
}

/// Stores a new draft.
pub async fn insert(
    conn: &mut PgConnection,
    round: &Round,
    area_codes: &[String],
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into round (round_id, vehicle_id, area_name, area_codes, day, state, version, made_by,
             made_at)
         values ($1, $2, $3, $4, $5, 'draft', $6, $7, $8)",
    )
    .bind(round.round_id)
    .bind(round.vehicle.vehicle_id)
    .bind(&round.area_name)
    .bind(area_codes)
    .bind(round.day)
    .bind(round.version)
    .bind(&round.made_by)
    .bind(round.made_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// Stores what can change of a locked round, and what was done with it.
pub async fn save(
    conn: &mut PgConnection,
    round: &Round,
    what: &str,
    (staff_name, now): (&str, DateTime<Utc>),
) -> sqlx::Result<()> {
    sqlx::query(
        "update round set day = $2, state = $3, note = $4, visit = $5, version = $6, given_at = $7,
             closed_at = $8
         where round_id = $1",
    )
    .bind(round.round_id)
    .bind(round.day)
    .bind(round.state)
    .bind(&round.note)
    .bind(round.visit)
    .bind(round.version)
    .bind(round.given_at)
    .bind(round.closed_at)
    .execute(&mut *conn)
    .await?;
    log(conn, round, what, (staff_name, now)).await
}

/// Writes down what was done with the round.
pub async fn log(
    conn: &mut PgConnection,
    round: &Round,
    what: &str,
    (staff_name, now): (&str, DateTime<Utc>),
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into round_history (round_id, version, what, staff_name, changed_at)
         values ($1, $2, $3, $4, $5)",
    )
    .bind(round.round_id)
    .bind(round.version)
    .bind(what)
    .bind(staff_name)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes these the stops of a locked draft, in this order; `false` when one is on another round.
pub async fn replace_stops(
    conn: &mut PgConnection,
    round_id: Uuid,
    stops: &[Stop],
) -> sqlx::Result<bool> {
    sqlx::query("delete from round_stop where round_id = $1")
        .bind(round_id)
        .execute(&mut *conn)
        .await?;
    let ids: Vec<_> = stops.iter().map(|stop| stop.order.work_order_id).collect();
    let volumes: Vec<_> = stops.iter().map(|stop| stop.volume_l.cast_signed()).collect();
    let known: Vec<_> = stops.iter().map(|stop| stop.is_known).collect();
    let stored = sqlx::query(
        "insert into round_stop (round_id, work_order_id, position, volume_l, is_known)
         select $1, id, place, volume_l, is_known
         from unnest($2::uuid[], $3::int[], $4::bool[]) with ordinality
             as stop (id, volume_l, is_known, place)
         on conflict (work_order_id) where outcome = '' do nothing",
    )
    .bind(round_id)
    .bind(ids)
    .bind(volumes)
    .bind(known)
    .execute(conn)
    .await?;
    Ok(stored.rows_affected() == stops.len() as u64)
}

/// Throws a draft away.
pub async fn delete(conn: &mut PgConnection, round_id: Uuid) -> sqlx::Result<()> {
    sqlx::query("delete from round where round_id = $1 and state = 'draft'")
        .bind(round_id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Reads what of the team could go on a round: in these buurten, or anywhere when there are none; what is
/// most wanted first.
pub async fn plannable(
    database: impl PgExecutor<'_>,
    team_key: &str,
    area_codes: &[String],
) -> sqlx::Result<Vec<WorkOrder>> {
    sqlx::query_as(select_order!(
        "where team_key = $1 and category = $2 and closed_at is null
             and status in ('open', 'accepted') and waits_until is null
             and (cardinality($3::text[]) = 0 or area_code = any ($3))
             and not exists (select from round_stop s
                             where s.work_order_id = work_order.work_order_id and s.outcome = '')
         order by is_urgent desc, due_at, work_order_id limit $4"
    ))
    .bind(team_key)
    .bind(CATEGORY)
    .bind(area_codes)
    .bind(OPEN_MAX)
    .fetch_all(database)
    .await
}

/// A buurt where something can be fetched: its code, its name, how much is open there and how much of that
/// is late.
pub type AreaLoad = (String, String, i64, i64);

pub async fn areas(pool: &PgPool, now: DateTime<Utc>) -> sqlx::Result<Vec<AreaLoad>> {
    sqlx::query_as(
        "select o.area_code, max(o.area_name), count(*), count(*) filter (where o.due_at < $2)
         from work_order o
         where exists (select from vehicle v where v.team_key = o.team_key and v.is_in_use)
             and o.category = $1 and o.closed_at is null and o.status in ('open', 'accepted')
             and o.waits_until is null and o.area_code is not null
             and not exists (select from round_stop s
                             where s.work_order_id = o.work_order_id and s.outcome = '')
         group by o.area_code order by 2, 1",
    )
    .bind(CATEGORY)
    .bind(now)
    .fetch_all(pool)
    .await
}

/// Litres that are planned for each vehicle on each day from this one on, in drafts and given rounds.
pub async fn planned(
    pool: &PgPool,
    from: NaiveDate,
) -> sqlx::Result<HashMap<(Uuid, NaiveDate), i64>> {
    let rows: Vec<(Uuid, NaiveDate, i64)> = sqlx::query_as(
        "select r.vehicle_id, r.day, coalesce(sum(s.volume_l), 0)
         from round r join round_stop s using (round_id)
         where r.day >= $1 and r.state <> 'closed' group by r.vehicle_id, r.day",
    )
    .bind(from)
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(|(vehicle, day, litres)| ((vehicle, day), litres)).collect())
}

/// Ends the stop of the order on its round.
pub async fn end_stop(
    conn: &mut PgConnection,
    work_order_id: Uuid,
    outcome: &str,
) -> sqlx::Result<()> {
    sqlx::query("update round_stop set outcome = $2 where work_order_id = $1 and outcome = ''")
        .bind(work_order_id)
        .bind(outcome)
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes on which given round an order is.
pub async fn put_on(
    conn: &mut PgConnection,
    work_order_ids: &[Uuid],
    round_id: Option<Uuid>,
) -> sqlx::Result<()> {
    sqlx::query("update work_order set round_id = $2 where work_order_id = any ($1)")
        .bind(work_order_ids)
        .bind(round_id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes that what was fetched at these stops is not in the vehicle any more; gives of how many that is news.
pub async fn empty(
    conn: &mut PgConnection,
    round_id: Uuid,
    work_order_ids: &[Uuid],
) -> sqlx::Result<u64> {
    let noted = sqlx::query(
        "update round_stop set is_emptied = true
         where round_id = $1 and work_order_id = any ($2) and not is_emptied",
    )
    .bind(round_id)
    .bind(work_order_ids)
    .execute(conn)
    .await?;
    Ok(noted.rows_affected())
}

/// What was done with a round.
#[derive(Clone, Debug, FromRow)]
pub struct Deed {
    pub what: String,
    pub staff_name: String,
    pub changed_at: DateTime<Utc>,
}

/// What was done with the round, newest first.
pub async fn history(database: impl PgExecutor<'_>, round_id: Uuid) -> sqlx::Result<Vec<Deed>> {
    sqlx::query_as(
        "select what, staff_name, changed_at from round_history where round_id = $1
         order by version desc limit $2",
    )
    .bind(round_id)
    .bind(ROUNDS_MAX)
    .fetch_all(database)
    .await
}

impl FromRow<'_, PgRow> for Round {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            round_id: row.try_get("round_id")?,
            vehicle: vehicle::read(row)?,
            area_name: row.try_get("area_name")?,
            day: row.try_get("day")?,
            state: row.try_get::<State, _>("state")?,
            note: row.try_get("note")?,
            visit: row.try_get::<Option<Visit>, _>("visit")?,
            version: row.try_get("version")?,
            made_by: row.try_get("made_by")?,
            made_at: row.try_get("made_at")?,
            given_at: row.try_get("given_at")?,
            closed_at: row.try_get("closed_at")?,
        })
    }
}
