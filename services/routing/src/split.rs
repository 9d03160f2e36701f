//! Takes a report out of an issue that it does not belong to, by a dispatcher.
//!
//! The report becomes an issue of its own, routed anew by the rules. Nothing joins it back: only
//! a report that comes in joins. The versions of the new issue go on from those of the old one,
//! so that whoever follows the report by version never takes an older state for a newer one.

use chrono::{DateTime, Utc};
use platform::{consumer::Failure, outbox::Outbox};
use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    acts::{self, Before, By, Kind},
    announce,
    on_report::{self, Report},
    refused::{self, Refused},
    store::{
        issues::{self, HistoryRow, Issue},
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

/// Makes the report an issue of its own; gives that.
pub async fn split(
    pool: &PgPool,
    outbox: &Outbox,
    decision: &Decision<'_>,
    now: DateTime<Utc>,
) -> Result<Issue, Refused> {
    let mut tx = pool.begin().await?;
    let mut issue = issues::lock(&mut tx, decision.issue_id).await?.ok_or(Refused::NotFound)?;
    refused::if_ended(&issue, now)?;
    if let Some(conflict) = conflict(&issue, decision.report_id) {
        return Err(Refused::Conflict(conflict));
    }
    let reported = joining::reported(&mut tx, decision.report_id).await?;
    let reported = reported.ok_or(Refused::NotFound)?;
    let mut before = Before::of(&issue, &[]);
    joining::take_pictures(&mut issue, &reported);
    issue.version += 1;
    issue.changed_at = issue.changed_at.max(now);
    let staff_name = Some(decision.by.name);
    let history = HistoryRow::of(&issue, REASON, &reported.report_number, staff_name);
    issues::save(&mut tx, &issue).await?;
    issues::add_history(&mut tx, issue.issue_id, &history).await?;

    let report = Report::kept(reported, issue.category);
    let version = issue.version + 1;
    let opened = on_report::open(&mut tx, outbox, &report, version, staff_name, now).await;
    let opened = opened.map_err(database)?;
    let issue = issues::find(&mut *tx, issue.issue_id).await?.ok_or(Refused::NotFound)?;
    outbox.enqueue(&mut tx, &announce::status_changed(&issue), now).await?;
    before.other = Some(opened.issue_id);
    before.report_ids = vec![decision.report_id];
    acts::note(&mut tx, &issue, Kind::Split, before, decision.by, now).await?;
    outbox.commit(tx).await?;
    Ok(opened)
}

/// How it is now, when the report cannot be taken out of the issue any more.
fn conflict(issue: &Issue, report_id: Uuid) -> Option<String> {
    match issue.report_ids.iter().position(|id| *id == report_id) {
        Some(0) => {
            let why = "is de eerste melding van deze kwestie. Haal de andere eraf.";
            Some(format!("{} {why}", refused::number(issue)))
        }
        Some(_) => None,
        None => Some("Deze melding hoort al niet meer bij deze kwestie.".to_owned()),
    }
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
    fn only_a_later_report_can_be_taken_out() {
        let [first, second, other] = [0x41, 0x43, 0x44].map(Uuid::from_u128);
        let issue = Issue { report_ids: vec![first, second], ..sample() };

        assert_eq!(conflict(&issue, second), None);
        assert!(conflict(&issue, first).is_some_and(|why| why.contains("eerste")));
        assert!(conflict(&issue, other).is_some());
    }
}
