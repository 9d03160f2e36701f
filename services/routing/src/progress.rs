//! What the progress of a work order means for its issue.
//!
//! | work order | issue |
//! |---|---|
//! | open | routed |
//! | accepted | planned |
//! | in_progress, paused | in_progress |
//! | done | resolved, closed |
//! | refused: not_found, already_gone, not_ours | not_resolved with that reason, closed |
//! | refused: other_team, needs_equipment, or a reason newer than we are | back to triage, routed |
//! | cancelled, or a state newer than we are | as it was |

use crate::rules::TriageReason;

/// The change of an issue.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Step {
    /// It keeps its state.
    None,
    /// A public status of an issue that stays open.
    Open(&'static str),
    /// A final public status, and its reason when it is not solved.
    Closed { status: &'static str, reason: String },
    /// The team gives it back: a dispatcher looks for another.
    Triage(TriageReason),
}

/// The rule of the table above.
pub fn step(order_status: &str, reason: &str) -> Step {
    match (order_status, reason) {
        ("open", _) => Step::Open("routed"),
        ("accepted", _) => Step::Open("planned"),
        ("in_progress" | "paused", _) => Step::Open("in_progress"),
        ("done", _) => Step::Closed { status: "resolved", reason: String::new() },
        ("refused", "not_found" | "already_gone" | "not_ours") => {
            Step::Closed { status: "not_resolved", reason: reason.to_owned() }
        }
        ("refused", "needs_equipment") => Step::Triage(TriageReason::NeedsEquipment),
        ("refused", _) => Step::Triage(TriageReason::OtherTeam),
        _ => Step::None,
    }
}

/// The part of an issue that says which work order decides its state.
#[derive(Clone, Copy, Debug)]
pub struct Followed {
    pub is_closed: bool,
    /// No team has it.
    pub is_in_triage: bool,
    /// The version of the issue that asked for the work last.
    pub routed_version: i64,
    /// Of the order that was asked for, as far as we followed it; 0 before it came.
    pub order_version: i64,
}

/// Whether version `order_version` of the order that `issue_version` asked for is news.
///
/// Events can come late and in another order, so the order must be the one
/// of the last routing, and have got further than we know. Nothing here
/// depends on a clock.
pub fn is_news(issue: Followed, issue_version: i64, order_version: i64) -> bool {
    !issue.is_closed
        && !issue.is_in_triage
        && issue_version == issue.routed_version
        && order_version > issue.order_version
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn issue() -> Followed {
        Followed { is_closed: false, is_in_triage: false, routed_version: 3, order_version: 0 }
    }

    #[test]
    fn a_done_order_solves_the_issue() {
        let solved = Step::Closed { status: "resolved", reason: String::new() };
        assert_eq!(step("done", ""), solved);
    }

    #[test]
    fn a_team_that_finds_nothing_closes_it_and_a_team_that_cannot_gives_it_back() {
        for reason in ["not_found", "already_gone", "not_ours"] {
            let closed = Step::Closed { status: "not_resolved", reason: reason.to_owned() };
            assert_eq!(step("refused", reason), closed);
        }
        assert_eq!(step("refused", "other_team"), Step::Triage(TriageReason::OtherTeam));
        assert_eq!(step("refused", "needs_equipment"), Step::Triage(TriageReason::NeedsEquipment));
        assert_eq!(step("refused", "rained_out"), Step::Triage(TriageReason::OtherTeam));
    }

    #[test]
    fn a_cancelled_order_says_nothing_about_the_issue() {
        assert_eq!(step("cancelled", ""), Step::None);
    }

    #[test]
    fn the_order_is_followed_when_it_comes_and_then_only_when_it_got_further() {
        assert!(is_news(issue(), 3, 1));

        let following = Followed { order_version: 2, ..issue() };
        assert!(is_news(following, 3, 3));
        assert!(!is_news(following, 3, 2));
        assert!(!is_news(following, 3, 1));
    }

    #[test]
    fn an_order_of_an_earlier_routing_does_not_count_however_far_it_got() {
        assert!(!is_news(issue(), 1, 9));
        assert!(!is_news(issue(), 0, 1));
    }

    #[test]
    fn in_triage_or_closed_nothing_is_news() {
        assert!(!is_news(Followed { is_in_triage: true, ..issue() }, 3, 1));
        assert!(!is_news(Followed { is_closed: true, ..issue() }, 3, 1));
    }

    proptest! {
        #[test]
        fn no_state_or_reason_makes_it_panic(status in ".*", reason in ".*") {
            let _ = step(&status, &reason);
        }

        #[test]
        fn following_an_order_in_any_order_of_arrival_ends_at_its_last_version(
            mut versions in Just((1_i64..8).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            versions.push(3);
            let mut order_version = 0;
            for version in versions {
                if is_news(Followed { order_version, ..issue() }, 3, version) {
                    order_version = version;
                }
            }
            prop_assert_eq!(order_version, 7);
        }
    }
}
