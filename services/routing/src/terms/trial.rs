//! What other terms, hours and closed days would mean for the issues that are open. Pure.

use chrono::{DateTime, Utc};

use super::proposal::Proposal;
use crate::service_level::{self, Level, Pause};

/// An open issue, as far as its clock is concerned.
#[derive(Clone, Debug)]
pub struct Open {
    pub issue_id: uuid::Uuid,
    pub number: String,
    pub category: String,
    pub started_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    /// As it counts now, for a category without a term.
    pub level: Level,
    pub pauses: Vec<Pause>,
}

/// An issue whose end would move.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Moved {
    pub issue_id: uuid::Uuid,
    pub number: String,
    pub category: String,
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
}

/// The whole of a trial.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Outcome {
    /// Open issues that were tried.
    pub tried: usize,
    pub earlier: usize,
    pub later: usize,
    /// Late by the proposal, and not now.
    pub newly_late: usize,
    /// Late now, and not by the proposal.
    pub no_longer_late: usize,
    /// Those whose end moves, what is due first on top.
    pub moved: Vec<Moved>,
}

/// Computes the end of each issue by the proposal.
pub fn run(proposal: &Proposal, issues: Vec<Open>, now: DateTime<Utc>) -> Outcome {
    let mut outcome = Outcome { tried: issues.len(), ..Outcome::default() };
    for issue in issues {
        let level = proposal.terms.iter().find(|(key, _)| *key == issue.category);
        let level = level.map_or(issue.level, |(_, level)| *level);
        let calendar = &proposal.calendar;
        let to = service_level::due_at(calendar, issue.started_at, level, &issue.pauses);
        if to == issue.due_at {
            continue;
        }
        outcome.earlier += usize::from(to < issue.due_at);
        outcome.later += usize::from(to > issue.due_at);
        outcome.newly_late += usize::from(to < now && issue.due_at >= now);
        outcome.no_longer_late += usize::from(to >= now && issue.due_at < now);
        outcome.moved.push(Moved {
            issue_id: issue.issue_id,
            number: issue.number,
            category: issue.category,
            from: issue.due_at,
            to,
        });
    }
    outcome.moved.sort_by_key(|moved| (moved.to, moved.issue_id));
    outcome
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::service_level::{Calendar, Unit};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn issue(category: &str) -> Open {
        Open {
            issue_id: uuid::Uuid::nil(),
            number: "LD-4F7K-29".to_owned(),
            category: category.to_owned(),
            started_at: at("2026-11-23T09:00:00Z"),
            due_at: at("2026-11-26T16:00:00Z"),
            level: Level { amount: 3, unit: Unit::WorkingDays },
            pauses: Vec::new(),
        }
    }

    fn days(amount: u16) -> Proposal {
        Proposal {
            terms: vec![("litter".to_owned(), Level { amount, unit: Unit::WorkingDays })],
            calendar: Calendar::usual(),
            closed: BTreeMap::new(),
        }
    }

    #[test]
    fn only_what_moves_is_told_with_where_it_goes() {
        let now = at("2026-11-24T12:00:00Z");
        let outcome = run(&days(1), vec![issue("litter"), issue("other")], now);

        assert_eq!((outcome.tried, outcome.earlier, outcome.later), (2, 1, 0));
        let moved = &outcome.moved[0];
        assert_eq!((moved.from, moved.to), (issue("").due_at, at("2026-11-24T16:00:00Z")));
        assert_eq!(run(&days(3), vec![issue("litter")], now).moved, []);
    }

    #[test]
    fn what_becomes_late_by_it_or_no_longer_is_counted() {
        let wednesday = at("2026-11-25T12:00:00Z");
        assert_eq!(run(&days(1), vec![issue("litter")], wednesday).newly_late, 1);

        let friday = at("2026-11-27T12:00:00Z");
        let outcome = run(&days(9), vec![issue("litter")], friday);
        assert_eq!((outcome.no_longer_late, outcome.newly_late, outcome.later), (1, 0, 1));

        // Late before and after, and in time before and after.
        let earlier = run(&days(1), vec![issue("litter")], friday);
        assert_eq!((earlier.newly_late, earlier.earlier), (0, 1));
        let later = run(&days(9), vec![issue("litter")], wednesday);
        assert_eq!((later.no_longer_late, later.later), (0, 1));
    }
}
