//! The report as its resident sees it, its timeline, and the issue as all residents see it.

use super::super::{
    life::Life,
    rows::{Cell, Rows},
    world::World,
};

pub(super) const TABLES: [&str; 3] = [
    "copy report (report_id, report_number, category, location, location_text,
         location_accuracy_m, description, language, area_code, area_name, created_at, status,
         status_reason, issue_id, issue_version, team_name, expected_at)
     from stdin with (format binary)",
    "copy report_history (report_id, issue_version, status, reason, note, team_name,
         after_photo_ids, changed_at)
     from stdin with (format binary)",
    "copy issue (issue_id, version, category, location, area_code, area_name,
         status, status_reason, team_name, expected_at, opened_at, changed_at, report_count)
     from stdin with (format binary)",
];

pub(super) fn push(
    world: &World,
    life: &Life,
    [report, history, public]: &mut [Rows; TABLES.len()],
) {
    let Life { report: it, issue, .. } = life;
    let area = issue.area.map(|index| &world.areas[index]);
    let team_name = |team: Option<usize>| team.map_or("", |index| &world.teams[index].name);
    report.push(&[
        Cell::Uuid(it.id),
        Cell::Text(&it.number),
        Cell::Text(&world.categories[it.category].key),
        Cell::Point(it.place),
        Cell::Text(&it.place_words),
        Cell::Real(it.accuracy),
        Cell::Text(&it.description),
        Cell::Text("nl"),
        Cell::or_null(area, |area| Cell::Text(&area.code)),
        Cell::or_null(area, |area| Cell::Text(&area.name)),
        Cell::Instant(it.submitted_at),
        Cell::Text(issue.status),
        Cell::Text(&issue.reason),
        Cell::Uuid(issue.id),
        Cell::BigInt(issue.version),
        Cell::Text(team_name(issue.team)),
        Cell::Instant(issue.clock.due_at),
    ]);
    for change in issue.told() {
        history.push(&[
            Cell::Uuid(it.id),
            Cell::BigInt(change.version),
            Cell::Text(change.status),
            Cell::Text(&change.told_reason),
            Cell::Text(&change.told_note),
            Cell::Text(team_name(change.team)),
            Cell::Uuids(&[]),
            Cell::Instant(change.at),
        ]);
    }
    public.push(&[
        Cell::Uuid(issue.id),
        Cell::BigInt(issue.version),
        Cell::Text(&world.categories[it.category].key),
        Cell::Point(it.place),
        Cell::Text(area.map_or("", |area| &area.code)),
        Cell::Text(area.map_or("", |area| &area.name)),
        Cell::Text(issue.status),
        Cell::Text(&issue.reason),
        Cell::Text(team_name(issue.team)),
        Cell::Instant(issue.clock.due_at),
        Cell::Instant(it.submitted_at),
        Cell::Instant(issue.changed_at),
        Cell::Integer(1),
    ]);
}
