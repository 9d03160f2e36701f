//! The course of an issue in words: what happened to it and to its clock. Pure.

use crate::{
    assign, join,
    lifecycle::Status,
    on_work_order,
    pages::Event,
    questions, redact,
    rules::TriageReason,
    split,
    store::{
        catalogue::Team,
        clock::{Tick, TickRow},
        issues::HistoryRow,
    },
    undo,
};

/// What happened to the issue and to its clock, oldest first.
pub(super) fn events(history: &[HistoryRow], ticks: &[TickRow], teams: &[Team]) -> Vec<Event> {
    let mut events: Vec<_> = history
        .iter()
        // The clock tells of these itself.
        .filter(|row| row.reason != Tick::TermsChanged.as_str())
        .map(|row| event(row, teams))
        .collect();
    events.extend(ticks.iter().filter_map(tick));
    events.sort_by_key(|event| event.at);
    events
}

/// `None` for what the history tells already.
fn tick(row: &TickRow) -> Option<Event> {
    let due = web::Lang::dutch().moment(row.due_at, row.happened_at);
    let text = match Tick::parse(&row.kind)? {
        Tick::Paused | Tick::Restarted => return None,
        Tick::Resumed => format!("De termijn loopt weer: klaar voor {due}"),
        Tick::TermsChanged => format!("Termijnen gewijzigd: klaar voor {due}"),
        Tick::Warned => format!("De termijn loopt bijna af: {due}"),
        Tick::Escalated => "Afhandeltermijn verlopen".to_owned(),
    };
    let is_urgent = row.kind == Tick::Escalated.as_str();
    Some(Event { at: row.happened_at, text, is_urgent })
}

fn event(row: &HistoryRow, teams: &[Team]) -> Event {
    let team = row.team_key.as_ref().and_then(|key| {
        teams.iter().find(|team| team.team_key == *key).map(|team| team.name.as_str())
    });
    let by = row.staff_name.as_ref().map_or(String::new(), |name| format!(" (door {name})"));
    let note = if row.note.is_empty() { String::new() } else { format!(": “{}”", row.note) };
    let text = format!("{}{by}{note}", what_happened(row, team));
    Event { at: row.changed_at, text, is_urgent: false }
}

fn what_happened(row: &HistoryRow, team: Option<&str>) -> String {
    let who = team.unwrap_or("De ploeg");
    match row.reason.as_str() {
        "joined_told" => return "Nog een melding, de melder wees deze aan".to_owned(),
        "joined_near" => return "Nog een melding van dichtbij".to_owned(),
        "joined_alike" => return "Nog een melding, de foto lijkt erop".to_owned(),
        questions::ASKED => return "Vraag aan de melder".to_owned(),
        "answered" => return "De melder antwoordde".to_owned(),
        "expired" => return "De melder antwoordde niet op tijd".to_owned(),
        "taken_back" => return "Vraag teruggenomen".to_owned(),
        redact::REASON => return "Woorden weggelaten uit de melding".to_owned(),
        split::REASON => return "Melding eraf gehaald".to_owned(),
        join::ADDED => return "Kwestie erbij gevoegd".to_owned(),
        join::JOINED => return "Gaat verder in een andere kwestie".to_owned(),
        undo::UNDONE => return "Teruggedraaid".to_owned(),
        assign::ALSO => return "Ook naar een ander team".to_owned(),
        assign::NO_LONGER => return "Weggehaald bij een team".to_owned(),
        on_work_order::ONE_DONE => return "Een van de teams is klaar".to_owned(),
        on_work_order::ONE_REFUSED => {
            return "Een van de teams heeft hier niets te doen".to_owned();
        }
        _ => {}
    }
    match (row.status, TriageReason::parse(&row.reason)) {
        (_, Some(TriageReason::OtherTeam)) => "Teruggegeven: voor een ander team".to_owned(),
        (_, Some(TriageReason::NeedsEquipment)) => {
            "Teruggegeven: andere wagen of kraan nodig".to_owned()
        }
        (_, Some(_)) => "Wacht op een team".to_owned(),
        (Status::Routed, None) => format!("Naar {}", team.unwrap_or("een team")),
        (Status::Planned, None) => format!("{who} nam het aan"),
        (Status::InProgress, None) => format!("{who} is bezig"),
        (Status::Resolved, None) => "Opgelost".to_owned(),
        (Status::Reopened, None) => format!("Melder: nog steeds daar. Terug naar {who}"),
        (Status::NotResolved, None) => web::words::reason(&row.reason).to_owned(),
        _ => "Melding kwam binnen".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::*;

    #[test]
    fn what_the_clock_did_stands_in_the_course_where_it_happened() {
        let at = |text: &str| -> DateTime<Utc> { text.parse().unwrap() };
        let row = |status: &str, changed_at: &str| HistoryRow {
            version: 1,
            status: Status::parse(status).unwrap(),
            team_key: None,
            reason: String::new(),
            note: String::new(),
            staff_name: None,
            changed_at: at(changed_at),
        };
        let history =
            [row("received", "2026-11-23T08:00:00Z"), row("in_progress", "2026-11-26T08:00:00Z")];
        let over = TickRow {
            kind: "escalated".to_owned(),
            due_at: at("2026-11-25T16:00:00Z"),
            staff_name: None,
            happened_at: at("2026-11-25T16:00:10Z"),
        };

        let events = events(&history, &[over], &[]);

        let texts: Vec<_> = events.iter().map(|event| event.text.as_str()).collect();
        assert_eq!(
            texts,
            ["Melding kwam binnen", "Afhandeltermijn verlopen", "De ploeg is bezig",]
        );
        assert!(events[1].is_urgent && !events[2].is_urgent);
    }

    #[test]
    fn the_course_names_who_did_it_and_what_the_crew_said() {
        let teams = [Team { team_key: "schoon".to_owned(), name: "Wijkteam Schoon".to_owned() }];
        let row = HistoryRow {
            version: 4,
            status: Status::Routed,
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
