//! Whom the work of an issue is asked of: of one team alone, of one more, or no longer of one.
//!
//! Each change of it takes two versions of the issue: the one that asks, by which the work order is
//! known, and the state that follows.

use chrono::{DateTime, Utc};
use proto::v1;
use sqlx::PgConnection;

use crate::{
    announce,
    store::{catalogue::Team, issues::Issue, works as store},
    works::{self, Work},
};

/// Asks the team alone; whoever was asked before has nothing to do any more.
///
/// The caller has locked the issue, and stores and announces it with the routing that this gives.
pub(crate) async fn only(
    tx: &mut PgConnection,
    issue: &mut Issue,
    team: &Team,
    now: DateTime<Utc>,
) -> sqlx::Result<v1::IssueRouted> {
    change(tx, issue, Some(team), |_| false, now).await
}

/// Asks nobody any more, for the reason that the routing gives.
pub(crate) async fn nobody(
    tx: &mut PgConnection,
    issue: &mut Issue,
    why: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<v1::IssueRouted> {
    let asked = change(tx, issue, None, |_| false, now).await?;
    Ok(v1::IssueRouted { triage_reason: why.to_owned(), ..asked })
}

/// Asks the team as well. Whoever gave it back is replaced by it.
pub(crate) async fn also(
    tx: &mut PgConnection,
    issue: &mut Issue,
    team: &Team,
    now: DateTime<Utc>,
) -> sqlx::Result<v1::IssueRouted> {
    change(tx, issue, Some(team), |work| work.given_back().is_none(), now).await
}

/// Asks the team as well, whatever the others are doing.
pub(crate) async fn besides(
    tx: &mut PgConnection,
    issue: &mut Issue,
    team: &Team,
    now: DateTime<Utc>,
) -> sqlx::Result<v1::IssueRouted> {
    change(tx, issue, Some(team), |_| true, now).await
}

/// No longer asks for the work that the version asked for.
pub(crate) async fn without(
    tx: &mut PgConnection,
    issue: &mut Issue,
    issue_version: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<v1::IssueRouted> {
    change(tx, issue, None, |work| work.issue_version != issue_version, now).await
}

/// Ends all work that does not stay, and asks the team.
async fn change(
    tx: &mut PgConnection,
    issue: &mut Issue,
    team: Option<&Team>,
    stays: impl Fn(&Work) -> bool,
    now: DateTime<Utc>,
) -> sqlx::Result<v1::IssueRouted> {
    let mut all = store::of(&mut *tx, issue.issue_id).await?;
    for work in all.iter_mut().filter(|work| !work.is_over) {
        if !stays(work) {
            work.is_over = true;
            store::put(tx, issue.issue_id, work).await?;
        }
    }
    let keeps = works::unfinished(&all);
    issue.routed_version = issue.version + 1;
    issue.version = issue.routed_version + 1;
    issue.changed_at = issue.changed_at.max(now);
    if let Some(team) = team {
        let work = asked(issue.routed_version, team, issue.changed_at);
        store::put(tx, issue.issue_id, &work).await?;
        all.push(work);
    }
    show(issue, &all);
    let team = team.map(|it| v1::Team { key: it.team_key.clone(), name: it.name.clone() });
    let keeps = keeps.into_iter().map(i64::cast_unsigned).collect();
    Ok(v1::IssueRouted { team, keeps, ..announce::issue_routed(issue) })
}

/// Shows the issue with the team that has something to do and when that comes, and says why it waits for a dispatcher.
pub(crate) fn show(issue: &mut Issue, all: &[Work]) {
    let lead = works::lead(all);
    issue.team_key = lead.map(|work| work.team_key.clone());
    issue.team_name = lead.map(|work| work.team_name.clone());
    issue.visit = lead.and_then(Work::expected_visit);
    let why = works::waits_for(all).map_or("", |reason| reason.as_str());
    why.clone_into(&mut issue.triage_reason);
}

/// Work that nobody took up yet.
pub(crate) fn asked(issue_version: i64, team: &Team, at: DateTime<Utc>) -> Work {
    Work {
        issue_version,
        team_key: team.team_key.clone(),
        team_name: team.name.clone(),
        work_order_id: None,
        order_version: 0,
        status: "open".to_owned(),
        reason: String::new(),
        note: String::new(),
        after_photo_ids: Vec::new(),
        changed_at: at,
        visit: None,
        is_over: false,
    }
}
