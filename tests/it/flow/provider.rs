//! Signing in with the account that somebody has at the municipality, at a real identity provider.

mod wrong;

use std::{collections::BTreeMap, time::Instant};

use reqwest::{Response, header};
use serde_json::{Value, json};
use tests::{City, Provider};

use super::sessions::until_refused;

/// Lines of groups, as a municipality configures them.
const GROUPS: &str =
    "beheer=admin;meldkamer=dispatcher;noord=crew/schoon;noord=crew/grofvuil;weg=crew/no-such-team";

fn people() -> Value {
    json!({
        "yara": {"name": "Yara de Wit", "email": "Yara@voorbeeld.nl", "email_verified": true,
                 "groups": ["iedereen", "meldkamer"]},
        "bo": {"name": "Bo", "email": "bo@voorbeeld.nl", "email_verified": true, "groups": ["noord"]},
        "dispatcher": {"name": "Dee", "email": "dispatcher@demo", "email_verified": true},
        "vreemd": {"name": "Vreemd", "email": "dispatcher@demo", "email_verified": false,
                   "groups": ["meldkamer"]},
        "zonder": {"name": "Zonder", "groups": ["meldkamer"]},
        "weg": {"name": "Weg", "email": "weg@voorbeeld.nl", "email_verified": true, "groups": ["weg"]},
    })
}

/// A city whose staff signs in at a provider.
struct Hall {
    city: City,
    provider: Provider,
}

impl Hall {
    async fn open(settings: &[(&str, &str)]) -> anyhow::Result<Self> {
        let provider = Provider::start(&people())?;
        let own =
            [("--oidc-issuer", provider.issuer.as_str()), ("--oidc-client-secret", "not a secret")];
        let city = City::start_with_routing(&[&own, settings].concat()).await?;
        Ok(Self { city, provider })
    }

    /// Where somebody ends who signs in with a browser that has been nowhere.
    async fn sign_in(&self, who: &str) -> anyhow::Result<Arrival> {
        Browser::new(self).sign_in(who).await
    }

    async fn page(&self, path: &str, token: &str) -> anyhow::Result<String> {
        let request = self.city.http.get(self.city.url("routing", path)).bearer_auth(token);
        Ok(request.send().await?.error_for_status()?.text().await?)
    }
}

/// Where somebody ended, and with which session.
#[derive(Debug)]
struct Arrival {
    to: String,
    token: Option<String>,
}

impl Arrival {
    fn of(response: &Response) -> anyhow::Result<Self> {
        anyhow::ensure!(response.status() == 303, "{response:?}");
        let cookies = set_cookies(response);
        let token = cookies.get("og_session").cloned();
        assert_eq!(cookies.get("og_way").map(String::as_str), Some(""), "a way counts once");
        Ok(Self { to: response.headers()["location"].to_str()?.to_owned(), token })
    }
}

fn set_cookies(response: &Response) -> BTreeMap<String, String> {
    let all = response.headers().get_all(header::SET_COOKIE).iter();
    let pairs = all.filter_map(|it| it.to_str().ok()?.split(';').next()?.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// Somebody's browser, with its cookies here and at the provider.
struct Browser<'a> {
    hall: &'a Hall,
    here: BTreeMap<String, String>,
    there: BTreeMap<String, String>,
}

fn line(cookies: &BTreeMap<String, String>) -> String {
    // An empty one was taken away.
    let kept = cookies.iter().filter(|(_, value)| !value.is_empty());
    let pairs: Vec<_> = kept.map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join("; ")
}

impl<'a> Browser<'a> {
    fn new(hall: &'a Hall) -> Self {
        Self { hall, here: BTreeMap::new(), there: BTreeMap::new() }
    }

    async fn here(&mut self, path: &str) -> anyhow::Result<Response> {
        let request = self.hall.city.http.get(self.hall.city.url("routing", path));
        let response = request.header(header::COOKIE, line(&self.here)).send().await?;
        self.here.extend(set_cookies(&response));
        Ok(response)
    }

    /// Follows the link of the page; gives the address at the provider.
    async fn go(&mut self) -> anyhow::Result<String> {
        let response = self.here("/inloggen/gemeente?verder=/werk%3Fx%3D1").await?;
        Ok(response.headers()["location"].to_str()?.to_owned())
    }

    /// Does what the provider asks; gives the path and query with which it sends back.
    async fn at_provider(&mut self, address: String, who: &str) -> anyhow::Result<String> {
        let http = &self.hall.city.http;
        let (mut address, mut filled) = (address, None);
        for _ in 0..10 {
            let request = match filled.take() {
                Some(form) => http.post(&address).form::<Vec<(String, String)>>(&form),
                None => http.get(&address),
            };
            let response = request.header(header::COOKIE, line(&self.there)).send().await?;
            self.there.extend(set_cookies(&response));
            match response.headers().get(header::LOCATION) {
                None if response.status() == 200 => {
                    let (action, form) = fill_in(&response.text().await?, who);
                    address = reqwest::Url::parse(&address)?.join(&action)?.into();
                    filled = Some(form);
                }
                None => anyhow::bail!("the provider refuses: {}", response.text().await?),
                Some(to) => {
                    let to = reqwest::Url::parse(&address)?.join(to.to_str()?)?;
                    if to.path().starts_with("/inloggen/") {
                        let query = to.query().unwrap_or_default();
                        return Ok(format!("{}?{query}", to.path()));
                    }
                    address = to.into();
                }
            }
        }
        anyhow::bail!("the provider keeps asking")
    }

    async fn sign_in(&mut self, who: &str) -> anyhow::Result<Arrival> {
        let address = self.go().await?;
        let back = self.at_provider(address, who).await?;
        Arrival::of(&self.here(&back).await?)
    }
}

/// Where the form of a page goes and what it holds; `who` is typed where there is nothing.
fn fill_in(html: &str, who: &str) -> (String, Vec<(String, String)>) {
    let after = |from: &str, mark: &str| {
        let (_, rest) = from.split_once(mark)?;
        Some(rest.split('"').next()?.to_owned())
    };
    let inputs =
        html.split("<input").skip(1).map(|input| input.split('>').next().unwrap_or_default());
    let named = inputs.filter_map(|input| {
        let value = after(input, "value=\"").unwrap_or_else(|| who.to_owned());
        Some((after(input, "name=\"")?, value))
    });
    (after(html, "action=\"").unwrap_or_default(), named.collect())
}

#[tokio::test]
async fn somebody_with_a_group_gets_an_account_and_follows_its_changes() -> anyhow::Result<()> {
    let hall =
        Hall::open(&[("--oidc-groups", GROUPS), ("--oidc-name", "gemeente Amersfoort")]).await?;
    let page =
        hall.city.http.get(hall.city.url("routing", "/inloggen?verder=/werk")).send().await?;
    let html = page.text().await?;
    assert!(html.contains("href=\"/inloggen/gemeente?verder=/werk\""), "{html}");
    assert!(html.contains("Log in via gemeente Amersfoort"));

    let yara = hall.sign_in("yara").await?;
    assert_eq!(yara.to, "/werk?x=1");
    let token = yara.token.expect("she is in");
    let own = hall.page("/account", &token).await?;
    for told in
        ["Yara de Wit", "Meldkamer", "yara@voorbeeld.nl", "Je logt in via gemeente Amersfoort."]
    {
        assert!(own.contains(told), "{told}: {own}");
    }
    assert!(!own.contains("Wachtwoord van nu"));

    let mut changed = people();
    changed["yara"]["groups"] = json!(["noord", "meldkamer"]);
    hall.provider.knows(&changed)?;
    hall.sign_in("yara").await?.token.expect("the first line that she has counts");
    assert!(hall.page("/meldkamer", &token).await?.contains("Yara"), "nothing changed for her");

    changed["yara"]["groups"] = json!(["noord"]);
    changed["yara"]["name"] = json!("Yara Kok");
    hall.provider.knows(&changed)?;
    let crew = hall.sign_in("yara").await?.token.expect("as crew");
    until_refused(&hall.city, ("work_orders", "/api/v1/work-orders"), &token, Instant::now()).await;
    let own = hall.page("/account", &crew).await?;
    assert!(own.contains("Yara Kok") && own.contains("Ploeg"), "{own}");
    hall.city.work_orders(&crew, "open").await?;

    let admin = hall.city.sign_in("admin@demo").await?;
    let list = hall.page("/beheer/accounts", &admin).await?;
    assert!(list.contains("yara@voorbeeld.nl · via de gemeente"), "{list}");
    let id: String = sqlx::query_scalar(
        "select staff_account_id::text from routing.staff_account where email = 'yara@voorbeeld.nl'",
    )
    .fetch_one(&hall.city.pool)
    .await?;
    let kept = hall.page(&format!("/beheer/accounts?account={id}"), &admin).await?;
    for told in
        ["Account gemaakt als Meldkamer", "Naam: Yara de Wit → Yara Kok; Rol: Meldkamer → Ploeg"]
    {
        assert!(kept.contains(told), "{told}: {kept}");
    }
    assert_eq!(hall.city.count("select count(*) from routing.staff_identity").await?, 1);
    hall.city.stop().await
}

#[tokio::test]
async fn who_leaves_the_groups_is_out_everywhere_and_stays_out() -> anyhow::Result<()> {
    let hall = Hall::open(&[("--oidc-groups", GROUPS)]).await?;
    let bo = hall.sign_in("bo").await?.token.expect("bo is in");
    let mut changed = people();
    changed["bo"]["groups"] = json!(["iedereen"]);
    hall.provider.knows(&changed)?;

    let refused = hall.sign_in("bo").await?;

    assert_eq!((refused.to.as_str(), refused.token), ("/inloggen?gemeente=geen-toegang", None));
    until_refused(&hall.city, ("work_orders", "/api/v1/work-orders"), &bo, Instant::now()).await;
    let page =
        hall.city.http.get(hall.city.url("routing", &refused.to)).send().await?.text().await?;
    assert!(page.contains("Je hebt nog geen toegang tot Opgeruimd."), "{page}");
    for (who, why) in [("weg", "geen-toegang"), ("vreemd", "adres-bezet"), ("zonder", "geen-adres")]
    {
        let refused = hall.sign_in(who).await?;
        assert_eq!(refused.to, format!("/inloggen?gemeente={why}"), "{who}");
        assert_eq!(refused.token, None, "{who}");
    }
    hall.city.stop().await
}

#[tokio::test]
async fn an_account_of_before_is_found_by_a_certain_address_and_has_no_password_then()
-> anyhow::Result<()> {
    let hall = Hall::open(&[]).await?;
    for who in ["yara", "vreemd", "zonder"] {
        let refused = hall.sign_in(who).await?;
        assert_eq!(refused.to, "/inloggen?gemeente=geen-toegang", "{who}");
    }
    let before = hall.city.sign_in("dispatcher@demo").await?;

    let after = hall.sign_in("dispatcher").await?.token.expect("the same account");

    until_refused(&hall.city, ("routing", "/api/v1/issues"), &before, Instant::now()).await;
    assert!(hall.city.sign_in("dispatcher@demo").await.is_err(), "no password any more");
    assert!(hall.page("/account", &after).await?.contains("Je logt in via de gemeente."));
    // Somebody else cannot get the address, not even for certain.
    let mut changed = people();
    changed["nieuw"] = changed["dispatcher"].clone();
    changed["dispatcher"]["email"] = json!("dee@voorbeeld.nl");
    hall.provider.knows(&changed)?;
    assert_eq!(hall.sign_in("nieuw").await?.to, "/inloggen?gemeente=adres-bezet");
    assert!(hall.sign_in("dispatcher").await?.token.is_some(), "known by who it is");

    sqlx::query(
        "update routing.staff_account set is_blocked = true where email = 'dispatcher@demo'",
    )
    .execute(&hall.city.pool)
    .await?;
    assert_eq!(hall.sign_in("dispatcher").await?.to, "/inloggen?gemeente=geblokkeerd");
    hall.city.stop().await
}

#[tokio::test]
async fn a_way_counts_once_in_the_browser_that_went_and_others_do_not() -> anyhow::Result<()> {
    let hall = Hall::open(&[("--oidc-groups", GROUPS)]).await?;
    let mut yara = Browser::new(&hall);
    let address = yara.go().await?;
    for part in
        ["code_challenge_method=S256", "code_challenge=", "nonce=", "state=", "scope=openid"]
    {
        assert!(address.contains(part), "{part}: {address}");
    }
    let back = yara.at_provider(address, "yara").await?;

    let elsewhere = Browser::new(&hall).here(&back).await?;
    assert_eq!(Arrival::of(&elsewhere)?.to, "/inloggen?gemeente=over");
    let mut other = Browser::new(&hall);
    other.go().await?;
    assert_eq!(Arrival::of(&other.here(&back).await?)?.to, "/inloggen?gemeente=over");
    let kept = yara.here.clone();
    assert!(Arrival::of(&yara.here(&back).await?)?.token.is_some());
    assert_eq!(Arrival::of(&yara.here(&back).await?)?.to, "/inloggen?gemeente=over", "used");
    // Who kept the cookie finds the code used at the provider.
    yara.here = kept;
    assert_eq!(Arrival::of(&yara.here(&back).await?)?.to, "/inloggen?gemeente=fout");
    hall.city.stop().await
}

#[tokio::test]
async fn after_signing_out_the_provider_asks_who_is_next() -> anyhow::Result<()> {
    let hall = Hall::open(&[("--oidc-groups", GROUPS)]).await?;
    let mut phone = Browser::new(&hall);
    phone.sign_in("bo").await?;
    let again = phone.sign_in("yara").await?.token.expect("the provider still knows bo");
    assert!(hall.page("/account", &again).await?.contains("<bdi>Bo</bdi>"));

    let out = hall.city.http.post(hall.city.url("routing", "/uitloggen"));
    let out = out.header(header::COOKIE, line(&phone.here)).send().await?;
    phone.here.extend(set_cookies(&out));
    let next = phone.sign_in("yara").await?.token.expect("yara is in");
    assert!(hall.page("/account", &next).await?.contains("Yara de Wit"), "asked anew");
    hall.city.stop().await
}

#[tokio::test]
async fn two_windows_that_come_back_at_once_make_one_account() -> anyhow::Result<()> {
    let hall = Hall::open(&[("--oidc-groups", GROUPS)]).await?;
    let mut windows = Vec::new();
    for _ in 0..6 {
        let mut browser = Browser::new(&hall);
        let address = browser.go().await?;
        windows.push((browser.at_provider(address, "yara").await?, browser));
    }

    // All at the last step together.
    let last = windows.iter_mut().map(|(back, browser)| browser.here(back));
    for answer in futures_util::future::join_all(last).await {
        assert!(Arrival::of(&answer?)?.token.is_some());
    }
    assert_eq!(
        hall.city
            .count("select count(*) from routing.staff_account where email = 'yara@voorbeeld.nl'")
            .await?,
        1
    );
    hall.city.stop().await
}

#[tokio::test]
async fn a_provider_that_is_away_keeps_nobody_out_who_has_a_password() -> anyhow::Result<()> {
    let mut hall = Hall::open(&[]).await?;
    let mut yara = Browser::new(&hall);
    let address = yara.go().await?;
    let back = yara.at_provider(address, "yara").await?;
    let here = yara.here.clone();
    hall.provider.kill()?;

    let mut late = Browser { hall: &hall, here, there: BTreeMap::new() };
    assert_eq!(Arrival::of(&late.here(&back).await?)?.to, "/inloggen?gemeente=stil");
    let page =
        hall.city.http.get(hall.city.url("routing", "/inloggen?gemeente=stil")).send().await?;
    assert!(page.text().await?.contains("De inlogdienst geeft geen antwoord."));
    hall.city.sign_in("crew@demo").await?;
    let ready = hall.city.http.get(hall.city.url("routing", "/readyz")).send().await?;
    assert_eq!(ready.status(), 200);
    hall.city.stop().await
}

#[tokio::test]
async fn tls_counts_by_the_authority_that_was_given_only() -> anyhow::Result<()> {
    let provider = Provider::start_tls(&people())?;
    let (issuer, authority) = (provider.issuer.as_str(), provider.authority());
    for (settings, to) in [
        (vec![("--oidc-issuer", issuer)], "/inloggen?gemeente=stil"),
        (
            vec![("--oidc-issuer", issuer), ("--oidc-ca-file", authority.as_str())],
            &format!("{issuer}/auth?"),
        ),
    ] {
        let city = City::start_with_routing(&settings).await?;
        let left = city.http.get(city.url("routing", "/inloggen/gemeente")).send().await?;
        let location = left.headers()["location"].to_str()?;
        assert!(location.starts_with(to), "{location}");
        city.stop().await?;
    }
    Ok(())
}

#[tokio::test]
async fn without_a_provider_there_is_no_button_and_no_way() -> anyhow::Result<()> {
    let city = City::start().await?;
    let page = city.http.get(city.url("routing", "/inloggen")).send().await?.text().await?;
    assert!(!page.contains("/inloggen/gemeente"));
    for path in ["/inloggen/gemeente", "/inloggen/gemeente/terug?code=1&state=2"] {
        let answer = city.http.get(city.url("routing", path)).send().await?;
        assert_eq!(answer.headers()["location"], "/inloggen", "{path}");
    }
    city.stop().await
}
