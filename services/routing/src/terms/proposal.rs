//! Terms, opening hours and closed days as somebody proposes them in a form. Pure.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use web::form::{Fields, Mistake};

use crate::{
    service_level::{Calendar, CalendarError, Hours, Level, LiberationDay, Unit},
    store::service_level::Term,
};

/// Names of the weekdays, beginning on Monday.
pub const WEEKDAYS: [&str; 7] =
    ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];

/// Characters of the name of a closed day.
const NAME_MAX: usize = 60;

/// What is to become of terms, hours and days.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Proposal {
    /// By key of the category.
    pub terms: Vec<(String, Level)>,
    pub calendar: Calendar,
    /// Closed days with their names.
    pub closed: BTreeMap<NaiveDate, String>,
}

impl Proposal {
    /// Reads the fields of the form, of which `known` are the categories.
    ///
    /// # Errors
    ///
    /// All mistakes at once.
    pub fn parse(fields: &Fields, known: &[Term]) -> Result<Self, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let mut keep = |mistake| mistakes.push(mistake);
        let value = |name: &str| fields.get(name).map_or("", |value| value.trim());
        let terms: Vec<_> = known
            .iter()
            .filter_map(|term| {
                let level = level(term, &value).map_err(&mut keep).ok()?;
                Some((term.category_key.clone(), level))
            })
            .collect();
        let mut week = [None; 7];
        for (day, hours) in week.iter_mut().enumerate() {
            *hours = opening(day, &value).map_err(&mut keep).ok().flatten();
        }
        let closed = closed_days(value("gesloten"), &mut keep);
        let liberation_day = LiberationDay::parse(value("bevrijdingsdag"));
        let liberation_day = liberation_day.unwrap_or_else(|| {
            keep(Mistake::new("bevrijdingsdag", "Kies wanneer Bevrijdingsdag vrij is."));
            LiberationDay::EveryFiveYears
        });
        let days = closed.keys().copied().collect();
        match Calendar::new(week, liberation_day, days) {
            Ok(calendar) if mistakes.is_empty() => Ok(Self { terms, calendar, closed }),
            Ok(_) => Err(mistakes),
            Err(error) => {
                // Hours that cannot be read have been told already, and leave no day open.
                if mistakes.is_empty() || error == CalendarError::ClosedDays {
                    mistakes.push(of_calendar(error));
                }
                Err(mistakes)
            }
        }
    }

    /// What is different from what counts now, in words; empty when nothing is.
    pub fn differences(
        &self,
        known: &[Term],
        calendar: &Calendar,
        names: &BTreeMap<NaiveDate, String>,
    ) -> Vec<String> {
        let mut words = Vec::new();
        for (key, level) in &self.terms {
            let Some(term) = known.iter().find(|term| term.category_key == *key) else { continue };
            if term.level != *level {
                words.push(format!(
                    "{}: {} → {}",
                    term.name,
                    in_words(term.level),
                    in_words(*level)
                ));
            }
        }
        for (day, (new, old)) in self.calendar.week().iter().zip(calendar.week()).enumerate() {
            if new != old {
                let name = WEEKDAYS.get(day).copied().unwrap_or_default();
                words.push(format!("{name} {} → {}", open_in_words(*old), open_in_words(*new)));
            }
        }
        if self.calendar.liberation_day() != calendar.liberation_day() {
            let now = liberation_in_words(self.calendar.liberation_day());
            words.push(format!("Bevrijdingsdag vrij: {now}"));
        }
        let is_new = |(day, _): &(&NaiveDate, &String)| !names.contains_key(*day);
        let is_gone = |(day, _): &(&NaiveDate, &String)| !self.closed.contains_key(*day);
        words.extend(
            self.closed
                .iter()
                .filter(is_new)
                .map(|(day, name)| format!("gesloten op {} ({name})", day.format("%-d-%-m-%Y"))),
        );
        words.extend(
            names
                .iter()
                .filter(is_gone)
                .map(|(day, name)| format!("weer open op {} ({name})", day.format("%-d-%-m-%Y"))),
        );
        words
    }
}

/// The units of a term, as the forms name them.
pub const UNITS: [(Unit, &str); 3] = [
    (Unit::WorkingHours, "werkuren"),
    (Unit::WorkingDays, "werkdagen"),
    (Unit::CalendarDays, "kalenderdagen"),
];

/// "3 werkdagen"
pub fn in_words(level: Level) -> String {
    let (one, more) = match level.unit {
        Unit::WorkingHours => ("werkuur", "werkuren"),
        Unit::WorkingDays => ("werkdag", "werkdagen"),
        Unit::CalendarDays => ("dag", "dagen"),
    };
    format!("{} {}", level.amount, if level.amount == 1 { one } else { more })
}

fn open_in_words(hours: Option<Hours>) -> String {
    hours.map_or("gesloten".to_owned(), |hours| {
        format!("{}-{}", hours.opens.format("%H.%M"), hours.closes.format("%H.%M"))
    })
}

pub fn liberation_in_words(day: LiberationDay) -> &'static str {
    match day {
        LiberationDay::EveryFiveYears => "eens in de vijf jaar",
        LiberationDay::EveryYear => "elk jaar",
        LiberationDay::Never => "nooit",
    }
}

fn level<'a>(term: &Term, value: &impl Fn(&str) -> &'a str) -> Result<Level, Mistake> {
    let field = format!("termijn-{}", term.category_key);
    let unit = Unit::parse(value(&format!("eenheid-{}", term.category_key)));
    let unit =
        unit.ok_or_else(|| Mistake::new(&field, format!("{}: kies een eenheid.", term.name)))?;
    let amount = value(&field).parse().ok().and_then(|it| Level::parse(it, unit.as_str()));
    amount.ok_or_else(|| {
        let max = unit.amount_max();
        Mistake::new(
            &field,
            format!("{}: vul een heel getal in van 0 tot en met {max}.", term.name),
        )
    })
}

fn opening<'a>(day: usize, value: &impl Fn(&str) -> &'a str) -> Result<Option<Hours>, Mistake> {
    let name = WEEKDAYS.get(day).copied().unwrap_or_default();
    let field = format!("open-{}", day + 1);
    let (opens, closes) = (value(&field), value(&format!("dicht-{}", day + 1)));
    if opens.is_empty() && closes.is_empty() {
        return Ok(None);
    }
    let time = |text: &str| {
        NaiveTime::parse_from_str(text, "%H:%M")
            .map_err(|_| Mistake::new(&field, format!("Op {name}: vul twee tijden in, of geen.")))
    };
    let hours = Hours { opens: time(opens)?, closes: time(closes)? };
    hours.are_of_a_day().then_some(Some(hours)).ok_or_else(|| {
        Mistake::new(&field, format!("Op {name}: open na 04.00 uur, en sluit later dan je opent."))
    })
}

/// A line a day: the date, and its name after it.
fn closed_days(text: &str, keep: &mut impl FnMut(Mistake)) -> BTreeMap<NaiveDate, String> {
    let mut days = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (date, name) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let name: String = name.trim().chars().filter(|it| !it.is_control()).collect();
        match date.parse::<NaiveDate>() {
            Ok(day) if name.chars().count() <= NAME_MAX => {
                let name = if name.is_empty() { "gesloten".to_owned() } else { name };
                days.insert(day, name);
            }
            Ok(_) => keep(Mistake::new("gesloten", format!("De naam bij {date} is te lang."))),
            Err(_) => keep(Mistake::new(
                "gesloten",
                format!("“{line}” begint niet met een datum, zoals 2026-12-24."),
            )),
        }
    }
    days
}

fn of_calendar(error: CalendarError) -> Mistake {
    match error {
        CalendarError::AlwaysClosed => Mistake::new(
            "open-1",
            "Open minstens een dag in de week: anders loopt geen termijn af.",
        ),
        CalendarError::Hours(day) => {
            Mistake::new(format!("open-{day}"), "Deze openingstijden kunnen niet.")
        }
        CalendarError::ClosedDays => Mistake::new("gesloten", "Dit zijn te veel gesloten dagen."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<Term> {
        vec![Term {
            category_key: "litter".to_owned(),
            name: "Zwerfafval".to_owned(),
            level: Level { amount: 3, unit: Unit::WorkingDays },
        }]
    }

    fn fields(changes: &[(&str, &str)]) -> BTreeMap<String, String> {
        let mut fields: BTreeMap<_, _> = (1..=5)
            .flat_map(|day| [(format!("open-{day}"), "08:00"), (format!("dicht-{day}"), "17:00")])
            .map(|(name, value)| (name, value.to_owned()))
            .collect();
        let usual = [
            ("termijn-litter", "3"),
            ("eenheid-litter", "working_days"),
            ("bevrijdingsdag", "every_five_years"),
            ("gesloten", ""),
        ];
        for (name, value) in usual.iter().chain(changes) {
            fields.insert((*name).to_owned(), (*value).to_owned());
        }
        fields
    }

    fn mistakes(changes: &[(&str, &str)]) -> Vec<String> {
        let found = Proposal::parse(&fields(changes), &known()).unwrap_err();
        found.into_iter().map(|it| it.field).collect()
    }

    #[test]
    fn the_form_as_it_stands_changes_nothing() {
        let proposal = Proposal::parse(&fields(&[]), &known()).unwrap();

        assert_eq!(proposal.calendar, Calendar::usual());
        let differences = proposal.differences(&known(), &Calendar::usual(), &BTreeMap::new());
        assert!(differences.is_empty(), "{differences:?}");
    }

    #[test]
    fn every_change_is_told_in_words() {
        let changes = [
            ("termijn-litter", "8"),
            ("eenheid-litter", "working_hours"),
            ("open-6", "09:00"),
            ("dicht-6", "12:30"),
            ("bevrijdingsdag", "never"),
            ("gesloten", "2026-12-24 Kerstavond"),
        ];
        let proposal = Proposal::parse(&fields(&changes), &known()).unwrap();
        let gone = [("2026-05-15".parse().unwrap(), "Brugdag".to_owned())].into();

        assert_eq!(
            proposal.differences(&known(), &Calendar::usual(), &gone),
            [
                "Zwerfafval: 3 werkdagen → 8 werkuren",
                "zaterdag gesloten → 09.00-12.30",
                "Bevrijdingsdag vrij: nooit",
                "gesloten op 24-12-2026 (Kerstavond)",
                "weer open op 15-5-2026 (Brugdag)",
            ]
        );
    }

    #[test]
    fn another_amount_of_the_same_unit_is_a_change() {
        let proposal = Proposal::parse(&fields(&[("termijn-litter", "4")]), &known()).unwrap();

        let differences = proposal.differences(&known(), &Calendar::usual(), &BTreeMap::new());
        assert_eq!(differences, ["Zwerfafval: 3 werkdagen → 4 werkdagen"]);
    }

    #[test]
    fn the_name_of_a_closed_day_fits_on_a_line() {
        let day = |letters: usize| format!("2026-12-24 {}", "a".repeat(letters));

        assert!(Proposal::parse(&fields(&[("gesloten", &day(NAME_MAX))]), &known()).is_ok());
        assert_eq!(mistakes(&[("gesloten", &day(NAME_MAX + 1))]), ["gesloten"]);
    }

    #[test]
    fn all_mistakes_are_told_at_once_and_at_their_fields() {
        assert_eq!(mistakes(&[("termijn-litter", "veel")]), ["termijn-litter"]);
        assert_eq!(mistakes(&[("termijn-litter", "366")]), ["termijn-litter"]);
        assert_eq!(mistakes(&[("termijn-litter", "-1")]), ["termijn-litter"]);
        assert_eq!(mistakes(&[("open-1", "18:00")]), ["open-1"]);
        assert_eq!(mistakes(&[("open-7", "12:00")]), ["open-7"]);
        assert_eq!(mistakes(&[("gesloten", "morgen\n2026-02-30 Nooit")]), ["gesloten", "gesloten"]);
        assert_eq!(
            mistakes(&[("eenheid-litter", "eeuwen"), ("bevrijdingsdag", "soms")]),
            ["termijn-litter", "bevrijdingsdag"]
        );
    }

    #[test]
    fn a_week_without_opening_hours_is_refused() {
        let closed: Vec<_> =
            (1..=5).flat_map(|day| [format!("open-{day}"), format!("dicht-{day}")]).collect();
        let closed: Vec<_> = closed.iter().map(|name| (name.as_str(), "")).collect();

        assert_eq!(mistakes(&closed), ["open-1"]);
    }
}
