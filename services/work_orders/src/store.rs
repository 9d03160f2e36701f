//! All SQL about single work orders; [`list`] has the lists, [`issue`] what is kept of issues,
//! [`case`] and [`evidence`] enforcement cases,
//! [`note`] what residents told later, [`partner`] the links of partners, [`phone_act`] what phones sent,
//! [`taken_along`] what of that waits for an order, [`round`] rounds and [`vehicle`] what they are driven with, [`area`] the copy of the areas.

pub mod area;
pub mod case;
pub mod evidence;
pub mod issue;
pub mod list;
pub mod note;
pub mod partner;
pub mod phone_act;
pub mod round;
pub mod street;
pub mod taken_along;
pub mod vehicle;

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection, PgExecutor, PgPool, Row as _, postgres::PgRow, types::Json};
use uuid::Uuid;

use crate::{
    order::{Area, Asset, WorkOrder},
    progress::{Reason, Standing, Status},
};

/// The columns that make a [`WorkOrder`].
macro_rules! select_order {
    ($rest:literal) => {
        concat!(
            "select work_order_id, issue_id, issue_version, version, team_key, team_name,
                    area_code, area_name, category, category_name,
                    st_x(location) as longitude, st_y(location) as latitude,
                    location_text, description, photo_ids, asset, report_ids, report_numbers,
                    status, reason, note, after_photo_ids, visit,
                    due_at, is_urgent, waits_until, opened_at, changed_at, changed_by, closed_at,
                    round_id
             from work_order ",
            $rest
        )
    };
}
pub(crate) use select_order;

/// One step in the life of an order.
#[derive(Clone, Debug, FromRow)]
pub struct Step {
    pub status: String,
    pub reason: String,
    pub note: String,
    /// The name that the person chose, or "Systeem".
    pub staff_name: String,
    pub changed_at: DateTime<Utc>,
    /// On the street, when a phone sent it later; else as `changed_at`.
    pub acted_at: DateTime<Utc>,
    /// Metres from the place of the order, when the phone said where it was.
    pub away_m: Option<i32>,
}

/// Reads the order.
pub async fn find(
    database: impl PgExecutor<'_>,
    work_order_id: Uuid,
) -> sqlx::Result<Option<WorkOrder>> {
    sqlx::query_as(select_order!("where work_order_id = $1"))
        .bind(work_order_id)
        .fetch_optional(database)
        .await
}

/// Reads the newest order about the report with this number.
pub async fn of_report(pool: &PgPool, report_number: &str) -> sqlx::Result<Option<WorkOrder>> {
    sqlx::query_as(select_order!(
        "where report_numbers @> array[$1] order by opened_at desc, work_order_id limit 1"
    ))
    .bind(report_number)
    .fetch_optional(pool)
    .await
}

/// Reads the order, and makes others who want to change it wait for the transaction.
pub async fn lock(conn: &mut PgConnection, work_order_id: Uuid) -> sqlx::Result<Option<WorkOrder>> {
    sqlx::query_as(select_order!("where work_order_id = $1 for update"))
        .bind(work_order_id)
        .fetch_optional(conn)
        .await
}

/// Reads what happened to the order, oldest first.
pub async fn history(pool: &PgPool, work_order_id: Uuid) -> sqlx::Result<Vec<Step>> {
    sqlx::query_as(
        "select step.status, step.reason, step.note, step.staff_name, step.changed_at,
                coalesce(act.acted_at, step.changed_at) as acted_at, act.away_m
         from work_order_history step left join phone_act act using (phone_act_id)
         where step.work_order_id = $1 order by step.version",
    )
    .bind(work_order_id)
    .fetch_all(pool)
    .await
}

/// Stores a new order; `false` when that version of the issue has one already.
pub async fn insert(conn: &mut PgConnection, order: &WorkOrder) -> sqlx::Result<bool> {
    let area = order.area.as_ref();
    let stored = sqlx::query(
        "insert into work_order (work_order_id, issue_id, issue_version, version,
             team_key, team_name, area_code, area_name, category, category_name,
             location, location_text, description, photo_ids, report_ids, report_numbers,
             status, due_at, opened_at, changed_at, asset, waits_until, is_urgent)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
             st_setsrid(st_makepoint($11, $12), 4326), $13, $14, $15, $16, $17,
             $18, $19, $20, $21, $22, $23, $24)
         on conflict on constraint work_order_issue_key do nothing",
    )
    .bind(order.work_order_id)
    .bind(order.issue_id)
    .bind(order.issue_version)
    .bind(order.version)
    .bind(&order.team_key)
    .bind(&order.team_name)
    .bind(area.map(|area| &area.code))
    .bind(area.map(|area| &area.name))
    .bind(&order.category)
    .bind(&order.category_name)
    .bind(order.longitude)
    .bind(order.latitude)
    .bind(&order.location_text)
    .bind(&order.description)
    .bind(&order.photo_ids)
    .bind(&order.report_ids)
    .bind(&order.report_numbers)
    .bind(order.status().as_str())
    .bind(order.due_at)
    .bind(order.opened_at)
    .bind(order.changed_at)
    .bind(order.asset.as_ref().map(Json))
    .bind(order.waits_until)
    .bind(order.is_urgent)
    .execute(conn)
    .await?;
    Ok(stored.rows_affected() == 1)
}

/// Stores how a locked order stands after a step.
pub async fn update(conn: &mut PgConnection, order: &WorkOrder) -> sqlx::Result<()> {
    sqlx::query(
        "update work_order
         set version = $2, status = $3, reason = $4, note = $5, after_photo_ids = $6,
             changed_at = $7, changed_by = $8, closed_at = $9, visit = $10
         where work_order_id = $1",
    )
    .bind(order.work_order_id)
    .bind(order.version)
    .bind(order.status().as_str())
    .bind(order.reason())
    .bind(&order.standing.note)
    .bind(&order.standing.after_photo_ids)
    .bind(order.changed_at)
    .bind(order.standing.changed_by)
    .bind(order.closed_at)
    .bind(order.standing.visit)
    .execute(conn)
    .await?;
    Ok(())
}

/// Reads the name of who made the last step of the order.
pub async fn last_name(conn: &mut PgConnection, work_order_id: Uuid) -> sqlx::Result<String> {
    sqlx::query_scalar(
        "select staff_name from work_order_history where work_order_id = $1
         order by version desc limit 1",
    )
    .bind(work_order_id)
    .fetch_one(conn)
    .await
}

/// Adds the last step of the order to its history: who made it, by the name that colleagues see, and the
/// act of a phone that it came from.
pub async fn log(
    conn: &mut PgConnection,
    order: &WorkOrder,
    (staff_name, phone_act_id): (&str, Option<Uuid>),
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into work_order_history
             (work_order_id, version, status, reason, note, staff_id, staff_name, changed_at,
              phone_act_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(order.work_order_id)
    .bind(order.version)
    .bind(order.status().as_str())
    .bind(order.reason())
    .bind(&order.standing.note)
    .bind(order.standing.changed_by)
    .bind(staff_name)
    .bind(order.changed_at)
    .bind(phone_act_id)
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether the tables are there and may be read.
pub async fn is_furnished(pool: PgPool) -> sqlx::Result<bool> {
    sqlx::query_scalar("select count(*) >= 0 from (select from work_order limit 1) as probe")
        .fetch_one(&pool)
        .await
}

impl FromRow<'_, PgRow> for WorkOrder {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let area = row.try_get::<Option<String>, _>("area_code")?;
        let area_name = row.try_get::<Option<String>, _>("area_name")?;
        let reason = row.try_get::<String, _>("reason")?;
        Ok(Self {
            work_order_id: row.try_get("work_order_id")?,
            issue_id: row.try_get("issue_id")?,
            issue_version: row.try_get("issue_version")?,
            version: row.try_get("version")?,
            team_key: row.try_get("team_key")?,
            team_name: row.try_get("team_name")?,
            area: area.map(|code| Area { code, name: area_name.unwrap_or_default() }),
            category: row.try_get("category")?,
            category_name: row.try_get("category_name")?,
            longitude: row.try_get("longitude")?,
            latitude: row.try_get("latitude")?,
            location_text: row.try_get("location_text")?,
            description: row.try_get("description")?,
            photo_ids: row.try_get("photo_ids")?,
            asset: row.try_get::<Option<Json<Asset>>, _>("asset")?.map(|asset| asset.0),
            report_ids: row.try_get("report_ids")?,
            report_numbers: row.try_get("report_numbers")?,
            standing: Standing {
                status: status(&row.try_get::<String, _>("status")?)?,
                reason: Reason::parse(&reason),
                note: row.try_get("note")?,
                after_photo_ids: row.try_get("after_photo_ids")?,
                visit: row.try_get("visit")?,
                changed_by: row.try_get("changed_by")?,
            },
            due_at: row.try_get("due_at")?,
            is_urgent: row.try_get("is_urgent")?,
            waits_until: row.try_get("waits_until")?,
            opened_at: row.try_get("opened_at")?,
            changed_at: row.try_get("changed_at")?,
            closed_at: row.try_get("closed_at")?,
            round_id: row.try_get("round_id")?,
        })
    }
}

fn status(text: &str) -> sqlx::Result<Status> {
    Status::parse(text).ok_or_else(|| sqlx::Error::Decode(format!("{text} is no status").into()))
}
