//! `provision`: prepares database and bus, then exits.

use anyhow::Context as _;
use clap::Parser as _;
use platform::{config::Secret, telemetry};
use provision::{bus, database};

/// Makes roles, schemas, tables, streams and consumers, or brings them up to date.
#[derive(Debug, clap::Parser)]
struct Settings {
    /// PostgreSQL URL of a superuser; the database in it only serves to connect.
    #[arg(long, env, hide_env_values = true)]
    admin_database_url: Secret,

    /// Database that the services share, each in its own schema.
    #[arg(long, env, default_value = "opgeruimd")]
    database_name: String,

    #[arg(long, env, hide_env_values = true)]
    intake_db_password: Secret,
    #[arg(long, env, hide_env_values = true)]
    routing_db_password: Secret,
    #[arg(long, env, hide_env_values = true)]
    work_orders_db_password: Secret,
    #[arg(long, env, hide_env_values = true)]
    notification_db_password: Secret,
    #[arg(long, env, hide_env_values = true)]
    statistics_db_password: Secret,

    #[arg(long, env, default_value = "nats://127.0.0.1:4222")]
    nats_url: String,

    /// NATS user that may create streams.
    #[arg(long, env, default_value = "admin")]
    nats_admin_user: String,

    #[arg(long, env, hide_env_values = true)]
    nats_admin_password: Secret,

    /// Password of the NATS user `sys`, who may ask how the server is set up.
    #[arg(long, env, hide_env_values = true)]
    nats_sys_password: Secret,

    /// Copies of each stream.
    #[arg(long, env, default_value_t = 1)]
    nats_replicas: usize,

    /// Only the streams and consumers, for after a lost NATS volume.
    #[arg(long)]
    bus_only: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let settings = Settings::parse();
    telemetry::start_logging("info,sqlx=warn,async_nats=warn")?;
    if !settings.bus_only {
        let admin = settings.admin_database_url.expose().parse().context("ADMIN_DATABASE_URL")?;
        database::prepare(&admin, &settings.database_name, |service| settings.password_of(service))
            .await?;
    }
    bus::prepare(&bus::Admin {
        url: settings.nats_url,
        user: settings.nats_admin_user,
        password: settings.nats_admin_password.expose().to_owned(),
        sys_password: settings.nats_sys_password.expose().to_owned(),
        replicas: settings.nats_replicas,
    })
    .await
}

impl Settings {
    fn password_of(&self, service: &str) -> anyhow::Result<String> {
        let password = match service {
            "intake" => &self.intake_db_password,
            "routing" => &self.routing_db_password,
            "work_orders" => &self.work_orders_db_password,
            "notification" => &self.notification_db_password,
            "statistics" => &self.statistics_db_password,
            _ => anyhow::bail!("{service} is not a service"),
        };
        Ok(password.expose().to_owned())
    }
}
