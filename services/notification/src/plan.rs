//! Which messages somebody gets. Pure: the same facts give the same messages.
//!
//! The three streams are independent, so a status can arrive before the
//! contact and the contact before the report. Therefore nothing depends on
//! what came first: a follower gets the receipt, and in each round one message
//! for each step that the report was ever seen to reach. A round ends when
//! what was closed is opened again.

use std::collections::{BTreeMap, BTreeSet};

use platform::visit::Visit;

/// A moment that people hear about, in the order of a report's life.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Step {
    /// We have your report.
    Received,
    /// The crew comes or is at it: the first of the two.
    Progress,
    /// The crew comes on this day.
    Visit,
    /// It does not come on the day that was told.
    Postponed,
    /// We have a question, and wait for the answer.
    Asked,
    Resolved,
    NotResolved,
}

impl Step {
    pub const ALL: [Self; 7] = [
        Self::Received,
        Self::Progress,
        Self::Visit,
        Self::Postponed,
        Self::Asked,
        Self::Resolved,
        Self::NotResolved,
    ];

    /// The code in tables and metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Progress => "progress",
            Self::Visit => "visit",
            Self::Postponed => "postponed",
            Self::Asked => "asked",
            Self::Resolved => "resolved",
            Self::NotResolved => "not_resolved",
        }
    }

    /// The step that a code means; `None` when this build does not know it.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == code)
    }

    /// Whether the issue is closed with it.
    pub fn is_end(self) -> bool {
        matches!(self, Self::Resolved | Self::NotResolved)
    }
}

/// The step that a public status brings the report to, if people hear about it.
///
/// The receipt is not among them: that belongs to the subscription. Reasons
/// that send the work to another team end nothing, so they are not told.
pub fn plan(status: &str, reason: &str) -> Option<Step> {
    match (status, reason) {
        ("planned" | "in_progress", _) => Some(Step::Progress),
        ("waiting_for_reporter", _) => Some(Step::Asked),
        ("resolved", _) => Some(Step::Resolved),
        // Who withdrew it needs no mail to know it.
        ("not_resolved", "other_team" | "needs_equipment" | "withdrawn") => None,
        ("not_resolved", _) => Some(Step::NotResolved),
        _ => None,
    }
}

/// Whether a public status closes the issue.
pub fn is_end(status: &str, reason: &str) -> bool {
    plan(status, reason).is_some_and(Step::is_end)
        || (status, reason) == ("not_resolved", "withdrawn")
}

/// Begins the code of a turn that has a time in it.
const AGREED: &str = "agreed ";

/// A change of the issue that messages depend on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Turn {
    Reached(Step),
    /// A crew comes then.
    Agreed(Visit),
    /// It was closed too soon: a new round begins.
    Reopened,
    /// The team has it and nothing is asked: what is asked after it is another question.
    GoesOn,
}

impl Turn {
    /// What a public status means for the messages, if anything.
    pub fn of(status: &str, reason: &str, visit: Option<Visit>) -> Option<Self> {
        match status {
            "planned" if visit.is_some() => visit.map(Self::Agreed),
            "reopened" => Some(Self::Reopened),
            "received" | "routed" => Some(Self::GoesOn),
            _ => plan(status, reason).map(Self::Reached),
        }
    }

    /// The code in tables.
    pub fn code(self) -> String {
        match self {
            Self::Reached(step) => step.as_str().to_owned(),
            Self::Agreed(Visit { from, until }) => {
                format!("{AGREED}{} {}", from.to_rfc3339(), until.to_rfc3339())
            }
            Self::Reopened => "reopened".to_owned(),
            Self::GoesOn => "goes_on".to_owned(),
        }
    }

    /// The turn that a code means; `None` when this build does not know it.
    pub fn parse(code: &str) -> Option<Self> {
        if let Some(time) = code.strip_prefix(AGREED) {
            let (from, until) = time.split_once(' ')?;
            return Some(Self::Agreed(Visit {
                from: from.parse().ok()?,
                until: until.parse().ok()?,
            }));
        }
        match code {
            "reopened" => Some(Self::Reopened),
            "goes_on" => Some(Self::GoesOn),
            _ => Step::parse(code).map(Self::Reached),
        }
    }
}

/// A message that must exist.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Due {
    pub step: Step,
    /// How often the step was reached, from 1.
    pub round: i32,
    /// The state that the message tells; `None` for the receipt, which tells the newest.
    pub issue_version: Option<i64>,
}

/// All that decides which messages are due for one report.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Follow {
    /// Without the report there is no number or place to tell.
    pub is_report_known: bool,
    /// Somebody gave a mail address, and did not stop the messages.
    pub wants_mail: bool,
    /// The changes seen, by the version of the issue, whether or not somebody followed the
    /// report by then.
    pub turns: BTreeMap<i64, Turn>,
}

impl Follow {
    /// The messages that must exist, earliest first. What comes late can only add rounds, so
    /// adding what is missing after each event is enough.
    pub fn due(&self) -> Vec<Due> {
        if !(self.is_report_known && self.wants_mail) {
            return Vec::new();
        }
        let mut due = vec![Due { step: Step::Received, round: 1, issue_version: None }];
        let (mut rounds, mut told) = (BTreeMap::new(), BTreeSet::new());
        // The time that the crew comes, by what was told.
        let mut promised = None;
        for (version, turn) in &self.turns {
            let step = match *turn {
                Turn::Reached(step) => step,
                Turn::Agreed(visit) => {
                    if promised.replace(visit) != Some(visit) {
                        told.remove(&Step::Visit);
                    }
                    Step::Visit
                }
                Turn::Reopened => {
                    promised = None;
                    told.clear();
                    continue;
                }
                Turn::GoesOn => {
                    told.remove(&Step::Asked);
                    if promised.take().is_none() {
                        continue;
                    }
                    for step in [Step::Visit, Step::Progress, Step::Postponed] {
                        told.remove(&step);
                    }
                    Step::Postponed
                }
            };
            if step != Step::Asked {
                told.remove(&Step::Asked);
            }
            if step.is_end() {
                promised = None;
            }
            // Who knows the day knows that a crew comes.
            if step == Step::Visit {
                told.insert(Step::Progress);
            }
            if told.insert(step) {
                let round = rounds.entry(step).or_insert(0);
                *round += 1;
                due.push(Due { step, round: *round, issue_version: Some(*version) });
            }
        }
        due
    }
}

#[cfg(test)]
mod tests;
