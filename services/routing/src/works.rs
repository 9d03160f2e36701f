//! The work orders of an issue, and the one rule by which the state of the issue follows from them.
//! Pure.
//!
//! An issue can be with several teams, side by side or one after the other. It is as far as the team
//! that got furthest, and at its end only when every team is.
//!
//! | of all orders that count | issue |
//! |---|---|
//! | one is in progress or paused, or is done while others are not | in progress |
//! | else one is accepted | planned |
//! | else one is open | with a team |
//! | all have ended, one was given back | with no team: a dispatcher looks for another |
//! | all have ended, one is done | resolved |
//! | all were refused for good | not resolved, for the reason of the last |
//!
//! What a dispatcher took back, and what was cancelled, does not count.

use chrono::{DateTime, Utc};
use platform::visit::Visit;
use uuid::Uuid;

use crate::{lifecycle::Deed, rules::TriageReason};

/// Teams that can be asked about one issue at once.
pub const TEAMS_MAX: usize = 6;

/// What one team was asked to do, as far as we followed it.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct Work {
    /// The version of the issue that asked for it: the name that both sides know it by.
    pub issue_version: i64,
    pub team_key: String,
    pub team_name: String,
    /// `None` before the order came.
    pub work_order_id: Option<Uuid>,
    /// 0 before the order came.
    pub order_version: i64,
    /// Of the order: `open`, `accepted`, `in_progress`, `paused`, `done`, `refused`, `cancelled`.
    pub status: String,
    pub reason: String,
    pub note: String,
    pub after_photo_ids: Vec<Uuid>,
    pub changed_at: DateTime<Utc>,
    /// When the team comes, if it said so.
    pub visit: Option<Visit>,
    /// It is no longer asked of the team.
    pub is_over: bool,
}

/// How far an order is, in what it means for its issue.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Stand {
    Open,
    Accepted,
    Begun,
    Done,
    Refused,
    GivenBack(TriageReason),
    /// It does not count.
    Gone,
}

impl Work {
    fn stand(&self) -> Stand {
        if self.is_over {
            return Stand::Gone;
        }
        match (self.status.as_str(), self.reason.as_str()) {
            ("open", _) => Stand::Open,
            ("accepted", _) => Stand::Accepted,
            ("in_progress" | "paused", _) => Stand::Begun,
            ("done", _) => Stand::Done,
            ("refused", "not_found" | "already_gone" | "not_ours") => Stand::Refused,
            ("refused", "needs_equipment") => Stand::GivenBack(TriageReason::NeedsEquipment),
            // Or a reason newer than we are: somebody has to look.
            ("refused", _) => Stand::GivenBack(TriageReason::OtherTeam),
            _ => Stand::Gone,
        }
    }

    /// The team still has something to do.
    pub fn is_unfinished(&self) -> bool {
        matches!(self.stand(), Stand::Open | Stand::Accepted | Stand::Begun)
    }

    /// The team gave it back, and nobody has looked for another yet.
    pub fn given_back(&self) -> Option<TriageReason> {
        if let Stand::GivenBack(reason) = self.stand() { Some(reason) } else { None }
    }

    /// When residents may expect the team: not before it took the work up, nor after it ended.
    pub fn expected_visit(&self) -> Option<Visit> {
        self.visit.filter(|_| matches!(self.stand(), Stand::Accepted | Stand::Begun))
    }

    /// Whether version `order_version` of its order is news. Events come late and twice.
    pub fn is_news(&self, order_version: i64) -> bool {
        !self.is_over && order_version > self.order_version
    }
}

/// What all the work of an issue means for it; `None` when none of it counts.
pub fn deed(works: &[Work]) -> Option<Deed> {
    let has = |wanted: fn(Stand) -> bool| works.iter().any(|work| wanted(work.stand()));
    let is_done = has(|it| it == Stand::Done);
    if has(|it| matches!(it, Stand::Open | Stand::Accepted | Stand::Begun)) {
        return Some(if is_done || has(|it| it == Stand::Begun) {
            Deed::WorkBegun
        } else if has(|it| it == Stand::Accepted) {
            Deed::WorkPlanned
        } else {
            Deed::WorkOpened
        });
    }
    if has(|it| matches!(it, Stand::GivenBack(_))) {
        Some(Deed::GivenBack)
    } else if is_done {
        Some(Deed::WorkDone)
    } else {
        has(|it| it == Stand::Refused).then_some(Deed::WorkRefused)
    }
}

/// The team that the issue is shown with: the first that still has something to do, or else the
/// last that ended it. `None`: no team has it.
pub fn lead(works: &[Work]) -> Option<&Work> {
    let unfinished = works.iter().find(|work| work.is_unfinished());
    let ended = |work: &&Work| matches!(work.stand(), Stand::Done | Stand::Refused);
    unfinished.or_else(|| {
        let is_waiting = works.iter().any(|work| work.given_back().is_some());
        if is_waiting { None } else { works.iter().filter(ended).max_by_key(|it| it.changed_at) }
    })
}

/// Why a dispatcher has to look at it, also while other teams are at it.
pub fn waits_for(works: &[Work]) -> Option<TriageReason> {
    works.iter().find_map(Work::given_back)
}

/// Pictures of the spot after the work, in the order in which the teams were asked.
pub fn after_photo_ids(works: &[Work]) -> Vec<Uuid> {
    let done = works.iter().filter(|work| work.stand() == Stand::Done);
    done.flat_map(|work| work.after_photo_ids.iter().copied()).collect()
}

/// The versions of the issue that asked for work that is still to be done.
pub fn unfinished(works: &[Work]) -> Vec<i64> {
    works.iter().filter(|work| work.is_unfinished()).map(|work| work.issue_version).collect()
}

#[cfg(test)]
pub(crate) mod tests;
