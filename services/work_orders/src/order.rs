//! A work order as the service holds it, and as its events tell it.

use chrono::{DateTime, Utc};
use platform::{clock::to_timestamp, outbox::Outbox, visit::Visit};
use proto::v1;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    progress::{Reason, Standing, Status},
    rounds::crew_path,
};

/// What one team has to do about one issue.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkOrder {
    pub work_order_id: Uuid,
    pub issue_id: Uuid,
    /// The version of the issue that asked for this work.
    pub issue_version: i64,
    /// From 1; one more at each step.
    pub version: i64,
    pub team_key: String,
    pub team_name: String,
    pub area: Option<Area>,
    pub category: String,
    pub category_name: String,
    /// WGS 84, degrees.
    pub longitude: f64,
    pub latitude: f64,
    pub location_text: String,
    pub description: String,
    pub photo_ids: Vec<Uuid>,
    /// The thing on the street that it is about.
    pub asset: Option<Asset>,
    pub report_ids: Vec<Uuid>,
    pub report_numbers: Vec<String>,
    pub standing: Standing,
    pub due_at: DateTime<Utc>,
    /// It goes before other work.
    pub is_urgent: bool,
    /// An answer of whoever reported it is waited for, at most until then.
    pub waits_until: Option<DateTime<Utc>>,
    pub opened_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
    pub closed_at: Option<DateTime<Utc>>,
    /// The round that it was given to a crew with.
    pub round_id: Option<Uuid>,
}

/// A thing on the street, from the municipality's register.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Asset {
    pub id: String,
    /// `container`, `bin`, `bench` or `lamp_post`.
    pub kind: String,
    /// As it stands on the thing itself.
    pub number: String,
}

/// A buurt.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Area {
    pub code: String,
    pub name: String,
}

impl WorkOrder {
    pub fn status(&self) -> Status {
        self.standing.status
    }

    /// The code of the reason; empty when it is not refused.
    pub fn reason(&self) -> &'static str {
        self.standing.reason.map_or("", Reason::as_str)
    }

    /// The same order one step further.
    #[must_use]
    pub fn stepped(self, standing: Standing, now: DateTime<Utc>) -> Self {
        Self {
            version: self.version + 1,
            changed_at: now,
            closed_at: standing.status.is_final().then_some(now),
            standing,
            ..self
        }
    }

    /// The place in words; never empty.
    pub fn place(&self) -> &str {
        let area = self.area.as_ref().map_or("", |area| &area.name);
        [self.location_text.trim(), area]
            .into_iter()
            .find(|words| !words.is_empty())
            .unwrap_or("Plek op de kaart")
    }

    /// The page that leads to it: of its round, or else the list.
    pub fn list_path(&self) -> String {
        self.round_id.map_or_else(|| "/werk".to_owned(), crew_path)
    }

    fn message(&self) -> v1::WorkOrder {
        let area = self.area.as_ref();
        v1::WorkOrder {
            work_order_id: self.work_order_id.to_string(),
            issue_id: self.issue_id.to_string(),
            version: self.version.unsigned_abs(),
            team: Some(v1::Team { key: self.team_key.clone(), name: self.team_name.clone() }),
            area: area.map(|area| v1::Area { code: area.code.clone(), name: area.name.clone() }),
            category: self.category.clone(),
            status: self.status().as_str().to_owned(),
            reason: self.reason().to_owned(),
            note: self.standing.note.clone(),
            after_photo_ids: self.standing.after_photo_ids.iter().map(Uuid::to_string).collect(),
            due_at: Some(to_timestamp(self.due_at)),
            opened_at: Some(to_timestamp(self.opened_at)),
            changed_at: Some(to_timestamp(self.changed_at)),
            issue_version: self.issue_version.unsigned_abs(),
            visit: self.standing.visit.map(Visit::message),
        }
    }
}

/// Announces the last step of the order, in the transaction that made it.
pub async fn announce(
    outbox: &Outbox,
    conn: &mut PgConnection,
    order: &WorkOrder,
) -> sqlx::Result<()> {
    let now = order.changed_at;
    let work_order = Some(order.message());
    match order.status() {
        Status::Open => outbox.enqueue(conn, &v1::WorkOrderOpened { work_order }, now).await,
        Status::Accepted => outbox.enqueue(conn, &v1::WorkOrderAccepted { work_order }, now).await,
        Status::InProgress => outbox.enqueue(conn, &v1::WorkOrderStarted { work_order }, now).await,
        Status::Done => outbox.enqueue(conn, &v1::WorkOrderCompleted { work_order }, now).await,
        Status::Refused => outbox.enqueue(conn, &v1::WorkOrderRefused { work_order }, now).await,
        Status::Cancelled => {
            outbox.enqueue(conn, &v1::WorkOrderCancelled { work_order }, now).await
        }
        // The contract has no event for it, and no action pauses an order.
        Status::Paused => return Ok(()),
    }?;
    Ok(())
}

/// A work order for tests: open, in Wijkteam Schoon, with one photo.
#[cfg(test)]
pub fn sample() -> WorkOrder {
    let opened_at = "2026-11-24T12:00:00Z".parse().unwrap();
    WorkOrder {
        work_order_id: Uuid::from_u128(7),
        issue_id: Uuid::from_u128(8),
        issue_version: 1,
        version: 1,
        team_key: "schoon".to_owned(),
        team_name: "Wijkteam Schoon".to_owned(),
        area: Some(Area { code: "BU03071001".to_owned(), name: "Zangvogelbuurt".to_owned() }),
        category: "litter".to_owned(),
        category_name: "Zwerfafval".to_owned(),
        longitude: 5.4036,
        latitude: 52.166,
        location_text: String::new(),
        description: "Blikjes".to_owned(),
        photo_ids: vec![Uuid::from_u128(7)],
        asset: None,
        report_ids: vec![Uuid::from_u128(9)],
        report_numbers: vec!["LD-4F7K-29".to_owned()],
        standing: Standing {
            status: Status::Open,
            reason: None,
            note: String::new(),
            after_photo_ids: Vec::new(),
            visit: None,
            changed_by: None,
        },
        is_urgent: false,
        due_at: opened_at + chrono::TimeDelta::days(1),
        waits_until: None,
        opened_at,
        changed_at: opened_at,
        closed_at: None,
        round_id: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_counts_and_only_an_end_closes() {
        let (order, now) = (sample(), sample().due_at);
        let at = |status| Standing { status, ..order.standing.clone() };

        let accepted = order.clone().stepped(at(Status::Accepted), now);
        let done = accepted.clone().stepped(at(Status::Done), now);

        assert_eq!((accepted.version, accepted.closed_at), (2, None));
        assert_eq!((done.version, done.closed_at), (3, Some(now)));
    }

    #[test]
    fn a_place_without_words_is_known_by_its_buurt() {
        let nowhere = WorkOrder { area: None, ..sample() };
        let words = WorkOrder { location_text: " Wiekslag 41 ".to_owned(), ..sample() };

        assert_eq!(sample().place(), "Zangvogelbuurt");
        assert_eq!((words.place(), nowhere.place()), ("Wiekslag 41", "Plek op de kaart"));
    }
}
