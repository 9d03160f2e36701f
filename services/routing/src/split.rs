//! Takes a report out of an issue that it does not belong to, by a dispatcher.
//!
//! The report becomes an issue of its own, routed anew by the rules. The words and the place of an issue,
//! and so the work on it, are those of its first report: to take that out is to let the others go, which
//! become an issue together. Nothing joins them back: only a report that comes in joins. The versions of the new issue go on from those of the old one,
//! so that whoever follows the report by version never takes an older state for a newer one.

use chrono::{DateTime, Utc};
use platform::{consumer::Failure, outbox::Outbox};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use crate::{
    acts::{self, Before, By, Kind},
    announce, change, join,
    on_report::{self, Report},
    refused::{self, Refused},
    store::{
        issues::{self, HistoryRow, Issue, Reported},
        joining,
    },
};

/// The word for it in the history of the issue.
pub const REASON: &str = "split_off";

/// What a dispatcher decided, about the issue as they saw it.
#[derive(Clone, Debug)]
pub struct Decision<'a> {
    pub issue_id: Uuid,
    pub report_id: Uuid,
    pub by: By<'a>,
}

/// Makes the report an issue of its own; gives the new one.
pub async fn split(
    pool: &PgPool,
    outbox: &Outbox,
    decision: &Decision<'_>,
    now: DateTime<Utc>,
) -> Result<Issue, Refused> {
    let mut tx = pool.begin().await?;
    let mut issue = issues::lock(&mut tx, decision.issue_id).await?.ok_or(Refused::NotFound)?;
    refused::if_ended(&issue, now)?;
    let leave = leaving(&issue, decision.report_id).map_err(Refused::Conflict)?;
    let mut before = Before::of(&issue, &[]);
    let reports = take_out(&mut tx, &mut issue, &leave).await?;
    issue.version += 1;
    issue.changed_at = issue.changed_at.max(now);
    let staff_name = Some(decision.by.name);
    let numbers: Vec<_> = reports.iter().map(|report| report.report_number.as_str()).collect();
    let history = HistoryRow::of(&issue, REASON, &numbers.join(", "), staff_name);
    issues::save(&mut tx, &issue).await?;
    issues::add_history(&mut tx, issue.issue_id, &history).await?;

    let opened = open(&mut tx, outbox, &issue, reports, decision.by, now).await?;
    let issue = issues::find(&mut *tx, issue.issue_id).await?.ok_or(Refused::NotFound)?;
    outbox.enqueue(&mut tx, &announce::status_changed(&issue), now).await?;
    before.other = Some(opened.issue_id);
    before.report_ids = leave;
    acts::note(&mut tx, &issue, Kind::Split, before, decision.by, now).await?;
    outbox.commit(tx).await?;
    Ok(opened)
}

/// The reports that leave, in the order in which they came; or how it is now, when the report cannot be
/// taken out of the issue any more.
fn leaving(issue: &Issue, report_id: Uuid) -> Result<Vec<Uuid>, String> {
    match issue.report_ids.iter().position(|id| *id == report_id) {
        Some(0) if issue.report_ids.len() == 1 => {
            Err(format!("{} is de enige melding van deze kwestie.", refused::number(issue)))
        }
        Some(0) => Ok(issue.report_ids[1..].to_vec()),
        Some(_) => Ok(vec![report_id]),
        None => Err("Deze melding hoort al niet meer bij deze kwestie.".to_owned()),
    }
}

/// What the reports brought, of which the issue loses the pictures.
async fn take_out(
    tx: &mut PgConnection,
    issue: &mut Issue,
    report_ids: &[Uuid],
) -> Result<Vec<Reported>, Refused> {
    let mut reports = Vec::with_capacity(report_ids.len());
    for report_id in report_ids {
        let reported = joining::reported(tx, *report_id).await?.ok_or(Refused::NotFound)?;
        joining::take_pictures(issue, &reported);
        reports.push(reported);
    }
    Ok(reports)
}

/// Opens an issue with the first of the reports, and adds the others.
async fn open(
    tx: &mut PgConnection,
    outbox: &Outbox,
    old: &Issue,
    reports: Vec<Reported>,
    by: By<'_>,
    now: DateTime<Utc>,
) -> Result<Issue, Refused> {
    let mut reports = reports.into_iter();
    let first = reports.next().ok_or(Refused::NotFound)?;
    let first = Report::kept(first, old.category.clone());
    let staff_name = Some(by.name);
    let opened = on_report::open(tx, outbox, &first, old.version + 1, staff_name, now).await;
    let mut opened = opened.map_err(database)?;
    let others: Vec<_> = reports.collect();
    if others.is_empty() {
        return Ok(opened);
    }
    for report in &others {
        joining::put_report(tx, opened.issue_id, report).await?;
        joining::add_pictures(&mut opened, report);
    }
    issues::read_reports(tx, &mut opened).await?;
    change::tell(tx, outbox, &mut opened, (join::ADDED, ""), staff_name, now).await?;
    Ok(opened)
}

fn database(failure: Failure) -> Refused {
    match failure {
        Failure::Retry(error) | Failure::Suspect(error) | Failure::Reject(error) => {
            Refused::Database(sqlx::Error::Protocol(format!("{error:#}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::issues::sample;

    #[test]
    fn a_later_report_leaves_alone_and_the_first_lets_the_others_go() {
        let [first, second, third, other] = [0x41, 0x43, 0x44, 0x45].map(Uuid::from_u128);
        let issue = Issue { report_ids: vec![first, second, third], ..sample() };
        let alone = Issue { report_ids: vec![first], ..sample() };

        assert_eq!(leaving(&issue, third), Ok(vec![third]));
        assert_eq!(leaving(&issue, first), Ok(vec![second, third]));
        assert!(leaving(&alone, first).is_err_and(|why| why.contains("enige")));
        assert!(leaving(&issue, other).is_err());
    }
}
