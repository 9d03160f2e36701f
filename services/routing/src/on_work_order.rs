//! Follows the work orders: what a crew does decides the state of its issue.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use platform::{
    clock::{self, from_timestamp},
    consumer::{Failure, Handler, Incoming},
    live::Live,
    outbox::Outbox,
};
use proto::v1::{
    WorkOrder, WorkOrderAccepted, WorkOrderCancelled, WorkOrderCompleted, WorkOrderOpened,
    WorkOrderRefused, WorkOrderStarted,
};
use sqlx::PgConnection;
use tracing::info;
use uuid::Uuid;

use crate::{
    LIVE_TOPIC, announce, issue_clock,
    progress::{self, Followed, Step},
    store::{
        issues::{self, HistoryRow, Issue},
        questions::{self, EndedBy},
    },
};

pub struct OnWorkOrder {
    pub outbox: Outbox,
    pub live: Live,
}

impl Handler for OnWorkOrder {
    const NAME: &'static str = "routing-work_orders";
    const STREAM: &'static str = "WORK_ORDERS";

    async fn handle(&self, tx: &mut PgConnection, event: &Incoming) -> Result<(), Failure> {
        let Some(message) = work_order_in(event)? else { return Ok(()) };
        let order = Order::parse(message).map_err(Failure::Reject)?;
        let issue = issues::lock(tx, order.issue_id).await?;
        // It may yet come, when the database was put back to an earlier moment.
        let mut issue = issue
            .with_context(|| format!("issue {} is not known", order.issue_id))
            .map_err(Failure::Suspect)?;
        if !progress::is_news(followed(&issue), order.issue_version, order.version) {
            return Ok(());
        }
        if issue.question.is_some()
            && let Step::Open(status @ ("routed" | "planned")) =
                progress::step(&order.status, &order.reason)
        {
            // The crew does not need the answer yet: the issue goes on waiting for it.
            questions::set_before(tx, issue.issue_id, status).await?;
            issue.work_order_id = Some(order.work_order_id);
            issue.work_order_version = order.version;
            issues::save(tx, &issue).await?;
            return Ok(());
        }
        let change = follow(&mut issue, &order);
        if change.is_some() {
            let now = clock::now();
            issue_clock::resume(tx, &mut issue, EndedBy::Overtaken, None, now).await?;
        }
        issues::save(tx, &issue).await?;
        if let Some(history) = change {
            issues::add_history(tx, issue.issue_id, &history).await?;
            self.outbox.enqueue(tx, &announce::status_changed(&issue), clock::now()).await?;
            info!(
                issue.id = %issue.issue_id, work_order.id = %order.work_order_id,
                "Issue {} is {} now", issue.issue_id, issue.status
            );
        }
        Ok(())
    }

    fn committed(&self, _event: &Incoming) {
        self.live.touch(LIVE_TOPIC);
    }
}

/// A work order whose values are what the contract promises.
struct Order {
    work_order_id: Uuid,
    issue_id: Uuid,
    version: i64,
    /// The version of the issue that asked for it.
    issue_version: i64,
    status: String,
    reason: String,
    note: String,
    after_photo_ids: Vec<Uuid>,
    changed_at: DateTime<Utc>,
}

impl Order {
    fn parse(message: WorkOrder) -> anyhow::Result<Self> {
        let changed_at =
            message.changed_at.as_ref().and_then(from_timestamp).context("no changed_at")?;
        let after_photo_ids = message.after_photo_ids.iter().map(|id| id.parse());
        Ok(Self {
            work_order_id: message.work_order_id.parse().context("work_order_id")?,
            issue_id: message.issue_id.parse().context("issue_id")?,
            version: message.version.try_into().context("version")?,
            issue_version: message.issue_version.try_into().context("issue_version")?,
            status: message.status,
            reason: message.reason,
            note: message.note,
            after_photo_ids: after_photo_ids
                .collect::<Result<_, _>>()
                .context("after_photo_ids")?,
            changed_at,
        })
    }
}

/// The order that the event is about; `None` for a type that is newer than we are.
fn work_order_in(event: &Incoming) -> Result<Option<WorkOrder>, Failure> {
    let order = if event.is::<WorkOrderOpened>() {
        event.decode::<WorkOrderOpened>()?.work_order
    } else if event.is::<WorkOrderAccepted>() {
        event.decode::<WorkOrderAccepted>()?.work_order
    } else if event.is::<WorkOrderStarted>() {
        event.decode::<WorkOrderStarted>()?.work_order
    } else if event.is::<WorkOrderCompleted>() {
        event.decode::<WorkOrderCompleted>()?.work_order
    } else if event.is::<WorkOrderRefused>() {
        event.decode::<WorkOrderRefused>()?.work_order
    } else if event.is::<WorkOrderCancelled>() {
        event.decode::<WorkOrderCancelled>()?.work_order
    } else {
        return Ok(None);
    };
    order.map(Some).ok_or_else(|| Failure::malformed("the event has no work order"))
}

fn followed(issue: &Issue) -> Followed {
    Followed {
        is_closed: issue.closed_at.is_some(),
        is_in_triage: issue.team_key.is_none(),
        routed_version: issue.routed_version,
        order_version: issue.work_order_version,
    }
}

/// Brings the issue to where the order is. Gives the change for its history,
/// or `None` when nobody outside needs to know.
fn follow(issue: &mut Issue, order: &Order) -> Option<HistoryRow> {
    issue.work_order_id = Some(order.work_order_id);
    issue.work_order_version = order.version;
    let mut reason = String::new();
    match progress::step(&order.status, &order.reason) {
        Step::None => return None,
        Step::Open(status) if issue.status == status => return None,
        // Asked for again: that the team has it is what residents read already.
        Step::Open("routed") if issue.status == "reopened" => return None,
        Step::Open(status) => {
            status.clone_into(&mut issue.status);
            issue.note.clone_from(&order.note);
        }
        Step::Closed { status, reason: why } => {
            status.clone_into(&mut issue.status);
            reason.clone_from(&why);
            issue.reason = why;
            issue.note.clone_from(&order.note);
            issue.after_photo_ids.clone_from(&order.after_photo_ids);
            issue.closed_at = Some(order.changed_at);
        }
        Step::Triage(why) => {
            why.as_str().clone_into(&mut reason);
            "routed".clone_into(&mut issue.status);
            issue.team_key = None;
            issue.team_name = None;
            issue.triage_reason.clone_from(&reason);
            // What a crew tells the dispatcher is not for residents; the history keeps it.
            issue.note.clear();
        }
    }
    issue.version += 1;
    // Clocks differ between machines; an issue's own time never goes back.
    issue.changed_at = issue.changed_at.max(order.changed_at);
    Some(HistoryRow::of(issue, &reason, &order.note, None))
}

#[cfg(test)]
mod tests;
