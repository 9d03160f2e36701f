//! The page on which a resident follows a report, and the part of it that is fetched again at every change.

use std::{collections::BTreeMap, iter};

use askama::Template;
use chrono::{DateTime, Utc};
use platform::visit::Visit;
use web::words::{Category, State};
use web::{Lang, Page};

use super::{Answers, Photo, ToldStep};

/// `/melding/{id}`
#[derive(Debug, Template)]
#[template(path = "follow.html")]
pub struct FollowPage {
    pub page: Page,
    pub report: Follow,
}

/// `/melding/{id}/stand`: the changing part of [`FollowPage`] alone.
#[derive(Debug, Template)]
#[template(path = "follow_fragment.html")]
pub struct FollowFragment {
    pub page: Page,
    pub report: Follow,
}

/// Status of a report whose maker was asked something: no day is promised then.
const WAITING: &str = "waiting_for_reporter";

/// A report as its maker may see it.
#[derive(Debug, Clone)]
pub struct Follow {
    pub report_id: String,
    pub number: String,
    /// Code of the public status.
    pub status: String,
    /// Code of the reason, with status `not_resolved`.
    pub reason: Option<String>,
    /// When the status last changed.
    pub changed_at: DateTime<Utc>,
    /// Code of the category.
    pub category: String,
    /// Name of the buurt, when known.
    pub area: Option<String>,
    /// Name of the team, when known.
    pub team: Option<String>,
    pub expected_at: Option<DateTime<Utc>>,
    /// When the team comes, if that was agreed.
    pub visit: Option<Visit>,
    /// Until when the question that it waits for can be answered.
    pub answer_by: Option<DateTime<Utc>>,
    pub photos: Vec<Photo>,
    pub after_photos: Vec<Photo>,
    /// Oldest first.
    pub history: Vec<HistoryStep>,
    /// What its maker told later, and may still tell.
    pub answers: Answers,
}

/// One change of the public status.
#[derive(Debug, Clone)]
pub struct HistoryStep {
    pub at: DateTime<Utc>,
    pub status: String,
    /// Name of the team that had it then.
    pub team: Option<String>,
    /// When it would come, by what was known then.
    pub visit: Option<Visit>,
    /// What the crew or a dispatcher wrote for the resident; while it waits for them, the question.
    pub note: Option<Words>,
}

impl HistoryStep {
    /// What happened. `promised` is when the team would come by what was known before.
    fn sentence(&self, promised: Option<Visit>, page: &Page) -> String {
        match (self.visit, promised) {
            (Some(visit), promised) if promised != Some(visit) => {
                let day = page.lang.weekday_and_date(visit.from, page.now);
                page.lang.step_on_day(self.team.as_deref(), &day)
            }
            (None, Some(_)) if self.status == "routed" => page.t("step-postponed").to_owned(),
            _ => page.lang.step(&self.status, self.team.as_deref()),
        }
    }
}

/// Words of staff.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// In Dutch.
    pub text: String,
    /// By the tag of the language.
    pub in_others: BTreeMap<String, String>,
}

/// Words of staff as somebody reads them.
#[derive(Debug, Clone, Copy)]
pub struct Read<'a> {
    pub text: &'a str,
    /// Of what is read: the one of the page where the words have it, else Dutch.
    pub lang: Lang,
}

impl Words {
    /// The words in the language of the page, else in Dutch.
    fn read(&self, page: &Page) -> Read<'_> {
        match self.in_others.get(page.lang.tag()) {
            Some(text) => Read { text: text.trim(), lang: page.lang },
            None => Read { text: self.text.trim(), lang: Lang::dutch() },
        }
    }
}

/// One line of the timeline.
#[derive(Debug)]
pub struct Step<'a> {
    pub at: DateTime<Utc>,
    pub sentence: String,
    /// The resident's own words and photos of that moment.
    pub told: Option<&'a ToldStep>,
}

impl Follow {
    pub fn state(&self, page: &Page) -> State {
        page.lang.status(if self.is_withdrawn() { "withdrawn" } else { &self.status })
    }

    pub fn category(&self, page: &Page) -> Category {
        page.lang.category(&self.category)
    }

    /// Whether nobody asks for it any more.
    fn is_withdrawn(&self) -> bool {
        self.reason.as_deref() == Some("withdrawn") && self.status == "not_resolved"
    }

    /// What it is and where; once solved, what became of it.
    pub fn title(&self, page: &Page) -> String {
        if self.status == "resolved" {
            return page.lang.solved(&self.category).to_owned();
        }
        page.lang.in_area(self.category(page).label, self.area.as_deref())
    }

    /// Why it ended without a solution, as a sentence.
    pub fn why(&self, page: &Page) -> Option<&'static str> {
        let reason = self.reason.as_deref().unwrap_or_default();
        (self.status == "not_resolved").then(|| page.lang.reason(reason))
    }

    /// The promised day, as long as it still is a promise.
    pub fn expected(&self, now: &DateTime<Utc>) -> Option<&DateTime<Utc>> {
        let day = self.expected_at.as_ref().filter(|day| *day >= now);
        day.filter(|_| !self.is_over() && self.status != WAITING)
    }

    /// The time that was agreed, in words, as long as it still is a promise.
    pub fn agreed(&self, page: &Page) -> Option<String> {
        self.expected(&page.now)?;
        self.visit.map(|visit| page.lang.between(visit.from, visit.until, page.now))
    }

    /// Whether the promised day went by.
    pub fn is_late(&self, now: &DateTime<Utc>) -> bool {
        let is_going_on = !self.is_over() && self.status != WAITING;
        is_going_on && self.expected_at.as_ref().is_some_and(|day| day < now)
    }

    pub fn is_over(&self) -> bool {
        matches!(self.status.as_str(), "resolved" | "not_resolved")
    }

    /// The last words of a crew, and which crew that was.
    pub fn crew_note(&self, page: &Page) -> Option<(Read<'_>, Option<&str>)> {
        let is_told = |step: &&HistoryStep| step.note.is_some() && step.status != WAITING;
        let last = self.history.iter().rev().find(is_told)?;
        let note = last.note.as_ref()?.read(page);
        (!note.text.is_empty()).then_some((note, last.team.as_deref()))
    }

    /// The question to whoever reported it, and until when it can be answered.
    pub fn question(&self, page: &Page) -> Option<(Read<'_>, &DateTime<Utc>)> {
        let asked = self.history.last().filter(|step| step.status == WAITING)?;
        asked.note.as_ref().map(|note| note.read(page)).zip(self.answer_by.as_ref())
    }

    /// The timeline, newest first: what became of the report, and what its maker told meanwhile.
    pub fn steps(&self, page: &Page) -> Vec<Step<'_>> {
        let before = iter::once(None).chain(self.history.iter().map(Some));
        let said = before.zip(&self.history).map(|(before, step)| Step {
            at: step.at,
            sentence: step.sentence(before.and_then(|before| before.visit), page),
            told: None,
        });
        let mut steps: Vec<_> = said.collect();
        steps.reverse();
        for told in &self.answers.told {
            let key = if told.is_still_there { "answer-told-still" } else { "answer-told-more" };
            let place = steps.iter().position(|step| step.at <= told.at).unwrap_or(steps.len());
            let sentence = page.t(key).to_owned();
            steps.insert(place, Step { at: told.at, sentence, told: Some(told) });
        }
        steps
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use web::Lang;

    use super::*;

    fn page() -> Page {
        Page::resident(&Arc::default(), "/", Lang::dutch(), DateTime::UNIX_EPOCH)
    }

    fn words(text: &str) -> Words {
        Words { text: text.to_owned(), in_others: BTreeMap::new() }
    }

    #[test]
    fn words_are_read_in_the_language_of_the_page_where_they_have_it() {
        let words = Words {
            text: "Opgehaald.".to_owned(),
            in_others: BTreeMap::from([("ar".to_owned(), "تم أخذه.".to_owned())]),
        };
        let read = |tag| {
            let lang = Lang::tagged(tag).unwrap();
            let page = Page::resident(&Arc::default(), "/", lang, DateTime::UNIX_EPOCH);
            let read = words.read(&page);
            (read.text.to_owned(), read.lang.tag())
        };

        assert_eq!(read("ar"), ("تم أخذه.".to_owned(), "ar"));
        assert_eq!(read("nl"), ("Opgehaald.".to_owned(), "nl"));
        assert_eq!(read("pl"), ("Opgehaald.".to_owned(), "nl"));
    }

    fn report(status: &str) -> Follow {
        let at = DateTime::UNIX_EPOCH;
        let step = |status: &str, note: Option<&str>| HistoryStep {
            at,
            status: status.to_owned(),
            team: (status != "received").then(|| "Grofvuil".to_owned()),
            visit: None,
            note: note.map(words),
        };
        Follow {
            report_id: "1".to_owned(),
            number: "LD-4F7K-29".to_owned(),
            status: status.to_owned(),
            reason: Some("already_gone".to_owned()),
            changed_at: at,
            category: "bulky_waste".to_owned(),
            area: None,
            team: Some("Grofvuil".to_owned()),
            expected_at: Some(at),
            visit: None,
            answer_by: None,
            photos: vec![],
            after_photos: vec![],
            history: vec![step("received", None), step("routed", Some(" ")), step(status, None)],
            answers: Answers::default(),
        }
    }

    #[test]
    fn a_promise_ends_when_the_work_is_over() {
        let now = &DateTime::UNIX_EPOCH;
        assert!(report("planned").expected(now).is_some());
        assert!(report("resolved").expected(now).is_none());
        assert!(report("not_resolved").expected(now).is_none());
    }

    #[test]
    fn a_promise_that_was_not_kept_is_said_to_be_late() {
        let later = &(DateTime::UNIX_EPOCH + chrono::TimeDelta::days(1));
        assert!(report("planned").expected(later).is_none());
        assert!(report("planned").is_late(later));
        assert!(!report("resolved").is_late(later));
        assert!(!report("planned").is_late(&DateTime::UNIX_EPOCH));
    }

    #[test]
    fn a_day_that_was_agreed_is_told_and_so_is_that_it_does_not_hold() {
        let now = DateTime::UNIX_EPOCH;
        let hours = |hours| now + chrono::TimeDelta::hours(hours);
        let visit = Some(Visit { from: hours(31), until: hours(34) });
        let agreed = Follow { visit, expected_at: Some(hours(34)), ..report("planned") };
        let tuesday = "vrijdag 2 januari";
        assert_eq!(
            agreed.agreed(&page()).unwrap().replace(['\u{2068}', '\u{2069}'], ""),
            format!("{tuesday} tussen 08.00 en 11.00 uur")
        );
        let over = Follow { expected_at: Some(hours(-1)), ..agreed.clone() };
        assert_eq!(over.agreed(&page()), None);

        let mut report = report("in_progress");
        let with = |status: &str, visit| HistoryStep {
            status: status.to_owned(),
            visit,
            ..report.history[1].clone()
        };
        report.history = vec![
            with("routed", None),
            with("planned", visit),
            with("routed", None),
            with("planned", visit),
            with("in_progress", visit),
        ];
        let page = page();
        let steps = report.steps(&page).into_iter().map(|step| step.sentence);
        let expected = [
            "Grofvuil is bezig".to_owned(),
            format!("Grofvuil komt {tuesday}"),
            "De afgesproken dag gaat niet door".to_owned(),
            format!("Grofvuil komt {tuesday}"),
            "Je melding ligt bij Grofvuil".to_owned(),
        ];
        let plain = |text: String| text.replace(['\u{2068}', '\u{2069}'], "");
        assert_eq!(steps.map(plain).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn each_step_names_the_team_that_had_it_then() {
        let mut report = report("planned");
        report.history[1].team = Some("Wijkteam".to_owned());
        report.history[1].note = Some(words("Te groot voor ons"));

        let sentences: Vec<_> =
            report.steps(&page()).into_iter().map(|step| step.sentence).collect();

        assert_eq!(sentences[..2], ["Grofvuil komt langs", "Je melding ligt bij Wijkteam"]);
        let (note, team) = report.crew_note(&page()).unwrap();
        assert_eq!(
            (note.text, note.lang.tag(), team),
            ("Te groot voor ons", "nl", Some("Wijkteam"))
        );
    }

    #[test]
    fn a_reason_is_only_given_when_it_was_not_solved() {
        assert!(report("resolved").why(&page()).is_none());
        assert!(report("not_resolved").why(&page()).is_some_and(|why| why.contains("al weg")));
    }

    #[test]
    fn the_timeline_begins_with_the_newest_step() {
        let (report, page) = (report("planned"), page());
        let steps = report.steps(&page);

        assert_eq!(steps.first().map(|step| step.sentence.as_str()), Some("Grofvuil komt langs"));
        assert_eq!(steps.len(), 3);
    }

    #[test]
    fn what_was_told_later_stands_in_the_timeline_at_its_time() {
        let at = |hours| DateTime::UNIX_EPOCH + chrono::TimeDelta::hours(hours);
        let told = |hours, is_still_there| ToldStep {
            is_still_there,
            text: "Nog een zak".to_owned(),
            photos: vec![],
            at: at(hours),
        };
        let mut report = report("resolved");
        for (step, hours) in report.history.iter_mut().zip([0, 2, 4]) {
            step.at = at(hours);
        }
        report.answers.told = vec![told(1, false), told(4, true), told(5, false)];

        let page = page();
        let steps: Vec<_> =
            report.steps(&page).iter().map(|it| (it.at, it.told.is_some())).collect();

        let expected = [(5, true), (4, true), (4, false), (2, false), (1, true), (0, false)];
        assert_eq!(steps, expected.map(|(hours, is_told)| (at(hours), is_told)));
    }

    #[test]
    fn an_empty_note_is_no_quote() {
        assert_eq!(report("planned").crew_note(&page()).map(|(note, _)| note.text), None);
    }
}
