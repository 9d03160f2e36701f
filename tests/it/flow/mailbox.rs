//! The outbox against its stream, step by step: what is lost is found and sent again.

use std::time::{Duration, Instant};

use chrono::{DateTime, Days, Utc};
use platform::{clock, housekeeping, rewind};
use sqlx::Executor as _;
use tests::Mailbox;
use uuid::Uuid;

/// Far below what a hundred time-outs of five seconds would take.
const LOST_ACKS_MAX: Duration = Duration::from_secs(15);

async fn published(mailbox: &Mailbox, count: usize) -> anyhow::Result<Vec<Uuid>> {
    let mut events = Vec::new();
    for _ in 0..count {
        events.push(mailbox.enqueue().await?);
    }
    mailbox.publish().await?;
    Ok(events)
}

async fn pending(mailbox: &Mailbox) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from outbox where stream_seq is null")
        .fetch_one(&mailbox.pool)
        .await
}

#[tokio::test]
async fn events_go_out_in_order_and_once() -> anyhow::Result<()> {
    let mailbox = Mailbox::open().await?;

    let events = published(&mailbox, 3).await?;

    for (event, expected) in events.into_iter().zip(1..) {
        assert_eq!(mailbox.sequence_of(event).await?, Some(expected));
    }
    assert_eq!(mailbox.publish().await?, 0);
    assert_eq!(mailbox.reconcile().await?, 0);
    Ok(())
}

#[tokio::test]
async fn a_stream_that_lost_its_tail_gets_it_again() -> anyhow::Result<()> {
    let mailbox = Mailbox::open().await?;
    let events = published(&mailbox, 3).await?;
    assert_eq!(mailbox.reconcile().await?, 0);

    // The outbox knows of a later place than the stream has.
    mailbox.pretend(events[2], Some(9)).await?;

    assert_eq!(mailbox.reconcile().await?, 1);
    assert_eq!(pending(&mailbox).await?, 1);
    mailbox.publish().await?;
    assert_eq!(mailbox.sequence_of(events[2]).await?, Some(3));
    assert_eq!(mailbox.reconcile().await?, 0);
    Ok(())
}

#[tokio::test]
async fn a_sequence_that_is_given_out_twice_shows_what_was_lost() -> anyhow::Result<()> {
    let mailbox = Mailbox::open().await?;
    let events = published(&mailbox, 2).await?;

    // It was stored third once; now the stream is at two and gives the third place to another.
    mailbox.pretend(events[1], Some(3)).await?;
    let fresh = published(&mailbox, 1).await?;

    assert_eq!(mailbox.sequence_of(fresh[0]).await?, Some(3));
    assert_eq!(mailbox.sequence_of(events[1]).await?, None);
    Ok(())
}

/// The relay died after the stream stored the event, and before it looked whose place that was.
#[tokio::test]
async fn a_repeat_shows_a_sequence_that_is_given_out_twice_as_well() -> anyhow::Result<()> {
    let mailbox = Mailbox::open().await?;
    let events = published(&mailbox, 3).await?;

    mailbox.pretend(events[2], None).await?;
    mailbox.pretend(events[1], Some(3)).await?;
    mailbox.publish().await?;

    assert_eq!(mailbox.sequence_of(events[2]).await?, Some(3));
    assert_eq!(mailbox.sequence_of(events[1]).await?, None);
    Ok(())
}

/// When the stream was made that the outbox was compared with.
async fn known(mailbox: &Mailbox) -> sqlx::Result<DateTime<Utc>> {
    sqlx::query_scalar("select created_at from outbox_stream where stream = 'INTAKE'")
        .fetch_one(&mailbox.pool)
        .await
}

#[tokio::test]
async fn a_stream_made_anew_gets_every_row_again_and_half_a_repair_does_not_count()
-> anyhow::Result<()> {
    let mut mailbox = Mailbox::open().await?;
    published(&mailbox, 3).await?;
    mailbox.reconcile().await?;
    // Streams are told apart by the second in which they were made.
    mailbox
        .admin
        .execute("update intake.outbox_stream set created_at = created_at - interval '1 hour'")
        .await?;
    mailbox.bus.kill()?;
    mailbox.bus.start_again(true).await?;

    let before = known(&mailbox).await?;
    let mut busy = mailbox.admin.begin().await?;
    busy.execute("lock table intake.outbox in share row exclusive mode").await?;
    mailbox.admin.execute("alter role intake set statement_timeout = '300ms'").await?;
    let hindered = Mailbox::reconcile(&mailbox).await;
    busy.rollback().await?;
    mailbox.admin.execute("alter role intake reset statement_timeout").await?;

    assert!(hindered.is_err(), "{hindered:?}");
    assert_eq!(known(&mailbox).await?, before);
    assert_eq!(mailbox.reconcile().await?, 3);
    assert_eq!(mailbox.publish().await?, 3);
    assert_eq!((pending(&mailbox).await?, mailbox.reconcile().await?), (0, 0));
    Ok(())
}

#[tokio::test]
async fn what_an_operator_replays_goes_out_again_and_the_rest_stays() -> anyhow::Result<()> {
    let mailbox = Mailbox::open().await?;
    let old = published(&mailbox, 2).await?;
    let since: DateTime<Utc> =
        sqlx::query_scalar("select clock_timestamp()").fetch_one(&mailbox.pool).await?;
    let new = published(&mailbox, 1).await?;

    let mut tx = mailbox.pool.begin().await?;
    assert_eq!(rewind::replay(&mut tx, "INTAKE", since).await?, 1);
    tx.commit().await?;

    assert_eq!(mailbox.sequence_of(new[0]).await?, None);
    assert_eq!(mailbox.sequence_of(old[1]).await?, Some(2));
    assert_eq!(mailbox.publish().await?, 1);
    assert_eq!(mailbox.sequence_of(new[0]).await?, Some(3));
    Ok(())
}

#[tokio::test]
async fn lost_acknowledgements_cost_one_time_out_and_not_one_each() -> anyhow::Result<()> {
    let mailbox = Mailbox::open().await?;
    published(&mailbox, 1).await?;
    for _ in 0..100 {
        mailbox.enqueue().await?;
    }

    mailbox.bus.freeze();
    let began = Instant::now();
    let round = mailbox.publish().await;
    let took = began.elapsed();
    mailbox.bus.thaw();

    assert!(round.is_err());
    assert!(took < LOST_ACKS_MAX, "{took:?}");
    mailbox.publish().await?;
    assert_eq!(pending(&mailbox).await?, 0);
    Ok(())
}

#[tokio::test]
async fn old_days_are_dropped_but_never_one_with_a_row_that_was_not_sent() -> anyhow::Result<()> {
    let mailbox = Mailbox::open().await?;
    let events = published(&mailbox, 2).await?;
    let today = clock::now().date_naive();

    mailbox.pretend(events[0], None).await?;
    housekeeping::tidy(&mailbox.pool, today + Days::new(40), 30).await?;
    assert_eq!(mailbox.sequence_of(events[1]).await?, Some(2));
    mailbox.pretend(events[0], Some(1)).await?;
    housekeeping::tidy(&mailbox.pool, today + Days::new(40), 30).await?;

    let left: i64 =
        sqlx::query_scalar("select count(*) from outbox").fetch_one(&mailbox.pool).await?;
    assert_eq!(left, 0);
    mailbox.enqueue().await?;
    Ok(())
}

#[tokio::test]
async fn tidying_does_not_hold_up_reports_while_the_outbox_is_in_use() -> anyhow::Result<()> {
    let mailbox = Mailbox::open().await?;
    let mut busy = mailbox.pool.begin().await?;
    busy.execute("select from outbox for update").await?;
    let later = clock::now().date_naive() + Days::new(10);

    let began = Instant::now();
    let tidied = housekeeping::tidy(&mailbox.pool, later, 30).await;

    assert!(tidied.is_err(), "the partition could be made, so this shows nothing");
    assert!(began.elapsed() < Duration::from_secs(5));
    mailbox.enqueue().await?;
    busy.rollback().await?;
    housekeeping::tidy(&mailbox.pool, later, 30).await?;
    Ok(())
}
