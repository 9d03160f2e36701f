//! `test`: everything the tests need, then all tests, and one line that sums them up.
use crate::counts::Counts;
use crate::data_dir::DataDir;
use crate::postgres::{self, Cluster};
use crate::secrets::Secrets;
use crate::supervise::{Spec, Supervisor};
use crate::workspace::{self, SERVICES};
use crate::{install, nats, node, ports, run, say, stop};
use anyhow::{Context as _, Result, bail};
use clap::ValueEnum;
use rustix::process::Signal;
use std::ffi::OsString;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const DATABASE_WAIT_MAX: Duration = Duration::from_mins(2);
const DATABASE_GRACE: Duration = Duration::from_secs(30);
/// The test cluster holds nothing that must survive a power cut. Durability itself is tested on a
/// whole system, with `up`'s own cluster.
const TEST_SETTINGS: [&str; 5] = [
    "fsync=off",
    "full_page_writes=off",
    "max_connections=600",
    "shared_buffers=64MB",
    // PostGIS, or each of some thousands of connections links it for itself.
    "shared_preload_libraries=pg_stat_statements,postgis-3",
];
/// Tests of flow at the same time: each may take 12 connections a service and some of its own.
const CITIES_MAX: usize = 8;

/// A kind of tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Pure decisions and the rules of the house.
    Unit,
    /// Flows on real PostgreSQL and NATS.
    Flow,
    /// Pages in a browser.
    Browser,
    /// A whole system whose parts are killed.
    Faults,
}

/// What tests are told about the machine, by environment variable.
type Env = [(&'static str, OsString)];

/// What the developer asked for.
pub struct Options {
    /// Only tests with this in their name.
    pub filter: Option<String>,
    /// Only these kinds; all when empty.
    pub only: Vec<Kind>,
}

/// Runs the tests; says whether all passed.
pub fn test(options: &Options) -> Result<bool> {
    stop::listen()?;
    let wants = |kind: Kind| options.only.is_empty() || options.only.contains(&kind);
    let mut total = Counts::default();
    part(&mut total, |_| install::all())?;
    if options.filter.is_none() && wants(Kind::Unit) {
        part(&mut total, |_| layout())?;
        part(&mut total, |_| lints())?;
        part(&mut total, |_| types())?;
    }
    if wants(Kind::Unit) {
        part(&mut total, |total| unit(options, total))?;
    }
    if [Kind::Flow, Kind::Faults, Kind::Browser].into_iter().any(wants) {
        part(&mut total, |total| whole_system(options, total))?;
    }
    if total.passed + total.failed == 0 {
        say::line("no test has such a name, or of such a kind");
        total.failed = 1;
    }
    say::line("");
    say::line(&format!("{} passed, {} failed", total.passed, total.failed));
    Ok(total.failed == 0)
}

/// A part that cannot run is one failure, told at once; the others still run.
fn part(total: &mut Counts, run: impl FnOnce(&mut Counts) -> Result<()>) -> Result<()> {
    if let Err(error) = run(total) {
        stop::check()?;
        say::line(&format!("  FAILED: {error:#}"));
        total.failed += 1;
    }
    Ok(())
}

fn layout() -> Result<()> {
    let step = say::step("Check the layout");
    rust_component("fmt", "rustfmt")?;
    run::shown(workspace::cargo().args(["fmt", "--all", "--check"]))
        .context("the layout differs: run `cargo fmt --all`")?;
    step.done("clean");
    Ok(())
}

fn lints() -> Result<()> {
    let step = say::step("Check the lints");
    rust_component("clippy", "clippy")?;
    let mut clippy = workspace::cargo();
    clippy.args(["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    run::shown(&mut clippy).context("the lints complain; see above")?;
    step.done("clean");
    Ok(())
}

fn types() -> Result<()> {
    let step = say::step("Check the types of the screens' scripts");
    let web = workspace::path("web");
    node::packages(&web)?;
    run::quiet(Command::new("npm").args(["run", "--silent", "check"]).current_dir(&web))?;
    step.done("clean");
    Ok(())
}

/// Makes sure that cargo's command is there: a minimal toolchain has neither rustfmt nor clippy.
fn rust_component(command: &str, component: &str) -> Result<()> {
    if run::quiet(workspace::cargo().args([command, "--version"])).is_ok() {
        return Ok(());
    }
    if run::find("rustup").is_none() {
        bail!("please install {component}; then run this command again");
    }
    run::shown(Command::new("rustup").args(["component", "add", component]))
}

fn unit(options: &Options, total: &mut Counts) -> Result<()> {
    say::line("▸ Unit tests");
    let mut command = workspace::cargo();
    command.args(["test", "--quiet", "--workspace", "--lib", "--bins", "--test", "golden"]);
    command.arg("--no-fail-fast").args(&options.filter);
    count(&mut command, options, total)?;
    say::line("▸ Tests of the screens' scripts");
    npm(&workspace::path("web"), options, &[], total)?;
    house("tidy::", options, &[], total)
}

/// The tests that need a database server, the bus, or a whole system.
fn whole_system(options: &Options, total: &mut Counts) -> Result<()> {
    let wants = |kind: Kind| options.only.is_empty() || options.only.contains(&kind);
    node::build_screens()?;
    let bin_dir = build(wants(Kind::Flow) || wants(Kind::Faults))?;
    let own = std::env::current_exe()?;
    let mut env = vec![
        ("OPGERUIMD_NATS_SERVER", nats::binary().into_os_string()),
        ("OPGERUIMD_NATS_CONF", nats::settings().into_os_string()),
        ("OPGERUIMD_XTASK", own.into_os_string()),
        ("OPGERUIMD_BIN_DIR", bin_dir.into_os_string()),
    ];
    let data = DataDir::open(&workspace::target().join("test-data"), false)?;
    let mut supervisor = Supervisor::new(data.root());
    if wants(Kind::Flow) {
        part(total, |total| {
            node::packages(&workspace::path("tests/provider"))?;
            let url = start_database(&mut supervisor, &data)?;
            env.push(("OPGERUIMD_TEST_DATABASE_URL", url.into()));
            house("flow::", options, &env, total)
        })?;
    }
    if wants(Kind::Faults) {
        part(total, |total| house("faults::", options, &env, total))?;
    }
    if wants(Kind::Browser) {
        part(total, |total| {
            say::line("▸ Tests in a browser");
            node::packages(&workspace::path("tests/provider"))?;
            env.push(("CHROMIUM", install::chromium()?.into_os_string()));
            npm(&workspace::path("tests/browser"), options, &env, total)
        })?;
    }
    Ok(())
}

/// Builds the services, and the flows if they are to run; gives the folder of the binaries.
///
/// With what features a dependency is built follows from the crates that are asked for, and from
/// whether a test is among them. Every command here asks for the workspace and a test, so that
/// nothing is built a second time; where no flow runs, a small test does.
fn build(with_flows: bool) -> Result<PathBuf> {
    let step = say::step("Build the five services and their tests");
    let mut cargo = workspace::cargo();
    let test = if with_flows { "it" } else { "golden" };
    cargo.args(["build", "--workspace", "--test", test, "--bin", "provision"]);
    // By name: this program is among the binaries too, and runs.
    for service in SERVICES {
        cargo.args(["--bin", service]);
    }
    run::shown(&mut cargo).context("it does not build; the compiler's message is above")?;
    step.done("built");
    Ok(workspace::target().join("debug"))
}

fn start_database(supervisor: &mut Supervisor, data: &DataDir) -> Result<String> {
    let step = say::step("Start a PostgreSQL for the tests");
    let secrets = Secrets::load(&data.path("secrets.json"))?;
    let password = secrets.database(postgres::SUPERUSER)?;
    let cluster = Cluster::prepare(data.root(), password, ports::choose(1)?[0])?;
    let starting = cluster.clone();
    supervisor.start(Spec {
        name: "postgres",
        command: Box::new(move || starting.command(&TEST_SETTINGS)),
        stop: Signal::INT,
        grace: DATABASE_GRACE,
        stop_stage: 0,
    })?;
    if !supervisor.wait(DATABASE_WAIT_MAX, || cluster.is_ready())? {
        bail!("PostgreSQL does not start: see {}", supervisor.log("postgres").display());
    }
    step.done("started");
    Ok(cluster.superuser_url(password))
}

/// Runs the tests of a module of the one test binary, narrowed by the filter.
fn house(module: &str, options: &Options, env: &Env, total: &mut Counts) -> Result<()> {
    say::line(&format!("▸ Tests of {}", module.trim_end_matches(':')));
    let base = ["test", "--quiet", "--workspace", "--test", "it", "--"];
    let mut list = workspace::cargo();
    list.args(base).args(["--list", "--format", "terse"]);
    let mut names = Vec::new();
    let listed = run::lines(&mut list, |line| {
        names.extend(line.strip_suffix(": test").map(str::to_owned));
    })?;
    if !listed.success() {
        bail!("the tests do not build; the compiler's message is above");
    }
    let filter = options.filter.as_deref().unwrap_or_default();
    // The runner joins filters by "or"; module and filter must both hold, so names are given whole.
    names.retain(|name| name.starts_with(module) && name.contains(filter));
    if names.is_empty() {
        return nothing_found(options);
    }
    let threads = match module {
        // A system whose parts are killed needs the machine for itself.
        "faults::" => 1,
        _ => std::thread::available_parallelism().map_or(1, NonZero::get).min(CITIES_MAX),
    };
    let mut command = workspace::cargo();
    command.args(base).arg(format!("--test-threads={threads}")).arg("--exact").args(names);
    count(command.envs(env.iter().map(|(name, value)| (name, value))), options, total)
}

/// Without a filter there must be tests: a suite that vanished did not pass.
fn nothing_found(options: &Options) -> Result<()> {
    if options.filter.is_none() {
        bail!("there are no such tests any more");
    }
    Ok(())
}

/// Runs the tests of a Node package.
fn npm(dir: &Path, options: &Options, env: &Env, total: &mut Counts) -> Result<()> {
    node::packages(dir)?;
    let mut command = Command::new("npm");
    command.args(["test", "--silent", "--"]).current_dir(dir);
    if let Some(filter) = &options.filter {
        command.arg(format!("--test-name-pattern={filter}"));
    }
    count(command.envs(env.iter().map(|(name, value)| (name, value))), options, total)
}

fn count(command: &mut Command, options: &Options, total: &mut Counts) -> Result<()> {
    let mut counts = Counts::default();
    let status = run::lines(command, |line| {
        say::line(line);
        counts.read(line);
    })?;
    counts.close(status.success());
    *total += counts;
    if counts.passed + counts.failed == 0 { nothing_found(options) } else { Ok(()) }
}
