//! Checks who somebody is and opens a session.
//!
//! An unknown address takes as long as a wrong password and gets the same
//! answer, so nobody can find out who works here.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::Context as _;
use axum::http::{HeaderMap, StatusCode};
use chrono::{DateTime, TimeDelta, Utc};
use platform::{
    client, clock,
    problem::{FieldError, Problem},
    staff::{Given, Role, Staff},
};
use sqlx::PgPool;
use tokio::sync::{Semaphore, SemaphorePermit};
use uuid::Uuid;

use self::second::Known;
use crate::{
    attempts::{Attempts, Claim},
    code::Sealer,
    password,
    store::accounts::{self, Account},
    token::Signer,
};

pub mod api;
mod cookies;
pub(crate) mod ending;
mod linking;
pub(crate) mod own;
pub(crate) mod own_code;
pub mod page;
pub(crate) mod provider;
pub(crate) mod second;
pub mod tidy;

/// How long a token is good for: a shift with its break and overtime.
const SESSION: TimeDelta = TimeDelta::hours(12);

/// Passwords that are hashed at the same time, each with 19 MiB.
const HASHES_MAX: usize = 2;

/// How long a sign-in waits for its turn.
const TURN_TIMEOUT: Duration = Duration::from_secs(5);

/// Bytes; the longest address by RFC 5321 is 254.
const EMAIL_BYTES_MAX: usize = 254;
pub(crate) const PASSWORD_BYTES_MAX: usize = 1024;

/// What somebody typed.
pub struct Credentials {
    email: String,
    password: String,
}

impl Credentials {
    /// Both must be filled in; gives every mistake otherwise.
    pub fn parse(email: &str, password: &str) -> Result<Self, Vec<FieldError>> {
        let email = email.trim().to_lowercase();
        let mut errors = Vec::new();
        if email.is_empty() {
            errors.push(FieldError::new("/email", "Vul je mailadres in."));
        } else if !is_address(&email) {
            errors.push(FieldError::new("/email", "Dit is geen mailadres."));
        }
        if password.is_empty() {
            errors.push(FieldError::new("/password", "Vul je wachtwoord in."));
        } else if password.len() > PASSWORD_BYTES_MAX {
            errors.push(FieldError::new("/password", "Dit wachtwoord is te lang."));
        }
        if errors.is_empty() {
            Ok(Self { email, password: password.to_owned() })
        } else {
            Err(errors)
        }
    }
}

/// Somebody who is signed in now.
pub struct Session {
    pub token: String,
    pub staff: Staff,
}

/// Signs people in. Cheap to clone.
#[derive(Clone)]
pub struct SignIn {
    signer: Signer,
    sealer: Sealer,
    attempts: Arc<Mutex<Attempts>>,
    turns: Arc<Semaphore>,
    /// Hash of a password that nobody has.
    dummy: Arc<str>,
}

impl SignIn {
    pub fn new(signer: Signer, sealer: Sealer) -> anyhow::Result<Self> {
        Ok(Self {
            signer,
            sealer,
            attempts: Arc::default(),
            turns: Arc::new(Semaphore::new(HASHES_MAX)),
            dummy: password::hash(&password::generate())?.into(),
        })
    }

    /// Opens a session, asks the code, or tells why not: 401, 429 or 503.
    pub async fn sign_in(
        &self,
        pool: &PgPool,
        client: IpAddr,
        credentials: Credentials,
        code: Option<&str>,
    ) -> Result<Known, Problem> {
        let now = clock::now();
        let account = self.known(pool, client, credentials, now).await?;
        self.after_password(pool, client, (account, code), now).await
    }

    /// Opens a session of who proved to have the account.
    async fn open(
        &self,
        pool: &PgPool,
        account: Account,
        now: DateTime<Utc>,
    ) -> Result<Session, Problem> {
        let role = Role::parse(&account.role).context("a role that is newer than we are")?;
        let given = Given {
            role,
            teams: account.team_keys,
            areas: account.area_codes,
            sees_contact: account.sees_contact,
            sees_evidence: account.sees_evidence,
        };
        let staff =
            Staff::new(account.staff_account_id, Uuid::now_v7(), account.name, given, expiry(now));
        let token = self.signer.sign(&staff)?;
        let mut conn = pool.acquire().await?;
        accounts::open_session(&mut conn, staff.session_id, staff.staff_id, now, staff.expires_at)
            .await?;
        Ok(Session { token, staff })
    }

    /// The account whose address and password these are, or why not: 401, 429 or 503.
    async fn known(
        &self,
        pool: &PgPool,
        client: IpAddr,
        Credentials { email, password }: Credentials,
        now: DateTime<Utc>,
    ) -> Result<Account, Problem> {
        let claim = Claim { client, account: email };
        self.attempts().begin(&claim, now).map_err(too_many)?;
        match self.check(pool, &claim.account, password).await {
            Ok(Some(account)) => {
                self.attempts().succeeded(&claim);
                Ok(account)
            }
            Ok(None) => Err(wrong(self.attempts().left(&claim, now))),
            Err(problem) => {
                self.attempts().take_back(&claim);
                Err(problem)
            }
        }
    }

    /// The account, when the password is its own.
    async fn check(
        &self,
        pool: &PgPool,
        email: &str,
        password: String,
    ) -> Result<Option<Account>, Problem> {
        let _turn = self.turn().await?;
        let account = accounts::find(&mut *pool.acquire().await?, email).await?;
        let hash = account.as_ref().and_then(|account| account.password_hash.as_deref());
        let hash = hash.unwrap_or(&self.dummy);
        let is_right = verify(password, hash.to_owned()).await?;
        Ok(account.filter(|_| is_right))
    }

    /// The hash of a password that somebody chose.
    pub(crate) async fn hash(&self, password: String) -> Result<String, Problem> {
        let _turn = self.turn().await?;
        let hash = tokio::task::spawn_blocking(move || password::hash(&password));
        Ok(hash.await.context("hash a password")??)
    }

    /// A password that nobody has, and its hash.
    pub(crate) async fn new_password(&self) -> Result<(String, String), Problem> {
        let password = password::generate();
        let hash = self.hash(password.clone()).await?;
        Ok((password, hash))
    }

    /// Waits until there is memory for one more hash.
    async fn turn(&self) -> Result<SemaphorePermit<'_>, Problem> {
        let turn = tokio::time::timeout(TURN_TIMEOUT, self.turns.acquire()).await;
        Ok(turn.map_err(|_| Problem::unavailable())?.context("the semaphore is never closed")?)
    }

    fn attempts(&self) -> std::sync::MutexGuard<'_, Attempts> {
        // A panic elsewhere leaves at worst one failure uncounted.
        self.attempts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who tries. Who does not come through the front door counts as one.
fn client_of(headers: &HeaderMap) -> IpAddr {
    client::address(headers).map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), client::subscriber)
}

/// Only a rough look: the account decides. PostgreSQL cannot take every control character.
pub(crate) fn is_address(email: &str) -> bool {
    email.contains('@') && email.len() <= EMAIL_BYTES_MAX && !email.contains(char::is_control)
}

/// Whole seconds, as in the token.
fn expiry(now: DateTime<Utc>) -> DateTime<Utc> {
    let seconds = (now + SESSION).timestamp();
    DateTime::from_timestamp(seconds, 0).unwrap_or(now)
}

async fn verify(password: String, hash: String) -> anyhow::Result<bool> {
    tokio::task::spawn_blocking(move || password::verify(&password, &hash))
        .await
        .context("check a password")?
}

/// `left`: tries before somebody has to wait.
fn wrong(left: usize) -> Problem {
    let more = match left {
        0 => "Dit was je laatste poging voor nu.".to_owned(),
        1 => "Nog 1 poging.".to_owned(),
        left => format!("Nog {left} pogingen."),
    };
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "wrong-credentials",
        "Inloggen lukte niet",
        format!("Dit mailadres en wachtwoord horen niet bij elkaar. {more}"),
    )
}

fn too_many(seconds: u16) -> Problem {
    let minutes = seconds.div_ceil(60);
    let unit = if minutes == 1 { "minuut" } else { "minuten" };
    let problem = Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too-many-attempts",
        "Te vaak geprobeerd",
        format!("Te vaak een verkeerd wachtwoord. Probeer het over {minutes} {unit} opnieuw."),
    );
    Problem { retry_after: Some(seconds), ..problem }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderName;

    #[test]
    fn an_address_is_the_same_however_it_is_typed() {
        let credentials = Credentials::parse(" Crew@Demo ", "x").ok().unwrap();

        assert_eq!(credentials.email, "crew@demo");
    }

    #[test]
    fn every_empty_field_is_told() {
        let pointers = |email: &str, password: &str| {
            let errors = Credentials::parse(email, password).err().unwrap();
            errors.into_iter().map(|error| error.pointer).collect::<Vec<_>>()
        };

        assert_eq!(pointers("", ""), ["/email", "/password"]);
        assert_eq!(pointers("crew", "x"), ["/email"]);
        assert_eq!(pointers("cr\0ew@demo", "x"), ["/email"]);
        assert_eq!(pointers("crew@demo", &"x".repeat(1025)), ["/password"]);
    }

    #[test]
    fn a_home_is_one_client_and_so_is_whoever_did_not_come_through_the_front_door() {
        let client = |hops: &'static str| {
            let name = HeaderName::from_static("x-forwarded-for");
            client_of(&HeaderMap::from_iter([(name, hops.parse().unwrap())])).to_string()
        };

        assert_eq!(client("192.0.2.1"), "192.0.2.1");
        assert_eq!(client("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!((client("x"), client_of(&HeaderMap::new())), ("0.0.0.0".into(), [0; 4].into()));
    }

    #[test]
    fn who_tried_too_often_hears_when_to_return() {
        let problem = too_many(890);

        assert_eq!((problem.status, problem.retry_after), (429, Some(890)));
        assert!(problem.detail.contains("15 minuten"));
    }
}
