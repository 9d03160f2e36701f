//! Puts issues into the words and the drawing of the inbox.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::course::events;
use crate::{
    issues_api::photo_url,
    pages::{Alike, Asked, Detail, IssueRow, Joined, Note, Photo, TeamOption},
    rules::TriageReason,
    service_level::Left,
    store::{
        self,
        catalogue::Team,
        clock::TickRow,
        issues::{HistoryRow, Issue},
        nearby::Near,
    },
    term::Term,
    terms::proposal::in_words,
    works::Work,
};

const NO_PLACE: &str = "plek op de kaart";

pub(super) fn row(issue: &Issue, selected: Option<Uuid>, now: DateTime<Utc>) -> IssueRow {
    IssueRow {
        issue_id: issue.issue_id.to_string(),
        version: issue.version,
        number: number(issue),
        category: issue.category.clone(),
        place: place(&issue.location_text),
        area: issue.area_name.clone().unwrap_or_default(),
        team: issue.team_name.clone().unwrap_or_default(),
        reports: issue.report_numbers.len(),
        opened_at: issue.opened_at,
        due_at: issue.clock.due_at,
        term: Term::of(issue.clock.due_at, issue.question.is_some(), now),
        closed_at: issue.closed_at,
        outcome: web::words::status(issue.status.as_str()).label.to_lowercase(),
        selected: selected == Some(issue.issue_id),
    }
}

pub(super) fn detail(
    issue: &Issue,
    history: &[HistoryRow],
    teams: &[Team],
    open: &[(String, i64)],
    error: Option<String>,
    time: &Time,
) -> Detail {
    let option = |team: &Team| TeamOption {
        key: team.team_key.clone(),
        name: team.name.clone(),
        open: open_of(open, &team.team_key),
        current: issue.team_key.as_ref() == Some(&team.team_key),
    };
    let is_open = issue.closed_at.is_none() && issue.closing.is_none();
    Detail {
        works: Vec::new(),
        alike: Vec::new(),
        watchers: Vec::new(),
        closing: issue
            .closing
            .as_ref()
            .map_or(String::new(), |it| format!("{} sluit deze kwestie af.", it.staff_name)),
        close_text: String::new(),
        close_error: None,
        issue_id: issue.issue_id.to_string(),
        version: issue.version,
        // The page shows the first one always.
        numbers: if issue.report_numbers.is_empty() {
            vec![number(issue)]
        } else {
            issue.report_numbers.clone()
        },
        joined: if is_open { joined(issue) } else { Vec::new() },
        category: issue.category.clone(),
        place: place(&issue.location_text),
        area: issue.area_name.clone().unwrap_or_default(),
        description: issue.description.clone(),
        status: issue.status.as_str().to_owned(),
        team: issue.team_name.clone().unwrap_or_default(),
        is_urgent: issue.is_urgent,
        rule: rule(issue),
        waits_because: TriageReason::parse(&issue.triage_reason)
            .map_or(String::new(), |reason| waits_because(reason).to_owned()),
        opened_at: issue.opened_at,
        due_at: issue.clock.due_at,
        term: in_words(issue.clock.level()),
        left: left(time.left),
        visit: issue.visit,
        question: issue.question.as_ref().map(|question| question.0.clone()),
        asked_text: String::new(),
        ask_error: None,
        photos: issue.photo_ids.iter().map(photo).collect(),
        after_photos: issue.after_photo_ids.iter().map(photo).collect(),
        events: events(history, &time.ticks, teams),
        teams: if is_open { teams.iter().map(option).collect() } else { Vec::new() },
        notes: Vec::new(),
        staff_notes: Vec::new(),
        note_text: String::new(),
        note_error: None,
        error,
    }
}

/// What the clock of the issue says and did.
pub(super) struct Time {
    pub left: Left,
    pub ticks: Vec<TickRow>,
}

/// "14 uur en 30 minuten werktijd"
fn left(left: Left) -> String {
    let worked = |minutes: i64| match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} u"),
        (hours, minutes) => format!("{hours} u {minutes}"),
    };
    match left {
        Left::Paused => "staat stil tot de melder antwoordt".to_owned(),
        Left::Minutes(minutes) => format!("nog {} werktijd", worked(minutes)),
        Left::Late(minutes) => format!("{} werktijd te laat", worked(minutes)),
    }
}

/// The reports that can be taken out: every one where there are more.
fn joined(issue: &Issue) -> Vec<Joined> {
    let reports = issue.report_ids.iter().zip(&issue.report_numbers);
    let reports = reports.filter(|_| issue.report_ids.len() > 1);
    reports
        .map(|(id, number)| Joined { report_id: id.to_string(), number: number.clone() })
        .collect()
}

/// What a resident told after the report came; `None` when there is nothing to read or see.
pub(super) fn note(note: &store::notes::Note) -> Option<Note> {
    let what = match note.kind.as_str() {
        "still_there" => "Melder: het ligt er nog",
        "solved" => "Melder: het is opgelost",
        "withdrawn" => "Melder: ingetrokken",
        _ if note.text.is_empty() && note.photo_ids.is_empty() => return None,
        _ => "Melder vertelt nog",
    };
    Some(Note {
        what,
        text: note.text.clone(),
        photos: note.photo_ids.iter().map(photo).collect(),
        at: note.told_at,
    })
}

/// What the team is asked, in words.
pub(super) fn asked(work: &Work) -> Asked {
    let state = match (work.status.as_str(), work.reason.as_str()) {
        ("accepted", _) => "aangenomen",
        ("in_progress", _) => "bezig",
        ("paused", _) => "ligt stil",
        ("done", _) => "klaar",
        ("refused", "other_team") => "teruggegeven: ander team",
        ("refused", "needs_equipment") => "teruggegeven: andere wagen nodig",
        ("refused", _) => "niets te doen",
        ("cancelled", _) => "vervallen",
        _ => "nog niet aangenomen",
    };
    Asked {
        team_key: work.team_key.clone(),
        team: work.team_name.clone(),
        state,
        partner_url: work.work_order_id.map(|id| format!("/werk/{id}/partner")),
        is_unfinished: work.is_unfinished(),
    }
}

/// An issue nearby, in words.
pub(super) fn alike(near: &Near, now: DateTime<Utc>) -> Alike {
    let reports =
        web::words::count(usize::try_from(near.reports).unwrap_or(0), "melding", "meldingen");
    let since = web::dates::moment_short(near.opened_at, now);
    Alike {
        issue_id: near.issue_id.to_string(),
        number: near.number.clone(),
        place: place(&near.location_text),
        about: format!("{:.0} m · {reports} · {since}", near.distance_m),
        thumbnail_url: near.photo_id.map(|id| photo_url(id, "small")),
    }
}

fn open_of(open: &[(String, i64)], team_key: &str) -> Option<usize> {
    let count = open.iter().find(|(key, _)| key == team_key).map_or(0, |(_, count)| *count);
    usize::try_from(count).ok()
}

/// The rule that decided, with the version of its set.
fn rule(issue: &Issue) -> String {
    if issue.rule_name.is_empty() {
        return String::new();
    }
    format!("{}, versie {}", issue.rule_name, issue.rules_version)
}

fn number(issue: &Issue) -> String {
    issue.report_numbers.first().cloned().unwrap_or_else(|| issue.issue_id.to_string())
}

/// The place in words; never empty.
fn place(location_text: &str) -> String {
    let text = location_text.trim();
    if text.is_empty() { NO_PLACE.to_owned() } else { text.to_owned() }
}

fn photo(id: &Uuid) -> Photo {
    Photo { url: photo_url(*id, "large"), thumbnail_url: photo_url(*id, "small") }
}

fn waits_because(reason: TriageReason) -> &'static str {
    match reason {
        TriageReason::Suspect => {
            "Deze melding kan van een machine komen. Klopt ze? Kies dan het team."
        }
        TriageReason::OutsideArea => "De plek ligt buiten alle buurten die we kennen.",
        TriageReason::UnknownCategory => "Deze soort melding kennen de regels niet.",
        TriageReason::NoRule => "Er is geen regel voor deze soort in deze buurt.",
        TriageReason::NeedsCheck => "Een regel vraagt om dit eerst te bekijken. Kies dan het team.",
        TriageReason::RuleFailed => {
            "Een regel werkt niet voor deze melding. Kies een team, en verbeter de regel."
        }
        TriageReason::OtherTeam => "De ploeg gaf dit terug: een ander team moet het doen.",
        TriageReason::NeedsEquipment => {
            "De ploeg gaf dit terug: er is een andere wagen of een kraan voor nodig."
        }
        TriageReason::TakenBack => "Dit is weggehaald bij het laatste team. Kies een ander.",
        TriageReason::StillThere => "De melder zegt dat het er nog ligt. Geen team had dit.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::issues::sample;

    fn time() -> Time {
        Time { left: Left::Minutes(870), ticks: Vec::new() }
    }

    #[test]
    fn what_is_left_is_said_in_hours_and_minutes_of_work() {
        assert_eq!(left(Left::Minutes(35)), "nog 35 min werktijd");
        assert_eq!(left(Left::Minutes(870)), "nog 14 u 30 werktijd");
        assert_eq!(left(Left::Late(180)), "3 u werktijd te laat");
    }

    #[test]
    fn a_closed_issue_cannot_be_given_to_a_team() {
        let teams = [Team { team_key: "schoon".to_owned(), name: "Wijkteam Schoon".to_owned() }];
        let open = detail(&sample(), &[], &teams, &[("schoon".to_owned(), 4)], None, &time());
        let closed = Issue { closed_at: Some(DateTime::UNIX_EPOCH), ..sample() };

        assert!(open.teams[0].current);
        assert_eq!(open.teams[0].open, Some(4));
        assert!(detail(&closed, &[], &teams, &[], None, &time()).teams.is_empty());
    }
}
