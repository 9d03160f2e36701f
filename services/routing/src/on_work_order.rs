//! Follows the work orders: what a crew does decides the state of its issue.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use platform::{
    clock::{self, from_timestamp},
    consumer::{Failure, Handler, Incoming},
    live::Live,
    outbox::Outbox,
    visit::Visit,
    work_order::work_order_in,
};
use proto::v1::WorkOrder;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    LIVE_TOPIC, asking, change, issue_clock,
    lifecycle::{self, Deed, Status},
    standard_text::Words,
    store::{
        self,
        issues::{self, Issue},
        questions::{self, EndedBy},
    },
    works::{self, Work},
};

/// In the history: one of several teams has ended its work.
pub(crate) const ONE_DONE: &str = "one_done";
pub(crate) const ONE_REFUSED: &str = "one_refused";

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
        let mut works = store::works::of(&mut *tx, issue.issue_id).await?;
        // An order of a routing that we do not know is one of long ago.
        let of_order = works.iter_mut().find(|work| work.issue_version == order.issue_version);
        let Some(work) = of_order.filter(|work| work.is_news(order.version)) else {
            return Ok(());
        };
        order.tell(work);
        store::works::put(tx, issue.issue_id, work).await?;
        let now = clock::now();
        let before = issue.status;
        match follow(&mut issue, &works, &order) {
            // What a crew does not wait for, the reporter still may be asked.
            Followed::Waits(meanwhile) => {
                questions::set_before(tx, issue.issue_id, meanwhile).await?;
                issues::save(tx, &issue).await?;
            }
            Followed::Nothing => issues::save(tx, &issue).await?,
            Followed::Changed(why) => {
                if before == Status::WaitingForReporter {
                    issue_clock::resume(tx, &mut issue, EndedBy::Overtaken, None, now).await?;
                }
                issue.version += 1;
                // Clocks differ between machines; an issue's own time never goes back.
                issue.changed_at = issue.changed_at.max(order.changed_at);
                change::keep(tx, &self.outbox, &issue, (&why, &order.note), None, now).await?;
            }
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
    visit: Option<Visit>,
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
            visit: Visit::of(message.visit.as_ref()),
        })
    }
}

impl Order {
    /// Brings the work to where its order is.
    fn tell(&self, work: &mut Work) {
        work.work_order_id = Some(self.work_order_id);
        work.order_version = self.version;
        work.status.clone_from(&self.status);
        work.reason.clone_from(&self.reason);
        work.note.clone_from(&self.note);
        work.after_photo_ids.clone_from(&self.after_photo_ids);
        work.changed_at = self.changed_at;
        work.visit = self.visit;
    }
}

/// What the step of an order is for its issue.
#[derive(Debug, PartialEq)]
enum Followed {
    /// Nobody outside needs to know.
    Nothing,
    /// The issue goes on waiting for an answer, and will then be this.
    Waits(Status),
    /// It changed, for this reason in its history.
    Changed(String),
}

/// Brings the issue to where all its work is, after a step of this order.
fn follow(issue: &mut Issue, works: &[Work], order: &Order) -> Followed {
    let Some(deed) = works::deed(works) else { return Followed::Nothing };
    // A closed issue, or one that no team has, follows nothing.
    let Some(status) = lifecycle::next(issue.status, deed) else { return Followed::Nothing };
    let shown = (issue.team_key.clone(), issue.triage_reason.clone(), issue.visit);
    let is_question_open = issue.question.is_some();
    asking::show(issue, works);
    let is_shown_else = shown != (issue.team_key.clone(), issue.triage_reason.clone(), issue.visit);
    if is_question_open && status == Status::WaitingForReporter {
        let meanwhile = lifecycle::next(Status::Routed, deed).unwrap_or(Status::Routed);
        return Followed::Waits(meanwhile);
    }
    if status == issue.status && !is_shown_else && deed != Deed::GivenBack {
        return Followed::Nothing;
    }
    issue.status = status;
    let why = match deed {
        Deed::WorkDone | Deed::WorkRefused => {
            issue.words = Words::typed(&order.note);
            issue.after_photo_ids = works::after_photo_ids(works);
            issue.closed_at = Some(order.changed_at);
            if deed == Deed::WorkRefused { order.reason.clone() } else { String::new() }
        }
        // What a crew tells the dispatcher is not for residents; the history keeps it.
        Deed::GivenBack => {
            issue.words = Words::default();
            issue.triage_reason.clone()
        }
        _ if order.status == "refused" && is_shown_else && !issue.triage_reason.is_empty() => {
            issue.triage_reason.clone()
        }
        _ if order.status == "refused" => ONE_REFUSED.to_owned(),
        _ => {
            issue.words = Words::typed(&order.note);
            if order.status == "done" { ONE_DONE.to_owned() } else { String::new() }
        }
    };
    if deed == Deed::WorkRefused {
        issue.reason.clone_from(&why);
    }
    Followed::Changed(why)
}

#[cfg(test)]
mod tests;
