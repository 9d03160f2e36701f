//! What whoever sent a report may still tell about it, and until when. Pure.

use chrono::{DateTime, TimeDelta, Utc};

/// Answers to one report: far more than one conversation takes, and an end to what a script sends.
pub const ANSWERS_MAX: i64 = 30;

/// What somebody tells about their report.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// It was closed, but what was reported is still there.
    StillThere,
    Solved,
    More,
    Withdrawn,
}

impl Kind {
    /// The code in tables and events.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::StillThere => "still_there",
            Self::Solved => "solved",
            Self::More => "more",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// All of a report that decides what may be told.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four facts that do not exclude each other")]
pub struct Standing {
    /// Public status.
    pub status: String,
    /// Why, when it was not resolved.
    pub reason: String,
    /// When the status last changed.
    pub changed_at: DateTime<Utc>,
    pub is_withdrawn: bool,
    pub is_forgotten: bool,
    /// The state as it is now was called not solved before.
    pub said_still_there: bool,
    /// The state as it is now was called solved before.
    pub said_solved: bool,
    /// Everything told so far.
    pub answers: i64,
}

/// What is done with an answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Verdict {
    Take,
    /// It was said before: nothing changes, and nothing is wrong.
    Said,
    Refuse(Refusal),
}

/// Why something cannot be told any more.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Refusal {
    /// It was closed too long ago.
    TooLate,
    /// It is not closed, or closed for a reason that a second visit does not change.
    NotClosed,
    Closed,
    /// The crew is at it.
    Started,
    Withdrawn,
    Forgotten,
    TooMany,
}

/// Whether an issue that was closed at `closed_at` can be opened again at `now`.
pub fn may_reopen(now: DateTime<Utc>, closed_at: DateTime<Utc>, term: TimeDelta) -> bool {
    now < reopen_until(closed_at, term)
}

/// The moment from which a closed issue stays closed.
pub fn reopen_until(closed_at: DateTime<Utc>, term: TimeDelta) -> DateTime<Utc> {
    closed_at.checked_add_signed(term).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

impl Standing {
    /// Whether a second visit could help: a place that is not ours stays so.
    pub fn is_reopenable(&self) -> bool {
        match self.status.as_str() {
            "resolved" => true,
            "not_resolved" => matches!(self.reason.as_str(), "not_found" | "already_gone"),
            _ => false,
        }
    }

    pub fn is_closed(&self) -> bool {
        matches!(self.status.as_str(), "resolved" | "not_resolved")
    }

    /// What becomes of an answer that comes at `now`. Closed issues can be opened again for `term`.
    pub fn judge(&self, kind: Kind, now: DateTime<Utc>, term: TimeDelta) -> Verdict {
        use Refusal as No;
        if self.is_forgotten {
            return Verdict::Refuse(No::Forgotten);
        }
        if self.is_withdrawn {
            let again = kind == Kind::Withdrawn;
            return if again { Verdict::Said } else { Verdict::Refuse(No::Withdrawn) };
        }
        let verdict = match kind {
            Kind::StillThere if !self.is_reopenable() => Verdict::Refuse(No::NotClosed),
            Kind::StillThere if self.said_still_there => Verdict::Said,
            Kind::StillThere if !may_reopen(now, self.changed_at, term) => {
                Verdict::Refuse(No::TooLate)
            }
            Kind::Solved if self.status != "resolved" => Verdict::Refuse(No::NotClosed),
            Kind::Solved if self.said_solved || self.said_still_there => Verdict::Said,
            Kind::More | Kind::Withdrawn if self.is_closed() => Verdict::Refuse(No::Closed),
            Kind::Withdrawn if self.status == "in_progress" => Verdict::Refuse(No::Started),
            _ => Verdict::Take,
        };
        if verdict == Verdict::Take && self.answers >= ANSWERS_MAX {
            return Verdict::Refuse(No::TooMany);
        }
        verdict
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TERM: TimeDelta = TimeDelta::days(14);

    fn at(day: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(day)
    }

    fn standing(status: &str) -> Standing {
        Standing {
            status: status.to_owned(),
            reason: String::new(),
            changed_at: at(0),
            is_withdrawn: false,
            is_forgotten: false,
            said_still_there: false,
            said_solved: false,
            answers: 0,
        }
    }

    fn judged(standing: &Standing, kind: Kind) -> Verdict {
        standing.judge(kind, at(1), TERM)
    }

    #[test]
    fn what_was_closed_can_be_called_back_for_two_weeks_and_once() {
        let closed = standing("resolved");
        assert_eq!(closed.judge(Kind::StillThere, at(13), TERM), Verdict::Take);
        let late = closed.judge(Kind::StillThere, at(14), TERM);
        assert_eq!(late, Verdict::Refuse(Refusal::TooLate));

        let said = Standing { said_still_there: true, ..closed };
        assert_eq!(judged(&said, Kind::StillThere), Verdict::Said);
        assert_eq!(said.judge(Kind::StillThere, at(99), TERM), Verdict::Said);
    }

    #[test]
    fn a_second_visit_is_not_asked_where_it_cannot_help() {
        for (reason, verdict) in [
            ("not_found", Verdict::Take),
            ("already_gone", Verdict::Take),
            ("not_ours", Verdict::Refuse(Refusal::NotClosed)),
        ] {
            let closed = Standing { reason: reason.to_owned(), ..standing("not_resolved") };
            assert_eq!(judged(&closed, Kind::StillThere), verdict, "{reason}");
        }
        let open = judged(&standing("reopened"), Kind::StillThere);
        assert_eq!(open, Verdict::Refuse(Refusal::NotClosed));
    }

    #[test]
    fn a_report_can_be_withdrawn_until_the_crew_begins() {
        for status in ["received", "routed", "planned", "reopened"] {
            assert_eq!(judged(&standing(status), Kind::Withdrawn), Verdict::Take, "{status}");
        }
        let begun = judged(&standing("in_progress"), Kind::Withdrawn);
        assert_eq!(begun, Verdict::Refuse(Refusal::Started));
        let withdrawn = Standing { is_withdrawn: true, ..standing("routed") };
        assert_eq!(judged(&withdrawn, Kind::Withdrawn), Verdict::Said);
        assert_eq!(judged(&withdrawn, Kind::More), Verdict::Refuse(Refusal::Withdrawn));
    }

    #[test]
    fn more_can_be_told_while_it_is_open() {
        assert_eq!(judged(&standing("in_progress"), Kind::More), Verdict::Take);
        let closed = judged(&standing("resolved"), Kind::More);
        assert_eq!(closed, Verdict::Refuse(Refusal::Closed));
        let full = Standing { answers: ANSWERS_MAX, ..standing("routed") };
        assert_eq!(judged(&full, Kind::More), Verdict::Refuse(Refusal::TooMany));
    }

    #[test]
    fn who_was_forgotten_is_asked_nothing() {
        let forgotten = Standing { is_forgotten: true, ..standing("resolved") };
        for kind in [Kind::StillThere, Kind::Solved, Kind::More, Kind::Withdrawn] {
            assert_eq!(judged(&forgotten, kind), Verdict::Refuse(Refusal::Forgotten));
        }
    }

    proptest! {
        #[test]
        fn the_time_to_call_it_back_begins_at_the_close_and_ends_once(
            closed in 0_i64..4_000_000_000, after in 0_i64..10_000_000, days in 0_i64..400,
        ) {
            let closed_at = DateTime::from_timestamp(closed, 0).unwrap();
            let (now, term) = (closed_at + TimeDelta::seconds(after), TimeDelta::days(days));

            prop_assert_eq!(may_reopen(now, closed_at, term), after < days * 86_400);
            if !may_reopen(now, closed_at, term) {
                prop_assert!(!may_reopen(now + TimeDelta::seconds(1), closed_at, term));
            }
        }

        #[test]
        fn no_moment_is_too_far_away(
            now in any::<i64>(), closed in any::<i64>(), days in 0_i64..100_000,
        ) {
            let moment = |seconds| DateTime::from_timestamp(seconds, 0).unwrap_or_default();
            let _ = may_reopen(moment(now), moment(closed), TimeDelta::days(days));
        }
    }
}
