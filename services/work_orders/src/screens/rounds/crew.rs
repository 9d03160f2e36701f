//! `/werk/ronde/{id}`: the round as the crew drives it.

use axum::{
    extract::State,
    http::StatusCode,
    response::{Html, Redirect},
};
use chrono::{DateTime, Days, Utc};
use platform::{
    clock,
    problem::{Form, Path, Problem, Query},
    staff::{OnPage, Staff},
};
use serde::Deserialize;
use uuid::Uuid;
use web::dates::local_date;

use super::super::{drawn, frame, list, require_viewer};
use crate::{
    AppState, act,
    driving::Driving,
    live,
    pages::{CrewRound, CrewRoundPage, CrewRoundPart, Driven, Fetched, RoundCard},
    rounds::{
        Round, STOPS_MAX, State as Stand, Stop, at, crew_path, giving, places,
        planning::unknown,
        timetable::{Load, Van, timetable},
    },
    store,
    streets::Ways,
};

/// So many days ahead a crew sees what is coming.
const DAYS_AHEAD: u64 = 3;

#[derive(Debug, Deserialize)]
pub(super) struct Happened {
    /// The order that was just closed.
    af: Option<Uuid>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(round_id): Path<Uuid>,
    Query(happened): Query<Happened>,
) -> Result<Html<String>, Problem> {
    let now = clock::now();
    let driving = read(&state, &staff, round_id, now).await?;
    let notice = match happened.af {
        Some(closed) => {
            let order = store::find(&state.service.pool, closed).await?;
            let of_round = order.filter(|order| order.round_id == Some(round_id));
            of_round.as_ref().and_then(list::closed_words)
        }
        None => None,
    };
    let page = frame(&state, &staff, driving.path(), now);
    drawn(&CrewRoundPage { page, driving, notice })
}

/// The part of the page that changes.
pub(super) async fn part(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(round_id): Path<Uuid>,
) -> Result<Html<String>, Problem> {
    let now = clock::now();
    let driving = read(&state, &staff, round_id, now).await?;
    drawn(&CrewRoundPart { page: frame(&state, &staff, driving.path(), now), driving })
}

/// The address of a button, opened again after signing in.
pub(super) async fn back(
    OnPage(staff): OnPage,
    Path(round_id): Path<Uuid>,
) -> Result<Redirect, Problem> {
    require_viewer(&staff)?;
    Ok(Redirect::to(&crew_path(round_id)))
}

#[derive(Debug, Deserialize)]
pub(super) struct Emptied {
    /// What was in the vehicle: ids with a dot between. The phone may have done more stops than it could tell
    /// us yet.
    stops: String,
}

/// The vehicle was emptied. Sent twice, it is once.
pub(super) async fn empty(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(round_id): Path<Uuid>,
    Form(emptied): Form<Emptied>,
) -> Result<Redirect, Problem> {
    require_driver(&state, &staff, round_id).await?;
    let ids = emptied.stops.split('.').filter_map(|id| id.parse().ok());
    let ids: Vec<Uuid> = ids.take(STOPS_MAX).collect();
    let mut tx = state.service.pool.begin().await?;
    let mut round = store::round::lock(&mut tx, round_id).await?.ok_or_else(unknown)?;
    if store::round::empty(&mut tx, round_id, &ids).await? > 0 {
        round.version += 1;
        store::round::save(&mut tx, &round, "emptied", (&staff.name, clock::now())).await?;
    }
    tx.commit().await?;
    state.service.live.touch(live::team(&round.vehicle.team_key));
    Ok(Redirect::to(&crew_path(round_id)))
}

/// What was not done goes off the round.
pub(super) async fn close(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(round_id): Path<Uuid>,
) -> Result<Redirect, Problem> {
    require_driver(&state, &staff, round_id).await?;
    match giving::close(&state.service, round_id, &staff).await {
        Err(problem) if !super::is_changed(&problem) => Err(problem),
        // It is closed, whoever was first.
        _ => Ok(Redirect::to(&crew_path(round_id))),
    }
}

/// Refuses with 403 who does not drive for the team of the round.
async fn require_driver(state: &AppState, staff: &Staff, round_id: Uuid) -> Result<(), Problem> {
    act::require_worker(staff)?;
    let round = store::round::find(&state.service.pool, round_id).await?.ok_or_else(unknown)?;
    if staff.is_in(&round.vehicle.team_key) { Ok(()) } else { Err(Problem::forbidden()) }
}

/// The round as this person may see it: as crews see the orders of their own teams, and dispatchers all. A
/// draft is nobody's but the planner's.
async fn read(
    state: &AppState,
    staff: &Staff,
    round_id: Uuid,
    now: DateTime<Utc>,
) -> Result<CrewRound, Problem> {
    require_viewer(staff)?;
    let pool = &state.service.pool;
    let round = store::round::find(pool, round_id).await?;
    let round = round.filter(|round| round.state != Stand::Draft).ok_or_else(unknown)?;
    let is_driver = act::require_worker(staff).is_ok();
    let may_act = is_driver && staff.is_in(&round.vehicle.team_key);
    if is_driver && !may_act {
        return Err(Problem::forbidden());
    }
    let mut conn = pool.acquire().await?;
    let stops = store::round::stops(&mut conn, round_id).await?;
    drop(conn);
    let ids: Vec<_> = stops.iter().map(|stop| stop.order.work_order_id).collect();
    state.reach.require(staff, &ids).await?;
    // Where it was before the last stop is of no use any more.
    let ahead = stops.iter().filter(|stop| stop.is_open()).chain(last(&stops));
    let places = places([&round.vehicle], ahead);
    let ways = state.streets.edition().await?.ways(places).await?;
    Ok(stand(round, stops, may_act, (&ways, now)))
}

/// The stop that ended last.
fn last(stops: &[Stop]) -> Option<&Stop> {
    stops.iter().filter(|stop| !stop.is_open()).max_by_key(|stop| stop.order.changed_at)
}

/// How the round stands, from what was done.
fn stand(
    round: Round,
    stops: Vec<Stop>,
    may_act: bool,
    (ways, now): (&Ways, DateTime<Utc>),
) -> CrewRound {
    let on_board: Vec<_> = stops.iter().filter(|stop| stop.is_on_board()).collect();
    let parts_l: Vec<_> = on_board.iter().map(|stop| stop.volume_l).collect();
    let ids: Vec<_> = on_board.iter().map(|stop| stop.order.work_order_id.to_string()).collect();
    let load_l = parts_l.iter().sum();
    let from = match last(&stops) {
        None => round.vehicle.depot,
        Some(stop) if stop.is_emptied => round.vehicle.tip,
        Some(stop) => at(&stop.order),
    };
    let van = Van { from, load_l, ..round.vehicle.van() };
    CrewRound {
        done: stops.iter().filter(|stop| !stop.is_open()).count(),
        stops: stops.len(),
        on_board: ids.join("."),
        ahead: ahead(&van, stops, (ways, now)),
        load_l,
        parts_l,
        may_act,
        round,
    }
}

/// What is still to come; the last emptying is a matter of course.
fn ahead(van: &Van, stops: Vec<Stop>, (ways, now): (&Ways, DateTime<Utc>)) -> Vec<Driven> {
    let open = (1..).zip(stops).filter(|(_, stop)| stop.is_open());
    let open: Vec<(usize, Stop)> = open.collect();
    let loads: Vec<Load> = open.iter().map(|(_, stop)| stop.load()).collect();
    let table = timetable(van, &loads, ways);
    let driven = table.between().map(|(leg, index)| Driven {
        metres: leg.metres,
        stop: index.and_then(|index| open.get(index)).map(|(number, stop)| Fetched {
            stop: list::stop(*number, stop.order.clone(), &Driving::default(), now),
            volume_l: stop.volume_l,
        }),
    });
    driven.collect()
}

/// The rounds on the list of these teams: what is driven today, and what comes in the next days. One with a
/// stop that this person does not reach is not among them.
pub(in super::super) async fn cards(
    state: &AppState,
    staff: &Staff,
    teams: Option<&[String]>,
    now: DateTime<Utc>,
) -> Result<Vec<RoundCard>, Problem> {
    let until = local_date(now).checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or_default();
    let pool = &state.service.pool;
    let rounds = store::round::given(pool, teams, until).await?;
    let ids: Vec<_> = rounds.iter().map(|round| round.round_id).collect();
    let mut stops_of = store::round::stops_of(&mut *pool.acquire().await?, &ids).await?;
    let mut cards = Vec::new();
    for round in rounds {
        let stops = stops_of.remove(&round.round_id).unwrap_or_default();
        let ids: Vec<_> = stops.iter().map(|stop| stop.order.work_order_id).collect();
        match state.reach.require(staff, &ids).await {
            Err(problem) if problem.status() == StatusCode::FORBIDDEN => continue,
            reached => reached?,
        }
        let open: Vec<_> = stops.iter().filter(|stop| stop.is_open()).collect();
        let kept =
            |stop: &&Stop| (stop.order.work_order_id.to_string(), list::fingerprint(&stop.order));
        let is_now = round.day <= local_date(now);
        cards.push(RoundCard {
            kept: if is_now { open.iter().map(kept).collect() } else { Vec::new() },
            left: open.len(),
            stops: stops.len(),
            round,
        });
    }
    Ok(cards)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::{
        order::{WorkOrder, sample},
        rounds::tests::{round, stop, vehicle},
    };

    fn done(number: u128, is_emptied: bool) -> Stop {
        let done = stop(number, "done");
        let changed_at = done.order.changed_at + TimeDelta::minutes(number.try_into().unwrap());
        Stop { order: WorkOrder { changed_at, ..done.order }, is_emptied, ..done }
    }

    fn seen(stops: Vec<Stop>) -> CrewRound {
        let small =
            Round { vehicle: crate::rounds::Vehicle { capacity_l: 2_000, ..vehicle() }, ..round() };
        stand(small, stops, true, (&Ways::default(), sample().changed_at))
    }

    fn kinds(driving: &CrewRound) -> String {
        let kind = |it: &Driven| {
            it.stop.as_ref().map_or("t".to_owned(), |fetched| fetched.stop.number.to_string())
        };
        driving.ahead.iter().map(kind).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_full_vehicle_is_emptied_before_it_goes_on() {
        let stops = |first, second| {
            vec![done(1, first), done(2, second), stop(3, ""), stop(4, ""), stop(5, "")]
        };
        let full = seen(stops(false, false));
        assert_eq!((full.load_l, full.done, full.left()), (2_000, 2, 3));
        assert!(kinds(&full).starts_with("t 3"), "{}", kinds(&full));
        assert_eq!(full.on_board.split('.').count(), 2);

        let emptied = seen(stops(true, true));
        assert_eq!((emptied.load_l, emptied.on_board.as_str()), (0, ""));
        assert!(kinds(&emptied).starts_with('3'), "{}", kinds(&emptied));
        assert_eq!(emptied.emptied_after(), Some(4));

        let half = seen(stops(true, false));
        assert_eq!((half.load_l, half.parts_l.as_slice()), (1_000, [1_000].as_slice()));
    }

    #[test]
    fn what_was_not_there_is_not_in_the_vehicle_and_the_last_emptying_goes_without_saying() {
        let driving = seen(vec![stop(1, "refused"), stop(2, "")]);
        assert_eq!((driving.load_l, kinds(&driving).as_str()), (0, "2"));
        assert_eq!(driving.title(), "Nog 1 stop");
        assert_eq!(driving.emptied_after(), None);
        let over = seen(vec![done(1, false)]);
        assert_eq!((over.title().as_str(), over.ahead.len()), ("De ronde is klaar", 0));
    }
}
