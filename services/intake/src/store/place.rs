//! Areas and categories: intake's copies of what routing publishes.

use proto::v1::{AreaChanged, CategoryChanged};
use serde_json::Value;
use sqlx::PgConnection;

use crate::submission::Location;

/// A buurt by its CBS code.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
#[expect(clippy::struct_field_names, reason = "the names of the columns")]
pub(crate) struct Area {
    pub area_code: String,
    pub name: String,
    pub wijk_name: String,
}

#[derive(Clone, Debug, sqlx::FromRow)]
#[expect(clippy::struct_field_names, reason = "the names of the columns")]
pub(crate) struct Category {
    pub category_key: String,
    pub name: String,
    pub examples: String,
}

/// Stores the area unless a newer version of it is known.
pub(crate) async fn upsert_area(conn: &mut PgConnection, area: &AreaChanged) -> sqlx::Result<()> {
    let named = area.area.clone().unwrap_or_default();
    sqlx::query(
        "insert into area (area_code, name, wijk_code, wijk_name, outline, version)
         values ($1, $2, $3, $4, st_multi(st_setsrid(st_geomfromgeojson($5), 4326)), $6)
         on conflict (area_code) do update set
             name = excluded.name, wijk_code = excluded.wijk_code,
             wijk_name = excluded.wijk_name, outline = excluded.outline,
             version = excluded.version
         where area.version < excluded.version",
    )
    .bind(named.code)
    .bind(named.name)
    .bind(&area.wijk_code)
    .bind(&area.wijk_name)
    .bind(&area.outline_geojson)
    .bind(i64::try_from(area.version).unwrap_or(i64::MAX))
    .execute(conn)
    .await?;
    Ok(())
}

/// Stores the category unless a newer version of it is known.
pub(crate) async fn upsert_category(
    conn: &mut PgConnection,
    category: &CategoryChanged,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into category (category_key, name, examples, position, active, version, questions)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (category_key) do update set
             name = excluded.name, examples = excluded.examples, position = excluded.position,
             active = excluded.active, version = excluded.version,
             questions = excluded.questions
         where category.version < excluded.version",
    )
    .bind(&category.key)
    .bind(&category.name)
    .bind(&category.examples)
    .bind(i32::try_from(category.position).unwrap_or(i32::MAX))
    .bind(category.active)
    .bind(i64::try_from(category.version).unwrap_or(i64::MAX))
    .bind(&category.questions)
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether there is anything to choose from: areas and categories have arrived.
pub(crate) async fn is_furnished(conn: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select from area) and exists (select from category where active)",
    )
    .fetch_one(conn)
    .await
}

/// The buurt that covers the point; on a border the lowest code.
pub(crate) async fn area_at(conn: &mut PgConnection, at: Location) -> sqlx::Result<Option<Area>> {
    sqlx::query_as(
        "select area_code, name, wijk_name from area
         where st_covers(outline, st_setsrid(st_makepoint($1, $2), 4326))
         order by area_code limit 1",
    )
    .bind(at.longitude)
    .bind(at.latitude)
    .fetch_optional(conn)
    .await
}

/// Metres to the nearest area; `None` when no area is known at all.
pub(crate) async fn metres_to_nearest_area(
    conn: &mut PgConnection,
    at: Location,
) -> sqlx::Result<Option<f64>> {
    sqlx::query_scalar(
        "select min(st_distance(outline::geography,
             st_setsrid(st_makepoint($1, $2), 4326)::geography)) from area",
    )
    .bind(at.longitude)
    .bind(at.latitude)
    .fetch_one(conn)
    .await
}

/// Around all areas: west, south, east, north; `None` without areas.
pub(crate) async fn extent(conn: &mut PgConnection) -> sqlx::Result<Option<[f64; 4]>> {
    let corners: Option<(f64, f64, f64, f64)> = sqlx::query_as(
        "select st_xmin(box), st_ymin(box), st_xmax(box), st_ymax(box)
         from (select st_extent(outline) as box from area) as area where box is not null",
    )
    .fetch_optional(conn)
    .await?;
    Ok(corners.map(<[f64; 4]>::from))
}

/// A point that surely lies in the area, for who knows no better than the buurt.
pub(crate) async fn point_in_area(
    conn: &mut PgConnection,
    area_code: &str,
) -> sqlx::Result<Option<Location>> {
    let point: Option<(f64, f64)> = sqlx::query_as(
        "select st_x(point), st_y(point)
         from (select st_pointonsurface(outline) as point from area where area_code = $1) as area",
    )
    .bind(area_code)
    .fetch_optional(conn)
    .await?;
    Ok(point.and_then(|(longitude, latitude)| Location::new(longitude, latitude)))
}

/// All areas by wijk and name, each with a point that surely lies in it.
pub(crate) async fn points_in_areas(
    conn: &mut PgConnection,
) -> sqlx::Result<Vec<(Area, Location)>> {
    let rows: Vec<(String, String, String, f64, f64)> = sqlx::query_as(
        "select area_code, name, wijk_name, st_x(point), st_y(point)
         from (select area_code, name, wijk_name, st_pointonsurface(outline) as point from area)
             as area
         order by wijk_name, name",
    )
    .fetch_all(conn)
    .await?;
    let areas = rows.into_iter().filter_map(|(area_code, name, wijk_name, longitude, latitude)| {
        Some((Area { area_code, name, wijk_name }, Location::new(longitude, latitude)?))
    });
    Ok(areas.collect())
}

/// All areas by wijk and name, with their outlines as GeoJSON in CRS84.
pub(crate) async fn areas(conn: &mut PgConnection) -> sqlx::Result<Vec<(Area, Value)>> {
    let rows: Vec<(String, String, String, sqlx::types::Json<Value>)> = sqlx::query_as(
        "select area_code, name, wijk_name, st_asgeojson(outline, 5)::json
         from area order by wijk_name, name",
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(area_code, name, wijk_name, outline)| {
            (Area { area_code, name, wijk_name }, outline.0)
        })
        .collect())
}

/// The categories that residents may choose, in the order of the page.
pub(crate) async fn categories(conn: &mut PgConnection) -> sqlx::Result<Vec<Category>> {
    sqlx::query_as(
        "select category_key, name, examples from category where active order by position",
    )
    .fetch_all(conn)
    .await
}

/// Whether residents may choose the category; `None` when no category is known at all.
pub(crate) async fn is_category(
    conn: &mut PgConnection,
    category_key: &str,
) -> sqlx::Result<Option<bool>> {
    sqlx::query_scalar("select bool_or(category_key = $1 and active) from category")
        .bind(category_key)
        .fetch_one(conn)
        .await
}

/// What is asked about each category that asks something, by its key; as [`questions`] gives it.
pub(crate) async fn all_questions(conn: &mut PgConnection) -> sqlx::Result<Vec<(String, String)>> {
    let sql = "select category_key, questions from category where questions <> ''";
    sqlx::query_as(sql).fetch_all(conn).await
}

/// What is asked about the category: JSON in the shape of `proto::questions`, or empty.
pub(crate) async fn questions(
    conn: &mut PgConnection,
    category_key: &str,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select questions from category where category_key = $1")
        .bind(category_key)
        .fetch_optional(conn)
        .await
}
