//! What figures are counted from: a row a report, issue and work order.

use super::super::{
    life::Life,
    rows::{Cell, Rows},
    world::World,
};

pub(super) const TABLES: [&str; 3] = [
    "copy report (report_id, category, submitted_at) from stdin with (format binary)",
    "copy issue (issue_id, version, status, reason, category, area_code, area_name, team_key,
         team_name, report_numbers, location_text, due_at, opened_at, changed_at, closed_at)
     from stdin with (format binary)",
    "copy work_order (work_order_id, issue_id, version, status, team_key, team_name, area_code,
         category, due_at, opened_at, changed_at, closed_at)
     from stdin with (format binary)",
];

pub(super) fn push(world: &World, life: &Life, tables: &mut [Rows; TABLES.len()]) {
    let [report, issue, work_order] = tables;
    let Life { report: it, issue: about, orders } = life;
    let category = || Cell::Text(&world.categories[it.category].key);
    let area = about.area.map(|index| &world.areas[index]);
    let area_code = || Cell::Text(area.map_or("", |area| &area.code));
    let team = about.team.map(|index| &world.teams[index]);
    report.push(&[Cell::Uuid(it.id), category(), Cell::Instant(it.submitted_at)]);
    issue.push(&[
        Cell::Uuid(about.id),
        Cell::BigInt(about.version),
        Cell::Text(about.status),
        Cell::Text(&about.reason),
        category(),
        area_code(),
        Cell::Text(area.map_or("", |area| &area.name)),
        Cell::Text(team.map_or("", |team| &team.key)),
        Cell::Text(team.map_or("", |team| &team.name)),
        Cell::Texts(&[&it.number]),
        Cell::Text(&it.place_words),
        Cell::Instant(about.clock.due_at),
        Cell::Instant(it.submitted_at),
        Cell::Instant(about.changed_at),
        Cell::or_null(about.closed_at, Cell::Instant),
    ]);
    for order in orders {
        let team = &world.teams[order.team];
        work_order.push(&[
            Cell::Uuid(order.id),
            Cell::Uuid(about.id),
            Cell::BigInt(order.version()),
            Cell::Text(order.last().standing.status.as_str()),
            Cell::Text(&team.key),
            Cell::Text(&team.name),
            area_code(),
            category(),
            Cell::Instant(about.clock.due_at),
            Cell::Instant(order.opened_at()),
            Cell::Instant(order.last().at),
            Cell::or_null(order.closed_at(), Cell::Instant),
        ]);
    }
}
