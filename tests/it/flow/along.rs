//! What a crew reports on the street and takes along at once is done when its order comes, once; what neighbours
//! wait for as well stays their order.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::{Value, json};
use tests::{City, until};
use uuid::Uuid;
use work_orders::store;

use super::{
    ZANGVOGELBUURT,
    joining::photo,
    phone::{Phone, phone, statuses},
    report, text,
    way::{JUST_OUTSIDE, assign, triage},
};

const WAIT_TIME_MAX: Duration = Duration::from_secs(10);

/// Somebody reports something where they stand, and takes it along.
async fn take(
    city: &City,
    phone: &Phone,
    act: u128,
    report_id: &str,
    more: &Value,
) -> anyhow::Result<(StatusCode, Value)> {
    let path = format!("/werk/nieuw/{report_id}/stap");
    phone.send(city, &path, (act, "complete"), more).await
}

/// The report's id, when everything about it has happened.
async fn submit(city: &City, place: [f64; 2]) -> anyhow::Result<String> {
    let (status, submitted) = city.submit(&report("litter", place)).await?;
    anyhow::ensure!(status == 201, "{submitted}");
    city.settle().await?;
    Ok(text(&submitted, "/reportId").to_owned())
}

/// The only order of this status, as its team reads it.
async fn detail(city: &City, token: &str, status: &str) -> anyhow::Result<Value> {
    let orders = city.work_orders(token, status).await?;
    anyhow::ensure!(orders.len() == 1, "{} orders are {status}", orders.len());
    let path = format!("/api/v1/work-orders/{}", text(&orders[0], "/workOrderId"));
    let url = city.url("work_orders", &path);
    Ok(city.http.get(url).bearer_auth(token).send().await?.json().await?)
}

#[tokio::test]
async fn what_was_taken_along_is_done_once_and_its_report_too() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = phone(&city, "crew@demo").await?;
    let report_id = submit(&city, ZANGVOGELBUURT).await?;
    let taken = json!({"msAgo": 60_000, "photoIds": [photo(&city).await?], "note": "Mee."});

    let (status, first) = take(&city, &crew, 1, &report_id, &taken).await?;
    let (again, second) = take(&city, &crew, 1, &report_id, &taken).await?;
    city.settle().await?;

    assert_eq!((status.as_u16(), &first["outcome"]), (200, &json!("applied")), "{first}");
    assert_eq!((again.as_u16(), second), (200, first));
    let order = detail(&city, &crew.token, "done").await?;
    assert_eq!(statuses(&order), ["open", "done"]);
    assert_eq!(text(&order, "/history/1/note"), "Mee.");
    let shown = city.report(&json!({"reportId": report_id})).await?;
    assert_eq!(text(&shown, "/status"), "resolved");
    assert_eq!(city.count("select count(*) from work_orders.taken_along").await?, 0);
    city.stop().await
}

#[tokio::test]
async fn what_was_taken_along_waits_for_its_order_and_keeps_its_time() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = phone(&city, "crew@demo").await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let report_id = submit(&city, JUST_OUTSIDE).await?;
    let photo_id = photo(&city).await?;
    let taken = json!({"msAgo": 600_000, "photoIds": [photo_id]});

    let (status, first) = take(&city, &crew, 1, &report_id, &taken).await?;
    let (_, second) = take(&city, &crew, 1, &report_id, &taken).await?;
    assert_eq!((status.as_u16(), &first["outcome"]), (200, &json!("applied")), "{first}");
    assert_eq!(second, first);
    assert_eq!(city.count("select count(*) from work_orders.taken_along").await?, 1);

    let issue = triage(&city, &dispatcher).await?.remove(0);
    // To a team that the crew does not work for: nobody else waits for it.
    let (status, answer) = assign(&city, &dispatcher, &issue, "handhaving").await?;
    assert_eq!(status, 200, "{answer}");
    city.settle().await?;

    let boa = city.sign_in("boa@demo").await?;
    let order = detail(&city, &boa, "done").await?;
    assert_eq!(statuses(&order), ["open", "done"]);
    let at =
        |pointer: &str| text(&order, pointer).parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    assert!((at("/history/0/at") - at("/history/1/actedAt")).num_minutes() >= 9, "{order}");
    assert_eq!(city.count("select count(*) from work_orders.taken_along").await?, 0);
    let kept: bool =
        sqlx::query_scalar("select is_kept from intake.photo where photo_id = $1::uuid")
            .bind(text(&photo_id, ""))
            .fetch_one(&city.pool)
            .await?;
    assert!(kept);
    city.stop().await
}

/// The report and the act come by two ways that do not know of each other: whoever is second waits for the first.
#[tokio::test]
async fn neither_the_order_nor_the_act_misses_the_other() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = phone(&city, "crew@demo").await?;
    let taken = json!({"photoIds": [photo(&city).await?]});
    let pool = city.pool_of("work_orders");

    // As if an act was being taken.
    let mut tx = pool.begin().await?;
    store::taken_along::lock(&mut tx).await?;
    let (_, submitted) = city.submit(&report("litter", ZANGVOGELBUURT)).await?;
    is_waiting(&city).await?;
    assert!(city.work_orders(&crew.token, "open").await?.is_empty());
    tx.commit().await?;
    city.settle().await?;

    // As if an order was being opened.
    let mut tx = pool.begin().await?;
    store::taken_along::lock_shared(&mut tx).await?;
    let report_id = text(&submitted, "/reportId");
    let taking = take(&city, &crew, 1, report_id, &taken);
    let opening = async {
        is_waiting(&city).await?;
        Ok(tx.commit().await?)
    };
    let ((status, _), ()) = tokio::try_join!(taking, opening)?;
    city.settle().await?;
    assert_eq!(status, 200);
    assert_eq!(statuses(&detail(&city, &crew.token, "done").await?), ["open", "done"]);
    city.stop().await
}

/// Waits until somebody waits for the lock of what is taken along.
async fn is_waiting(city: &City) -> anyhow::Result<()> {
    // PostgreSQL shows the lower half of a lock's number apart.
    let waiting = "select count(*) from pg_locks join pg_database on pg_database.oid = database
        where locktype = 'advisory' and objid = 1952541541 and not granted
        and datname = current_database()";
    let is_there = async || city.count(waiting).await.is_ok_and(|waiting| waiting > 0);
    anyhow::ensure!(until(WAIT_TIME_MAX, is_there).await, "nobody waits for the lock");
    Ok(())
}

#[tokio::test]
async fn another_teams_order_that_neighbours_wait_for_stays_theirs() -> anyhow::Result<()> {
    let city = City::start().await?;
    let boa = phone(&city, "boa@demo").await?;
    let crew = city.sign_in("crew@demo").await?;
    submit(&city, ZANGVOGELBUURT).await?;
    let own = submit(&city, ZANGVOGELBUURT).await?;
    let photo_id = photo(&city).await?;

    let (status, answer) = take(&city, &boa, 1, &own, &json!({"photoIds": [photo_id]})).await?;
    city.settle().await?;

    assert_eq!((status.as_u16(), &answer["outcome"]), (200, &json!("settled")));
    let order = detail(&city, &crew, "open").await?;
    assert_eq!(statuses(&order), ["open"]);
    let url = city.url("work_orders", &format!("/werk/{}", text(&order, "/workOrderId")));
    let page = city.http.get(url).bearer_auth(&crew).send().await?.text().await?;
    assert!(page.contains("Ook hier geweest") && page.contains(text(&photo_id, "")), "{page}");
    city.stop().await
}

#[tokio::test]
async fn only_who_did_it_says_so_with_a_photo() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = phone(&city, "crew@demo").await?;
    let boa = phone(&city, "boa@demo").await?;
    let manager = phone(&city, "manager@demo").await?;
    let nobody = Phone { token: String::new(), staff_id: crew.staff_id };
    let other = Phone { token: boa.token.clone(), staff_id: crew.staff_id };
    let report_id = Uuid::from_u128(7).to_string();
    let taken = json!({"photoIds": [photo(&city).await?]});
    take(&city, &crew, 1, &report_id, &taken).await?;

    let answer = async |phone: &Phone, act, more: &Value| {
        let (status, body) = take(&city, phone, act, &report_id, more).await?;
        anyhow::Ok((status.as_u16(), text(&body, "/errors/0/pointer").to_owned()))
    };
    assert_eq!(answer(&nobody, 2, &taken).await?.0, 401);
    assert_eq!(answer(&manager, 2, &taken).await?.0, 403);
    assert_eq!(answer(&other, 2, &taken).await?.0, 409);
    assert_eq!(answer(&boa, 1, &taken).await?.0, 409);
    assert_eq!(answer(&crew, 2, &json!({})).await?, (400, "/photoIds".to_owned()));
    let unknown = json!({"photoIds": [Uuid::nil()]});
    assert_eq!(answer(&crew, 2, &unknown).await?, (400, "/photoIds/0".to_owned()));
    let path = format!("/werk/nieuw/{report_id}/stap");
    let (status, _) = crew.send(&city, &path, (2, "accept"), &taken).await?;
    assert_eq!(status, 400);
    assert_eq!(city.count("select count(*) from work_orders.taken_along").await?, 1);
    city.stop().await
}
