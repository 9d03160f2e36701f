//! Realistic history for load and demonstration, written straight into the tables of a running system.
//!
//! Through the form it would take hours, and every event would be of today. So each life is
//! generated once and written for all five services, a chunk of lives at a time; nothing is
//! announced. Decisions are those of the services, so that the tables agree as if it had happened.

mod calendar;
mod life;
mod numbers;
mod rows;
mod store;
mod tables;
mod teller;
mod words;
mod world;

use std::{
    ops::RangeInclusive,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use rand::{RngExt as _, SeedableRng as _, rngs::Xoshiro256PlusPlus};
use serde_json::Value;
use tokio::sync::mpsc;

use self::{
    calendar::Period, numbers::Numbers, store::Houses, tables::Chunk, teller::Teller, world::World,
};

/// More than this is no neighbourhood any more, and report numbers run out at 28 million.
pub const REPORTS: RangeInclusive<u32> = 1..=20_000_000;
/// Ten years.
pub const DAYS: RangeInclusive<u16> = 1..=3650;

/// The letters before every report number, unless intake is told other ones.
pub const NUMBER_PREFIX: &str = "LD";

/// Reports that are written together: some 50,000 rows, and 10 MB of memory.
const CHUNK_REPORTS: u32 = 2000;
/// Chunks that wait for the database while the next is made.
const CHUNKS_AHEAD_MAX: usize = 1;

/// No report is younger, so that nothing of its first moments lies in the future.
const AGE_MIN: TimeDelta = TimeDelta::minutes(1);

/// Where to write.
pub struct Target {
    /// The superuser's address of the database server.
    pub admin_url: String,
    /// The database, with each service's own role.
    pub intake_url: String,
    pub routing_url: String,
    pub work_orders_url: String,
    pub notification_url: String,
    pub statistics_url: String,
    /// Letters before every report number.
    pub number_prefix: String,
}

impl Target {
    /// Reads the facts of a running system, `DATA/run/env.json`.
    pub fn read(facts: &Value) -> anyhow::Result<Self> {
        let text = |pointer: &str| {
            let value = facts.pointer(pointer).and_then(Value::as_str);
            value.map(str::to_owned).with_context(|| format!("the system's facts lack {pointer}"))
        };
        let database = |service: &str| text(&format!("/services/{service}/DATABASE_URL"));
        Ok(Self {
            admin_url: text("/adminDatabaseUrl")?,
            intake_url: database("intake")?,
            routing_url: database("routing")?,
            work_orders_url: database("work_orders")?,
            notification_url: database("notification")?,
            statistics_url: database("statistics")?,
            number_prefix: text("/services/intake/REPORT_NUMBER_PREFIX")
                .unwrap_or_else(|_| NUMBER_PREFIX.to_owned()),
        })
    }
}

/// What to write.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Within [`REPORTS`].
    pub reports: u32,
    /// Within [`DAYS`].
    pub days: u16,
    /// The same seed on the same system at the same moment gives the same history.
    pub seed: u64,
}

/// How far it is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    pub reports: u64,
    pub rows: u64,
    pub lasted: Duration,
}

/// Adds the history to what is there, and tells how far it is after every chunk.
pub async fn run(
    target: &Target,
    plan: Plan,
    now: DateTime<Utc>,
    mut told: impl FnMut(&Progress),
) -> anyhow::Result<Progress> {
    anyhow::ensure!(REPORTS.contains(&plan.reports), "choose from {REPORTS:?} reports");
    anyhow::ensure!(DAYS.contains(&plan.days), "choose from {DAYS:?} days");
    let began = Instant::now();
    let mut houses = Houses::open(target).await.context("is the system still running?")?;
    let world = houses.world().await?;
    let numbers = houses.numbers(&target.number_prefix).await?;
    let left = numbers.free();
    anyhow::ensure!(plan.reports as usize <= left, "there are {left} free report numbers left");
    houses.name_teams(&world).await?;

    let (sender, mut chunks) = mpsc::channel(CHUNKS_AHEAD_MAX);
    let telling = tokio::task::spawn_blocking(move || tell(&world, numbers, plan, now, &sender));
    let mut progress = Progress { reports: 0, rows: 0, lasted: Duration::ZERO };
    while let Some(chunk) = chunks.recv().await {
        progress.reports += chunk.reports;
        progress.rows += houses.write(chunk).await?;
        progress.lasted = began.elapsed();
        told(&progress);
    }
    telling.await??;
    store::analyze(target).await.context("tell PostgreSQL how much there is now")?;
    progress.lasted = began.elapsed();
    Ok(progress)
}

/// Makes all chunks, in the order of time, as fast as they are taken.
fn tell(
    world: &World,
    mut numbers: Numbers,
    plan: Plan,
    now: DateTime<Utc>,
    sender: &mpsc::Sender<Chunk>,
) -> anyhow::Result<()> {
    let until = now - AGE_MIN;
    let period = Period::new(now - TimeDelta::days(plan.days.into()), until);
    let rng = Xoshiro256PlusPlus::seed_from_u64(plan.seed);
    let mut teller = Teller { world, rng, until };
    let mut chunk = Chunk::new();
    for number in 0..plan.reports {
        let share = (f64::from(number) + teller.rng.random::<f64>()) / f64::from(plan.reports);
        let submitted_at = period.at(share);
        let report_number = numbers.draw(&mut teller.rng).context("no report number is free")?;
        chunk.push(world, &teller.life(report_number, submitted_at));
        let is_full = (number + 1) % CHUNK_REPORTS == 0;
        if is_full || number + 1 == plan.reports {
            // Whoever takes them stopped, and says why.
            if sender.blocking_send(std::mem::replace(&mut chunk, Chunk::new())).is_err() {
                break;
            }
        }
    }
    Ok(())
}
