//! Settings that every service shares. A service flattens them into its own.
//!
//! Nothing else reads the environment; `--help` of a service is its reference.

use std::{
    convert::Infallible, ffi::OsString, fmt, net::SocketAddr, path::PathBuf, str::FromStr,
    time::Duration,
};

use anyhow::Context as _;
use sqlx::{Connection as _, PgConnection};

use crate::municipality::Municipality;

/// Where the service finds its parts, and where it is found.
#[derive(Clone, Debug, clap::Args)]
pub struct Common {
    /// PostgreSQL connection URL of the service's own role, password included.
    #[arg(long, env, hide_env_values = true)]
    pub database_url: Secret,

    /// Connections to PostgreSQL at most; readiness has one more of its own.
    #[arg(long, env, default_value_t = 12)]
    pub database_connections_max: u32,

    /// NATS server URL. The server must have JetStream with `sync_interval: always`.
    #[arg(long, env, default_value = "nats://127.0.0.1:4222")]
    pub nats_url: String,

    /// NATS user, by convention the service's name.
    #[arg(long, env)]
    pub nats_user: String,

    #[arg(long, env, hide_env_values = true)]
    pub nats_password: Secret,

    /// Address on which the service answers HTTP.
    #[arg(long, env, default_value = "127.0.0.1:0")]
    pub listen_addr: SocketAddr,

    /// Address of the front door, as residents and staff see it.
    #[arg(long, env, default_value = "http://127.0.0.1:8080")]
    pub public_url: String,

    /// Folder with the built pages' assets and their `manifest.json`.
    #[arg(long, env, default_value = "web/dist")]
    pub assets_dir: PathBuf,

    /// Ed25519 public key that checks staff tokens, 32 bytes in base64url.
    #[arg(long, env)]
    pub session_public_key: String,

    #[command(flatten)]
    pub municipality: Municipality,

    /// OIN of the municipality, part of each event's source.
    #[arg(long, env, default_value = "00000001001234567000")]
    pub event_source_oin: String,

    /// Days that published events stay in the outbox.
    #[arg(long, env, default_value_t = 30)]
    pub outbox_days: u16,

    /// Seconds that requests and handlers in flight get after SIGTERM.
    #[arg(long, env, default_value = "15", value_parser = seconds)]
    pub shutdown_grace: Duration,

    /// What to log, in the syntax of `tracing_subscriber::EnvFilter`.
    #[arg(long, env = "LOG", default_value = "info,sqlx=warn,async_nats=warn")]
    pub log: String,
}

impl Common {
    /// Whether the front door speaks TLS, so that cookies may insist on it.
    pub fn is_public_tls(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// All that a subcommand needs that only writes tables.
#[derive(Clone, Debug, clap::Args)]
pub struct Tables {
    /// PostgreSQL connection URL of the service's own role, password included.
    #[arg(long, env, hide_env_values = true)]
    pub database_url: Secret,
}

impl Tables {
    pub async fn connect(&self) -> anyhow::Result<PgConnection> {
        PgConnection::connect(self.database_url.expose()).await.context("connect to PostgreSQL")
    }
}

fn seconds(value: &str) -> Result<Duration, std::num::ParseIntError> {
    value.parse().map(Duration::from_secs)
}

/// A value that must never reach a log line.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl FromStr for Secret {
    type Err = Infallible;

    fn from_str(value: &str) -> Result<Self, Infallible> {
        Ok(Self(value.to_owned()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The arguments of a service with subcommands; without one of them it serves.
pub fn or_serve(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<_> = arguments.collect();
    let is_plain = arguments.get(1).is_none_or(|first| {
        let first = first.to_string_lossy();
        first.starts_with('-') && !matches!(&*first, "-h" | "--help" | "-V" | "--version")
    });
    if is_plain {
        arguments.insert(arguments.len().min(1), "serve".into());
    }
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_show_itself() {
        assert_eq!(format!("{:?}", Secret::new("hunter2")), "Secret(…)");
    }
}
