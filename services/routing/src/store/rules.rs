//! The rules that count now, those that did before, and the reports to try new ones on.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use proto::questions::Answers;
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::issues::Asset;
use crate::{
    rules::{Action, Rule, condition::Known},
    service_level::Level,
};

/// A set of rules.
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    /// 0 when there never was one.
    pub version: i64,
    pub rules: Vec<Rule>,
}

#[derive(sqlx::FromRow)]
struct Row {
    name: String,
    condition: String,
    team_key: Option<String>,
    is_urgent: bool,
    term: Option<i32>,
    term_unit: Option<String>,
}

impl From<Row> for Rule {
    fn from(row: Row) -> Self {
        let level = row.term.zip(row.term_unit).map(|(term, unit)| Level::stored(term, &unit));
        let action = Action { team_key: row.team_key, is_urgent: row.is_urgent, level };
        Self { name: row.name, condition: row.condition, action }
    }
}

/// The rules that count now.
pub async fn current(conn: &mut PgConnection) -> sqlx::Result<RuleSet> {
    let version: Option<i64> =
        sqlx::query_scalar("select max(version) from rule_set").fetch_one(&mut *conn).await?;
    let version = version.unwrap_or(0);
    Ok(RuleSet { version, rules: of(conn, version).await? })
}

/// The rules of a set; none when there is no such set.
pub async fn of(conn: &mut PgConnection, version: i64) -> sqlx::Result<Vec<Rule>> {
    let rows: Vec<Row> = sqlx::query_as(
        "select name, condition, team_key, is_urgent, term, term_unit from rule
         where version = $1 order by position",
    )
    .bind(version)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Rule::from).collect())
}

/// Keeps others from changing the rules until the transaction ends.
pub async fn lock(conn: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("lock table rule_set in share row exclusive mode").execute(conn).await?;
    Ok(())
}

/// Stores the set; from then on it counts. The transaction has [locked](lock) them, and the
/// version is one more than the one that counts.
pub async fn add(
    conn: &mut PgConnection,
    set: &RuleSet,
    staff_name: &str,
    summary: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into rule_set (version, staff_name, summary, made_at) values ($1, $2, $3, $4)",
    )
    .bind(set.version)
    .bind(staff_name)
    .bind(summary)
    .bind(now)
    .execute(&mut *conn)
    .await?;
    for (position, rule) in (1_i32..).zip(&set.rules) {
        let level = rule.action.level;
        sqlx::query(
            "insert into rule (version, position, name, condition, team_key, is_urgent, term,
                 term_unit)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(set.version)
        .bind(position)
        .bind(&rule.name)
        .bind(&rule.condition)
        .bind(&rule.action.team_key)
        .bind(rule.action.is_urgent)
        .bind(level.map(|level| i32::from(level.amount)))
        .bind(level.map(|level| level.unit.as_str()))
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// A set that counts or counted.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Made {
    pub version: i64,
    pub staff_name: String,
    pub summary: String,
    pub made_at: DateTime<Utc>,
}

/// The last sets, newest first.
pub async fn made(conn: &mut PgConnection, limit: i64) -> sqlx::Result<Vec<Made>> {
    sqlx::query_as(
        "select version, staff_name, summary, made_at from rule_set
         order by version desc limit $1",
    )
    .bind(limit)
    .fetch_all(conn)
    .await
}

/// What conditions can name.
pub async fn known(conn: &mut PgConnection) -> sqlx::Result<Known> {
    let categories: Vec<String> =
        sqlx::query_scalar("select category_key from category").fetch_all(&mut *conn).await?;
    let areas: Vec<String> =
        sqlx::query_scalar("select area_code from area").fetch_all(&mut *conn).await?;
    Ok(Known {
        categories: categories.into_iter().collect(),
        areas: areas.into_iter().collect(),
        questions: questions(conn).await?,
    })
}

/// Keys of the questions of all categories.
pub async fn questions(conn: &mut PgConnection) -> sqlx::Result<BTreeSet<String>> {
    let keys: Vec<String> = sqlx::query_scalar(
        "select distinct question ->> 'key' from category,
             jsonb_array_elements(nullif(questions, '')::jsonb) as question",
    )
    .fetch_all(conn)
    .await?;
    Ok(keys.into_iter().collect())
}

/// Name of the wijk of each buurt, by code.
pub async fn districts(conn: &mut PgConnection) -> sqlx::Result<BTreeMap<String, String>> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("select area_code, wijk_name from area").fetch_all(conn).await?;
    Ok(rows.into_iter().collect())
}

/// A report that was routed, with what rules ask about it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Sent {
    pub report_id: Uuid,
    pub report_number: String,
    pub issue_id: Uuid,
    pub category: String,
    pub area_code: Option<String>,
    pub asset: Option<Json<Asset>>,
    pub source: String,
    pub answers: Json<Answers>,
    pub photos: i32,
    pub submitted_at: DateTime<Utc>,
}

/// At most `limit` reports sent after that one, in the order in which they were sent.
pub async fn sent(
    conn: &mut PgConnection,
    after: (DateTime<Utc>, Uuid),
    limit: i64,
) -> sqlx::Result<Vec<Sent>> {
    sqlx::query_as(
        "select r.report_id, r.report_number, i.issue_id, i.category, i.area_code, r.asset,
                r.source, coalesce(r.answers, '{}') as answers,
                coalesce(cardinality(r.photo_ids), 0) as photos, r.submitted_at
         from issue_report r join issue i on i.issue_id = r.issue_id
         where (r.submitted_at, r.report_id) > ($1, $2)
         order by r.submitted_at, r.report_id limit $3",
    )
    .bind(after.0)
    .bind(after.1)
    .bind(limit)
    .fetch_all(conn)
    .await
}

/// Open issues that wait because a rule of the set failed, by name of the rule.
pub async fn failing(conn: &mut PgConnection, version: i64) -> sqlx::Result<Vec<(String, i64)>> {
    sqlx::query_as(
        "select rule_name, count(*) from issue
         where closed_at is null and triage_reason = 'rule_failed' and rules_version = $1
         group by rule_name order by rule_name",
    )
    .bind(version)
    .fetch_all(conn)
    .await
}
