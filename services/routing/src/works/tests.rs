//! What the orders of an issue mean for it.

use proptest::{prelude::*, sample::select};

use super::*;

/// Work of the team, asked at the version.
pub(crate) fn work(issue_version: i64, team: &str, status: &str, reason: &str) -> Work {
    Work {
        issue_version,
        team_key: team.to_owned(),
        team_name: format!("Team {team}"),
        work_order_id: Some(Uuid::from_u128(issue_version.unsigned_abs().into())),
        order_version: 1,
        status: status.to_owned(),
        reason: reason.to_owned(),
        note: String::new(),
        after_photo_ids: vec![Uuid::from_u128(issue_version.unsigned_abs().into())],
        visit: None,
        changed_at: DateTime::UNIX_EPOCH + chrono::TimeDelta::minutes(issue_version),
        is_over: false,
    }
}

fn of(stands: &[(&str, &str)]) -> Vec<Work> {
    let named = stands.iter().zip(1..);
    named.map(|((status, reason), at)| work(at, &format!("t{at}"), status, reason)).collect()
}

#[test]
fn one_order_decides_alone() {
    let deeds = [
        ("open", "", Some(Deed::WorkOpened)),
        ("accepted", "", Some(Deed::WorkPlanned)),
        ("in_progress", "", Some(Deed::WorkBegun)),
        ("paused", "", Some(Deed::WorkBegun)),
        ("done", "", Some(Deed::WorkDone)),
        ("refused", "not_found", Some(Deed::WorkRefused)),
        ("refused", "already_gone", Some(Deed::WorkRefused)),
        ("refused", "not_ours", Some(Deed::WorkRefused)),
        ("refused", "other_team", Some(Deed::GivenBack)),
        ("refused", "needs_equipment", Some(Deed::GivenBack)),
        ("refused", "rained_out", Some(Deed::GivenBack)),
        ("cancelled", "", None),
        ("melted", "", None),
    ];
    for (status, reason, meant) in deeds {
        assert_eq!(deed(&of(&[(status, reason)])), meant, "{status} {reason}");
    }
    assert_eq!(deed(&[]), None);
}

#[test]
fn of_several_the_furthest_decides_until_all_have_ended() {
    let deeds: [(&[(&str, &str)], Deed); 7] = [
        (&[("open", ""), ("accepted", "")], Deed::WorkPlanned),
        (&[("in_progress", ""), ("accepted", "")], Deed::WorkBegun),
        (&[("done", ""), ("open", "")], Deed::WorkBegun),
        (&[("done", ""), ("refused", "not_found")], Deed::WorkDone),
        (&[("refused", "not_ours"), ("refused", "not_found")], Deed::WorkRefused),
        // What one team did not do, somebody else has to.
        (&[("done", ""), ("refused", "other_team")], Deed::GivenBack),
        (&[("refused", "other_team"), ("open", "")], Deed::WorkOpened),
    ];
    for (stands, meant) in deeds {
        assert_eq!(deed(&of(stands)), Some(meant), "{stands:?}");
    }
}

#[test]
fn the_issue_is_shown_with_the_team_that_has_something_to_do() {
    let lead = |stands: &[(&str, &str)]| lead(&of(stands)).map(|work| work.team_key.clone());

    assert_eq!(lead(&[("done", ""), ("open", ""), ("accepted", "")]).as_deref(), Some("t2"));
    assert_eq!(lead(&[("done", ""), ("refused", "not_found")]).as_deref(), Some("t2"));
    assert_eq!(lead(&[("done", ""), ("refused", "other_team")]), None);
    assert_eq!(lead(&[("cancelled", "")]), None);
}

#[test]
fn a_team_that_gives_it_back_is_seen_also_while_another_is_at_it() {
    let works = of(&[("refused", "needs_equipment"), ("in_progress", "")]);
    assert_eq!(waits_for(&works), Some(TriageReason::NeedsEquipment));
    assert_eq!(unfinished(&works), [2]);

    let replaced = Work { is_over: true, ..works[0].clone() };
    assert_eq!(waits_for(&[replaced, works[1].clone()]), None);
}

#[test]
fn the_pictures_are_those_of_all_who_did_something() {
    let works = of(&[("done", ""), ("refused", "not_found"), ("done", "")]);
    assert_eq!(after_photo_ids(&works), [Uuid::from_u128(1), Uuid::from_u128(3)]);
}

#[test]
fn an_order_is_followed_when_it_got_further_and_not_when_it_is_over() {
    let work = work(3, "t", "accepted", "");
    assert!(work.is_news(2) && !work.is_news(1) && !work.is_news(0));
    assert!(!Work { is_over: true, ..work }.is_news(9));
}

fn any_work() -> impl Strategy<Value = Work> {
    const STATUSES: [&str; 7] =
        ["open", "accepted", "in_progress", "paused", "done", "refused", "cancelled"];
    const REASONS: [&str; 5] = ["", "not_found", "not_ours", "other_team", "needs_equipment"];
    (1_i64..9, select(&STATUSES[..]), select(&REASONS[..]), any::<bool>()).prop_map(
        |(version, status, reason, is_over)| Work { is_over, ..work(version, "t", status, reason) },
    )
}

proptest! {
    #[test]
    fn the_order_in_which_teams_were_asked_does_not_matter(
        works in prop::collection::vec(any_work(), 0..7),
        seed in any::<prop::sample::Index>(),
    ) {
        let mut turned = works.clone();
        if !turned.is_empty() {
            turned.rotate_left(seed.index(works.len()));
        }
        prop_assert_eq!(deed(&works), deed(&turned));
    }

    #[test]
    fn it_ends_only_when_nobody_has_anything_to_do_and_nobody_gave_it_back(
        works in prop::collection::vec(any_work(), 0..7),
    ) {
        let ends = matches!(deed(&works), Some(Deed::WorkDone | Deed::WorkRefused));
        if ends {
            prop_assert!(unfinished(&works).is_empty() && waits_for(&works).is_none());
            prop_assert!(lead(&works).is_some());
        }
        prop_assert_eq!(deed(&works).is_none(), works.iter().all(|it| it.stand() == Stand::Gone));
    }

    #[test]
    fn no_state_or_reason_makes_it_panic(status in ".*", reason in ".*") {
        let works = [work(1, "t", &status, &reason)];
        let _ = (deed(&works), lead(&works).is_some());
    }
}
