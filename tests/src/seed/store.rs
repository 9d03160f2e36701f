//! The SQL of the seed: what is there to build on, and the rows in.

use anyhow::Context as _;
use futures_util::TryStreamExt as _;
use routing::{
    rules::Book,
    store::{
        rules,
        service_level::{self, Term},
    },
};
use sqlx::{
    Connection as _, Executor as _, PgConnection, PgTransaction, postgres::PgConnectOptions,
};

use super::{
    Target,
    numbers::Numbers,
    rows::Rows,
    tables::{self, Chunk},
    world::{Area, Category, Place, Staff, Team, World},
};

/// A connection a service, with its own role: it reaches its own tables only.
pub(super) struct Houses {
    intake: PgConnection,
    routing: PgConnection,
    work_orders: PgConnection,
    notification: PgConnection,
    statistics: PgConnection,
}

impl Houses {
    pub(super) async fn open(target: &Target) -> sqlx::Result<Self> {
        Ok(Self {
            intake: PgConnection::connect(&target.intake_url).await?,
            routing: PgConnection::connect(&target.routing_url).await?,
            work_orders: PgConnection::connect(&target.work_orders_url).await?,
            notification: PgConnection::connect(&target.notification_url).await?,
            statistics: PgConnection::connect(&target.statistics_url).await?,
        })
    }

    /// Reads what routing knows of the city; fails when it knows nothing yet.
    pub(super) async fn world(&mut self) -> anyhow::Result<World> {
        let conn = &mut self.routing;
        let world = World {
            areas: areas(conn).await?,
            categories: categories(conn).await?,
            kept: service_level::kept(conn).await?,
            book: Book::new(rules::current(conn).await?.rules),
            questions: rules::questions(conn).await?.into_iter().collect(),
            teams: teams(conn).await?,
            staff: staff(conn).await?,
            ..World::default()
        };
        let is_furnished =
            !(world.areas.is_empty() || world.categories.is_empty() || world.teams.is_empty());
        anyhow::ensure!(is_furnished, "the system has no areas, categories or rules yet");
        Ok(world.with_spots())
    }

    /// The report numbers that are still free.
    pub(super) async fn numbers(&mut self, prefix: &str) -> sqlx::Result<Numbers> {
        let mut numbers = Numbers::new(prefix);
        let mut taken = sqlx::query_scalar::<_, String>("select report_number from report")
            .fetch(&mut self.intake);
        while let Some(number) = taken.try_next().await? {
            numbers.take(&number);
        }
        Ok(numbers)
    }

    /// Gives the services that count by team the names, as the first order of each team would.
    pub(super) async fn name_teams(&mut self, world: &World) -> sqlx::Result<()> {
        for conn in [&mut self.work_orders, &mut self.statistics] {
            for team in &world.teams {
                sqlx::query(
                    "insert into team (team_key, name) values ($1, $2) on conflict do nothing",
                )
                .bind(&team.key)
                .bind(&team.name)
                .execute(&mut *conn)
                .await?;
            }
        }
        Ok(())
    }

    /// Writes a chunk for all services, all of it or nothing unless the power fails between two
    /// commits. Returns how many rows.
    pub(super) async fn write(&mut self, chunk: Chunk) -> sqlx::Result<u64> {
        let mut intake = self.intake.begin().await?;
        let mut routing = self.routing.begin().await?;
        let mut work_orders = self.work_orders.begin().await?;
        let mut notification = self.notification.begin().await?;
        let mut statistics = self.statistics.begin().await?;
        let counts = tokio::try_join!(
            copy(&mut intake, tables::INTAKE, chunk.intake),
            copy(&mut routing, tables::ROUTING, chunk.routing),
            copy(&mut work_orders, tables::WORK_ORDERS, chunk.work_orders),
            copy(&mut notification, tables::NOTIFICATION, chunk.notification),
            copy(&mut statistics, tables::STATISTICS, chunk.statistics),
        )?;
        for tx in [intake, routing, work_orders, notification, statistics] {
            tx.commit().await?;
        }
        Ok(counts.0 + counts.1 + counts.2 + counts.3 + counts.4)
    }
}

async fn copy<const N: usize>(
    tx: &mut PgTransaction<'_>,
    statements: [&str; N],
    tables: [Rows; N],
) -> sqlx::Result<u64> {
    let mut count = 0;
    for (statement, rows) in statements.into_iter().zip(tables) {
        count += rows.count();
        let mut into = tx.copy_in_raw(statement).await?;
        into.send(rows.finish()).await?;
        into.finish().await?;
    }
    Ok(count)
}

/// Counts the tables anew, so that queries are planned for what is there now. Leaves those that
/// the database itself is at.
pub(super) async fn analyze(target: &Target) -> sqlx::Result<()> {
    let own: PgConnectOptions = target.intake_url.parse()?;
    let admin: PgConnectOptions = target.admin_url.parse()?;
    let admin = admin.database(own.get_database().unwrap_or_default());
    let mut conn = PgConnection::connect_with(&admin).await?;
    conn.execute("analyze (skip_locked)").await?;
    conn.close().await
}

async fn areas(conn: &mut PgConnection) -> anyhow::Result<Vec<Area>> {
    let rows: Vec<(String, String, String, f64, f64)> = sqlx::query_as(
        "select area_code, name, st_asgeojson(outline, 15),
                st_x(st_pointonsurface(outline)), st_y(st_pointonsurface(outline))
         from area order by area_code",
    )
    .fetch_all(conn)
    .await?;
    let area = |(code, name, outline, longitude, latitude): (String, String, String, f64, f64)| {
        let mut outline: serde_json::Value = serde_json::from_str(&outline)?;
        let parts: Vec<Vec<Vec<Place>>> = serde_json::from_value(outline["coordinates"].take())
            .with_context(|| format!("the outline of {code}"))?;
        let rings = parts.into_iter().flatten().collect();
        Ok(Area { code, name, rings, inner: [longitude, latitude], weight: 1 })
    };
    rows.into_iter().map(area).collect()
}

async fn categories(conn: &mut PgConnection) -> sqlx::Result<Vec<Category>> {
    let category =
        |term: Term| Category { key: term.category_key, name: term.name, level: term.level };
    Ok(service_level::terms(conn).await?.into_iter().map(category).collect())
}

/// Only teams that can get work.
async fn teams(conn: &mut PgConnection) -> sqlx::Result<Vec<Team>> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "select team_key, name from team
         where team_key in (select team_key from rule) order by team_key",
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(key, name)| Team { key, name }).collect())
}

async fn staff(conn: &mut PgConnection) -> sqlx::Result<Vec<Staff>> {
    let rows: Vec<(uuid::Uuid, String, String, Vec<String>)> = sqlx::query_as(
        "select staff_account_id, name, role, team_keys from staff_account order by email",
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(id, name, role, teams)| Staff { id, name, role, teams }).collect())
}
