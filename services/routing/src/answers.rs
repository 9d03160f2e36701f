//! What it means for an issue when whoever sent a report says more about it. Pure.

use chrono::{DateTime, Utc};

use crate::{
    issue_clock::Clock,
    lifecycle::{self, Deed},
    standard_text::Words,
    store::issues::Issue,
};

/// Why an issue was closed that nobody asks for any more.
pub const WITHDRAWN: &str = "withdrawn";

/// The issue open again, by a clock of its own; `None` when it was not closed.
pub fn reopened(issue: Issue, clock: Clock) -> Option<Issue> {
    let status = lifecycle::next(issue.status, Deed::StillThere)?;
    let mut issue = Issue {
        status,
        reason: String::new(),
        // What the crew said and showed belongs to the time before.
        words: Words::default(),
        after_photo_ids: Vec::new(),
        closed_at: None,
        ..issue
    };
    issue.clock.set(clock);
    Some(issue)
}

/// The issue closed, as its last reporter withdraws; `None` when it goes on, because others want it
/// or a crew is at it.
pub fn withdrawn(issue: &Issue, others_want_it: bool, now: DateTime<Utc>) -> Option<Issue> {
    let status = lifecycle::next(issue.status, Deed::Withdrawn)?;
    (!others_want_it).then(|| Issue {
        status,
        reason: WITHDRAWN.to_owned(),
        words: Words::default(),
        after_photo_ids: Vec::new(),
        closed_at: Some(issue.changed_at.max(now)),
        ..issue.clone()
    })
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;
    use crate::{lifecycle::Status, service_level::Level, store::issues::sample};

    fn now() -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(9)
    }

    fn done() -> Issue {
        Issue {
            version: 6,
            status: Status::Resolved,
            words: Words::typed("Alles is weg"),
            after_photo_ids: vec![Uuid::from_u128(9)],
            closed_at: Some(DateTime::UNIX_EPOCH),
            ..sample()
        }
    }

    #[test]
    fn a_reopened_issue_has_a_term_of_its_own_and_nothing_of_the_time_before() {
        let due_at = now() + TimeDelta::days(2);
        let clock = Clock {
            level: Level::DEFAULT,
            started_at: now(),
            due_at,
            warn_at: due_at,
            version: 7,
            is_of_rule: false,
        };

        let issue = reopened(done(), clock).unwrap();

        assert_eq!((issue.status, issue.closed_at), (Status::Reopened, None));
        assert_eq!(issue.clock.due_at, due_at);
        assert!(issue.words.text.is_empty() && issue.after_photo_ids.is_empty());
        assert!(reopened(sample(), clock).is_none());
    }

    #[test]
    fn an_issue_ends_when_nobody_wants_it_and_nobody_is_at_it() {
        let busy = Issue { status: Status::InProgress, ..sample() };

        let ended = withdrawn(&sample(), false, now()).unwrap();
        assert_eq!((ended.status, ended.reason.as_str()), (Status::NotResolved, WITHDRAWN));
        assert_eq!(ended.closed_at, Some(now()));
        assert!(withdrawn(&sample(), true, now()).is_none());
        assert!(withdrawn(&busy, false, now()).is_none());
        assert!(withdrawn(&done(), false, now()).is_none());
    }
}
