//! The life of one report: what each service would remember of it.

use chrono::{DateTime, Utc};
use routing::{
    issue_clock::Clock,
    lifecycle::{self, Deed, Status as IssueStatus},
    works::{self, Work},
};
use uuid::Uuid;
use work_orders::progress::{Reason, Standing};

use super::world::Place;

pub(super) struct Life {
    pub(super) report: Report,
    pub(super) issue: Issue,
    pub(super) orders: Vec<Order>,
}

pub(super) struct Report {
    pub(super) id: Uuid,
    pub(super) number: String,
    pub(super) category: usize,
    pub(super) place: Place,
    pub(super) place_words: String,
    pub(super) description: String,
    /// Metres.
    pub(super) accuracy: f32,
    pub(super) submitted_at: DateTime<Utc>,
}

/// An issue as routing holds it.
pub(super) struct Issue {
    pub(super) id: Uuid,
    pub(super) version: i64,
    pub(super) area: Option<usize>,
    /// `None` in triage.
    pub(super) team: Option<usize>,
    pub(super) triage_reason: &'static str,
    pub(super) status: &'static str,
    pub(super) reason: String,
    pub(super) note: String,
    pub(super) clock: Clock,
    pub(super) changed_at: DateTime<Utc>,
    pub(super) closed_at: Option<DateTime<Utc>>,
    /// The version that asked for the work last.
    pub(super) routed_version: i64,
    pub(super) order: Option<(Uuid, i64)>,
    /// Every change since the report came, by version.
    pub(super) changes: Vec<Change>,
}

/// A change of an issue. The history of staff says more than residents are told.
pub(super) struct Change {
    pub(super) version: i64,
    pub(super) status: &'static str,
    pub(super) team: Option<usize>,
    pub(super) reason: String,
    pub(super) note: String,
    pub(super) told_reason: String,
    pub(super) told_note: String,
    /// The dispatcher who did it.
    pub(super) by: Option<String>,
    pub(super) at: DateTime<Utc>,
}

/// A work order with every step of it; there is always the one that opened it.
pub(super) struct Order {
    pub(super) id: Uuid,
    pub(super) issue_version: i64,
    pub(super) team: usize,
    pub(super) steps: Vec<OrderStep>,
}

pub(super) struct OrderStep {
    pub(super) standing: Standing,
    pub(super) by: String,
    pub(super) at: DateTime<Utc>,
}

impl Order {
    pub(super) fn opened_at(&self) -> DateTime<Utc> {
        self.steps[0].at
    }

    pub(super) fn last(&self) -> &OrderStep {
        &self.steps[self.steps.len() - 1]
    }

    /// The same as routing knows it.
    pub(super) fn work(&self) -> Work {
        let OrderStep { standing, at, .. } = self.last();
        Work {
            issue_version: self.issue_version,
            team_key: String::new(),
            team_name: String::new(),
            work_order_id: Some(self.id),
            order_version: self.version(),
            status: standing.status.as_str().to_owned(),
            reason: standing.reason.map_or("", Reason::as_str).to_owned(),
            note: standing.note.clone(),
            after_photo_ids: standing.after_photo_ids.clone(),
            visit: None,
            changed_at: *at,
            is_over: false,
        }
    }

    pub(super) fn version(&self) -> i64 {
        i64::try_from(self.steps.len()).unwrap_or(i64::MAX)
    }

    pub(super) fn closed_at(&self) -> Option<DateTime<Utc>> {
        self.last().standing.status.is_final().then_some(self.last().at)
    }
}

impl Issue {
    /// The changes that were announced: all but the first, that the report came in.
    pub(super) fn told(&self) -> &[Change] {
        self.changes.get(1..).unwrap_or_default()
    }

    /// Writes down how it is now.
    pub(super) fn change(&mut self, reason: &str, note: &str, by: Option<String>) {
        self.changes.push(Change {
            version: self.version,
            status: self.status,
            team: self.team,
            reason: reason.to_owned(),
            note: note.to_owned(),
            told_reason: self.reason.clone(),
            told_note: self.note.clone(),
            by,
            at: self.changed_at,
        });
    }

    /// Goes where the last step of its order leads, as routing does when it hears of the step.
    pub(super) fn follow(&mut self, order: &Order) {
        let (standing, at) = (&order.last().standing, order.last().at);
        self.order = Some((order.id, order.version()));
        let works = [order.work()];
        let before = IssueStatus::parse(self.status);
        let deed = works::deed(&works);
        let Some((deed, status)) =
            deed.and_then(|deed| Some((deed, lifecycle::next(before?, deed)?)))
        else {
            return;
        };
        if self.status == status.as_str() && deed != Deed::GivenBack {
            return;
        }
        self.status = status.as_str();
        self.note.clone_from(&standing.note);
        let code = standing.reason.map_or("", Reason::as_str);
        let mut reason = String::new();
        match deed {
            Deed::WorkDone => self.closed_at = Some(at),
            Deed::WorkRefused => {
                self.closed_at = Some(at);
                code.clone_into(&mut self.reason);
                code.clone_into(&mut reason);
            }
            Deed::GivenBack => {
                self.team = None;
                self.triage_reason = works::waits_for(&works).map_or("", |why| why.as_str());
                self.note.clear();
                self.triage_reason.clone_into(&mut reason);
            }
            _ => {}
        }
        self.version += 1;
        self.changed_at = at;
        self.change(&reason, &standing.note, None);
    }
}
