//! Which team takes an issue and by when, by the rules of the municipality, or why a dispatcher
//! decides. The first rule whose condition holds decides alone. Pure.

pub mod condition;
pub mod facts;

use std::sync::{Arc, Mutex, PoisonError};

use self::{
    condition::{Condition, Failed, Refused},
    facts::Facts,
};
use crate::service_level::Level;

/// Rules of a municipality.
pub const RULES_MAX: usize = 60;

/// A condition, and what becomes of the reports for which it holds.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Rule {
    /// As dispatchers know it.
    pub name: String,
    /// In CEL; see [`Condition`].
    pub condition: String,
    pub action: Action,
}

/// What becomes of a report.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Action {
    /// Key of the team that takes it; `None` asks a dispatcher to look at it first.
    pub team_key: Option<String>,
    /// Goes before what is not.
    pub is_urgent: bool,
    /// Instead of the term of the category.
    pub level: Option<Level>,
}

/// The rules in their order, ready to be tried.
#[derive(Clone, Debug, Default)]
pub struct Book(Arc<[(Rule, Result<Condition, Refused>)]>);

/// What the rules say about one report.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Verdict<'a> {
    /// The rule at that place, counted from 0, decides.
    Rule(usize, &'a Rule),
    /// That rule could not be tried, so that nobody knows whether it would have decided.
    Failed(usize, &'a Rule, Failed),
    NoRule,
}

impl Book {
    pub fn new(rules: Vec<Rule>) -> Self {
        let read = |rule: Rule| {
            let condition = Condition::parse(&rule.condition);
            (rule, condition)
        };
        Self(rules.into_iter().map(read).collect())
    }

    /// The book of these rules, read anew only when they are others than the last time: reading
    /// takes far longer than trying, and each report asks for it.
    pub fn kept(rules: Vec<Rule>) -> Self {
        static LAST: Mutex<Option<Book>> = Mutex::new(None);
        let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(book) = last.as_ref().filter(|book| book.rules().eq(&rules)) {
            return book.clone();
        }
        last.insert(Self::new(rules)).clone()
    }

    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.0.iter().map(|(rule, _)| rule)
    }

    /// What becomes of a report. A rule that fails ends it: the rules after it are for what it did
    /// not take.
    pub fn verdict(&self, facts: &Facts) -> Verdict<'_> {
        for (at, (rule, condition)) in self.0.iter().enumerate() {
            let holds = condition.as_ref().map_err(|_| Failed::Unreadable);
            match holds.and_then(|condition| condition.holds(facts)) {
                Ok(true) => return Verdict::Rule(at, rule),
                Ok(false) => {}
                Err(failed) => return Verdict::Failed(at, rule, failed),
            }
        }
        Verdict::NoRule
    }
}

/// What routing decided.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Route {
    /// The key of the team.
    Team(String),
    /// A dispatcher decides.
    Triage(TriageReason),
}

/// Why an issue waits for a dispatcher.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum TriageReason {
    /// A machine may have sent it.
    Suspect,
    OutsideArea,
    UnknownCategory,
    NoRule,
    /// A rule asks for it.
    NeedsCheck,
    /// A rule could not be tried on it.
    RuleFailed,
    /// The crew says that another team must do it.
    OtherTeam,
    NeedsEquipment,
    /// A dispatcher took it back from the last team.
    TakenBack,
    /// It was closed without a team, and is still there.
    StillThere,
}

impl TriageReason {
    pub const ALL: [Self; 10] = [
        Self::Suspect,
        Self::OutsideArea,
        Self::UnknownCategory,
        Self::NoRule,
        Self::NeedsCheck,
        Self::RuleFailed,
        Self::OtherTeam,
        Self::NeedsEquipment,
        Self::TakenBack,
        Self::StillThere,
    ];

    /// The word in events and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Suspect => "suspect",
            Self::OutsideArea => "outside_area",
            Self::UnknownCategory => "unknown_category",
            Self::NoRule => "no_rule",
            Self::NeedsCheck => "needs_check",
            Self::RuleFailed => "rule_failed",
            Self::OtherTeam => "other_team",
            Self::NeedsEquipment => "needs_equipment",
            Self::TakenBack => "taken_back_from_team",
            Self::StillThere => "still_there",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text)
    }
}

/// Decides about a report by its facts, whose area is empty outside all of them. Gives what the
/// rules said too, where they were asked.
pub fn route<'a>(
    facts: &Facts,
    is_category_known: bool,
    book: &'a Book,
) -> (Route, Option<Verdict<'a>>) {
    if facts.area.is_empty() {
        return (Route::Triage(TriageReason::OutsideArea), None);
    }
    if !is_category_known {
        return (Route::Triage(TriageReason::UnknownCategory), None);
    }
    let verdict = book.verdict(facts);
    let route = match verdict {
        Verdict::Rule(_, rule) => {
            let team = rule.action.team_key.clone();
            team.map_or(Route::Triage(TriageReason::NeedsCheck), Route::Team)
        }
        Verdict::Failed(..) => Route::Triage(TriageReason::RuleFailed),
        Verdict::NoRule => Route::Triage(TriageReason::NoRule),
    };
    (route, Some(verdict))
}

#[cfg(test)]
mod tests;
