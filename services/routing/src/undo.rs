//! Takes back what a dispatcher did, for half a minute and as long as nobody built on it.
//!
//! What crews and residents heard meanwhile is not unsaid: they get what it is now. A team whose work
//! was taken away is asked anew.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use platform::outbox::Outbox;
use proto::v1::IssueRouted;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use crate::{
    acts::{Before, By, Kind, UNDO_FOR},
    asking, assign, change, join,
    lifecycle::{self, Status},
    on_report, questions,
    refused::{self, Refused},
    standard_text::Words,
    store::{
        acts::{self, Act},
        closing,
        issues::{self, Issue},
        joining,
        questions::EndedBy,
        staff_notes, works as stored,
    },
    works,
};

/// The word in the history.
pub(crate) const UNDONE: &str = "undone";

/// What became of one act.
#[derive(Debug)]
pub struct Undone {
    pub issue_id: Uuid,
    pub number: String,
    /// Why not, in words for who wanted it.
    pub result: Result<(), String>,
}

/// Takes back what was done together; each on its own, so that what can be taken back is.
///
/// # Errors
///
/// [`Refused::NotFound`] when `by` did no such thing.
pub async fn undo(
    pool: &PgPool,
    outbox: &Outbox,
    batch_id: Uuid,
    by: By<'_>,
    now: DateTime<Utc>,
) -> Result<Vec<Undone>, Refused> {
    let acts = acts::of_batch(pool, batch_id).await?;
    if acts.is_empty() || acts.iter().any(|act| act.staff_id != by.staff_id) {
        return Err(Refused::NotFound);
    }
    let mut undone = Vec::with_capacity(acts.len());
    // Of one issue the acts of a batch build on each other: the last goes back first.
    let mut versions: HashMap<Uuid, i64> = HashMap::new();
    for act in acts {
        let version = versions.get(&act.issue_id).copied().unwrap_or(act.version);
        let mut tx = pool.begin().await?;
        let issue = issues::lock(&mut tx, act.issue_id).await?.ok_or(Refused::NotFound)?;
        let number = refused::number(&issue).to_owned();
        let result = one(&mut tx, outbox, issue, &act, version, by, now).await;
        let result = match result {
            Ok(version) => {
                outbox.commit(tx).await?;
                versions.insert(act.issue_id, version);
                Ok(())
            }
            Err(Refused::Conflict(why)) => Err(why),
            Err(Refused::Database(error)) => return Err(error.into()),
            Err(_) => Err(format!("{number} kan niet meer terug.")),
        };
        undone.push(Undone { issue_id: act.issue_id, number, result });
    }
    Ok(undone)
}

/// Takes the act back; gives the version of its issue after that.
async fn one(
    tx: &mut PgConnection,
    outbox: &Outbox,
    issue: Issue,
    act: &Act,
    version: i64,
    by: By<'_>,
    now: DateTime<Utc>,
) -> Result<i64, Refused> {
    let number = refused::number(&issue).to_owned();
    let too_late = || Refused::Conflict(format!("{number} kan niet meer terug: het is te laat."));
    if now - act.done_at > UNDO_FOR {
        return Err(too_late());
    }
    // A closing that is still to come changed nothing yet, and a note never does, so a crew's step
    // meanwhile is not built on it.
    let is_beside = matches!(act.kind, Kind::Closing | Kind::Noted);
    if issue.version != version && !is_beside {
        let why = "kan niet meer terug: er is intussen iets mee gebeurd.";
        return Err(Refused::Conflict(format!("{number} {why}")));
    }
    if !acts::undo(tx, act.issue_act_id, now).await? {
        return Err(Refused::Conflict(format!("{number} is al teruggedraaid.")));
    }
    let before = &act.before.0;
    match act.kind {
        Kind::Closing => {
            if !closing::take_back(tx, issue.issue_id).await? {
                return Err(too_late());
            }
            Ok(issue.version)
        }
        Kind::Asked => {
            let ended_by = EndedBy::TakenBack;
            let issue = questions::go_on(outbox, tx, issue, ended_by, Some(by.name), now).await?;
            Ok(issue.version)
        }
        Kind::Assigned => {
            refused::if_ended(&issue, now)?;
            let issue = go_back(tx, outbox, issue, before, by, now).await?;
            Ok(issue.version)
        }
        Kind::Noted => {
            let note = before.other.ok_or(Refused::NotFound)?;
            if !staff_notes::remove(tx, note).await? {
                return Err(too_late());
            }
            Ok(issue.version)
        }
        Kind::Joined => apart(tx, outbox, issue, before, by, now).await,
        Kind::Split => {
            let opened = before.other.ok_or(Refused::NotFound)?;
            let opened = issues::lock(tx, opened).await?.ok_or(Refused::NotFound)?;
            refused::if_ended(&opened, now)?;
            Ok(join::one(tx, outbox, issue, opened, by, now).await?.version)
        }
    }
}

/// Makes the reports that were joined an issue of their own again, the one that they were.
async fn apart(
    tx: &mut PgConnection,
    outbox: &Outbox,
    mut issue: Issue,
    before: &Before,
    by: By<'_>,
    now: DateTime<Utc>,
) -> Result<i64, Refused> {
    refused::if_ended(&issue, now)?;
    let other = before.other.ok_or(Refused::NotFound)?;
    let mut other = issues::lock(tx, other).await?.ok_or(Refused::NotFound)?;
    let ids = (issue.issue_id, other.issue_id);
    let moved = joining::move_back(tx, &before.report_ids, ids).await?;
    other.photo_ids.clear();
    for report_id in &before.report_ids {
        let Some(reported) = joining::reported(tx, *report_id).await? else { continue };
        if moved.contains(report_id) {
            joining::take_pictures(&mut issue, &reported);
            joining::add_pictures(&mut other, &reported);
        }
    }
    issues::read_reports(tx, &mut issue).await?;
    change::tell(tx, outbox, &mut issue, (UNDONE, ""), Some(by.name), now).await?;

    issues::read_reports(tx, &mut other).await?;
    // Whoever follows a report by version takes this for the newest.
    other.version = other.version.max(issue.version);
    other.closed_at = None;
    other.joined_into = None;
    other.reason.clear();
    say_again(tx, &mut other).await?;
    go_back(tx, outbox, other, before, by, now).await?;
    Ok(issue.version)
}

/// Gives the issue the words of its first report again.
async fn say_again(tx: &mut PgConnection, issue: &mut Issue) -> Result<(), Refused> {
    let Some(first) = issue.report_ids.first() else { return Ok(()) };
    if let Some(reported) = joining::reported(tx, *first).await? {
        issue.location_text.clone_from(&reported.location_text);
        issue.description = on_report::told_to_crew(tx, &issue.category, &reported).await?;
        issues::set_words(tx, issue).await?;
    }
    Ok(())
}

/// Asks the work as it was asked before, and tells everybody.
async fn go_back(
    tx: &mut PgConnection,
    outbox: &Outbox,
    mut issue: Issue,
    before: &Before,
    by: By<'_>,
    now: DateTime<Utc>,
) -> Result<Issue, Refused> {
    let events = ask_again(tx, &mut issue, before, now).await?;
    let all = stored::of(&mut *tx, issue.issue_id).await?;
    asking::show(&mut issue, &all);
    if issue.team_key.is_none() && issue.triage_reason.is_empty() {
        issue.triage_reason.clone_from(&before.triage_reason);
    }
    issue.status = status(before.status, &all);
    issue.words = Words::default();
    if events.is_empty() {
        change::tell(tx, outbox, &mut issue, (UNDONE, ""), Some(by.name), now).await?;
        return Ok(issue);
    }
    for event in events {
        outbox.enqueue(tx, &event, now).await?;
    }
    change::keep(tx, outbox, &issue, (UNDONE, ""), Some(by.name), now).await?;
    Ok(issue)
}

/// What is asked since goes; what was asked before is asked anew.
async fn ask_again(
    tx: &mut PgConnection,
    issue: &mut Issue,
    before: &Before,
    now: DateTime<Utc>,
) -> Result<Vec<IssueRouted>, Refused> {
    let mut events = Vec::new();
    let all = stored::of(&mut *tx, issue.issue_id).await?;
    let is_over = |version: i64| all.iter().any(|it| it.issue_version == version && it.is_over);
    let ended: Vec<_> =
        before.ended.iter().filter(|work| is_over(work.issue_version)).cloned().collect();
    let finished = ended.iter().filter(|work| !work.was_unfinished);
    let finished: Vec<_> = finished.map(|work| work.issue_version).collect();
    for work in all.iter().filter(|it| !it.is_over && it.issue_version > before.version) {
        events.push(asking::without(tx, issue, work.issue_version, now).await?);
    }
    stored::revive(tx, issue.issue_id, &finished).await?;
    for work in ended.iter().filter(|work| work.was_unfinished) {
        let team = assign::team(tx, &work.team_key).await?;
        events.push(asking::besides(tx, issue, &team, now).await?);
    }
    Ok(events)
}

/// The state of an issue whose work is asked as before, anew.
fn status(before: Status, all: &[works::Work]) -> Status {
    let base = match before {
        Status::Received | Status::Reopened => before,
        _ => Status::Routed,
    };
    works::deed(all).and_then(|deed| lifecycle::next(base, deed)).unwrap_or(base)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::works::tests::work;

    #[test]
    fn an_issue_goes_back_to_where_its_work_is() {
        assert_eq!(status(Status::Received, &[]), Status::Received);
        assert_eq!(status(Status::InProgress, &[work(5, "t", "open", "")]), Status::Routed);
        assert_eq!(status(Status::Reopened, &[work(5, "t", "open", "")]), Status::Reopened);
        let two = [work(2, "a", "in_progress", ""), work(5, "b", "open", "")];
        assert_eq!(status(Status::InProgress, &two), Status::InProgress);
        let given_back = [work(2, "a", "refused", "other_team")];
        assert_eq!(status(Status::Routed, &given_back), Status::Routed);
    }
}
