//! Vector tiles of issues: what lies together is one mark with its number, so that a tile holds as
//! much at any number of issues.
//!
//! A tile has 8 × 8 cells. Each is one range of `issue.quad`, which has two bits a zoom and so lies
//! together in its index; what falls in the range is counted there, without reading a row.

use chrono::{DateTime, Utc};
use platform::tile::Tile;
use sqlx::{PgPool, Postgres, QueryBuilder};

use super::issue_list::narrow;
use crate::{lifecycle::Status, listing::Listing};

/// The zoom whose tiles `issue.quad` numbers.
const QUAD_ZOOM: u8 = 24;

/// Zooms between a tile and its cells: 8 × 8.
const CELL_ZOOMS: u8 = 3;

/// The last tile that has cells.
pub const ZOOM_MAX: u8 = QUAD_ZOOM - CELL_ZOOMS;

/// The Mapbox Vector Tile with the layer `issues`, at most at [`ZOOM_MAX`]; empty when nothing lies
/// in it. Issues that are closed are in none.
///
/// A mark has the properties `count`, `term` (`late`, `today`, `later` or `waits`: the shortest of
/// those that lie there) and, when it is one issue, its `id`.
pub async fn tile(
    pool: &PgPool,
    listing: &Listing,
    tile: Tile,
    now: DateTime<Utc>,
    today_ends: DateTime<Utc>,
) -> sqlx::Result<Vec<u8>> {
    let size = 1_i64 << (2 * (ZOOM_MAX - tile.zoom));
    let first = quad(tile) << (2 * (QUAD_ZOOM - tile.zoom));
    let mut sql = QueryBuilder::<Postgres>::new("with cell as (select low, low + ");
    sql.push_bind(size).push(" as high from generate_series(").push_bind(first);
    sql.push("::bigint, ").push_bind(first + size * 63).push("::bigint, ").push_bind(size);
    sql.push(
        "::bigint) as low), held as (
             select cell.*, counted.* from cell cross join lateral (
                 select count(*) as count, min(i.due_at) filter (where i.status <> ",
    );
    sql.push_bind(Status::WaitingForReporter.as_str()).push(") as due_at");
    push_in_cell(&mut sql, listing, now);
    sql.push(
        ") as counted where counted.count > 0
         ), mark as (
             select cell.count, cell.due_at, first.issue_id,
                    issue_between(first.quad, last.quad) as place
             from held as cell cross join lateral (select i.issue_id, i.quad",
    );
    push_in_cell(&mut sql, listing, now);
    sql.push(" order by i.quad limit 1) as first cross join lateral (select i.quad");
    push_in_cell(&mut sql, listing, now);
    sql.push(
        " order by i.quad desc limit 1) as last
         ), drawn as (
             select count, case when count = 1 then issue_id::text end as id,
                    case when due_at is null then 'waits' when due_at < ",
    );
    sql.push_bind(now).push(" then 'late' when due_at < ").push_bind(today_ends);
    sql.push(" then 'today' else 'later' end as term, st_asmvtgeom(place, st_tileenvelope(");
    let [zoom, x, y] = tile.for_postgis();
    sql.push_bind(zoom).push(", ").push_bind(x).push(", ").push_bind(y);
    sql.push(")) as geom from mark) select coalesce(st_asmvt(drawn, 'issues'), '') from drawn");
    sql.build_query_scalar().persistent(false).fetch_one(pool).await
}

/// The issues of the choice in the cell.
fn push_in_cell(sql: &mut QueryBuilder<Postgres>, listing: &Listing, now: DateTime<Utc>) {
    sql.push(" from issue i where i.quad >= cell.low and i.quad < cell.high and ");
    narrow(sql, listing, now);
}

/// The bits of column and row, in turn: the same as `issue_quad` in the database.
fn quad(tile: Tile) -> i64 {
    let bit = |number: u32, bit: u8| i64::from(number >> bit & 1);
    (0..tile.zoom)
        .fold(0, |quad, at| quad | bit(tile.x, at) << (2 * at) | bit(tile.y, at) << (2 * at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_tiles_within_a_tile_follow_each_other() {
        let tile = Tile { zoom: 14, x: 8437, y: 5402 };
        let within = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(right, down)| Tile {
            zoom: 15,
            x: 2 * tile.x + right,
            y: 2 * tile.y + down,
        });

        assert_eq!(within.map(quad), [0, 1, 2, 3].map(|part| quad(tile) * 4 + part));
    }
}
