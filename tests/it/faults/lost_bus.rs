//! The bus comes back empty: the outboxes are the copy that counts.
use super::audit::assert_in_order;
use super::frozen;
use super::reporter::Reporter;
use super::system::System;
use rustix::process::Signal;
use std::fs;
use std::time::Duration;
use tests::until;

const PUBLISHED_WAIT_MAX: Duration = Duration::from_secs(20);
const STOPPING_WAIT_MAX: Duration = Duration::from_secs(20);

#[tokio::test]
async fn a_bus_that_lost_everything_is_filled_again() {
    let mut system = System::start().await;
    let handled = Reporter::new(&system, "vroeg", 1).report(20).await;
    assert!(system.settle(handled.len()).await, "{:?}", system.backlog().await);
    let mails = system.mails();

    // A backlog: with everything handled, an empty bus would be no loss.
    let routing = system.pid("routing").unwrap();
    let stands_still = system.freeze("routing");
    let waiting = Reporter::new(&system, "laat", 2).report(30).await;
    let published = until(PUBLISHED_WAIT_MAX, async || system.unpublished().await == Some(0)).await;
    assert!(published, "{:?}", system.backlog().await);
    let run = system.data().join("run");
    system
        .end_with(async || {
            // It stands still and would be waited for; intake is asked to stop at the same moment.
            let is_stopping =
                until(STOPPING_WAIT_MAX, async || !run.join("intake.pid").exists()).await;
            assert!(is_stopping);
            frozen::signal(routing, Signal::KILL);
        })
        .await;
    drop(stands_still);
    fs::remove_dir_all(system.data().join("nats")).unwrap();
    system.begin().await;

    let all = [handled, waiting].concat();
    assert!(system.settle(all.len()).await, "{:?}", system.backlog().await);
    assert_in_order(&system, &all).await;
    let now = system.mails();
    let again: Vec<_> = mails.iter().filter(|(path, at)| now.get(*path) != Some(at)).collect();
    assert!(again.is_empty(), "written twice: {again:?}");
    system.end().await;
}
