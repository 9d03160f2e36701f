//! How often somebody may try a password.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

/// Failures of one account within [`WINDOW`] before it has to wait.
const FAILURES_MAX: usize = 10;

const WINDOW: TimeDelta = TimeDelta::minutes(15);

/// Accounts that are remembered. Beyond this the one that failed longest ago is forgotten.
const ACCOUNTS_MAX: usize = 10_000;

/// The recent failures of each account, in this process.
#[derive(Debug, Default)]
pub struct Attempts {
    failures: HashMap<String, Vec<DateTime<Utc>>>,
}

impl Attempts {
    /// Seconds that the account has to wait, or `None` when it may try.
    pub fn must_wait(&self, account: &str, now: DateTime<Utc>) -> Option<u16> {
        let failures = self.failures.get(account)?;
        let recent: Vec<_> = failures.iter().filter(|at| **at > now - WINDOW).collect();
        // The first of the last ten leaves the window first.
        let oldest = recent.len().checked_sub(FAILURES_MAX).and_then(|index| recent.get(index))?;
        let left = (**oldest + WINDOW - now).num_seconds().max(1);
        Some(u16::try_from(left).unwrap_or(u16::MAX))
    }

    /// Remembers a wrong password, also for an account that does not exist.
    pub fn failed(&mut self, account: &str, now: DateTime<Utc>) {
        if !self.failures.contains_key(account) && self.failures.len() >= ACCOUNTS_MAX {
            self.make_room(now);
        }
        let failures = self.failures.entry(account.to_owned()).or_default();
        failures.retain(|at| *at > now - WINDOW);
        failures.push(now);
    }

    /// Forgets the failures of somebody who had the right password.
    pub fn succeeded(&mut self, account: &str) {
        self.failures.remove(account);
    }

    fn make_room(&mut self, now: DateTime<Utc>) {
        self.failures.retain(|_, failures| failures.last().is_some_and(|at| *at > now - WINDOW));
        if self.failures.len() >= ACCOUNTS_MAX {
            let oldest = self.failures.iter().min_by_key(|(_, failures)| failures.last().copied());
            if let Some(account) = oldest.map(|(account, _)| account.clone()) {
                self.failures.remove(&account);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn the_eleventh_try_has_to_wait_until_the_first_is_a_quarter_of_an_hour_ago() {
        let mut attempts = Attempts::default();
        for second in 0..10 {
            assert_eq!(attempts.must_wait("crew@demo", at(second)), None);
            attempts.failed("crew@demo", at(second));
        }

        assert_eq!(attempts.must_wait("crew@demo", at(10)), Some(890));
        assert_eq!(attempts.must_wait("boa@demo", at(10)), None);
        assert_eq!(attempts.must_wait("crew@demo", at(900)), None);
    }

    #[test]
    fn the_right_password_wipes_the_slate() {
        let mut attempts = Attempts::default();
        (0..10).for_each(|second| attempts.failed("crew@demo", at(second)));

        attempts.succeeded("crew@demo");

        assert_eq!(attempts.must_wait("crew@demo", at(10)), None);
    }

    #[test]
    fn it_never_remembers_more_than_so_many_accounts() {
        let mut attempts = Attempts::default();
        let tries = i64::try_from(ACCOUNTS_MAX).unwrap() + 5;
        // Milliseconds apart, so that none is old enough to be forgotten for its age.
        for n in 0..tries {
            attempts.failed(&n.to_string(), at(0) + TimeDelta::milliseconds(n));
        }

        assert_eq!(attempts.failures.len(), ACCOUNTS_MAX);
        assert!(!attempts.failures.contains_key("0"));
    }
}
