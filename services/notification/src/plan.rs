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
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_status_and_reason_has_its_step_or_none() {
        let reasons = ["", "not_found", "already_gone", "not_ours", "new_reason"];
        let told = [
            ("received", None),
            ("routed", None),
            ("planned", Some(Step::Progress)),
            ("in_progress", Some(Step::Progress)),
            ("waiting_for_reporter", Some(Step::Asked)),
            ("resolved", Some(Step::Resolved)),
            ("not_resolved", Some(Step::NotResolved)),
            ("reopened", None),
            ("unheard_of", None),
            ("", None),
        ];
        for (status, step) in told {
            for reason in reasons {
                assert_eq!(plan(status, reason), step, "{status} {reason}");
            }
        }
    }

    #[test]
    fn a_refusal_that_passes_the_work_on_is_not_told() {
        assert_eq!(plan("not_resolved", "other_team"), None);
        assert_eq!(plan("not_resolved", "needs_equipment"), None);
        assert!(!is_end("not_resolved", "needs_equipment"));
    }

    #[test]
    fn a_withdrawn_report_is_closed_without_a_mail() {
        assert_eq!(plan("not_resolved", "withdrawn"), None);
        assert!(is_end("not_resolved", "withdrawn"));
        assert!(is_end("resolved", "") && !is_end("reopened", ""));
    }

    #[test]
    fn a_code_leads_back_to_its_step() {
        for step in Step::ALL {
            assert_eq!(Step::parse(step.as_str()), Some(step));
        }
        assert_eq!(Step::parse("survey"), None);
    }

    fn follow(turns: &[(i64, &str)]) -> Follow {
        let turns = turns.iter().map(|(version, code)| (*version, Turn::parse(code).unwrap()));
        Follow { is_report_known: true, wants_mail: true, turns: turns.collect() }
    }

    /// Step, round and version of what is due after the receipt.
    fn due(turns: &[(i64, &str)]) -> Vec<(Step, i32, i64)> {
        let due = follow(turns).due().into_iter();
        due.skip(1).map(|due| (due.step, due.round, due.issue_version.unwrap())).collect()
    }

    #[test]
    fn nobody_is_told_before_both_report_and_address_are_known() {
        let both = follow(&[(4, "resolved")]);
        let report = Follow { wants_mail: false, ..both.clone() };
        let contact = Follow { is_report_known: false, ..both.clone() };

        assert!(report.due().is_empty() && contact.due().is_empty());
        let steps: Vec<_> = both.due().into_iter().map(|due| due.step).collect();
        assert_eq!(steps, [Step::Received, Step::Resolved]);
    }

    #[test]
    fn a_step_that_comes_again_in_the_same_round_is_told_once() {
        let turns = [(3, "progress"), (4, "progress"), (5, "resolved"), (6, "resolved")];
        assert_eq!(due(&turns), [(Step::Progress, 1, 3), (Step::Resolved, 1, 5)]);
    }

    #[test]
    fn what_was_opened_again_is_told_again() {
        let turns = [(5, "resolved"), (6, "reopened"), (7, "reopened"), (9, "resolved")];
        assert_eq!(due(&turns), [(Step::Resolved, 1, 5), (Step::Resolved, 2, 9)]);
        let other_end = [(5, "resolved"), (6, "reopened"), (9, "not_resolved")];
        assert_eq!(due(&other_end), [(Step::Resolved, 1, 5), (Step::NotResolved, 1, 9)]);
    }

    #[test]
    fn each_question_is_told_once_however_often_it_is_announced() {
        let turns = [(3, "asked"), (4, "asked"), (5, "goes_on"), (6, "asked"), (7, "progress")];
        assert_eq!(due(&turns), [(Step::Asked, 1, 3), (Step::Asked, 2, 6), (Step::Progress, 1, 7)]);
        let meanwhile = [(3, "progress"), (4, "asked"), (5, "progress"), (6, "asked")];
        assert_eq!(
            due(&meanwhile),
            [(Step::Progress, 1, 3), (Step::Asked, 1, 4), (Step::Asked, 2, 6)]
        );
    }

    #[test]
    fn a_turn_is_known_by_its_code() {
        for (status, code) in
            [("planned", "progress"), ("reopened", "reopened"), ("routed", "goes_on")]
        {
            let turn = Turn::of(status, "", None).unwrap();
            assert_eq!((turn.code().as_str(), Turn::parse(code)), (code, Some(turn)));
        }
        assert_eq!((Turn::of("", "", None), Turn::parse("survey")), (None, None));
        let agreed = Turn::of("planned", "", Some(visit(1))).unwrap();
        assert_eq!((agreed, Turn::parse(&agreed.code())), (Turn::Agreed(visit(1)), Some(agreed)));
        assert_eq!(
            Turn::of("in_progress", "", Some(visit(1))),
            Some(Turn::Reached(Step::Progress))
        );
        assert_eq!(Turn::parse("agreed soon"), None);
    }

    /// Three hours on the morning of a day in December.
    fn visit(day: u32) -> Visit {
        let at = |hour| format!("2026-12-{day:02}T{hour:02}:00:00Z").parse().unwrap();
        Visit { from: at(7), until: at(10) }
    }

    #[test]
    fn a_day_is_told_once_another_day_again_and_also_that_it_is_off() {
        let agreed = |day| Turn::Agreed(visit(day)).code();
        let (first, second) = (agreed(1), agreed(8));
        let turns = [(2, &*first), (3, &*first), (4, "progress"), (5, "resolved")];
        assert_eq!(due(&turns), [(Step::Visit, 1, 2), (Step::Resolved, 1, 5)]);

        let moved = [(2, &*first), (3, &*second)];
        assert_eq!(due(&moved), [(Step::Visit, 1, 2), (Step::Visit, 2, 3)]);

        let off = [(2, &*first), (3, "goes_on"), (4, "goes_on"), (5, &*first), (6, "goes_on")];
        let told = [
            (Step::Visit, 1, 2),
            (Step::Postponed, 1, 3),
            (Step::Visit, 2, 5),
            (Step::Postponed, 2, 6),
        ];
        assert_eq!(due(&off), told);

        let without = [(2, &*first), (3, "goes_on"), (4, "progress")];
        assert_eq!(
            due(&without),
            [(Step::Visit, 1, 2), (Step::Postponed, 1, 3), (Step::Progress, 1, 4)]
        );
        let ended = [(2, &*first), (3, "resolved"), (4, "reopened"), (5, "goes_on")];
        assert_eq!(due(&ended), [(Step::Visit, 1, 2), (Step::Resolved, 1, 3)]);
    }

    /// An event, as far as it matters for what is due.
    #[derive(Clone, Debug)]
    enum Fact {
        Report,
        Contact,
        Status(i64, &'static str, &'static str),
        Agreed(i64, u32),
    }

    const LIFE: [Fact; 15] = [
        Fact::Report,
        Fact::Contact,
        Fact::Status(1, "routed", ""),
        Fact::Status(2, "planned", ""),
        Fact::Status(3, "in_progress", ""),
        Fact::Status(4, "resolved", ""),
        Fact::Status(5, "reopened", ""),
        Fact::Status(6, "planned", ""),
        Fact::Status(7, "resolved", ""),
        Fact::Status(8, "not_resolved", "not_found"),
        Fact::Status(9, "waiting_for_reporter", ""),
        Fact::Status(10, "routed", ""),
        Fact::Status(11, "waiting_for_reporter", ""),
        Fact::Agreed(12, 1),
        Fact::Agreed(13, 2),
    ];

    /// What the consumers do: note the fact, then add the messages that are missing.
    fn messages(facts: &[Fact]) -> BTreeSet<(Step, i32)> {
        let (mut follow, mut planned) = (Follow::default(), BTreeSet::new());
        for fact in facts {
            match fact {
                Fact::Report => follow.is_report_known = true,
                Fact::Contact => follow.wants_mail = true,
                Fact::Status(version, status, reason) => {
                    let turn = Turn::of(status, reason, None);
                    follow.turns.extend(turn.map(|turn| (*version, turn)));
                }
                Fact::Agreed(version, day) => {
                    follow.turns.insert(*version, Turn::Agreed(visit(*day)));
                }
            }
            planned.extend(follow.due().into_iter().map(|due| (due.step, due.round)));
        }
        planned
    }

    /// Which events happened, and an order in which they came, some more than once.
    fn arrivals() -> impl Strategy<Value = (Vec<Fact>, Vec<Fact>)> {
        let happened = proptest::sample::subsequence(LIFE.to_vec(), 0..=LIFE.len());
        happened.prop_flat_map(|happened| {
            let again = proptest::collection::vec(0..LIFE.len(), 0..16);
            (Just(happened.clone()), again).prop_flat_map(|(happened, again)| {
                let repeats = again.iter().filter_map(|at| happened.get(*at).cloned());
                let came: Vec<_> = happened.iter().cloned().chain(repeats).collect();
                (Just(happened), Just(came).prop_shuffle())
            })
        })
    }

    proptest! {
        #[test]
        fn whatever_the_order_and_however_often_the_messages_are_the_same(
            (happened, came) in arrivals()
        ) {
            prop_assert_eq!(messages(&came), messages(&happened));
        }
    }
}
