//! A database of a test's own, copied from a template with the demo in it.

use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::Context as _;
use platform::config::{Secret, Tables};
use sqlx::{
    AssertSqlSafe, Connection as _, Executor as _, PgConnection, postgres::PgConnectOptions,
};
use tempfile::TempDir;
use tokio::sync::{Mutex, OnceCell};

use crate::{OIN, PASSWORD, given};

const TEMPLATE: &str = "city_template";

static PREPARED: OnceCell<()> = OnceCell::const_new();
/// PostgreSQL copies a template only while nobody else uses it.
static COPYING: Mutex<()> = Mutex::const_new(());
static COUNT: AtomicU32 = AtomicU32::new(0);

/// The server's superuser.
pub(crate) fn admin() -> anyhow::Result<PgConnectOptions> {
    given("OPGERUIMD_TEST_DATABASE_URL").parse().context("OPGERUIMD_TEST_DATABASE_URL")
}

/// Makes a database with all tables and the demo, and returns its name.
pub(crate) async fn create() -> anyhow::Result<String> {
    PREPARED.get_or_try_init(prepare_template).await?;
    let name = format!("city_{}", COUNT.fetch_add(1, Ordering::Relaxed));
    let _turn = COPYING.lock().await;
    let mut server = PgConnection::connect_with(&admin()?).await?;
    run(&mut server, format!("drop database if exists {name} with (force)")).await?;
    run(&mut server, format!("create database {name} template {TEMPLATE}")).await?;
    server.close().await?;
    Ok(name)
}

/// Gives the room of a database back: some hundred of them are more than a small disk has.
pub(crate) async fn remove(name: &str) -> anyhow::Result<()> {
    let mut server = PgConnection::connect_with(&admin()?).await?;
    run(&mut server, format!("drop database {name} with (force)")).await?;
    server.close().await?;
    Ok(())
}

/// The connection URL of a service's own role.
pub(crate) fn url_of(service: &str, database: &str) -> anyhow::Result<String> {
    let admin = admin()?;
    let (host, port) = (admin.get_host(), admin.get_port());
    Ok(format!("postgres://{service}:{PASSWORD}@{host}:{port}/{database}"))
}

async fn prepare_template() -> anyhow::Result<()> {
    let admin = admin()?;
    let mut server = PgConnection::connect_with(&admin).await?;
    run(&mut server, format!("drop database if exists {TEMPLATE} with (force)")).await?;
    server.close().await?;
    provision::database::prepare(&admin, TEMPLATE, |_| Ok(PASSWORD.to_owned())).await?;

    let folder = TempDir::new()?;
    let logins = folder.path().join("logins.json");
    std::fs::write(&logins, demo_logins().to_string())?;
    let tables_of =
        |service| anyhow::Ok(Tables { database_url: Secret::new(url_of(service, TEMPLATE)?) });
    let event_source_oin = OIN.to_owned();
    let announced = routing::config::Announced { tables: tables_of("routing")?, event_source_oin };
    routing::command::seed_demo(&logins, &announced).await?;
    intake::command::seed_demo(&tables_of("intake")?).await
}

/// Every demo account has the same password here.
fn demo_logins() -> serde_json::Value {
    ["crew", "boa", "dispatcher", "manager", "admin"]
        .map(|role| (format!("{role}@demo"), PASSWORD.into()))
        .into_iter()
        .collect::<serde_json::Map<_, _>>()
        .into()
}

async fn run(server: &mut PgConnection, statement: String) -> anyhow::Result<()> {
    server.execute(AssertSqlSafe(statement)).await?;
    Ok(())
}
