//! SQL about streets.

use chrono::{DateTime, Utc};
use platform::import_file::crs::Crs;
use serde::Deserialize;
use serde_json::json;
use sqlx::{PgConnection, PgExecutor};

use crate::streets::{Piece, Point, Spot};

/// What a line may lie beside the street, so that it has fewer points.
const TOLERANCE_M: f64 = 5.0;

/// The streets that were imported last.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Imported {
    pub version: i64,
    pub file_name: String,
    pub sections: i32,
    pub imported_at: DateTime<Utc>,
}

/// `None` when none were imported.
pub async fn imported(db: impl PgExecutor<'_>) -> sqlx::Result<Option<Imported>> {
    sqlx::query_as(
        "select version, file_name, sections, imported_at from street_import
         order by version desc limit 1",
    )
    .fetch_optional(db)
    .await
}

pub async fn pieces(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<Piece>> {
    let rows: Vec<(i32, i32, i32, i32, bool)> = sqlx::query_as(
        "select from_longitude, from_latitude, to_longitude, to_latitude, is_one_way
         from street_piece
         order by from_longitude, from_latitude, to_longitude, to_latitude, is_one_way",
    )
    .fetch_all(db)
    .await?;
    let spot = |longitude, latitude| Spot { longitude, latitude };
    let piece = |(x, y, to_x, to_y, is_one_way)| Piece {
        from: spot(x, y),
        to: spot(to_x, to_y),
        is_one_way,
    };
    Ok(rows.into_iter().map(piece).collect())
}

/// Makes these the streets, from a file with this name and so many sections.
pub async fn replace(
    conn: &mut PgConnection,
    pieces: &[Piece],
    (file_name, sections): (&str, usize),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("delete from street_piece").execute(&mut *conn).await?;
    let column = |of: fn(&Piece) -> i32| pieces.iter().map(of).collect::<Vec<_>>();
    sqlx::query(
        "insert into street_piece (from_longitude, from_latitude, to_longitude, to_latitude, is_one_way)
         select * from unnest($1::integer[], $2::integer[], $3::integer[], $4::integer[], $5::boolean[])",
    )
    .bind(column(|piece| piece.from.longitude))
    .bind(column(|piece| piece.from.latitude))
    .bind(column(|piece| piece.to.longitude))
    .bind(column(|piece| piece.to.latitude))
    .bind(pieces.iter().map(|piece| piece.is_one_way).collect::<Vec<_>>())
    .execute(&mut *conn)
    .await?;
    sqlx::query("insert into street_import (file_name, sections, imported_at) values ($1, $2, $3)")
        .bind(file_name)
        .bind(i32::try_from(sections).unwrap_or(i32::MAX))
        .bind(now)
        .execute(conn)
        .await?;
    Ok(())
}

#[derive(Deserialize)]
struct LineString {
    coordinates: Vec<[f64; 2]>,
}

/// The lines in degrees, without the points that lie almost on the line without them (Douglas and Peucker,
/// 1973, as PostGIS does it). Both ends stay.
pub async fn simplified(
    conn: &mut PgConnection,
    lines: &[&[[f64; 2]]],
    crs: Crs,
) -> anyhow::Result<Vec<Vec<Spot>>> {
    let texts = lines.iter().map(|line| json!({ "type": "LineString", "coordinates": line }));
    let texts: Vec<String> = texts.map(|line| line.to_string()).collect();
    let rows: Vec<String> = sqlx::query_scalar(
        "select st_asgeojson(st_transform(st_simplify(st_transform(
                    st_setsrid(st_geomfromgeojson(line), $2), 28992), $3, true), 4326), 7, 0)
         from unnest($1::text[]) with ordinality as lines (line, number) order by number",
    )
    .bind(texts)
    .bind(crs.srid())
    .bind(TOLERANCE_M)
    .fetch_all(conn)
    .await?;
    let read = |text: &String| -> anyhow::Result<Vec<Spot>> {
        let line: LineString = serde_json::from_str(text)?;
        let spots = line.coordinates.into_iter();
        Ok(spots.map(|[longitude, latitude]| Spot::of(Point { longitude, latitude })).collect())
    };
    rows.iter().map(read).collect()
}
