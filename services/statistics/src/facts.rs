//! What the service keeps of each event: base rows, one a report, issue and work order.
//!
//! An event carries its thing as it stands after the event, so the row of the
//! highest version is the truth, whatever the order of arrival. The store
//! keeps to that rule in its `on conflict` clauses.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use platform::clock::from_timestamp;
use prost_types::Timestamp;
use proto::v1::{Area, IssueStatusChanged, ReportSubmitted, Team, WorkOrder};
use uuid::Uuid;

/// Public statuses of an issue that ask nothing more of anybody. A `reopened` issue is open again.
const ISSUE_CLOSED: [&str; 2] = ["resolved", "not_resolved"];

/// Statuses of a work order that leave nothing to do for its team.
const WORK_ORDER_CLOSED: [&str; 3] = ["done", "refused", "cancelled"];

#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub report_id: Uuid,
    pub category: String,
    pub submitted_at: DateTime<Utc>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    pub issue_id: Uuid,
    pub version: i64,
    pub status: String,
    /// Why, when not resolved; else empty.
    pub reason: String,
    pub category: String,
    /// Empty code: the area is not known.
    pub area: Area,
    /// Empty key: it waits in triage.
    pub team: Team,
    pub report_numbers: Vec<String>,
    pub location_text: String,
    pub due_at: DateTime<Utc>,
    pub opened_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
    /// `None`: open.
    pub closed_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    pub work_order_id: Uuid,
    pub issue_id: Uuid,
    pub version: i64,
    pub status: String,
    pub team: Team,
    /// Empty: not known.
    pub area_code: String,
    pub category: String,
    pub due_at: DateTime<Utc>,
    pub opened_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
    /// `None`: open.
    pub closed_at: Option<DateTime<Utc>>,
}

impl Report {
    /// Fails when a value is not what the contract promises.
    pub fn parse(event: ReportSubmitted) -> anyhow::Result<Self> {
        Ok(Self {
            report_id: event.report_id.parse().context("report_id")?,
            category: event.category,
            submitted_at: instant(event.submitted_at).context("submitted_at")?,
        })
    }
}

impl Issue {
    /// Fails when a value is not what the contract promises.
    pub fn parse(event: IssueStatusChanged) -> anyhow::Result<Self> {
        let changed_at = instant(event.changed_at).context("changed_at")?;
        let is_closed = ISSUE_CLOSED.contains(&event.status.as_str());
        Ok(Self {
            issue_id: event.issue_id.parse().context("issue_id")?,
            version: event.version.try_into().context("version")?,
            status: event.status,
            reason: event.reason,
            category: event.category,
            area: event.area.unwrap_or_default(),
            team: event.team.unwrap_or_default(),
            report_numbers: event.report_numbers,
            location_text: event.location_text,
            due_at: instant(event.expected_at).context("expected_at")?,
            opened_at: instant(event.opened_at).context("opened_at")?,
            changed_at,
            closed_at: is_closed.then_some(changed_at),
        })
    }
}

impl Order {
    /// Fails when a value is not what the contract promises.
    pub fn parse(order: WorkOrder) -> anyhow::Result<Self> {
        let changed_at = instant(order.changed_at).context("changed_at")?;
        let is_closed = WORK_ORDER_CLOSED.contains(&order.status.as_str());
        Ok(Self {
            work_order_id: order.work_order_id.parse().context("work_order_id")?,
            issue_id: order.issue_id.parse().context("issue_id")?,
            version: order.version.try_into().context("version")?,
            status: order.status,
            team: order.team.unwrap_or_default(),
            area_code: order.area.unwrap_or_default().code,
            category: order.category,
            due_at: instant(order.due_at).context("due_at")?,
            opened_at: instant(order.opened_at).context("opened_at")?,
            changed_at,
            closed_at: is_closed.then_some(changed_at),
        })
    }
}

fn instant(at: Option<Timestamp>) -> Option<DateTime<Utc>> {
    from_timestamp(&at?)
}

#[cfg(test)]
mod tests;
