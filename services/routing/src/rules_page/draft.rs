//! Rules as somebody changes them in a form, one step at a time. Pure.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};
use web::form::{Fields, Mistake};

use crate::{
    rules::{
        Action, RULES_MAX, Rule,
        condition::{Condition, Known},
    },
    service_level::{Level, Unit},
    store::catalogue::Team,
};

/// Characters of the name of a rule.
const NAME_MAX: usize = 80;

/// A rule as it stands in the form.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Entry {
    pub name: String,
    pub condition: String,
    /// Key of the team; empty asks a dispatcher to look.
    pub team: String,
    pub is_urgent: bool,
    /// Empty is the term of the category.
    pub amount: String,
    pub unit: String,
}

/// What a button of the form asks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Step {
    /// Tries the rules on what was reported.
    Try,
    /// Makes them count.
    Count,
    Add,
    /// Of the rule at that place, counted from 0.
    Up(usize),
    Down(usize),
    Remove(usize),
}

impl Step {
    /// Reads what a button is called; any other is a try.
    pub fn parse(text: &str) -> Self {
        let (what, place) = text.split_once('-').unwrap_or((text, ""));
        let place = place.parse::<usize>().ok().and_then(|place| place.checked_sub(1));
        match (what, place) {
            ("geldt", _) => Self::Count,
            ("nieuw", _) => Self::Add,
            ("omhoog", Some(at)) => Self::Up(at),
            ("omlaag", Some(at)) => Self::Down(at),
            ("weg", Some(at)) => Self::Remove(at),
            _ => Self::Try,
        }
    }
}

/// The rules in the form, in their order.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Draft(pub Vec<Entry>);

impl Draft {
    pub fn of(rules: &[Rule]) -> Self {
        let entry = |rule: &Rule| {
            let level = rule.action.level;
            let unit = level.map_or(Unit::WorkingDays, |level| level.unit);
            Entry {
                name: rule.name.clone(),
                condition: rule.condition.clone(),
                team: rule.action.team_key.clone().unwrap_or_default(),
                is_urgent: rule.action.is_urgent,
                amount: level.map(|level| level.amount.to_string()).unwrap_or_default(),
                unit: unit.as_str().to_owned(),
            }
        };
        Self(rules.iter().map(entry).collect())
    }

    /// Reads the fields `naam-1`, `als-1`, … of the form.
    pub fn read(fields: &Fields) -> Self {
        let value = |name: &str, number: usize| {
            fields.get(&format!("{name}-{number}")).map(|text| text.trim().to_owned())
        };
        let entry = |number: usize| {
            Some(Entry {
                name: value("naam", number)?,
                condition: value("als", number)?,
                team: value("team", number).unwrap_or_default(),
                is_urgent: value("spoed", number).is_some(),
                amount: value("termijn", number).unwrap_or_default(),
                unit: value("eenheid", number).unwrap_or_default(),
            })
        };
        Self((1..=RULES_MAX).map_while(entry).collect())
    }

    /// The rules after the step; those that only look at them change nothing.
    #[must_use]
    pub fn after(mut self, step: Step) -> Self {
        let last = self.0.len().saturating_sub(1);
        match step {
            Step::Add if self.0.len() < RULES_MAX => self.0.push(Entry::default()),
            Step::Up(at) if at > 0 && at <= last => self.0.swap(at - 1, at),
            Step::Down(at) if at < last => self.0.swap(at, at + 1),
            Step::Remove(at) if at < self.0.len() => {
                self.0.remove(at);
            }
            _ => {}
        }
        self
    }

    /// # Errors
    ///
    /// All mistakes at once, by the field of the form that they are in.
    pub fn parse(&self, known: &Known, teams: &[Team]) -> Result<Vec<Rule>, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let mut names = BTreeMap::new();
        let mut rules = Vec::new();
        for (number, entry) in (1..).zip(&self.0) {
            let before = mistakes.len();
            let mut wrong = |field: &str, text: String| {
                let field = format!("{field}-{number}");
                mistakes.push(Mistake::new(field, format!("Regel {number}: {text}")));
            };
            check_name(entry, names.insert(entry.name.as_str(), number), &mut wrong);
            if let Err(refused) = Condition::check(&entry.condition, known) {
                wrong("als", refused.to_string());
            }
            let team_key = Some(entry.team.clone()).filter(|key| !key.is_empty());
            if team_key.as_ref().is_some_and(|key| !teams.iter().any(|it| it.team_key == *key)) {
                wrong("team", "kies een team.".to_owned());
            }
            let level = level(entry).unwrap_or_else(|text| {
                wrong("termijn", text);
                None
            });
            if mistakes.len() == before {
                let action = Action { team_key, is_urgent: entry.is_urgent, level };
                let (name, condition) = (entry.name.clone(), entry.condition.clone());
                rules.push(Rule { name, condition, action });
            }
        }
        if mistakes.is_empty() { Ok(rules) } else { Err(mistakes) }
    }
}

fn check_name(entry: &Entry, other: Option<i32>, wrong: &mut impl FnMut(&str, String)) {
    let is_readable = entry.name.chars().all(|letter| !letter.is_control());
    if entry.name.is_empty() {
        wrong("naam", "geef de regel een naam.".to_owned());
    } else if entry.name.chars().count() > NAME_MAX || !is_readable {
        wrong("naam", format!("houd de naam op één regel, hoogstens {NAME_MAX} tekens."));
    } else if let Some(other) = other {
        wrong("naam", format!("regel {other} heet ook zo."));
    }
}

fn level(entry: &Entry) -> Result<Option<Level>, String> {
    if entry.amount.is_empty() {
        return Ok(None);
    }
    let unit = Unit::parse(&entry.unit).ok_or("kies een eenheid.")?;
    let amount = entry.amount.parse().ok().and_then(|it| Level::parse(it, unit.as_str()));
    let max = unit.amount_max();
    amount
        .map(Some)
        .ok_or_else(|| format!("vul een heel getal in van 0 tot en met {max}, of niets."))
}

/// A mark of exactly these rules: what was tried is what may count.
pub fn mark(rules: &[Rule]) -> String {
    let mut hasher = DefaultHasher::new();
    rules.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// What is different from the rules that count, in words; empty when nothing is.
pub fn differences(old: &[Rule], new: &[Rule]) -> Vec<String> {
    let find = |rules: &'_ [Rule], name: &str| rules.iter().position(|rule| rule.name == name);
    let mut words = Vec::new();
    for rule in new {
        match find(old, &rule.name) {
            None => words.push(format!("Nieuw: {}", rule.name)),
            Some(at) if old[at] != *rule => words.push(format!("Anders: {}", rule.name)),
            Some(_) => {}
        }
    }
    let gone = old.iter().filter(|rule| find(new, &rule.name).is_none());
    words.extend(gone.map(|rule| format!("Weg: {}", rule.name)));
    let kept: Vec<_> = new.iter().filter_map(|rule| find(old, &rule.name)).collect();
    if !kept.is_sorted() {
        words.push("Andere volgorde".to_owned());
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn known() -> Known {
        Known { categories: ["litter".to_owned()].into(), ..Known::default() }
    }

    fn teams() -> Vec<Team> {
        vec![Team { team_key: "schoon".to_owned(), name: "Wijkteam Schoon".to_owned() }]
    }

    fn rule(name: &str) -> Rule {
        let level = Some(Level { amount: 4, unit: Unit::WorkingHours });
        let action = Action { team_key: Some("schoon".to_owned()), is_urgent: true, level };
        Rule { name: name.to_owned(), condition: "true".to_owned(), action }
    }

    fn entry(name: &str, condition: &str) -> Entry {
        let (name, condition) = (name.to_owned(), condition.to_owned());
        Entry { name, condition, ..Entry::default() }
    }

    #[test]
    fn every_mistake_of_every_rule_is_told_at_its_field() {
        let long = Entry { team: "weg".to_owned(), amount: "x".to_owned(), ..entry("a", "true") };
        let long = Entry { unit: "working_days".to_owned(), ..long };
        let draft = Draft(vec![entry("", "category == \"liter\""), entry("a", "true"), long]);

        let mistakes = draft.parse(&known(), &teams()).unwrap_err();

        let fields: Vec<_> = mistakes.iter().map(|mistake| mistake.field.as_str()).collect();
        assert_eq!(fields, ["naam-1", "als-1", "naam-3", "team-3", "termijn-3"]);
        assert!(mistakes[2].text.contains("regel 2 heet ook zo"), "{mistakes:?}");
    }

    #[test]
    fn a_step_moves_adds_or_removes_one_rule() {
        let draft = || Draft::of(&[rule("a"), rule("b"), rule("c")]);
        let names = |draft: Draft| draft.0.iter().map(|it| it.name.clone()).collect::<String>();

        for (step, after) in [
            ("omhoog-2", "bac"),
            ("omlaag-2", "acb"),
            ("omhoog-3", "acb"),
            ("omlaag-1", "bac"),
            ("weg-1", "bc"),
            ("omhoog-1", "abc"),
            ("omlaag-3", "abc"),
            ("weg-9", "abc"),
            ("weg-0", "abc"),
            ("proef", "abc"),
            ("geldt", "abc"),
        ] {
            assert_eq!(names(draft().after(Step::parse(step))), after, "{step}");
        }
        assert_eq!(draft().after(Step::Add).0.len(), 4);
        assert_eq!(Step::parse("geldt"), Step::Count);
    }

    #[test]
    fn what_is_different_is_told_by_name() {
        let old = [rule("a"), rule("b"), rule("c")];
        let other = Rule { condition: "false".to_owned(), ..rule("c") };

        assert_eq!(differences(&old, &old), Vec::<String>::new());
        assert_eq!(
            differences(&old, &[other, rule("d"), rule("a")]),
            ["Anders: c", "Nieuw: d", "Weg: b", "Andere volgorde"]
        );
    }

    proptest! {
        #[test]
        fn rules_come_through_the_form_as_they_were(
            names in prop::collection::btree_set("[a-z]{1,9}", 0..8), amount in 0_u16..300,
        ) {
            let level = Some(Level { amount, unit: Unit::CalendarDays });
            let with = |name: &String| {
                let action = Action { level, ..rule(name).action };
                Rule { action, ..rule(name) }
            };
            let rules: Vec<_> = names.iter().map(with).collect();
            let mut fields = Fields::new();
            for (number, it) in (1..).zip(Draft::of(&rules).0) {
                let pairs = [("naam", it.name), ("als", it.condition), ("team", it.team),
                    ("spoed", "ja".to_owned()), ("termijn", it.amount), ("eenheid", it.unit)];
                fields.extend(pairs.map(|(name, value)| (format!("{name}-{number}"), value)));
            }

            let read = Draft::read(&fields).parse(&known(), &teams()).unwrap();

            prop_assert_eq!(mark(&read), mark(&rules));
            prop_assert_eq!(read, rules);
        }
    }
}
