//! SQL about the areas: our copy of what routing publishes.

use proto::v1::AreaChanged;
use sqlx::PgConnection;

/// What a map needs of an area.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Drawable {
    pub name: String,
    /// `GeoJSON`, always a `MultiPolygon`, simplified to about five metres.
    pub outline: String,
    /// A point inside the area, for its name.
    pub label_longitude: f64,
    pub label_latitude: f64,
}

/// Areas on a map.
const AREAS_MAX: i64 = 500;

pub async fn drawable(conn: &mut PgConnection) -> sqlx::Result<Vec<Drawable>> {
    sqlx::query_as(
        "select name, st_asgeojson(st_multi(st_simplifypreservetopology(outline, 0.00005)), 6) as outline,
                st_x(st_pointonsurface(outline)) as label_longitude,
                st_y(st_pointonsurface(outline)) as label_latitude
         from area order by area_code limit $1",
    )
    .bind(AREAS_MAX)
    .fetch_all(conn)
    .await
}

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
