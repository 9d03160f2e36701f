//! The JSON API of intake, by the NL API Design Rules.

mod known;
mod openapi;
mod photos;
mod places;
mod reports;
mod search;
mod tiles;

use axum::Router;

use crate::AppState;

pub(crate) use photos::{announced_bytes, take_upload, took_too_long};

/// Every route below `/api/v1` that intake answers.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .merge(known::routes())
        .merge(openapi::routes())
        .merge(photos::routes())
        .merge(places::routes())
        .merge(reports::routes())
        .merge(search::routes())
        .merge(tiles::routes())
}
