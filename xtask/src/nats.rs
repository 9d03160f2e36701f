//! The event bus: a pinned nats-server whose durability is checked before anything trusts it.
use crate::account::own_command;
use crate::secrets::Secrets;
use crate::{http, run, version::Version, workspace};
use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Users of the bus besides the services.
const OTHER_USERS: [&str; 2] = ["admin", "sys"];
/// Older servers reject `sync_interval` or lack atomic batches.
const VERSION_MIN: Version = Version(2, 12, 0);

/// The folder of the pinned binary.
pub fn tools_dir() -> PathBuf {
    workspace::target().join("tools/nats")
}

/// The pinned binary.
pub fn binary() -> PathBuf {
    tools_dir().join("bin/nats-server")
}

/// The settings, in the repository.
pub fn settings() -> PathBuf {
    workspace::path("deploy/nats/nats-server.conf")
}

/// The version of the pinned binary; fails when it is absent or too old.
pub fn installed() -> Result<Version> {
    let text = run::quiet(Command::new(binary()).arg("--version"))?;
    let version = Version::find(&text).context("nats-server told no version")?;
    if version < VERSION_MIN {
        bail!("nats-server {version} is too old: {VERSION_MIN} or newer is needed");
    }
    Ok(version)
}

/// The command that starts the server.
pub fn command(port: u16, monitor: u16, store: &Path, secrets: &Secrets) -> Result<Command> {
    let mut command = own_command(binary());
    command.arg("--config").arg(settings());
    command.env("NATS_HOST", "127.0.0.1").env("NATS_PORT", port.to_string());
    command.env("NATS_MONITOR_PORT", monitor.to_string()).env("NATS_STORE_DIR", store);
    for user in workspace::SERVICES.iter().chain(&OTHER_USERS) {
        command.env(format!("NATS_{}_PASSWORD", user.to_uppercase()), secrets.nats(user)?);
    }
    Ok(command)
}

/// Says whether the server is healthy.
pub fn is_ready(monitor: u16) -> bool {
    http::get(monitor, "/healthz").is_ok_and(|(status, _)| status == 200)
}

/// Fails unless the running server is new enough and syncs every message to disk before it says yes.
pub fn check(monitor: u16) -> Result<Version> {
    let facts = json(monitor, "/varz")?;
    let told = facts["version"].as_str().unwrap_or_default();
    let version = Version::find(told).with_context(|| format!("nats-server told `{told}`"))?;
    if version < VERSION_MIN {
        bail!("nats-server {version} is too old: {VERSION_MIN} or newer is needed");
    }
    if json(monitor, "/jsz")?["config"]["sync_always"] != Value::Bool(true) {
        bail!(
            "nats-server does not run with `sync_interval: always`: a power cut would lose events"
        );
    }
    Ok(version)
}

fn json(monitor: u16, path: &str) -> Result<Value> {
    let (_, body) = http::get(monitor, path)?;
    Ok(serde_json::from_str(&body)?)
}
