//! What each report of a work order does to its issue.

use super::*;
use crate::{store::issues::sample, works::tests::work};

fn order(version: i64, status: &str, reason: &str) -> Order {
    Order {
        work_order_id: Uuid::from_u128(0x99),
        issue_id: sample().issue_id,
        version,
        issue_version: 1,
        status: status.to_owned(),
        reason: reason.to_owned(),
        note: "Opgehaald.".to_owned(),
        after_photo_ids: vec![Uuid::from_u128(0x77)],
        visit: None,
        changed_at: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
    }
}

/// The issue after the step of its one order.
fn after(order: &Order) -> (Issue, Followed) {
    beside(order, &[])
}

/// The same with the work of other teams.
fn beside(order: &Order, others: &[Work]) -> (Issue, Followed) {
    let mut issue = sample();
    let mut works = vec![Work { order_version: 0, ..work(1, "schoon", "open", "") }];
    works[0].team_name.clone_from(&issue.team_name.clone().unwrap());
    order.tell(&mut works[0]);
    works.extend_from_slice(others);
    let followed = follow(&mut issue, &works, order);
    (issue, followed)
}

#[test]
fn an_order_tells_its_work_how_far_it_is() {
    let mut asked = work(1, "schoon", "open", "");
    order(4, "done", "").tell(&mut asked);
    assert_eq!((asked.work_order_id, asked.order_version), (Some(Uuid::from_u128(0x99)), 4));
    assert_eq!((asked.status.as_str(), asked.note.as_str()), ("done", "Opgehaald."));
}

#[test]
fn an_opened_order_is_no_news_to_residents() {
    let (issue, followed) = after(&order(1, "open", ""));
    assert_eq!((issue.status, followed), (Status::Routed, Followed::Nothing));
}

#[test]
fn a_done_order_closes_the_issue_with_its_note_and_photos() {
    let (issue, followed) = after(&order(4, "done", ""));

    assert_eq!((issue.status, issue.words.text.as_str()), (Status::Resolved, "Opgehaald."));
    assert_eq!(issue.after_photo_ids, [Uuid::from_u128(0x77)]);
    assert_eq!(issue.closed_at, Some(order(4, "done", "").changed_at));
    assert_eq!(followed, Followed::Changed(String::new()));
}

#[test]
fn a_refused_order_of_another_team_goes_back_to_the_dispatcher_and_the_note_stays_inside() {
    let (issue, followed) = after(&order(2, "refused", "other_team"));

    assert_eq!((issue.team_key.as_deref(), issue.triage_reason.as_str()), (None, "other_team"));
    assert_eq!((issue.status, issue.words.text.as_str()), (Status::Routed, ""));
    assert_eq!((issue.reason.as_str(), issue.closed_at), ("", None));
    assert_eq!(followed, Followed::Changed("other_team".to_owned()));
}

#[test]
fn a_refusal_that_ends_it_tells_residents_why() {
    let (issue, followed) = after(&order(2, "refused", "not_ours"));

    assert_eq!((issue.status, issue.reason.as_str()), (Status::NotResolved, "not_ours"));
    assert!(issue.closed_at.is_some());
    assert_eq!(followed, Followed::Changed("not_ours".to_owned()));
}

#[test]
fn a_cancelled_order_changes_nothing_that_is_told() {
    let (issue, followed) = after(&order(2, "cancelled", ""));
    assert_eq!((issue.status, followed), (Status::Routed, Followed::Nothing));
}

#[test]
fn with_two_teams_the_issue_ends_when_both_have_ended() {
    let other = work(3, "grof", "accepted", "");

    let (issue, followed) = beside(&order(4, "done", ""), std::slice::from_ref(&other));
    assert_eq!((issue.status, issue.team_key.as_deref()), (Status::InProgress, Some("grof")));
    assert_eq!((issue.closed_at, followed), (None, Followed::Changed(ONE_DONE.to_owned())));

    let done = Work { status: "done".to_owned(), ..other };
    let (issue, _) = beside(&order(4, "done", ""), &[done]);
    assert_eq!(issue.status, Status::Resolved);
    assert_eq!(issue.after_photo_ids, [Uuid::from_u128(0x77), Uuid::from_u128(3)]);
}

#[test]
fn one_of_two_that_gives_it_back_is_seen_by_the_dispatcher_and_not_by_residents() {
    let other = work(3, "grof", "in_progress", "");

    let (issue, followed) =
        beside(&order(2, "refused", "needs_equipment"), std::slice::from_ref(&other));
    assert_eq!((issue.status, issue.team_key.as_deref()), (Status::InProgress, Some("grof")));
    assert_eq!(issue.triage_reason, "needs_equipment");
    assert_eq!(followed, Followed::Changed("needs_equipment".to_owned()));
    assert!(issue.words.text.is_empty());

    let (issue, followed) = beside(&order(2, "refused", "not_found"), &[other]);
    assert_eq!((issue.triage_reason.as_str(), issue.closed_at), ("", None));
    assert_eq!(followed, Followed::Changed(ONE_REFUSED.to_owned()));
}

#[test]
fn a_closed_issue_or_one_without_a_team_follows_nothing() {
    for status in [Status::Resolved, Status::NotResolved, Status::Received] {
        let mut issue = Issue { status, ..sample() };
        let works = [work(1, "schoon", "in_progress", "")];
        let followed = follow(&mut issue, &works, &order(3, "in_progress", ""));
        assert_eq!((followed, issue.status), (Followed::Nothing, status));
    }
}
