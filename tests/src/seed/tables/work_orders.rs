//! The work orders of an issue, each step of them, and which routing asked for the last.

use work_orders::progress::Reason;

use super::super::{
    life::Life,
    rows::{Cell, Rows},
    world::World,
};

pub(super) const TABLES: [&str; 3] = [
    "copy work_order (work_order_id, issue_id, issue_version, version, team_key, team_name,
         area_code, area_name, category, category_name, location, location_text, description,
         photo_ids, report_ids, report_numbers, status, reason, note, due_at, opened_at,
         changed_at, changed_by, closed_at)
     from stdin with (format binary)",
    "copy work_order_history (work_order_id, version, status, reason, note, staff_id, staff_name,
         changed_at)
     from stdin with (format binary)",
    "copy issue_routing (issue_id, version) from stdin with (format binary)",
];

pub(super) fn push(world: &World, life: &Life, tables: &mut [Rows; TABLES.len()]) {
    let [work_order, history, issue_routing] = tables;
    let Life { report, issue, orders } = life;
    let area = issue.area.map(|index| &world.areas[index]);
    let category = &world.categories[report.category];
    for order in orders {
        let team = &world.teams[order.team];
        let standing = &order.last().standing;
        work_order.push(&[
            Cell::Uuid(order.id),
            Cell::Uuid(issue.id),
            Cell::BigInt(order.issue_version),
            Cell::BigInt(order.version()),
            Cell::Text(&team.key),
            Cell::Text(&team.name),
            Cell::or_null(area, |area| Cell::Text(&area.code)),
            Cell::or_null(area, |area| Cell::Text(&area.name)),
            Cell::Text(&category.key),
            Cell::Text(&category.name),
            Cell::Point(report.place),
            Cell::Text(&report.place_words),
            Cell::Text(&report.description),
            Cell::Uuids(&[]),
            Cell::Uuids(&[report.id]),
            Cell::Texts(&[&report.number]),
            Cell::Text(standing.status.as_str()),
            Cell::Text(standing.reason.map_or("", Reason::as_str)),
            Cell::Text(&standing.note),
            Cell::Instant(issue.clock.due_at),
            Cell::Instant(order.opened_at()),
            Cell::Instant(order.last().at),
            Cell::or_null(standing.changed_by, Cell::Uuid),
            Cell::or_null(order.closed_at(), Cell::Instant),
        ]);
        for (step, version) in order.steps.iter().zip(1..) {
            history.push(&[
                Cell::Uuid(order.id),
                Cell::BigInt(version),
                Cell::Text(step.standing.status.as_str()),
                Cell::Text(step.standing.reason.map_or("", Reason::as_str)),
                Cell::Text(&step.standing.note),
                Cell::or_null(step.standing.changed_by, Cell::Uuid),
                Cell::Text(&step.by),
                Cell::Instant(step.at),
            ]);
        }
    }
    // An issue that came to triage was routed too, to nobody.
    issue_routing.push(&[Cell::Uuid(issue.id), Cell::BigInt(issue.routed_version)]);
}
