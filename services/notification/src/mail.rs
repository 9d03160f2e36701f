//! The words of a mail: its subject, its page and its plain-text twin. No I/O.

pub mod message;
pub mod text;

use askama::Template;
use chrono::{DateTime, Utc};
use uuid::Uuid;
use web::{dates, words};

use crate::{
    facts::{Facts, Report},
    plan::Step,
};

/// Characters of a place in the subject and in the mail.
const PLACE_CHARS_MAX: usize = 80;

/// Characters of the crew's note.
const NOTE_CHARS_MAX: usize = 600;

/// Names of the pictures inside the message.
pub const BEFORE_CID: &str = "before@opgeruimd";
pub const AFTER_CID: &str = "after@opgeruimd";

/// All that one mail tells.
#[derive(Clone, Debug)]
pub struct Told {
    pub step: Step,
    pub report: Report,
    /// The state of the step; for the receipt the newest state, when there is one.
    pub facts: Option<Facts>,
    /// Where the links lead: the front door, without a slash at the end.
    pub public_url: String,
    pub stop_token: String,
}

impl Told {
    /// The photo of the report, where this mail shows it.
    pub fn before_photo(&self) -> Option<Uuid> {
        if self.step == Step::Progress { None } else { self.report.photo_id }
    }

    /// The photo of the crew, where this mail shows it.
    pub fn after_photo(&self) -> Option<Uuid> {
        let facts = self.facts.as_ref()?;
        matches!(self.step, Step::Resolved | Step::NotResolved).then_some(facts.after_photo_id)?
    }
}

/// A mail in words, with room for the pictures.
#[derive(Clone, Debug)]
pub struct Drawn {
    pub subject: String,
    pub html: String,
    pub text: String,
}

/// Writes the mail. `before` and `after` say which pictures there really are.
pub fn draw(told: &Told, before: bool, after: bool, now: DateTime<Utc>) -> askama::Result<Drawn> {
    let mail = &View::new(told, before, after, now);
    let (html, text) = match told.step {
        Step::Received => (ReceivedHtml { mail }.render()?, ReceivedText { mail }.render()?),
        Step::Progress => (ProgressHtml { mail }.render()?, ProgressText { mail }.render()?),
        Step::Resolved => (ResolvedHtml { mail }.render()?, ResolvedText { mail }.render()?),
        Step::NotResolved => {
            (NotResolvedHtml { mail }.render()?, NotResolvedText { mail }.render()?)
        }
    };
    Ok(Drawn { subject: mail.subject.clone(), html, text: text::wrap(&text) })
}

/// What the templates print.
#[expect(clippy::struct_excessive_bools, reason = "each is one block of the template")]
struct View {
    subject: String,
    /// The sentence that a mailbox shows after the subject.
    preview: String,
    /// State with weekday, date and time.
    state: String,
    is_good: bool,
    is_busy: bool,
    title: &'static str,
    number: String,
    what: String,
    place: Option<String>,
    team: Option<String>,
    /// The day on which it should be done.
    expected: Option<String>,
    note: Option<String>,
    reason_code: String,
    reason: &'static str,
    /// Between the report and this step: "2 dagen".
    how_long: Option<String>,
    /// Days of this step and of the report: "donderdag 26 november".
    day: String,
    submitted_day: String,
    before: bool,
    after: bool,
    follow_url: String,
    again_url: String,
    stop_url: String,
}

impl View {
    fn new(told: &Told, before: bool, after: bool, now: DateTime<Utc>) -> Self {
        let Told { step, report, public_url, .. } = told;
        let facts = told.facts.clone().unwrap_or_default();
        let is_receipt = *step == Step::Received;
        let at = if is_receipt { report.submitted_at } else { facts.changed_at };
        let day = dates::weekday_and_date(at, now);
        let (state, title) = heading(*step, &facts, &report.category, after);
        let mut view = Self {
            subject: String::new(),
            preview: String::new(),
            state: format!("{state}, {day}, {} uur", dates::clock(at)),
            is_good: *step != Step::NotResolved,
            is_busy: facts.status == "in_progress",
            title,
            number: report.number.clone(),
            what: what(report, &facts),
            place: text::place(&report.location_text, PLACE_CHARS_MAX)
                .or_else(|| given(&facts.area).map(|area| text::one_line(area, PLACE_CHARS_MAX))),
            team: given(&facts.team).map(team),
            expected: facts.expected_at.map(|at| dates::weekday_and_date(at, now)),
            note: given(&text::one_line(&facts.note, NOTE_CHARS_MAX)).map(str::to_owned),
            reason: words::reason(&facts.reason),
            reason_code: facts.reason,
            how_long: how_long(report.submitted_at, at),
            submitted_day: dates::weekday_and_date(report.submitted_at, now),
            day,
            before,
            after,
            follow_url: format!("{public_url}/melding/{}", report.report_id),
            again_url: format!("{public_url}/melden"),
            stop_url: stop_url(public_url, &told.stop_token),
        };
        view.subject = view.subject(*step);
        view.preview = view.preview(*step);
        view
    }

    /// State first, then place.
    fn subject(&self, step: Step) -> String {
        let place = self.place.as_deref().unwrap_or(&self.number);
        match step {
            Step::Received => format!("Ontvangen: {}, {place}", lower_first(&self.what)),
            Step::Progress if self.is_busy => format!("De ploeg is bezig: {place}"),
            Step::Progress => match &self.expected {
                Some(day) => format!("Ingepland: uiterlijk {day}, {place}"),
                None => format!("Ingepland: {place}"),
            },
            Step::Resolved if self.after => format!("Opgelost: {place}, kijk naar de foto"),
            Step::Resolved => format!("Opgelost: {place}"),
            Step::NotResolved => format!("Niet opgelost: {place}"),
        }
    }

    fn preview(&self, step: Step) -> String {
        let team = self.team_or("De ploeg");
        match (step, &self.note) {
            (Step::Received, _) => match (&self.team, &self.expected) {
                (Some(team), Some(day)) => format!("{team} heeft het. Uiterlijk {day}."),
                (Some(team), None) => format!("{team} heeft het."),
                (None, _) => "Dank je wel. Je hoort wat we doen.".to_owned(),
            },
            (Step::Progress, _) if self.is_busy => format!("{team} is nu bezig."),
            (Step::Progress, _) => format!("{team} komt langs."),
            (Step::NotResolved, _) => self.reason.to_owned(),
            (Step::Resolved, Some(note)) => format!("“{note}”"),
            (Step::Resolved, None) => format!("{team} is geweest."),
        }
    }

    fn team_or<'a>(&'a self, otherwise: &'a str) -> &'a str {
        self.team.as_deref().unwrap_or(otherwise)
    }

    fn state_in_capitals(&self) -> String {
        let (state, rest) = self.state.split_once(',').unwrap_or((&self.state, ""));
        format!("{},{rest}", state.trim_start_matches("✓ ").to_uppercase())
    }

    /// Whether looking again can help.
    fn is_ours(&self) -> bool {
        self.reason_code != "not_ours"
    }

    #[expect(clippy::unused_self, reason = "templates can only call methods")]
    fn before_cid(&self) -> &'static str {
        BEFORE_CID
    }

    #[expect(clippy::unused_self, reason = "templates can only call methods")]
    fn after_cid(&self) -> &'static str {
        AFTER_CID
    }

    fn before_word(&self) -> &'static str {
        if self.after { "Voor" } else { "Je foto" }
    }

    fn before_alt(&self) -> &'static str {
        if self.after { "Voor: de foto bij je melding" } else { "De foto bij je melding" }
    }

    fn before_rest(&self) -> &str {
        &self.submitted_day
    }
}

/// The link in the foot and in the header.
pub fn stop_url(public_url: &str, stop_token: &str) -> String {
    format!("{public_url}/berichten/stop/{stop_token}")
}

/// State in a word or two, and a title of at most six words.
fn heading(
    step: Step,
    facts: &Facts,
    category: &str,
    shows_after: bool,
) -> (&'static str, &'static str) {
    let is_waste = !matches!(category, "street_furniture_broken" | "other");
    match step {
        Step::Received => ("Ontvangen", "We hebben je melding"),
        Step::Progress if facts.status == "in_progress" => ("Bezig", "De ploeg is bezig"),
        Step::Progress => ("Ingepland", "De ploeg komt langs"),
        Step::Resolved => (
            "✓ Opgelost",
            match (is_waste, shows_after) {
                (true, true) => "Het is weg. Kijk maar:",
                (true, false) => "Het is weg",
                (false, true) => "Het is opgelost. Kijk maar:",
                (false, false) => "Het is opgelost",
            },
        ),
        Step::NotResolved if facts.reason == "already_gone" => ("Niet opgelost", "Het was al weg"),
        Step::NotResolved => ("Niet opgelost", "We konden het niet oplossen"),
    }
}

fn what(report: &Report, facts: &Facts) -> String {
    given(&facts.category_name)
        .unwrap_or_else(|| words::category(&report.category).label)
        .to_owned()
}

/// "Team Grofvuil": a name that is only a kind of work would read as the rubbish itself.
fn team(name: &str) -> String {
    let lower = name.to_lowercase();
    let says_so = ["team", "ploeg", "dienst"].iter().any(|word| lower.contains(word));
    if says_so { name.to_owned() } else { format!("Team {name}") }
}

/// `None` when it took less than a minute: that needs no words.
fn how_long(from: DateTime<Utc>, to: DateTime<Utc>) -> Option<String> {
    let minutes = (to - from).num_minutes();
    (minutes > 0).then(|| dates::length(minutes))
}

fn given(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

macro_rules! templates {
    ($($name:ident $path:literal)*) => {$(
        #[derive(Template)]
        #[template(path = $path)]
        struct $name<'a> {
            mail: &'a View,
        }
    )*};
}

templates! {
    ReceivedHtml "mail/received.html"
    ReceivedText "mail/received.txt"
    ProgressHtml "mail/progress.html"
    ProgressText "mail/progress.txt"
    ResolvedHtml "mail/resolved.html"
    ResolvedText "mail/resolved.txt"
    NotResolvedHtml "mail/not_resolved.html"
    NotResolvedText "mail/not_resolved.txt"
}

#[cfg(test)]
mod tests;
