//! How much somebody may ask in a while, with one moment remembered for each of them.
//!
//! A bucket that leaks evenly (GCRA): it takes so many at once, and is empty again a window after
//! it was full.

use std::{collections::HashMap, hash::Hash};

use chrono::{DateTime, TimeDelta, Utc};

/// So many within the window, all at once if need be.
#[derive(Clone, Copy, Debug)]
pub struct Quota {
    /// At least one.
    pub max: u32,
    pub window: TimeDelta,
}

impl Quota {
    pub fn per_hour(max: u32) -> Self {
        Self { max, window: TimeDelta::hours(1) }
    }

    /// How long one of them weighs.
    fn each(self) -> TimeDelta {
        self.window / whole(self.max.max(1))
    }

    /// What a full bucket weighs: the window, but for what division lost.
    fn all(self) -> TimeDelta {
        self.each() * whole(self.max.max(1))
    }
}

/// Who asked how much lately, in this process.
#[derive(Debug)]
pub struct Rate<K> {
    /// When the bucket of each is empty again.
    empty_at: HashMap<K, DateTime<Utc>>,
    keys_max: usize,
}

impl<K: Clone + Eq + Hash> Rate<K> {
    /// Remembers at most so many; beyond that, who is forgiven soonest is forgotten.
    pub fn remembering(keys_max: usize) -> Self {
        Self { empty_at: HashMap::new(), keys_max }
    }

    /// Counts one, or gives the seconds to wait when there is no room; then nothing is counted.
    pub fn take(&mut self, key: &K, quota: Quota, now: DateTime<Utc>) -> Result<(), u16> {
        let full = self.weight(key, now) + quota.each();
        let over = full - quota.all();
        if over > TimeDelta::zero() {
            let seconds = over.num_seconds() + 1;
            return Err(u16::try_from(seconds).unwrap_or(u16::MAX));
        }
        if !self.empty_at.contains_key(key) && self.empty_at.len() >= self.keys_max {
            self.make_room(now);
        }
        self.empty_at.insert(key.clone(), now + full);
        Ok(())
    }

    /// Whether at least so many of the quota are in use.
    pub fn is_used(&self, key: &K, count: u32, quota: Quota, now: DateTime<Utc>) -> bool {
        let each = quota.each();
        // Half a one of slack: the first begins to leak before the last is counted.
        self.weight(key, now) + each / 2 >= each * whole(count)
    }

    fn weight(&self, key: &K, now: DateTime<Utc>) -> TimeDelta {
        self.empty_at.get(key).map_or(TimeDelta::zero(), |at| (*at - now).max(TimeDelta::zero()))
    }

    fn make_room(&mut self, now: DateTime<Utc>) {
        self.empty_at.retain(|_, at| *at > now);
        if self.empty_at.len() >= self.keys_max {
            let soonest = self.empty_at.iter().min_by_key(|(_, at)| **at);
            if let Some(key) = soonest.map(|(key, _)| key.clone()) {
                self.empty_at.remove(&key);
            }
        }
    }
}

fn whole(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const QUOTA: Quota = Quota { max: 6, window: TimeDelta::hours(1) };

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn the_whole_quota_may_come_at_once_and_then_it_comes_back_bit_by_bit() {
        let mut rate = Rate::remembering(10);
        for n in 0..6 {
            assert_eq!(rate.take(&'a', QUOTA, at(0)), Ok(()), "number {n}");
        }

        assert_eq!(rate.take(&'a', QUOTA, at(0)), Err(601));
        assert_eq!(rate.take(&'b', QUOTA, at(0)), Ok(()));
        assert_eq!(rate.take(&'a', QUOTA, at(599)), Err(2));
        assert_eq!(rate.take(&'a', QUOTA, at(600)), Ok(()));
        assert!(rate.take(&'a', QUOTA, at(600)).is_err());
    }

    #[test]
    fn what_is_in_use_is_known_without_counting() {
        let mut rate = Rate::remembering(10);
        for _ in 0..3 {
            rate.take(&'a', QUOTA, at(0)).unwrap();
        }

        assert!(rate.is_used(&'a', 3, QUOTA, at(1)) && !rate.is_used(&'a', 4, QUOTA, at(1)));
        assert!(!rate.is_used(&'a', 3, QUOTA, at(600)) && rate.is_used(&'a', 2, QUOTA, at(600)));
        assert!(!rate.is_used(&'b', 1, QUOTA, at(1)));
    }

    #[test]
    fn it_never_remembers_more_than_so_many() {
        let mut rate = Rate::remembering(3);
        for n in 0..5 {
            rate.take(&n, QUOTA, at(n)).unwrap();
        }

        assert_eq!(rate.empty_at.len(), 3);
        assert!(!rate.empty_at.contains_key(&0));
    }

    proptest! {
        #[test]
        fn whatever_the_rhythm_no_window_holds_more_than_twice_the_quota(
            pauses in prop::collection::vec(0_i64..900, 1..60),
            max in 1_u32..20,
        ) {
            let quota = Quota { max, window: TimeDelta::hours(1) };
            let mut rate = Rate::remembering(10);
            let (mut now, mut taken) = (at(0), Vec::new());
            for pause in pauses {
                now += TimeDelta::seconds(pause);
                match rate.take(&(), quota, now) {
                    Ok(()) => taken.push(now),
                    // Who waits as told is let in.
                    Err(wait) => {
                        now += TimeDelta::seconds(i64::from(wait));
                        prop_assert_eq!(rate.take(&(), quota, now), Ok(()));
                        taken.push(now);
                    }
                }
            }
            for from in &taken {
                let until = *from + quota.window;
                let inside = taken.iter().filter(|it| *it >= from && **it < until).count();
                prop_assert!(inside <= 2 * max as usize, "{inside} of {max}");
            }
        }
    }
}
