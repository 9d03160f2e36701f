//! Choices that a dispatcher keeps under a name, for themselves or for everybody.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use platform::{
    clock,
    problem::{self, Problem},
    staff::{OnPage, Staff},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{About, Asked, ROLES, draw};
use crate::{
    AppState,
    listing::Listing,
    store::saved_lists::{self, NewList},
};

/// Letters of a name.
const NAME_CHARS_MAX: usize = 40;

#[derive(Deserialize)]
pub(crate) struct Named {
    #[serde(default)]
    naam: String,
    /// `ja`: colleagues see it too.
    #[serde(default)]
    delen: String,
}

/// Keeps the choice of the address under a name.
pub(crate) async fn save(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Asked { listing, .. }: Asked,
    problem::Form(form): problem::Form<Named>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let error = match name(&form.naam) {
        Err(error) => error,
        Ok(name) => {
            if keep(&state, &staff, &listing, name, form.delen == "ja").await? {
                return Ok(Redirect::to(&listing.address()).into_response());
            }
            "Je bewaart er al zo veel als kan. Haal er eerst een weg."
        }
    };
    let about = About { save_error: Some(error.to_owned()), ..About::list(&staff, &listing) };
    draw(&state, StatusCode::UNPROCESSABLE_ENTITY, about).await
}

/// `false` when there is no room for one more.
async fn keep(
    state: &AppState,
    staff: &Staff,
    listing: &Listing,
    name: String,
    is_shared: bool,
) -> sqlx::Result<bool> {
    let query = listing.first().query();
    let list = NewList { name: &name, query: &query, is_shared, staff };
    saved_lists::save(&state.service.pool, &list, clock::now()).await
}

/// Forgets a choice of one's own; one that is gone already is no error.
pub(crate) async fn forget(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Path(saved_list_id): problem::Path<Uuid>,
    Asked { listing, .. }: Asked,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    saved_lists::forget(&state.service.pool, saved_list_id, staff.staff_id).await?;
    Ok(Redirect::to(&listing.address()).into_response())
}

fn name(typed: &str) -> Result<String, &'static str> {
    let name = typed.trim();
    if name.is_empty() {
        Err("Geef deze lijst een naam.")
    } else if name.chars().count() > NAME_CHARS_MAX || name.contains(char::is_control) {
        Err("Kies een naam van hooguit 40 tekens.")
    } else {
        Ok(name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_short_and_can_be_read() {
        assert_eq!(name("  Grofvuil Liendert ").as_deref(), Ok("Grofvuil Liendert"));
        assert!(name(" ").is_err() && name(&"a".repeat(41)).is_err() && name("a\0b").is_err());
    }
}
