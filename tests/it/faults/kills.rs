//! Every part dies once while reports come in.
use super::audit::assert_in_order;
use super::reporter::Reporter;
use super::system::{PARTS, System};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use std::cell::Cell;
use std::time::Duration;
use tests::until;

/// Reports that are acknowledged between two kills, so that each finds work under way.
const REPORTS_BETWEEN: usize = 25;
const BETWEEN_WAIT_MAX: Duration = Duration::from_secs(30);
/// Every so many reports one is sent again at the end.
const REPEAT_EVERY: usize = 20;

#[tokio::test]
async fn each_part_killed_while_reports_come_in_loses_nothing_and_does_nothing_twice() {
    let given = std::env::var("FAULT_SEED").ok().map(|text| text.parse().unwrap());
    let seed: u64 = given.unwrap_or_else(|| rand::random_range(0..1_000_000));
    println!("seed {seed} (again with FAULT_SEED={seed})");
    let mut system = System::start().await;
    let reporter = Reporter::new(&system, "doden", seed);
    let is_over = Cell::new(false);

    let kills = async {
        await_reports(&reporter).await;
        let mut parts = PARTS;
        parts.shuffle(&mut StdRng::seed_from_u64(seed));
        for part in parts {
            let took = system.kill(part).await;
            println!("killed {part} at {}; well after {took:.1?}", reporter.acknowledged());
            await_reports(&reporter).await;
        }
        is_over.set(true);
    };
    let ((acknowledged, given_up), ()) =
        tokio::join!(reporter.report_until(|| is_over.get()), kills);

    println!("{} acknowledged, {given_up} given up, {} kills", acknowledged.len(), PARTS.len());
    let settled = system.settle(acknowledged.len()).await;
    println!("settled: {settled}; {:?}", system.backlog().await);
    assert_in_order(&system, &acknowledged).await;
    assert!(settled, "events are still on their way");
    for report in acknowledged.iter().step_by(REPEAT_EVERY) {
        assert_eq!(reporter.repeat(report).await, report.report_id);
    }
    system.end().await;
}

async fn await_reports(reporter: &Reporter) {
    let wanted = reporter.acknowledged() + REPORTS_BETWEEN;
    let there = until(BETWEEN_WAIT_MAX, async || reporter.acknowledged() >= wanted).await;
    assert!(there, "reports are not acknowledged any more");
}
