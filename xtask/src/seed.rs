//! `seed`: gives the running system a history, for load and demonstration.
use crate::{facts, run, say, stop, workspace};
use anyhow::{Context as _, Result};
use std::path::Path;
use std::process::Command;

/// Adds reports over the days until now, with all that became of them.
pub fn seed(reports: u32, days: u16, data: &Path) -> Result<()> {
    stop::listen()?;
    let facts = facts::read(data)?;
    let url = facts["publicUrl"].as_str().context("the system's facts name no address")?;
    let step = say::step("Build the seed, in the profile of the running system");
    let bin_dir = facts["binDir"].as_str().unwrap_or_default();
    let profile = if bin_dir.ends_with("release") { "release" } else { "debug" };
    let mut build = workspace::cargo();
    build.args(["build", "--quiet", "--package", "tests", "--bin", "seed"]);
    if profile == "release" {
        build.arg("--release");
    }
    run::shown(&mut build)?;
    step.done("built");
    let step = say::step(&format!("Write {reports} reports over {days} days for five services"));
    let mut seed = Command::new(workspace::target().join(profile).join("seed"));
    seed.args(["--reports", &reports.to_string(), "--days", &days.to_string()]);
    run::shown(seed.arg("--facts").arg(facts::path(data)))?;
    step.done("written");
    say::line(&format!("Look at {url}/cijfers, /werk and /meldkamer; reload pages that are open."));
    Ok(())
}
