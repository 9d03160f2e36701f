//! What becomes of contact details, and of the wish to hear no more.

use std::time::Duration;

use chrono::TimeDelta;
use notification::{
    forget,
    plan::{Due, Step},
    store,
};
use platform::clock;
use serde_json::json;
use tests::City;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::{ZANGVOGELBUURT, report};

const LOCK_WAIT_MAX: Duration = Duration::from_secs(10);

const KNOWN: &str = "select count(email) + count(phone) from notification.subscription";

/// Hands in a report with a mail address and a telephone number.
async fn give_contact(city: &City) -> anyhow::Result<()> {
    let mut report = report("litter", ZANGVOGELBUURT);
    report["contact"] = json!({"email": "jan@voorbeeld.nl", "phone": "0612345678"});
    let (status, _) = city.submit(&report).await?;
    anyhow::ensure!(status == 201, "{status}");
    city.settle().await
}

#[tokio::test]
async fn contact_details_are_forgotten_thirty_days_after_the_issue_was_closed() -> anyhow::Result<()>
{
    let city = City::start().await?;
    let pool = city.pool_of("notification");
    let crew = city.sign_in("crew@demo").await?;
    give_contact(&city).await?;
    let order = city.work_orders(&crew, "open").await?.remove(0);
    let reason = json!({"reason": "not_found", "note": ""});
    city.act(&crew, &order, "refuse", &reason).await?;
    city.settle().await?;
    let in_days = |days| clock::now() + TimeDelta::days(days);

    assert_eq!(forget::round(pool, in_days(29)).await?, 0);
    assert_eq!(city.count(KNOWN).await?, 2);
    assert_eq!(forget::round(pool, in_days(31)).await?, 1);
    assert_eq!(city.count(KNOWN).await?, 0);
    assert_eq!(forget::round(pool, in_days(32)).await?, 0);
    city.stop().await
}

#[tokio::test]
async fn contact_details_of_an_open_issue_are_kept_for_a_year_and_no_longer() -> anyhow::Result<()>
{
    let city = City::start().await?;
    let pool = city.pool_of("notification");
    let crew = city.sign_in("crew@demo").await?;
    give_contact(&city).await?;
    let order = city.work_orders(&crew, "open").await?.remove(0);
    // It goes to another team: that closes nothing.
    let reason = json!({"reason": "other_team", "note": ""});
    city.act(&crew, &order, "refuse", &reason).await?;
    city.settle().await?;
    let in_days = |days| clock::now() + TimeDelta::days(days);

    assert_eq!(forget::round(pool, in_days(364)).await?, 0);
    assert_eq!(forget::round(pool, in_days(366)).await?, 1);
    assert_eq!(city.count(KNOWN).await?, 0);
    city.stop().await
}

#[tokio::test]
async fn a_mail_that_is_being_planned_while_its_reader_stops_is_not_sent() -> anyhow::Result<()> {
    let city = City::start().await?;
    let pool = city.pool_of("notification");
    give_contact(&city).await?;
    let (id, report_id, token): (Uuid, Uuid, String) = sqlx::query_as(
        "select subscription_id, report_id, stop_token from notification.subscription",
    )
    .fetch_one(&city.pool)
    .await?;
    let now = clock::now();

    let mut event = pool.begin().await?;
    store::lock_report(&mut event, report_id).await?;
    let mut stopping = JoinSet::new();
    let pool = pool.clone();
    stopping.spawn(async move { store::stop(&pool, &token, now).await });
    let waits = "select count(*) from pg_locks where locktype = 'advisory' and not granted";
    tokio::time::timeout(LOCK_WAIT_MAX, async {
        while stopping.try_join_next().is_none() && city.count(waits).await? == 0 {
            tokio::task::yield_now().await;
        }
        anyhow::Ok(())
    })
    .await??;
    let later = now + TimeDelta::hours(1);
    let due = Due { step: Step::Resolved, round: 1, issue_version: Some(9) };
    store::deliveries::plan(&mut event, id, due, "", later, now).await?;
    event.commit().await?;
    stopping.join_all().await.into_iter().collect::<Result<Vec<_>, _>>()?;

    let waiting = "select count(*) from notification.delivery where status = 'waiting'";
    assert_eq!(city.count(waiting).await?, 0);
    city.stop().await
}
