//! Signed out everywhere: within five seconds no service takes the tokens any more.

use std::time::{Duration, Instant};

use reqwest::StatusCode;
use serde_json::{Value, json};
use tests::{City, until};

use super::{ZANGVOGELBUURT, report, text};

/// What is promised.
const OUT_TIME_MAX: Duration = Duration::from_secs(5);

/// One address of staff in each service, which every admin may see.
const ADDRESSES: [(&str, &str); 5] = [
    ("intake", "/beheer/intake"),
    ("routing", "/api/v1/issues"),
    ("work_orders", "/api/v1/work-orders"),
    ("notification", "/beheer/notification"),
    ("statistics", "/cijfers"),
];

async fn status(city: &City, (service, path): (&str, &str), token: &str) -> StatusCode {
    let request = city.http.get(city.url(service, path)).bearer_auth(token);
    request.send().await.unwrap().status()
}

/// Waits until every service refuses the token; gives how long that took.
async fn until_out(city: &City, token: &str, since: Instant) -> Duration {
    for address in ADDRESSES {
        until_refused(city, address, token, since).await;
    }
    since.elapsed()
}

/// Waits until the token is worth nothing at the address, as is promised.
pub(super) async fn until_refused(city: &City, address: (&str, &str), token: &str, since: Instant) {
    let left = OUT_TIME_MAX.saturating_sub(since.elapsed());
    // A page of staff leads to the one for signing in.
    let refused = async || matches!(status(city, address, token).await.as_u16(), 303 | 401);
    assert!(until(left, refused).await, "{address:?} still takes the token");
}

#[tokio::test]
async fn who_signs_out_everywhere_is_out_of_every_service_within_five_seconds() -> anyhow::Result<()>
{
    let city = City::start().await?;
    let phone = city.sign_in("admin@demo").await?;
    let desk = city.sign_in("admin@demo").await?;
    let colleague = city.sign_in("dispatcher@demo").await?;
    for address in ADDRESSES {
        assert_eq!(status(&city, address, &desk).await, 200, "{address:?}");
    }

    let began = Instant::now();
    let out = city.http.post(city.url("routing", "/uitloggen/overal")).bearer_auth(&phone);
    let out = out.send().await?;

    assert_eq!(
        (out.status().as_u16(), &out.headers()["location"]),
        (303, &"/inloggen?overal=ja".parse()?)
    );
    for token in [&phone, &desk] {
        let took = until_out(&city, token, began).await;
        assert!(took < OUT_TIME_MAX, "{took:?}");
    }
    assert_eq!(status(&city, ("routing", "/api/v1/issues"), &colleague).await, 200);
    let again = city.sign_in("admin@demo").await?;
    for address in ADDRESSES {
        assert_eq!(status(&city, address, &again).await, 200, "{address:?}");
    }
    city.stop().await
}

#[tokio::test]
async fn a_session_used_after_signing_out_is_told_so_and_does_nothing() -> anyhow::Result<()> {
    let city = City::start().await?;
    city.submit(&report("litter", ZANGVOGELBUURT)).await?;
    city.settle().await?;
    let crew = city.sign_in("crew@demo").await?;
    let order = city.work_orders(&crew, "open").await?.remove(0);
    let began = Instant::now();
    city.http.post(city.url("routing", "/uitloggen")).bearer_auth(&crew).send().await?;
    for address in [("routing", "/api/v1/issues"), ("work_orders", "/api/v1/work-orders")] {
        until_refused(&city, address, &crew, began).await;
    }

    let (refused, problem) = city.act(&crew, &order, "accept", &json!({})).await?;
    let page = city.http.get(city.url("work_orders", "/werk")).bearer_auth(&crew).send().await?;
    let sign_in = city.http.get(city.url("routing", "/inloggen")).bearer_auth(&crew).send().await?;

    assert_eq!((refused.as_u16(), text(&problem, "/type")), (401, "session-ended"));
    assert_eq!(page.headers()["location"], "/inloggen?verder=/werk");
    assert!(sign_in.text().await?.contains("Je bent uitgelogd, hier of op een ander apparaat."));
    let again = city.sign_in("crew@demo").await?;
    let order: Value = city.work_orders(&again, "open").await?.remove(0);
    assert_eq!(text(&order, "/status"), "open");
    city.stop().await
}

#[tokio::test]
async fn while_the_bus_is_away_routing_refuses_and_the_others_follow_when_it_is_back()
-> anyhow::Result<()> {
    let mut city = City::start().await?;
    let admin = city.sign_in("admin@demo").await?;
    city.bus.kill()?;
    city.http.post(city.url("routing", "/uitloggen/overal")).bearer_auth(&admin).send().await?;
    let began = Instant::now();
    // Routing knows it by itself.
    until_refused(&city, ("routing", "/api/v1/issues"), &admin, began).await;

    city.bus.start_again(false).await?;
    city.settle().await?;

    until_out(&city, &admin, Instant::now()).await;
    city.stop().await
}

#[tokio::test]
async fn an_administrator_signs_somebody_else_out_everywhere() -> anyhow::Result<()> {
    let city = City::start().await?;
    let admin = city.sign_in("admin@demo").await?;
    let crew = city.sign_in("crew@demo").await?;
    let page = async || -> anyhow::Result<String> {
        let url = city.url("routing", "/beheer/accounts");
        Ok(city.http.get(url).bearer_auth(&admin).send().await?.text().await?)
    };
    let before = page().await?;
    assert_eq!(before.matches("1 plek").count(), 2, "admin and crew: {before}");
    let id: String = sqlx::query_scalar(
        "select staff_account_id::text from routing.staff_account where email = 'crew@demo'",
    )
    .fetch_one(&city.pool)
    .await?;

    let url = city.url("routing", &format!("/beheer/accounts/{id}/uitloggen"));
    let began = Instant::now();
    let answer = city.http.post(url).bearer_auth(&admin).send().await?;

    let to = answer.headers()["location"].to_str()?;
    assert_eq!(to, format!("/beheer/accounts?account={id}&gedaan=uitgelogd"));
    for address in [("routing", "/api/v1/issues"), ("work_orders", "/api/v1/work-orders")] {
        until_refused(&city, address, &crew, began).await;
    }
    assert_eq!(page().await?.matches("1 plek").count(), 1);
    assert_eq!(status(&city, ("routing", "/api/v1/issues"), &admin).await, 200);
    city.stop().await
}
