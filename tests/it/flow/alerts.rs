//! Mail about a buurt: asked for, confirmed, sent once a day, and stopped.

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use notification::alert::{ASKS_PER_HOUR_MAX, planner};
use platform::clock;
use reqwest::StatusCode;
use serde_json::json;
use tests::City;

use super::{ZANGVOGELBUURT, report};

const BUURT: &str = "BU03071001";

/// Nobody else should read this.
const WORDS: &str = "Achter het huis van Anna";

const ALERTS: &str = "select count(*) from notification.alert";

/// A city in which the mails of the real day are planned, so that the test has the next ones for
/// itself.
async fn city() -> anyhow::Result<City> {
    let city = City::start().await?;
    planner::plan(city.pool_of("notification"), clock::now()).await?;
    Ok(city)
}

async fn ask(city: &City, buurt: &str, email: &str) -> anyhow::Result<(StatusCode, String)> {
    let form = city.http.post(city.url("notification", "/berichten/buurt"));
    let answer = form.form(&[("buurt", buurt), ("email", email)]).send().await?;
    let status = answer.status();
    let to = answer.headers().get("location").map(|to| to.to_str().map(str::to_owned));
    let shown = to.transpose()?.unwrap_or(answer.text().await?);
    city.settle().await?;
    Ok((status, shown))
}

/// The path of the link in the last mail that asks for confirmation.
async fn link(city: &City) -> anyhow::Result<String> {
    let token: String =
        sqlx::query_scalar("select token from notification.alert").fetch_one(&city.pool).await?;
    let path = format!("/berichten/buurt/{token}");
    // The text is in quoted-printable, which breaks long lines.
    let mails = city.mails()?.join("\n").replace("=\r\n", "");
    anyhow::ensure!(mails.contains(&path), "no mail holds the link:\n{mails}");
    Ok(path)
}

async fn press(city: &City, path: &str) -> anyhow::Result<StatusCode> {
    Ok(city.http.post(city.url("notification", path)).send().await?.status())
}

async fn subscribe(city: &City) -> anyhow::Result<String> {
    ask(city, BUURT, "jan@voorbeeld.nl").await?;
    let path = link(city).await?;
    anyhow::ensure!(press(city, &path).await? == 200);
    Ok(path)
}

async fn send(city: &City, category: &str) -> anyhow::Result<()> {
    let mut sent = report(category, ZANGVOGELBUURT);
    sent["description"] = json!(WORDS);
    sent["locationText"] = json!(WORDS);
    let (status, answer) = city.submit(&sent).await?;
    anyhow::ensure!(status == 201, "{answer}");
    city.settle().await
}

/// Plans the mails of so many days from now, and waits until they left.
async fn day(city: &City, days: i64) -> anyhow::Result<u64> {
    let planned = planner::plan(city.pool_of("notification"), in_days(days)).await?;
    // They are due in the future, as the service sees it.
    sqlx::query(
        "update notification.delivery set next_attempt_at = now() where status = 'waiting'",
    )
    .execute(&city.pool)
    .await?;
    city.settle().await?;
    Ok(planned)
}

fn in_days(days: i64) -> DateTime<Utc> {
    clock::now() + TimeDelta::days(days)
}

fn about(city: &City, subject: &str) -> anyhow::Result<Vec<String>> {
    let has = |mail: &String| mail.contains(&format!("\nSubject: {subject}"));
    Ok(city.mails()?.into_iter().filter(has).collect())
}

#[tokio::test]
async fn who_said_yes_gets_one_mail_a_day_and_only_when_something_happened() -> anyhow::Result<()> {
    let city = city().await?;
    let crew = city.sign_in("crew@demo").await?;
    subscribe(&city).await?;

    assert_eq!(day(&city, 1).await?, 0, "nothing happened yet");
    send(&city, "bulky_waste").await?;
    send(&city, "other").await?;
    assert_eq!((day(&city, 2).await?, day(&city, 2).await?), (1, 0));
    let orders = city.work_orders(&crew, "open").await?;
    // Of this kind an order can be done without a photo.
    let order = orders.iter().find(|order| order["category"] == "other").context("an order")?;
    let (status, answer) = city.act(&crew, order, "complete", &json!({"photoIds": []})).await?;
    assert_eq!(status, 200, "{answer}");
    city.settle().await?;
    assert_eq!((day(&city, 3).await?, day(&city, 4).await?), (1, 0));

    let new = about(&city, "Zangvogelbuurt: 2 nieuw")?;
    let solved = about(&city, "Zangvogelbuurt: 1 opgelost")?;
    assert_eq!((new.len(), solved.len(), city.mails()?.len()), (1, 1, 3));
    for header in ["To: jan@voorbeeld.nl", "List-Unsubscribe-Post: List-Unsubscribe=One-Click"] {
        assert!(new[0].contains(header), "{}", new[0]);
    }
    assert!(new[0].contains("Grofvuil") && !new[0].contains("Anna"), "{}", new[0]);
    city.stop().await
}

#[tokio::test]
async fn nothing_is_sent_before_the_owner_of_the_mailbox_pressed_the_button() -> anyhow::Result<()>
{
    let city = city().await?;
    assert_eq!(
        ask(&city, BUURT, "jan@voorbeeld.nl").await?,
        (StatusCode::SEE_OTHER, "/berichten/buurt/gevraagd".to_owned())
    );
    let path = link(&city).await?;
    send(&city, "bulky_waste").await?;

    let visit = city.http.get(city.url("notification", &path)).send().await?;
    assert_eq!(visit.status(), 200);
    assert_eq!(day(&city, 1).await?, 0);
    assert_eq!(city.mails()?.len(), 1, "only the one that asks");
    assert_eq!(press(&city, &path).await?, 200);
    send(&city, "litter").await?;
    assert_eq!(day(&city, 2).await?, 1);
    city.stop().await
}

#[tokio::test]
async fn an_address_is_asked_once_an_hour_and_the_answer_never_tells_whether_it_is_known()
-> anyhow::Result<()> {
    let city = city().await?;

    let first = ask(&city, BUURT, "jan@voorbeeld.nl").await?;
    let again = ask(&city, BUURT, " JAN@voorbeeld.nl").await?;
    assert_eq!(city.mails()?.len(), 1);
    sqlx::query("update notification.alert set asked_at = asked_at - interval '61 minutes'")
        .execute(&city.pool)
        .await?;
    let later = ask(&city, BUURT, "jan@voorbeeld.nl").await?;
    assert_eq!(city.mails()?.len(), 2);
    press(&city, &link(&city).await?).await?;
    let known = ask(&city, BUURT, "jan@voorbeeld.nl").await?;

    assert!(first == again && first == later && first == known);
    assert_eq!((city.mails()?.len(), city.count(ALERTS).await?), (2, 1));
    city.stop().await
}

#[tokio::test]
async fn when_too_many_are_asked_the_next_must_wait_and_is_not_kept() -> anyhow::Result<()> {
    let city = city().await?;
    ask(&city, BUURT, "jan@voorbeeld.nl").await?;
    sqlx::query(
        "insert into notification.delivery (delivery_id, alert_id, step, channel, traceparent,
             status, created_at, next_attempt_at)
         select gen_random_uuid(), alert_id, step, channel, traceparent, 'sent', created_at,
             next_attempt_at
         from notification.delivery, generate_series(2, $1)",
    )
    .bind(i32::try_from(ASKS_PER_HOUR_MAX)?)
    .execute(&city.pool)
    .await?;

    let (status, _) = ask(&city, BUURT, "piet@voorbeeld.nl").await?;

    assert_eq!((status.as_u16(), city.count(ALERTS).await?), (429, 1));
    city.stop().await
}

#[tokio::test]
async fn what_is_no_address_or_no_buurt_comes_back_with_what_is_wrong() -> anyhow::Result<()> {
    let city = city().await?;

    for (buurt, email, told) in [
        (BUURT, "", "Vul je mailadres in"),
        (BUURT, "jan", "Dit is geen mailadres"),
        (BUURT, "jan@voorbeeld.nl\r\nBcc: piet@voorbeeld.nl", "Dit is geen mailadres"),
        ("BU99", "jan@voorbeeld.nl", "Kies een buurt"),
        ("' or 1=1 --\0", "jan@voorbeeld.nl", "Kies een buurt"),
    ] {
        let (status, page) = ask(&city, buurt, email).await?;
        assert_eq!(status, 400, "{email}");
        assert!(page.contains(told), "{email}: {page}");
    }
    let foreign = city.http.post(city.url("notification", "/berichten/buurt"));
    let foreign = foreign.header("sec-fetch-site", "cross-site");
    let foreign = foreign.form(&[("buurt", BUURT), ("email", "jan@voorbeeld.nl")]).send().await?;
    assert_eq!(foreign.status(), 403);
    assert_eq!((city.count(ALERTS).await?, city.mails()?.len()), (0, 0));
    city.stop().await
}

#[tokio::test]
async fn a_link_that_is_guessed_or_too_old_leads_nowhere() -> anyhow::Result<()> {
    let city = city().await?;
    ask(&city, BUURT, "jan@voorbeeld.nl").await?;
    let path = link(&city).await?;
    sqlx::query("update notification.alert set asked_at = asked_at - interval '73 hours'")
        .execute(&city.pool)
        .await?;

    for path in [path.as_str(), "/berichten/buurt/AAAAAAAAAAAAAAAAAAAAAA", "/berichten/buurt/%00"] {
        let visit = city.http.get(city.url("notification", path)).send().await?;
        assert_eq!((visit.status().as_u16(), press(&city, path).await?.as_u16()), (404, 404));
    }
    city.stop().await
}

#[tokio::test]
async fn who_stops_is_forgotten_at_once_and_gets_no_more() -> anyhow::Result<()> {
    let city = city().await?;
    let stop = format!("{}/stop", subscribe(&city).await?);
    send(&city, "litter").await?;

    let visit = city.http.get(city.url("notification", &stop)).send().await?;
    assert_eq!((visit.status().as_u16(), city.count(ALERTS).await?), (200, 1));
    // As a mail program does it (RFC 8058).
    let one_click = city.http.post(city.url("notification", &stop));
    let one_click = one_click.form(&[("List-Unsubscribe", "One-Click")]).send().await?;
    assert_eq!((one_click.status().as_u16(), city.count(ALERTS).await?), (200, 0));
    assert_eq!(press(&city, &stop).await?, 200);
    assert_eq!(day(&city, 1).await?, 0);
    city.stop().await
}

#[tokio::test]
async fn an_address_goes_after_three_days_without_a_yes_and_a_year_after_the_last()
-> anyhow::Result<()> {
    let city = city().await?;
    let pool = city.pool_of("notification");
    ask(&city, BUURT, "jan@voorbeeld.nl").await?;

    assert_eq!(planner::forget(pool, in_days(2)).await?, 0);
    assert_eq!(planner::forget(pool, in_days(4)).await?, 1);
    assert_eq!(city.count("select count(*) from notification.delivery").await?, 0);
    subscribe(&city).await?;
    send(&city, "litter").await?;
    assert_eq!(planner::forget(pool, in_days(364)).await?, 0);
    assert_eq!(planner::forget(pool, in_days(366)).await?, 1);
    city.stop().await
}
