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

use uuid::Uuid;

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
pub struct Followed<'a> {
    pub is_closed: bool,
    /// `None` in triage.
    pub team_key: Option<&'a str>,
    /// The order that decides, when one came, and its version as far as we followed it.
    pub order: Option<(Uuid, i64)>,
    /// The last order of an earlier team.
    pub superseded: Option<Uuid>,
}

/// Whether what the order says is news about the issue.
///
/// Events can come late and in another order, so the order must be the one
/// that we follow and have got further, or be of a newer routing than that
/// one: order ids are in the order of time.
pub fn is_news(issue: Followed<'_>, order_id: Uuid, team_key: &str, version: i64) -> bool {
    if issue.is_closed || issue.team_key != Some(team_key) {
        return false;
    }
    match issue.order {
        Some((followed, followed_version)) if followed == order_id => version > followed_version,
        Some((followed, _)) => order_id > followed,
        None => issue.superseded.is_none_or(|superseded| order_id > superseded),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const OLD: Uuid = Uuid::from_u128(1);
    const NEW: Uuid = Uuid::from_u128(2);

    fn issue() -> Followed<'static> {
        Followed { is_closed: false, team_key: Some("schoon"), order: None, superseded: None }
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
    fn the_first_order_is_followed_and_then_only_when_it_got_further() {
        assert!(is_news(issue(), OLD, "schoon", 1));

        let following = Followed { order: Some((OLD, 2)), ..issue() };
        assert!(is_news(following, OLD, "schoon", 3));
        assert!(!is_news(following, OLD, "schoon", 2));
        assert!(!is_news(following, OLD, "schoon", 1));
    }

    #[test]
    fn an_order_of_an_earlier_team_does_not_count_any_more() {
        let given = Followed { superseded: Some(OLD), ..issue() };
        assert!(!is_news(given, OLD, "schoon", 9));
        assert!(!is_news(given, NEW, "grofvuil", 1));
        assert!(is_news(given, NEW, "schoon", 1));
    }

    #[test]
    fn a_newer_order_takes_over_whatever_its_version() {
        let following = Followed { order: Some((OLD, 4)), ..issue() };
        assert!(is_news(following, NEW, "schoon", 1));
        assert!(!is_news(Followed { order: Some((NEW, 1)), ..issue() }, OLD, "schoon", 5));
    }

    #[test]
    fn in_triage_or_closed_nothing_is_news() {
        assert!(!is_news(Followed { team_key: None, ..issue() }, NEW, "schoon", 1));
        assert!(!is_news(Followed { is_closed: true, ..issue() }, NEW, "schoon", 1));
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
            let mut followed = None;
            for version in versions {
                if is_news(Followed { order: followed, ..issue() }, OLD, "schoon", version) {
                    followed = Some((OLD, version));
                }
            }
            prop_assert_eq!(followed, Some((OLD, 7)));
        }
    }
}
