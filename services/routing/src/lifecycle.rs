//! The life of an issue: what can happen to it in which state, and which state that leads to. Pure.
//!
//! [`TABLE`] is the whole of it: whatever changes an issue asks [`next`] first.

use Cell::{Is, No, To};
use Status::{
    InProgress, NotResolved, Planned, Received, Reopened, Resolved, Routed, WaitingForReporter,
};
use serde::{Deserialize, Serialize};

/// The public state of an issue.
#[derive(
    Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, PartialOrd, Ord, Serialize, sqlx::Type,
)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Status {
    /// No team has it yet.
    Received,
    /// A team has it, or had it and gave it back.
    Routed,
    /// A crew took it up.
    Planned,
    InProgress,
    /// Whoever reported it was asked something.
    WaitingForReporter,
    /// It was closed too soon.
    Reopened,
    Resolved,
    NotResolved,
}

impl Status {
    pub const ALL: [Self; 8] = [
        Received,
        Routed,
        Planned,
        InProgress,
        WaitingForReporter,
        Reopened,
        Resolved,
        NotResolved,
    ];

    /// The word that stands for it in the database, in events and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Received => "received",
            Routed => "routed",
            Planned => "planned",
            InProgress => "in_progress",
            WaitingForReporter => "waiting_for_reporter",
            Reopened => "reopened",
            Resolved => "resolved",
            NotResolved => "not_resolved",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// Nothing is to be done any more.
    pub fn is_closed(self) -> bool {
        matches!(self, Resolved | NotResolved)
    }
}

/// What happens to an issue.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Deed {
    /// Of its work, nothing is taken up yet.
    WorkOpened,
    WorkPlanned,
    WorkBegun,
    WorkDone,
    /// A team looked, and there is nothing that we do.
    WorkRefused,
    /// Every team gave it back.
    GivenBack,
    /// A dispatcher gives it to a team, or to one more.
    Assigned,
    /// A dispatcher asks whoever reported it.
    Asked,
    /// The question came to its end.
    AnswerCame,
    /// A dispatcher closes it as solved.
    ClosedSolved,
    /// A dispatcher closes it as not to be solved; also one that went on in another issue.
    ClosedUnsolved,
    /// Whoever reported it says that it is still there.
    StillThere,
    /// Nobody wants it any more.
    Withdrawn,
    /// A report joins it, or is taken out.
    ReportsChanged,
}

impl Deed {
    pub const ALL: [Self; 14] = [
        Self::WorkOpened,
        Self::WorkPlanned,
        Self::WorkBegun,
        Self::WorkDone,
        Self::WorkRefused,
        Self::GivenBack,
        Self::Assigned,
        Self::Asked,
        Self::AnswerCame,
        Self::ClosedSolved,
        Self::ClosedUnsolved,
        Self::StillThere,
        Self::Withdrawn,
        Self::ReportsChanged,
    ];
}

#[derive(Clone, Copy)]
enum Cell {
    /// It cannot happen.
    No,
    /// It happens, and the state stays.
    Is,
    To(Status),
}

/// A row for each state and a column for each deed, both in the order in which they are declared.
///
/// The work of a crew does not wait for an answer that it does not need: only what it begins or
/// ends is news to who was asked. What is reopened is so until a crew takes it up. A crew that is
/// at it is not called away because the reporter withdraws.
#[rustfmt::skip]
const TABLE: [[Cell; 14]; 8] = [
    //                         opened      planned      begun           done          refused          given back  assigned    asked                   answer came   solved        unsolved         still there   withdrawn        reports
    /* received             */ [No,         No,          No,             No,           No,              No,         To(Routed), To(WaitingForReporter), No,           To(Resolved), To(NotResolved), No,           To(NotResolved), Is],
    /* routed               */ [Is,         To(Planned), To(InProgress), To(Resolved), To(NotResolved), Is,         Is,         To(WaitingForReporter), No,           To(Resolved), To(NotResolved), No,           To(NotResolved), Is],
    /* planned              */ [To(Routed), Is,          To(InProgress), To(Resolved), To(NotResolved), To(Routed), To(Routed), To(WaitingForReporter), No,           To(Resolved), To(NotResolved), No,           To(NotResolved), Is],
    /* in_progress          */ [To(Routed), To(Planned), Is,             To(Resolved), To(NotResolved), To(Routed), To(Routed), To(WaitingForReporter), No,           To(Resolved), To(NotResolved), No,           No,              Is],
    /* waiting_for_reporter */ [Is,         Is,          To(InProgress), To(Resolved), To(NotResolved), To(Routed), To(Routed), No,                     To(Routed),   To(Resolved), To(NotResolved), No,           To(NotResolved), Is],
    /* reopened             */ [Is,         To(Planned), To(InProgress), To(Resolved), To(NotResolved), To(Routed), To(Routed), To(WaitingForReporter), No,           To(Resolved), To(NotResolved), No,           To(NotResolved), Is],
    /* resolved             */ [No,         No,          No,             No,           No,              No,         No,         No,                     No,           No,           No,              To(Reopened), No,              No],
    /* not_resolved         */ [No,         No,          No,             No,           No,              No,         No,         No,                     No,           No,           No,              To(Reopened), No,              No],
];

/// The state after the deed; `None` when it cannot happen.
///
/// After [`Deed::AnswerCame`] an issue is again what it was before the question, which who keeps
/// the question knows; without that it is routed.
pub fn next(from: Status, deed: Deed) -> Option<Status> {
    match TABLE[from as usize][deed as usize] {
        No => None,
        Is => Some(from),
        To(status) => Some(status),
    }
}

#[cfg(test)]
mod tests;
