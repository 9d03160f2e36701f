//! Questions to whoever reported an issue, by a dispatcher. While one is open the issue waits and
//! its clock stands still; an answer, the crew, a dispatcher or time ends it.

use chrono::{DateTime, Utc};
use platform::{outbox::Outbox, problem::FieldError};
use sqlx::{PgConnection, PgPool, types::Json};
use uuid::Uuid;

use crate::{
    acts::{self, Before, By, Kind},
    change, issue_clock,
    lifecycle::Deed,
    refused::{self, Refused},
    service_level::{self, Level, Unit},
    standard_text::{Purpose, Words},
    store::{
        clock::{self, Tick},
        issues::{self, Issue, OpenQuestion},
        questions::{self, EndedBy},
        service_level as kept, standard_texts,
    },
};

/// How long we wait for an answer.
pub const ANSWER_TERM: Level = Level { amount: 5, unit: Unit::WorkingDays };

/// Characters of a question: what fits on the screen of a phone.
pub const QUESTION_MAX: usize = 500;

/// The word for it in the history of the issue.
pub const ASKED: &str = "asked";

/// What a dispatcher wants to know, about the issue as they saw it.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    pub issue_id: Uuid,
    pub version: i64,
    pub text: &'a str,
    pub by: By<'a>,
}

/// The question without what surrounds it; fails with what a dispatcher reads.
pub fn checked(text: &str) -> Result<String, &'static str> {
    if text.trim().is_empty() {
        return Err("Schrijf wat je wilt weten.");
    }
    if text.trim().chars().count() > QUESTION_MAX {
        return Err("De vraag is te lang: hij mag 500 tekens zijn.");
    }
    checked_text(text, QUESTION_MAX)
}

/// Words for residents without what surrounds them, at most `max` characters.
pub(crate) fn checked_text(text: &str, max: usize) -> Result<String, &'static str> {
    let text = text.replace("\r\n", "\n").trim().to_owned();
    let is_readable = |letter: char| letter == '\n' || !letter.is_control();
    if text.chars().count() > max {
        Err("De tekst is te lang voor een telefoon. Maak hem korter.")
    } else if !text.chars().all(is_readable) {
        Err("De tekst bevat tekens die niemand kan lezen.")
    } else {
        Ok(text)
    }
}

/// Why the issue cannot be asked about now, when somebody was first.
fn conflict(issue: &Issue) -> Option<String> {
    let Json(question) = issue.question.as_ref().filter(|_| issue.closed_at.is_none())?;
    Some(format!(
        "{} heeft over {} al iets gevraagd: “{}”. Jouw vraag is niet gesteld.",
        question.staff_name,
        refused::number(issue),
        question.text
    ))
}

/// Asks, and lets the issue wait.
pub async fn ask(
    pool: &PgPool,
    outbox: &Outbox,
    asked: &Asked<'_>,
    now: DateTime<Utc>,
) -> Result<Issue, Refused> {
    let text =
        checked(asked.text).map_err(|why| Refused::Invalid(FieldError::new("/question", why)))?;
    let mut tx = pool.begin().await?;
    let mut issue = issues::lock(&mut tx, asked.issue_id).await?.ok_or(Refused::NotFound)?;
    if let Some(conflict) = conflict(&issue) {
        return Err(Refused::Conflict(conflict));
    }
    refused::if_changed(&issue, asked.version, now)?;
    let status = refused::next(&issue, Deed::Asked)?;
    let before = Before::of(&issue, &[]);
    let kept = kept::kept(&mut tx).await?;
    let question = OpenQuestion {
        text: text.clone(),
        staff_name: asked.by.name.to_owned(),
        asked_at: now,
        answer_by: service_level::due_at(&kept.calendar, now, ANSWER_TERM, &[]),
    };
    questions::ask(&mut tx, issue.issue_id, &question, issue.status).await?;
    issue.question = Some(Json(question));
    issue.status = status;
    issue.words = standard_texts::words(&mut tx, Purpose::Asking, &issue.category, &text).await?;
    let due_at = issue.clock.due_at;
    let staff_name = Some(asked.by.name);
    clock::note(&mut tx, issue.issue_id, Tick::Paused, due_at, staff_name, now).await?;
    change::tell(&mut tx, outbox, &mut issue, (ASKED, &text), staff_name, now).await?;
    acts::note(&mut tx, &issue, Kind::Asked, before, asked.by, now).await?;
    outbox.commit(tx).await?;
    Ok(issue)
}

/// Takes the open question back: the dispatcher knows enough.
pub async fn take_back(
    pool: &PgPool,
    outbox: &Outbox,
    issue_id: Uuid,
    staff_name: &str,
    now: DateTime<Utc>,
) -> Result<Issue, Refused> {
    let mut tx = pool.begin().await?;
    let issue = issues::lock(&mut tx, issue_id).await?.ok_or(Refused::NotFound)?;
    if issue.question.is_none() {
        let number = refused::number(&issue);
        return Err(Refused::Conflict(format!("{number} wacht niet meer op een antwoord.")));
    }
    let ended_by = EndedBy::TakenBack;
    let issue = go_on(outbox, &mut tx, issue, ended_by, Some(staff_name), now).await?;
    outbox.commit(tx).await?;
    Ok(issue)
}

/// Lets an issue go on whose question has come to its end.
pub(crate) async fn go_on(
    outbox: &Outbox,
    tx: &mut PgConnection,
    mut issue: Issue,
    ended_by: EndedBy,
    staff_name: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<Issue> {
    let before = issue_clock::resume(tx, &mut issue, ended_by, staff_name, now).await?;
    if let Some(before) = before {
        issue.status = before;
        issue.words = Words::default();
        change::tell(tx, outbox, &mut issue, (ended_by.as_str(), ""), staff_name, now).await?;
    }
    Ok(issue)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::issues::sample;

    fn asked() -> OpenQuestion {
        OpenQuestion {
            text: "Staat hij er nog?".to_owned(),
            staff_name: "Meldkamer 2".to_owned(),
            asked_at: DateTime::UNIX_EPOCH,
            answer_by: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_question_is_something_that_can_be_read_and_is_not_too_long() {
        assert_eq!(checked("  Waar staat de kast?\r\n").as_deref(), Ok("Waar staat de kast?"));
        assert!(checked(" \n").is_err() && checked("a\u{0}b").is_err());
        assert!(checked(&"é".repeat(QUESTION_MAX)).is_ok());
        assert!(checked(&"é".repeat(QUESTION_MAX + 1)).is_err());
    }

    #[test]
    fn a_second_question_does_not_take_the_place_of_the_first() {
        assert_eq!(conflict(&sample()), None);

        let waiting = Issue { question: Some(Json(asked())), ..sample() };
        let why = conflict(&waiting).unwrap();
        assert!(why.contains("Meldkamer 2") && why.contains("Staat hij er nog?"));
    }
}
