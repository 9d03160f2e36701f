//! SQL about the areas: our copy of what routing publishes.

use proto::v1::AreaChanged;
use sqlx::PgConnection;

/// Stores the area unless a newer version of it is known.
pub async fn put(conn: &mut PgConnection, area: &AreaChanged) -> sqlx::Result<()> {
    let named = area.area.clone().unwrap_or_default();
    sqlx::query(
        "insert into area (area_code, name, wijk_code, outline, version)
         values ($1, $2, $3, st_multi(st_setsrid(st_geomfromgeojson($4), 4326)), $5)
         on conflict (area_code) do update
         set name = excluded.name, wijk_code = excluded.wijk_code, outline = excluded.outline,
             version = excluded.version
         where area.version < excluded.version",
    )
    .bind(named.code)
    .bind(named.name)
    .bind(&area.wijk_code)
    .bind(&area.outline_geojson)
    .bind(i64::try_from(area.version).unwrap_or(i64::MAX))
    .execute(conn)
    .await?;
    Ok(())
}
