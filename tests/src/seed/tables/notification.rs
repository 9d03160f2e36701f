//! What mails would need to say, should somebody still follow the report.

use std::collections::BTreeSet;

use notification::{facts::Facts, plan::plan};

use super::super::{
    life::{Change, Life},
    rows::{Cell, Rows},
    world::World,
};

pub(super) const TABLES: [&str; 3] = [
    "copy report (report_id, report_number, category, location_text, photo_ids, language,
         submitted_at)
     from stdin with (format binary)",
    "copy report_status (report_id, issue_version, facts, ended_at, issue_id)
     from stdin with (format binary)",
    "copy report_turn (report_id, step, issue_version, facts) from stdin with (format binary)",
];

pub(super) fn push(world: &World, life: &Life, tables: &mut [Rows; TABLES.len()]) {
    let [report, status, step] = tables;
    let Life { report: it, issue, .. } = life;
    report.push(&[
        Cell::Uuid(it.id),
        Cell::Text(&it.number),
        Cell::Text(&world.categories[it.category].key),
        Cell::Text(&it.place_words),
        Cell::Uuids(&[]),
        Cell::Text("nl"),
        Cell::Instant(it.submitted_at),
    ]);
    let mut reached = BTreeSet::new();
    for change in issue.told() {
        let first = plan(change.status, &change.told_reason).filter(|step| reached.insert(*step));
        let is_last = change.version == issue.version;
        if first.is_none() && !is_last {
            continue;
        }
        let facts = facts(world, life, change);
        if let Some(first) = first {
            step.push(&[
                Cell::Uuid(it.id),
                Cell::Text(first.as_str()),
                Cell::BigInt(change.version),
                Cell::Json(&facts),
            ]);
        }
        if is_last {
            status.push(&[
                Cell::Uuid(it.id),
                Cell::BigInt(change.version),
                Cell::Json(&facts),
                Cell::or_null(issue.closed_at, Cell::Instant),
                Cell::Uuid(issue.id),
            ]);
        }
    }
}

fn facts(world: &World, life: &Life, change: &Change) -> String {
    let Life { report, issue, .. } = life;
    let facts = Facts {
        status: change.status.to_owned(),
        reason: change.told_reason.clone(),
        note: change.told_note.clone(),
        team: change.team.map(|index| world.teams[index].name.clone()).unwrap_or_default(),
        area: issue.area.map(|index| world.areas[index].name.clone()).unwrap_or_default(),
        category_name: world.categories[report.category].name.clone(),
        expected_at: Some(issue.clock.due_at),
        changed_at: change.at,
        ..Facts::default()
    };
    serde_json::to_string(&facts).expect("text and times are always JSON")
}
