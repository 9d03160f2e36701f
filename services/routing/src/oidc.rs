//! Signing in with the account that somebody has at the municipality: the authorisation code flow of
//! `OpenID` Connect Core 1.0 with PKCE (RFC 7636), from the discovery document of the provider.
//!
//! Nothing of the provider's is kept: its tokens are used once, to learn who somebody is.

mod claims;
mod groups;
mod http;
mod tokens;
mod way;

use std::{
    error::Error,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use openidconnect::{
    AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, DiscoveryError,
    IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, SignatureVerificationError, UserInfoClaims, UserInfoError,
    core::{CoreAuthPrompt, CoreAuthenticationFlow, CoreGenderClaim, CoreProviderMetadata},
};
use platform::{clock, config::Secret, seal::Seal};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::{Mutex, Semaphore};

pub(crate) use self::way::TIME_MAX;
pub use self::{
    claims::Identity,
    groups::{Grant, Groups},
};
use self::{
    claims::Reading,
    http::{Http, Silent},
    tokens::{Client, Extra, checked},
    way::Way,
};
use crate::config::Oidc;

/// Where the provider sends people back to.
pub(crate) const RETURN_PATH: &str = "/inloggen/gemeente/terug";

/// What the key is for that seals what a browser keeps on the way.
pub(crate) const SEAL_PURPOSE: &[u8] = b"opgeruimd identity provider 1";

/// How long the provider's document and keys count. New keys are fetched at once when a token names
/// one that is not there.
const METADATA_LIFE: Duration = Duration::from_mins(10);

/// How long nobody asks again after the provider did not answer, so that who waits does not wait for
/// each other's failures.
const SILENT_FOR: Duration = Duration::from_secs(2);

/// Between two times that an unknown key has the keys fetched anew: somebody could name one again and
/// again.
const ANEW_AFTER: Duration = Duration::from_secs(10);

/// Ways back that are looked at together.
const TURNS: usize = 16;

/// The identity provider of the municipality. Cheap to clone.
#[derive(Clone)]
pub struct Provider(Arc<Inner>);

struct Inner {
    /// How the button names it.
    name: String,
    issuer: IssuerUrl,
    client_id: ClientId,
    client_secret: Option<ClientSecret>,
    redirect_url: RedirectUrl,
    scopes: Vec<Scope>,
    reading: Reading,
    groups: Option<Groups>,
    seal: Seal,
    http: Http,
    metadata: Mutex<Known>,
    turns: Semaphore,
}

/// What the provider says of itself.
struct Kept {
    metadata: CoreProviderMetadata,
    read_at: Instant,
    /// When an unknown key had it read last.
    anew_at: Option<Instant>,
}

/// What is known of the provider.
#[derive(Default)]
struct Known {
    kept: Option<Kept>,
    /// When it did not answer last.
    silent_at: Option<Instant>,
}

/// Why the document of the provider is needed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Need {
    Usual,
    UnknownKey,
}

impl Kept {
    fn serves(&self, need: Need) -> bool {
        let is_anew = || self.anew_at.is_some_and(|at| at.elapsed() < ANEW_AFTER);
        self.read_at.elapsed() < METADATA_LIFE && (need == Need::Usual || is_anew())
    }
}

/// Why nobody is known after a way to the provider.
#[derive(Debug)]
pub enum Refused {
    /// It took too long, began in another browser, or was used before.
    Late,
    /// They stopped at the provider.
    Cancelled,
    /// The provider does not answer.
    Silent(anyhow::Error),
    /// The provider answers what cannot be trusted or understood.
    Wrong(anyhow::Error),
}

/// What the provider sends people back with.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Answer {
    code: Option<String>,
    state: String,
    error: Option<String>,
    /// RFC 9207.
    iss: Option<String>,
}

/// Where somebody has to go, and what their browser keeps until they are back.
pub struct Departure {
    pub url: String,
    pub cookie: String,
}

impl Provider {
    /// `None` when there is none. Asks nothing: a provider that is away must not keep us from starting.
    pub fn new(config: &Oidc, public_url: &str, seal: Seal) -> anyhow::Result<Option<Self>> {
        let Some(issuer) = config.oidc_issuer.as_deref().filter(|issuer| !issuer.is_empty()) else {
            return Ok(None);
        };
        let issuer = IssuerUrl::new(issuer.to_owned()).context("OIDC_ISSUER")?;
        let is_tls = issuer.url().scheme() == "https";
        let is_own = issuer.url().host_str().is_some_and(|host| host == "127.0.0.1");
        anyhow::ensure!(is_tls || is_own, "OIDC_ISSUER must begin with https://");
        let redirect = format!("{}{RETURN_PATH}", public_url.trim_end_matches('/'));
        let groups = config.oidc_groups.as_deref().filter(|groups| !groups.trim().is_empty());
        let groups = groups.map(Groups::parse).transpose().context("OIDC_GROUPS")?;
        let secret = config.oidc_client_secret.as_ref().map(Secret::expose);
        let secret = secret.filter(|secret| !secret.is_empty());
        let authorities = config.oidc_ca_file.as_deref().filter(|it| !it.as_os_str().is_empty());
        Ok(Some(Self(Arc::new(Inner {
            name: config.oidc_name.clone(),
            issuer,
            client_id: ClientId::new(config.oidc_client_id.clone()),
            client_secret: secret.map(|secret| ClientSecret::new(secret.to_owned())),
            redirect_url: RedirectUrl::new(redirect).context("PUBLIC_URL")?,
            scopes: config.oidc_scopes.split_whitespace().map(scope).collect(),
            reading: Reading {
                groups_claim: config.oidc_groups_claim.clone(),
                trusts_email: config.oidc_trust_email,
            },
            groups,
            seal,
            http: Http::new(is_tls, authorities).context("OIDC_CA_FILE")?,
            metadata: Mutex::default(),
            turns: Semaphore::new(TURNS),
        }))))
    }

    /// "de gemeente".
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Who may do what by their groups; `None` when administrators give roles here.
    pub fn groups(&self) -> Option<&Groups> {
        self.0.groups.as_ref()
    }

    /// Begins a way. `asks_anew`: the provider must ask who it is, also of who is signed in there.
    pub async fn depart(&self, next: String, asks_anew: bool) -> Result<Departure, Refused> {
        let client = self.client(Need::Usual).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let request = client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
        let request = request.add_scopes(self.0.scopes.clone()).set_pkce_challenge(challenge);
        let (url, state, nonce) =
            if asks_anew { request.add_prompt(CoreAuthPrompt::Login) } else { request }.url();
        let way = Way { state, nonce, verifier, next, until: clock::now() + TIME_MAX };
        let cookie = way.sealed(&self.0.seal).map_err(Refused::Wrong)?;
        Ok(Departure { url: url.into(), cookie })
    }

    /// Ends a way: who it is, and where they were going.
    pub async fn arrive(
        &self,
        cookie: Option<&str>,
        answer: Answer,
    ) -> Result<(Identity, String), Refused> {
        let way = cookie
            .and_then(|cookie| Way::open(&self.0.seal, cookie, &answer.state, clock::now()))
            .ok_or(Refused::Late)?;
        if let Some(error) = answer.error {
            return Err(told(&error));
        }
        if answer.iss.is_some_and(|issuer| issuer != **self.0.issuer) {
            return Err(wrong("the answer is of another issuer"));
        }
        let code = answer.code.ok_or_else(|| wrong("the answer has no code"))?;
        let _turn = self.0.turns.acquire().await.map_err(|error| Refused::Wrong(error.into()))?;
        let identity = self.identity(AuthorizationCode::new(code), way.nonce, way.verifier).await?;
        Ok((identity, way.next))
    }

    async fn identity(
        &self,
        code: AuthorizationCode,
        nonce: Nonce,
        verifier: PkceCodeVerifier,
    ) -> Result<Identity, Refused> {
        let client = self.client(Need::Usual).await?;
        let request = client.exchange_code(code).map_err(|error| Refused::Wrong(error.into()))?;
        let tokens = request.set_pkce_verifier(verifier).request_async(&self.0.http).await;
        let tokens = tokens.map_err(|error| match error {
            RequestTokenError::Request(error) => silent(error),
            // What the server says may hold what we sent.
            RequestTokenError::ServerResponse(said) => {
                wrong(format!("no token: {}", said.error().as_ref()))
            }
            error => wrong(format!("no token: {error}")),
        })?;
        let claims = match checked(&client, &tokens, &nonce) {
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            )) => checked(&self.client(Need::UnknownKey).await?, &tokens, &nonce),
            claims => claims,
        };
        let claims = claims.map_err(|error| Refused::Wrong(error.into()))?;
        let subject = claims.subject();
        let read = |told: &[Value]| Identity::read(&self.0.issuer, subject, told, &self.0.reading);
        let told = json(&claims)?;
        let identity = read(std::slice::from_ref(&told));
        let lacks_group = self.0.groups.is_some() && identity.groups.is_empty();
        if identity.email.is_some() && identity.name.is_some() && !lacks_group {
            return Ok(identity);
        }
        let request = client.user_info(tokens.access_token().clone(), Some(subject.clone()));
        // A provider without this address tells no more.
        let Ok(request) = request else { return Ok(identity) };
        let more: UserInfoClaims<Extra, CoreGenderClaim> =
            request.request_async(&self.0.http).await.map_err(|error| match error {
                UserInfoError::Request(error) => silent(error),
                error => wrong(format!("no userinfo: {error}")),
            })?;
        Ok(read(&[told, json(&more)?]))
    }

    /// A client with the provider's addresses and keys.
    async fn client(&self, need: Need) -> Result<Client, Refused> {
        // Who comes while another asks waits for the same answer.
        let mut known = self.0.metadata.lock().await;
        let metadata = match &known.kept {
            Some(kept) if kept.serves(need) => kept.metadata.clone(),
            _ => self.read(&mut known, need).await?,
        };
        let (id, secret) = (self.0.client_id.clone(), self.0.client_secret.clone());
        let client = openidconnect::Client::from_provider_metadata(metadata, id, secret);
        Ok(client.set_redirect_uri(self.0.redirect_url.clone()))
    }

    /// Reads the discovery document and the keys.
    async fn read(&self, known: &mut Known, need: Need) -> Result<CoreProviderMetadata, Refused> {
        if known.silent_at.is_some_and(|at| at.elapsed() < SILENT_FOR) {
            return Err(Refused::Silent(anyhow::anyhow!("it did not answer just now")));
        }
        let issuer = self.0.issuer.clone();
        let read = CoreProviderMetadata::discover_async(issuer, &self.0.http).await;
        known.silent_at = read.is_err().then(Instant::now);
        let metadata = read.map_err(|error| match error {
            DiscoveryError::Request(error) => silent(error),
            // The answer itself may be a page of many bytes.
            DiscoveryError::Response(status, ..) if status.is_server_error() => {
                Refused::Silent(anyhow::anyhow!("the provider answers {status}"))
            }
            error => wrong(format!("no discovery document: {error}")),
        })?;
        let read_at = Instant::now();
        let anew_at = match need {
            Need::UnknownKey => Some(read_at),
            Need::Usual => known.kept.as_ref().and_then(|kept| kept.anew_at),
        };
        known.kept = Some(Kept { metadata: metadata.clone(), read_at, anew_at });
        Ok(metadata)
    }
}

/// What a provider's error means (RFC 6749, section 4.1.2.1).
fn told(error: &str) -> Refused {
    match error {
        "access_denied" => Refused::Cancelled,
        "server_error" | "temporarily_unavailable" => {
            Refused::Silent(anyhow::anyhow!("the provider says {error}"))
        }
        error => {
            // Anybody can write in this address.
            let is_code =
                error.len() <= 60 && error.bytes().all(|it| matches!(it, b'a'..=b'z' | b'_'));
            wrong(format!("the provider says {}", if is_code { error } else { "something odd" }))
        }
    }
}

fn silent(error: Silent) -> Refused {
    Refused::Silent(error.into())
}

fn wrong(why: impl Into<Box<dyn Error + Send + Sync>>) -> Refused {
    Refused::Wrong(anyhow::Error::from_boxed(why.into()))
}

fn json(claims: &impl Serialize) -> Result<Value, Refused> {
    serde_json::to_value(claims).map_err(|error| Refused::Wrong(error.into()))
}

fn scope(name: &str) -> Scope {
    Scope::new(name.to_owned())
}
