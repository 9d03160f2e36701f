//! Does an action with a work order, in one transaction with its event.

use chrono::{DateTime, Utc};
use platform::{
    clock,
    outbox::Outbox,
    problem::{FieldError, Problem},
    service::Service,
    staff::{Role, Staff},
};
use sqlx::PgConnection;
use tracing::info;
use uuid::Uuid;
use web::Lang;

use crate::{
    after_photo, live,
    order::{WorkOrder, announce},
    progress::{self, Action, Verdict, judge},
    rounds::giving,
    store,
    worker::Worker,
};

/// The kind of problem when somebody else was first.
pub const CONFLICT: &str = "work-order-changed";

/// Refuses with 403 who may not do anything with work orders of any team.
pub fn require_worker(staff: &Staff) -> Result<(), Problem> {
    staff.require(&[Role::Crew, Role::Boa])
}

/// Whether they may act on the order: crew and boas of its team, and admins.
pub fn may_act(staff: &Staff, order: &WorkOrder) -> bool {
    require_worker(staff).is_ok() && staff.is_in(&order.team_key)
}

/// Refuses with 403 who may not act on this order.
pub fn require_may_act(staff: &Staff, order: &WorkOrder) -> Result<(), Problem> {
    if may_act(staff, order) {
        return Ok(());
    }
    let detail = format!("Deze opdracht is van {}. Jij werkt niet voor dit team.", order.team_name);
    Err(Problem { detail: detail.into(), ..Problem::forbidden() })
}

/// Answers 404 for an order that is not there.
pub fn unknown() -> Problem {
    Problem::not_found("Deze opdracht bestaat niet.")
}

/// Does the action, and returns the order as it is then. A repeat changes nothing.
pub async fn perform(
    service: &Service,
    worker: &Worker,
    action: &Action,
) -> Result<WorkOrder, Problem> {
    let work_order_id = worker.work_order_id;
    worker.require_worker()?;
    let mut tx = service.pool.begin().await?;
    let order = store::lock(&mut tx, work_order_id).await?.ok_or_else(unknown)?;
    worker.require_may_act(&order)?;
    // Read after the lock: the steps of an order are in the order of their times.
    let now = clock::now();
    let standing = match judge(&order.standing, action, Some(worker.id())) {
        Verdict::Step(standing) => standing,
        Verdict::Repeat => return Ok(order),
        Verdict::Conflict => return Err(conflict(&order, now)),
    };
    require_photo(&order, action)?;
    let order = order.stepped(standing, now);
    keep(&service.outbox, &mut tx, &order, (worker.name(), None)).await?;
    service.outbox.commit(tx).await?;
    service.live.touch(live::team(&order.team_key));
    service.live.touch(live::order(work_order_id));
    let status = order.status().as_str();
    info!(work_order.id = %work_order_id, "Work order {work_order_id} is {status}");
    Ok(order)
}

/// Stores the last step of a locked order with its event. `made_by` is the name of who made it, and the act
/// of a phone that it came from.
pub(crate) async fn keep(
    outbox: &Outbox,
    tx: &mut PgConnection,
    order: &WorkOrder,
    made_by: (&str, Option<Uuid>),
) -> sqlx::Result<()> {
    store::update(&mut *tx, order).await?;
    store::log(&mut *tx, order, made_by).await?;
    announce(outbox, tx, order).await?;
    giving::follow(tx, order, made_by.0).await
}

/// Refuses with 400 to report done without showing it, where that is asked.
pub(crate) fn require_photo(order: &WorkOrder, action: &Action) -> Result<(), Problem> {
    let lacks_photo = matches!(action, Action::Complete { photo_ids, .. } if photo_ids.is_empty());
    if lacks_photo && after_photo::is_required(&order.category) {
        let detail = "Stuur een foto van de schone plek mee. De melder krijgt die te zien.";
        return Err(Problem::invalid_input(vec![FieldError::new("/photoIds", detail)]));
    }
    Ok(())
}

fn conflict(order: &WorkOrder, now: DateTime<Utc>) -> Problem {
    let when = when(order.changed_at, now);
    let detail = progress::refusal(order.status(), &order.team_name, &when);
    Problem::conflict(CONFLICT, detail)
}

/// "om 14.12", "gisteren om 14.12", "op donderdag 26 november om 14.12"
pub(crate) fn when(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let clock = Lang::dutch().clock(at);
    match Lang::dutch().day(at, now).as_str() {
        "vandaag" => format!("om {clock}"),
        "gisteren" => format!("gisteren om {clock}"),
        day => format!("op {day} om {clock}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_said_as_people_say_it() {
        let now = "2026-11-24T20:00:00Z".parse().unwrap();
        let said = |at: &str| when(at.parse().unwrap(), now);

        assert_eq!(said("2026-11-24T13:12:00Z"), "om 14.12");
        assert_eq!(said("2026-11-23T13:12:00Z"), "gisteren om 14.12");
        assert_eq!(said("2026-11-20T13:12:00Z"), "op vrijdag 20 november om 14.12");
    }
}
