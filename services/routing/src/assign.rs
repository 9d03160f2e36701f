//! Gives an issue to a team, or to one more, by a dispatcher.

use chrono::{DateTime, Utc};
use platform::outbox::Outbox;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use crate::{
    acts::{self, Before, By, Kind},
    asking, change, issue_clock,
    lifecycle::{self, Deed},
    refused::{self, Refused},
    rules::TriageReason,
    standard_text::Words,
    store::{
        catalogue::{self, Team},
        issues::{self, Issue},
        questions::EndedBy,
        works,
    },
    works::{TEAMS_MAX, Work},
};

/// Whether others keep what they were asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum How {
    /// The team does it, and nobody else.
    Only,
    /// The team does something besides the others.
    Also,
}

/// What a dispatcher decided, about the issue as they saw it.
#[derive(Clone, Debug)]
pub struct Decision<'a> {
    pub issue_id: Uuid,
    pub team_key: &'a str,
    pub how: How,
    /// Version of the issue that they looked at.
    pub version: i64,
    pub by: By<'a>,
}

/// Gives the issue to the team and asks it for the work.
pub async fn assign(
    pool: &PgPool,
    outbox: &Outbox,
    decision: &Decision<'_>,
    now: DateTime<Utc>,
) -> Result<Issue, Refused> {
    let mut tx = pool.begin().await?;
    let team = team(&mut tx, decision.team_key).await?;
    let issue = issues::lock(&mut tx, decision.issue_id).await?.ok_or(Refused::NotFound)?;
    let all = works::of(&mut *tx, issue.issue_id).await?;
    if let Some(conflict) = conflict(&issue, &all, &team, decision.how) {
        return Err(Refused::Conflict(conflict));
    }
    refused::if_changed(&issue, decision.version, now)?;
    let before = Before::of(&issue, &all);
    let mut issue = issue;
    let staff_name = Some(decision.by.name);
    issue_clock::resume(&mut tx, &mut issue, EndedBy::Overtaken, staff_name, now).await?;
    let asked = match decision.how {
        How::Only => asking::only(&mut tx, &mut issue, &team, now).await?,
        How::Also => asking::also(&mut tx, &mut issue, &team, now).await?,
    };
    follow(&mut issue, decision.how, &works::of(&mut *tx, decision.issue_id).await?);
    let reason = if decision.how == How::Also { ALSO } else { "" };
    let note = if decision.how == How::Also { team.name.as_str() } else { "" };
    change::tell_asked(&mut tx, outbox, &issue, asked, (reason, note), staff_name, now).await?;
    acts::note(&mut tx, &issue, Kind::Assigned, before, decision.by, now).await?;
    outbox.commit(tx).await?;
    Ok(issue)
}

/// Takes the work back from the team. Without another team the issue waits for a dispatcher again.
pub async fn take_back(
    pool: &PgPool,
    outbox: &Outbox,
    (issue_id, team_key): (Uuid, &str),
    by: By<'_>,
    now: DateTime<Utc>,
) -> Result<Issue, Refused> {
    let mut tx = pool.begin().await?;
    let mut issue = issues::lock(&mut tx, issue_id).await?.ok_or(Refused::NotFound)?;
    refused::if_ended(&issue, now)?;
    let all = works::of(&mut *tx, issue_id).await?;
    let has_it = |work: &&Work| work.is_unfinished() && work.team_key == team_key;
    let Some(work) = all.iter().find(has_it) else {
        let number = refused::number(&issue);
        return Err(Refused::Conflict(format!("{number} ligt niet meer bij dit team.")));
    };
    let before = Before::of(&issue, &all);
    let name = work.team_name.clone();
    let mut asked = asking::without(&mut tx, &mut issue, work.issue_version, now).await?;
    let left = works::of(&mut *tx, issue_id).await?;
    if let Some(deed) = crate::works::deed(&left) {
        // The issue is as far as the others are.
        issue.status = lifecycle::next(issue.status, deed).unwrap_or(issue.status);
    } else {
        issue.status = lifecycle::next(issue.status, Deed::GivenBack).unwrap_or(issue.status);
        TriageReason::TakenBack.as_str().clone_into(&mut issue.triage_reason);
        asked.triage_reason.clone_from(&issue.triage_reason);
    }
    let why = (NO_LONGER, name.as_str());
    change::tell_asked(&mut tx, outbox, &issue, asked, why, Some(by.name), now).await?;
    acts::note(&mut tx, &issue, Kind::Assigned, before, by, now).await?;
    outbox.commit(tx).await?;
    Ok(issue)
}

/// The word in the history for a team that is no longer asked; the note names it.
pub(crate) const NO_LONGER: &str = "no_longer_assigned";

/// The word in the history for a team besides others; the note names it.
pub(crate) const ALSO: &str = "also_assigned";

/// The team of the key.
pub(crate) async fn team(tx: &mut PgConnection, team_key: &str) -> Result<Team, Refused> {
    let teams = catalogue::teams(tx).await?;
    teams.into_iter().find(|team| team.team_key == team_key).ok_or(Refused::UnknownTeam)
}

/// The state of an issue whose work was just asked: of one team alone it begins again.
fn follow(issue: &mut Issue, how: How, all: &[Work]) {
    let begins = Deed::Assigned;
    let deed = match how {
        How::Only => begins,
        How::Also => crate::works::deed(all).unwrap_or(begins),
    };
    let status = lifecycle::next(issue.status, begins);
    let status = status.and_then(|routed| lifecycle::next(routed, deed));
    issue.status = status.unwrap_or(issue.status);
    issue.words = Words::default();
}

/// How it is now, when the team cannot be asked.
fn conflict(issue: &Issue, all: &[Work], team: &Team, how: How) -> Option<String> {
    if issue.closed_at.is_some() {
        return None;
    }
    let number = refused::number(issue);
    let unfinished: Vec<_> = all.iter().filter(|work| work.is_unfinished()).collect();
    let has_it = unfinished.iter().any(|work| work.team_key == team.team_key);
    let is_alone = unfinished.len() == 1;
    if has_it && (is_alone || how == How::Also) {
        return Some(format!("{number} ligt al bij {}. Er is niets veranderd.", team.name));
    }
    (how == How::Also && unfinished.len() >= TEAMS_MAX)
        .then(|| format!("{number} ligt al bij {TEAMS_MAX} teams. Er is niets veranderd."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lifecycle::Status, store::issues::sample, works::tests::work};

    fn team(key: &str) -> Team {
        Team { team_key: key.to_owned(), name: format!("Team {key}") }
    }

    #[test]
    fn the_team_that_has_it_does_not_get_it_twice() {
        let one = [work(1, "schoon", "accepted", "")];
        let two = [work(1, "schoon", "accepted", ""), work(3, "grof", "open", "")];
        let told = |works: &[Work], key, how| conflict(&sample(), works, &team(key), how).is_some();

        assert!(told(&one, "schoon", How::Only) && told(&one, "schoon", How::Also));
        assert!(!told(&one, "grof", How::Only) && !told(&one, "grof", How::Also));
        // Alone is another thing than with two.
        assert!(!told(&two, "schoon", How::Only) && told(&two, "schoon", How::Also));
        // Who gave it back can be asked again.
        assert!(!told(&[work(1, "schoon", "refused", "other_team")], "schoon", How::Only));
    }

    #[test]
    fn no_issue_is_with_more_teams_than_somebody_can_follow() {
        let many: Vec<_> = (1..=6).map(|at| work(at, &format!("t{at}"), "open", "")).collect();
        assert!(conflict(&sample(), &many, &team("more"), How::Also).is_some());
        assert!(conflict(&sample(), &many, &team("more"), How::Only).is_none());
    }

    #[test]
    fn alone_it_begins_again_and_besides_others_it_stays_as_far_as_they_are() {
        let at_work = || Issue { status: Status::InProgress, ..sample() };
        let all = [work(1, "schoon", "in_progress", ""), work(3, "grof", "open", "")];

        let mut alone = at_work();
        follow(&mut alone, How::Only, &all[1..]);
        assert_eq!(alone.status, Status::Routed);

        let mut besides = at_work();
        follow(&mut besides, How::Also, &all);
        assert_eq!(besides.status, Status::InProgress);
    }
}
