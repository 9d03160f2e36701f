//! What a mail may say of the state of an issue, as kept in the tables.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use platform::{clock::from_timestamp, visit::Visit};
use proto::v1::IssueStatusChanged;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One state of the issue behind a report. Empty text means: not known.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Facts {
    /// Public status.
    pub status: String,
    /// Why, when it is `not_resolved`.
    pub reason: String,
    /// Words to the residents.
    pub note: String,
    /// The same in other languages than Dutch, by the language's tag.
    pub note_in: BTreeMap<String, String>,
    pub team: String,
    /// Name of the buurt.
    pub area: String,
    /// Dutch name of the category.
    pub category_name: String,
    pub after_photo_id: Option<Uuid>,
    /// When the residents may expect it done.
    pub expected_at: Option<DateTime<Utc>>,
    /// When the team comes, if that was agreed.
    pub visit: Option<Visit>,
    /// Until when the note, which is a question then, can be answered.
    pub answer_by: Option<DateTime<Utc>>,
    pub changed_at: DateTime<Utc>,
}

impl Facts {
    /// What the event says, as far as mails tell it; `None` without a time of change.
    pub fn of(event: &IssueStatusChanged) -> Option<Self> {
        Some(Self {
            status: event.status.clone(),
            reason: event.reason.clone(),
            note: event.note.clone(),
            note_in: event.note_in.clone(),
            team: event.team.as_ref().map(|team| team.name.clone()).unwrap_or_default(),
            area: event.area.as_ref().map(|area| area.name.clone()).unwrap_or_default(),
            category_name: event.category_name.clone(),
            after_photo_id: event.after_photo_ids.first().and_then(|id| id.parse().ok()),
            expected_at: event.expected_at.as_ref().and_then(from_timestamp),
            visit: Visit::of(event.visit.as_ref()),
            answer_by: event.answer_by.as_ref().and_then(from_timestamp),
            changed_at: event.changed_at.as_ref().and_then(from_timestamp)?,
        })
    }
}

/// What a mail says of the report itself.
#[derive(Clone, Debug)]
pub struct Report {
    pub report_id: Uuid,
    pub number: String,
    pub category: String,
    /// The place in the reporter's own words, may be empty.
    pub location_text: String,
    pub photo_id: Option<Uuid>,
    pub submitted_at: DateTime<Utc>,
}
