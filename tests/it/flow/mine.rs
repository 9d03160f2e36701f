//! The list of reports that were sent from one browser.

use reqwest::{StatusCode, header};
use tests::City;

use super::{ZANGVOGELBUURT, report, text};

/// Sends a report as a page of ours does, and gives its id and the browser's cookie.
async fn send(city: &City, cookie: &str) -> anyhow::Result<(String, String)> {
    let request = city.http.post(city.url("intake", "/api/v1/reports"));
    let request = request.header("sec-fetch-site", "same-origin").header(header::COOKIE, cookie);
    let answer = request.json(&report("litter", ZANGVOGELBUURT)).send().await?;
    anyhow::ensure!(answer.status() == 201);
    let set = answer.headers()[header::SET_COOKIE].to_str()?.to_owned();
    anyhow::ensure!(set.contains("HttpOnly") && set.contains("SameSite=Lax"), "{set}");
    let cookie = set.split(';').next().unwrap_or_default().to_owned();
    let body: serde_json::Value = answer.json().await?;
    Ok((text(&body, "/reportId").to_owned(), cookie))
}

async fn list(city: &City, cookie: &str) -> anyhow::Result<String> {
    let request = city.http.get(city.url("intake", "/mijn")).header(header::COOKIE, cookie);
    Ok(request.send().await?.text().await?)
}

#[tokio::test]
async fn a_browser_lists_what_was_sent_from_it_until_it_is_emptied() -> anyhow::Result<()> {
    let city = City::start().await?;
    let (first, cookie) = send(&city, "").await?;
    let (second, same) = send(&city, &cookie).await?;
    let (others, _) = send(&city, "").await?;

    assert_eq!(same, cookie);
    let shown = list(&city, &cookie).await?;
    assert!(shown.contains(&first) && shown.contains(&second) && !shown.contains(&others));
    assert!(!list(&city, "").await?.contains(&first));

    let url = city.url("intake", "/mijn/wissen");
    let emptied = city.http.post(url).header(header::COOKIE, &cookie).send().await?;
    assert_eq!(emptied.status(), StatusCode::SEE_OTHER);
    let cookies = emptied.headers().get_all(header::SET_COOKIE).iter();
    assert!(cookies.filter(|set| set.to_str().unwrap().contains("Max-Age=0")).count() == 2);
    assert!(!list(&city, &cookie).await?.contains(&first));
    assert_eq!(city.count("select count(*) from intake.report").await?, 3);
    city.stop().await
}

#[tokio::test]
async fn a_list_holds_the_twenty_newest() -> anyhow::Result<()> {
    let city = City::start().await?;
    let (first, cookie) = send(&city, "").await?;
    for _ in 0..20 {
        send(&city, &cookie).await?;
    }

    assert_eq!(city.count("select count(*) from intake.device_report").await?, 20);
    assert!(!list(&city, &cookie).await?.contains(&first));
    city.stop().await
}

#[tokio::test]
async fn a_program_that_uses_the_api_gets_no_cookie() -> anyhow::Result<()> {
    let city = City::start().await?;

    let url = city.url("intake", "/api/v1/reports");
    let answer = city.http.post(url).json(&report("litter", ZANGVOGELBUURT)).send().await?;

    assert_eq!(answer.status(), 201);
    assert!(answer.headers().get(header::SET_COOKIE).is_none());
    city.stop().await
}
