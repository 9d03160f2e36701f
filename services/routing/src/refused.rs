//! Why something is not done with an issue, in words for whoever wanted it.

use chrono::{DateTime, Utc};
use platform::problem::{FieldError, Problem};

use crate::{
    lifecycle::{self, Deed, Status},
    store::issues::Issue,
};

/// Nothing was changed.
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

/// The state after the deed, or that it cannot happen now.
pub(crate) fn next(issue: &Issue, deed: Deed) -> Result<Status, Refused> {
    lifecycle::next(issue.status, deed)
        .ok_or_else(|| Refused::Conflict(format!("{}: dat kan nu niet.", number(issue))))
}

/// The number by which people call the issue.
pub(crate) fn number(issue: &Issue) -> &str {
    issue.report_numbers.first().map_or("Deze kwestie", String::as_str)
}

/// How it is now, when the issue is no longer open, or is being closed.
pub(crate) fn if_ended(issue: &Issue, now: DateTime<Utc>) -> Result<(), Refused> {
    let number = number(issue);
    if issue.joined_into.is_some() {
        let text = "hoort intussen bij een andere kwestie. Er is niets veranderd.";
        return Err(Refused::Conflict(format!("{number} {text}")));
    }
    if issue.closed_at.is_some() {
        return Err(Refused::Conflict(format!(
            "{number} is al afgesloten. Er is niets veranderd."
        )));
    }
    match &issue.closing {
        Some(closing) if closing.closes_at > now => Err(Refused::Conflict(format!(
            "{} sluit {number} op dit moment af. Er is niets veranderd.",
            closing.staff_name
        ))),
        _ => Ok(()),
    }
}

/// How it is now, when it is no longer what somebody decided about.
pub(crate) fn if_changed(issue: &Issue, version: i64, now: DateTime<Utc>) -> Result<(), Refused> {
    if_ended(issue, now)?;
    if issue.version == version {
        return Ok(());
    }
    let number = number(issue);
    let now = match &issue.team_name {
        Some(name) => format!("ligt nu bij {name}"),
        None => "wacht nu op een team".to_owned(),
    };
    Err(Refused::Conflict(format!(
        "{number} is intussen veranderd en {now}. Jouw keuze is niet bewaard; kijk en kies opnieuw."
    )))
}

#[cfg(test)]
mod tests {
    use sqlx::types::Json;
    use uuid::Uuid;

    use super::*;
    use crate::store::issues::{Closing, sample};

    fn told(issue: &Issue, version: i64) -> Option<String> {
        let now = DateTime::UNIX_EPOCH;
        if_changed(issue, version, now).err().map(|refused| refused.to_string())
    }

    #[test]
    fn what_changed_meanwhile_is_told() {
        let issue = sample();
        assert_eq!(told(&issue, issue.version), None);

        let older = told(&issue, issue.version - 1).unwrap();
        assert!(older.contains("LD-4F7K-29") && older.contains("ligt nu bij Wijkteam Schoon"));

        let closed = Issue { closed_at: Some(issue.changed_at), ..sample() };
        assert!(told(&closed, closed.version).unwrap().contains("al afgesloten"));

        let joined = Issue { joined_into: Some(Uuid::nil()), ..closed };
        assert!(told(&joined, joined.version).unwrap().contains("andere kwestie"));
    }

    #[test]
    fn whoever_is_closing_it_is_named_until_it_happens() {
        let closing = |seconds| {
            let closes_at = DateTime::UNIX_EPOCH + chrono::TimeDelta::seconds(seconds);
            let staff_name = "Meldkamer 2".to_owned();
            let closing = Closing { staff_name, closes_at };
            Issue { closing: Some(Json(closing)), ..sample() }
        };
        assert!(told(&closing(20), 2).unwrap().starts_with("Meldkamer 2 sluit LD-4F7K-29"));
        assert_eq!(told(&closing(0), 2), None);
    }
}
