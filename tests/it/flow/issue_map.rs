//! The public map: what is open and what was solved lately, and nothing of who reported it.

use chrono::TimeDelta;
use platform::clock;
use reqwest::header;
use serde_json::json;
use tests::City;

use super::{ZANGVOGELBUURT, report, text};

/// Nobody else should read this.
const WORDS: &str = "Achter het huis van Anna <script>";

async fn send(city: &City, category: &str) -> anyhow::Result<serde_json::Value> {
    let mut sent = report(category, ZANGVOGELBUURT);
    sent["description"] = json!(WORDS);
    sent["locationText"] = json!(WORDS);
    let (status, submitted) = city.submit(&sent).await?;
    anyhow::ensure!(status == 201, "{submitted}");
    Ok(submitted)
}

async fn page(city: &City, path: &str) -> anyhow::Result<String> {
    let answer = city.http.get(city.url("intake", path)).send().await?;
    anyhow::ensure!(answer.status() == 200, "{path}: {}", answer.status());
    Ok(answer.text().await?)
}

#[tokio::test]
async fn everybody_sees_what_is_open_and_nothing_that_a_resident_wrote() -> anyhow::Result<()> {
    let city = City::start().await?;
    let submitted = send(&city, "bulky_waste").await?;
    send(&city, "litter").await?;
    city.settle().await?;

    for path in ["/kaart", "/kaart/delen", "/kaart/beeld.svg", "/kaart/feed.atom"] {
        let shown = page(&city, path).await?;
        let (id, number) = (text(&submitted, "/reportId"), text(&submitted, "/reportNumber"));
        for private in ["Anna", id, number] {
            assert!(!shown.contains(private), "{path} shows {private}");
        }
    }
    let all = page(&city, "/kaart/delen").await?;
    assert!(all.contains("Grofvuil") && all.contains("2 open"), "{all}");
    assert!(page(&city, "/kaart/beeld.svg").await?.contains(">2</text>"));
    city.stop().await
}

#[tokio::test]
async fn the_list_holds_what_was_asked_for_by_kind_buurt_and_state() -> anyhow::Result<()> {
    let city = City::start().await?;
    send(&city, "bulky_waste").await?;
    send(&city, "litter").await?;
    city.settle().await?;

    for (query, open) in [
        ("?soort=litter", "1 open"),
        ("?buurt=BU03071001", "2 open"),
        ("?soort=litter&buurt=BU03071001&stand=open", "1 open"),
        // What is not known chooses nothing.
        ("?soort=%27%00&buurt=%22%3E", "2 open"),
    ] {
        let shown = page(&city, &format!("/kaart/delen{query}")).await?;
        assert!(shown.contains(open), "{query}: {shown}");
    }
    let elsewhere = page(&city, "/kaart/delen?soort=bin_full").await?;
    assert!(elsewhere.contains("niets gemeld"), "{elsewhere}");
    city.stop().await
}

#[tokio::test]
async fn what_was_solved_stays_for_two_weeks() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    send(&city, "other").await?;
    city.settle().await?;
    let order = city.work_orders(&crew, "open").await?.remove(0);
    city.act(&crew, &order, "complete", &json!({"photoIds": []})).await?;
    city.settle().await?;

    let solved = page(&city, "/kaart/delen").await?;
    assert!(solved.contains("1 opgelost") && !solved.contains("1 open"), "{solved}");
    sqlx::query("update intake.issue set changed_at = $1")
        .bind(clock::now() - TimeDelta::days(15))
        .execute(&city.pool)
        .await?;
    let gone = page(&city, "/kaart/delen").await?;
    assert!(gone.contains("niets gemeld"), "{gone}");
    city.stop().await
}

#[tokio::test]
async fn the_feed_of_a_buurt_is_atom_with_one_entry_an_issue() -> anyhow::Result<()> {
    let city = City::start().await?;
    send(&city, "bulky_waste").await?;
    city.settle().await?;

    let url = city.url("intake", "/kaart/feed.atom?buurt=BU03071001");
    let answer = city.http.get(url).send().await?;
    let kind = answer.headers()[header::CONTENT_TYPE].to_str()?.to_owned();
    let xml = answer.text().await?;

    assert_eq!(kind, "application/atom+xml; charset=utf-8");
    assert_eq!(xml.matches("<entry>").count(), 1, "{xml}");
    assert!(xml.contains("Grofvuil in de Zangvogelbuurt</title>"), "{xml}");
    assert!(xml.contains("/kaart/feed.atom?buurt=BU03071001"), "{xml}");
    let unknown = city.url("intake", "/kaart/feed.atom?buurt=BU99");
    assert_eq!(city.http.get(unknown).send().await?.status(), 404);
    city.stop().await
}
