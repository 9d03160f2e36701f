//! Drafts: a proposal for each vehicle, and what a planner changes of it.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};
use platform::problem::Problem;
use sqlx::{Connection as _, PgConnection, PgPool};
use uuid::Uuid;

use crate::{
    order::WorkOrder,
    rounds::{
        PROPOSED_MAX, Round, STOPS_MAX, State, Stop, Vehicle, places,
        plan::{insertion, plan, shortest},
        table, volume,
    },
    store,
    streets::{Ways, kept::Edition},
};

/// The kind of problem when somebody else was first.
pub const CHANGED: &str = "round-changed";

/// What could come along is looked at over the streets for so many more than are shown.
const LOOKED_AT: usize = 4;

/// What a proposal is asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub day: NaiveDate,
    /// Of teams in any number: each vehicle fetches what is its team's.
    pub vehicles: Vec<Vehicle>,
    /// Buurten; anywhere when empty.
    pub area_codes: Vec<String>,
    /// What to call them.
    pub area_name: String,
}

/// What a planner changes of a draft.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The stop comes one earlier.
    Earlier(Uuid),
    TakeOut(Uuid),
    /// The order comes where it costs the least time.
    PutIn(Uuid),
    /// So much lies there, in litres.
    Volume(Uuid, u32),
    Shortest,
    Day(NaiveDate),
    Note(String),
}

/// Something that could come along.
#[derive(Clone, Debug)]
pub struct Beside {
    pub stop: Stop,
    /// What it takes more.
    pub minutes: f64,
}

/// Makes a draft for each vehicle that something is left for; gives their ids.
pub async fn propose(
    (pool, streets): (&PgPool, &Edition),
    wanted: &Wanted,
    staff_name: &str,
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>, Problem> {
    let mut tx = pool.begin().await?;
    let mut made = Vec::new();
    let mut teams: Vec<_> = wanted.vehicles.iter().map(|it| it.team_key.clone()).collect();
    teams.sort_unstable();
    teams.dedup();
    for team in teams {
        let vehicles = wanted.vehicles.iter().filter(|it| it.team_key == team);
        let vehicles: Vec<_> = vehicles.cloned().collect();
        let orders = store::round::plannable(&mut *tx, &team, &wanted.area_codes).await?;
        let stops: Vec<_> = orders.into_iter().take(PROPOSED_MAX).map(stop).collect();
        let (of_team, all) = (vehicles.clone(), stops);
        let ways = streets.ways(places(&vehicles, &all)).await?;
        // Some tenths of a second of work, which must hold nobody else up.
        let rounds = tokio::task::spawn_blocking(move || divide(&of_team, &all, &ways));
        let rounds = rounds.await.map_err(anyhow::Error::from)?;
        for (vehicle, stops) in vehicles.into_iter().zip(rounds) {
            if !stops.is_empty() {
                made.push(draft(&mut tx, wanted, vehicle, &stops, (staff_name, now)).await?);
            }
        }
    }
    tx.commit().await?;
    Ok(made)
}

/// What each vehicle fetches.
fn divide(vehicles: &[Vehicle], stops: &[Stop], ways: &Ways) -> Vec<Vec<Stop>> {
    let vans: Vec<_> = vehicles.iter().map(Vehicle::van).collect();
    let loads: Vec<_> = stops.iter().map(Stop::load).collect();
    let rounds = plan(&vans, &loads, ways).rounds;
    let pick = |order: Vec<usize>| {
        order.into_iter().take(STOPS_MAX).filter_map(|index| stops.get(index).cloned()).collect()
    };
    rounds.into_iter().map(pick).collect()
}

async fn draft(
    tx: &mut PgConnection,
    wanted: &Wanted,
    vehicle: Vehicle,
    stops: &[Stop],
    (staff_name, now): (&str, DateTime<Utc>),
) -> Result<Uuid, Problem> {
    let round = Round {
        round_id: Uuid::now_v7(),
        vehicle,
        area_name: wanted.area_name.clone(),
        day: wanted.day,
        state: State::Draft,
        note: String::new(),
        visit: None,
        version: 1,
        made_by: staff_name.to_owned(),
        made_at: now,
        given_at: None,
        closed_at: None,
    };
    store::round::insert(tx, &round).await?;
    // Two planners at once: what the other has is left to them.
    store::round::replace_stops(tx, round.round_id, stops).await?;
    store::round::log(tx, &round, "made", (staff_name, now)).await?;
    Ok(round.round_id)
}

/// An order as a stop, with what seems to lie there.
pub fn stop(order: WorkOrder) -> Stop {
    let volume_l = volume::estimate(&order.description);
    Stop { order, volume_l, is_known: false, outcome: String::new(), is_emptied: false }
}

/// Changes the draft, of which the planner saw this version.
pub async fn change(
    (pool, streets): (&PgPool, &Edition),
    (round_id, version): (Uuid, i64),
    change: Change,
    staff_name: &str,
    now: DateTime<Utc>,
) -> Result<(), Problem> {
    let mut tx = pool.begin().await?;
    let new = if let Change::PutIn(id) = change { Some(id) } else { None };
    locked_orders(&mut tx, round_id, new).await?;
    let mut round = locked_draft(&mut tx, round_id, version).await?;
    match change {
        Change::Day(day) => round.day = day,
        Change::Note(note) => round.note = note,
        of_stops => {
            let mut stops = store::round::stops(&mut tx, round_id).await?;
            // What has ended meanwhile goes with the first change that somebody makes.
            stops.retain(Stop::is_open);
            let stops = changed(&mut tx, streets, &round.vehicle, stops, of_stops).await?;
            if !replaced(&mut tx, round_id, &stops).await? {
                return Err(conflict("Deze stop staat net op een andere ronde."));
            }
        }
    }
    round.version += 1;
    store::round::save(&mut tx, &round, "changed", (staff_name, now)).await?;
    tx.commit().await?;
    Ok(())
}

async fn replaced(tx: &mut PgConnection, round_id: Uuid, stops: &[Stop]) -> sqlx::Result<bool> {
    let mut inner = tx.begin().await?;
    let is_whole = store::round::replace_stops(&mut inner, round_id, stops).await?;
    if is_whole {
        inner.commit().await?;
    } else {
        inner.rollback().await?;
    }
    Ok(is_whole)
}

async fn changed(
    tx: &mut PgConnection,
    streets: &Edition,
    vehicle: &Vehicle,
    mut stops: Vec<Stop>,
    change: Change,
) -> Result<Vec<Stop>, Problem> {
    let place = |stops: &[Stop], id: Uuid| {
        stops.iter().position(|stop| stop.order.work_order_id == id).ok_or_else(no_stop)
    };
    match change {
        Change::Earlier(id) => {
            let place = place(&stops, id)?;
            if place > 0 {
                stops.swap(place, place - 1);
            }
        }
        Change::TakeOut(id) => {
            stops.remove(place(&stops, id)?);
        }
        Change::Volume(id, litres) => {
            let place = place(&stops, id)?;
            stops[place].volume_l = litres;
            stops[place].is_known = true;
        }
        Change::Shortest => {
            let loads: Vec<_> = stops.iter().map(Stop::load).collect();
            let van = vehicle.van();
            let ways = streets.ways(places([vehicle], &stops)).await?;
            let order = tokio::task::spawn_blocking(move || shortest(&van, &loads, &ways));
            let order = order.await.map_err(anyhow::Error::from)?;
            stops = order.into_iter().filter_map(|index| stops.get(index).cloned()).collect();
        }
        Change::PutIn(id) => {
            if stops.len() >= STOPS_MAX {
                return Err(conflict(format!("Op een ronde passen hoogstens {STOPS_MAX} stops.")));
            }
            let order = store::find(&mut *tx, id).await?.ok_or_else(no_stop)?;
            let new = stop(order);
            if !new.is_plannable() || new.order.team_key != vehicle.team_key {
                return Err(conflict("Deze stop kan niet meer mee: iemand was eerder."));
            }
            let loads: Vec<_> = stops.iter().map(Stop::load).collect();
            let on_it = stops.iter().chain([&new]);
            let ways = streets.ways(places([vehicle], on_it)).await?;
            let (place, _) = insertion(&vehicle.van(), &loads, new.load(), &ways);
            stops.insert(place, new);
        }
        Change::Day(_) | Change::Note(_) => {}
    }
    Ok(stops)
}

/// Throws the draft away.
pub async fn discard(pool: &PgPool, round_id: Uuid, version: i64) -> Result<(), Problem> {
    let mut tx = pool.begin().await?;
    locked_draft(&mut tx, round_id, version).await?;
    store::round::delete(&mut tx, round_id).await?;
    Ok(tx.commit().await?)
}

/// Locks what is on the round and has not ended, and one order more, by id. Comes before the lock of the
/// round, as in every step of an order.
pub(super) async fn locked_orders(
    tx: &mut PgConnection,
    round_id: Uuid,
    also: Option<Uuid>,
) -> sqlx::Result<Vec<WorkOrder>> {
    let mut ids = store::round::open_orders(tx, round_id).await?;
    ids.extend(also);
    ids.sort_unstable();
    ids.dedup();
    let mut orders = Vec::with_capacity(ids.len());
    for id in ids {
        orders.extend(store::lock(tx, id).await?);
    }
    Ok(orders)
}

/// Locks the round, which must be a draft at this version.
pub(super) async fn locked_draft(
    tx: &mut PgConnection,
    round_id: Uuid,
    version: i64,
) -> Result<Round, Problem> {
    let round = store::round::lock(tx, round_id).await?.ok_or_else(unknown)?;
    if round.state != State::Draft {
        return Err(conflict("Deze ronde is al gegeven. Je kunt hem alleen nog sluiten."));
    }
    if round.version != version {
        return Err(conflict(
            "Iemand veranderde deze ronde net. Kijk nog eens en doe het opnieuw.",
        ));
    }
    Ok(round)
}

/// Answers 404 for a round that is not there.
pub fn unknown() -> Problem {
    Problem::not_found("Deze ronde bestaat niet.")
}

fn no_stop() -> Problem {
    conflict("Deze stop staat niet meer op de ronde.")
}

pub(super) fn conflict(detail: impl Into<Cow<'static, str>>) -> Problem {
    Problem::conflict(CHANGED, detail)
}

/// What could come along on the round, what costs the least time first, and the ways to it all. What does not
/// fit any more, in room or in hours, is not among it.
pub async fn beside(
    (pool, streets): (&PgPool, &Edition),
    round: &Round,
    stops: &[Stop],
    count: usize,
) -> anyhow::Result<(Vec<Beside>, Ways)> {
    let vehicle = &round.vehicle;
    let orders = store::round::plannable(pool, &vehicle.team_key, &[]).await?;
    let loads: Vec<_> = stops.iter().map(Stop::load).collect();
    let minutes = |stop: &Stop, ways: &Ways| insertion(&vehicle.van(), &loads, stop.load(), ways).1;
    let along = |stop: Stop, ways: &Ways| Beside { minutes: minutes(&stop, ways), stop };
    // Which of all come into question is said by the straight line: the streets to each would take long.
    let all = orders.into_iter().map(stop).filter(|stop| stop.volume_l <= vehicle.capacity_l);
    let near = all.map(|stop| along(stop, &Ways::default()));
    let near = least(near.collect(), count * LOOKED_AT);
    let all = stops.iter().chain(near.iter().map(|it| &it.stop));
    let ways = streets.ways(places([vehicle], all)).await?;
    let before = table(vehicle, stops, &ways);
    let beside = near.into_iter().map(|it| along(it.stop, &ways));
    let minutes_max = f64::from(vehicle.minutes_max);
    let beside = beside.filter(|it| before.minutes + it.minutes <= minutes_max);
    let beside = least(beside.collect(), count);
    Ok((beside, ways))
}

/// So many of them that take the least.
fn least(mut all: Vec<Beside>, count: usize) -> Vec<Beside> {
    all.sort_by(|one, other| one.minutes.total_cmp(&other.minutes));
    all.truncate(count);
    all
}
