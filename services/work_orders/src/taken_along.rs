//! What a crew takes along at once: it reports something on the street and does it in one go.
//!
//! The report goes to intake and the act comes here; the work order that routing asks for may come after the act,
//! perhaps much later. So the act waits for it. Who reported it alone has done it, whichever team it would
//! have gone to. Where neighbours reported it too it is an order like any other: another team's stays open, with
//! the photo beside it.

use chrono::{DateTime, Days, Utc};
use platform::{
    clock,
    outbox::Outbox,
    problem::{FieldError, Problem},
    staff::{Role, Staff},
};
use sqlx::PgConnection;
use tracing::info;
use uuid::Uuid;

use crate::{
    AppState, act,
    order::WorkOrder,
    phone_act::{self, Answer, PhoneAct, Sent},
    progress::Action,
    settling::settle,
    store,
};

/// A report that had no order for so long gets none any more.
const WAIT_DAYS_MAX: u64 = 90;

/// Something that was taken along, as it waits for the order of its report.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct TakenAlong {
    pub phone_act_id: Uuid,
    pub report_id: Uuid,
    pub staff_id: Uuid,
    /// The name that they chose for colleagues to see.
    pub staff_name: String,
    /// Keys of the teams that they worked for then; `None`: all.
    pub teams: Option<Vec<String>>,
    pub note: String,
    /// Of the clean place; at least one.
    pub photo_ids: Vec<Uuid>,
    /// On the street: before there was an order.
    pub acted_at: DateTime<Utc>,
    pub received_at: DateTime<Utc>,
    /// Metres from where it was reported, and how sure the phone was of that.
    pub away_m: Option<i32>,
    pub accuracy_m: Option<i32>,
}

/// Takes what was taken along with the report, or finds that it was taken before. An id that no report has waits
/// as well: nobody here knows which there are.
pub async fn take(
    state: &AppState,
    staff: &Staff,
    report_id: Uuid,
    sent: Sent,
) -> Result<Answer, Problem> {
    act::require_worker(staff)?;
    phone_act::require_self(staff, sent.staff_id)?;
    let now = clock::now();
    let taken = TakenAlong::parse(staff, report_id, sent, now).map_err(Problem::invalid_input)?;
    state.photos.check(&taken.photo_ids).await?;
    let outbox = &state.service.outbox;
    let mut tx = state.service.pool.begin().await?;
    store::taken_along::lock(&mut tx).await?;
    if let Some(known) = known(&mut tx, &taken).await? {
        return Ok(known);
    }
    let orders = store::taken_along::lock_orders(&mut tx, report_id).await?;
    let answer = if let Some(order) = taken.choose(&orders) {
        // Read after the locks: the steps of an order are in the order of their times.
        let act = taken.put_down(outbox, &mut tx, order, clock::now()).await?;
        act.ok_or_else(phone_act::used_elsewhere)?.into()
    } else {
        if let Some(before) = now.checked_sub_days(Days::new(WAIT_DAYS_MAX)) {
            store::taken_along::forget(&mut tx, before).await?;
        }
        store::taken_along::insert(&mut tx, &taken).await?;
        info!("What was taken along waits for the order of its report");
        taken.waits()
    };
    outbox.commit(tx).await?;
    for order in &orders {
        phone_act::show(state, order);
    }
    Ok(answer)
}

/// The answer to what was taken before.
async fn known(tx: &mut PgConnection, taken: &TakenAlong) -> Result<Option<Answer>, Problem> {
    let is_same = |staff_id| {
        if staff_id == taken.staff_id { Ok(()) } else { Err(phone_act::used_elsewhere()) }
    };
    if let Some(act) = store::phone_act::find(tx, taken.phone_act_id).await? {
        return is_same(act.staff_id).map(|()| Some(act.into()));
    }
    if let Some(waiting) = store::taken_along::find(tx, taken.phone_act_id).await? {
        return is_same(waiting.staff_id).map(|()| Some(waiting.waits()));
    }
    Ok(None)
}

/// Puts down what waited for the orders of this issue, at whichever of them it belongs. The caller holds the
/// [shared lock](store::taken_along::lock_shared) since before it touched the orders.
pub(crate) async fn follow(
    outbox: &Outbox,
    tx: &mut PgConnection,
    issue_id: Uuid,
) -> sqlx::Result<()> {
    for taken in store::taken_along::waiting(tx, issue_id).await? {
        // Read again for each: the one before may have closed one.
        let orders = store::taken_along::lock_orders(tx, taken.report_id).await?;
        if let Some(order) = taken.choose(&orders) {
            taken.put_down(outbox, tx, order, clock::now()).await?;
            store::taken_along::remove(tx, taken.phone_act_id).await?;
        }
    }
    Ok(())
}

impl TakenAlong {
    /// Fails with what cannot be taken along: only work that is done, with a photo of how it is now.
    fn parse(
        staff: &Staff,
        report_id: Uuid,
        sent: Sent,
        now: DateTime<Utc>,
    ) -> Result<Self, Vec<FieldError>> {
        let Action::Complete { photo_ids, note } = sent.action else {
            return Err(vec![FieldError::new("/what", "Kies complete.")]);
        };
        if photo_ids.is_empty() {
            let detail = "Stuur een foto van de schone plek mee.";
            return Err(vec![FieldError::new("/photoIds", detail)]);
        }
        let is_of_all = staff.role == Role::Admin;
        Ok(Self {
            phone_act_id: sent.act_id,
            report_id,
            staff_id: staff.staff_id,
            staff_name: staff.name.clone(),
            teams: (!is_of_all).then(|| staff.teams.clone()),
            note,
            photo_ids,
            acted_at: phone_act::acted_at(DateTime::UNIX_EPOCH, sent.ms_ago, now),
            received_at: now,
            away_m: sent.away_m.map(phone_act::whole_metres),
            accuracy_m: sent.accuracy_m.map(phone_act::whole_metres),
        })
    }

    /// What the phone hears while it waits: it need not send it again.
    fn waits(&self) -> Answer {
        Answer {
            outcome: "applied".to_owned(),
            title: String::new(),
            words: String::new(),
            taken_at: self.received_at,
        }
    }

    /// Whether what they did ends the order.
    fn is_theirs(&self, order: &WorkOrder) -> bool {
        let is_of_team = |teams: &Vec<String>| teams.contains(&order.team_key);
        self.teams.as_ref().is_none_or(is_of_team) || order.report_ids == [self.report_id]
    }

    /// The order that it belongs at: one that is open before one that is not, theirs before another's, and then
    /// the newest.
    fn choose<'a>(&self, orders: &'a [WorkOrder]) -> Option<&'a WorkOrder> {
        orders.iter().max_by_key(|it| (it.closed_at.is_none(), self.is_theirs(it), it.opened_at))
    }

    /// Puts it down at a locked order, as something that a phone did there; `None` when there is an act with its id.
    async fn put_down(
        &self,
        outbox: &Outbox,
        tx: &mut PgConnection,
        order: &WorkOrder,
        now: DateTime<Utc>,
    ) -> sqlx::Result<Option<PhoneAct>> {
        let (photo_ids, note) = (self.photo_ids.clone(), self.note.clone());
        let action = Action::Complete { photo_ids, note };
        let settlement = settle(&order.standing, &action, self.staff_id, self.is_theirs(order));
        let act =
            phone_act::put_down(outbox, tx, order, (self.act(order), now), settlement).await?;
        if let Some(act) = &act {
            let id = order.work_order_id;
            info!(work_order.id = %id, "What was taken along at {id} is {}", act.outcome);
        }
        Ok(act)
    }

    fn act(&self, order: &WorkOrder) -> PhoneAct {
        PhoneAct {
            phone_act_id: self.phone_act_id,
            work_order_id: order.work_order_id,
            issue_id: order.issue_id,
            staff_id: self.staff_id,
            staff_name: self.staff_name.clone(),
            what: "complete".to_owned(),
            reason: String::new(),
            note: self.note.clone(),
            photo_ids: self.photo_ids.clone(),
            acted_at: self.acted_at,
            received_at: self.received_at,
            away_m: self.away_m,
            accuracy_m: self.accuracy_m,
            outcome: "applied".to_owned(),
            title: String::new(),
            words: String::new(),
        }
    }
}

#[cfg(test)]
mod tests;
