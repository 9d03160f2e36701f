//! The issue, the report that it holds, every change of it, and what each team was asked.

use super::super::{
    life::Life,
    rows::{Cell, Rows},
    world::World,
};

pub(super) const TABLES: [&str; 4] = [
    "copy issue (issue_id, version, category, location, location_text, description, photo_ids,
         area_code, area_name, team_key, triage_reason, status, reason, note, due_at, opened_at,
         changed_at, closed_at, routed_version,
         term, term_unit, clock_started_at, warn_at, service_level_version)
     from stdin with (format binary)",
    "copy issue_report (report_id, issue_id, report_number, submitted_at)
     from stdin with (format binary)",
    "copy issue_history (issue_id, version, status, team_key, reason, note, staff_name, changed_at)
     from stdin with (format binary)",
    "copy issue_work (issue_id, issue_version, team_key, work_order_id, order_version, status,
         reason, note, changed_at, is_over)
     from stdin with (format binary)",
];

pub(super) fn push(world: &World, life: &Life, tables: &mut [Rows; TABLES.len()]) {
    let [issue, issue_report, history, works] = tables;
    let Life { report, issue: it, orders } = life;
    let area = it.area.map(|index| &world.areas[index]);
    let team_key =
        |team: Option<usize>| Cell::or_null(team, |index| Cell::Text(&world.teams[index].key));
    issue.push(&[
        Cell::Uuid(it.id),
        Cell::BigInt(it.version),
        Cell::Text(&world.categories[report.category].key),
        Cell::Point(report.place),
        Cell::Text(&report.place_words),
        Cell::Text(&report.description),
        Cell::Uuids(&[]),
        Cell::or_null(area, |area| Cell::Text(&area.code)),
        Cell::or_null(area, |area| Cell::Text(&area.name)),
        team_key(it.team),
        Cell::Text(it.triage_reason),
        Cell::Text(it.status),
        Cell::Text(&it.reason),
        Cell::Text(&it.note),
        Cell::Instant(it.clock.due_at),
        Cell::Instant(report.submitted_at),
        Cell::Instant(it.changed_at),
        Cell::or_null(it.closed_at, Cell::Instant),
        Cell::BigInt(it.routed_version),
        Cell::Integer(it.clock.level.amount.into()),
        Cell::Text(it.clock.level.unit.as_str()),
        Cell::Instant(it.clock.started_at),
        Cell::Instant(it.clock.warn_at),
        Cell::BigInt(it.clock.version),
    ]);
    issue_report.push(&[
        Cell::Uuid(report.id),
        Cell::Uuid(it.id),
        Cell::Text(&report.number),
        Cell::Instant(report.submitted_at),
    ]);
    for change in &it.changes {
        history.push(&[
            Cell::Uuid(it.id),
            Cell::BigInt(change.version),
            Cell::Text(change.status),
            team_key(change.team),
            Cell::Text(&change.reason),
            Cell::Text(&change.note),
            Cell::or_null(change.by.as_deref(), Cell::Text),
            Cell::Instant(change.at),
        ]);
    }
    for (at, order) in orders.iter().enumerate() {
        let work = order.work();
        works.push(&[
            Cell::Uuid(it.id),
            Cell::BigInt(work.issue_version),
            team_key(Some(order.team)),
            Cell::Uuid(order.id),
            Cell::BigInt(work.order_version),
            Cell::Text(&work.status),
            Cell::Text(&work.reason),
            Cell::Text(&work.note),
            Cell::Instant(work.changed_at),
            // A dispatcher gave it to another since.
            Cell::Boolean(at + 1 < orders.len()),
        ]);
    }
}
