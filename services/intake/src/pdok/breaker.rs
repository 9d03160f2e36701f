//! Leaves a part alone for a while after it failed several times in a row.

use chrono::{DateTime, TimeDelta, Utc};

/// One hiccup is no reason to rest.
const FAILURES_MAX: u32 = 3;

const REST: TimeDelta = TimeDelta::seconds(60);

/// How it went lately.
#[derive(Debug, Default)]
pub(crate) struct Breaker {
    failures: u32,
    resting_until: Option<DateTime<Utc>>,
}

impl Breaker {
    /// Whether it may be asked now. After a rest one question goes first: when it fails, the rest
    /// begins again.
    pub(crate) fn lets_pass(&mut self, now: DateTime<Utc>) -> bool {
        match self.resting_until {
            Some(until) if now < until => false,
            Some(_) => {
                self.resting_until = Some(now + REST);
                true
            }
            None => true,
        }
    }

    pub(crate) fn succeeded(&mut self) {
        *self = Self::default();
    }

    pub(crate) fn failed(&mut self, now: DateTime<Utc>) {
        self.failures = self.failures.saturating_add(1);
        if self.failures >= FAILURES_MAX {
            self.resting_until = Some(now + REST);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    #[test]
    fn it_rests_after_three_failures_and_then_tries_with_one() {
        let mut breaker = Breaker::default();
        for second in 0..3 {
            assert!(breaker.lets_pass(at(second)));
            breaker.failed(at(second));
        }

        assert!(!breaker.lets_pass(at(3)) && !breaker.lets_pass(at(61)));
        assert!(breaker.lets_pass(at(62)), "the rest is over");
        assert!(!breaker.lets_pass(at(63)), "the others wait for how the first one fares");
        breaker.succeeded();
        assert!(breaker.lets_pass(at(64)) && breaker.lets_pass(at(64)));
    }

    #[test]
    fn failures_with_a_success_between_them_are_no_reason_to_rest() {
        let mut breaker = Breaker::default();
        for second in 0..10 {
            breaker.failed(at(second));
            breaker.failed(at(second));
            breaker.succeeded();
        }

        assert!(breaker.lets_pass(at(10)));
    }
}
