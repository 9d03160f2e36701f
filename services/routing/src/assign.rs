//! Gives an issue to a team, by a dispatcher.

use chrono::{DateTime, Utc};
use platform::outbox::Outbox;
use platform::problem::{FieldError, Problem};
use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    announce, issue_clock,
    store::{
        catalogue::{self, Team},
        issues::{self, HistoryRow, Issue},
        questions::EndedBy,
    },
};

/// What a dispatcher decided, about the issue as they saw it.
#[derive(Clone, Debug)]
pub struct Decision<'a> {
    pub issue_id: Uuid,
    pub team_key: &'a str,
    /// Version of the issue that they looked at.
    pub version: i64,
    pub staff_name: &'a str,
}

/// Why an issue is not given to a team.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("there is no such issue")]
    NotFound,
    #[error("there is no such team")]
    UnknownTeam,
    #[error("{0:?}")]
    Invalid(FieldError),
    /// Somebody else, or a crew, was first; says how it is now.
    #[error("{0}")]
    Conflict(String),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NotFound => Self::not_found("Deze kwestie bestaat niet."),
            Refused::UnknownTeam => {
                Self::invalid_input(vec![FieldError::new("/team", "Kies een team.")])
            }
            Refused::Invalid(error) => Self::invalid_input(vec![error]),
            Refused::Conflict(now) => Self::conflict("issue-changed", now),
            Refused::Database(error) => error.into(),
        }
    }
}

/// Gives the issue to the team and asks it for the work.
pub async fn assign(
    pool: &PgPool,
    outbox: &Outbox,
    decision: &Decision<'_>,
    now: DateTime<Utc>,
) -> Result<Issue, Refused> {
    let mut tx = pool.begin().await?;
    let teams = catalogue::teams(&mut tx).await?;
    let team = teams.into_iter().find(|team| team.team_key == decision.team_key);
    let team = team.ok_or(Refused::UnknownTeam)?;
    let issue = issues::lock(&mut tx, decision.issue_id).await?.ok_or(Refused::NotFound)?;
    if let Some(conflict) = conflict(&issue, &team, decision.version) {
        return Err(Refused::Conflict(conflict));
    }
    let mut issue = given(issue, team, now);
    let staff_name = Some(decision.staff_name);
    issue_clock::resume(&mut tx, &mut issue, EndedBy::Overtaken, staff_name, now).await?;
    issues::save(&mut tx, &issue).await?;
    let row = HistoryRow::of(&issue, "", "", staff_name);
    issues::add_history(&mut tx, issue.issue_id, &row).await?;
    outbox.enqueue(&mut tx, &announce::issue_routed(&issue), now).await?;
    outbox.enqueue(&mut tx, &announce::status_changed(&issue), now).await?;
    outbox.commit(tx).await?;
    Ok(issue)
}

/// How it is now, when that is no longer what the dispatcher decided about.
fn conflict(issue: &Issue, team: &Team, version: i64) -> Option<String> {
    let number = issue.report_numbers.first().map_or("Deze kwestie", String::as_str);
    if issue.closed_at.is_some() {
        return Some(format!("{number} is al afgesloten. Er is niets veranderd."));
    }
    if issue.team_key.as_ref() == Some(&team.team_key) {
        return Some(format!("{number} ligt al bij {}. Er is niets veranderd.", team.name));
    }
    if issue.version == version {
        return None;
    }
    let now = match &issue.team_name {
        Some(name) => format!("ligt nu bij {name}"),
        None => "wacht nu op een team".to_owned(),
    };
    Some(format!(
        "{number} is intussen veranderd en {now}. Jouw keuze is niet bewaard; kijk en kies opnieuw."
    ))
}

/// The issue with its new team, which is asked for the work one version before its new state.
fn given(issue: Issue, team: Team, now: DateTime<Utc>) -> Issue {
    let routed_version = issue.version + 1;
    Issue {
        version: routed_version + 1,
        team_key: Some(team.team_key),
        team_name: Some(team.name),
        triage_reason: String::new(),
        status: "routed".to_owned(),
        note: String::new(),
        changed_at: issue.changed_at.max(now),
        routed_version,
        work_order_id: None,
        work_order_version: 0,
        ..issue
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::issues::sample;

    fn team(key: &str) -> Team {
        Team { team_key: key.to_owned(), name: format!("Team {key}") }
    }

    #[test]
    fn what_changed_meanwhile_is_told_and_not_overwritten() {
        let mut issue = sample();
        assert_eq!(conflict(&issue, &team("grofvuil"), issue.version), None);

        let older = conflict(&issue, &team("grofvuil"), issue.version - 1).unwrap();
        assert!(older.contains("LD-4F7K-29") && older.contains("ligt nu bij Wijkteam Schoon"));

        issue.closed_at = Some(issue.changed_at);
        assert!(conflict(&issue, &team("grofvuil"), issue.version).is_some());
    }

    #[test]
    fn the_team_that_has_it_does_not_get_it_twice() {
        let issue = sample();

        assert!(conflict(&issue, &team("schoon"), issue.version).is_some());
    }

    #[test]
    fn a_new_team_means_new_work_and_the_old_order_no_longer_counts() {
        let order = Uuid::now_v7();
        let before = Issue { work_order_id: Some(order), work_order_version: 3, ..sample() };
        let version = before.version;

        let issue = given(before, team("grofvuil"), DateTime::UNIX_EPOCH);

        assert_eq!((issue.routed_version, issue.version), (version + 1, version + 2));
        assert_eq!((issue.work_order_id, issue.work_order_version), (None, 0));
        assert_eq!(issue.status, "routed");
    }
}
