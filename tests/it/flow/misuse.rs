//! Too much, too fast, and by a machine: what is refused, and what only waits for a look.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use reqwest::{RequestBuilder, Response, StatusCode, header};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tests::City;

use super::{ZANGVOGELBUURT, photos::jpeg, report, text};

const CHECK: &str = "/melden/controle";
const SCHOOL: &str = "203.0.113.7";
const HOME: &str = "198.51.100.20";
const WAITS: &str = "select count(*) from routing.issue
    where triage_reason = 'suspect' and team_key is null";
const REPORTS: &str = "select count(*) from intake.report";

/// Somebody whose requests came through the front door.
struct Visitor<'a> {
    city: &'a City,
    address: &'static str,
    cookie: String,
}

impl<'a> Visitor<'a> {
    /// Answers every question but the last.
    async fn arrive(city: &'a City, address: &'static str) -> anyhow::Result<Self> {
        let mut visitor = Self { city, address, cookie: String::new() };
        let place = [("area", "BU03071001"), ("place", "Bij het bankje")];
        let answer = visitor.post("/melden/plek", &place).await?;
        let cookie = answer.headers()[header::SET_COOKIE].to_str()?;
        visitor.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        visitor.post("/melden/wat", &[("category", "litter")]).await?;
        Ok(visitor)
    }

    fn through_the_front_door(&self, request: RequestBuilder) -> RequestBuilder {
        request.header("x-forwarded-for", self.address).header(header::COOKIE, &self.cookie)
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<Response> {
        let request = self.city.http.post(self.city.url("intake", path)).form(fields);
        Ok(self.through_the_front_door(request).send().await?)
    }

    /// Sends the report, with these fields besides the key.
    async fn send(&self, fields: &[(&str, &str)]) -> anyhow::Result<Response> {
        let key = self.cookie.split_once('=').map_or("", |(_, draft_id)| draft_id);
        self.post(CHECK, &[&[("key", key)], fields].concat()).await
    }

    /// The challenge on the last page.
    async fn challenge(&self) -> anyhow::Result<Option<Value>> {
        let request = self.city.http.get(self.city.url("intake", CHECK));
        let page = self.through_the_front_door(request).send().await?.text().await?;
        let Some((_, rest)) = page.split_once("data-challenge=\"") else { return Ok(None) };
        let quoted =
            rest.split('"').next().unwrap_or_default().replace("&#34;", "\"").replace("&#38;", "&");
        Ok(Some(serde_json::from_str(&quoted)?))
    }
}

/// What the browser works out.
fn proof(challenge: &Value) -> String {
    let (salt, sought) = (text(challenge, "/salt"), text(challenge, "/challenge"));
    let digest = |number: &u64| {
        let bytes = Sha256::digest(format!("{salt}{number}"));
        let digits = bytes.into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
        digits.map(|digit| char::from_digit(digit.into(), 16).unwrap()).collect::<String>()
    };
    let number = (0..challenge["maxnumber"].as_u64().unwrap()).find(|it| digest(it) == sought);
    let mut solution = challenge.clone();
    solution["number"] = json!(number.unwrap());
    BASE64_STANDARD.encode(solution.to_string())
}

/// One more report from the address, by the API.
async fn submit(city: &City, address: &str) -> anyhow::Result<Response> {
    let request = city.http.post(city.url("intake", "/api/v1/reports"));
    let report = report("litter", ZANGVOGELBUURT);
    Ok(request.header("x-forwarded-for", address).json(&report).send().await?)
}

fn was_taken(answer: &Response) -> bool {
    let to = answer.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
    to.is_some_and(|to| to.starts_with("/melden/bedankt/"))
}

#[tokio::test]
async fn too_much_from_one_network_has_to_wait_and_nothing_typed_is_lost() -> anyhow::Result<()> {
    let limits = [("--reports-per-network", "3"), ("--photos-per-network", "1")];
    let city = City::start_with(&limits).await?;
    let visitor = Visitor::arrive(&city, SCHOOL).await?;
    for neighbour in ["203.0.113.1", "203.0.113.2", "203.0.113.3"] {
        assert_eq!(submit(&city, neighbour).await?.status(), StatusCode::CREATED);
    }

    let refused = submit(&city, "203.0.113.4").await?;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.headers()[header::CONTENT_TYPE], "application/problem+json");
    assert!(refused.headers()[header::RETRY_AFTER].to_str()?.parse::<u16>()? > 1000);
    let page =
        visitor.send(&[("description", "Drie dozen"), ("email", "jan@voorbeeld.nl")]).await?;
    assert_eq!(page.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(page.headers().contains_key(header::RETRY_AFTER));
    let page = page.text().await?;
    assert!(page.contains("Drie dozen") && page.contains("jan@voorbeeld.nl"), "{page}");
    // What a client says of itself does not help, and others do not suffer.
    assert_eq!(submit(&city, "198.51.100.9, 203.0.113.5").await?.status(), 429);
    assert_eq!(submit(&city, HOME).await?.status(), StatusCode::CREATED);

    for expected in [201, 429] {
        let request =
            city.http.post(city.url("intake", "/api/v1/photos")).body(jpeg(64, 48, false));
        let answer = request.header("x-forwarded-for", HOME).send().await?;
        assert_eq!(answer.status(), expected);
    }
    assert_eq!(city.count(REPORTS).await?, 4);
    city.stop().await
}

#[tokio::test]
async fn one_phone_has_its_own_limit_from_report_to_report() -> anyhow::Result<()> {
    let city = City::start_with(&[("--reports-per-device", "1")]).await?;
    let mut visitor = Visitor::arrive(&city, SCHOOL).await?;
    assert!(was_taken(&visitor.send(&[]).await?));

    let place = [("area", "BU03071001"), ("place", "Verderop")];
    let answer = visitor.post("/melden/plek", &place).await?;
    let cookie = answer.headers()[header::SET_COOKIE].to_str()?;
    visitor.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    visitor.post("/melden/wat", &[("category", "litter")]).await?;

    assert_eq!(visitor.send(&[]).await?.status(), StatusCode::TOO_MANY_REQUESTS);
    let neighbour = Visitor::arrive(&city, SCHOOL).await?;
    assert!(was_taken(&neighbour.send(&[]).await?));
    city.stop().await
}

#[tokio::test]
async fn what_a_machine_filled_in_waits_for_a_look() -> anyhow::Result<()> {
    let city = City::start_with(&[("--form-seconds-min", "0")]).await?;
    let person = Visitor::arrive(&city, HOME).await?;
    let machine = Visitor::arrive(&city, HOME).await?;

    assert!(was_taken(&person.send(&[("website", "")]).await?));
    assert!(was_taken(&machine.send(&[("website", "https://example.com")]).await?));
    city.settle().await?;

    assert_eq!((city.count(REPORTS).await?, city.count(WAITS).await?), (2, 1));
    let crew = city.sign_in("crew@demo").await?;
    assert_eq!(city.work_orders(&crew, "open").await?.len(), 1);
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let issue: uuid::Uuid =
        sqlx::query_scalar("select issue_id from routing.issue where triage_reason = 'suspect'")
            .fetch_one(&city.pool)
            .await?;
    let url = city.url("routing", &format!("/meldkamer/{issue}"));
    let cookie = format!("og_session={dispatcher}");
    let desk = city.http.get(url).header(header::COOKIE, cookie).send().await?.text().await?;
    assert!(desk.contains("kan van een machine komen"), "{desk}");
    city.stop().await
}

#[tokio::test]
async fn a_form_that_was_done_before_it_could_be_read_waits_for_a_look() -> anyhow::Result<()> {
    let city = City::start_with(&[("--form-seconds-min", "3600")]).await?;
    let visitor = Visitor::arrive(&city, HOME).await?;

    assert!(was_taken(&visitor.send(&[]).await?));
    assert_eq!(submit(&city, HOME).await?.status(), StatusCode::CREATED, "no form, no time");
    city.settle().await?;

    assert_eq!((city.count(REPORTS).await?, city.count(WAITS).await?), (2, 1));
    city.stop().await
}

#[tokio::test]
async fn work_is_only_asked_of_a_busy_network_and_proves_one_report() -> anyhow::Result<()> {
    let limits = [("--unproven-per-network", "2"), ("--form-seconds-min", "0")];
    let city = City::start_with(&limits).await?;
    let early = Visitor::arrive(&city, SCHOOL).await?;
    assert_eq!(early.challenge().await?, None);
    assert!(was_taken(&early.send(&[]).await?));
    assert_eq!(submit(&city, SCHOOL).await?.status(), StatusCode::CREATED);
    city.settle().await?;
    assert_eq!(city.count(WAITS).await?, 0);

    let resident = Visitor::arrive(&city, SCHOOL).await?;
    let solved = proof(&resident.challenge().await?.unwrap());
    assert!(was_taken(&resident.send(&[("proof", &solved)]).await?));
    city.settle().await?;
    assert_eq!(city.count(WAITS).await?, 0, "it is proven");

    let mut forged = fresh_challenge(&city).await?;
    forged["signature"] = json!("00");
    let payloads = [String::new(), solved, proof(&forged), "?".to_owned()];
    for (waiting, payload) in (1..).zip(&payloads) {
        let visitor = Visitor::arrive(&city, SCHOOL).await?;
        assert!(was_taken(&visitor.send(&[("proof", payload)]).await?), "it is taken all the same");
        city.settle().await?;
        assert_eq!(city.count(WAITS).await?, waiting, "{payload}");
    }
    assert_eq!(Visitor::arrive(&city, HOME).await?.challenge().await?, None);
    city.stop().await
}

#[tokio::test]
async fn a_program_that_says_it_can_prove_is_asked_to_and_one_that_cannot_is_taken()
-> anyhow::Result<()> {
    let city = City::start_with(&[("--unproven-per-network", "1")]).await?;
    let send = async |key: &str, proof: Option<&str>| {
        let request = city.http.post(city.url("intake", "/api/v1/reports"));
        let request = request.header("x-forwarded-for", SCHOOL).header("idempotency-key", key);
        let request = match proof {
            Some(proof) => request.header("proof-of-work", proof),
            None => request,
        };
        anyhow::Ok(request.json(&report("other", ZANGVOGELBUURT)).send().await?)
    };
    assert_eq!(send("quiet", Some("ask")).await?.status(), StatusCode::CREATED, "not yet busy");

    let asked = send("busy", Some("ask")).await?;
    assert_eq!(asked.status(), StatusCode::PRECONDITION_REQUIRED);
    assert_eq!(asked.headers()[header::CONTENT_TYPE], "application/problem+json");
    let asked: Value = asked.json().await?;
    assert_eq!(text(&asked, "/type"), "proof-of-work-required");
    assert_eq!(city.count(REPORTS).await?, 1);
    let solved = proof(&asked["challenge"]);
    // Twice: the first answer may have been lost on the way.
    for _ in 0..2 {
        assert_eq!(send("busy", Some(&solved)).await?.status(), StatusCode::CREATED);
    }
    let used = send("another", Some(&solved)).await?;
    assert_eq!(used.status(), StatusCode::PRECONDITION_REQUIRED, "it proves one report");
    city.settle().await?;
    assert_eq!((city.count(REPORTS).await?, city.count(WAITS).await?), (2, 0));

    assert_eq!(send("plain", None).await?.status(), StatusCode::CREATED);
    city.settle().await?;
    assert_eq!((city.count(REPORTS).await?, city.count(WAITS).await?), (3, 1));
    city.stop().await
}

#[tokio::test]
async fn a_report_that_is_not_stored_keeps_its_proof() -> anyhow::Result<()> {
    let limits = [("--unproven-per-network", "0"), ("--form-seconds-min", "0")];
    let city = City::start_with(&limits).await?;
    let resident = Visitor::arrive(&city, SCHOOL).await?;
    let solved = proof(&resident.challenge().await?.unwrap());
    let hinder = "alter table intake.report add constraint hinder check (description <> 'Nee')";
    sqlx::query(hinder).execute(&city.pool).await?;

    let failed = resident.send(&[("proof", &solved), ("description", "Nee")]).await?;
    assert_eq!(failed.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(was_taken(&resident.send(&[("proof", &solved), ("description", "Ja")]).await?));
    city.settle().await?;

    assert_eq!((city.count(REPORTS).await?, city.count(WAITS).await?), (1, 0), "it is proven");
    city.stop().await
}

async fn fresh_challenge(city: &City) -> anyhow::Result<Value> {
    Ok(Visitor::arrive(city, SCHOOL).await?.challenge().await?.unwrap())
}
