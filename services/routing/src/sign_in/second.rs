//! `/inloggen/code`: the code from the phone, after the password.

use std::net::IpAddr;

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Redirect, Response},
};
use chrono::{DateTime, TimeDelta, Utc};
use platform::{
    clock,
    problem::{self, Problem},
    token,
};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use sqlx::PgPool;
use uuid::Uuid;
use web::Page;

use super::{Claim, Session, SignIn, client_of, page, too_many};
use crate::{
    AppState,
    pages::{CodePage, drawn},
    store::{
        accounts::{self, Account},
        codes::{self, Codes},
    },
};

/// How long the code may be given after the password.
const OWED_FOR: TimeDelta = TimeDelta::minutes(5);

pub(super) const WRONG: &str =
    "Deze code klopt niet, of is al gebruikt. Typ de code die er nu staat.";

/// What comes of the right password.
pub enum Known {
    In(Session),
    /// The code is asked; with what the form of it holds.
    OwesCode(String),
}

/// Why a code is not taken.
pub(super) enum Refused {
    /// Wrong, or used already.
    Wrong,
    /// No code is owed, or not any more.
    Over,
    Problem(Problem),
}

impl From<sqlx::Error> for Refused {
    fn from(error: sqlx::Error) -> Self {
        Self::Problem(error.into())
    }
}

impl SignIn {
    /// Opens a session, or asks the code of who switched that on. With a code, as programs give it,
    /// both are looked at together.
    pub(super) async fn after_password(
        &self,
        pool: &PgPool,
        client: IpAddr,
        (account, code): (Account, Option<&str>),
        now: DateTime<Utc>,
    ) -> Result<Known, Problem> {
        if account.code_secret.is_none() {
            return Ok(Known::In(self.open(pool, account, now).await?));
        }
        if let Some(code) = code {
            return match self.take_code(pool, client, account.staff_account_id, code, now).await {
                Ok(()) => Ok(Known::In(self.open(pool, account, now).await?)),
                Err(Refused::Problem(problem)) => Err(problem),
                Err(_) => Err(wrong_code()),
            };
        }
        let form = token::new();
        codes::owe(pool, &hash(&form), account.staff_account_id, now + OWED_FOR).await?;
        Ok(Known::OwesCode(form))
    }

    /// Takes the code of the account, when it is one of now and was not taken before. Wrong ones are
    /// counted, wherever they are given.
    pub(super) async fn take_code(
        &self,
        pool: &PgPool,
        client: IpAddr,
        id: Uuid,
        code: &str,
        now: DateTime<Utc>,
    ) -> Result<(), Refused> {
        // A count of its own: the right password must not forgive wrong codes.
        let claim = Claim { client, account: format!("code {id}") };
        self.attempts().begin(&claim, now).map_err(|wait| Refused::Problem(too_many(wait)))?;
        let known = codes::of_account(pool, id).await?.ok_or(Refused::Over)?;
        let Codes { code_secret: Some(sealed), code_step, .. } = known else {
            return Err(Refused::Over);
        };
        let secret = self.sealer.open(id, &sealed).map_err(|error| internal(&error))?;
        let step = secret.check(code, code_step, now).ok_or(Refused::Wrong)?;
        if !codes::take(pool, id, step).await? {
            return Err(Refused::Wrong);
        }
        self.attempts().succeeded(&claim);
        Ok(())
    }

    /// Opens the session of who gave the password before.
    async fn second(
        &self,
        pool: &PgPool,
        client: IpAddr,
        (form, code): (&str, &str),
        now: DateTime<Utc>,
    ) -> Result<Session, Refused> {
        let form = hash(form);
        let id = codes::try_once(pool, &form, now).await?.ok_or(Refused::Over)?;
        self.take_code(pool, client, id, code, now).await?;
        if !codes::paid(pool, &form).await? {
            return Err(Refused::Over);
        }
        let account = accounts::by_id(pool, id).await?.ok_or(Refused::Over)?;
        self.open(pool, account, now).await.map_err(Refused::Problem)
    }
}

fn internal(error: &anyhow::Error) -> Refused {
    Refused::Problem(Problem::internal(error))
}

fn hash(form: &str) -> Vec<u8> {
    Sha256::digest(form.as_bytes()).to_vec()
}

/// For programs: the password was right and the code was not, or lacks.
pub(super) fn wrong_code() -> Problem {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "wrong-code",
        "De code klopt niet",
        "Dit account vraagt ook de code van dit moment, uit de app op de telefoon.",
    )
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    /// What the form holds.
    stap: String,
    code: String,
    next: String,
}

/// The form of the code.
pub(super) fn ask(
    state: &AppState,
    status: StatusCode,
    (form, next): (String, String),
    error: Option<&'static str>,
) -> Result<Response, Problem> {
    let page = CodePage {
        page: Page::crew(&state.assets, "/inloggen/code", clock::now(), None),
        form,
        next,
        error,
    };
    drawn(status, &page)
}

pub(crate) async fn back() -> Redirect {
    Redirect::to("/inloggen")
}

pub(crate) async fn post(
    State(state): State<AppState>,
    headers: HeaderMap,
    problem::Form(typed): problem::Form<Typed>,
) -> Result<Response, Problem> {
    let next = page::local_path(&typed.next).unwrap_or_default();
    let (pool, now) = (&state.service.pool, clock::now());
    let given = (typed.stap.as_str(), typed.code.as_str());
    match state.sign_in.second(pool, client_of(&headers), given, now).await {
        Ok(session) => Ok(page::signed_in(&state, &session, &next)),
        Err(Refused::Wrong) => {
            ask(&state, StatusCode::UNAUTHORIZED, (typed.stap, next), Some(WRONG))
        }
        Err(Refused::Over) => Ok(Redirect::to("/inloggen?code=over").into_response()),
        Err(Refused::Problem(problem)) => Err(problem),
    }
}
