//! Takes what a crew did with its phone, once for each act, whenever it comes.
//!
//! The phone gives each act an id, and sends it until it hears an answer. It says how long ago the act was
//! and not when: its clock may be wrong, and still runs. What becomes of it is in [`crate::settling`].

mod input;

use chrono::{DateTime, TimeDelta, Utc};
use platform::{
    clock::{self, to_timestamp},
    outbox::Outbox,
    problem::Problem,
    staff::Staff,
};
use proto::v1;
use serde::Serialize;
use sqlx::PgConnection;
use tracing::info;
use uuid::Uuid;

pub use input::{Body, Sent};

use crate::{
    AppState, act, live,
    order::WorkOrder,
    progress::Action,
    settling::{Kept, Settlement, Stands, settle, told},
    store,
};

/// The kind of problem when somebody else is signed in on the phone than who did it.
const OTHER_PERSON: &str = "other-person";

/// Something that somebody did at an order, as it is kept.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct PhoneAct {
    pub phone_act_id: Uuid,
    pub work_order_id: Uuid,
    pub issue_id: Uuid,
    pub staff_id: Uuid,
    /// The name that they chose for colleagues to see.
    pub staff_name: String,
    /// `accept`, `start`, `complete` or `refuse`.
    pub what: String,
    /// Code of the reason of a refusal; else empty.
    pub reason: String,
    pub note: String,
    pub photo_ids: Vec<Uuid>,
    /// On the street.
    pub acted_at: DateTime<Utc>,
    pub received_at: DateTime<Utc>,
    /// Metres from the place of the order, and how sure the phone was of that.
    pub away_m: Option<i32>,
    pub accuracy_m: Option<i32>,
    /// `applied`, or `settled` where somebody else was first.
    pub outcome: String,
    pub title: String,
    pub words: String,
}

/// The answer to the phone.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// `applied`: it is so now. `settled`: somebody else was first, as `title` and `words` tell.
    pub outcome: String,
    pub title: String,
    pub words: String,
    pub taken_at: DateTime<Utc>,
}

impl From<PhoneAct> for Answer {
    fn from(act: PhoneAct) -> Self {
        let PhoneAct { outcome, title, words, received_at, .. } = act;
        Self { outcome, title, words, taken_at: received_at }
    }
}

/// Takes the act, or finds that it was taken before.
pub async fn take(
    state: &AppState,
    staff: &Staff,
    work_order_id: Uuid,
    sent: Sent,
) -> Result<Answer, Problem> {
    act::require_worker(staff)?;
    require_self(staff, sent.staff_id)?;
    if let Action::Complete { photo_ids, .. } = &sent.action {
        state.photos.check(photo_ids).await?;
    }
    let mut tx = state.service.pool.begin().await?;
    let order = store::lock(&mut tx, work_order_id).await?.ok_or_else(act::unknown)?;
    if let Some(known) = store::phone_act::find(&mut tx, sent.act_id).await? {
        return same(known, staff, work_order_id);
    }
    // Read after the lock: the steps of an order are in the order of their times.
    let now = clock::now();
    let before = store::phone_act::last(&mut tx, work_order_id, staff.staff_id).await?;
    let not_before = before.unwrap_or(order.opened_at);
    let act = act_of(staff, &order, &sent, (not_before, now));
    let settlement =
        settle(&order.standing, &sent.action, staff.staff_id, staff.is_in(&order.team_key));
    if matches!(settlement, Settlement::Step(_)) {
        act::require_photo(&order, &sent.action)?;
    }
    let outbox = &state.service.outbox;
    let act = put_down(outbox, &mut tx, &order, (act, now), settlement).await?;
    let act = act.ok_or_else(used_elsewhere)?;
    outbox.commit(tx).await?;
    show(state, &order);
    let what = &act.what;
    info!(work_order.id = %work_order_id, "A phone's {what} of {work_order_id} is {}", act.outcome);
    Ok(act.into())
}

/// Puts an act down at a locked order: as its next step at `now`, or beside what stands there. `None` when there
/// is an act with its id.
pub(crate) async fn put_down(
    outbox: &Outbox,
    tx: &mut PgConnection,
    order: &WorkOrder,
    (mut act, now): (PhoneAct, DateTime<Utc>),
    settlement: Settlement,
) -> sqlx::Result<Option<PhoneAct>> {
    let step = match settlement {
        Settlement::Step(standing) => Some(order.clone().stepped(standing, now)),
        Settlement::AlreadySo => None,
        Settlement::Stands(stands) => {
            stand(outbox, tx, &mut act, (order, stands)).await?;
            None
        }
    };
    if !store::phone_act::insert(tx, &act).await? {
        return Ok(None);
    }
    if let Some(order) = &step {
        act::keep(outbox, tx, order, (&act.staff_name, Some(act.phone_act_id))).await?;
    }
    Ok(Some(act))
}

/// Lets open pages look again.
pub(crate) fn show(state: &AppState, order: &WorkOrder) {
    state.service.live.touch(live::team(&order.team_key));
    state.service.live.touch(live::order(order.work_order_id));
}

/// The answer to an act that was taken before.
fn same(known: PhoneAct, staff: &Staff, work_order_id: Uuid) -> Result<Answer, Problem> {
    if (known.staff_id, known.work_order_id) == (staff.staff_id, work_order_id) {
        return Ok(known.into());
    }
    Err(used_elsewhere())
}

/// Refuses with 409 what somebody else did than who is signed in on the phone now.
pub(crate) fn require_self(staff: &Staff, done_by: Uuid) -> Result<(), Problem> {
    if done_by == staff.staff_id {
        return Ok(());
    }
    let detail = "Dit is door iemand anders gedaan. Wie het deed, moet het versturen.";
    Err(Problem::conflict(OTHER_PERSON, detail))
}

/// Two things with one id: no phone of ours makes them.
pub(crate) fn used_elsewhere() -> Problem {
    Problem::conflict(act::CONFLICT, "Dit is al op een andere plek gedaan.")
}

fn act_of(
    staff: &Staff,
    order: &WorkOrder,
    sent: &Sent,
    (not_before, now): (DateTime<Utc>, DateTime<Utc>),
) -> PhoneAct {
    let (what, reason, note, photo_ids) = match &sent.action {
        Action::Complete { photo_ids, note } => ("complete", "", note.clone(), photo_ids.clone()),
        Action::Refuse { reason, note } => ("refuse", reason.as_str(), note.clone(), Vec::new()),
        Action::Start => ("start", "", String::new(), Vec::new()),
        Action::Accept | Action::Plan(_) | Action::Release | Action::Cancel => {
            ("accept", "", String::new(), Vec::new())
        }
    };
    PhoneAct {
        phone_act_id: sent.act_id,
        work_order_id: order.work_order_id,
        issue_id: order.issue_id,
        staff_id: staff.staff_id,
        staff_name: staff.name.clone(),
        what: what.to_owned(),
        reason: reason.to_owned(),
        note,
        photo_ids,
        acted_at: acted_at(not_before, sent.ms_ago, now),
        received_at: now,
        away_m: sent.away_m.map(whole_metres),
        accuracy_m: sent.accuracy_m.map(whole_metres),
        outcome: "applied".to_owned(),
        title: String::new(),
        words: String::new(),
    }
}

/// A phone that is wrong about where it is may be wrong by any distance: that spoils no act.
pub(crate) fn whole_metres(metres: u32) -> i32 {
    i32::try_from(metres).unwrap_or(i32::MAX)
}

/// When it was on the street, by the milliseconds that the phone counted since. It cannot have been before
/// the order was or before what the same person did there earlier, nor later than now.
pub(crate) fn acted_at(
    not_before: DateTime<Utc>,
    ms_ago: u32,
    now: DateTime<Utc>,
) -> DateTime<Utc> {
    (now - TimeDelta::milliseconds(i64::from(ms_ago))).max(not_before).min(now)
}

/// Writes down that somebody else was first, and announces photos that belong to no step: they stay.
async fn stand(
    outbox: &Outbox,
    tx: &mut PgConnection,
    act: &mut PhoneAct,
    (order, stands): (&WorkOrder, Stands),
) -> sqlx::Result<()> {
    let by = store::last_name(&mut *tx, order.work_order_id).await?;
    let when = act::when(order.changed_at, act.received_at);
    let kept = Kept { photos: act.photo_ids.len(), has_note: !act.note.is_empty() };
    let told = told(stands, order.place(), (&by, &when), &order.team_name, kept);
    act.outcome = String::from("settled");
    (act.title, act.words) = (told.title, told.words);
    if act.photo_ids.is_empty() {
        return Ok(());
    }
    let noted = v1::WorkOrderNoted {
        act_id: act.phone_act_id.to_string(),
        work_order_id: order.work_order_id.to_string(),
        issue_id: order.issue_id.to_string(),
        photo_ids: act.photo_ids.iter().map(Uuid::to_string).collect(),
        acted_at: Some(to_timestamp(act.acted_at)),
    };
    outbox.enqueue(tx, &noted, act.received_at).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_was_between_the_order_and_now_whatever_the_clock_of_the_phone_says() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let (opened, now) = (at("2026-11-30T08:00:00Z"), at("2026-11-30T11:00:00Z"));

        assert_eq!(acted_at(opened, 3_600_000, now), at("2026-11-30T10:00:00Z"));
        assert_eq!(acted_at(opened, 0, now), now);
        assert_eq!(acted_at(opened, u32::MAX, now), opened);
        // An order that was opened on a machine whose clock is ahead.
        assert_eq!(acted_at(at("2026-11-30T11:00:05Z"), 60_000, now), now);
    }
}
