//! `POST /api/v1/sessions`: a token for programs and for our own tests.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use platform::problem::{self, Problem};
use serde::{Deserialize, Serialize};

use super::{
    Credentials, Session, client_of,
    second::{Known, wrong_code},
};
use crate::AppState;

#[derive(Deserialize)]
pub struct Body {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    /// Of the phone, for accounts that ask it.
    code: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    token: String,
    expires_at: DateTime<Utc>,
}

pub async fn post(
    State(state): State<AppState>,
    headers: HeaderMap,
    problem::Json(body): problem::Json<Body>,
) -> Result<Response, Problem> {
    let credentials =
        Credentials::parse(&body.email, &body.password).map_err(Problem::invalid_input)?;
    let pool = &state.service.pool;
    // Programs give the code at once, so that there is nothing to keep in between.
    let code = Some(body.code.as_deref().unwrap_or_default());
    let known = state.sign_in.sign_in(pool, client_of(&headers), credentials, code).await?;
    let Known::In(Session { token, staff }) = known else { return Err(wrong_code()) };
    let answer = Answer { token, expires_at: staff.expires_at };
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}
