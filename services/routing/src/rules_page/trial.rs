//! What other rules would do with reports that were sent already. Pure.

use std::collections::{BTreeMap, BTreeSet};

use proto::questions::Answers;
use uuid::Uuid;

use crate::{
    rules::{
        self, Book, Route, Verdict,
        condition::Failed,
        facts::{Facts, Moment},
    },
    service_level::{Calendar, Level},
    store::rules::Sent,
};

/// Reports that are named of those that go the same other way.
const EXAMPLES_MAX: usize = 3;

/// What makes a report that was sent one that rules can be tried on.
#[derive(Clone, Debug)]
pub struct Surroundings {
    pub categories: BTreeSet<String>,
    /// Name of the wijk by code of the buurt.
    pub districts: BTreeMap<String, String>,
    /// Every question, without an answer.
    pub unanswered: Answers,
    pub calendar: Calendar,
}

impl Surroundings {
    fn facts(&self, sent: &Sent) -> Facts {
        let area = sent.area_code.clone().unwrap_or_default();
        let mut answers = self.unanswered.clone();
        answers.extend(sent.answers.0.clone());
        let asset = sent.asset.as_ref().map(|asset| &asset.0);
        Facts {
            category: sent.category.clone(),
            district: self.districts.get(&area).cloned().unwrap_or_default(),
            area,
            asset: asset.map(|it| it.kind.clone()).unwrap_or_default(),
            asset_owner: asset.map(|it| it.owner.clone()).unwrap_or_default(),
            source: sent.source.clone(),
            answers,
            photos: sent.photos.try_into().unwrap_or(0),
            moment: Moment::of(sent.submitted_at, &self.calendar),
        }
    }
}

/// Where a report goes, and how.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Way {
    pub route: Route,
    pub is_urgent: bool,
    pub level: Option<Level>,
}

/// A report that is named.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Example {
    pub issue_id: Uuid,
    pub number: String,
    pub category: String,
}

/// Reports that would go another way.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Group {
    pub count: u64,
    /// The last of them.
    pub examples: Vec<Example>,
}

/// Reports for which a rule fails.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Failure {
    pub why: Failed,
    pub count: u64,
}

/// The whole of a trial.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Outcome {
    pub tried: u64,
    /// Of those, how many would go another way.
    pub moved: u64,
    /// By where they go now and where they would.
    pub ways: BTreeMap<(Way, Way), Group>,
    /// How many reports each new rule decides, in their order.
    pub hits: Vec<u64>,
    /// By place of the new rule, counted from 0.
    pub failures: BTreeMap<usize, Failure>,
}

impl Outcome {
    /// The ways, the most travelled first.
    pub fn most_first(&self) -> Vec<(&Way, &Way, &Group)> {
        let mut ways: Vec<_> =
            self.ways.iter().map(|((from, to), group)| (from, to, group)).collect();
        ways.sort_by_key(|(.., group)| std::cmp::Reverse(group.count));
        ways
    }
}

/// A trial that goes on.
#[derive(Debug)]
pub struct Trial {
    surroundings: Surroundings,
    old: Book,
    new: Book,
    outcome: Outcome,
}

impl Trial {
    pub fn new(surroundings: Surroundings, old: Book, new: Book) -> Self {
        let hits = vec![0; new.rules().count()];
        Self { surroundings, old, new, outcome: Outcome { hits, ..Outcome::default() } }
    }

    /// Tries both sets of rules on more reports.
    #[must_use]
    pub fn on(mut self, reports: &[Sent]) -> Self {
        for report in reports {
            self.add(report);
        }
        self
    }

    fn add(&mut self, sent: &Sent) {
        let facts = self.surroundings.facts(sent);
        let is_known = self.surroundings.categories.contains(&sent.category);
        let (route, verdict) = rules::route(&facts, is_known, &self.new);
        self.outcome.tried += 1;
        match verdict {
            Some(Verdict::Rule(at, _)) => {
                if let Some(hits) = self.outcome.hits.get_mut(at) {
                    *hits += 1;
                }
            }
            Some(Verdict::Failed(at, _, why)) => {
                let failure = Failure { why, count: 0 };
                self.outcome.failures.entry(at).or_insert(failure).count += 1;
            }
            Some(Verdict::NoRule) | None => {}
        }
        let to = way(route, verdict);
        let (route, verdict) = rules::route(&facts, is_known, &self.old);
        let from = way(route, verdict);
        if from != to {
            self.outcome.moved += 1;
            let group = self.outcome.ways.entry((from, to)).or_default();
            group.count += 1;
            if group.examples.len() == EXAMPLES_MAX {
                group.examples.remove(0);
            }
            group.examples.push(Example {
                issue_id: sent.issue_id,
                number: sent.report_number.clone(),
                category: sent.category.clone(),
            });
        }
    }

    pub fn done(self) -> Outcome {
        self.outcome
    }
}

fn way(route: Route, verdict: Option<Verdict<'_>>) -> Way {
    let action = match verdict {
        Some(Verdict::Rule(_, rule)) => rule.action.clone(),
        _ => rules::Action::default(),
    };
    Way { route, is_urgent: action.is_urgent, level: action.level }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use sqlx::types::Json;

    use super::*;
    use crate::rules::{Action, Rule, TriageReason};

    fn sent(n: u32, category: &str) -> Sent {
        Sent {
            report_id: Uuid::from_u128(n.into()),
            report_number: format!("LD-{n}"),
            issue_id: Uuid::from_u128(n.into()),
            category: category.to_owned(),
            area_code: Some("BU1".to_owned()),
            asset: None,
            source: "form".to_owned(),
            answers: Json(Answers::new()),
            photos: 1,
            submitted_at: DateTime::from_timestamp(1_790_000_000 + i64::from(n) * 3600, 0).unwrap(),
        }
    }

    fn book(rules: &[(&str, &str)]) -> Book {
        let rule = |(condition, team): &(&str, &str)| {
            let team_key = Some((*team).to_owned());
            let action = Action { team_key, ..Action::default() };
            Rule { name: String::new(), condition: (*condition).to_owned(), action }
        };
        Book::new(rules.iter().map(rule).collect())
    }

    fn run(old: &[(&str, &str)], new: &[(&str, &str)], reports: &[Sent]) -> Outcome {
        let surroundings = Surroundings {
            categories: ["litter".to_owned(), "other".to_owned()].into(),
            districts: [("BU1".to_owned(), "Liendert".to_owned())].into(),
            unanswered: [("danger".to_owned(), String::new())].into(),
            calendar: Calendar::usual(),
        };
        Trial::new(surroundings, book(old), book(new)).on(reports).done()
    }

    #[test]
    fn only_what_would_go_elsewhere_is_told_with_the_last_of_each_way() {
        let reports: Vec<_> =
            (0..10).map(|n| sent(n, if n % 5 == 0 { "other" } else { "litter" })).collect();

        let outcome = run(
            &[("true", "schoon")],
            &[
                (r#"category == "litter" && district == "Liendert""#, "grofvuil"),
                ("true", "schoon"),
            ],
            &reports,
        );

        assert_eq!((outcome.tried, outcome.moved, outcome.hits.clone()), (10, 8, vec![8, 2]));
        let ways = outcome.most_first();
        let (from, to, group) = ways[0];
        assert_eq!(from.route, Route::Team("schoon".to_owned()));
        assert_eq!(to.route, Route::Team("grofvuil".to_owned()));
        let numbers: Vec<_> = group.examples.iter().map(|it| it.number.as_str()).collect();
        assert_eq!((ways.len(), group.count, numbers), (1, 8, vec!["LD-7", "LD-8", "LD-9"]));
    }

    #[test]
    fn a_rule_that_fails_on_some_is_told_with_how_many() {
        let reports: Vec<_> = (0..24).map(|n| sent(n, "litter")).collect();

        let outcome = run(
            &[("true", "a")],
            &[("false", "a"), ("10 / hour > 0", "a"), ("true", "a")],
            &reports,
        );

        let failure = Failure { why: Failed::DivisionByZero, count: 1 };
        assert_eq!(outcome.failures, [(1, failure)].into());
        let to = Route::Triage(TriageReason::RuleFailed);
        assert!(outcome.ways.keys().any(|(_, way)| way.route == to));
    }

    #[test]
    fn the_same_rules_move_nothing() {
        let rules = [(r#"category == "litter""#, "a"), ("true", "b")];
        let reports: Vec<_> = (0..9).map(|n| sent(n, "litter")).collect();

        assert_eq!(run(&rules, &rules, &reports).moved, 0);
    }
}
