//! `bench`: a release system of its own, measured from outside.
use crate::account::Account;
use crate::{install, node, ports, process, run, say, stop, wait, workspace};
use anyhow::{Context as _, Result, bail};
use rustix::process::Signal;
use serde_json::Value;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A release build from nothing takes minutes.
const START_WAIT_MAX: Duration = Duration::from_mins(30);
const STOP_WAIT_MAX: Duration = Duration::from_secs(90);

const NAMES: [&str; 6] = ["spine", "photos", "rules", "dispatch", CLOCK, ROUTE];
/// Measures the code alone, without a system.
const CLOCK: &str = "clock";
/// The same, of the screens' scripts.
const ROUTE: &str = "route";
/// Processor time of a photo, as a part of what vipsthumbnail takes.
const PHOTO_RATIO_GOAL: f64 = 0.8;

/// Runs one benchmark, or all; figures go to target/bench/NAME.json and a table to the terminal.
pub fn bench(name: Option<&str>) -> Result<()> {
    stop::listen()?;
    if let Some(name) = name.filter(|name| !NAMES.contains(name)) {
        bail!("there is no benchmark {name}; there are {}", NAMES.join(", "));
    }
    NAMES.into_iter().filter(|known| name.is_none_or(|name| name == *known)).try_for_each(one)
}

fn one(name: &str) -> Result<()> {
    if name == "photos" {
        install::vips()?;
    }
    let folder = workspace::target().join("bench");
    std::fs::create_dir_all(&folder)?;
    let out = folder.join(format!("{name}.json"));
    if name == ROUTE {
        return route(&out);
    }
    let data = workspace::target().join("bench-data");
    let step = say::step("Build the benchmark (release)");
    let mut build = workspace::cargo();
    build.args(["build", "--release", "--package", "tests", "--bin", "bench"]);
    run::shown(&mut build)?;
    step.done("built");
    let mut bench = Command::new(workspace::target().join("release/bench"));
    bench.arg(name).arg("--out").arg(&out);
    if name == CLOCK {
        run::shown(&mut bench)?;
        say::line(&format!("figures: {}", out.display()));
        return Ok(());
    }
    let port = ports::choose(1)?[0];
    let mut up = Account::Own.command(std::env::current_exe()?, "TERM");
    up.args(["up", "--release", "--fresh", "--port", &port.to_string(), "--data"]).arg(&data);
    let mut system = Running { child: up.stdin(Stdio::null()).spawn()? };
    system.await_ready(port)?;
    bench.arg("--url").arg(format!("http://127.0.0.1:{port}")).arg("--data").arg(&data);
    let result = run::shown(&mut bench);
    drop(system);
    result?;
    if name == "photos" {
        compare_photos(&out)?;
    }
    say::line(&format!("figures: {}", out.display()));
    Ok(())
}

/// The order in which a crew drives, as its phone works it out.
fn route(out: &Path) -> Result<()> {
    let web = workspace::path("web");
    node::packages(&web)?;
    run::shown(Command::new("node").arg("tests/route.bench.mjs").arg(out).current_dir(&web))?;
    say::line(&format!("figures: {}", out.display()));
    Ok(())
}

/// The processor time of a photo next to that of vipsthumbnail, added to the figures.
fn compare_photos(out: &Path) -> Result<()> {
    let step = say::step("Compare the processor time of a photo with vipsthumbnail's");
    let mut compare = workspace::cargo();
    compare.args([
        "run",
        "--release",
        "--quiet",
        "--package",
        "intake",
        "--example",
        "photo_bench",
    ]);
    let cpu: Value = serde_json::from_str(&run::quiet(&mut compare)?)?;
    let ratio = cpu["ratio_of_medians"].as_f64().context("the comparison has no ratio")?;
    let is_met = ratio <= PHOTO_RATIO_GOAL;
    let mut figures: Value = serde_json::from_str(&std::fs::read_to_string(out)?)?;
    figures["result"]["processorTime"] = cpu;
    figures["result"]["processorTimeGoalMet"] = is_met.into();
    std::fs::write(out, format!("{figures:#}\n"))?;
    step.done(&format!(
        "{ratio:.2} of vipsthumbnail's; goal at most {PHOTO_RATIO_GOAL}: {}",
        if is_met { "met" } else { "MISSED" }
    ));
    Ok(())
}

/// The system under measurement; stopped in any case.
struct Running {
    child: Child,
}

impl Running {
    fn await_ready(&mut self, port: u16) -> Result<()> {
        let ready = wait::until(START_WAIT_MAX, || {
            if let Some(status) = self.child.try_wait()? {
                bail!("the system did not start ({status}); its message is above");
            }
            Ok(crate::http::get(port, "/readyz").is_ok_and(|(status, _)| status == 200))
        })
        .context("the system to measure")?;
        if !ready {
            bail!("the system was not ready after {}", say::seconds(START_WAIT_MAX));
        }
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        process::signal(self.child.id(), Signal::TERM);
        let asked = std::time::Instant::now();
        while let Ok(None) = self.child.try_wait() {
            if asked.elapsed() > STOP_WAIT_MAX {
                let _ = self.child.kill();
            }
            wait::pause();
        }
    }
}
