//! `up`: from an empty machine to a running system, and down again without a trace.
use crate::account::own_command;
use crate::data_dir::{self, DataDir};
use crate::postgres::{self, Cluster};
use crate::supervise::{Spec, Supervisor};
use crate::system::System;
use crate::workspace::SERVICES;
use crate::{front_door, http, install, lan, nats, node, ports, run, say, stop, workspace};
use anyhow::{Context as _, Result, bail};
use rustix::process::Signal;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// PostgreSQL may have a log to replay after a crash.
const DATABASE_WAIT_MAX: Duration = Duration::from_mins(2);
const BUS_WAIT_MAX: Duration = Duration::from_mins(1);
const READY_WAIT_MAX: Duration = Duration::from_secs(90);
/// The services finish the requests they have; then they are killed.
const SERVICE_GRACE: Duration = Duration::from_secs(20);
const STORE_GRACE: Duration = Duration::from_secs(30);
/// Lines of a log that an error shows.
const LOG_LINES_SHOWN: usize = 15;

/// What the developer asked for.
pub struct Options {
    /// The port of the one address, when it must be this one.
    pub port: Option<u16>,
    /// The data folder.
    pub data: PathBuf,
    /// Optimised binaries.
    pub release: bool,
    /// Starts with an empty data folder.
    pub fresh: bool,
    /// A `PMTiles` file to draw under the map; `basemap.pmtiles` in the data folder if not given.
    pub basemap: Option<PathBuf>,
    /// The address for phones on the local network; unspecified: the one that can be found.
    pub lan: Option<Ipv4Addr>,
}

/// Runs the system until Ctrl-C or SIGTERM.
pub fn up(options: &Options) -> Result<()> {
    stop::listen()?;
    match run_until_stopped(options) {
        // Stopping is what was asked for, at whichever step it came.
        Err(_) if stop::asked() => Ok(()),
        result => result,
    }
}

fn run_until_stopped(options: &Options) -> Result<()> {
    let began = Instant::now();
    // Before the long steps: whoever made a mistake should not wait for it.
    let data = DataDir::open(&options.data, options.fresh)?;
    let lan = options.lan.map(lan::address).transpose()?;
    let basemap = options.basemap.as_deref().map(basemap).transpose()?;
    let port = ports::front_door(options.port)?;
    if let Some(address) = lan {
        ports::free_at(address, port)?;
    }
    install::all()?;
    node::build_screens()?;
    let bin_dir = build(options.release)?;
    let mut system = System::plan(&data, bin_dir, port, lan)?;
    system.basemap = basemap.or(system.basemap);
    let system = Rc::new(system);
    let mut supervisor = Supervisor::new(data.root());
    start_database(&mut supervisor, &system)?;
    start_bus(&mut supervisor, &system)?;
    prepare(&system)?;
    start_services(&mut supervisor, &system)?;
    let facts = Facts::tell(&data, &system)?;
    await_ready(&mut supervisor, &system)?;
    greet(&data, &system, began.elapsed());
    if let Some(address) = system.lan {
        say::line(&lan::invitation(&system, address)?);
    }
    supervisor.keep();
    say::line("▸ Stop everything; the data stays");
    drop(facts);
    drop(supervisor);
    say::line("  stopped");
    Ok(())
}

/// The file by its whole path: the services run elsewhere.
fn basemap(file: &Path) -> Result<PathBuf> {
    file.canonicalize().with_context(|| format!("the base map {} is not there", file.display()))
}

/// The file that tells commands and tests about the running system; gone when this is dropped.
struct Facts(PathBuf);

impl Facts {
    fn tell(data: &DataDir, system: &System) -> Result<Self> {
        let path = data.path("run/env.json");
        data_dir::write(&path, &system.facts()?, 0o600)?;
        Ok(Self(path))
    }
}

impl Drop for Facts {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Builds the services; gives the folder of the binaries.
pub fn build(release: bool) -> Result<PathBuf> {
    // Tests bring binaries that are built already, so that cargo does not look again each time.
    if let Some(dir) = std::env::var_os("OPGERUIMD_BIN_DIR") {
        return Ok(PathBuf::from(dir));
    }
    let profile = if release { "release" } else { "debug" };
    let step = say::step(&format!("Build the five services ({profile})"));
    let mut cargo = workspace::cargo();
    cargo.arg("build");
    if release {
        cargo.arg("--release");
    }
    run::shown(&mut cargo).context("the services do not build; the compiler's message is above")?;
    step.done("built");
    Ok(workspace::target().join(profile))
}

fn start_database(supervisor: &mut Supervisor, system: &System) -> Result<()> {
    let step = say::step("Start PostgreSQL, a private cluster in the data folder");
    let password = system.secrets.database(postgres::SUPERUSER)?;
    let cluster = Cluster::prepare(&system.data, password, system.postgres)?;
    let starting = cluster.clone();
    supervisor.start(Spec {
        name: "postgres",
        command: Box::new(move || starting.command(&[])),
        stop: Signal::INT,
        grace: STORE_GRACE,
        stop_stage: 3,
    })?;
    if !supervisor.wait(DATABASE_WAIT_MAX, || cluster.is_ready())? {
        bail!("PostgreSQL does not start:\n{}", log_end(supervisor, "postgres"));
    }
    step.done(&format!("port {}", system.postgres));
    Ok(())
}

fn start_bus(supervisor: &mut Supervisor, system: &Rc<System>) -> Result<()> {
    let step = say::step("Start nats-server, and check that it syncs every event to disk");
    let starting = Rc::clone(system);
    supervisor.start(Spec {
        name: "nats",
        command: Box::new(move || {
            let store = starting.data.join("nats");
            nats::command(starting.nats, starting.nats_monitor, &store, &starting.secrets)
        }),
        stop: Signal::TERM,
        grace: STORE_GRACE,
        stop_stage: 2,
    })?;
    if !supervisor.wait(BUS_WAIT_MAX, || nats::is_ready(system.nats_monitor))? {
        bail!("nats-server does not start:\n{}", log_end(supervisor, "nats"));
    }
    let version = nats::check(system.nats_monitor)?;
    step.done(&format!("version {version}, port {}", system.nats));
    Ok(())
}

fn prepare(system: &System) -> Result<()> {
    let step = say::step("Prepare roles, schemas, streams and consumers");
    run::quiet(Command::new(system.bin_dir.join("provision")).envs(system.provision_env()?))?;
    step.done("in place");
    let step =
        say::step("Seed the demo: Liendert, six categories, four teams, two vehicles, staff");
    let mut seed = Command::new(system.bin_dir.join("routing"));
    seed.args(["seed-demo", "--logins"]).arg(system.data.join("demo-logins.json"));
    run::quiet(seed.envs(system.service_env("routing")?))?;
    let mut seed = Command::new(system.bin_dir.join("intake"));
    run::quiet(seed.arg("seed-demo").envs(system.service_env("intake")?))?;
    let mut seed = Command::new(system.bin_dir.join("work_orders"));
    run::quiet(seed.arg("seed-demo").envs(system.service_env("work_orders")?))?;
    step.done("in place");
    Ok(())
}

fn start_services(supervisor: &mut Supervisor, system: &Rc<System>) -> Result<()> {
    let step = say::step("Start five services and the front door");
    for service in SERVICES {
        let starting = Rc::clone(system);
        supervisor.start(Spec {
            name: service,
            command: Box::new(move || {
                let mut command = own_command(starting.bin_dir.join(service));
                // A mail server of the developer's own shell is not for the demo.
                command.env_remove("SMTP_URL").envs(starting.service_env(service)?);
                Ok(command)
            }),
            stop: Signal::TERM,
            grace: SERVICE_GRACE,
            stop_stage: 1,
        })?;
    }
    let starting = Rc::clone(system);
    supervisor.start(Spec {
        name: "caddy",
        command: Box::new(move || Ok(front_door::command(&starting))),
        stop: Signal::TERM,
        grace: SERVICE_GRACE,
        stop_stage: 0,
    })?;
    step.done("started");
    Ok(())
}

fn await_ready(supervisor: &mut Supervisor, system: &System) -> Result<()> {
    let step = say::step("Wait until every service is ready");
    let ready = |port: u16| http::get(port, "/readyz").is_ok_and(|(status, _)| status == 200);
    if supervisor.wait(READY_WAIT_MAX, || ready(system.front_door))? {
        step.done("ready");
        return Ok(());
    }
    let away: Vec<&str> =
        SERVICES.into_iter().filter(|service| !ready(system.port(service))).collect();
    let logs: Vec<String> = away
        .iter()
        .chain(&["caddy"])
        .map(|name| format!("{name}:\n{}", log_end(supervisor, name)))
        .collect();
    bail!("not ready: {}. The ends of the logs:\n{}", away.join(", "), logs.join("\n"))
}

fn greet(data: &DataDir, system: &System, took: Duration) {
    let url = system.public_url();
    say::line("");
    say::line(&format!("opgeruimd is ready: {url}"));
    say::line(&format!("(after {})", say::seconds(took)));
    say::line("");
    say::line("Demo logins:");
    for (login, password) in logins(&data.path("demo-logins.json")) {
        say::line(&format!("  {login:<16}  {password}"));
    }
    say::line("");
    say::line("What now:");
    say::line(&format!("  report litter      {url}/melden"));
    say::line(&format!("  a crew's work      {url}/werk      (crew@demo)"));
    say::line(&format!("  the dispatcher     {url}/meldkamer (dispatcher@demo)"));
    say::line(&format!("  the figures        {url}/cijfers   (manager@demo)"));
    say::line(&format!("  mail to residents  {}", data.path("mail").display()));
    say::line(&format!("  logs               {}", data.path("log").display()));
    say::line("Ctrl-C stops everything and keeps the data.");
}

fn logins(path: &Path) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let all = serde_json::from_str::<std::collections::BTreeMap<String, String>>(&text);
    all.unwrap_or_default().into_iter().collect()
}

fn log_end(supervisor: &Supervisor, name: &str) -> String {
    let text = std::fs::read(supervisor.log(name)).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(LOG_LINES_SHOWN)..]
        .iter()
        .map(|line| format!("  {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}
