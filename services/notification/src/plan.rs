//! Which messages somebody gets. Pure: the same facts give the same messages.
//!
//! The three streams are independent, so a status can arrive before the
//! contact and the contact before the report. Therefore nothing depends on
//! what came first: a follower gets the receipt, and one message for each
//! step that the report was ever seen to reach.

use std::collections::BTreeSet;

/// A moment that people hear about, in the order of a report's life.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Step {
    /// We have your report.
    Received,
    /// The crew comes or is at it: the first of the two.
    Progress,
    Resolved,
    NotResolved,
}

impl Step {
    pub const ALL: [Self; 4] = [Self::Received, Self::Progress, Self::Resolved, Self::NotResolved];

    /// The code in tables and metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Progress => "progress",
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

/// All that decides which messages are due for one report.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Follow {
    /// Without the report there is no number or place to tell.
    pub is_report_known: bool,
    /// Somebody gave a mail address, and did not stop the messages.
    pub wants_mail: bool,
    /// The steps seen, whether or not somebody followed the report by then.
    pub steps: BTreeSet<Step>,
}

impl Follow {
    /// The messages that must exist, earliest step first. It only ever grows,
    /// so adding what is missing after each event is enough.
    pub fn due(&self) -> Vec<Step> {
        if !(self.is_report_known && self.wants_mail) {
            return Vec::new();
        }
        let steps = self.steps.iter().copied().filter(|step| *step != Step::Received);
        std::iter::once(Step::Received).chain(steps).collect()
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
            ("waiting_for_reporter", None),
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

    #[test]
    fn nobody_is_told_before_both_report_and_address_are_known() {
        let steps = BTreeSet::from([Step::Resolved]);
        let report = Follow { is_report_known: true, steps: steps.clone(), wants_mail: false };
        let contact = Follow { is_report_known: false, steps: steps.clone(), wants_mail: true };
        let both = Follow { is_report_known: true, steps, wants_mail: true };

        assert!(report.due().is_empty() && contact.due().is_empty());
        assert_eq!(both.due(), [Step::Received, Step::Resolved]);
    }

    /// An event, as far as it matters for what is due.
    #[derive(Clone, Debug)]
    enum Fact {
        Report,
        Contact,
        Status(&'static str, &'static str),
    }

    const LIFE: [Fact; 7] = [
        Fact::Report,
        Fact::Contact,
        Fact::Status("routed", ""),
        Fact::Status("planned", ""),
        Fact::Status("in_progress", ""),
        Fact::Status("resolved", ""),
        Fact::Status("not_resolved", "not_found"),
    ];

    /// What the consumers do: note the fact, then add the messages that are missing.
    fn messages(facts: &[Fact]) -> BTreeSet<Step> {
        let (mut follow, mut planned) = (Follow::default(), BTreeSet::new());
        for fact in facts {
            match fact {
                Fact::Report => follow.is_report_known = true,
                Fact::Contact => follow.wants_mail = true,
                Fact::Status(status, reason) => follow.steps.extend(plan(status, reason)),
            }
            planned.extend(follow.due());
        }
        planned
    }

    /// Which events happened, and an order in which they came, some more than once.
    fn arrivals() -> impl Strategy<Value = (Vec<Fact>, Vec<Fact>)> {
        let happened = proptest::sample::subsequence(LIFE.to_vec(), 0..=LIFE.len());
        happened.prop_flat_map(|happened| {
            let again = proptest::collection::vec(0..LIFE.len(), 0..12);
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
