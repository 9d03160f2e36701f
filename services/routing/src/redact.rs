//! Takes words out of what the desk and the crews read, because a dispatcher did so at the report.

use anyhow::Context as _;
use platform::{
    clock::{self, from_timestamp},
    consumer::Failure,
    outbox::Outbox,
};
use proto::v1::ReportRedacted;
use sqlx::{PgConnection, types::Json};
use tracing::info;

use crate::{
    announce, on_answer,
    store::{
        issues::{self, HistoryRow},
        notes::{self, Redaction},
    },
};

/// In the course of the issue.
pub(crate) const REASON: &str = "redacted";

/// Replaces the words, and notes who did it. What comes twice, late or after its sender was
/// forgotten changes nothing.
pub(crate) async fn redacted(
    outbox: &Outbox,
    tx: &mut PgConnection,
    message: ReportRedacted,
) -> Result<(), Failure> {
    let redaction = parse(&message).map_err(Failure::Reject)?;
    on_answer::lock_issue(tx, redaction.report_id).await?;
    if !notes::redact(tx, &redaction).await? {
        return Ok(());
    }
    // As it is now, with the place as it may be told.
    let mut issue = on_answer::lock_issue(tx, redaction.report_id).await?;
    issue.version += 1;
    let row = HistoryRow {
        version: issue.version,
        status: issue.status,
        team_key: issue.team_key.clone(),
        reason: REASON.to_owned(),
        note: String::new(),
        staff_name: Some(message.staff_name),
        changed_at: issue.changed_at.max(redaction.at),
    };
    issues::save(tx, &issue).await?;
    issues::add_history(tx, issue.issue_id, &row).await?;
    outbox.enqueue(tx, &announce::status_changed(&issue), clock::now()).await?;
    let report_id = redaction.report_id;
    info!(report.id = %report_id, "Words of report {report_id} are taken out");
    Ok(())
}

fn parse(message: &ReportRedacted) -> anyhow::Result<Redaction> {
    let answers = message.answers.iter();
    let answers: Result<_, std::num::TryFromIntError> =
        answers.map(|it| Ok((it.sequence.try_into()?, it.text.clone()))).collect();
    Ok(Redaction {
        report_id: message.report_id.parse().context("report_id")?,
        sequence: message.sequence.try_into().context("sequence")?,
        description: message.description.clone(),
        location_text: message.location_text.clone(),
        answers: Json(answers.context("answers")?),
        at: message.redacted_at.as_ref().and_then(from_timestamp).context("redacted_at")?,
    })
}
