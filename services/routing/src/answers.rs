//! What it means for an issue when whoever sent a report says more about it. Pure.

use chrono::{DateTime, Utc};

use crate::{issue_clock::Clock, store::issues::Issue};

/// Why an issue was closed that nobody asks for any more.
pub const WITHDRAWN: &str = "withdrawn";

/// The issue with work asked again of the same team, by a clock of its own.
pub fn reopened(issue: Issue, clock: Clock, now: DateTime<Utc>) -> Issue {
    let mut issue = asked_anew(issue, now);
    issue.clock.set(clock);
    issue
}

fn asked_anew(issue: Issue, now: DateTime<Utc>) -> Issue {
    let routed_version = issue.version + 1;
    Issue {
        version: routed_version + 1,
        status: "reopened".to_owned(),
        reason: String::new(),
        // What the crew said and showed belongs to the time before.
        note: String::new(),
        after_photo_ids: Vec::new(),
        changed_at: issue.changed_at.max(now),
        closed_at: None,
        routed_version,
        work_order_id: None,
        work_order_version: 0,
        ..issue
    }
}

/// Whether an issue ends when its last reporter withdraws: not when a crew is at it.
pub fn ends_when_withdrawn(issue: &Issue, others_want_it: bool) -> bool {
    issue.closed_at.is_none() && issue.status != "in_progress" && !others_want_it
}

/// The issue closed, with work asked of nobody.
pub fn withdrawn(issue: Issue, now: DateTime<Utc>) -> Issue {
    let changed_at = issue.changed_at.max(now);
    Issue {
        status: "not_resolved".to_owned(),
        reason: WITHDRAWN.to_owned(),
        triage_reason: String::new(),
        closed_at: Some(changed_at),
        ..asked_anew(issue, now)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;
    use crate::{service_level::Level, store::issues::sample};

    fn now() -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(9)
    }

    fn done() -> Issue {
        Issue {
            version: 6,
            status: "resolved".to_owned(),
            note: "Alles is weg".to_owned(),
            after_photo_ids: vec![Uuid::from_u128(9)],
            closed_at: Some(DateTime::UNIX_EPOCH),
            work_order_id: Some(Uuid::from_u128(8)),
            work_order_version: 4,
            ..sample()
        }
    }

    #[test]
    fn a_reopened_issue_asks_the_same_team_again_and_follows_the_new_order() {
        let due_at = now() + TimeDelta::days(2);
        let clock = Clock {
            level: Level::DEFAULT,
            started_at: now(),
            due_at,
            warn_at: due_at,
            version: 7,
            is_of_rule: false,
        };

        let issue = reopened(done(), clock, now());

        assert_eq!((issue.routed_version, issue.version), (7, 8));
        assert_eq!((issue.work_order_id, issue.work_order_version), (None, 0));
        assert_eq!((issue.status.as_str(), issue.closed_at), ("reopened", None));
        assert_eq!((issue.team_key, issue.clock.due_at), (sample().team_key, due_at));
        assert!(issue.note.is_empty() && issue.after_photo_ids.is_empty());
    }

    #[test]
    fn an_issue_ends_when_nobody_wants_it_and_nobody_is_at_it() {
        let busy = Issue { status: "in_progress".to_owned(), ..sample() };

        assert!(ends_when_withdrawn(&sample(), false));
        assert!(!ends_when_withdrawn(&sample(), true));
        assert!(!ends_when_withdrawn(&busy, false));
        assert!(!ends_when_withdrawn(&done(), false));
    }

    #[test]
    fn a_withdrawn_issue_is_closed_and_no_order_of_before_counts() {
        let issue = withdrawn(sample(), now());

        assert_eq!((issue.status.as_str(), issue.reason.as_str()), ("not_resolved", WITHDRAWN));
        assert_eq!((issue.closed_at, issue.routed_version), (Some(now()), 3));
    }
}
