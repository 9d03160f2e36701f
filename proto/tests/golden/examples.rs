//! One filled example of each event. Every field holds something, or the golden file says nothing
//! about it; a map holds one entry, because its order on the wire is not fixed.
#![expect(clippy::unnecessary_wraps, reason = "messages inside messages are optional in protobuf")]

use std::collections::BTreeMap;

use prost_types::Timestamp;
use proto::v1;

pub(crate) const WORDS_OF_RESIDENT: &str = "Drie zakken afval, er lopen ratten. Café dicht 😀";
pub(crate) const PLACE_IN_WORDS: &str = "Naast de container bij de speeltuin";
pub(crate) const NOTE_OF_CREW: &str = "Opgehaald, de stoep is geveegd.";

const REPORT_ID: &str = "0199f3a0-0001-7000-8000-000000000001";
const REPORT_NUMBER: &str = "LD-4F7K-29";
const ISSUE_ID: &str = "0199f3a0-0002-7000-8000-000000000002";
const OTHER_ISSUE_ID: &str = "0199f3a0-0006-7000-8000-000000000006";
const WORK_ORDER_ID: &str = "0199f3a0-0003-7000-8000-000000000003";
const PHOTO_ID: &str = "0199f3a0-0004-7000-8000-000000000004";
const AFTER_PHOTO_ID: &str = "0199f3a0-0005-7000-8000-000000000005";
const ACT_ID: &str = "0199f3a0-0009-7000-8000-000000000009";

fn texts<const N: usize>(values: [&str; N]) -> Vec<String> {
    values.map(str::to_owned).to_vec()
}

/// A moment on 23 November 2026, in hours after nine in the morning (UTC).
fn hour(after_nine: i64) -> Option<Timestamp> {
    const NINE: i64 = 1_795_424_400;
    Some(Timestamp { seconds: NINE + after_nine * 3600, nanos: 123_000_000 })
}

fn location() -> Option<v1::Point> {
    Some(v1::Point { longitude: 5.4073, latitude: 52.1652 })
}

fn area() -> Option<v1::Area> {
    Some(v1::Area { code: "BU03071001".into(), name: "Zangvogelbuurt".into() })
}

fn team() -> Option<v1::Team> {
    Some(v1::Team { key: "schoon".into(), name: "Wijkteam Schoon".into() })
}

fn visit() -> Option<v1::Visit> {
    Some(v1::Visit { from: hour(24), until: hour(27) })
}

fn asset() -> Option<v1::Asset> {
    Some(v1::Asset {
        id: "0199f3a0-0006-7000-8000-000000000006".into(),
        kind: "container".into(),
        number: "1043".into(),
        owner: "Gemeente Amersfoort".into(),
    })
}

pub(crate) fn report_submitted() -> v1::ReportSubmitted {
    v1::ReportSubmitted {
        report_id: REPORT_ID.into(),
        report_number: REPORT_NUMBER.into(),
        category: "waste_beside_container".into(),
        location: location(),
        location_text: PLACE_IN_WORDS.into(),
        description: WORDS_OF_RESIDENT.into(),
        photo_ids: texts([PHOTO_ID]),
        language: "nl".into(),
        submitted_at: hour(0),
        answers: [("how_much".to_owned(), "more_than_two_bags".to_owned())].into(),
        joins_issue_id: ISSUE_ID.into(),
        not_issue_ids: texts([OTHER_ISSUE_ID]),
        is_place_vague: true,
        picture_hashes: vec![0x0f1e_3c78_f0e1_c387],
        suspect: "too_fast".into(),
        asset: asset(),
        source: "form".into(),
    }
}

pub(crate) fn contact_given() -> v1::ContactGiven {
    v1::ContactGiven {
        report_id: REPORT_ID.into(),
        report_number: REPORT_NUMBER.into(),
        sealed_contact: (0..64).collect(),
        language: "nl".into(),
        given_at: hour(0),
    }
}

pub(crate) fn report_answered() -> v1::ReportAnswered {
    v1::ReportAnswered {
        report_id: REPORT_ID.into(),
        report_number: REPORT_NUMBER.into(),
        sequence: 2,
        kind: "still_there".into(),
        text: WORDS_OF_RESIDENT.into(),
        photo_ids: texts([PHOTO_ID]),
        answered_at: hour(72),
    }
}

pub(crate) fn report_forgotten() -> v1::ReportForgotten {
    v1::ReportForgotten {
        report_id: REPORT_ID.into(),
        report_number: REPORT_NUMBER.into(),
        sequence: 3,
        photo_ids: texts([PHOTO_ID]),
        forgotten_at: hour(73),
    }
}

pub(crate) fn report_redacted() -> v1::ReportRedacted {
    v1::ReportRedacted {
        report_id: REPORT_ID.into(),
        report_number: REPORT_NUMBER.into(),
        sequence: 3,
        description: "Bel ▇▇▇▇▇▇▇▇▇▇".to_owned(),
        staff_name: "Meldkamer 1".to_owned(),
        redacted_at: hour(73),
        location_text: "Bij ▇▇▇▇".to_owned(),
        answers: vec![v1::RedactedAnswer { sequence: 2, text: "Ik heet ▇▇▇▇".to_owned() }],
    }
}

pub(crate) fn session_ended() -> v1::SessionEnded {
    v1::SessionEnded {
        session_id: "0199f3a0-1c5e-7b3a-9d41-5a2f6c7e8d99".into(),
        ended_at: hour(1),
        expires_at: hour(12),
    }
}

pub(crate) fn area_changed() -> v1::AreaChanged {
    let outline =
        r#"{"type":"Polygon","coordinates":[[[5.4,52.16],[5.41,52.16],[5.4,52.17],[5.4,52.16]]]}"#;
    v1::AreaChanged {
        area: area(),
        wijk_code: "WK030710".into(),
        wijk_name: "Liendert".into(),
        outline_geojson: outline.into(),
        version: 2,
    }
}

pub(crate) fn team_changed() -> v1::TeamChanged {
    let team = v1::Team { key: "schoon".into(), name: "Wijkteam Schoon".into() };
    v1::TeamChanged { team: Some(team), version: 2 }
}

pub(crate) fn category_changed() -> v1::CategoryChanged {
    v1::CategoryChanged {
        key: "waste_beside_container".into(),
        name: "Afval naast container".into(),
        examples: "zakken, dozen, glas".into(),
        position: 2,
        active: true,
        version: 3,
        questions: r#"[{"key":"full","label":{"nl":"Is de container vol?"},"choices":[{"value":"yes","label":{"nl":"Ja"}}]}]"#.into(),
    }
}

pub(crate) fn issue_routed() -> v1::IssueRouted {
    v1::IssueRouted {
        issue_id: ISSUE_ID.into(),
        version: 2,
        report_ids: texts([REPORT_ID]),
        report_numbers: texts([REPORT_NUMBER, "LD-9QXM-3C"]),
        category: "waste_beside_container".into(),
        category_name: "Afval naast container".into(),
        area: area(),
        team: team(),
        location: location(),
        location_text: PLACE_IN_WORDS.into(),
        description: WORDS_OF_RESIDENT.into(),
        photo_ids: texts([PHOTO_ID]),
        due_at: hour(48),
        routed_at: hour(1),
        // Never beside a team in real life; here so that its field number is held.
        triage_reason: "no_rule".into(),
        asset: asset(),
        is_urgent: true,
        keeps: vec![1],
    }
}

pub(crate) fn issue_status_changed() -> v1::IssueStatusChanged {
    v1::IssueStatusChanged {
        issue_id: ISSUE_ID.into(),
        version: 5,
        status: "not_resolved".into(),
        reason: "already_gone".into(),
        note: NOTE_OF_CREW.into(),
        report_ids: texts([REPORT_ID]),
        report_numbers: texts([REPORT_NUMBER, "LD-9QXM-3C"]),
        category: "waste_beside_container".into(),
        category_name: "Afval naast container".into(),
        area: area(),
        team: team(),
        location: location(),
        location_text: PLACE_IN_WORDS.into(),
        after_photo_ids: texts([AFTER_PHOTO_ID]),
        expected_at: hour(48),
        opened_at: hour(1),
        changed_at: hour(5),
        photo_ids: texts([PHOTO_ID]),
        answer_by: hour(120),
        note_in: BTreeMap::from([("ar".into(), "كان مرفوعًا بالفعل.".into())]),
        visit: visit(),
    }
}

fn work_order(status: &str, version: u64) -> Option<v1::WorkOrder> {
    Some(v1::WorkOrder {
        work_order_id: WORK_ORDER_ID.into(),
        issue_id: ISSUE_ID.into(),
        version,
        team: team(),
        area: area(),
        category: "waste_beside_container".into(),
        status: status.into(),
        // A reason and photos on every status, so that their field numbers are held.
        reason: "needs_equipment".into(),
        note: NOTE_OF_CREW.into(),
        after_photo_ids: texts([AFTER_PHOTO_ID]),
        due_at: hour(48),
        opened_at: hour(1),
        changed_at: hour(2),
        issue_version: 1,
        visit: visit(),
    })
}

pub(crate) fn work_order_opened() -> v1::WorkOrderOpened {
    v1::WorkOrderOpened { work_order: work_order("open", 1) }
}

pub(crate) fn work_order_accepted() -> v1::WorkOrderAccepted {
    v1::WorkOrderAccepted { work_order: work_order("accepted", 2) }
}

pub(crate) fn work_order_started() -> v1::WorkOrderStarted {
    v1::WorkOrderStarted { work_order: work_order("in_progress", 3) }
}

pub(crate) fn work_order_completed() -> v1::WorkOrderCompleted {
    v1::WorkOrderCompleted { work_order: work_order("done", 4) }
}

pub(crate) fn work_order_refused() -> v1::WorkOrderRefused {
    v1::WorkOrderRefused { work_order: work_order("refused", 4) }
}

pub(crate) fn work_order_cancelled() -> v1::WorkOrderCancelled {
    v1::WorkOrderCancelled { work_order: work_order("cancelled", 5) }
}

pub(crate) fn work_order_noted() -> v1::WorkOrderNoted {
    v1::WorkOrderNoted {
        act_id: ACT_ID.into(),
        work_order_id: WORK_ORDER_ID.into(),
        issue_id: ISSUE_ID.into(),
        photo_ids: texts([AFTER_PHOTO_ID]),
        acted_at: hour(3),
    }
}
