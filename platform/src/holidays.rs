//! Public holidays in the Netherlands: days on which crews do not work.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

/// Liberation Day is a day off for the civil service once in so many years.
const LIBERATION_DAY_YEARS: i32 = 5;

/// Days after Easter Sunday: Easter Monday, Ascension Day and Whit Monday.
const AFTER_EASTER: [u64; 3] = [1, 39, 50];

/// When Liberation Day, 5 May, is a day off.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LiberationDay {
    /// Once in five years, as for the civil service.
    EveryFiveYears,
    EveryYear,
    Never,
}

impl LiberationDay {
    pub const ALL: [Self; 3] = [Self::EveryFiveYears, Self::EveryYear, Self::Never];

    /// The word in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::EveryFiveYears => "every_five_years",
            Self::EveryYear => "every_year",
            Self::Never => "never",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == text)
    }
}

/// Whether the day is a public holiday, with Liberation Day as the municipality has it.
pub fn is_holiday(day: NaiveDate, liberation_day: LiberationDay) -> bool {
    match (day.month(), day.day()) {
        (1, 1) | (12, 25 | 26) => true,
        // King's Day is the day before when the 27th is a Sunday.
        (4, 27) => day.weekday() != Weekday::Sun,
        (4, 26) => day.weekday() == Weekday::Sat,
        (5, 5) if is_liberation_day_off(day.year(), liberation_day) => true,
        _ => easter(day.year())
            .is_some_and(|sunday| AFTER_EASTER.iter().any(|days| sunday + Days::new(*days) == day)),
    }
}

fn is_liberation_day_off(year: i32, liberation_day: LiberationDay) -> bool {
    match liberation_day {
        LiberationDay::EveryFiveYears => year % LIBERATION_DAY_YEARS == 0,
        LiberationDay::EveryYear => true,
        LiberationDay::Never => false,
    }
}

/// Easter Sunday, by the algorithm of Meeus, Jones and Butcher (J. Meeus, "Astronomical
/// Algorithms", chapter 8). `None` for a year that the calendar does not hold.
#[expect(clippy::many_single_char_names, reason = "the letters of the source")]
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    NaiveDate::from_ymd_opt(year, month.try_into().ok()?, day.try_into().ok()?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_holiday(day: NaiveDate) -> bool {
        super::is_holiday(day, LiberationDay::EveryFiveYears)
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn easter_falls_where_the_church_says() {
        let sundays = [
            "1961-04-02",
            "2000-04-23",
            "2024-03-31",
            "2026-04-05",
            "2038-04-25",
            // With the golden number 1 (the year divides by 19) a remainder can fall below zero.
            "1995-04-16",
            "2014-04-20",
            // The two exceptions of the rule, which would be a week later.
            "1954-04-18",
            "1981-04-19",
        ];
        for sunday in sundays {
            assert_eq!(easter(day(sunday).year()), Some(day(sunday)));
        }
    }

    #[test]
    fn the_holidays_of_a_year_are_known() {
        let of_2026 = [
            "2026-01-01",
            "2026-04-06",
            "2026-04-27",
            "2026-05-14",
            "2026-05-25",
            "2026-12-25",
            "2026-12-26",
        ];
        let first = day("2026-01-01");
        let found: Vec<_> = first.iter_days().take(365).filter(|day| is_holiday(*day)).collect();

        assert_eq!(found, of_2026.map(day));
    }

    #[test]
    fn the_king_does_not_have_his_day_on_a_sunday() {
        // 27 April 2031 is a Sunday.
        assert!(is_holiday(day("2031-04-26")) && !is_holiday(day("2031-04-27")));
        assert!(!is_holiday(day("2026-04-26")));
    }

    #[test]
    fn liberation_day_is_a_day_off_once_in_five_years() {
        assert!(is_holiday(day("2025-05-05")) && is_holiday(day("2030-05-05")));
        assert!(!is_holiday(day("2026-05-05")));
        assert!(super::is_holiday(day("2026-05-05"), LiberationDay::EveryYear));
        assert!(!super::is_holiday(day("2025-05-05"), LiberationDay::Never));
    }

    #[test]
    fn good_friday_is_a_working_day() {
        assert!(!is_holiday(day("2026-04-03")));
    }

    proptest! {
        #[test]
        fn easter_is_a_sunday_in_spring(year in 1583_i32..9999) {
            let sunday = easter(year).unwrap();
            prop_assert_eq!(sunday.weekday(), Weekday::Sun);
            prop_assert!((3..=4).contains(&sunday.month()));
        }
    }
}
