//! What only a real NATS server can show: outage, loss, redelivery, poison.

use tests::City;

use super::{ZANGVOGELBUURT, dead_letters::poison, report, report_with_mail};

#[tokio::test]
async fn with_nats_away_reports_are_taken_and_flow_when_it_is_back() -> anyhow::Result<()> {
    let mut city = City::start().await?;
    city.bus.kill()?;

    for _ in 0..5 {
        let (status, _) = city.submit(&report("litter", ZANGVOGELBUURT)).await?;
        assert_eq!(status, 201);
    }
    assert_eq!(city.count("select count(*) from work_orders.work_order").await?, 0);
    city.bus.start_again(false).await?;
    city.settle().await?;

    // They are about one thing.
    let orders = "select sum(cardinality(report_numbers)) from work_orders.work_order";
    assert_eq!(city.count("select count(*) from work_orders.work_order").await?, 1);
    assert_eq!(city.count(orders).await?, 5);
    city.stop().await
}

#[tokio::test]
async fn a_bus_that_lost_everything_is_filled_again_and_nothing_happens_twice() -> anyhow::Result<()>
{
    let mut city = City::start().await?;
    city.submit(&report_with_mail("litter")).await?;
    city.settle().await?;

    city.bus.kill()?;
    city.submit(&report_with_mail("bin_full")).await?;
    city.bus.start_again(true).await?;
    // Every row goes out again: those of the first report too.
    let all = "select count(*) from routing.outbox where stream_seq is null";
    city.settle().await?;
    wait_until_refilled(&city).await?;
    city.settle().await?;

    assert_eq!(city.count(all).await?, 0);
    assert_eq!(city.count("select count(*) from routing.issue").await?, 2);
    assert_eq!(city.count("select count(*) from work_orders.work_order").await?, 2);
    assert_eq!(city.mails()?.len(), 2);
    city.stop().await
}

/// The reconcilers compare by the clock; this waits until each stream holds
/// what its outbox says it should.
async fn wait_until_refilled(city: &City) -> anyhow::Result<()> {
    let admin = city.bus.admin().await?;
    tokio::time::timeout(std::time::Duration::from_secs(30), async {
        loop {
            let written = city
                .count(
                    "select (select count(*) from intake.outbox)
                          + (select count(*) from routing.outbox)
                          + (select count(*) from work_orders.outbox)",
                )
                .await?;
            let mut held = 0;
            for stream in &proto::topology::STREAMS {
                held += admin.get_stream(stream.name).await?.cached_info().state.messages;
            }
            if i64::try_from(held)? >= written {
                return anyhow::Ok(());
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    })
    .await?
}

#[tokio::test]
async fn an_event_that_cannot_be_handled_is_buried_and_the_others_go_on() -> anyhow::Result<()> {
    let city = City::start().await?;

    poison(&city).await?;
    city.submit(&report("litter", ZANGVOGELBUURT)).await?;
    city.settle().await?;

    assert_eq!(city.count("select count(*) from work_orders.work_order").await?, 1);
    for schema in [
        "select count(*) from routing.dead_letter",
        "select count(*) from notification.dead_letter",
        "select count(*) from statistics.dead_letter",
    ] {
        assert_eq!(city.count(schema).await?, 1, "{schema}");
    }
    city.stop().await
}
