//! Which day's mail it is time for, and what it tells. Pure.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use uuid::Uuid;
use web::dates::{local_date, local_time};

/// When the mails of a day leave, on the clock in the Netherlands.
pub const LEAVES_AT: NaiveTime = NaiveTime::from_hms_opt(17, 0, 0).expect("a time of day");

/// What happened longer ago is no news, for example after the service was away.
pub const FRESH: TimeDelta = TimeDelta::days(7);

/// The last day whose mails should have left by now.
pub fn day_of(now: DateTime<Utc>) -> NaiveDate {
    let today = local_date(now);
    if local_time(now) >= LEAVES_AT { today } else { today - Days::new(1) }
}

/// An issue as its newest event left it, and what was told of it.
#[derive(Clone, Debug)]
pub struct Issue {
    pub issue_id: Uuid,
    pub area_code: String,
    /// Public status.
    pub status: String,
    pub opened_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
    pub is_told_new: bool,
    pub is_told_solved: bool,
}

/// What an edition says of an issue.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum News {
    New,
    Solved,
}

/// What there is to tell of the issue. An issue is told as new at most once and as solved at most
/// once; one that is solved is not new any more, and one that ended otherwise is no news.
pub fn news(issue: &Issue, now: DateTime<Utc>) -> Option<News> {
    let is_fresh = |at: DateTime<Utc>| at > now - FRESH;
    match issue.status.as_str() {
        "resolved" => (!issue.is_told_solved && is_fresh(issue.changed_at)).then_some(News::Solved),
        "not_resolved" => None,
        _ => {
            let was_told = issue.is_told_new || issue.is_told_solved;
            (!was_told && is_fresh(issue.opened_at)).then_some(News::New)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_mails_leave_at_five_in_amsterdam_in_winter_and_in_summer() {
        for (now, expected) in [
            ("2026-11-24T15:59:59Z", "2026-11-23"),
            ("2026-11-24T16:00:00Z", "2026-11-24"),
            ("2026-07-01T14:59:59Z", "2026-06-30"),
            ("2026-07-01T15:00:00Z", "2026-07-01"),
            // The days on which the clock is changed.
            ("2026-10-25T15:59:59Z", "2026-10-24"),
            ("2026-10-25T16:00:00Z", "2026-10-25"),
            ("2027-03-28T14:59:59Z", "2027-03-27"),
            ("2027-03-28T15:00:00Z", "2027-03-28"),
            // After midnight there, before it here.
            ("2026-11-24T23:30:00Z", "2026-11-24"),
        ] {
            assert_eq!(day_of(at(now)), day(expected), "{now}");
        }
    }

    fn issue(status: &str) -> Issue {
        let now = at("2026-11-24T16:00:00Z");
        Issue {
            issue_id: Uuid::nil(),
            area_code: "BU03071001".to_owned(),
            status: status.to_owned(),
            opened_at: now,
            changed_at: now,
            is_told_new: false,
            is_told_solved: false,
        }
    }

    #[test]
    fn what_is_open_is_new_and_what_ended_without_a_solution_is_no_news() {
        let now = at("2026-11-24T16:00:00Z");
        assert_eq!(news(&issue("routed"), now), Some(News::New));
        assert_eq!(news(&issue("resolved"), now), Some(News::Solved));
        assert_eq!(news(&issue("not_resolved"), now), None);
    }

    #[test]
    fn what_is_old_is_no_news() {
        let (opened, now) = (at("2026-11-24T16:00:00Z"), at("2026-12-01T16:00:00Z"));
        assert_eq!(news(&issue("routed"), now), None);
        let solved = Issue { changed_at: now, ..issue("resolved") };
        assert_eq!((news(&solved, now), solved.opened_at), (Some(News::Solved), opened));
    }

    /// What comes of the issue's life, in versions: the status after each change.
    fn life() -> impl Strategy<Value = Vec<&'static str>> {
        let status = prop_oneof![
            Just("routed"),
            Just("planned"),
            Just("resolved"),
            Just("not_resolved"),
            Just("reopened"),
        ];
        proptest::collection::vec(status, 1..7).prop_map(|mut life| {
            life[0] = "received";
            life
        })
    }

    proptest! {
        /// Events come in any order, some twice, with editions between them.
        #[test]
        fn nothing_is_told_twice_and_what_holds_in_the_end_was_told(
            (life, order) in life().prop_flat_map(|life| {
                let every: Vec<usize> = (0..life.len()).chain(0..life.len()).collect();
                (Just(life), Just(every).prop_shuffle())
            }),
            editions in proptest::collection::vec(any::<bool>(), 14),
        ) {
            let (mut kept, mut known) = (issue(""), None);
            let (mut told_new, mut told_solved) = (0, 0);
            let now = kept.opened_at;
            let mut tell = |kept: &mut Issue| match news(kept, now) {
                Some(News::New) => {
                    kept.is_told_new = true;
                    told_new += 1;
                }
                Some(News::Solved) => {
                    kept.is_told_solved = true;
                    told_solved += 1;
                }
                None => {}
            };
            for (version, is_edition) in order.into_iter().zip(editions) {
                if known.is_none_or(|known| known < version) {
                    known = Some(version);
                    life[version].clone_into(&mut kept.status);
                }
                if is_edition {
                    tell(&mut kept);
                }
            }
            tell(&mut kept);

            prop_assert!(told_new <= 1 && told_solved <= 1);
            match kept.status.as_str() {
                "resolved" => prop_assert_eq!(told_solved, 1),
                "not_resolved" => {}
                _ => prop_assert_eq!(told_new.max(told_solved), 1),
            }
        }
    }
}
