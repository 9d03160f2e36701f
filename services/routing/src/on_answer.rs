//! What residents tell about a report after they sent it: it can open the issue again or end it.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use platform::{
    clock::{self, from_timestamp},
    consumer::Failure,
    ids::uuids,
    outbox::Outbox,
};
use proto::v1::{ReportAnswered, ReportForgotten};
use sqlx::PgConnection;
use tracing::info;
use uuid::Uuid;

use crate::{
    answers::{self, WITHDRAWN},
    asking, change, issue_clock, questions,
    rules::TriageReason,
    store::{
        catalogue::{self, Team},
        clock::{self as ticks, Tick},
        issues::{self, Issue},
        notes::{self, Note},
        questions::EndedBy,
    },
};

/// Keeps the answer, and follows it.
pub async fn answered(
    outbox: &Outbox,
    tx: &mut PgConnection,
    message: ReportAnswered,
) -> Result<(), Failure> {
    let note = parse(message).map_err(Failure::Reject)?;
    let mut issue = lock_issue(tx, note.report_id).await?;
    if !notes::add(tx, &note).await? {
        return Ok(());
    }
    let now = clock::now();
    match note.kind.as_str() {
        "still_there" if issue.closed_at.is_some() => reopen(outbox, tx, issue, now).await,
        WITHDRAWN => {
            let others_want_it = notes::withdraw(tx, note.report_id, note.told_at).await?;
            let Some(ended) = answers::withdrawn(&issue, others_want_it, now) else {
                return Ok(());
            };
            // The clock of an issue goes on while it is open.
            issue_clock::resume(tx, &mut issue, EndedBy::Overtaken, None, now).await?;
            let Issue { clock, question, .. } = issue;
            end(outbox, tx, Issue { clock, question, ..ended }, now).await
        }
        "more" if issue.question.is_some() => {
            questions::go_on(outbox, tx, issue, EndedBy::Answered, None, now).await?;
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Wipes what the sender of the report wrote and sent. The work goes on.
pub async fn forgotten(tx: &mut PgConnection, message: ReportForgotten) -> Result<(), Failure> {
    let report_id = message.report_id.parse().context("report_id").map_err(Failure::Reject)?;
    let photo_ids = uuids(&message.photo_ids).context("photo_ids").map_err(Failure::Reject)?;
    let at = message.forgotten_at.as_ref().and_then(from_timestamp);
    let at = at.ok_or_else(|| Failure::malformed("no forgotten_at"))?;
    lock_issue(tx, report_id).await?;
    notes::forget(tx, report_id, &photo_ids, at).await?;
    info!(report.id = %report_id, "Who sent report {report_id} is forgotten");
    Ok(())
}

/// Asks the team that had it last again; with none it waits for a dispatcher.
async fn reopen(
    outbox: &Outbox,
    tx: &mut PgConnection,
    issue: Issue,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let category = catalogue::category(tx, &issue.category).await?;
    let clock = issue_clock::begin(tx, category.as_ref(), issue.clock.of_rule(), now).await?;
    let team = issue.team_key.clone().zip(issue.team_name.clone());
    let team = team.map(|(team_key, name)| Team { team_key, name });
    let Some(mut issue) = answers::reopened(issue, clock) else { return Ok(()) };
    ticks::note(tx, issue.issue_id, Tick::Restarted, clock.due_at, None, now).await?;
    let asked = if let Some(team) = &team {
        asking::only(tx, &mut issue, team, now).await?
    } else {
        let why = TriageReason::StillThere.as_str();
        let asked = asking::nobody(tx, &mut issue, why, now).await?;
        why.clone_into(&mut issue.triage_reason);
        asked
    };
    change::tell_asked(tx, outbox, &issue, asked, ("still_there", ""), None, now).await?;
    Ok(())
}

async fn end(
    outbox: &Outbox,
    tx: &mut PgConnection,
    mut issue: Issue,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let asked = asking::nobody(tx, &mut issue, WITHDRAWN, now).await?;
    change::tell_asked(tx, outbox, &issue, asked, (WITHDRAWN, ""), None, now).await?;
    Ok(())
}

/// The issue of the report, locked. An answer can come before its report.
pub(crate) async fn lock_issue(tx: &mut PgConnection, report_id: Uuid) -> Result<Issue, Failure> {
    let unknown = || format!("report {report_id} is not known");
    let issue_id = notes::issue_of(tx, report_id).await?;
    let issue_id = issue_id.with_context(unknown).map_err(Failure::Suspect)?;
    let issue = issues::lock(tx, issue_id).await?;
    issue.with_context(unknown).map_err(Failure::Suspect)
}

fn parse(message: ReportAnswered) -> anyhow::Result<Note> {
    Ok(Note {
        report_id: message.report_id.parse().context("report_id")?,
        sequence: message.sequence.try_into().context("sequence")?,
        kind: message.kind,
        text: message.text,
        photo_ids: uuids(&message.photo_ids).context("photo_ids")?,
        told_at: message.answered_at.as_ref().and_then(from_timestamp).context("answered_at")?,
    })
}
