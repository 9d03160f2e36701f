//! The municipalities around: whose a place is when it is not ours.

use sqlx::PgConnection;

use crate::submission::Location;

/// Whose a place is.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub(crate) struct Neighbour {
    /// The town or village.
    pub name: String,
    pub municipality: String,
    /// Where that municipality takes reports.
    pub url: String,
}

/// The smallest outline that covers the place. Outlines are coarse: near a border it may be wrong.
pub(crate) async fn at(conn: &mut PgConnection, at: Location) -> sqlx::Result<Option<Neighbour>> {
    sqlx::query_as(
        "select name, municipality, url from neighbour
         where st_covers(outline, st_setsrid(st_makepoint($1, $2), 4326))
         order by st_area(outline), name limit 1",
    )
    .bind(at.longitude)
    .bind(at.latitude)
    .fetch_optional(conn)
    .await
}

/// Stores the outline, a `GeoJSON` geometry, unless there is one of that name.
pub(crate) async fn add(
    conn: &mut PgConnection,
    name: &str,
    municipality: &str,
    url: &str,
    outline: &str,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into neighbour (name, municipality, url, outline)
         values ($1, $2, $3, st_multi(st_setsrid(st_geomfromgeojson($4), 4326)))
         on conflict do nothing",
    )
    .bind(name)
    .bind(municipality)
    .bind(url)
    .bind(outline)
    .execute(conn)
    .await?;
    Ok(())
}
