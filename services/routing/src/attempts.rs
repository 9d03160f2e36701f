//! How often somebody may try a password.
//!
//! A failure counts for the client and the account together, for the client, and for the account.
//! The first keeps a guesser out and nobody else: the employee comes from another address. The
//! second stops one client that tries a few passwords on many accounts. The third, much looser,
//! stops many clients that try one account.

use std::{collections::HashMap, hash::Hash, net::IpAddr};

use chrono::{DateTime, TimeDelta, Utc};

/// Failures within [`WINDOW`], after which one has to wait.
const CLIENT_AND_ACCOUNT_MAX: usize = 10;
/// An office shares one address.
const CLIENT_MAX: usize = 60;
const ACCOUNT_MAX: usize = 100;

const WINDOW: TimeDelta = TimeDelta::minutes(15);

/// Keys of each kind that are remembered. Beyond this the one that failed longest ago is forgotten.
const KEYS_MAX: usize = 10_000;

/// Who tries, and as whom.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Claim {
    pub client: IpAddr,
    /// In lower case; it need not exist.
    pub account: String,
}

/// The recent failures, in this process.
#[derive(Debug, Default)]
pub struct Attempts {
    claims: Failures<Claim>,
    clients: Failures<IpAddr>,
    accounts: Failures<String>,
}

impl Attempts {
    /// Counts a try as failed, before it is known: many at once cannot slip through together.
    /// Gives the seconds to wait when there were too many; then nothing is counted.
    pub fn begin(&mut self, claim: &Claim, now: DateTime<Utc>) -> Result<(), u16> {
        let waits = [
            self.claims.must_wait(claim, CLIENT_AND_ACCOUNT_MAX, now),
            self.clients.must_wait(&claim.client, CLIENT_MAX, now),
            self.accounts.must_wait(&claim.account, ACCOUNT_MAX, now),
        ];
        if let Some(seconds) = waits.into_iter().flatten().max() {
            return Err(seconds);
        }
        self.claims.add(claim, now);
        self.clients.add(&claim.client, now);
        self.accounts.add(&claim.account, now);
        Ok(())
    }

    /// Tries that are left to who just failed.
    pub fn left(&self, claim: &Claim, now: DateTime<Utc>) -> usize {
        CLIENT_AND_ACCOUNT_MAX.saturating_sub(self.claims.recent(claim, now).len())
    }

    /// Takes back a try that began, because it was none after all.
    pub fn take_back(&mut self, claim: &Claim) {
        self.claims.take_back(claim);
        self.clients.take_back(&claim.client);
        self.accounts.take_back(&claim.account);
    }

    /// The password was right: forgets the failures of this client with this account. Those of
    /// the client with other accounts stay, and those of other clients with this account.
    pub fn succeeded(&mut self, claim: &Claim) {
        self.take_back(claim);
        self.claims.0.remove(claim);
    }
}

/// Moments of failure by key, oldest first.
#[derive(Debug)]
struct Failures<K>(HashMap<K, Vec<DateTime<Utc>>>);

impl<K> Default for Failures<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Clone + Eq + Hash> Failures<K> {
    fn recent(&self, key: &K, now: DateTime<Utc>) -> &[DateTime<Utc>] {
        let all = self.0.get(key).map_or(&[][..], Vec::as_slice);
        &all[all.partition_point(|at| *at <= now - WINDOW)..]
    }

    fn must_wait(&self, key: &K, max: usize, now: DateTime<Utc>) -> Option<u16> {
        let recent = self.recent(key, now);
        // The first of the last so many leaves the window first.
        let oldest = recent.get(recent.len().checked_sub(max)?)?;
        let left = (*oldest + WINDOW - now).num_seconds().max(1);
        Some(u16::try_from(left).unwrap_or(u16::MAX))
    }

    fn add(&mut self, key: &K, now: DateTime<Utc>) {
        if !self.0.contains_key(key) && self.0.len() >= KEYS_MAX {
            self.make_room(now);
        }
        let failures = self.0.entry(key.clone()).or_default();
        failures.retain(|at| *at > now - WINDOW);
        failures.push(now);
    }

    fn take_back(&mut self, key: &K) {
        if let Some(failures) = self.0.get_mut(key) {
            failures.pop();
        }
    }

    fn make_room(&mut self, now: DateTime<Utc>) {
        self.0.retain(|_, failures| failures.last().is_some_and(|at| *at > now - WINDOW));
        if self.0.len() >= KEYS_MAX {
            let oldest = self.0.iter().min_by_key(|(_, failures)| failures.last().copied());
            if let Some(key) = oldest.map(|(key, _)| key.clone()) {
                self.0.remove(&key);
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

    fn claim(client: u8, account: &str) -> Claim {
        Claim { client: [192, 0, 2, client].into(), account: account.to_owned() }
    }

    fn fail(attempts: &mut Attempts, times: usize, claim: impl Fn(usize) -> Claim) {
        for n in 0..times {
            assert_eq!(attempts.begin(&claim(n), at(0)), Ok(()), "try {n}");
        }
    }

    #[test]
    fn the_eleventh_try_has_to_wait_until_the_first_is_a_quarter_of_an_hour_ago() {
        let mut attempts = Attempts::default();
        for second in 0..10 {
            assert_eq!(attempts.begin(&claim(1, "crew@demo"), at(second)), Ok(()));
        }

        assert_eq!(attempts.begin(&claim(1, "crew@demo"), at(10)), Err(890));
        assert_eq!(attempts.begin(&claim(1, "boa@demo"), at(10)), Ok(()));
        assert_eq!(attempts.begin(&claim(1, "crew@demo"), at(900)), Ok(()));
    }

    #[test]
    fn who_guesses_at_an_account_does_not_lock_out_its_owner() {
        let mut attempts = Attempts::default();
        fail(&mut attempts, CLIENT_AND_ACCOUNT_MAX, |_| claim(1, "crew@demo"));

        assert_eq!(attempts.begin(&claim(2, "crew@demo"), at(1)), Ok(()));
    }

    #[test]
    fn one_client_cannot_try_a_password_on_every_account() {
        let mut attempts = Attempts::default();
        fail(&mut attempts, CLIENT_MAX, |n| claim(1, &format!("{n}@demo")));

        assert!(attempts.begin(&claim(1, "crew@demo"), at(1)).is_err());
        assert_eq!(attempts.begin(&claim(2, "crew@demo"), at(1)), Ok(()));
    }

    #[test]
    fn many_clients_cannot_try_one_account_for_ever() {
        let mut attempts = Attempts::default();
        fail(&mut attempts, ACCOUNT_MAX, |n| claim(u8::try_from(n).unwrap(), "crew@demo"));

        assert!(attempts.begin(&claim(200, "crew@demo"), at(1)).is_err());
    }

    #[test]
    fn the_right_password_wipes_the_slate_of_this_client_with_this_account_only() {
        let mut attempts = Attempts::default();
        fail(&mut attempts, 9, |_| claim(1, "crew@demo"));
        fail(&mut attempts, 10, |_| claim(2, "crew@demo"));

        attempts.begin(&claim(1, "crew@demo"), at(0)).unwrap();
        attempts.succeeded(&claim(1, "crew@demo"));

        assert_eq!(attempts.left(&claim(1, "crew@demo"), at(1)), 10);
        assert!(attempts.begin(&claim(2, "crew@demo"), at(1)).is_err());
        assert_eq!(attempts.clients.0[&claim(1, "").client].len(), 9);
    }

    #[test]
    fn a_try_that_we_could_not_judge_does_not_count() {
        let mut attempts = Attempts::default();
        attempts.begin(&claim(1, "crew@demo"), at(0)).unwrap();
        assert_eq!(attempts.left(&claim(1, "crew@demo"), at(0)), 9);

        attempts.take_back(&claim(1, "crew@demo"));

        assert_eq!(attempts.left(&claim(1, "crew@demo"), at(0)), 10);
    }

    #[test]
    fn it_never_remembers_more_than_so_many_keys() {
        let mut failures = Failures::default();
        let tries = i64::try_from(KEYS_MAX).unwrap() + 5;
        // Milliseconds apart, so that none is old enough to be forgotten for its age.
        for n in 0..tries {
            failures.add(&n, at(0) + TimeDelta::milliseconds(n));
        }

        assert_eq!(failures.0.len(), KEYS_MAX);
        assert!(!failures.0.contains_key(&0));
    }
}
