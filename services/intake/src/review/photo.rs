//! Decides about a photo: good, with parts painted over, or not shown.

use axum::{
    extract::{Request, State as AxumState},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use chrono::{DateTime, Utc};
use platform::{
    clock,
    problem::{Path, Problem},
    staff::OnPage,
};
use tracing::info;
use uuid::Uuid;

use super::{
    About, HERE, draw, require,
    rules::{self, Area, BOXES_MAX, Reason, State},
    unknown,
};
use crate::{
    AppState,
    form::fields::Fields,
    pages::review::Notice,
    store::{
        self,
        review::{Decided, LookedAt},
    },
};

/// What was asked for.
#[derive(Debug, Eq, PartialEq)]
enum Asked {
    Approve,
    Block(Vec<Area>),
    Reject(Reason),
    Undo,
}

/// Reads what was pressed, or says in words what is missing.
fn read(fields: &Fields) -> Result<Asked, &'static str> {
    match fields.text("besluit") {
        "goed" => Ok(Asked::Approve),
        "terug" => Ok(Asked::Undo),
        "weg" => Reason::parse(fields.text("reden"))
            .map(Asked::Reject)
            .ok_or("Kies waarom de foto niet getoond wordt."),
        "vlakken" => {
            let areas: Option<Vec<Area>> = fields.all("vak").map(Area::parse).collect();
            match areas {
                None => Err("Een vlak valt buiten de foto. Teken het opnieuw."),
                Some(areas) if areas.is_empty() => Err("Kies eerst wat onherkenbaar moet worden."),
                Some(areas) if areas.len() > BOXES_MAX => {
                    Err("Dat zijn te veel vlakken. Verwijder de foto liever.")
                }
                Some(areas) => Ok(Asked::Block(areas)),
            }
        }
        _ => Err("Kies wat er met de foto moet gebeuren."),
    }
}

pub(super) async fn decide(
    AxumState(state): AxumState<AppState>,
    OnPage(staff): OnPage,
    Path(photo_id): Path<Uuid>,
    request: Request,
) -> Result<Response, Problem> {
    require(&staff)?;
    let fields = Fields::read(request).await?;
    let about = About::Photo(photo_id);
    let asked = match read(&fields) {
        Ok(asked) => asked,
        Err(wrong) => {
            let error = Some(wrong.to_owned());
            return draw(&state, &staff, StatusCode::BAD_REQUEST, about, None, error).await;
        }
    };
    let now = clock::now();
    let mut tx = state.service.pool.begin().await?;
    let photo = store::review::lock_photo(&mut tx, photo_id).await?.ok_or_else(unknown)?;
    if let Some(conflict) = conflict(&photo, &asked, fields.text("stand"), now) {
        drop(tx);
        let notice = Some(Notice::conflict(conflict));
        return draw(&state, &staff, StatusCode::CONFLICT, about, notice, None).await;
    }
    let (review, reason) = match &asked {
        Asked::Approve => (State::Approved, ""),
        Asked::Reject(reason) => (State::Rejected, reason.as_str()),
        Asked::Undo => (State::Waiting, ""),
        Asked::Block(_) => (State::Redacted, ""),
    };
    let at = (review != State::Waiting).then_some(now);
    let decided = Decided { review: review.as_str(), reason, by: &staff.name, at };
    store::review::decide_photo(&mut tx, photo_id, &decided).await?;
    if let Asked::Block(areas) = asked {
        // Before the commit: what is public already has its parts painted over.
        state.darkroom.block(photo_id, areas).await?;
    }
    tx.commit().await?;
    info!("Photo {photo_id} is {} now", review.as_str());
    let to = match review {
        State::Waiting => format!("{HERE}/foto/{photo_id}"),
        _ => format!("{HERE}?foto={photo_id}"),
    };
    Ok(Redirect::to(&to).into_response())
}

/// Why it cannot be done any more: somebody else was first, or it is too late.
fn conflict(photo: &LookedAt, asked: &Asked, seen: &str, now: DateTime<Utc>) -> Option<String> {
    if *asked == Asked::Undo {
        let state = State::parse(&photo.review)?;
        let can = !photo.is_removed && rules::can_undo(state, photo.reviewed_at, now);
        return (!can).then(|| "Dit kan niet meer ongedaan worden gemaakt.".to_owned());
    }
    if photo.review == seen {
        return None;
    }
    let who = if photo.reviewed_by.is_empty() { "Iemand" } else { &photo.reviewed_by };
    Some(format!("{who} was eerder. Kijk hoe de foto er nu bij staat."))
}

/// What was decided, with a way back while there is one.
pub(super) fn told(photo: &LookedAt, now: DateTime<Utc>) -> Option<Notice> {
    let state = State::parse(&photo.review)?;
    let text = match state {
        State::Waiting => return None,
        State::Approved => "Goedgekeurd: iedereen kan de foto nu zien.",
        State::Redacted => "Onherkenbaar gemaakt. Dat blijft zo, en iedereen kan de foto nu zien.",
        State::Rejected => "De foto wordt niet getoond. De melding blijft.",
    };
    let can_undo = rules::can_undo(state, photo.reviewed_at, now);
    Some(Notice {
        undo: can_undo.then(|| format!("{HERE}/foto/{}", photo.photo_id)),
        ..Notice::done(text.to_owned())
    })
}
