//! Terms of categories, opening hours and closed days.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sqlx::PgConnection;

use crate::service_level::{Calendar, Hours, Level, LiberationDay};

/// The hours and days of the municipality, and how often they and the terms were changed.
#[derive(Clone, Debug)]
pub struct Kept {
    pub calendar: Calendar,
    pub version: i64,
}

impl Default for Kept {
    /// What a new system works by.
    fn default() -> Self {
        Self { calendar: Calendar::usual(), version: 1 }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    liberation_day: String,
    version: i64,
    weekdays: Vec<i32>,
    opens: Vec<NaiveTime>,
    closes: Vec<NaiveTime>,
    closed: Vec<NaiveDate>,
}

/// Reads the calendar. What the table's constraints let through is a calendar; whatever else it
/// were would be the usual one, so that no report waits for it.
pub async fn kept(conn: &mut PgConnection) -> sqlx::Result<Kept> {
    let row: Row = sqlx::query_as(
        "select liberation_day, version,
                array(select weekday from opening_hours order by weekday) as weekdays,
                array(select opens from opening_hours order by weekday) as opens,
                array(select closes from opening_hours order by weekday) as closes,
                array(select day from closed_day order by day) as closed
         from service_level",
    )
    .fetch_one(conn)
    .await?;
    let version = row.version;
    let calendar = calendar(row).unwrap_or_else(|| {
        tracing::error!("The calendar is none; the usual opening hours count instead");
        Calendar::usual()
    });
    Ok(Kept { calendar, version })
}

fn calendar(row: Row) -> Option<Calendar> {
    let mut week = [None; 7];
    for ((weekday, opens), closes) in row.weekdays.iter().zip(row.opens).zip(row.closes) {
        let index = usize::try_from(weekday - 1).ok()?;
        *week.get_mut(index)? = Some(Hours { opens, closes });
    }
    let liberation_day = LiberationDay::parse(&row.liberation_day)?;
    Calendar::new(week, liberation_day, row.closed.into_iter().collect()).ok()
}

/// The term of a category, with its name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Term {
    pub category_key: String,
    pub name: String,
    pub level: Level,
}

/// Gives the terms of all active categories, in their order.
pub async fn terms(conn: &mut PgConnection) -> sqlx::Result<Vec<Term>> {
    let rows: Vec<(String, String, i32, String)> = sqlx::query_as(
        "select category_key, name, term, term_unit from category
         where active order by position, category_key",
    )
    .fetch_all(conn)
    .await?;
    let term = |(category_key, name, amount, unit): (String, String, i32, String)| Term {
        category_key,
        name,
        level: Level::stored(amount, &unit),
    };
    Ok(rows.into_iter().map(term).collect())
}

/// Reads the version and keeps others from changing terms, hours and days until the transaction
/// ends.
pub async fn lock(conn: &mut PgConnection) -> sqlx::Result<i64> {
    sqlx::query_scalar("select version from service_level for update").fetch_one(conn).await
}

/// Writes terms, hours and days anew, and counts the change; gives the version it makes. The
/// transaction has [locked](lock) them.
pub async fn save(
    conn: &mut PgConnection,
    terms: &[(String, Level)],
    calendar: &Calendar,
    closed: &BTreeMap<NaiveDate, String>,
) -> sqlx::Result<i64> {
    for (category_key, level) in terms {
        sqlx::query("update category set term = $2, term_unit = $3 where category_key = $1")
            .bind(category_key)
            .bind(i32::from(level.amount))
            .bind(level.unit.as_str())
            .execute(&mut *conn)
            .await?;
    }
    save_hours(conn, calendar.week()).await?;
    save_closed(conn, closed).await?;
    sqlx::query_scalar(
        "update service_level set liberation_day = $1, version = version + 1 returning version",
    )
    .bind(calendar.liberation_day().as_str())
    .fetch_one(conn)
    .await
}

async fn save_hours(conn: &mut PgConnection, week: &[Option<Hours>; 7]) -> sqlx::Result<()> {
    sqlx::query("delete from opening_hours").execute(&mut *conn).await?;
    for (weekday, hours) in (1_i32..).zip(week) {
        let Some(hours) = hours else { continue };
        sqlx::query("insert into opening_hours (weekday, opens, closes) values ($1, $2, $3)")
            .bind(weekday)
            .bind(hours.opens)
            .bind(hours.closes)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

async fn save_closed(
    conn: &mut PgConnection,
    closed: &BTreeMap<NaiveDate, String>,
) -> sqlx::Result<()> {
    let (days, names): (Vec<_>, Vec<_>) =
        closed.iter().map(|(day, name)| (*day, name.as_str())).unzip();
    sqlx::query("delete from closed_day").execute(&mut *conn).await?;
    sqlx::query("insert into closed_day (day, name) select * from unnest($1::date[], $2::text[])")
        .bind(days)
        .bind(names)
        .execute(conn)
        .await?;
    Ok(())
}

/// Days on which the municipality is closed, with their names, in order.
pub async fn closed_days(conn: &mut PgConnection) -> sqlx::Result<Vec<(NaiveDate, String)>> {
    sqlx::query_as("select day, name from closed_day order by day").fetch_all(conn).await
}

/// A change of terms, hours or days, in words.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Change {
    pub staff_name: String,
    pub summary: String,
    pub changed_at: DateTime<Utc>,
}

pub async fn note_change(
    conn: &mut PgConnection,
    version: i64,
    staff_name: &str,
    summary: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into service_level_change (version, staff_name, summary, changed_at)
         values ($1, $2, $3, $4)",
    )
    .bind(version)
    .bind(staff_name)
    .bind(summary)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// The last changes, newest first.
pub async fn changes(conn: &mut PgConnection, limit: i64) -> sqlx::Result<Vec<Change>> {
    sqlx::query_as(
        "select staff_name, summary, changed_at from service_level_change
         order by version desc limit $1",
    )
    .bind(limit)
    .fetch_all(conn)
    .await
}
