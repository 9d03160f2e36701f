//! The vehicles that rounds are driven with.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection, PgExecutor, Row, postgres::PgRow};
use uuid::Uuid;

use crate::{rounds::Vehicle, streets::Point};

/// The columns of a [`Vehicle`] named `v`.
macro_rules! vehicle_columns {
    () => {
        "v.vehicle_id, v.team_key, v.name as vehicle_name, v.capacity_l, v.starts_at, v.minutes_max,
         st_x(v.depot) as depot_longitude, st_y(v.depot) as depot_latitude,
         st_x(v.tip) as tip_longitude, st_y(v.tip) as tip_latitude, v.tip_name, v.is_in_use,
         v.version as vehicle_version"
    };
}
pub(crate) use vehicle_columns;

/// Vehicles on the page.
const VEHICLES_MAX: i64 = 100;

pub async fn all(database: impl PgExecutor<'_>) -> sqlx::Result<Vec<Vehicle>> {
    sqlx::query_as(concat!(
        "select ",
        vehicle_columns!(),
        " from vehicle v order by v.team_key, v.name limit $1"
    ))
    .bind(VEHICLES_MAX)
    .fetch_all(database)
    .await
}

/// Stores a new vehicle, or a changed one of which `version` is the one before; `false` when somebody
/// else was first, or another of the team has its name.
pub async fn put(
    conn: &mut PgConnection,
    vehicle: &Vehicle,
    staff_name: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let stored = sqlx::query(
        "insert into vehicle (vehicle_id, team_key, name, capacity_l, starts_at, minutes_max, depot, tip,
             tip_name, is_in_use, version, changed_by, changed_at)
         select $1, $2, $3, $4, $5, $6, st_setsrid(st_makepoint($7, $8), 4326),
             st_setsrid(st_makepoint($9, $10), 4326), $11, $12, $13 + 1, $14, $15
         where not exists (select from vehicle
                           where team_key = $2 and name = $3 and vehicle_id <> $1)
         on conflict (vehicle_id) do update set
             team_key = excluded.team_key, name = excluded.name, capacity_l = excluded.capacity_l,
             starts_at = excluded.starts_at, minutes_max = excluded.minutes_max,
             depot = excluded.depot, tip = excluded.tip, tip_name = excluded.tip_name,
             is_in_use = excluded.is_in_use, version = excluded.version,
             changed_by = excluded.changed_by, changed_at = excluded.changed_at
         where vehicle.version = $13",
    )
    .bind(vehicle.vehicle_id)
    .bind(&vehicle.team_key)
    .bind(&vehicle.name)
    .bind(vehicle.capacity_l.cast_signed())
    .bind(vehicle.starts_at)
    .bind(vehicle.minutes_max.cast_signed())
    .bind(vehicle.depot.longitude)
    .bind(vehicle.depot.latitude)
    .bind(vehicle.tip.longitude)
    .bind(vehicle.tip.latitude)
    .bind(&vehicle.tip_name)
    .bind(vehicle.is_in_use)
    .bind(vehicle.version)
    .bind(staff_name)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(stored.rows_affected() == 1)
}

/// Key and name of every team that can have a vehicle, by name.
pub async fn teams(database: impl PgExecutor<'_>) -> sqlx::Result<Vec<(String, String)>> {
    sqlx::query_as("select team_key, name from team order by name").fetch_all(database).await
}

/// The vehicle of a row with the columns above.
pub(crate) fn read(row: &PgRow) -> sqlx::Result<Vehicle> {
    let count = |name: &str| Ok::<_, sqlx::Error>(row.try_get::<i32, _>(name)?.cast_unsigned());
    let point = |longitude: &str, latitude: &str| {
        Ok::<_, sqlx::Error>(Point {
            longitude: row.try_get(longitude)?,
            latitude: row.try_get(latitude)?,
        })
    };
    Ok(Vehicle {
        vehicle_id: row.try_get::<Uuid, _>("vehicle_id")?,
        team_key: row.try_get("team_key")?,
        name: row.try_get("vehicle_name")?,
        capacity_l: count("capacity_l")?,
        starts_at: row.try_get("starts_at")?,
        minutes_max: count("minutes_max")?,
        depot: point("depot_longitude", "depot_latitude")?,
        tip: point("tip_longitude", "tip_latitude")?,
        tip_name: row.try_get("tip_name")?,
        is_in_use: row.try_get("is_in_use")?,
        version: row.try_get("vehicle_version")?,
    })
}

impl FromRow<'_, PgRow> for Vehicle {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        read(row)
    }
}
