//! `replay`: sends the events of one stream again, then exits.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use clap::Parser as _;
use platform::{config::Secret, telemetry};
use tracing::info;

/// Sends the events of a stream again, from the outbox of the service that owns it.
#[derive(Debug, clap::Parser)]
struct Settings {
    /// The stream, for example INTAKE.
    #[arg(long)]
    stream: String,

    /// The first moment, RFC 3339: 2026-11-24T00:00:00Z. Older events stay as they are.
    #[arg(long)]
    since: DateTime<Utc>,

    /// PostgreSQL URL of a superuser; the database in it only serves to connect.
    #[arg(long, env, hide_env_values = true)]
    admin_database_url: Secret,

    /// Database that the services share.
    #[arg(long, env, default_value = "opgeruimd")]
    database_name: String,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let settings = Settings::parse();
    telemetry::start_logging("info,sqlx=warn")?;
    let server: sqlx::postgres::PgConnectOptions =
        settings.admin_database_url.expose().parse().context("ADMIN_DATABASE_URL")?;
    let database = server.database(&settings.database_name);
    let count = provision::replay::replay(&database, &settings.stream, settings.since).await?;
    info!("{count} events of {} go out again", settings.stream);
    Ok(())
}
