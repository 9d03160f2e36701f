//! Closes an issue by a dispatcher, with words for whoever reported it.
//!
//! Residents get a mail when an issue ends, and a mail cannot be taken back. So it is noted first, and
//! happens when it can no longer be undone; until then the issue is on nobody's list and nobody
//! else can change it.

use chrono::{DateTime, Utc};
use platform::{outbox::Outbox, problem::FieldError};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use crate::{
    acts::{self, Before, By, Kind, UNDO_FOR},
    asking, change, issue_clock,
    lifecycle::{self, Deed},
    questions::checked_text,
    refused::{self, Refused},
    standard_text::Purpose,
    store::{
        closing::{self, Row},
        issues::{self, Issue},
        questions::EndedBy,
        standard_texts,
    },
};

/// Characters of the words for whoever reported it.
pub const TEXT_MAX: usize = 1000;

/// Why an issue can be closed that is not solved.
pub const REASONS: [&str; 3] = ["not_found", "already_gone", "not_ours"];

/// In the routing of a closed issue: nobody needs to do it any more.
const CLOSED: &str = "closed";

/// What a dispatcher decided, about the issue as they saw it.
#[derive(Clone, Debug)]
pub struct Decision<'a> {
    pub issue_id: Uuid,
    pub version: i64,
    /// `solved`, or one of [`REASONS`].
    pub outcome: &'a str,
    /// What residents read; may be empty.
    pub text: &'a str,
    pub by: By<'a>,
}

/// Notes that the issue closes, in half a minute.
pub async fn close(
    pool: &PgPool,
    decision: &Decision<'_>,
    now: DateTime<Utc>,
) -> Result<Issue, Refused> {
    let (is_solved, reason) = outcome(decision.outcome)?;
    let text = text(decision.text)?;
    let mut tx = pool.begin().await?;
    let issue = issues::lock(&mut tx, decision.issue_id).await?.ok_or(Refused::NotFound)?;
    refused::if_changed(&issue, decision.version, now)?;
    let words = standard_texts::words(&mut tx, Purpose::Closing, &issue.category, &text).await?;
    let row = Row {
        issue_id: issue.issue_id,
        is_solved,
        reason: reason.to_owned(),
        words,
        staff_id: decision.by.staff_id,
        staff_name: decision.by.name.to_owned(),
        closes_at: now + UNDO_FOR,
    };
    closing::add(&mut tx, &row).await?;
    let before = Before::of(&issue, &[]);
    acts::note(&mut tx, &issue, Kind::Closing, before, decision.by, now).await?;
    tx.commit().await?;
    Ok(issue)
}

fn outcome(outcome: &str) -> Result<(bool, &str), Refused> {
    if outcome == "solved" {
        return Ok((true, ""));
    }
    if REASONS.contains(&outcome) {
        return Ok((false, outcome));
    }
    Err(Refused::Invalid(FieldError::new("/outcome", "Kies waarom het klaar is.")))
}

fn text(text: &str) -> Result<String, Refused> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    checked_text(text, TEXT_MAX).map_err(|why| Refused::Invalid(FieldError::new("/text", why)))
}

/// Closes one issue whose time has come; `false` when there is none.
pub(crate) async fn one(
    pool: &PgPool,
    outbox: &Outbox,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let Some(issue_id) = closing::due(pool, now).await? else { return Ok(false) };
    let mut tx = pool.begin().await?;
    let issue = issues::lock(&mut tx, issue_id).await?;
    // Taken back, or done by somebody else at once.
    let Some(row) = closing::take(&mut tx, issue_id, now).await? else { return Ok(true) };
    if let Some(issue) = issue {
        end(&mut tx, outbox, issue, &row, now).await?;
    }
    outbox.commit(tx).await?;
    Ok(true)
}

/// Ends the issue, unless a crew was first.
async fn end(
    tx: &mut PgConnection,
    outbox: &Outbox,
    mut issue: Issue,
    row: &Row,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let deed = if row.is_solved { Deed::ClosedSolved } else { Deed::ClosedUnsolved };
    let Some(status) = lifecycle::next(issue.status, deed) else { return Ok(()) };
    let staff_name = Some(row.staff_name.as_str());
    issue_clock::resume(tx, &mut issue, EndedBy::Overtaken, staff_name, now).await?;
    let asked = asking::nobody(tx, &mut issue, CLOSED, now).await?;
    issue.status = status;
    issue.reason.clone_from(&row.reason);
    issue.words.clone_from(&row.words);
    issue.closed_at = Some(issue.changed_at);
    let why = (row.reason.as_str(), row.words.text.as_str());
    change::tell_asked(tx, outbox, &issue, asked, why, staff_name, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issue_closes_as_solved_or_for_a_reason_that_residents_can_read() {
        assert_eq!(outcome("solved").unwrap(), (true, ""));
        for reason in REASONS {
            assert_eq!(outcome(reason).unwrap(), (false, reason));
            assert!(!web::words::reason(reason).is_empty(), "{reason}");
        }
        assert!(outcome("").is_err() && outcome("withdrawn").is_err());
    }

    #[test]
    fn the_words_may_be_empty_and_not_too_long() {
        assert_eq!(text("  ").unwrap(), "");
        assert_eq!(text(" Opgehaald. ").unwrap(), "Opgehaald.");
        assert!(text(&"é".repeat(TEXT_MAX)).is_ok());
        assert!(text(&"é".repeat(TEXT_MAX + 1)).is_err());
    }
}
