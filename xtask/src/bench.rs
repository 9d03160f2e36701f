//! `bench`: a release system of its own, measured from outside.
use crate::account::Account;
use crate::{ports, process, run, say, stop, wait, workspace};
use anyhow::{Context as _, Result, bail};
use rustix::process::Signal;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A release build from nothing takes minutes.
const START_WAIT_MAX: Duration = Duration::from_mins(30);
const STOP_WAIT_MAX: Duration = Duration::from_secs(90);

/// Runs one benchmark; its figures go to target/bench/NAME.json and a table to the terminal.
pub fn bench(name: &str) -> Result<()> {
    stop::listen()?;
    let folder = workspace::target().join("bench");
    std::fs::create_dir_all(&folder)?;
    let out = folder.join(format!("{name}.json"));
    let data = workspace::target().join("bench-data");
    let step = say::step("Build the benchmark (release)");
    let mut build = workspace::cargo();
    build.args(["build", "--release", "--package", "tests", "--bin", "bench"]);
    run::shown(&mut build)?;
    step.done("built");
    let port = ports::choose(1)?[0];
    let mut up = Account::Own.command(std::env::current_exe()?, "TERM");
    up.args(["up", "--release", "--fresh", "--port", &port.to_string(), "--data"]).arg(&data);
    let mut system = Running { child: up.stdin(Stdio::null()).spawn()? };
    system.await_ready(port)?;
    let mut bench = Command::new(workspace::target().join("release/bench"));
    bench.arg(name).arg("--url").arg(format!("http://127.0.0.1:{port}"));
    bench.arg("--data").arg(&data).arg("--out").arg(&out);
    let result = run::shown(&mut bench);
    drop(system);
    result?;
    if name == "photos" {
        compare_photos()?;
    }
    say::line(&format!("figures: {}", out.display()));
    Ok(())
}

/// The processor time of a photo next to that of vipsthumbnail.
fn compare_photos() -> Result<()> {
    let mut compare = workspace::cargo();
    compare.args(["run", "--release", "--package", "intake", "--example", "photo_bench"]);
    run::shown(&mut compare)
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
