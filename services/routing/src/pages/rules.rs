//! `/meldkamer/regels`: the rules as a form, their trial, and the versions before.

use askama::Template;
use web::Page;
use web::form::Mistake;

use crate::{
    rules::{Route, TriageReason, condition::LENGTH_MAX, facts::NAMES},
    rules_page::{
        Tried,
        draft::Entry,
        trial::{Group, Way},
    },
    service_level::Unit,
    store::{catalogue::Team, rules::Made},
    terms::proposal::{UNITS, in_words},
};

/// Ways of a trial that the page shows.
const WAYS_SHOWN_MAX: usize = 30;

/// Rules as a form.
#[derive(Debug, Template)]
#[template(path = "rules.html")]
pub struct RulesPage {
    pub page: Page,
    /// Of the set that counts; 0 when there is none.
    pub version: i64,
    pub teams: Vec<Team>,
    /// Keys that `answers` has.
    pub questions: Vec<String>,
    /// Key and name, in their order.
    pub categories: Vec<(String, String)>,
    /// Code and name, by name.
    pub areas: Vec<(String, String)>,
    /// Newest first.
    pub made: Vec<Made>,
    /// Rules that count and fail, with how many issues wait for it.
    pub failing: Vec<(String, i64)>,
    pub entries: Vec<Entry>,
    pub mistakes: Vec<Mistake>,
    pub trial: Option<Tried>,
    pub notice: Option<RulesNotice>,
}

/// What is said above the form.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum RulesNotice {
    /// Somebody else was first; the form shows what counts now.
    Conflict,
    /// Nothing was changed.
    Same,
    /// The rules were changed after they were tried.
    TryFirst,
    /// The form shows the rules of that version.
    Older(i64),
}

impl RulesPage {
    pub fn units(&self) -> [(Unit, &'static str); 3] {
        UNITS
    }

    pub fn names(&self) -> [(&'static str, &'static str); 11] {
        NAMES
    }

    pub fn length_max(&self) -> usize {
        LENGTH_MAX
    }

    pub fn is_wrong(&self, field: &str, number: &usize) -> bool {
        let field = format!("{field}-{number}");
        self.mistakes.iter().any(|mistake| mistake.field == field)
    }

    /// Whether the rule is shown with its fields.
    pub fn is_open(&self, number: &usize, entry: &Entry) -> bool {
        let fields = ["naam", "als", "team", "termijn"];
        entry.name.is_empty() || fields.iter().any(|field| self.is_wrong(field, number))
    }

    pub fn team<'a>(&'a self, key: &'a str) -> &'a str {
        let team = self.teams.iter().find(|team| team.team_key == *key);
        team.map_or("", |team| team.name.as_str())
    }

    pub fn category<'a>(&'a self, key: &'a str) -> &'a str {
        let named = self.categories.iter().find(|(known, _)| known == key);
        named.map_or(key, |(_, name)| name.as_str())
    }

    /// How many reports the rule decides in the trial.
    pub fn hits(&self, index: &usize) -> Option<u64> {
        self.trial.as_ref().and_then(|trial| trial.outcome.hits.get(*index).copied())
    }

    pub fn name_of(&self, index: &usize) -> &str {
        self.entries.get(*index).map_or("", |entry| entry.name.as_str())
    }

    pub fn ways<'a>(&self, tried: &'a Tried) -> Vec<(&'a Way, &'a Way, &'a Group)> {
        let mut ways = tried.outcome.most_first();
        ways.truncate(WAYS_SHOWN_MAX);
        ways
    }

    /// "Grofvuil, met spoed, 4 werkuren"
    pub fn way(&self, way: &Way) -> String {
        let mut words = match &way.route {
            Route::Team(key) => self.team(key).to_owned(),
            Route::Triage(TriageReason::NeedsCheck) => "Meldkamer, eerst bekijken".to_owned(),
            Route::Triage(TriageReason::RuleFailed) => "Meldkamer, de regel werkt niet".to_owned(),
            Route::Triage(TriageReason::NoRule) => "Meldkamer, geen regel".to_owned(),
            Route::Triage(_) => "Meldkamer".to_owned(),
        };
        if way.is_urgent {
            words.push_str(", met spoed");
        }
        if let Some(level) = way.level {
            words.push_str(", ");
            words.push_str(&in_words(level));
        }
        words
    }
}
