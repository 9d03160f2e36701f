//! An issue to try decisions on.

use chrono::DateTime;
use uuid::Uuid;

use super::{ClockColumns, Issue};
use crate::{lifecycle::Status, standard_text::Words};

/// An issue for tests of decisions.
pub(crate) fn sample() -> Issue {
    Issue {
        issue_id: Uuid::from_u128(0x42),
        version: 2,
        category: "litter".to_owned(),
        category_name: Some("Zwerfafval".to_owned()),
        longitude: 5.4036,
        latitude: 52.166,
        location_text: "Naast de bank".to_owned(),
        description: String::new(),
        photo_ids: Vec::new(),
        picture_hashes: Vec::new(),
        asset: None,
        area_code: Some("BU03071001".to_owned()),
        area_name: Some("Zangvogelbuurt".to_owned()),
        team_key: Some("schoon".to_owned()),
        team_name: Some("Wijkteam Schoon".to_owned()),
        is_urgent: false,
        rule_name: String::new(),
        rules_version: 0,
        triage_reason: String::new(),
        status: Status::Routed,
        reason: String::new(),
        words: Words::default(),
        after_photo_ids: Vec::new(),
        visit: None,
        clock: ClockColumns {
            due_at: DateTime::UNIX_EPOCH,
            warn_at: DateTime::UNIX_EPOCH,
            clock_started_at: DateTime::UNIX_EPOCH,
            term: 3,
            term_unit: "working_days".to_owned(),
            warned_at: None,
            escalated_at: None,
            is_term_of_rule: false,
            service_level_version: 1,
        },
        question: None,
        opened_at: DateTime::UNIX_EPOCH,
        changed_at: DateTime::UNIX_EPOCH,
        closed_at: None,
        work_order_id: None,
        closing: None,
        joined_into: None,
        routed_version: 1,
        report_ids: vec![Uuid::from_u128(0x41)],
        report_numbers: vec!["LD-4F7K-29".to_owned()],
    }
}
