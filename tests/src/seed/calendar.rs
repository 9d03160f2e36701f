//! When residents report and when crews work, by the clock of the Netherlands.

use chrono::{
    DateTime, Datelike, Days, NaiveTime, TimeDelta, TimeZone as _, Timelike, Utc, Weekday,
};
use chrono_tz::Europe::Amsterdam;
use rand::{Rng, RngExt as _};

/// How much is reported in each hour of a day, against the others.
const HOURS: [f64; 24] = [
    0.2, 0.1, 0.05, 0.05, 0.05, 0.1, 0.4, 1.2, 2.2, 2.6, 2.8, 2.7, //
    2.6, 2.6, 2.7, 2.9, 3.2, 3.4, 3.3, 3.1, 2.6, 1.8, 1.0, 0.5,
];

/// How much is reported from Monday to Sunday: after the weekend most, at the weekend least.
const DAYS: [f64; 7] = [1.3, 1.1, 1.0, 1.0, 1.05, 0.9, 0.75];

const WORK_BEGINS: NaiveTime = NaiveTime::from_hms_opt(7, 30, 0).expect("a time");
const WORK_ENDS: NaiveTime = NaiveTime::from_hms_opt(16, 30, 0).expect("a time");

/// What waited for the morning is spread over its first hours.
const MORNING_SECONDS: i64 = 3 * 60 * 60;

/// The hours of a period, with the part of all reports that came by the end of each.
pub(super) struct Period {
    begin: DateTime<Utc>,
    end: DateTime<Utc>,
    /// Grows; the last is the whole.
    shares: Vec<f64>,
}

impl Period {
    /// The last hour may be part of one; a period has at least a second.
    pub(super) fn new(begin: DateTime<Utc>, end: DateTime<Utc>) -> Self {
        let mut total = 0.0;
        let mut hour = begin;
        let mut shares = Vec::new();
        while hour < end {
            let local = hour.with_timezone(&Amsterdam);
            let day = DAYS[local.weekday().num_days_from_monday() as usize];
            let length = (end - hour).min(TimeDelta::hours(1)).as_seconds_f64() / 3600.0;
            total += HOURS[local.hour() as usize] * day * length;
            shares.push(total);
            hour += TimeDelta::hours(1);
        }
        Self { begin, end, shares }
    }

    /// The moment by which the part `share` of all reports had come, from 0 to 1.
    pub(super) fn at(&self, share: f64) -> DateTime<Utc> {
        let total = self.shares.last().copied().unwrap_or(0.0);
        let wanted = share * total;
        let hour = self.shares.partition_point(|until| *until < wanted);
        let from = hour.checked_sub(1).map_or(0.0, |before| self.shares[before]);
        let until = self.shares.get(hour).copied().unwrap_or(total);
        let begin = self.begin + TimeDelta::hours(i64::try_from(hour).unwrap_or(0));
        let length = (self.end - begin).min(TimeDelta::hours(1));
        let part = if until > from { (wanted - from) / (until - from) } else { 0.0 };
        (begin + hours(length.as_seconds_f64() / 3600.0 * part)).min(self.end)
    }
}

/// Whether it is Monday there, when bulky waste of the weekend is reported.
pub(super) fn is_monday(at: DateTime<Utc>) -> bool {
    at.with_timezone(&Amsterdam).weekday() == Weekday::Mon
}

/// A length of time, to the microsecond.
#[expect(clippy::cast_possible_truncation, reason = "a period of years has fewer microseconds")]
pub(super) fn hours(hours: f64) -> TimeDelta {
    TimeDelta::microseconds((hours * 3_600_000_000.0) as i64)
}

/// The same moment when crews work then, and else some time in the next working morning.
pub(super) fn at_work(at: DateTime<Utc>, rng: &mut impl Rng) -> DateTime<Utc> {
    let local = at.with_timezone(&Amsterdam);
    let (mut day, time) = (local.date_naive(), local.time());
    let is_weekend = |day: chrono::NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    if !is_weekend(day) && (WORK_BEGINS..WORK_ENDS).contains(&time) {
        return at;
    }
    if time >= WORK_BEGINS {
        day = day + Days::new(1);
    }
    while is_weekend(day) {
        day = day + Days::new(1);
    }
    let morning = Amsterdam.from_local_datetime(&day.and_time(WORK_BEGINS)).earliest();
    let morning = morning.expect("the clock is never changed in the morning");
    morning.to_utc() + TimeDelta::seconds(rng.random_range(0..MORNING_SECONDS))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::{SeedableRng as _, rngs::Xoshiro256PlusPlus};

    use super::*;

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    proptest! {
        #[test]
        fn a_later_share_is_never_earlier_and_always_in_the_period(
            minutes in 1_i64..200_000, shares: (u16, u16)
        ) {
            let begin = instant("2026-10-20T10:11:12Z");
            let end = begin + TimeDelta::minutes(minutes);
            let period = Period::new(begin, end);
            let at = |share: u16| period.at(f64::from(share) / f64::from(u16::MAX));
            let (low, high) = (shares.0.min(shares.1), shares.0.max(shares.1));
            prop_assert!(begin <= at(low) && at(low) <= at(high) && at(high) <= end);
        }

        #[test]
        fn work_is_done_in_working_hours_and_not_before(minutes in 0_i64..600_000, seed: u64) {
            let at = instant("2026-01-01T00:00:00Z") + TimeDelta::minutes(minutes);
            let done = at_work(at, &mut Xoshiro256PlusPlus::seed_from_u64(seed));
            let local = done.with_timezone(&Amsterdam);
            prop_assert!(done >= at && done - at < TimeDelta::days(4));
            prop_assert!((WORK_BEGINS..WORK_ENDS).contains(&local.time()));
            prop_assert!(local.weekday().number_from_monday() <= 5);
        }
    }

    #[test]
    fn evenings_bring_more_than_nights_and_mondays_more_than_sundays() {
        let begin = instant("2026-11-01T23:00:00Z");
        let period = Period::new(begin, begin + TimeDelta::weeks(1));
        let mut evening = 0;
        let mut night = 0;
        let mut days = [0; 7];
        for share in 0..1000 {
            let local = period.at(f64::from(share) / 1000.0).with_timezone(&Amsterdam);
            evening += i32::from((18..21).contains(&local.hour()));
            night += i32::from((1..4).contains(&local.hour()));
            days[local.weekday().num_days_from_monday() as usize] += 1;
        }

        assert!(evening > 5 * night, "{evening} and {night}");
        assert!(days[0] > days[6], "{days:?}");
    }
}
