//! Tiles of the base map that were fetched, so that each is fetched once.

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use crate::basemap::Tile;

/// A tile as it was fetched.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct Kept {
    pub png: Vec<u8>,
    pub fetched_at: DateTime<Utc>,
}

pub(crate) async fn find(pool: &PgPool, tile: Tile) -> sqlx::Result<Option<Kept>> {
    let [zoom, x, y] = numbers(tile);
    sqlx::query_as("select png, fetched_at from base_tile where zoom = $1 and x = $2 and y = $3")
        .bind(zoom)
        .bind(x)
        .bind(y)
        .fetch_optional(pool)
        .await
}

/// Keeps a tile, and of all tiles the `most` that were fetched last.
pub(crate) async fn keep(
    pool: &PgPool,
    tile: Tile,
    png: &[u8],
    now: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<()> {
    let [zoom, x, y] = numbers(tile);
    sqlx::query(
        "insert into base_tile (zoom, x, y, png, fetched_at) values ($1, $2, $3, $4, $5)
         on conflict (zoom, x, y) do update
             set png = excluded.png, fetched_at = excluded.fetched_at",
    )
    .bind(zoom)
    .bind(x)
    .bind(y)
    .bind(png)
    .bind(now)
    .execute(pool)
    .await?;
    sqlx::query(
        "delete from base_tile where (zoom, x, y) in
             (select zoom, x, y from base_tile order by fetched_at desc, zoom, x, y offset $1)",
    )
    .bind(most)
    .execute(pool)
    .await?;
    Ok(())
}

/// As columns; a tile of zoom 22 or less fits.
fn numbers(Tile { zoom, x, y }: Tile) -> [i32; 3] {
    let column = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    [zoom.into(), column(x), column(y)]
}
