//! Lets each report join the issue that it is about, or opens one and gives it to a team when the
//! rules know one. What is told about the report later goes to [`crate::on_answer`].

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use platform::{
    clock::{self, from_timestamp},
    consumer::{Failure, Handler, Incoming},
    ids::uuids,
    live::Live,
    outbox::Outbox,
};
use proto::v1::{self, ReportAnswered, ReportForgotten, ReportRedacted, ReportSubmitted};
use sqlx::{PgConnection, types::Json};
use tracing::info;
use uuid::Uuid;

use crate::{
    LIVE_TOPIC, announce, asking,
    joining::{self, Because, Told},
    lifecycle::Status,
    on_answer, redact,
    store::{
        self,
        catalogue::Team,
        issues::{self, Asset, HistoryRow, Issue, NewIssue, Reported},
    },
};

pub(crate) use deciding::told_to_crew;

mod deciding;

/// The version of a new issue that asks for the work; the next one is its first public state.
const ROUTED_VERSION: i64 = 1;

pub struct OnReport {
    pub outbox: Outbox,
    pub live: Live,
}

impl Handler for OnReport {
    const NAME: &'static str = "routing-intake";
    const STREAM: &'static str = "INTAKE";

    async fn handle(&self, tx: &mut PgConnection, event: &Incoming) -> Result<(), Failure> {
        if event.is::<ReportAnswered>() {
            return on_answer::answered(&self.outbox, tx, event.decode()?).await;
        }
        if event.is::<ReportForgotten>() {
            return on_answer::forgotten(tx, event.decode()?).await;
        }
        if event.is::<ReportRedacted>() {
            return redact::redacted(&self.outbox, tx, event.decode()?).await;
        }
        if !event.is::<ReportSubmitted>() {
            return Ok(());
        }
        let report = Report::parse(event.decode()?).map_err(Failure::Reject)?;
        if issues::has_report(tx, report.id).await? {
            return Ok(());
        }
        let now = clock::now();
        // A machine must not speak for an issue of people: somebody looks at it first.
        let is_trusted = report.message.suspect.is_empty();
        let known = if is_trusted { known_issue(tx, &report).await? } else { None };
        if let Some((issue, because)) = known {
            return self.join(tx, issue, because, &report, now).await;
        }
        let issue = open(tx, &self.outbox, &report, ROUTED_VERSION, None, now).await?;
        let team = issue.team_key.as_deref().unwrap_or("triage");
        info!(
            issue.id = %issue.issue_id, report.id = %report.id,
            "Issue {} goes to {team}", issue.issue_id
        );
        Ok(())
    }

    fn committed(&self, _event: &Incoming) {
        self.live.touch(LIVE_TOPIC);
    }
}

impl OnReport {
    /// Makes the report a part of the issue, which the transaction has locked.
    async fn join(
        &self,
        tx: &mut PgConnection,
        mut issue: Issue,
        because: Because,
        report: &Report,
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let reported = report.reported();
        store::joining::put_report(tx, issue.issue_id, &reported).await?;
        store::joining::add_pictures(&mut issue, &reported);
        issue.version += 1;
        issue.changed_at = issue.changed_at.max(now);
        issues::save(tx, &issue).await?;
        let history = HistoryRow::of(&issue, because.as_str(), &reported.report_number, None);
        issues::add_history(tx, issue.issue_id, &history).await?;
        let joined = stored(tx, issue.issue_id).await?;
        self.outbox.enqueue(tx, &announce::status_changed(&joined), now).await?;
        info!(
            issue.id = %joined.issue_id, report.id = %report.id,
            "Report {} joins issue {}", report.id, joined.issue_id
        );
        Ok(())
    }
}

/// A report whose values are what the contract promises.
pub(crate) struct Report {
    id: Uuid,
    submitted_at: DateTime<Utc>,
    longitude: f64,
    latitude: f64,
    photo_ids: Vec<Uuid>,
    told: Told,
    message: ReportSubmitted,
}

impl Report {
    fn parse(message: ReportSubmitted) -> anyhow::Result<Self> {
        let location = message.location.context("the report has no location")?;
        let submitted_at =
            message.submitted_at.as_ref().and_then(from_timestamp).context("no submitted_at")?;
        let this_one = Some(&message.joins_issue_id).filter(|id| !id.is_empty());
        let told = Told {
            this_one: this_one.map(|id| id.parse()).transpose().context("joins_issue_id")?,
            not_these: uuids(&message.not_issue_ids).context("not_issue_ids")?,
            is_place_vague: message.is_place_vague,
            picture_hashes: message.picture_hashes.clone(),
            submitted_at,
        };
        Ok(Self {
            id: message.report_id.parse().context("report_id")?,
            submitted_at,
            longitude: location.longitude,
            latitude: location.latitude,
            photo_ids: uuids(&message.photo_ids).context("photo_ids")?,
            told,
            message,
        })
    }

    fn reported(&self) -> Reported {
        Reported {
            report_id: self.id,
            report_number: self.message.report_number.clone(),
            submitted_at: self.submitted_at,
            longitude: self.longitude,
            latitude: self.latitude,
            location_text: self.message.location_text.clone(),
            description: self.message.description.clone(),
            photo_ids: self.photo_ids.clone(),
            picture_hashes: self.message.picture_hashes.clone(),
            answers: Json(self.message.answers.clone().into_iter().collect()),
            asset: self.asset().map(Json),
            source: self.message.source.clone(),
        }
    }

    fn asset(&self) -> Option<Asset> {
        let asset = self.message.asset.clone();
        asset.map(|it| Asset { id: it.id, kind: it.kind, number: it.number, owner: it.owner })
    }

    /// The report as it was, of what routing keeps of it.
    pub(crate) fn kept(reported: Reported, category: String) -> Self {
        Self {
            id: reported.report_id,
            submitted_at: reported.submitted_at,
            longitude: reported.longitude,
            latitude: reported.latitude,
            photo_ids: reported.photo_ids,
            told: Told::default(),
            message: ReportSubmitted {
                report_number: reported.report_number,
                category,
                location_text: reported.location_text,
                description: reported.description,
                picture_hashes: reported.picture_hashes,
                answers: reported.answers.0.into_iter().collect(),
                asset: reported.asset.map(|Json(it)| v1::Asset {
                    id: it.id,
                    kind: it.kind,
                    number: it.number,
                    owner: it.owner,
                }),
                source: reported.source,
                ..ReportSubmitted::default()
            },
        }
    }
}

/// The open issue that the report is about, locked until the transaction ends.
///
/// Reports of one kind about one place wait for each other here, so of twenty at once the
/// first opens the issue and the others find it.
async fn known_issue(
    tx: &mut PgConnection,
    report: &Report,
) -> Result<Option<(Issue, Because)>, Failure> {
    let category = &report.message.category;
    let Some(rule) = store::joining::rule(tx, category).await? else { return Ok(None) };
    let (told, place) = (&report.told, [report.longitude, report.latitude]);
    let reach_m = joining::reach(told, rule);
    if reach_m > 0.0 {
        let cells = joining::cells(category, report.longitude, report.latitude);
        store::joining::lock_cells(tx, &cells).await?;
    } else if told.this_one.is_none() {
        return Ok(None);
    }
    let mut candidates =
        store::joining::candidates(tx, category, place, reach_m, told.this_one).await?;
    while let Some((issue_id, because)) = joining::join(told, rule, &candidates) {
        // A crew may have closed it since; the others are still to be looked at.
        match issues::lock(tx, issue_id).await? {
            Some(issue) if issue.closed_at.is_none() && issue.closing.is_none() => {
                return Ok(Some((issue, because)));
            }
            _ => candidates.retain(|it| it.issue_id != issue_id),
        }
    }
    Ok(None)
}

/// Opens an issue with the report, at `version` and the one after it, and asks a team for the
/// work. `staff_name` is who wanted it to be an issue of its own.
pub(crate) async fn open(
    tx: &mut PgConnection,
    outbox: &Outbox,
    report: &Report,
    version: i64,
    staff_name: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Issue, Failure> {
    let issue = deciding::decide(tx, report).await?;
    issues::open(tx, &issue, version, version + 1, now).await?;
    write_history(tx, &issue, version, staff_name, now).await?;
    store::joining::put_report(tx, issue.issue_id, &report.reported()).await?;
    let issue = stored(tx, issue.issue_id).await?;
    if let Some((team_key, name)) = issue.team_key.clone().zip(issue.team_name.clone()) {
        let work = asking::asked(version, &Team { team_key, name }, now);
        store::works::put(tx, issue.issue_id, &work).await?;
    }
    outbox.enqueue(tx, &announce::issue_routed(&issue), now).await?;
    outbox.enqueue(tx, &announce::status_changed(&issue), now).await?;
    Ok(issue)
}

async fn stored(tx: &mut PgConnection, issue_id: Uuid) -> Result<Issue, Failure> {
    let issue = issues::lock(tx, issue_id).await?;
    issue.context("the issue was just stored").map_err(Failure::Suspect)
}

/// The report came in, and then the rules decided.
async fn write_history(
    tx: &mut PgConnection,
    issue: &NewIssue,
    version: i64,
    staff_name: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let came = HistoryRow {
        version,
        status: Status::Received,
        team_key: None,
        reason: String::new(),
        note: String::new(),
        staff_name: None,
        changed_at: issue.submitted_at,
    };
    let decided = HistoryRow {
        version: version + 1,
        status: issue.status,
        team_key: issue.team_key.clone(),
        reason: issue.triage_reason.to_owned(),
        staff_name: staff_name.map(ToOwned::to_owned),
        changed_at: now,
        ..came.clone()
    };
    issues::add_history(tx, issue.issue_id, &came).await?;
    issues::add_history(tx, issue.issue_id, &decided).await
}
