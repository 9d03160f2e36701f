//! `POST /api/v1/sessions`: a token for programs and for our own tests.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use platform::problem::{self, Problem};
use serde::{Deserialize, Serialize};

use super::{Credentials, Session};
use crate::AppState;

#[derive(Deserialize)]
pub struct Body {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    token: String,
    expires_at: DateTime<Utc>,
}

pub async fn post(
    State(state): State<AppState>,
    problem::Json(body): problem::Json<Body>,
) -> Result<Response, Problem> {
    let credentials =
        Credentials::parse(&body.email, &body.password).map_err(Problem::invalid_input)?;
    let Session { token, staff } = state.sign_in.sign_in(&state.service.pool, credentials).await?;
    let answer = Answer { token, expires_at: staff.expires_at };
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}
