//! Who of the municipality's people is asking.
//!
//! Routing signs a token when somebody signs in; the others only hold the
//! public key. A token says who, in which role, for which teams, where in the
//! municipality, and whether they may read how to reach residents or open evidence;
//! it ends with the shift. The JSON API takes it as a bearer token, pages as a cookie.

use axum::{
    extract::{FromRef, FromRequestParts},
    http::{HeaderMap, Uri, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{percent, problem::Problem, sessions::Ended};

/// Cookie over plain HTTP, which only the loopback demo uses.
pub const COOKIE: &str = "og_session";

/// Cookie over TLS: the prefix makes browsers insist on it and bind it to the host.
pub const COOKIE_TLS: &str = "__Host-og_session";

const ISSUER: &str = "opgeruimd";

/// What somebody may do.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Does the work orders of its teams.
    Crew,
    /// Enforcement officer; does the work orders of its teams.
    Boa,
    /// Handles what waits in triage.
    Dispatcher,
    /// Sees the figures.
    Manager,
    /// Everything.
    Admin,
}

impl Role {
    /// Every role, in the order of the words above.
    pub const ALL: [Self; 5] =
        [Self::Crew, Self::Boa, Self::Dispatcher, Self::Manager, Self::Admin];

    /// The word that stands for it in tokens and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Crew => "crew",
            Self::Boa => "boa",
            Self::Dispatcher => "dispatcher",
            Self::Manager => "manager",
            Self::Admin => "admin",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

/// Somebody who signed in; also the claims of the token.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Staff {
    #[serde(rename = "sub")]
    pub staff_id: Uuid,
    #[serde(rename = "sid")]
    pub session_id: Uuid,
    /// The name they chose for colleagues to see.
    pub name: String,
    pub role: Role,
    /// Keys of the teams they work for.
    pub teams: Vec<String>,
    /// Codes of the wijken and buurten they work in; empty: in the whole municipality.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<String>,
    /// Whether they may read how to reach whoever reported something.
    #[serde(default, rename = "contact")]
    pub sees_contact: bool,
    /// Whether they may open and export the original photos of enforcement cases.
    #[serde(default, rename = "evidence")]
    pub sees_evidence: bool,
    #[serde(rename = "exp", with = "chrono::serde::ts_seconds")]
    pub expires_at: DateTime<Utc>,
    iss: String,
}

/// What an account gives: the fields of [`Staff`] with the same names.
#[derive(Clone, Debug)]
pub struct Given {
    pub role: Role,
    pub teams: Vec<String>,
    pub areas: Vec<String>,
    pub sees_contact: bool,
    pub sees_evidence: bool,
}

impl Given {
    /// The role, in the whole municipality, without teams, contact details and evidence.
    pub fn role(role: Role) -> Self {
        Self {
            role,
            teams: Vec::new(),
            areas: Vec::new(),
            sees_contact: false,
            sees_evidence: false,
        }
    }
}

impl Staff {
    pub fn new(
        staff_id: Uuid,
        session_id: Uuid,
        name: String,
        given: Given,
        expires_at: DateTime<Utc>,
    ) -> Self {
        let Given { role, teams, areas, sees_contact, sees_evidence } = given;
        let iss = ISSUER.to_owned();
        Self {
            staff_id,
            session_id,
            name,
            role,
            teams,
            areas,
            sees_contact,
            sees_evidence,
            expires_at,
            iss,
        }
    }

    /// Refuses with 403 unless the role is one of `roles`; an admin always passes.
    pub fn require(&self, roles: &[Role]) -> Result<(), Problem> {
        if self.role == Role::Admin || roles.contains(&self.role) {
            return Ok(());
        }
        Err(Problem::forbidden())
    }

    /// Whether they work for the team; an admin works for all.
    pub fn is_in(&self, team: &str) -> bool {
        self.role == Role::Admin || self.teams.iter().any(|own| own == team)
    }

    /// Codes of the wijken and buurten outside of which they see nothing and do nothing; what lies in
    /// no buurt is outside. `None`: the whole municipality is theirs.
    pub fn reach(&self) -> Option<&[String]> {
        (!self.areas.is_empty()).then_some(self.areas.as_slice())
    }

    /// Refuses with 403 what counts for the whole municipality, for who works in a part of it.
    pub fn require_everywhere(&self) -> Result<(), Problem> {
        if self.reach().is_none() { Ok(()) } else { Err(Problem::out_of_reach()) }
    }
}

/// Checks tokens. Cheap to clone.
#[derive(Clone)]
pub struct Gate {
    key: DecodingKey,
    cookie: &'static str,
    ended: Ended,
}

impl Gate {
    /// `public_key` is an Ed25519 public key, 32 bytes in base64url. With TLS only the cookie
    /// with the prefix counts: another host of the domain could have set the plain one.
    pub fn new(public_key: &str, is_tls: bool) -> anyhow::Result<Self> {
        let cookie = if is_tls { COOKIE_TLS } else { COOKIE };
        let key = DecodingKey::from_ed_components(public_key)?;
        Ok(Self { key, cookie, ended: Ended::default() })
    }

    /// Whether the front door speaks TLS, so that cookies may insist on it.
    pub fn is_tls(&self) -> bool {
        self.cookie == COOKIE_TLS
    }

    /// The sessions that ended before their token did.
    pub fn ended(&self) -> &Ended {
        &self.ended
    }

    /// The staff member whom the request's token names, if it has a valid one.
    pub fn identify(&self, headers: &HeaderMap) -> Option<Staff> {
        self.holder(headers).filter(|staff| !self.ended.has(staff.session_id))
    }

    /// Whether the request comes with a token that was valid until its session was ended.
    pub fn is_ended(&self, headers: &HeaderMap) -> bool {
        self.holder(headers).is_some_and(|staff| self.ended.has(staff.session_id))
    }

    fn holder(&self, headers: &HeaderMap) -> Option<Staff> {
        self.check(bearer(headers).or_else(|| cookie(headers, self.cookie))?)
    }

    fn check(&self, token: &str) -> Option<Staff> {
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[ISSUER]);
        validation.leeway = 0;
        jsonwebtoken::decode::<Staff>(token, &self.key, &validation).ok().map(|data| data.claims)
    }
}

/// The bearer token. Another scheme, such as a proxy's own password, is not for us.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let authorization = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = authorization.split_once(' ')?;
    scheme.eq_ignore_ascii_case("Bearer").then_some(token.trim())
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(found, value)| (found == name).then_some(value))
}

/// For the JSON API: without a valid token the answer is 401.
impl<S: Sync> FromRequestParts<S> for Staff
where
    Gate: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        identified(parts, state).ok_or_else(Problem::unauthorized)
    }
}

/// For pages: without a valid cookie the browser goes to the sign-in page and back.
pub struct OnPage(pub Staff);

impl<S: Sync> FromRequestParts<S> for OnPage
where
    Gate: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        identified(parts, state).map(Self).ok_or_else(|| to_sign_in(&parts.uri))
    }
}

/// Who asks: as the matrix of rights found, which may not have looked where all may come.
fn identified<S>(parts: &Parts, state: &S) -> Option<Staff>
where
    Gate: FromRef<S>,
{
    let found = parts.extensions.get::<Staff>().cloned();
    found.or_else(|| Gate::from_ref(state).identify(&parts.headers))
}

/// Sends a browser to the page to sign in, and from there back to `uri`.
pub(crate) fn to_sign_in(uri: &Uri) -> Response {
    let back = uri.path_and_query().map_or("/", |back| back.as_str());
    Redirect::to(&format!("/inloggen?verder={}", percent::encoded(back))).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The public key of RFC 8032, section 7.1, test 1.
    const KEY: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn the_scheme_may_be_in_any_case_and_another_scheme_is_not_ours() {
        assert_eq!(bearer(&headers(&[("authorization", "bearer abc")])), Some("abc"));
        assert_eq!(bearer(&headers(&[("authorization", "Bearer abc")])), Some("abc"));
        assert_eq!(bearer(&headers(&[("authorization", "Basic abc")])), None);
        assert_eq!(bearer(&headers(&[])), None);
    }

    #[test]
    fn who_has_no_areas_works_everywhere_and_who_has_one_only_there() {
        let areas = |codes: &[&str]| {
            let areas = codes.iter().map(|code| (*code).to_owned()).collect();
            let given = Given { areas, ..Given::role(Role::Dispatcher) };
            Staff::new(Uuid::nil(), Uuid::nil(), String::new(), given, DateTime::UNIX_EPOCH)
        };
        assert!(areas(&[]).reach().is_none() && areas(&[]).require_everywhere().is_ok());
        assert_eq!(areas(&["WK030725"]).reach().unwrap(), ["WK030725"]);
        assert_eq!(areas(&["WK030725"]).require_everywhere().unwrap_err().status, 403);
    }

    #[test]
    fn a_token_of_before_there_were_areas_still_counts() {
        let claims = r#"{"sub":"0199b3f0-1c2d-7000-8000-000000000001","name":"Meldkamer 1",
            "sid":"0199b3f0-1c2d-7000-8000-000000000002","role":"dispatcher","teams":[],"exp":1,
            "iss":"opgeruimd"}"#;
        let staff: Staff = serde_json::from_str(claims).unwrap();
        assert!(staff.reach().is_none() && !staff.sees_contact && !staff.sees_evidence);
    }

    #[test]
    fn over_tls_only_the_cookie_that_is_bound_to_the_host_counts() {
        assert_eq!(Gate::new(KEY, true).unwrap().cookie, COOKIE_TLS);
        assert_eq!(Gate::new(KEY, false).unwrap().cookie, COOKIE);
    }
}
