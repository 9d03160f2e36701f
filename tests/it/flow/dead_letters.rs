//! An event that could not be handled: seen by an administrator, and tried again.

use async_nats::{HeaderMap, jetstream::message::PublishMessage};
use prost::Message as _;
use proto::v1::{Point, ReportSubmitted};
use reqwest::StatusCode;
use tests::City;
use uuid::Uuid;

use super::ZANGVOGELBUURT;

/// Publishes bytes that are no report as if intake had.
#[expect(clippy::disallowed_methods, reason = "the test plays a producer with a bug")]
pub(super) async fn poison(city: &City) -> anyhow::Result<()> {
    let mut headers = HeaderMap::new();
    let event_id = Uuid::now_v7().to_string();
    for (name, value) in [
        ("ce-specversion", "1.0"),
        ("ce-id", event_id.as_str()),
        ("ce-source", "urn:nld:oin:00000001001234567000:systeem:meldingen-intake"),
        ("ce-type", "nl.meldingen.report-submitted.v1"),
        ("ce-time", "2026-11-24T09:00:00Z"),
        ("ce-subject", "LD-2222-22"),
        ("ce-datacontenttype", "application/protobuf"),
        ("ce-sequence", "1"),
        ("ce-sequencetype", "Integer"),
    ] {
        headers.insert(name, value);
    }
    let message = PublishMessage::build().headers(headers).payload("\u{7f}\u{7f}".into());
    city.bus.admin().await?.send_publish("og.report.submitted.v1", message).await?.await?;
    city.settle().await
}

async fn page(city: &City, who: &str) -> anyhow::Result<(StatusCode, String)> {
    let token = city.sign_in(who).await?;
    let request = city.http.get(city.url("routing", "/beheer/routing")).bearer_auth(token);
    let answer = request.send().await?;
    Ok((answer.status(), answer.text().await?))
}

/// Presses the button of the letter; returns what the page tells then.
async fn again(city: &City, letter: Uuid) -> anyhow::Result<String> {
    let token = city.sign_in("admin@demo").await?;
    let url = city.url("routing", &format!("/beheer/routing/{letter}/opnieuw"));
    let answer = city.http.post(url).bearer_auth(token).send().await?;
    let location = answer.headers()["location"].to_str()?;
    Ok(location.rsplit('=').next().unwrap_or_default().to_owned())
}

async fn letter(city: &City) -> sqlx::Result<Uuid> {
    sqlx::query_scalar("select dead_letter_id from routing.dead_letter").fetch_one(&city.pool).await
}

#[tokio::test]
async fn a_dead_letter_comes_back_when_its_cause_is_gone() -> anyhow::Result<()> {
    let city = City::start().await?;
    poison(&city).await?;
    let letter = letter(&city).await?;

    assert_eq!(again(&city, letter).await?, "failed");
    assert!(page(&city, "admin@demo").await?.1.contains("og.report.submitted.v1"));
    // The correction of the cause: from now on these bytes are a report.
    let report = ReportSubmitted {
        report_id: Uuid::now_v7().to_string(),
        report_number: "LD-2222-22".into(),
        category: "litter".into(),
        location: Some(Point { longitude: ZANGVOGELBUURT[0], latitude: ZANGVOGELBUURT[1] }),
        submitted_at: Some(epoch()),
        language: "nl".into(),
        ..Default::default()
    };
    sqlx::query("update routing.dead_letter set payload = $1")
        .bind(report.encode_to_vec())
        .execute(&city.pool)
        .await?;

    assert_eq!(again(&city, letter).await?, "handled");
    city.settle().await?;
    assert_eq!(city.count("select count(*) from work_orders.work_order").await?, 1);
    assert_eq!(again(&city, letter).await?, "gone");
    assert!(page(&city, "admin@demo").await?.1.contains("Niets ligt vast"));
    city.stop().await
}

fn epoch() -> prost_types::Timestamp {
    prost_types::Timestamp::default()
}

#[tokio::test]
async fn only_an_administrator_sees_dead_letters() -> anyhow::Result<()> {
    let city = City::start().await?;

    for who in ["crew@demo", "boa@demo", "dispatcher@demo", "manager@demo"] {
        assert_eq!(page(&city, who).await?.0, StatusCode::FORBIDDEN, "{who}");
    }
    for service in ["intake", "routing", "work_orders", "notification", "statistics"] {
        let path = format!("/beheer/{}", service.replace('_', "-"));
        let stranger = city.http.get(city.url(service, &path)).send().await?;
        assert_eq!(stranger.status(), StatusCode::SEE_OTHER, "{service}");
        let token = city.sign_in("admin@demo").await?;
        let admin = city.http.get(city.url(service, &path)).bearer_auth(token).send().await?;
        assert_eq!(admin.status(), StatusCode::OK, "{service}");
    }
    city.stop().await
}
