//! What becomes of a report that opens an issue: its area, its team by the rules, its clock, and
//! what the crew reads.

use proto::{questions, v1::ReportSubmitted};
use sqlx::PgConnection;
use tracing::error;
use uuid::Uuid;

use super::Report;
use crate::{
    issue_clock::{self, Clock},
    lifecycle::Status,
    rules::{
        self, Action, Book, Route, TriageReason, Verdict,
        facts::{Facts, Moment},
    },
    store::{
        self,
        areas::{self, Area},
        catalogue::{self, Category},
        issues::{NewIssue, Reported},
    },
};
use platform::consumer::Failure;

const CREW_LANGUAGE: &str = "nl";

/// The issue that the report opens.
pub(super) async fn decide(tx: &mut PgConnection, report: &Report) -> Result<NewIssue, Failure> {
    let area = areas::covering(tx, report.longitude, report.latitude).await?;
    let category = catalogue::category(tx, &report.message.category).await?;
    let set = store::rules::current(tx).await?;
    let decision = if report.message.suspect.is_empty() {
        let facts = facts(tx, report, area.as_ref()).await?;
        let book = Book::kept(set.rules);
        Decision::of(rules::route(&facts, category.is_some(), &book), set.version)
    } else {
        Decision::triage(TriageReason::Suspect)
    };
    let of_rule = decision.action.level;
    let clock = issue_clock::begin(tx, category.as_ref(), of_rule, report.submitted_at).await?;
    let description = for_crew(&report.message, category.as_ref());
    Ok(NewIssue { description, ..new_issue(report, area, decision, clock) })
}

/// What rules may ask about the report.
async fn facts(tx: &mut PgConnection, report: &Report, area: Option<&Area>) -> sqlx::Result<Facts> {
    let calendar = store::service_level::kept(tx).await?.calendar;
    let unanswered = store::rules::questions(tx).await?.into_iter().map(|key| (key, String::new()));
    let mut answers: questions::Answers = unanswered.collect();
    answers.extend(report.message.answers.clone());
    let asset = report.asset();
    Ok(Facts {
        category: report.message.category.clone(),
        area: area.map(|area| area.area_code.clone()).unwrap_or_default(),
        district: area.map(|area| area.wijk_name.clone()).unwrap_or_default(),
        asset: asset.as_ref().map(|asset| asset.kind.clone()).unwrap_or_default(),
        asset_owner: asset.map(|asset| asset.owner).unwrap_or_default(),
        source: report.message.source.clone(),
        answers,
        photos: u32::try_from(report.photo_ids.len()).unwrap_or(u32::MAX),
        moment: Moment::of(report.submitted_at, &calendar),
    })
}

/// What becomes of a report, and which rule says so.
struct Decision {
    route: Route,
    action: Action,
    rule_name: String,
    rules_version: i64,
}

impl Decision {
    fn triage(reason: TriageReason) -> Self {
        let (route, action) = (Route::Triage(reason), Action::default());
        Self { route, action, rule_name: String::new(), rules_version: 0 }
    }

    /// A rule that fails holds no report up, and is not passed over in silence.
    fn of((route, verdict): (Route, Option<Verdict<'_>>), rules_version: i64) -> Self {
        let (rule, action) = match verdict {
            Some(Verdict::Rule(_, rule)) => (rule, rule.action.clone()),
            Some(Verdict::Failed(at, rule, failed)) => {
                metrics::counter!("rules_failed_total").increment(1);
                error!("Rule {} of version {rules_version} fails: {failed}", at + 1);
                (rule, Action::default())
            }
            Some(Verdict::NoRule) | None => {
                let (action, rule_name) = (Action::default(), String::new());
                return Self { route, action, rule_name, rules_version: 0 };
            }
        };
        Self { route, action, rule_name: rule.name.clone(), rules_version }
    }
}

/// What the crew reads of a report that routing kept.
pub(crate) async fn told_to_crew(
    tx: &mut PgConnection,
    category: &str,
    reported: &Reported,
) -> sqlx::Result<String> {
    let known = catalogue::category(tx, category).await?;
    let report = Report::kept(reported.clone(), category.to_owned());
    Ok(for_crew(&report.message, known.as_ref()))
}

/// What the crew reads: the resident's words, then the answers, a line each, in Dutch.
fn for_crew(report: &ReportSubmitted, category: Option<&Category>) -> String {
    let questions = category.map(|category| questions::parse(&category.questions));
    let questions = questions.and_then(Result::ok).unwrap_or_default();
    let answers: questions::Answers = report.answers.clone().into_iter().collect();
    let told = questions::told(&questions, &answers, CREW_LANGUAGE);
    let told = told.into_iter().map(|(question, answer)| format!("{question} {answer}"));
    let words = Some(report.description.clone()).filter(|words| !words.is_empty());
    words.into_iter().chain(told).collect::<Vec<_>>().join("\n")
}

fn new_issue(report: &Report, area: Option<Area>, decision: Decision, clock: Clock) -> NewIssue {
    let (team_key, triage_reason, status) = match decision.route {
        Route::Team(team) => (Some(team), "", Status::Routed),
        Route::Triage(reason) => (None, reason.as_str(), Status::Received),
    };
    let (area_code, area_name) = area.map(|area| (area.area_code, area.name)).unzip();
    let reported = report.reported();
    NewIssue {
        is_place_vague: report.told.is_place_vague,
        issue_id: Uuid::now_v7(),
        category: report.message.category.clone(),
        longitude: reported.longitude,
        latitude: reported.latitude,
        location_text: reported.location_text,
        description: reported.description,
        photo_ids: reported.photo_ids,
        picture_hashes: reported.picture_hashes,
        asset: report.asset(),
        area_code,
        area_name,
        team_key,
        triage_reason,
        is_urgent: decision.action.is_urgent,
        rule_name: decision.rule_name,
        rules_version: decision.rules_version,
        status,
        clock,
        submitted_at: report.submitted_at,
    }
}
