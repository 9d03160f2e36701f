//! Gives a round to a crew, follows it, and closes it.

use chrono::{DateTime, Utc};
use platform::{clock, outbox::Outbox, problem::Problem, service::Service, staff::Staff};
use sqlx::PgConnection;
use tracing::info;
use uuid::Uuid;
use web::dates::local_date;

use crate::{
    act, live,
    order::WorkOrder,
    progress::{Action, Verdict, judge},
    rounds::{
        Round, State, is_plannable, places,
        planning::{conflict, locked_draft, locked_orders, unknown},
        table,
    },
    store,
    streets::kept::Edition,
};

/// How a stop ends that the round did not come to.
pub const RELEASED: &str = "released";

/// Gives the draft, of which the planner saw this version, to the crew: from then on it is on their phone,
/// and residents know when it comes. What can go on no round any more is taken off the draft instead, and
/// the planner looks again.
pub async fn give(
    service: &Service,
    streets: &Edition,
    (round_id, version): (Uuid, i64),
    staff: &Staff,
) -> Result<(), Problem> {
    let mut tx = service.pool.begin().await?;
    let orders = locked_orders(&mut tx, round_id, None).await?;
    let mut round = locked_draft(&mut tx, round_id, version).await?;
    // Read after the locks: the steps of an order are in the order of their times.
    let now = clock::now();
    let mut stops = store::round::stops(&mut tx, round_id).await?;
    let count = stops.len();
    stops.retain(|stop| stop.is_open() && stop.is_plannable());
    if stops.len() < count {
        store::round::replace_stops(&mut tx, round_id, &stops).await?;
        round.version += 1;
        store::round::save(&mut tx, &round, "changed", (&staff.name, now)).await?;
        tx.commit().await?;
        return Err(conflict(gone(count - stops.len())));
    }
    if stops.is_empty() {
        return Err(conflict("Er staat nog geen stop op deze ronde."));
    }
    if round.day < local_date(now) {
        return Err(conflict("Deze dag is voorbij. Kies een andere dag."));
    }
    let ways = streets.ways(places([&round.vehicle], &stops)).await?;
    let visit = round.promise(&table(&round.vehicle, &stops, &ways));
    let Some(visit) = visit.filter(|visit| visit.until > now) else {
        return Err(conflict("Deze ronde is vandaag al voorbij. Kies een andere dag."));
    };
    for order in orders.into_iter().filter(is_plannable) {
        step(&service.outbox, &mut tx, order, &Action::Plan(visit), (staff, now)).await?;
    }
    let ids: Vec<_> = stops.iter().map(|stop| stop.order.work_order_id).collect();
    store::round::put_on(&mut tx, &ids, Some(round_id)).await?;
    round.state = State::Given;
    round.visit = Some(visit);
    round.given_at = Some(now);
    round.version += 1;
    store::round::save(&mut tx, &round, "given", (&staff.name, now)).await?;
    service.outbox.commit(tx).await?;
    info!(round.id = %round_id, "Round {round_id} is given, with {} stops", ids.len());
    service.live.touch(live::team(&round.vehicle.team_key));
    Ok(())
}

fn gone(count: usize) -> String {
    let stops = if count == 1 { "1 stop is".to_owned() } else { format!("{count} stops zijn") };
    format!(
        "{stops} er intussen af: al gedaan, of er is iets gevraagd. Kijk nog eens en geef hem dan."
    )
}

/// Takes the stop off the round that a crew has.
pub async fn release(
    service: &Service,
    (round_id, work_order_id): (Uuid, Uuid),
    staff: &Staff,
) -> Result<(), Problem> {
    let mut tx = service.pool.begin().await?;
    let order = store::lock(&mut tx, work_order_id).await?.ok_or_else(act::unknown)?;
    let mut round = locked_given(&mut tx, round_id).await?;
    if order.round_id != Some(round_id) || order.status().is_final() {
        return Err(conflict("Deze stop is al klaar, of staat niet meer op de ronde."));
    }
    let now = clock::now();
    let team_key = order.team_key.clone();
    let_go(&service.outbox, &mut tx, order, (staff, now)).await?;
    round.version += 1;
    store::round::save(&mut tx, &round, "stop_released", (&staff.name, now)).await?;
    close_if_over(&mut tx, round, (&staff.name, now)).await?;
    service.outbox.commit(tx).await?;
    service.live.touch(live::team(&team_key));
    service.live.touch(live::order(work_order_id));
    Ok(())
}

/// Closes the round before all of its stops have ended: the others wait for another round.
pub async fn close(service: &Service, round_id: Uuid, staff: &Staff) -> Result<(), Problem> {
    let mut tx = service.pool.begin().await?;
    let orders = locked_orders(&mut tx, round_id, None).await?;
    let mut round = locked_given(&mut tx, round_id).await?;
    let now = clock::now();
    for order in orders {
        let_go(&service.outbox, &mut tx, order, (staff, now)).await?;
    }
    end(&mut round, now);
    store::round::save(&mut tx, &round, "closed", (&staff.name, now)).await?;
    service.outbox.commit(tx).await?;
    info!(round.id = %round_id, "Round {round_id} is closed");
    service.live.touch(live::team(&round.vehicle.team_key));
    Ok(())
}

/// Notes what a step of an order, which the transaction has locked, is for its round: when all have ended,
/// so has the round.
pub(crate) async fn follow(tx: &mut PgConnection, order: &WorkOrder, by: &str) -> sqlx::Result<()> {
    if !order.status().is_final() {
        return Ok(());
    }
    let round = match order.round_id {
        Some(round_id) => store::round::lock(tx, round_id).await?,
        None => None,
    };
    // Also on a draft: it is not offered again.
    store::round::end_stop(tx, order.work_order_id, order.status().as_str()).await?;
    match round {
        Some(round) if round.state == State::Given => {
            close_if_over(tx, round, (by, order.changed_at)).await
        }
        _ => Ok(()),
    }
}

async fn close_if_over(
    tx: &mut PgConnection,
    mut round: Round,
    by: (&str, DateTime<Utc>),
) -> sqlx::Result<()> {
    if !store::round::open_orders(tx, round.round_id).await?.is_empty() {
        return Ok(());
    }
    end(&mut round, by.1);
    store::round::save(tx, &round, "closed", by).await?;
    info!(round.id = %round.round_id, "Round {} is driven", round.round_id);
    Ok(())
}

fn end(round: &mut Round, now: DateTime<Utc>) {
    round.state = State::Closed;
    round.closed_at = Some(now);
    round.version += 1;
}

/// The round does not come to the order. What a crew is at already stays with them.
async fn let_go(
    outbox: &Outbox,
    tx: &mut PgConnection,
    order: WorkOrder,
    by: (&Staff, DateTime<Utc>),
) -> sqlx::Result<()> {
    let id = order.work_order_id;
    store::round::end_stop(tx, id, RELEASED).await?;
    store::round::put_on(tx, &[id], None).await?;
    step(outbox, tx, order, &Action::Release, by).await
}

/// Does the action with a locked order, where it still fits.
async fn step(
    outbox: &Outbox,
    tx: &mut PgConnection,
    order: WorkOrder,
    action: &Action,
    (staff, now): (&Staff, DateTime<Utc>),
) -> sqlx::Result<()> {
    let Verdict::Step(standing) = judge(&order.standing, action, Some(staff.staff_id)) else {
        return Ok(());
    };
    act::keep(outbox, tx, &order.stepped(standing, now), (&staff.name, None)).await
}

async fn locked_given(tx: &mut PgConnection, round_id: Uuid) -> Result<Round, Problem> {
    let round = store::round::lock(tx, round_id).await?.ok_or_else(unknown)?;
    if round.state == State::Given {
        return Ok(round);
    }
    Err(conflict("Deze ronde is al gesloten."))
}
