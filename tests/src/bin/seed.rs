//! Writes realistic history into a running system; `cargo xtask seed` calls this.
#![expect(clippy::print_stdout, reason = "it reports to the terminal")]

use anyhow::Result;
use clap::Parser;
use platform::clock;
use serde_json::Value;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use tests::seed::{self, Plan, Progress, Target};

const TOLD_INTERVAL: Duration = Duration::from_secs(2);

/// Writes realistic history into a running system.
#[derive(Parser)]
struct Cli {
    /// How many reports.
    #[arg(long)]
    reports: u32,
    /// Over how many days until now.
    #[arg(long)]
    days: u16,
    /// The facts of the running system, DATA/run/env.json.
    #[arg(long)]
    facts: PathBuf,
}

#[tokio::main]
async fn main() -> Result<()> {
    let cli = Cli::parse();
    let facts: Value = serde_json::from_str(&std::fs::read_to_string(&cli.facts)?)?;
    let target = Target::read(&facts)?;
    let plan = Plan { reports: cli.reports, days: cli.days, seed: rand::random() };
    let mut last = Instant::now();
    let done = seed::run(&target, plan, clock::now(), |progress| {
        if last.elapsed() >= TOLD_INTERVAL {
            last = Instant::now();
            println!("  {} of {} reports, {}", progress.reports, cli.reports, told(progress));
        }
    })
    .await?;
    println!("  {} reports, {}", done.reports, told(&done));
    Ok(())
}

/// "3012345 rows, 88000 rows a second"
fn told(progress: &Progress) -> String {
    let rate = u128::from(progress.rows) * 1000 / progress.lasted.as_millis().max(1);
    format!("{} rows, {rate} rows a second", progress.rows)
}
