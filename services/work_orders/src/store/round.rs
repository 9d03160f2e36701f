//! Rounds; their stops are in a file of their own.

mod stop;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use platform::visit::Visit;
use sqlx::{FromRow, PgConnection, PgExecutor, PgPool, Row as _, postgres::PgRow};
use uuid::Uuid;

pub use stop::{empty, end_stop, open_orders, put_on, replace_stops, stops, stops_of};

use super::{select_order, vehicle};
use crate::{
    order::WorkOrder,
    rounds::{CATEGORY, Round, State},
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

/// What of [`CATEGORY`], which is `$1`, could go on a round: as `rounds::is_plannable` says, and on none yet.
macro_rules! is_plannable {
    () => {
        "work_order.category = $1 and work_order.closed_at is null
             and work_order.status in ('open', 'accepted') and work_order.waits_until is null
             and not exists (select from round_stop s
                             where s.work_order_id = work_order.work_order_id and s.outcome = '')"
    };
}

/// Rounds of a list, and lines of a history.
pub const ROUNDS_MAX: i64 = 100;

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
pub async fn list(pool: &PgPool, is_closed: bool, limit: i64) -> sqlx::Result<Vec<Listed>> {
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
    .bind(limit)
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

/// Stores a new draft.
pub async fn insert(conn: &mut PgConnection, round: &Round) -> sqlx::Result<()> {
    sqlx::query(
        "insert into round (round_id, vehicle_id, area_name, day, state, version, made_by, made_at)
         values ($1, $2, $3, $4, 'draft', $5, $6, $7)",
    )
    .bind(round.round_id)
    .bind(round.vehicle.vehicle_id)
    .bind(&round.area_name)
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
    sqlx::query_as(concat!(
        select_order!("where "),
        is_plannable!(),
        " and team_key = $2 and (cardinality($3::text[]) = 0 or area_code = any ($3))
         order by is_urgent desc, due_at, work_order_id limit $4"
    ))
    .bind(CATEGORY)
    .bind(team_key)
    .bind(area_codes)
    .bind(OPEN_MAX)
    .fetch_all(database)
    .await
}

/// A buurt where something can be fetched: its code, its name, how much is open there and how much of that
/// is late.
pub type AreaLoad = (String, String, i64, i64);

pub async fn areas(pool: &PgPool, now: DateTime<Utc>) -> sqlx::Result<Vec<AreaLoad>> {
    sqlx::query_as(concat!(
        "select area_code, max(area_name), count(*), count(*) filter (where due_at < $2)
         from work_order where ",
        is_plannable!(),
        " and area_code is not null
             and exists (select from vehicle v where v.team_key = work_order.team_key and v.is_in_use)
         group by area_code order by 2, 1"
    ))
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
