//! Opens an issue for each report, and gives it to a team when the rules know one.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use platform::{
    clock::{self, from_timestamp},
    consumer::{Failure, Handler, Incoming},
    live::Live,
    outbox::Outbox,
};
use proto::{questions, v1::ReportSubmitted};
use sqlx::PgConnection;
use tracing::info;
use uuid::Uuid;

use crate::{
    LIVE_TOPIC, announce,
    rules::{self, Route},
    store::{
        areas::{self, Area},
        catalogue::{self, Category},
        issues::{self, HistoryRow, NewIssue},
    },
    term,
};

/// The version of a new issue that asks for the work; the next one is its first public state.
const ROUTED_VERSION: i64 = 1;

/// Working days for a category that we do not know.
const TERM_DAYS_DEFAULT: u32 = 5;

const CREW_LANGUAGE: &str = "nl";

pub struct OnReport {
    pub outbox: Outbox,
    pub live: Live,
}

impl Handler for OnReport {
    const NAME: &'static str = "routing-intake";
    const STREAM: &'static str = "INTAKE";

    async fn handle(&self, tx: &mut PgConnection, event: &Incoming) -> Result<(), Failure> {
        if !event.is::<ReportSubmitted>() {
            return Ok(());
        }
        let report = Report::parse(event.decode()?).map_err(Failure::Reject)?;
        if issues::has_report(tx, report.id).await? {
            return Ok(());
        }
        let now = clock::now();
        let issue = decide(tx, report).await?;
        issues::open(tx, &issue, ROUTED_VERSION, ROUTED_VERSION + 1, now).await?;
        write_history(tx, &issue, now).await?;
        let stored = issues::lock(tx, issue.issue_id).await?.context("the issue was just stored");
        let stored = stored.map_err(Failure::Suspect)?;
        self.outbox.enqueue(tx, &announce::issue_routed(&stored), now).await?;
        self.outbox.enqueue(tx, &announce::status_changed(&stored), now).await?;
        let team = stored.team_key.as_deref().unwrap_or("triage");
        info!(
            issue.id = %stored.issue_id, report.id = %issue.report_id,
            "Issue {} goes to {team}", stored.issue_id
        );
        Ok(())
    }

    fn committed(&self, _event: &Incoming) {
        self.live.touch(LIVE_TOPIC);
    }
}

/// A report whose values are what the contract promises.
struct Report {
    id: Uuid,
    submitted_at: DateTime<Utc>,
    longitude: f64,
    latitude: f64,
    photo_ids: Vec<Uuid>,
    message: ReportSubmitted,
}

impl Report {
    fn parse(message: ReportSubmitted) -> anyhow::Result<Self> {
        let location = message.location.context("the report has no location")?;
        let submitted_at =
            message.submitted_at.as_ref().and_then(from_timestamp).context("no submitted_at")?;
        let photo_ids = message.photo_ids.iter().map(|id| id.parse());
        Ok(Self {
            id: message.report_id.parse().context("report_id")?,
            submitted_at,
            longitude: location.longitude,
            latitude: location.latitude,
            photo_ids: photo_ids.collect::<Result<_, _>>().context("photo_ids")?,
            message,
        })
    }
}

async fn decide(tx: &mut PgConnection, report: Report) -> Result<NewIssue, Failure> {
    let area = areas::covering(tx, report.longitude, report.latitude).await?;
    let category = catalogue::category(tx, &report.message.category).await?;
    let area_code = area.as_ref().map(|area| area.area_code.as_str());
    let rules = catalogue::rules_for(tx, &report.message.category, area_code).await?;
    let route = rules::route(area_code, category.is_some(), &rules);
    let term_days = category
        .as_ref()
        .and_then(|category| u32::try_from(category.term_days).ok())
        .unwrap_or(TERM_DAYS_DEFAULT);
    let description = for_crew(&report.message, category.as_ref());
    Ok(NewIssue { description, ..new_issue(report, area, route, term_days) })
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

fn new_issue(report: Report, area: Option<Area>, route: Route, term_days: u32) -> NewIssue {
    let (team_key, triage_reason, status) = match route {
        Route::Team(team) => (Some(team), "", "routed"),
        Route::Triage(reason) => (None, reason.as_str(), "received"),
    };
    let (area_code, area_name) = area.map(|area| (area.area_code, area.name)).unzip();
    NewIssue {
        issue_id: Uuid::now_v7(),
        report_id: report.id,
        report_number: report.message.report_number,
        category: report.message.category,
        longitude: report.longitude,
        latitude: report.latitude,
        location_text: report.message.location_text,
        description: report.message.description,
        photo_ids: report.photo_ids,
        area_code,
        area_name,
        team_key,
        triage_reason,
        status,
        due_at: term::expected_at(report.submitted_at, term_days),
        submitted_at: report.submitted_at,
    }
}

/// The report came in, and then the rules decided.
async fn write_history(
    tx: &mut PgConnection,
    issue: &NewIssue,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let came = HistoryRow {
        version: ROUTED_VERSION,
        status: "received".to_owned(),
        team_key: None,
        reason: String::new(),
        note: String::new(),
        staff_name: None,
        changed_at: issue.submitted_at,
    };
    let decided = HistoryRow {
        version: ROUTED_VERSION + 1,
        status: issue.status.to_owned(),
        team_key: issue.team_key.clone(),
        reason: issue.triage_reason.to_owned(),
        changed_at: now,
        ..came.clone()
    };
    issues::add_history(tx, issue.issue_id, &came).await?;
    issues::add_history(tx, issue.issue_id, &decided).await
}
