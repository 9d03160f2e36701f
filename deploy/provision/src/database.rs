//! Roles, schemas and tables.
//!
//! One schema and one role a service. The administrator owns the tables; a
//! service may read and write its own rows and nothing else, so no query can
//! cross schemas by accident.

use anyhow::Context as _;
use sqlx::{
    AssertSqlSafe, Connection as _, Executor as _, PgConnection, migrate::Migrator,
    postgres::PgConnectOptions,
};
use tracing::info;

static PLATFORM: Migrator = sqlx::migrate!("../../migrations/platform");
static INTAKE: Migrator = sqlx::migrate!("../../migrations/intake");
static ROUTING: Migrator = sqlx::migrate!("../../migrations/routing");
static WORK_ORDERS: Migrator = sqlx::migrate!("../../migrations/work_orders");
static NOTIFICATION: Migrator = sqlx::migrate!("../../migrations/notification");
static STATISTICS: Migrator = sqlx::migrate!("../../migrations/statistics");

/// Days of outbox partitions that exist before the service makes its own.
const OUTBOX_DAYS_AHEAD: i32 = 3;

/// Every service with its migrations, in the order of the way of a report.
fn services() -> [(&'static str, &'static Migrator); 5] {
    [
        ("intake", &INTAKE),
        ("routing", &ROUTING),
        ("work_orders", &WORK_ORDERS),
        ("notification", &NOTIFICATION),
        ("statistics", &STATISTICS),
    ]
}

/// Brings `database` on the administrator's server up to date, and makes it
/// when it is not there. `password_of` gives the password of a service's role.
pub async fn prepare(
    admin: &PgConnectOptions,
    database: &str,
    password_of: impl Fn(&str) -> anyhow::Result<String>,
) -> anyhow::Result<()> {
    let mut server = PgConnection::connect_with(admin).await.context("connect to PostgreSQL")?;
    create_database(&mut server, database).await?;
    for (service, _) in services() {
        create_role(&mut server, service, &password_of(service)?).await?;
        execute(&mut server, "grant connect on database %I to %I", &[database, service]).await?;
    }
    server.close().await?;

    let mut conn = PgConnection::connect_with(&admin.clone().database(database)).await?;
    conn.execute("set client_min_messages = warning").await?;
    conn.execute("create extension if not exists postgis with schema public").await?;
    conn.execute("create extension if not exists pg_trgm with schema public").await?;
    conn.execute("create extension if not exists btree_gin with schema public").await?;
    conn.execute("revoke create on schema public from public").await?;
    for (service, migrations) in services() {
        prepare_schema(&mut conn, service, migrations).await.context(service)?;
    }
    conn.close().await?;
    Ok(())
}

async fn create_database(server: &mut PgConnection, database: &str) -> anyhow::Result<()> {
    let exists: bool =
        sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
            .bind(database)
            .fetch_one(&mut *server)
            .await?;
    if !exists {
        info!("Creating database {database}");
        execute(server, "create database %I", &[database]).await?;
    }
    execute(server, "revoke all on database %I from public", &[database]).await
}

async fn create_role(server: &mut PgConnection, role: &str, password: &str) -> anyhow::Result<()> {
    let exists: bool =
        sqlx::query_scalar("select exists (select from pg_roles where rolname = $1)")
            .bind(role)
            .fetch_one(&mut *server)
            .await?;
    if !exists {
        execute(server, "create role %I login", &[role]).await?;
    }
    execute(server, "alter role %I password %L", &[role, password]).await?;
    execute(server, "alter role %I set search_path = %I, public", &[role, role]).await
}

async fn prepare_schema(
    conn: &mut PgConnection,
    service: &str,
    migrations: &Migrator,
) -> anyhow::Result<()> {
    execute(conn, "create schema if not exists %I", &[service]).await?;
    execute(conn, "grant usage on schema %I to %I", &[service, service]).await?;
    for rights in [
        "alter default privileges in schema %I grant select, insert, update, delete on tables to %I",
        "alter default privileges in schema %I grant usage on sequences to %I",
    ] {
        execute(conn, rights, &[service, service]).await?;
    }
    execute(conn, "set search_path = %I, public", &[service]).await?;
    // Both sets are kept in the schema's own list, and each ignores the other.
    for set in [&PLATFORM, migrations] {
        let mut set = Migrator { migrations: set.migrations.clone(), ..Migrator::DEFAULT };
        set.set_ignore_missing(true).set_locking(false);
        set.run(&mut *conn).await?;
    }
    // A service has no business with the list of migrations.
    execute(conn, "revoke all on %I._sqlx_migrations from %I", &[service, service]).await?;
    let today = "(now() at time zone 'utc')::date";
    let rotate = format!("select outbox_rotate({today} - 3650, {today}, {OUTBOX_DAYS_AHEAD})");
    conn.execute(AssertSqlSafe(rotate)).await?;
    Ok(())
}

/// Runs a statement that takes no parameters, with names (`%I`) and literals
/// (`%L`) quoted by PostgreSQL itself.
async fn execute(
    conn: &mut PgConnection,
    template: &str,
    arguments: &[&str],
) -> anyhow::Result<()> {
    let statement: String = sqlx::query_scalar("select format($1, variadic $2::text[])")
        .bind(template)
        .bind(arguments)
        .fetch_one(&mut *conn)
        .await?;
    conn.execute(AssertSqlSafe(statement)).await.with_context(|| template.to_owned())?;
    Ok(())
}
