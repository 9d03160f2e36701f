//! Nothing happens twice, whatever comes twice.

use reqwest::StatusCode;
use serde_json::Value;
use tests::City;

use super::{ZANGVOGELBUURT, report, report_with_mail};

/// Requests with the same key at the same time.
const AT_ONCE: usize = 12;

async fn submit(city: &City, key: &str, body: &Value) -> anyhow::Result<(StatusCode, Value)> {
    let url = city.url("intake", "/api/v1/reports");
    let request = city.http.post(url).header("Idempotency-Key", key).json(body);
    let response = request.send().await?;
    Ok((response.status(), response.json().await?))
}

#[tokio::test]
async fn the_same_key_twice_is_the_same_report_once() -> anyhow::Result<()> {
    let city = City::start().await?;
    let body = report_with_mail("litter");

    let (first, one) = submit(&city, "key-1", &body).await?;
    let (second, two) = submit(&city, "key-1", &body).await?;
    city.settle().await?;

    assert_eq!((first.as_u16(), second.as_u16()), (201, 201));
    assert_eq!(one["reportId"], two["reportId"]);
    assert_eq!(city.count("select count(*) from work_orders.work_order").await?, 1);
    assert_eq!(city.mails()?.len(), 1);
    city.stop().await
}

#[tokio::test]
async fn the_same_key_with_another_body_is_a_conflict() -> anyhow::Result<()> {
    let city = City::start().await?;

    submit(&city, "key-1", &report("litter", ZANGVOGELBUURT)).await?;
    let (status, problem) = submit(&city, "key-1", &report("bin_full", ZANGVOGELBUURT)).await?;

    assert_eq!(status, 409);
    assert_eq!(problem["type"], "idempotency-key-reused");
    assert_eq!(city.count("select count(*) from intake.report").await?, 1);
    city.stop().await
}

#[tokio::test]
async fn the_same_key_many_times_at_once_is_one_report() -> anyhow::Result<()> {
    let city = City::start().await?;
    let body = report("litter", ZANGVOGELBUURT);

    let requests = (0..AT_ONCE).map(|_| submit(&city, "key-1", &body));
    let answers = futures_util::future::try_join_all(requests).await?;
    city.settle().await?;

    assert!(answers.iter().all(|(status, _)| *status == 201));
    assert!(answers.iter().all(|(_, body)| body["reportId"] == answers[0].1["reportId"]));
    assert_eq!(city.count("select count(*) from work_orders.work_order").await?, 1);
    city.stop().await
}
