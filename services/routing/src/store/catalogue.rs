//! Categories and teams.

use std::collections::BTreeMap;

use serde::Deserialize;
use sqlx::{PgConnection, PgPool};

use crate::service_level::Level;

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

/// Stores the team unless its key is there.
pub async fn add_team(conn: &mut PgConnection, key: &str, name: &str) -> sqlx::Result<()> {
    sqlx::query("insert into team (team_key, name) values ($1, $2) on conflict do nothing")
        .bind(key)
        .bind(name)
        .execute(conn)
        .await?;
    Ok(())
}

/// Key and name of all active categories, in their order.
pub async fn names(conn: &mut PgConnection) -> sqlx::Result<Vec<(String, String)>> {
    sqlx::query_as(
        "select category_key, name from category where active order by position, category_key",
    )
    .fetch_all(conn)
    .await
}
