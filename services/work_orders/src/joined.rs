//! Keeps what changes about the issue of each order while a crew is at it: its reports, for others
//! join it or leave it, and its term, which stands still while a resident is asked something.

use chrono::{DateTime, Utc};
use platform::{clock::from_timestamp, consumer::Failure, ids::uuids};
use proto::v1::IssueStatusChanged;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{order::WorkOrder, store};

/// The reports and the term of an issue at one version of it.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Reports {
    pub reports_version: i64,
    pub report_ids: Vec<Uuid>,
    pub report_numbers: Vec<String>,
    /// Of all reports, as far as a crew can look through them.
    pub photo_ids: Vec<Uuid>,
    /// `None` when nobody said it, which changes nothing.
    pub due_at: Option<DateTime<Utc>>,
    /// An answer of whoever reported it is waited for, at most until then.
    pub waits_until: Option<DateTime<Utc>>,
}

/// Stores the reports of the issue and shows them on its open order. What comes twice or late
/// finds a newer version and changes nothing. Gives the issue.
pub(crate) async fn keep(
    tx: &mut PgConnection,
    event: IssueStatusChanged,
) -> Result<Uuid, Failure> {
    let (issue_id, reports) = parse(event).map_err(Failure::malformed)?;
    if store::issue::keep_reports(tx, issue_id, &reports).await? {
        store::issue::show_reports(tx, issue_id, &reports).await?;
    }
    Ok(issue_id)
}

/// Fails with what the event lacks.
fn parse(event: IssueStatusChanged) -> Result<(Uuid, Reports), &'static str> {
    let reports = Reports {
        reports_version: event.version.try_into().map_err(|_| "version is too large")?,
        report_ids: uuids(&event.report_ids).map_err(|_| "a report id is no UUID")?,
        photo_ids: uuids(&event.photo_ids).map_err(|_| "a photo id is no UUID")?,
        report_numbers: event.report_numbers,
        due_at: event.expected_at.as_ref().and_then(from_timestamp),
        waits_until: event.answer_by.as_ref().and_then(from_timestamp),
    };
    Ok((event.issue_id.parse().map_err(|_| "issue_id is no UUID")?, reports))
}

impl Reports {
    /// The order about these reports, when they are newer than what it was asked for.
    pub(crate) fn on(self, order: WorkOrder) -> WorkOrder {
        if self.reports_version <= order.issue_version {
            return order;
        }
        let Self { report_ids, report_numbers, photo_ids, waits_until, .. } = self;
        let due_at = self.due_at.unwrap_or(order.due_at);
        WorkOrder { photo_ids, report_ids, report_numbers, due_at, waits_until, ..order }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::sample;

    fn two(reports_version: i64) -> Reports {
        Reports {
            reports_version,
            report_ids: vec![Uuid::from_u128(9), Uuid::from_u128(10)],
            report_numbers: vec!["LD-4F7K-29".to_owned(), "LD-2K9R-15".to_owned()],
            photo_ids: Vec::new(),
            due_at: Some(DateTime::UNIX_EPOCH),
            waits_until: None,
        }
    }

    #[test]
    fn an_order_is_about_the_newest_reports_whichever_came_first() {
        let order = WorkOrder { issue_version: 5, ..sample() };

        let newest = two(7).on(order.clone());
        assert_eq!((newest.report_numbers.len(), newest.due_at), (2, DateTime::UNIX_EPOCH));
        assert_eq!(two(5).on(order.clone()), order);
        assert_eq!(two(3).on(order.clone()), order);
    }

    #[test]
    fn an_event_that_lacks_what_the_contract_promises_names_no_reports() {
        let id = Uuid::nil().to_string();
        let event = IssueStatusChanged { issue_id: id.clone(), ..Default::default() };
        assert!(parse(event.clone()).is_ok());

        let broken = [
            IssueStatusChanged { issue_id: "7".to_owned(), ..event.clone() },
            IssueStatusChanged { version: u64::MAX, ..event.clone() },
            IssueStatusChanged { report_ids: vec![String::new()], ..event },
        ];
        for event in broken {
            assert!(parse(event.clone()).is_err(), "{event:?}");
        }
    }
}
