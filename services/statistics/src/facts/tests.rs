//! The rows that events make, and that neither order nor repetition of the events matters.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

const STATUSES: [&str; 8] = [
    "received",
    "routed",
    "planned",
    "in_progress",
    "waiting_for_reporter",
    "resolved",
    "not_resolved",
    "reopened",
];

fn at(seconds: u64) -> Timestamp {
    Timestamp { seconds: seconds.cast_signed(), nanos: 0 }
}

fn changed(issue: u128, version: u64, status: &str) -> IssueStatusChanged {
    IssueStatusChanged {
        issue_id: Uuid::from_u128(issue).to_string(),
        version,
        status: status.to_owned(),
        category: "litter".to_owned(),
        expected_at: Some(at(1_000)),
        opened_at: Some(at(10)),
        changed_at: Some(at(10 + version)),
        ..IssueStatusChanged::default()
    }
}

fn order(version: u64, status: &str) -> WorkOrder {
    WorkOrder {
        work_order_id: Uuid::from_u128(7).to_string(),
        issue_id: Uuid::from_u128(8).to_string(),
        version,
        status: status.to_owned(),
        due_at: Some(at(1_000)),
        opened_at: Some(at(10)),
        changed_at: Some(at(10 + version)),
        ..WorkOrder::default()
    }
}

/// What the `on conflict` clause of the store does.
fn keep(rows: &mut BTreeMap<Uuid, Issue>, issue: Issue) {
    let known = rows.get(&issue.issue_id).map_or(i64::MIN, |row| row.version);
    if known < issue.version {
        rows.insert(issue.issue_id, issue);
    }
}

#[test]
fn an_issue_is_closed_when_it_is_solved_or_given_up_and_open_in_every_other_state() {
    let closed: Vec<_> = STATUSES
        .into_iter()
        .filter(|status| Issue::parse(changed(1, 3, status)).unwrap().closed_at.is_some())
        .collect();

    assert_eq!(closed, ["resolved", "not_resolved"]);
    let solved = Issue::parse(changed(1, 3, "resolved")).unwrap();
    assert_eq!(solved.closed_at, Some(solved.changed_at));
}

#[test]
fn a_status_newer_than_we_are_counts_as_open() {
    assert_eq!(Issue::parse(changed(1, 3, "on_holiday")).unwrap().closed_at, None);
}

#[test]
fn a_work_order_is_closed_when_nothing_is_left_to_do() {
    let all = ["open", "accepted", "in_progress", "paused", "done", "refused", "cancelled"];
    let closed: Vec<_> = all
        .into_iter()
        .filter(|status| Order::parse(order(2, status)).unwrap().closed_at.is_some())
        .collect();

    assert_eq!(closed, ["done", "refused", "cancelled"]);
}

#[test]
fn no_team_is_triage_and_no_area_is_unknown() {
    let issue = Issue::parse(changed(1, 1, "received")).unwrap();

    assert_eq!((issue.team.key.as_str(), issue.area.code.as_str()), ("", ""));
}

#[test]
fn an_event_without_its_times_or_id_is_refused_by_name() {
    let late = IssueStatusChanged { expected_at: None, ..changed(1, 1, "routed") };
    let nameless = WorkOrder { work_order_id: "7".to_owned(), ..order(1, "open") };

    assert_eq!(Issue::parse(late).unwrap_err().to_string(), "expected_at");
    assert_eq!(Order::parse(nameless).unwrap_err().to_string(), "work_order_id");
    assert_eq!(Report::parse(ReportSubmitted::default()).unwrap_err().to_string(), "report_id");
}

/// Some issues, each with a life of some versions.
fn lives() -> impl Strategy<Value = Vec<IssueStatusChanged>> {
    let life = prop::collection::vec(prop::sample::select(STATUSES.to_vec()), 1..6);
    prop::collection::vec(life, 1..5).prop_map(|lives| {
        let events = |(issue, life): (u128, Vec<&str>)| {
            (1_u64..)
                .zip(life)
                .map(move |(version, status)| changed(issue, version, status))
                .collect::<Vec<_>>()
        };
        (1_u128..).zip(lives).flat_map(events).collect()
    })
}

proptest! {
    #[test]
    fn any_order_and_any_repetition_of_events_ends_in_the_same_rows(
        (events, arrivals) in lives().prop_flat_map(|events| {
            let twice = [events.clone(), events.clone()].concat();
            (Just(events), Just(twice).prop_shuffle())
        }),
    ) {
        let (mut in_order, mut as_arrived) = (BTreeMap::new(), BTreeMap::new());
        for event in events {
            keep(&mut in_order, Issue::parse(event).unwrap());
        }
        for event in arrivals {
            keep(&mut as_arrived, Issue::parse(event).unwrap());
        }

        prop_assert_eq!(in_order, as_arrived);
    }
}
