//! A vehicle that is emptied on the way, while its stops are being done.

use std::time::Duration;

use serde_json::json;
use tests::until;

use super::{Yard, fields, some_day};
use crate::flow::joining::photo;

#[tokio::test]
async fn a_vehicle_that_was_emptied_is_empty_whatever_comes_first() -> anyhow::Result<()> {
    let yard = Yard::open(&["Wagen 2"]).await?;
    for number in 0..3 {
        yard.report(number, "Kast").await?;
    }
    yard.city.settle().await?;
    yard.propose(some_day(1)).await?;
    let draft = yard.rounds("draft").await?[0];
    yard.give(draft).await?;
    let stops = yard.stops(draft.0).await?;
    let path = format!("/werk/ronde/{}", draft.0);
    let shown = photo(&yard.city).await?;
    let load = async || {
        let (_, page) = yard.page(&path, &yard.crew).await?;
        let load = page.split_once("aria-valuenow=\"").and_then(|(_, rest)| rest.split_once('"'));
        anyhow::Ok(load.unwrap().0.to_owned())
    };

    yard.act(stops[0].0, "complete", &json!({"photoIds": [shown]})).await?;
    assert_eq!(load().await?, "1200");
    // A phone without connection emptied it after the second, and tells that first.
    let both = fields(&[("stops", &format!("{}.{}.niets", stops[0].0, stops[1].0))]);
    for _ in 0..2 {
        assert_eq!(yard.post(&format!("{path}/leeg"), &yard.crew, &both).await?.status(), 303);
    }
    yard.act(stops[1].0, "complete", &json!({"photoIds": [shown]})).await?;
    assert_eq!(load().await?, "0");
    let emptied = "select count(*) from round_history where what = 'emptied'";
    let pool = yard.city.pool_of("work_orders");
    assert_eq!(sqlx::query_scalar::<_, i64>(emptied).fetch_one(pool).await?, 1);

    // Whoever has the round gets its stops: a step of an order takes the round before the stop, so that the
    // two never wait for each other.
    let mut tx = pool.begin().await?;
    sqlx::query("select from round where round_id = $1 for update")
        .bind(draft.0)
        .execute(&mut *tx)
        .await?;
    let body = json!({"photoIds": [shown]});
    let step = yard.act(stops[2].0, "complete", &body);
    let emptying = async {
        let is_waiting = "select exists (select from pg_stat_activity
             where wait_event_type = 'Lock' and datname = current_database())";
        let has_come = async || {
            sqlx::query_scalar(is_waiting).fetch_one(pool).await.is_ok_and(|waits: bool| waits)
        };
        assert!(until(Duration::from_secs(10), has_come).await, "the step waits for nothing");
        sqlx::query("set local lock_timeout = '1s'").execute(&mut *tx).await?;
        let empty = "update round_stop set is_emptied = true where work_order_id = $1";
        sqlx::query(empty).bind(stops[2].0).execute(&mut *tx).await?;
        anyhow::Ok(tx.commit().await?)
    };
    let (step, emptying) = tokio::join!(step, emptying);
    emptying?;
    step?;
    assert_eq!(load().await?, "0");
    assert_eq!(yard.rounds("closed").await?.len(), 1);
    yard.city.stop().await
}
