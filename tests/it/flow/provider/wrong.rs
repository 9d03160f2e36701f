//! Answers of a provider that must not be taken. It is ours, so that it can lie.

use std::sync::{Arc, Mutex};

use axum::{Json, Router, extract::State, routing::get};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::header;
use serde_json::{Value, json};
use tests::City;
use tokio::{net::TcpListener, task::JoinSet};

use super::{Arrival, line, set_cookies};

const SECRET: &str = "not a secret";

/// What the liar gives, and how often its keys were asked.
struct Told {
    token: Option<String>,
    keys: Vec<Value>,
    keys_asked: usize,
}

type Shared = Arc<Mutex<Told>>;

/// A provider whose next ID token a test writes itself.
struct Liar {
    issuer: String,
    key: rcgen::KeyPair,
    told: Shared,
    /// It ends with this.
    _task: JoinSet<()>,
}

/// One way to it and back.
struct Way {
    nonce: String,
    state: String,
    cookie: String,
}

impl Liar {
    async fn start() -> anyhow::Result<Self> {
        let key = new_key()?;
        let told = Told { token: None, keys: vec![public(&key, "1")], keys_asked: 0 };
        let told: Shared = Arc::new(Mutex::new(told));
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let issuer = format!("http://{}", listener.local_addr()?);
        let document = json!({
            "issuer": issuer, "authorization_endpoint": format!("{issuer}/auth"),
            "token_endpoint": format!("{issuer}/token"), "jwks_uri": format!("{issuer}/jwks"),
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
        });
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(async move || Json(document)))
            .route("/jwks", get(keys))
            .route("/token", axum::routing::post(token))
            .with_state(told.clone());
        let mut task = JoinSet::new();
        task.spawn(async move { axum::serve(listener, router).await.unwrap_or_default() });
        Ok(Self { issuer, key, told, _task: task })
    }

    fn claims(&self, way: &Way) -> Value {
        let now = platform::clock::now().timestamp();
        json!({
            "iss": self.issuer, "sub": "7", "aud": "opgeruimd", "nonce": way.nonce, "iat": now,
            "exp": now + 60, "email": "dispatcher@demo", "email_verified": true, "name": "Dee",
        })
    }

    fn signed(&self, claims: &Value) -> anyhow::Result<String> {
        signed(&self.key, "1", claims)
    }

    fn tells(&self, token: Option<String>) {
        self.told.lock().unwrap().token = token;
    }
}

async fn keys(State(told): State<Shared>) -> Json<Value> {
    let mut told = told.lock().unwrap();
    told.keys_asked += 1;
    Json(json!({"keys": told.keys}))
}

async fn token(State(told): State<Shared>) -> Json<Value> {
    let mut answer = json!({"access_token": "a", "token_type": "Bearer", "expires_in": 60});
    if let Some(token) = &told.lock().unwrap().token {
        answer["id_token"] = token.as_str().into();
    }
    Json(answer)
}

fn new_key() -> anyhow::Result<rcgen::KeyPair> {
    Ok(rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256)?)
}

/// An uncompressed point: 4, then both coordinates.
fn public(key: &rcgen::KeyPair, id: &str) -> Value {
    let (x, y) = key.public_key_raw()[1..].split_at(32);
    json!({"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": id,
           "x": BASE64.encode(x), "y": BASE64.encode(y)})
}

fn signed(key: &rcgen::KeyPair, id: &str, claims: &Value) -> anyhow::Result<String> {
    let header = Header { kid: Some(id.to_owned()), ..Header::new(Algorithm::ES256) };
    Ok(jsonwebtoken::encode(&header, claims, &EncodingKey::from_ec_der(&key.serialize_der()))?)
}

fn unsigned(claims: &Value) -> String {
    let part = |value: &Value| BASE64.encode(value.to_string());
    format!("{}.{}.", part(&json!({"alg": "none"})), part(claims))
}

async fn open(liar: &Liar) -> anyhow::Result<City> {
    let issuer = liar.issuer.as_str();
    City::start_with_routing(&[("--oidc-issuer", issuer), ("--oidc-client-secret", SECRET)]).await
}

async fn depart(city: &City) -> anyhow::Result<Way> {
    let left = city.http.get(city.url("routing", "/inloggen/gemeente")).send().await?;
    let url = reqwest::Url::parse(left.headers()["location"].to_str()?)?;
    let part = |name: &str| {
        let found = url.query_pairs().find(|(it, _)| it == name);
        found.map(|(_, value)| value.into_owned()).unwrap_or_default()
    };
    Ok(Way { nonce: part("nonce"), state: part("state"), cookie: line(&set_cookies(&left)) })
}

async fn arrive(city: &City, way: &Way, query: &str) -> anyhow::Result<Arrival> {
    let path = format!("/inloggen/gemeente/terug?state={}&{query}", way.state);
    let request = city.http.get(city.url("routing", &path)).header(header::COOKIE, &way.cookie);
    Arrival::of(&request.send().await?)
}

/// The claims with one of them untrue.
fn twisted(what: &str, mut claims: Value) -> Value {
    let (name, value) = match what {
        "nonce" => ("nonce", json!("other")),
        "audience" => ("aud", json!("somebody-else")),
        "issuer" => ("iss", json!("https://other.example")),
        "expired" => ("exp", json!(platform::clock::now().timestamp() - 7_200)),
        "access token" => ("at_hash", json!(BASE64.encode([7; 16]))),
        "subject" => ("sub", Value::Null),
        _ => return claims,
    };
    claims[name] = value;
    claims
}

#[tokio::test]
async fn an_answer_that_is_not_of_this_way_opens_nothing() -> anyhow::Result<()> {
    let liar = Liar::start().await?;
    let city = open(&liar).await?;
    let other = new_key()?;
    let lies = ["nonce", "audience", "issuer", "expired", "access token", "subject"];
    let tokens = ["no token", "none", "another's key", "the secret"];
    for what in lies.into_iter().chain(tokens) {
        let way = depart(&city).await?;
        let claims = twisted(what, liar.claims(&way));
        liar.tells(match what {
            "no token" => None,
            "none" => Some(unsigned(&claims)),
            "another's key" => Some(signed(&other, "1", &claims)?),
            "the secret" => {
                let secret = EncodingKey::from_secret(SECRET.as_bytes());
                Some(jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &secret)?)
            }
            _ => Some(liar.signed(&claims)?),
        });
        let arrival = arrive(&city, &way, "code=1").await?;
        assert_eq!((&*arrival.to, arrival.token), ("/inloggen?gemeente=fout", None), "{what}");
    }
    // The same without a lie opens it.
    let way = depart(&city).await?;
    liar.tells(Some(liar.signed(&liar.claims(&way))?));
    let arrival = arrive(&city, &way, &format!("code=1&iss={}", liar.issuer)).await?;
    assert_eq!((arrival.to.as_str(), arrival.token.is_some()), ("/meldkamer", true));
    city.stop().await
}

#[tokio::test]
async fn what_the_provider_says_instead_of_a_code_is_told_in_words() -> anyhow::Result<()> {
    let liar = Liar::start().await?;
    let city = open(&liar).await?;
    for (query, told) in [
        ("error=access_denied", "gestopt"),
        ("error=temporarily_unavailable", "stil"),
        ("error=invalid_scope&error_description=x", "fout"),
        ("error=%3Cscript%3E", "fout"),
        ("code=1&iss=https://other.example", "fout"),
        ("", "fout"),
    ] {
        let way = depart(&city).await?;
        liar.tells(Some(liar.signed(&liar.claims(&way))?));
        let arrival = arrive(&city, &way, query).await?;
        assert_eq!(arrival.to, format!("/inloggen?gemeente={told}"), "{query}");
        assert_eq!(arrival.token, None, "{query}");
    }
    city.stop().await
}

#[tokio::test]
async fn a_new_key_of_the_provider_counts_at_once_and_is_not_fetched_for_ever() -> anyhow::Result<()>
{
    let liar = Liar::start().await?;
    let city = open(&liar).await?;
    depart(&city).await?;
    let new = new_key()?;
    liar.told.lock().unwrap().keys = vec![public(&new, "2")];

    let way = depart(&city).await?;
    liar.tells(Some(signed(&new, "2", &liar.claims(&way))?));
    assert!(arrive(&city, &way, "code=1").await?.token.is_some());

    for _ in 0..3 {
        let way = depart(&city).await?;
        liar.tells(Some(signed(&new_key()?, "3", &liar.claims(&way))?));
        assert_eq!(arrive(&city, &way, "code=1").await?.token, None);
    }
    assert_eq!(liar.told.lock().unwrap().keys_asked, 2);
    city.stop().await
}
