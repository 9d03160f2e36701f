//! What a dispatcher does with issues on the page: one at a time, or several at once.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use chrono::{DateTime, Utc};
use platform::{
    clock,
    problem::{self, FieldError, Problem},
    staff::{OnPage, Staff},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{About, Asked, ROLES, draw, draw_with, notice};
use crate::{
    AppState, LIVE_TOPIC,
    acts::By,
    assign::{self, How},
    closing,
    join::{self, ISSUES_MAX},
    listing::Listing,
    pages::Notice,
    refused::Refused,
    split, undo,
};

/// Where it goes on after most acts.
const LIST: &str = "/meldkamer";

#[derive(Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    team: String,
    /// `ook`: besides the teams that have it.
    #[serde(default)]
    hoe: String,
    /// Without it the page is out of date, like any other old version.
    #[serde(default)]
    version: i64,
}

pub(crate) async fn assign(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Path(issue_id): problem::Path<Uuid>,
    Asked { listing, .. }: Asked,
    problem::Form(chosen): problem::Form<Chosen>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let (by, service) = (By::new(&staff), &state.service);
    let how = if chosen.hoe == "ook" { How::Also } else { How::Only };
    let version = chosen.version;
    let decision = assign::Decision { issue_id, team_key: &chosen.team, how, version, by };
    let outcome = assign::assign(&service.pool, &service.outbox, &decision, clock::now()).await;
    answer(&state, &staff, (issue_id, &listing), by, outcome.map(drop)).await
}

/// Takes the work back from one team.
pub(crate) async fn unassign(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Path(issue_id): problem::Path<Uuid>,
    Asked { listing, .. }: Asked,
    problem::Form(chosen): problem::Form<Chosen>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let (by, service) = (By::new(&staff), &state.service);
    let (pool, outbox, work) = (&service.pool, &service.outbox, (issue_id, chosen.team.as_str()));
    let outcome = assign::take_back(pool, outbox, work, by, clock::now()).await;
    answer(&state, &staff, (issue_id, &listing), by, outcome.map(drop)).await
}

#[derive(Deserialize)]
pub(crate) struct Strange {
    #[serde(default)]
    report: Uuid,
}

/// Takes a report out of the issue.
pub(crate) async fn split(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Path(issue_id): problem::Path<Uuid>,
    Asked { listing, .. }: Asked,
    problem::Form(Strange { report }): problem::Form<Strange>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let (by, service) = (By::new(&staff), &state.service);
    let decision = split::Decision { issue_id, report_id: report, by };
    let outcome = split::split(&service.pool, &service.outbox, &decision, clock::now()).await;
    answer(&state, &staff, (issue_id, &listing), by, outcome.map(drop)).await
}

#[derive(Deserialize)]
pub(crate) struct Ending {
    #[serde(default)]
    uitkomst: String,
    #[serde(default)]
    tekst: String,
    /// What was chosen; counts where nothing was typed.
    #[serde(default)]
    standaard: String,
    #[serde(default)]
    version: i64,
}

/// Closes the issue, in half a minute.
pub(crate) async fn close(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Path(issue_id): problem::Path<Uuid>,
    Asked { listing, .. }: Asked,
    problem::Form(ending): problem::Form<Ending>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let by = By::new(&staff);
    let text = typed_or_chosen(&ending.tekst, &ending.standaard);
    let (outcome, version) = (ending.uitkomst.as_str(), ending.version);
    let decision = closing::Decision { issue_id, version, outcome, text, by };
    let outcome = closing::close(&state.service.pool, &decision, clock::now()).await;
    state.clock_woken.notify_one();
    let (status, error, notice) = match outcome {
        Ok(_) => return answer(&state, &staff, (issue_id, &listing), by, Ok(())).await,
        Err(Refused::Invalid(FieldError { detail, .. })) => {
            (StatusCode::UNPROCESSABLE_ENTITY, Some(detail.into_owned()), None)
        }
        Err(Refused::Conflict(now)) => (StatusCode::CONFLICT, None, Some(Notice::conflict(now))),
        Err(refused) => return Err(refused.into()),
    };
    let path = format!("/meldkamer/{issue_id}");
    let about = About { notice, ..About::issue(&staff, &path, &listing, issue_id) };
    // What was typed is not lost.
    draw_with(&state, status, about, |detail| {
        detail.close_error = error;
        text.clone_into(&mut detail.close_text);
    })
    .await
}

/// Without a script a text that was chosen does not come into the field where it can be changed.
pub(super) fn typed_or_chosen<'a>(typed: &'a str, chosen: &'a str) -> &'a str {
    if typed.trim().is_empty() { chosen } else { typed }
}

/// The list with what was done, or the issue with what is in the way.
async fn answer(
    state: &AppState,
    staff: &Staff,
    (issue_id, listing): (Uuid, &Listing),
    by: By<'_>,
    outcome: Result<(), Refused>,
) -> Result<Response, Problem> {
    let path = format!("/meldkamer/{issue_id}");
    let about = About::issue(staff, &path, listing, issue_id);
    match outcome {
        Ok(()) => Ok(done(state, LIST, listing, by)),
        Err(Refused::Conflict(now)) => {
            let notice = Some(Notice::conflict(now));
            draw(state, StatusCode::CONFLICT, About { notice, ..about }).await
        }
        Err(Refused::UnknownTeam) => {
            let error = Some("Kies een team.".to_owned());
            draw(state, StatusCode::UNPROCESSABLE_ENTITY, About { error, ..about }).await
        }
        Err(refused) => Err(refused.into()),
    }
}

/// On to the list or an issue, which says what was done and offers to take it back.
pub(super) fn done(state: &AppState, path: &str, listing: &Listing, by: By<'_>) -> Response {
    state.service.live.touch(LIVE_TOPIC);
    let batch = by.batch_id.to_string();
    let query = listing.query_with(&[("gedaan", &batch)]);
    Redirect::to(&format!("{path}{query}")).into_response()
}

/// What is done with several issues at once.
#[derive(Debug, Default, PartialEq)]
struct Together {
    act: String,
    /// With the version that was seen of each.
    issues: Vec<(Uuid, i64)>,
    team: String,
    outcome: String,
    text: String,
    chosen_text: String,
}

impl Together {
    /// What the form says; whatever is no issue is left out.
    fn read(pairs: Vec<(String, String)>) -> Self {
        let mut read = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "doe" => read.act = value,
                "team" => read.team = value,
                "uitkomst" => read.outcome = value,
                "tekst" => read.text = value,
                "standaard" => read.chosen_text = value,
                "kwestie" => {
                    let (id, version) = value.split_once(':').unwrap_or((&value, "0"));
                    let issue = id.parse().ok().zip(version.parse().ok());
                    read.issues.extend(issue);
                }
                _ => {}
            }
        }
        read
    }
}

/// Does the same with all that are chosen; each on its own, so that one that changed holds no other
/// up. Joining is one act.
pub(crate) async fn together(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Asked { listing, .. }: Asked,
    problem::Form(pairs): problem::Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let by = By::new(&staff);
    let together = Together::read(pairs);
    let issue_ids: Vec<_> = together.issues.iter().map(|(id, _)| *id).collect();
    state.reach.require(&staff, &issue_ids).await?;
    let count = together.issues.len();
    let refused = if count == 0 || count > ISSUES_MAX {
        vec![format!("Kies 1 tot {ISSUES_MAX} kwesties.")]
    } else {
        act_on_all(&state, &together, by, clock::now()).await?
    };
    if refused.is_empty() {
        return Ok(done(&state, LIST, &listing, by));
    }
    state.service.live.touch(LIVE_TOPIC);
    let done = notice(&state, &staff, Some(by.batch_id)).await?;
    let undo = done.as_ref().and_then(|notice| notice.undo.clone());
    let lines = done.into_iter().flat_map(|notice| notice.lines).chain(refused).collect();
    let notice = Some(Notice { lines, is_conflict: true, undo });
    let about = About { notice, ..About::list(&staff, &listing) };
    draw(&state, StatusCode::CONFLICT, about).await
}

/// Gives what was not done, a line each.
async fn act_on_all(
    state: &AppState,
    together: &Together,
    by: By<'_>,
    now: DateTime<Utc>,
) -> Result<Vec<String>, Problem> {
    let (pool, outbox) = (&state.service.pool, &state.service.outbox);
    if together.act == "samenvoegen" {
        let issue_ids: Vec<_> = together.issues.iter().map(|(id, _)| *id).collect();
        let decision = join::Decision { issue_ids: &issue_ids, by };
        let joined = join::join(pool, outbox, &decision, now).await;
        return why_not(joined.map(drop)).map(|why| why.into_iter().collect());
    }
    let mut refused = Vec::new();
    for (issue_id, version) in &together.issues {
        let (issue_id, version) = (*issue_id, *version);
        let outcome = if together.act == "afhandelen" {
            let text = typed_or_chosen(&together.text, &together.chosen_text);
            let outcome = together.outcome.as_str();
            let decision = closing::Decision { issue_id, version, outcome, text, by };
            closing::close(pool, &decision, now).await.map(drop)
        } else {
            let (team_key, how) = (together.team.as_str(), How::Only);
            let decision = assign::Decision { issue_id, team_key, how, version, by };
            assign::assign(pool, outbox, &decision, now).await.map(drop)
        };
        refused.extend(why_not(outcome)?);
    }
    state.clock_woken.notify_one();
    refused.dedup();
    Ok(refused)
}

/// Why it was not done, in words; a failure of ours is a problem.
fn why_not(outcome: Result<(), Refused>) -> Result<Option<String>, Problem> {
    match outcome {
        Ok(()) => Ok(None),
        Err(Refused::Conflict(why)) => Ok(Some(why)),
        Err(Refused::Invalid(error)) => Ok(Some(error.detail.into_owned())),
        Err(Refused::UnknownTeam) => Ok(Some("Kies een team.".to_owned())),
        Err(Refused::NotFound) => Ok(Some("Een van de kwesties bestaat niet.".to_owned())),
        Err(Refused::Database(error)) => Err(error.into()),
    }
}

#[derive(Deserialize)]
pub(crate) struct Back {
    batch: Uuid,
}

/// Takes back what was done together.
pub(crate) async fn undo(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Asked { listing, .. }: Asked,
    problem::Form(Back { batch }): problem::Form<Back>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let (pool, outbox) = (&state.service.pool, &state.service.outbox);
    let undone = undo::undo(pool, outbox, batch, By::new(&staff), clock::now()).await;
    let lines: Vec<_> = match undone {
        Ok(undone) => undone.into_iter().filter_map(|act| act.result.err()).collect(),
        Err(Refused::NotFound) => vec!["Dit kan niet meer terug.".to_owned()],
        Err(refused) => return Err(refused.into()),
    };
    if lines.is_empty() {
        return Ok(done(&state, LIST, &listing, By { batch_id: batch, ..By::new(&staff) }));
    }
    state.service.live.touch(LIVE_TOPIC);
    let notice = Some(Notice { lines, is_conflict: true, undo: None });
    let about = About { notice, ..About::list(&staff, &listing) };
    draw(&state, StatusCode::CONFLICT, about).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_is_read_with_the_version_that_was_seen() {
        let id = Uuid::from_u128(7);
        let pairs = [
            ("kwestie", format!("{id}:3")),
            ("kwestie", "nobody:1".to_owned()),
            ("kwestie", id.to_string()),
            ("doe", "toewijzen".to_owned()),
            ("team", "schoon".to_owned()),
            ("iets", "anders".to_owned()),
        ];
        let read = Together::read(pairs.map(|(name, value)| (name.to_owned(), value)).into());

        assert_eq!(read.issues, [(id, 3), (id, 0)]);
        assert_eq!((read.act.as_str(), read.team.as_str()), ("toewijzen", "schoon"));
    }
}
