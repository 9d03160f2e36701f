//! Buurten and their outlines.

use sqlx::{PgConnection, PgExecutor, PgPool};

/// Buurten that are shown together: a large municipality has some 500.
pub const SHOWN_MAX: i64 = 1_000;

/// A buurt, without its outline.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct Area {
    pub area_code: String,
    pub name: String,
    pub wijk_name: String,
}

/// A buurt as it is announced.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct Outlined {
    pub area_code: String,
    pub name: String,
    pub wijk_code: String,
    pub wijk_name: String,
    pub version: i64,
}

/// Why an outline cannot be stored.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct Flaw {
    pub reason: String,
    /// WGS 84, as text for people.
    pub place: String,
}

/// What storing an area came to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Stored {
    New(Outlined),
    Changed(Outlined),
    Same,
}

/// Finds the buurt that holds the point. On an edge both hold it: the lowest code wins.
pub async fn covering(
    conn: &mut PgConnection,
    longitude: f64,
    latitude: f64,
) -> sqlx::Result<Option<Area>> {
    sqlx::query_as(
        "select area_code, name, wijk_name from area
         where st_covers(outline, st_setsrid(st_makepoint($1, $2), 4326))
         order by area_code limit 1",
    )
    .bind(longitude)
    .bind(latitude)
    .fetch_optional(conn)
    .await
}

pub async fn exists(conn: &mut PgConnection, code: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar("select exists (select from area where area_code = $1)")
        .bind(code)
        .fetch_one(conn)
        .await
}

pub async fn find(database: impl PgExecutor<'_>, code: &str) -> sqlx::Result<Option<Outlined>> {
    sqlx::query_as(
        "select area_code, name, wijk_code, wijk_name, version from area where area_code = $1",
    )
    .bind(code)
    .fetch_optional(database)
    .await
}

/// Gives the buurt its name, and all of its wijk that of the wijk; gives those that changed.
pub async fn rename(
    conn: &mut PgConnection,
    area: &Outlined,
    name: &str,
    wijk_name: &str,
) -> sqlx::Result<Vec<Outlined>> {
    sqlx::query_as(
        "update area set version = version + 1, wijk_name = $4,
             name = case when area_code = $1 then $3 else name end
         where wijk_code = $2 and (wijk_name <> $4 or area_code = $1 and name <> $3)
         returning area_code, name, wijk_code, wijk_name, version",
    )
    .bind(&area.area_code)
    .bind(&area.wijk_code)
    .bind(name)
    .bind(wijk_name)
    .fetch_all(conn)
    .await
}

/// Pairs of names of which the outlines of at least one, by code, lie over each other by more than
/// `metres2`; at most `limit`. Neighbours that were drawn apart differ by less.
pub async fn overlaps(
    conn: &mut PgConnection,
    codes: &[String],
    metres2: f64,
    limit: i64,
) -> sqlx::Result<Vec<(String, String)>> {
    sqlx::query_as(
        "select one.name, other.name from area one
         join area other on one.outline && other.outline
             and (one.area_code < other.area_code or not other.area_code = any ($1))
             and one.area_code <> other.area_code
         where one.area_code = any ($1)
             and st_area(st_intersection(one.outline, other.outline)::geography) > $2
         order by one.name, other.name limit $3",
    )
    .bind(codes)
    .bind(metres2)
    .bind(limit)
    .fetch_all(conn)
    .await
}

/// Gives the name of a wijk, when one of its buurten has it.
pub async fn wijk_name(conn: &mut PgConnection, code: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar(
        "select wijk_name from area where wijk_code = $1 and wijk_name <> wijk_code
         order by area_code limit 1",
    )
    .bind(code)
    .fetch_optional(conn)
    .await
}

/// Says what is wrong with an outline, given as `GeoJSON` geometry in the system `srid`.
pub async fn flaw(
    conn: &mut PgConnection,
    geometry: &str,
    srid: i32,
) -> sqlx::Result<Option<Flaw>> {
    sqlx::query_as(
        "with given as (
             select st_transform(st_setsrid(st_force2d(st_geomfromgeojson($1)), $2), 4326)
                        as outline
         )
         select reason(detail)::text as reason,
                coalesce(st_astext(location(detail), 6), '') as place
         from given, lateral st_isvaliddetail(outline) as detail
         where not valid(detail)",
    )
    .bind(geometry)
    .bind(srid)
    .fetch_optional(conn)
    .await
}

/// Stores an area whose outline has no [`flaw`]. Outlines are the same when
/// they are announced the same, so to a decimetre.
pub async fn put(
    conn: &mut PgConnection,
    area: &Outlined,
    geometry: &str,
    srid: i32,
) -> sqlx::Result<Stored> {
    let stored: Option<Outlined> = sqlx::query_as(
        "insert into area as old (area_code, name, wijk_code, wijk_name, outline)
         values ($1, $2, $3, $4,
             st_multi(st_transform(st_setsrid(st_force2d(st_geomfromgeojson($5)), $6), 4326)))
         on conflict (area_code) do update
         set name = excluded.name, wijk_code = excluded.wijk_code,
             wijk_name = excluded.wijk_name, outline = excluded.outline,
             version = old.version + 1
         where (old.name, old.wijk_code, old.wijk_name, st_asgeojson(old.outline, 6))
             is distinct from (excluded.name, excluded.wijk_code, excluded.wijk_name,
                               st_asgeojson(excluded.outline, 6))
         returning area_code, name, wijk_code, wijk_name, version",
    )
    .bind(&area.area_code)
    .bind(&area.name)
    .bind(&area.wijk_code)
    .bind(&area.wijk_name)
    .bind(geometry)
    .bind(srid)
    .fetch_optional(conn)
    .await?;
    Ok(match stored {
        None => Stored::Same,
        Some(area) if area.version == 1 => Stored::New(area),
        Some(area) => Stored::Changed(area),
    })
}

/// Gives the outline as `GeoJSON` (CRS84, six decimals), simplified by at most
/// `tolerance` degrees; zero leaves it as it is.
pub async fn geojson(conn: &mut PgConnection, code: &str, tolerance: f64) -> sqlx::Result<String> {
    sqlx::query_scalar(
        "select st_asgeojson(
             case when $2 > 0 then st_simplifypreservetopology(outline, $2) else outline end, 6)
         from area where area_code = $1",
    )
    .bind(code)
    .bind(tolerance)
    .fetch_one(conn)
    .await
}

/// Changes whenever an area does: areas are never taken away and their versions only grow.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, sqlx::FromRow)]
pub struct Stamp {
    areas: i64,
    versions: i64,
}

/// The query for a [`Stamp`].
macro_rules! select_stamp {
    () => {
        "select count(*) as areas, coalesce(sum(version), 0)::bigint as versions from area"
    };
}
pub(super) use select_stamp;

pub async fn stamp(pool: &PgPool) -> sqlx::Result<Stamp> {
    sqlx::query_as(select_stamp!()).fetch_one(pool).await
}

/// A buurt and the wijk it is in.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct AreaName {
    pub area_code: String,
    pub name: String,
    pub wijk_code: String,
    pub wijk_name: String,
}

/// Gives at most `limit` buurten, wijk by wijk, by name.
pub async fn by_wijk(database: impl PgExecutor<'_>, limit: i64) -> sqlx::Result<Vec<AreaName>> {
    sqlx::query_as(
        "select area_code, name, wijk_code, wijk_name from area
         order by wijk_name, wijk_code, name, area_code limit $1",
    )
    .bind(limit)
    .fetch_all(database)
    .await
}

/// An outline to draw.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Drawable {
    pub area_code: String,
    pub name: String,
    /// `GeoJSON`, always a `MultiPolygon`.
    pub outline: String,
    /// A point inside the area, for its name.
    pub label_longitude: f64,
    pub label_latitude: f64,
}

/// Gives at most `limit` outlines, simplified to about five metres.
pub async fn drawable(database: impl PgExecutor<'_>, limit: i64) -> sqlx::Result<Vec<Drawable>> {
    sqlx::query_as(
        "select area_code, name, st_asgeojson(st_multi(st_simplifypreservetopology(outline, 0.00005)), 6)
                    as outline,
                st_x(st_pointonsurface(outline)) as label_longitude,
                st_y(st_pointonsurface(outline)) as label_latitude
         from area order by area_code limit $1",
    )
    .bind(limit)
    .fetch_all(database)
    .await
}

/// Code and name of every buurt, by name.
pub async fn names(conn: &mut PgConnection) -> sqlx::Result<Vec<(String, String)>> {
    sqlx::query_as("select area_code, name from area order by name, area_code")
        .fetch_all(conn)
        .await
}
