//! The code from a phone besides the password.

use chrono::{DateTime, TimeDelta, Utc};
use platform::clock;
use reqwest::{Response, StatusCode, redirect};
use serde_json::json;
use tests::City;
use totp_rs::{Algorithm, Builder, Secret};

/// The demo accounts of a city in tests.
const PASSWORD: &str = "password";

/// Seconds for which a code is shown.
const STEP: i64 = 30;

/// A boa who switches the code on.
struct Boa {
    city: City,
    token: String,
    http: reqwest::Client,
}

impl Boa {
    async fn open() -> anyhow::Result<Self> {
        let city = City::start().await?;
        let token = city.sign_in("boa@demo").await?;
        let http = reqwest::Client::builder().redirect(redirect::Policy::none()).build()?;
        Ok(Self { city, token, http })
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> anyhow::Result<Response> {
        let request = self.http.post(self.city.url("routing", path)).form(form);
        Ok(request.bearer_auth(&self.token).send().await?)
    }

    async fn page(&self) -> anyhow::Result<String> {
        let request = self.http.get(self.city.url("routing", "/account"));
        Ok(request.bearer_auth(&self.token).send().await?.error_for_status()?.text().await?)
    }

    /// Lets the page show a secret, and reads it as somebody who cannot scan.
    async fn propose(&self) -> anyhow::Result<Phone> {
        self.post("/account/code", &[]).await?;
        let html = self.page().await?;
        let (_, rest) = html.split_once("<code class=\"og-code__t\" dir=\"ltr\">").unwrap();
        Ok(Phone(rest.split('<').next().unwrap().replace(' ', "")))
    }

    /// Has the code switched on, with the one of this moment.
    async fn switch_on(&self) -> anyhow::Result<Phone> {
        let phone = self.propose().await?;
        let done = self.post("/account/code/aan", &[("code", &phone.code(clock::now()))]).await?;
        anyhow::ensure!(done.status() == 303, "{}", done.text().await?);
        Ok(phone)
    }

    /// Gives the password on the page, and what the form of the code holds.
    async fn password(&self) -> anyhow::Result<String> {
        let url = self.city.url("routing", "/inloggen");
        let form = [("email", "boa@demo"), ("password", PASSWORD), ("next", "/werk?x=1")];
        let answer = self.http.post(url).form(&form).send().await?;
        assert_eq!(answer.status(), 200);
        assert!(answer.headers().get("set-cookie").is_none(), "not in yet");
        let html = answer.text().await?;
        assert!(html.contains("name=\"next\" value=\"/werk?x=1\""), "{html}");
        let (_, rest) = html.split_once("name=\"stap\" value=\"").unwrap();
        Ok(rest.split('"').next().unwrap().to_owned())
    }

    async fn give(&self, form: &str, code: &str) -> anyhow::Result<Response> {
        let url = self.city.url("routing", "/inloggen/code");
        let form = [("stap", form), ("code", code), ("next", "/werk?x=1")];
        Ok(self.http.post(url).form(&form).send().await?)
    }

    async fn by_program(&self, code: Option<&str>) -> anyhow::Result<StatusCode> {
        let body = json!({"email": "boa@demo", "password": PASSWORD, "code": code});
        let url = self.city.url("routing", "/api/v1/sessions");
        Ok(self.http.post(url).json(&body).send().await?.status())
    }
}

/// An app for codes.
struct Phone(String);

impl Phone {
    fn code(&self, at: DateTime<Utc>) -> String {
        let secret = Secret::try_from_base32(&self.0).unwrap();
        let totp = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_step_duration(STEP.cast_unsigned())
            .with_secret(secret)
            .build()
            .unwrap();
        totp.generate(at.timestamp().cast_unsigned()).to_string()
    }

    /// Of the step after this one: it counts as well, and was not taken yet.
    fn next_code(&self) -> String {
        self.code(clock::now() + TimeDelta::seconds(STEP))
    }
}

#[tokio::test]
async fn who_switched_it_on_signs_in_with_a_code_and_none_counts_twice() -> anyhow::Result<()> {
    let boa = Boa::open().await?;
    let phone = boa.propose().await?;
    let wrong = boa.post("/account/code/aan", &[("code", "000000")]).await?;
    assert_eq!(wrong.status(), 422);
    assert_eq!(boa.by_program(None).await?, 201, "not on until a code was given");
    boa.post("/account/code/aan", &[("code", &phone.code(clock::now()))]).await?;
    assert!(boa.page().await?.contains("Staat aan."));

    let form = boa.password().await?;
    let used = boa.give(&form, &phone.code(clock::now() - TimeDelta::seconds(STEP))).await?;
    assert_eq!(used.status(), 401, "older than the one that switched it on");
    let code = phone.next_code();
    let done = boa.give(&form, &code).await?;
    assert_eq!((done.status().as_u16(), &done.headers()["location"]), (303, &"/werk?x=1".parse()?));
    assert!(done.headers().get("set-cookie").is_some());

    let again = boa.password().await?;
    assert_eq!(boa.give(&again, &code).await?.status(), 401, "it was used");
    let over = boa.give(&form, &code).await?;
    assert_eq!(over.headers()["location"], "/inloggen?code=over", "the form was used");
    boa.city.stop().await
}

#[tokio::test]
async fn a_guesser_with_the_password_gets_five_tries_a_form_and_ten_in_all() -> anyhow::Result<()> {
    let boa = Boa::open().await?;
    let phone = boa.switch_on().await?;

    let form = boa.password().await?;
    for _ in 0..5 {
        assert_eq!(boa.give(&form, "000000").await?.status(), 401);
    }
    let right = boa.give(&form, &phone.next_code()).await?;
    assert_eq!(right.headers()["location"], "/inloggen?code=over");
    let form = boa.password().await?;
    for _ in 0..5 {
        assert_eq!(boa.give(&form, "000000").await?.status(), 401);
    }
    // Neither does the right password forgive wrong codes, nor is there another place to guess.
    let elsewhere = boa.post("/account/code/uit", &[("code", &phone.next_code())]).await?;
    assert_eq!(elsewhere.status(), 429);
    let form = boa.password().await?;
    assert_eq!(boa.give(&form, &phone.next_code()).await?.status(), 429);
    assert_eq!(boa.by_program(Some(&phone.next_code())).await?, 429);
    boa.city.stop().await
}

#[tokio::test]
async fn a_program_gives_both_at_once_and_a_lost_phone_is_no_end() -> anyhow::Result<()> {
    let boa = Boa::open().await?;
    let phone = boa.switch_on().await?;
    assert_eq!(boa.by_program(None).await?, 401);
    assert_eq!(boa.by_program(Some("000000")).await?, 401);
    assert_eq!(boa.by_program(Some(&phone.next_code())).await?, 201);

    let off = boa.post("/account/code/uit", &[("code", "000000")]).await?;
    assert_eq!(off.status(), 422);
    assert_eq!(boa.by_program(None).await?, 401, "still on");
    let admin = boa.city.sign_in("admin@demo").await?;
    let id: String = sqlx::query_scalar(
        "select staff_account_id::text from routing.staff_account where email = 'boa@demo'",
    )
    .fetch_one(&boa.city.pool)
    .await?;
    let url = boa.city.url("routing", &format!("/beheer/accounts/{id}/code-weg"));
    assert_eq!(boa.http.post(url).bearer_auth(&admin).send().await?.status(), 303);
    assert_eq!(boa.by_program(None).await?, 201);

    // What the database knows makes no codes.
    let sealed = "select count(*) from routing.staff_account where octet_length(code_secret) = 20";
    assert_eq!(boa.city.count(sealed).await?, 0);
    boa.city.stop().await
}
