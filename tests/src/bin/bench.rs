//! Measures a running system from outside; `cargo xtask bench` starts one and calls this.
#![expect(clippy::print_stdout, reason = "a benchmark reports to the terminal")]

#[path = "../bench/clock.rs"]
mod clock;
#[path = "../bench/dispatch.rs"]
mod dispatch;
#[path = "../bench/figures.rs"]
mod figures;
#[path = "../bench/photos.rs"]
mod photos;
#[path = "../bench/processes.rs"]
mod processes;
#[path = "../bench/rules.rs"]
mod rules;
#[path = "../bench/sign_in.rs"]
mod sign_in;
#[path = "../bench/spine.rs"]
mod spine;

use anyhow::{Result, bail};
use clap::Parser;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Measures a running system.
#[derive(Parser)]
struct Cli {
    /// `spine`, `photos`, `rules`, `dispatch` or `clock`.
    name: String,
    /// The front door of the system; `clock` needs none.
    #[arg(long, default_value = "")]
    url: String,
    /// The data folder of the system.
    #[arg(long, default_value = ".")]
    data: PathBuf,
    /// Where the figures go.
    #[arg(long)]
    out: PathBuf,
}

#[tokio::main]
async fn main() -> Result<()> {
    let cli = Cli::parse();
    let url = cli.url.trim_end_matches('/');
    let load_before = processes::load();
    let result = match cli.name.as_str() {
        "spine" => spine::measure(url, &cli.data).await?,
        "photos" => photos::measure(url, &cli.data).await?,
        "rules" => rules::measure(url, &cli.data).await?,
        "dispatch" => dispatch::measure(url, &cli.data).await?,
        "clock" => clock::measure()?,
        other => {
            bail!("there is no benchmark `{other}`: choose spine, photos, rules, dispatch or clock")
        }
    };
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let machine = json!({
        "cores": cores,
        "loadBefore": load_before,
        "loadAfter": processes::load(),
    });
    println!(
        "machine: {cores} cores, load average {load_before} before, {} after",
        processes::load()
    );
    let figures = json!({ "name": cli.name, "machine": machine, "result": result });
    write(&cli.out, &figures)
}

fn write(out: &std::path::Path, figures: &Value) -> Result<()> {
    std::fs::write(out, format!("{figures:#}\n"))?;
    Ok(())
}
