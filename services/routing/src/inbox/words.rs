//! Puts issues into the words and the drawing of the inbox.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    drawing::{Frame, Outline},
    issues_api::photo_url,
    pages::{AreaShape, Detail, Event, IssueRow, Map, Mark, Photo, TeamOption},
    rules::TriageReason,
    store::{
        areas::Drawable,
        catalogue::Team,
        issues::{HistoryRow, Issue},
    },
};

const NO_PLACE: &str = "plek op de kaart";

pub(super) fn row(issue: &Issue, selected: Option<Uuid>) -> IssueRow {
    IssueRow {
        issue_id: issue.issue_id.to_string(),
        number: number(issue),
        category: issue.category.clone(),
        place: place(issue),
        area: issue.area_name.clone().unwrap_or_default(),
        team: issue.team_name.clone().unwrap_or_default(),
        reports: issue.report_numbers.len(),
        opened_at: issue.opened_at,
        due_at: Some(issue.due_at),
        selected: selected == Some(issue.issue_id),
    }
}

pub(super) fn detail(
    issue: &Issue,
    history: &[HistoryRow],
    teams: &[Team],
    open: &[(String, i64)],
    error: Option<String>,
) -> Detail {
    let option = |team: &Team| TeamOption {
        key: team.team_key.clone(),
        name: team.name.clone(),
        open: open_of(open, &team.team_key),
        current: issue.team_key.as_ref() == Some(&team.team_key),
    };
    let is_open = issue.closed_at.is_none();
    Detail {
        issue_id: issue.issue_id.to_string(),
        version: issue.version,
        // The page shows the first one always.
        numbers: if issue.report_numbers.is_empty() {
            vec![number(issue)]
        } else {
            issue.report_numbers.clone()
        },
        category: issue.category.clone(),
        place: place(issue),
        area: issue.area_name.clone().unwrap_or_default(),
        description: issue.description.clone(),
        status: issue.status.clone(),
        team: issue.team_name.clone().unwrap_or_default(),
        waits_because: TriageReason::parse(&issue.triage_reason)
            .map_or(String::new(), |reason| waits_because(reason).to_owned()),
        opened_at: issue.opened_at,
        due_at: Some(issue.due_at),
        photos: issue.photo_ids.iter().map(photo).collect(),
        after_photos: issue.after_photo_ids.iter().map(photo).collect(),
        events: history.iter().map(|row| event(row, teams)).collect(),
        teams: if is_open { teams.iter().map(option).collect() } else { Vec::new() },
        error,
    }
}

fn open_of(open: &[(String, i64)], team_key: &str) -> Option<usize> {
    let count = open.iter().find(|(key, _)| key == team_key).map_or(0, |(_, count)| *count);
    usize::try_from(count).ok()
}

fn number(issue: &Issue) -> String {
    issue.report_numbers.first().cloned().unwrap_or_else(|| issue.issue_id.to_string())
}

fn place(issue: &Issue) -> String {
    let text = issue.location_text.trim();
    if text.is_empty() { NO_PLACE.to_owned() } else { text.to_owned() }
}

fn photo(id: &Uuid) -> Photo {
    Photo { url: photo_url(*id, "large"), thumbnail_url: photo_url(*id, "small") }
}

fn waits_because(reason: TriageReason) -> &'static str {
    match reason {
        TriageReason::OutsideArea => "De plek ligt buiten alle buurten die we kennen.",
        TriageReason::UnknownCategory => "Deze soort melding kennen de regels niet.",
        TriageReason::NoRule => "Er is geen regel voor deze soort in deze buurt.",
        TriageReason::OtherTeam => "De ploeg gaf dit terug: een ander team moet het doen.",
        TriageReason::NeedsEquipment => "De ploeg gaf dit terug: er is ander materieel voor nodig.",
    }
}

fn event(row: &HistoryRow, teams: &[Team]) -> Event {
    let team = row.team_key.as_ref().and_then(|key| {
        teams.iter().find(|team| team.team_key == *key).map(|team| team.name.as_str())
    });
    let by = row.staff_name.as_ref().map_or(String::new(), |name| format!(" (door {name})"));
    let note = if row.note.is_empty() { String::new() } else { format!(": “{}”", row.note) };
    Event { at: row.changed_at, text: format!("{}{by}{note}", what_happened(row, team)) }
}

fn what_happened(row: &HistoryRow, team: Option<&str>) -> String {
    let who = team.unwrap_or("De ploeg");
    match (row.status.as_str(), TriageReason::parse(&row.reason)) {
        (_, Some(TriageReason::OtherTeam)) => "Teruggegeven: voor een ander team".to_owned(),
        (_, Some(TriageReason::NeedsEquipment)) => "Teruggegeven: ander materieel".to_owned(),
        (_, Some(_)) => "Wacht op een team".to_owned(),
        ("routed", None) => format!("Naar {}", team.unwrap_or("een team")),
        ("planned", None) => format!("{who} nam het aan"),
        ("in_progress", None) => format!("{who} is bezig"),
        ("resolved", None) => "Opgelost".to_owned(),
        ("not_resolved", None) => web::words::reason(&row.reason).to_owned(),
        _ => "Melding kwam binnen".to_owned(),
    }
}

/// The areas with the issues on them; the chosen one is drawn last.
pub(super) fn map(
    areas: &[Drawable],
    issues: &[&Issue],
    selected: Option<Uuid>,
    now: DateTime<Utc>,
) -> Map {
    let outlines: Vec<_> =
        areas.iter().filter_map(|area| Some((area, Outline::parse(&area.outline).ok()?))).collect();
    let around = outlines.iter().flat_map(|(_, outline)| outline.positions());
    let Some(frame) = Frame::around(around) else {
        return Map { width: 1, height: 1, areas: vec![], marks: vec![], outside: issues.len() };
    };
    let shape = |(area, outline): &(&Drawable, Outline)| {
        let label = frame.project(area.label_longitude, area.label_latitude);
        let fits = frame.fits(outline, &area.name);
        AreaShape {
            name: if fits { area.name.clone() } else { String::new() },
            path: frame.path(outline),
            label_x: label.x,
            label_y: label.y,
        }
    };
    let marks: Vec<_> = issues
        .iter()
        .filter_map(|issue| {
            let spot = frame.project(issue.longitude, issue.latitude);
            let row = row(issue, selected);
            frame.holds(spot).then(|| Mark {
                x: spot.x,
                y: spot.y,
                label: format!("{}, {}, {}", row.number, row.kind().label, row.place),
                term: row.term(&now),
                selected: row.selected,
                issue_id: row.issue_id,
            })
        })
        .collect();
    let (width, height) = frame.size();
    let outside = issues.len() - marks.len();
    Map { width, height, areas: outlines.iter().map(shape).collect(), marks, outside }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::issues::sample;

    fn square() -> Drawable {
        Drawable {
            name: "Zangvogelbuurt".to_owned(),
            outline: r#"{"type":"MultiPolygon","coordinates":[[[[5.40,52.16],[5.41,52.16],
                [5.41,52.17],[5.40,52.17],[5.40,52.16]]]]}"#
                .to_owned(),
            label_longitude: 5.405,
            label_latitude: 52.165,
        }
    }

    #[test]
    fn an_issue_outside_the_drawing_is_counted_and_not_drawn() {
        let here = sample();
        let far = Issue { longitude: 4.9, latitude: 52.37, ..sample() };

        let map = map(&[square()], &[&here, &far], Some(here.issue_id), DateTime::UNIX_EPOCH);

        assert_eq!((map.marks.len(), map.outside, map.areas.len()), (1, 1, 1));
        assert!(map.marks[0].selected && map.marks[0].label.starts_with("LD-4F7K-29, Zwerfafval"));
    }

    #[test]
    fn a_page_without_areas_still_has_a_map() {
        let map = map(&[], &[&sample()], None, DateTime::UNIX_EPOCH);

        assert_eq!((map.width, map.outside), (1, 1));
    }

    #[test]
    fn a_closed_issue_cannot_be_given_to_a_team() {
        let teams = [Team { team_key: "schoon".to_owned(), name: "Wijkteam Schoon".to_owned() }];
        let open = detail(&sample(), &[], &teams, &[("schoon".to_owned(), 4)], None);
        let closed = Issue { closed_at: Some(DateTime::UNIX_EPOCH), ..sample() };

        assert!(open.teams[0].current);
        assert_eq!(open.teams[0].open, Some(4));
        assert!(detail(&closed, &[], &teams, &[], None).teams.is_empty());
    }

    #[test]
    fn the_course_names_who_did_it_and_what_the_crew_said() {
        let teams = [Team { team_key: "schoon".to_owned(), name: "Wijkteam Schoon".to_owned() }];
        let row = HistoryRow {
            version: 4,
            status: "routed".to_owned(),
            team_key: Some("schoon".to_owned()),
            reason: String::new(),
            note: String::new(),
            staff_name: Some("Meldkamer 1".to_owned()),
            changed_at: DateTime::UNIX_EPOCH,
        };
        let back = HistoryRow {
            team_key: None,
            reason: "other_team".to_owned(),
            note: "Te zwaar".to_owned(),
            staff_name: None,
            ..row.clone()
        };

        assert_eq!(event(&row, &teams).text, "Naar Wijkteam Schoon (door Meldkamer 1)");
        assert_eq!(event(&back, &teams).text, "Teruggegeven: voor een ander team: “Te zwaar”");
    }
}
