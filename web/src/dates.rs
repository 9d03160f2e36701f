//! Dates as people say them: with a weekday, in Dutch local time, with `now` passed in.
//!
//! What residents read comes in their language; the short forms in tables are for staff.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone as _, Timelike, Utc};
use chrono_tz::Europe::Amsterdam;

use crate::Lang;

const WEEKDAYS_SHORT: [&str; 7] = ["ma", "di", "wo", "do", "vr", "za", "zo"];
const MONTHS_SHORT: [&str; 12] =
    ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
const MINUTES_PER_HOUR: i64 = 60;
const HOURS_PER_DAY: i64 = 24;

/// The calendar day in the Netherlands.
pub fn local_date(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Amsterdam).date_naive()
}

/// The time on the clock in the Netherlands.
pub fn local_time(at: DateTime<Utc>) -> NaiveTime {
    at.with_timezone(&Amsterdam).time()
}

/// The instant at which clocks in the Netherlands show this; the first, where they show it twice.
pub fn local_instant(day: NaiveDate, time: NaiveTime) -> Option<DateTime<Utc>> {
    Amsterdam.from_local_datetime(&day.and_time(time)).earliest().map(|at| at.with_timezone(&Utc))
}

impl Lang {
    /// "14.12"
    pub fn clock(self, at: DateTime<Utc>) -> String {
        let local = at.with_timezone(&Amsterdam);
        let two = |number: u32| format!("{number:02}");
        self.t2("date-clock", "hour", two(local.hour()), "minute", two(local.minute()))
    }

    /// "vandaag", "morgen", "gisteren" or "donderdag 26 november"; with the year when it is another one.
    pub fn day(self, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
        let (date, today) = (local_date(at), local_date(now));
        if date == today {
            self.t("date-today").to_owned()
        } else if Some(date) == today.checked_add_days(Days::new(1)) {
            self.t("date-tomorrow").to_owned()
        } else if Some(date) == today.checked_sub_days(Days::new(1)) {
            self.t("date-yesterday").to_owned()
        } else {
            self.weekday_and_date(at, now)
        }
    }

    /// "donderdag 26 november", also for today; with the year when it is another one.
    pub fn weekday_and_date(self, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
        let date = local_date(at);
        let is_this_year = date.year() == local_date(now).year();
        let key = if is_this_year { "date-long" } else { "date-long-year" };
        let (weekday, month) = (date.weekday().number_from_monday(), date.month());
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.say(key, &[("weekday", &weekday), ("day", &day), ("month", &month), ("year", &year)])
    }

    /// "vandaag, 14.12 uur" or "donderdag 26 november, 10.52 uur"
    pub fn moment(self, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
        self.t2("date-moment", "when", self.day(at, now), "clock", self.clock(at))
    }

    /// "dinsdag 1 december tussen 08.00 en 11.00 uur"
    pub fn between(self, from: DateTime<Utc>, until: DateTime<Utc>, now: DateTime<Utc>) -> String {
        let day = self.weekday_and_date(from, now);
        let hours = self.hours(from, until);
        self.t2("date-visit", "day", day, "hours", hours)
    }

    /// "tussen 08.00 en 11.00 uur"
    pub fn hours(self, from: DateTime<Utc>, until: DateTime<Utc>) -> String {
        self.t2("date-hours", "from", self.clock(from), "until", self.clock(until))
    }

    /// A length of time in one unit: "zojuist", "25 minuten", "3 uur", "2 dagen".
    pub fn length(self, minutes: i64) -> String {
        let hours = minutes / MINUTES_PER_HOUR;
        let days = hours / HOURS_PER_DAY;
        match (days, hours, minutes) {
            (..1, ..1, ..1) => self.t("length-now").to_owned(),
            (..1, ..1, minutes) => self.t1("length-minutes", "count", minutes),
            (..1, hours, _) => self.t1("length-hours", "count", hours),
            (days, ..) => self.t1("length-days", "count", days),
        }
    }

    /// How long ago: "zojuist", "25 minuten geleden", "2 dagen geleden".
    pub fn ago(self, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
        let minutes = (now - at).num_minutes();
        let length = self.length(minutes);
        if minutes < 1 { length } else { self.t1("length-ago", "length", length) }
    }
}

/// For evidence: "vandaag, 14.12.07 uur".
pub fn moment_exact(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let (lang, second) = (Lang::dutch(), at.second());
    format!("{}, {}.{second:02} uur", lang.day(at, now), lang.clock(at))
}

/// For tables: "14.12" today, "gisteren 14.12", else "do 26 nov 14.12".
pub fn moment_short(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let (date, today) = (local_date(at), local_date(now));
    if date == today {
        return Lang::dutch().clock(at);
    }
    if Some(date) == today.checked_sub_days(Days::new(1)) {
        return format!("gisteren {}", Lang::dutch().clock(at));
    }
    format!("{} {}", day_short(at), Lang::dutch().clock(at))
}

/// For tables: "do 26 nov".
pub fn day_short(at: DateTime<Utc>) -> String {
    date_short(local_date(at))
}

/// "di 24 nov"
pub fn date_short(date: NaiveDate) -> String {
    let weekday = WEEKDAYS_SHORT[date.weekday().num_days_from_monday() as usize];
    format!("{weekday} {} {}", date.day(), MONTHS_SHORT[date.month0() as usize])
}

/// A term in words: "nog 2 uur" before it ends, "3 uur te laat" after.
pub fn term(due: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let minutes = (due - now).num_minutes();
    if due < now {
        format!("{} te laat", Lang::dutch().length(minutes.abs().max(1)))
    } else {
        format!("nog {}", Lang::dutch().length(minutes.max(1)))
    }
}

/// What is left until `due`, or by how much it is late, without a word around it: "2 uur".
pub fn span(due: DateTime<Utc>, now: DateTime<Utc>) -> String {
    Lang::dutch().length((due - now).num_minutes().abs().max(1))
}

/// For the `datetime` attribute of `<time>`.
pub fn machine(at: DateTime<Utc>) -> String {
    at.with_timezone(&Amsterdam).format("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn days_near_now_have_a_name_and_others_a_weekday_with_date() {
        let now = at("2026-11-24T12:00:00Z");

        assert_eq!(Lang::dutch().moment(at("2026-11-24T13:12:00Z"), now), "vandaag, 14.12 uur");
        assert_eq!(Lang::dutch().day(at("2026-11-25T08:00:00Z"), now), "morgen");
        assert_eq!(Lang::dutch().day(at("2026-11-23T08:00:00Z"), now), "gisteren");
        assert_eq!(Lang::dutch().day(at("2026-11-26T08:00:00Z"), now), "donderdag 26 november");
        assert_eq!(Lang::dutch().day(at("2027-01-04T08:00:00Z"), now), "maandag 4 januari 2027");
        assert_eq!(Lang::dutch().weekday_and_date(now, now), "dinsdag 24 november");
        assert_eq!(moment_short(at("2026-11-20T08:00:00Z"), now), "vr 20 nov 09.00");
    }

    #[test]
    fn a_day_begins_at_midnight_in_amsterdam_in_winter_and_in_summer() {
        assert_eq!(
            Lang::dutch().day(at("2026-11-24T23:30:00Z"), at("2026-11-24T22:30:00Z")),
            "morgen"
        );
        assert_eq!(
            Lang::dutch().day(at("2026-07-01T22:30:00Z"), at("2026-07-01T21:30:00Z")),
            "morgen"
        );
        assert_eq!(Lang::dutch().clock(at("2026-07-01T22:30:00Z")), "00.30");
    }

    #[test]
    fn the_night_the_clock_goes_back_keeps_its_day() {
        let now = at("2026-10-25T00:30:00Z");

        assert_eq!(Lang::dutch().moment(at("2026-10-25T01:30:00Z"), now), "vandaag, 02.30 uur");
        assert_eq!(machine(at("2026-10-25T01:30:00Z")), "2026-10-25T02:30:00+01:00");
    }

    #[test]
    fn terms_say_what_is_left_or_how_late_it_is() {
        let now = at("2026-11-24T12:00:00Z");

        assert_eq!(term(now + TimeDelta::minutes(35), now), "nog 35 minuten");
        assert_eq!(term(now + TimeDelta::hours(50), now), "nog 2 dagen");
        assert_eq!(term(now - TimeDelta::hours(3), now), "3 uur te laat");
        assert_eq!(term(now - TimeDelta::seconds(5), now), "1 minuut te laat");
        assert_eq!(span(now + TimeDelta::hours(50), now), "2 dagen");
        assert_eq!(Lang::dutch().ago(now, now), "zojuist");
        assert_eq!(Lang::dutch().ago(now - TimeDelta::hours(26), now), "1 dag geleden");
    }

    proptest! {
        #[test]
        fn every_moment_can_be_said(seconds in -4_000_000_000_i64..8_000_000_000, other in 0_i64..4_000_000_000) {
            let at = DateTime::from_timestamp(seconds, 0).unwrap();
            let now = DateTime::from_timestamp(other, 0).unwrap();
            prop_assert!(Lang::dutch().moment(at, now).ends_with(" uur"));
            prop_assert!(!term(at, now).is_empty() && !moment_short(at, now).is_empty());
        }
    }
}
