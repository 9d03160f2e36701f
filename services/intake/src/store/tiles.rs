//! Vector tiles of the areas and the things on the street.

use platform::tile::Tile;
use sqlx::PgPool;

/// Things in one tile; from the zoom where they show, a street has some tens.
const THINGS_MAX: i64 = 5_000;

/// The zoom from which things on the street are in the tiles.
const THINGS_ZOOM_MIN: i32 = 15;

/// The Mapbox Vector Tile with the layers `areas` and `assets`; empty when nothing lies in it.
pub(crate) async fn tile(pool: &PgPool, tile: Tile) -> sqlx::Result<Vec<u8>> {
    let [zoom, x, y] = tile.for_postgis();
    sqlx::query_scalar(
        "with tile as (
             select st_tileenvelope($1, $2, $3) as box,
                    st_transform(st_tileenvelope($1, $2, $3), 4326) as degrees
         ), areas as (
             select st_asmvtgeom(st_transform(outline, 3857), box) as geom,
                    area_code as code, name, wijk_name as wijk
             from area, tile where outline && degrees
         ), assets as (
             select st_asmvtgeom(st_transform(point, 3857), box) as geom, kind, number
             from asset, tile where not is_gone and point && degrees and $1 >= $4
             limit $5
         )
         select coalesce((select st_asmvt(areas, 'areas') from areas), '')
             || coalesce((select st_asmvt(assets, 'assets') from assets), '')",
    )
    .bind(zoom)
    .bind(x)
    .bind(y)
    .bind(THINGS_ZOOM_MIN)
    .bind(THINGS_MAX)
    .fetch_one(pool)
    .await
}
