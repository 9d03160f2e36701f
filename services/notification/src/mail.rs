//! The words of a mail: its subject, its page and its plain-text twin. No I/O.

pub mod message;
pub mod text;

use askama::Template;
use chrono::{DateTime, Utc};
use uuid::Uuid;
use web::{Lang, lang::Value};

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
    /// The language that the reader asked in.
    pub lang: Lang,
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
        match self.step {
            Step::Progress | Step::Visit | Step::Postponed | Step::Asked => None,
            Step::Received | Step::Resolved | Step::NotResolved => self.report.photo_id,
        }
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
    pub lang: Lang,
    pub subject: String,
    pub html: String,
    pub text: String,
}

/// Writes the mail. `before` and `after` say which pictures there really are.
pub fn draw(told: &Told, before: bool, after: bool, now: DateTime<Utc>) -> askama::Result<Drawn> {
    let mail = &View::new(told, before, after, now);
    let (html, text) = match told.step {
        Step::Received => (ReceivedHtml { mail }.render()?, ReceivedText { mail }.render()?),
        Step::Progress | Step::Visit => {
            (ProgressHtml { mail }.render()?, ProgressText { mail }.render()?)
        }
        Step::Postponed => (PostponedHtml { mail }.render()?, PostponedText { mail }.render()?),
        Step::Asked => (AskedHtml { mail }.render()?, AskedText { mail }.render()?),
        Step::Resolved => (ResolvedHtml { mail }.render()?, ResolvedText { mail }.render()?),
        Step::NotResolved => {
            (NotResolvedHtml { mail }.render()?, NotResolvedText { mail }.render()?)
        }
    };
    Ok(Drawn { lang: mail.lang, subject: mail.subject.clone(), html, text: text::wrap(&text) })
}

/// What the templates print.
#[expect(clippy::struct_excessive_bools, reason = "each is one block of the template")]
struct View {
    lang: Lang,
    subject: String,
    /// The sentence that a mailbox shows after the subject.
    preview: String,
    /// State with weekday, date and time.
    state: String,
    is_good: bool,
    is_busy: bool,
    is_resolved: bool,
    title: &'static str,
    number: String,
    what: String,
    place: Option<String>,
    team: Option<String>,
    /// The day on which it should be done.
    expected: Option<String>,
    /// The day and the hours in which the team comes.
    visit: Option<(String, String)>,
    /// The day until which a question can be answered.
    answer_by: Option<String>,
    note: Option<String>,
    /// Of the note: the reader's, or else Dutch.
    note_lang: Lang,
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
    answer_url: String,
    stop_url: String,
}

impl View {
    fn new(told: &Told, before: bool, after: bool, now: DateTime<Utc>) -> Self {
        let Told { step, report, public_url, lang, .. } = told;
        let lang = *lang;
        let facts = told.facts.clone().unwrap_or_default();
        let is_receipt = *step == Step::Received;
        let at = if is_receipt { report.submitted_at } else { facts.changed_at };
        let day = lang.weekday_and_date(at, now);
        let state = state(*step, &facts);
        let clock = lang.clock(at);
        let (note, note_lang) = match facts.note_in.get(lang.tag()) {
            Some(note) => (note, lang),
            None => (&facts.note, Lang::dutch()),
        };
        let mut view = Self {
            lang,
            subject: String::new(),
            preview: String::new(),
            state: lang
                .say("mail-state", &[("state", &lang.t(state)), ("day", &day), ("clock", &clock)]),
            is_good: *step != Step::NotResolved,
            is_busy: facts.status == "in_progress",
            is_resolved: *step == Step::Resolved,
            title: lang.t(&title(state, &facts, &report.category, after)),
            number: report.number.clone(),
            what: what(lang, report, &facts),
            place: text::place(&report.location_text, PLACE_CHARS_MAX)
                .or_else(|| given(&facts.area).map(|area| text::one_line(area, PLACE_CHARS_MAX))),
            team: given(&facts.team).map(|name| team(lang, name)),
            expected: facts.expected_at.map(|at| lang.weekday_and_date(at, now)),
            visit: facts.visit.map(|visit| {
                let day = lang.weekday_and_date(visit.from, now);
                (day, lang.hours(visit.from, visit.until))
            }),
            answer_by: facts.answer_by.map(|at| lang.weekday_and_date(at, now)),
            note: given(&text::one_line(note, NOTE_CHARS_MAX)).map(str::to_owned),
            note_lang,
            reason: lang.reason(&facts.reason),
            reason_code: facts.reason,
            how_long: how_long(lang, report.submitted_at, at),
            submitted_day: lang.weekday_and_date(report.submitted_at, now),
            day,
            before,
            after,
            follow_url: format!("{public_url}/melding/{}", report.report_id),
            again_url: format!("{public_url}/melding/{}/nog-steeds", report.report_id),
            answer_url: format!("{public_url}/melding/{}/meer", report.report_id),
            stop_url: stop_url(public_url, &told.stop_token),
        };
        view.subject = view.subject(*step);
        view.preview = view.preview(*step);
        view
    }

    fn t(&self, key: &str) -> &'static str {
        self.lang.t(key)
    }

    fn t1(&self, key: &str, name: &str, value: impl Value) -> String {
        self.lang.t1(key, name, value)
    }

    /// State first, then place.
    fn subject(&self, step: Step) -> String {
        let place = self.place.as_deref().unwrap_or(&self.number);
        let with_place = |key: &str| self.t1(key, "place", place);
        let subject = match step {
            Step::Received => {
                let what = lower_first(&self.what);
                self.lang.t2("mail-received-subject", "what", what, "place", place)
            }
            Step::Progress if self.is_busy => with_place("mail-busy-subject"),
            Step::Postponed => with_place("mail-postponed-subject"),
            Step::Visit if let Some((day, _)) = &self.visit => {
                self.lang.t2("mail-visit-subject", "day", day, "place", place)
            }
            Step::Progress | Step::Visit => match &self.expected {
                Some(day) => self.lang.t2("mail-planned-subject-day", "day", day, "place", place),
                None => with_place("mail-planned-subject"),
            },
            Step::Asked => with_place("mail-asked-subject"),
            Step::Resolved if self.after => with_place("mail-resolved-subject-photo"),
            Step::Resolved => with_place("mail-resolved-subject"),
            Step::NotResolved => with_place("mail-not_resolved-subject"),
        };
        plain(&subject)
    }

    fn preview(&self, step: Step) -> String {
        let with_team = |key: &str| self.t1(key, "team", self.team());
        match (step, &self.note) {
            (Step::Received, _) => match (&self.team, &self.expected) {
                (Some(team), Some(day)) => {
                    self.lang.t2("mail-received-preview-day", "team", team, "day", day)
                }
                (Some(_), None) => with_team("mail-received-preview-team"),
                (None, _) => self.t("mail-received-preview").to_owned(),
            },
            (Step::Progress, _) if self.is_busy => with_team("mail-busy-preview"),
            (Step::Progress | Step::Visit, _) => with_team("mail-planned-comes"),
            (Step::Postponed, _) => self.t("mail-postponed-text").to_owned(),
            (Step::NotResolved, _) => self.reason.to_owned(),
            (Step::Asked, None) => self.t("mail-asked-title").to_owned(),
            (Step::Asked | Step::Resolved, Some(note)) => format!("“{note}”"),
            (Step::Resolved, None) => with_team("mail-resolved-came"),
        }
    }

    /// What the receipt tells, in one paragraph.
    fn receipt(&self) -> String {
        let who = match (&self.team, &self.expected) {
            (Some(team), Some(day)) => {
                self.lang.t2("mail-received-team-day", "team", team, "day", day)
            }
            (Some(team), None) => self.t1("mail-received-team", "team", team),
            (None, _) => self.t("mail-received-finding").to_owned(),
        };
        [self.t("mail-received-thanks"), &who, self.t("mail-received-next")].join(" ")
    }

    /// "Team Grofvuil is geweest, 2 dagen na je melding."
    fn came(&self) -> String {
        self.after_report("mail-resolved-came")
    }

    /// "Team Grofvuil, 2 dagen na je melding", under the crew's words.
    fn quote_by(&self) -> String {
        self.after_report("mail-quote-by")
    }

    fn after_report(&self, key: &str) -> String {
        match &self.how_long {
            Some(length) => {
                self.lang.t2(&format!("{key}-after"), "team", self.team(), "length", length)
            }
            None => self.t1(key, "team", self.team()),
        }
    }

    fn team(&self) -> &str {
        self.team.as_deref().unwrap_or_else(|| self.t("mail-crew"))
    }

    fn state_in_capitals(&self) -> String {
        let (state, rest) = self.state.split_once([',', '،']).unwrap_or((&self.state, ""));
        let comma = &self.state[state.len()..self.state.len() - rest.len()];
        format!("{}{comma}{rest}", state.to_uppercase())
    }

    /// Whether looking again can help.
    fn is_ours(&self) -> bool {
        self.reason_code != "not_ours"
    }

    /// The crew writes Dutch.
    /// Whether the note is in a language that the reader did not choose.
    fn is_note_foreign(&self) -> bool {
        self.note_lang.tag() != self.lang.tag()
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
        self.t(if self.after { "mail-before" } else { "mail-your-photo" })
    }

    fn before_alt(&self) -> &'static str {
        self.t(if self.after { "mail-before-alt" } else { "mail-your-photo-alt" })
    }

    fn before_rest(&self) -> &str {
        &self.submitted_day
    }
}

/// A subject without the marks that keep directions apart: mailboxes show them as boxes.
pub(crate) fn plain(subject: &str) -> String {
    subject.replace(['\u{2068}', '\u{2069}'], "")
}

/// The link in the foot and in the header.
pub fn stop_url(public_url: &str, stop_token: &str) -> String {
    format!("{public_url}/berichten/stop/{stop_token}")
}

/// The key of the state in a word or two.
fn state(step: Step, facts: &Facts) -> &'static str {
    match step {
        Step::Received => "mail-received",
        Step::Progress if facts.status == "in_progress" => "mail-busy",
        Step::Progress | Step::Visit => "mail-planned",
        Step::Postponed => "mail-postponed",
        Step::Asked => "mail-asked",
        Step::Resolved => "mail-resolved",
        Step::NotResolved => "mail-not_resolved",
    }
}

/// The key of the title, of at most six words.
fn title(state: &str, facts: &Facts, category: &str, shows_after: bool) -> String {
    let is_waste = !matches!(category, "street_furniture_broken" | "other");
    let kind = match state {
        "mail-resolved" => match (is_waste, shows_after) {
            (true, true) => "-waste-photo",
            (true, false) => "-waste",
            (false, true) => "-photo",
            (false, false) => "",
        },
        "mail-not_resolved" if facts.reason == "already_gone" => "-gone",
        _ => "",
    };
    format!("{state}-title{kind}")
}

/// In Dutch the municipality's own name for the category, elsewhere ours.
fn what(lang: Lang, report: &Report, facts: &Facts) -> String {
    let name = given(&facts.category_name).filter(|_| lang == Lang::dutch());
    name.unwrap_or_else(|| lang.category(&report.category).label).to_owned()
}

/// "Team Grofvuil": a name that is only a kind of work would read as the rubbish itself.
fn team(lang: Lang, name: &str) -> String {
    let lower = name.to_lowercase();
    let says_so = ["team", "ploeg", "dienst"].iter().any(|word| lower.contains(word));
    if says_so { name.to_owned() } else { lang.t1("mail-team", "team", name) }
}

/// `None` when it took less than a minute: that needs no words.
fn how_long(lang: Lang, from: DateTime<Utc>, to: DateTime<Utc>) -> Option<String> {
    let minutes = (to - from).num_minutes();
    (minutes > 0).then(|| lang.length(minutes))
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
    PostponedHtml "mail/postponed.html"
    PostponedText "mail/postponed.txt"
    AskedHtml "mail/asked.html"
    AskedText "mail/asked.txt"
    ResolvedHtml "mail/resolved.html"
    ResolvedText "mail/resolved.txt"
    NotResolvedHtml "mail/not_resolved.html"
    NotResolvedText "mail/not_resolved.txt"
}

#[cfg(test)]
mod tests;
