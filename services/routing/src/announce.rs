//! The events about areas, categories and issues, made from what is stored.

use platform::{clock::to_timestamp, visit::Visit};
use proto::v1;
use sqlx::types::Json;
use uuid::Uuid;

use crate::store::{
    areas::Outlined,
    catalogue::{Category, Team},
    issues::Issue,
};

/// What residents read for a category that we do not know.
const UNKNOWN_CATEGORY_NAME: &str = "Iets anders";

pub fn team_changed(team: &Team, version: i64) -> v1::TeamChanged {
    v1::TeamChanged {
        team: Some(v1::Team { key: team.team_key.clone(), name: team.name.clone() }),
        version: version.cast_unsigned(),
    }
}

/// Says who takes the issue, at the version that asks for the work.
pub fn issue_routed(issue: &Issue) -> v1::IssueRouted {
    v1::IssueRouted {
        issue_id: issue.issue_id.to_string(),
        version: issue.routed_version.cast_unsigned(),
        report_ids: texts(&issue.report_ids),
        report_numbers: issue.report_numbers.clone(),
        category: issue.category.clone(),
        category_name: category_name(issue),
        area: area(issue),
        team: team(issue),
        location: Some(location(issue)),
        location_text: issue.location_text.clone(),
        description: issue.description.clone(),
        photo_ids: texts(&issue.photo_ids),
        due_at: Some(to_timestamp(issue.clock.due_at)),
        routed_at: Some(to_timestamp(issue.changed_at)),
        triage_reason: issue.triage_reason.clone(),
        asset: issue.asset.clone().map(|Json(it)| v1::Asset {
            id: it.id,
            kind: it.kind,
            number: it.number,
            owner: it.owner,
        }),
        is_urgent: issue.is_urgent,
        keeps: Vec::new(),
    }
}

/// Says what residents may know of the issue now.
pub fn status_changed(issue: &Issue) -> v1::IssueStatusChanged {
    v1::IssueStatusChanged {
        issue_id: issue.issue_id.to_string(),
        version: issue.version.cast_unsigned(),
        status: issue.status.as_str().to_owned(),
        reason: issue.reason.clone(),
        note: issue.words.text.clone(),
        report_ids: texts(&issue.report_ids),
        report_numbers: issue.report_numbers.clone(),
        category: issue.category.clone(),
        category_name: category_name(issue),
        area: area(issue),
        team: team(issue),
        location: Some(location(issue)),
        location_text: issue.location_text.clone(),
        after_photo_ids: texts(&issue.after_photo_ids),
        expected_at: Some(to_timestamp(issue.clock.due_at)),
        opened_at: Some(to_timestamp(issue.opened_at)),
        changed_at: Some(to_timestamp(issue.changed_at)),
        photo_ids: texts(&issue.photo_ids),
        answer_by: issue.question.as_ref().map(|question| to_timestamp(question.answer_by)),
        note_in: issue.words.translations.0.clone(),
        visit: issue.visit.map(Visit::message),
    }
}

pub fn area_changed(area: &Outlined, outline_geojson: String) -> v1::AreaChanged {
    v1::AreaChanged {
        area: Some(v1::Area { code: area.area_code.clone(), name: area.name.clone() }),
        wijk_code: area.wijk_code.clone(),
        wijk_name: area.wijk_name.clone(),
        outline_geojson,
        version: area.version.cast_unsigned(),
    }
}

/// `version` is the one that the category has now.
pub fn category_changed(category: &Category, version: i64) -> v1::CategoryChanged {
    v1::CategoryChanged {
        key: category.category_key.clone(),
        name: category.name.clone(),
        examples: category.examples.clone(),
        position: u32::try_from(category.position).unwrap_or(0),
        active: category.active,
        version: version.cast_unsigned(),
        questions: category.questions.clone(),
    }
}

fn category_name(issue: &Issue) -> String {
    issue.category_name.clone().unwrap_or_else(|| UNKNOWN_CATEGORY_NAME.to_owned())
}

fn area(issue: &Issue) -> Option<v1::Area> {
    let code = issue.area_code.clone()?;
    Some(v1::Area { code, name: issue.area_name.clone().unwrap_or_default() })
}

fn team(issue: &Issue) -> Option<v1::Team> {
    let key = issue.team_key.clone()?;
    Some(v1::Team { key, name: issue.team_name.clone().unwrap_or_default() })
}

fn location(issue: &Issue) -> v1::Point {
    v1::Point { longitude: issue.longitude, latitude: issue.latitude }
}

fn texts(ids: &[Uuid]) -> Vec<String> {
    ids.iter().map(Uuid::to_string).collect()
}
