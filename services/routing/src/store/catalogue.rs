//! Categories and teams.

use std::collections::BTreeMap;

use serde::Deserialize;
use sqlx::{PgConnection, PgExecutor, PgPool, error::DatabaseError};

use super::areas;
use crate::{service_level::Level, town::Town};

/// What a report is about.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct Category {
    pub category_key: String,
    pub name: String,
    pub examples: String,
    /// Order on the page, ascending.
    pub position: i32,
    pub active: bool,
    /// How long it may take, in `term_unit`.
    pub term: i32,
    pub term_unit: String,
    /// What residents are asked: JSON in the shape of `proto::questions`, or empty.
    pub questions: String,
    pub version: i64,
}

/// Who does the work.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, sqlx::FromRow)]
pub struct Team {
    pub team_key: String,
    pub name: String,
}

impl Category {
    /// How long an issue of the category may take.
    pub fn level(&self) -> Level {
        Level::stored(self.term, &self.term_unit)
    }
}

pub async fn category(conn: &mut PgConnection, key: &str) -> sqlx::Result<Option<Category>> {
    sqlx::query_as(
        "select category_key, name, examples, position, active, term, term_unit, questions,
                version
         from category where category_key = $1",
    )
    .bind(key)
    .fetch_optional(conn)
    .await
}

/// How long an issue may take, by key of the category.
pub async fn levels(conn: &mut PgConnection) -> sqlx::Result<BTreeMap<String, Level>> {
    let rows: Vec<(String, i32, String)> =
        sqlx::query_as("select category_key, term, term_unit from category")
            .fetch_all(conn)
            .await?;
    let level = |(key, term, unit): (String, i32, String)| (key, Level::stored(term, &unit));
    Ok(rows.into_iter().map(level).collect())
}

/// Gives all teams, by name.
pub async fn teams(conn: &mut PgConnection) -> sqlx::Result<Vec<Team>> {
    sqlx::query_as("select team_key, name from team order by name, team_key").fetch_all(conn).await
}

/// The teams and the areas.
pub async fn town(conn: &mut PgConnection) -> sqlx::Result<Town> {
    let teams = teams(conn).await?;
    Ok(Town { teams, buurten: areas::by_wijk(conn, areas::SHOWN_MAX).await? })
}

/// Whether there is a team to give work to.
pub async fn has_teams(pool: PgPool) -> sqlx::Result<bool> {
    sqlx::query_scalar("select exists (select from team)").fetch_one(&pool).await
}

/// Stores the category unless its key is there, and gives questions to one that has none; gives
/// the version of what is new.
pub async fn add_category(
    conn: &mut PgConnection,
    category: &Category,
) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar(
        "insert into category as known
             (category_key, name, examples, position, active, term, term_unit, questions)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (category_key) do update
         set questions = excluded.questions, version = known.version + 1
         where known.questions = '' and excluded.questions <> ''
         returning version",
    )
    .bind(&category.category_key)
    .bind(&category.name)
    .bind(&category.examples)
    .bind(category.position)
    .bind(category.active)
    .bind(category.term)
    .bind(&category.term_unit)
    .bind(&category.questions)
    .fetch_optional(conn)
    .await
}

/// A team with how often it changed.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct KnownTeam {
    pub team_key: String,
    pub name: String,
    pub version: i64,
}

/// A team as an administrator sees it.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct ListedTeam {
    pub team_key: String,
    pub name: String,
    /// Who can sign in for it.
    pub accounts: i64,
    pub open_issues: i64,
}

/// What storing a team came to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Put {
    New,
    Renamed { was: String, version: i64 },
    Same,
}

/// What came of taking a team away.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Removed {
    Done,
    /// Work, rules or accounts are of it.
    InUse,
}

pub async fn team(database: impl PgExecutor<'_>, key: &str) -> sqlx::Result<Option<KnownTeam>> {
    sqlx::query_as("select team_key, name, version from team where team_key = $1")
        .bind(key)
        .fetch_optional(database)
        .await
}

/// All teams by name, with what is of them.
pub async fn listed_teams(database: impl PgExecutor<'_>) -> sqlx::Result<Vec<ListedTeam>> {
    sqlx::query_as(
        "select team_key, name,
                (select count(*) from staff_account
                 where team.team_key = any (team_keys) and not is_blocked) as accounts,
                (select count(*) from issue
                 where issue.team_key = team.team_key and closed_at is null) as open_issues
         from team order by name, team_key",
    )
    .fetch_all(database)
    .await
}

/// Whether another team has the name.
pub async fn is_name_of_other(conn: &mut PgConnection, team: &Team) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select from team where team_key <> $1 and lower(name) = lower($2))",
    )
    .bind(&team.team_key)
    .bind(&team.name)
    .fetch_one(conn)
    .await
}

/// Stores the team, or its name when it is there. Others must wait until the transaction ends.
pub async fn put_team(conn: &mut PgConnection, given: &Team) -> sqlx::Result<Put> {
    let known = team(&mut *conn, &given.team_key).await?;
    match known {
        Some(known) if known.name == given.name => Ok(Put::Same),
        Some(known) => {
            let version = known.version + 1;
            sqlx::query("update team set name = $2, version = $3 where team_key = $1")
                .bind(&given.team_key)
                .bind(&given.name)
                .bind(version)
                .execute(conn)
                .await?;
            Ok(Put::Renamed { was: known.name, version })
        }
        None => {
            sqlx::query("insert into team (team_key, name) values ($1, $2)")
                .bind(&given.team_key)
                .bind(&given.name)
                .execute(conn)
                .await?;
            Ok(Put::New)
        }
    }
}

/// Takes the team away unless something is of it; after [`Removed::InUse`] the transaction is of no use.
pub async fn remove_team(conn: &mut PgConnection, key: &str) -> sqlx::Result<Removed> {
    let removed = sqlx::query(
        "delete from team where team_key = $1
             and not exists (select from staff_account where $1 = any (team_keys))",
    )
    .bind(key)
    .execute(conn)
    .await;
    match removed {
        Ok(done) if done.rows_affected() == 1 => Ok(Removed::Done),
        Ok(_) => Ok(Removed::InUse),
        Err(error) => {
            let is_referenced =
                error.as_database_error().is_some_and(DatabaseError::is_foreign_key_violation);
            if is_referenced { Ok(Removed::InUse) } else { Err(error) }
        }
    }
}

/// Key and name of all active categories, in their order.
pub async fn names(conn: &mut PgConnection) -> sqlx::Result<Vec<(String, String)>> {
    sqlx::query_as(
        "select category_key, name from category where active order by position, category_key",
    )
    .fetch_all(conn)
    .await
}
