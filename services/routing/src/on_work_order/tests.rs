//! What each report of a work order does to its issue.

use super::*;
use crate::store::issues::sample;

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
        changed_at: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
    }
}

#[test]
fn an_opened_order_is_followed_but_is_no_news_to_residents() {
    let mut issue = sample();

    assert!(follow(&mut issue, &order(1, "open", "")).is_none());

    assert_eq!((issue.work_order_id, issue.work_order_version), (Some(Uuid::from_u128(0x99)), 1));
    assert_eq!(issue.version, sample().version);
}

#[test]
fn a_done_order_closes_the_issue_with_its_note_and_photos() {
    let mut issue = sample();

    let history = follow(&mut issue, &order(4, "done", "")).unwrap();

    assert_eq!((issue.status.as_str(), issue.note.as_str()), ("resolved", "Opgehaald."));
    assert_eq!(issue.after_photo_ids, [Uuid::from_u128(0x77)]);
    assert_eq!(issue.closed_at, Some(order(4, "done", "").changed_at));
    assert_eq!((history.version, history.note.as_str()), (3, "Opgehaald."));
}

#[test]
fn a_refused_order_of_another_team_goes_back_to_the_dispatcher_and_the_note_stays_inside() {
    let mut issue = sample();

    let history = follow(&mut issue, &order(2, "refused", "other_team")).unwrap();

    assert_eq!((issue.team_key.as_deref(), issue.triage_reason.as_str()), (None, "other_team"));
    assert_eq!((issue.status.as_str(), issue.note.as_str()), ("routed", ""));
    assert_eq!((issue.reason.as_str(), issue.closed_at), ("", None));
    assert_eq!((history.reason.as_str(), history.note.as_str()), ("other_team", "Opgehaald."));
}

#[test]
fn a_refusal_that_ends_it_tells_residents_why() {
    let mut issue = sample();

    follow(&mut issue, &order(2, "refused", "not_ours")).unwrap();

    assert_eq!((issue.status.as_str(), issue.reason.as_str()), ("not_resolved", "not_ours"));
    assert!(issue.closed_at.is_some());
}

#[test]
fn a_cancelled_order_changes_nothing_that_is_told() {
    let mut issue = sample();

    assert!(follow(&mut issue, &order(2, "cancelled", "")).is_none());
    assert_eq!(issue.status, "routed");
}
