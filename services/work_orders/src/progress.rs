//! The life of a work order: which action is possible when, and what it leads to.
//!
//! | status    | accept   | plan     | release | start   | complete | refuse  | cancel    |
//! |-----------|----------|----------|---------|---------|----------|---------|-----------|
//! | open      | accepted | accepted | repeat  | -       | done     | refused | cancelled |
//! | accepted  | repeat   | accepted | open    | started | done     | refused | cancelled |
//! | started   | -        | -        | -       | repeat  | done     | refused | cancelled |
//! | paused    | -        | -        | -       | started | done     | refused | cancelled |
//! | done      | -        | -        | -       | -       | repeat   | -       | -         |
//! | refused   | -        | -        | -       | -       | -        | repeat  | -         |
//! | cancelled | -        | -        | -       | -       | -        | -       | repeat    |
//!
//! Started is `in_progress`. Done, refused and cancelled are final. To plan is to accept for a time that
//! residents are told; for another time it can be done again. To release is to take that back. A repeat is
//! harmless when the same person asks for the same outcome, as a phone does when
//! it did not hear the answer; otherwise somebody else was first, and the caller
//! must be told.

use platform::visit::Visit;
use uuid::Uuid;

/// How far a work order is.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Status {
    Open,
    Accepted,
    InProgress,
    /// No action leads here yet; the contract has it.
    Paused,
    Done,
    Refused,
    Cancelled,
}

/// Why a team does not do it.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Reason {
    NotFound,
    AlreadyGone,
    NotOurs,
    OtherTeam,
    NeedsEquipment,
}

/// What somebody, or the system, does with a work order.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Action {
    Accept,
    /// It goes on a round, which comes then.
    Plan(Visit),
    /// The round does not come to it.
    Release,
    Start,
    Complete {
        /// After-photos, in the order in which they are shown.
        photo_ids: Vec<Uuid>,
        note: String,
    },
    Refuse {
        reason: Reason,
        note: String,
    },
    /// By the system only: the work is no longer asked of this team.
    Cancel,
}

/// The part of a work order that decides about an action.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Standing {
    pub status: Status,
    pub reason: Option<Reason>,
    pub note: String,
    pub after_photo_ids: Vec<Uuid>,
    /// When the team comes, as residents were told.
    pub visit: Option<Visit>,
    /// Who made the last step; `None` is the system.
    pub changed_by: Option<Uuid>,
}

/// What an action leads to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Verdict {
    /// A step, to what the order is then.
    Step(Standing),
    /// It is so already, by the same person and with the same outcome.
    Repeat,
    /// It does not fit with how the order stands.
    Conflict,
}

impl Status {
    pub const ALL: [Self; 7] = [
        Self::Open,
        Self::Accepted,
        Self::InProgress,
        Self::Paused,
        Self::Done,
        Self::Refused,
        Self::Cancelled,
    ];

    /// The word that stands for it in the database, in events and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::InProgress => "in_progress",
            Self::Paused => "paused",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// Nothing can follow.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Refused | Self::Cancelled)
    }
}

impl Reason {
    pub const ALL: [Self; 5] =
        [Self::NotFound, Self::AlreadyGone, Self::NotOurs, Self::OtherTeam, Self::NeedsEquipment];

    /// The word that stands for it in the database, in events and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::AlreadyGone => "already_gone",
            Self::NotOurs => "not_ours",
            Self::OtherTeam => "other_team",
            Self::NeedsEquipment => "needs_equipment",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text)
    }
}

/// Decides about an action of `actor`; `None` is the system.
pub fn judge(standing: &Standing, action: &Action, actor: Option<Uuid>) -> Verdict {
    if standing.changed_by == actor && is_outcome_of(standing, action) {
        return Verdict::Repeat;
    }
    let Some(status) = next(standing.status, action) else { return Verdict::Conflict };
    let step = Standing { status, changed_by: actor, ..standing.clone() };
    Verdict::Step(match action.clone() {
        Action::Accept | Action::Start | Action::Cancel => step,
        Action::Plan(visit) => Standing { visit: Some(visit), ..step },
        Action::Release => Standing { visit: None, ..step },
        Action::Complete { photo_ids, note } => {
            Standing { after_photo_ids: photo_ids, note, ..step }
        }
        Action::Refuse { reason, note } => Standing { reason: Some(reason), note, ..step },
    })
}

/// The table above; `None` is where it has no new status.
fn next(status: Status, action: &Action) -> Option<Status> {
    match (status, action) {
        (Status::Open, Action::Accept) | (Status::Open | Status::Accepted, Action::Plan(_)) => {
            Some(Status::Accepted)
        }
        (Status::Accepted, Action::Release) => Some(Status::Open),
        (Status::Accepted | Status::Paused, Action::Start) => Some(Status::InProgress),
        (
            Status::Open | Status::Accepted | Status::InProgress | Status::Paused,
            Action::Complete { .. },
        ) => Some(Status::Done),
        (
            Status::Open | Status::Accepted | Status::InProgress | Status::Paused,
            Action::Refuse { .. },
        ) => Some(Status::Refused),
        (Status::Open | Status::Accepted | Status::InProgress | Status::Paused, Action::Cancel) => {
            Some(Status::Cancelled)
        }
        (Status::Accepted | Status::InProgress | Status::Paused, Action::Accept)
        | (Status::InProgress | Status::Paused, Action::Plan(_))
        | (Status::Open | Status::InProgress | Status::Paused, Action::Release)
        | (Status::Open | Status::InProgress, Action::Start)
        | (Status::Done | Status::Refused | Status::Cancelled, _) => None,
    }
}

/// Whether the order stands as the action would have left it.
fn is_outcome_of(standing: &Standing, action: &Action) -> bool {
    match (standing.status, action) {
        (Status::Accepted, Action::Accept)
        | (Status::Open, Action::Release)
        | (Status::InProgress, Action::Start)
        | (Status::Cancelled, Action::Cancel) => true,
        (Status::Accepted, Action::Plan(visit)) => standing.visit == Some(*visit),
        (Status::Done, Action::Complete { photo_ids, note }) => {
            standing.after_photo_ids == *photo_ids && standing.note == *note
        }
        (Status::Refused, Action::Refuse { reason, note }) => {
            standing.reason == Some(*reason) && standing.note == *note
        }
        _ => false,
    }
}

/// Says, in the middle of "Deze opdracht … door …", how the order got where it is.
/// `None` for an order that nobody took up yet.
pub fn deed(status: Status) -> Option<&'static str> {
    match status {
        Status::Open => None,
        Status::Accepted => Some("is al aangenomen"),
        Status::InProgress => Some("is al begonnen"),
        Status::Paused => Some("is stilgelegd"),
        Status::Done => Some("is al klaar gemeld"),
        Status::Refused => Some("is teruggegeven"),
        Status::Cancelled => Some("is vervallen"),
    }
}

/// Says why the action is not possible now, and what is.
/// `by` is who made the last step, `when` the moment of it: "om 14.12".
pub fn refusal(status: Status, by: &str, when: &str) -> String {
    match (deed(status), status) {
        (None, _) => "Deze opdracht is nog niet aangenomen. Neem hem eerst aan.".to_owned(),
        (Some(deed), Status::Cancelled) => {
            format!("Deze opdracht {deed}, {when}. Je hoeft er niet heen.")
        }
        (Some(deed), _) => format!("Deze opdracht {deed} door {by} {when}."),
    }
}

#[cfg(test)]
mod tests;
