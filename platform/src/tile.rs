//! Which tile of the world it is, and which tiles lie around a place. Pure.

use std::{f64::consts::PI, ops::RangeInclusive};

/// Where Web Mercator ends, in degrees.
const LATITUDE_MAX: f64 = 85.0;

/// A tile of Web Mercator: column from the west, row from the north.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Tile {
    pub zoom: u8,
    pub x: u32,
    pub y: u32,
}

impl Tile {
    /// Reads the parts of an address; `None` when there is no such tile at these zooms, of which
    /// the last is at most 31.
    pub fn parse(zooms: RangeInclusive<u8>, zoom: &str, x: &str, y: &str) -> Option<Self> {
        let tile = Self { zoom: number(zoom)?.try_into().ok()?, x: number(x)?, y: number(y)? };
        let side = zooms.contains(&tile.zoom).then(|| 1_u32 << tile.zoom)?;
        (tile.x < side && tile.y < side).then_some(tile)
    }

    /// Zoom, column and row as PostGIS takes them.
    pub fn for_postgis(self) -> [i32; 3] {
        [i32::from(self.zoom), self.x.cast_signed(), self.y.cast_signed()]
    }

    /// Whether it touches the rectangle: west, south, east, north in degrees.
    pub fn touches(self, [west, south, east, north]: [f64; 4]) -> bool {
        let (left, top) = column_and_row(self.zoom, west, north);
        let (right, bottom) = column_and_row(self.zoom, east, south);
        let (x, y) = (f64::from(self.x), f64::from(self.y));
        (left.floor()..=right.floor()).contains(&x) && (top.floor()..=bottom.floor()).contains(&y)
    }
}

/// Digits and nothing else: no sign, no second way to write a number.
fn number(text: &str) -> Option<u32> {
    let number: u32 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

/// Where a place lies, in tiles from the north-west corner of the world.
fn column_and_row(zoom: u8, longitude: f64, latitude: f64) -> (f64, f64) {
    let side = f64::from(1_u32 << zoom);
    let latitude = latitude.clamp(-LATITUDE_MAX, LATITUDE_MAX).to_radians();
    let column = (longitude + 180.0) / 360.0 * side;
    (column, (1.0 - latitude.tan().asinh() / PI) / 2.0 * side)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIENDERT: [f64; 4] = [5.394, 52.158, 5.416, 52.172];

    #[test]
    fn only_tiles_that_exist_have_an_address() {
        let parse = |zoom, x, y| Tile::parse(0..=22, zoom, x, y);
        assert_eq!(Tile::parse(8..=20, "7", "1", "1"), None);
        assert_eq!(parse("14", "8437", "5402"), Some(Tile { zoom: 14, x: 8437, y: 5402 }));
        assert_eq!(parse("0", "0", "0"), Some(Tile { zoom: 0, x: 0, y: 0 }));
        for (zoom, x, y) in [
            ("23", "1", "1"),
            ("8", "256", "1"),
            ("8", "1", "256"),
            ("8", "-1", "1"),
            ("8", "+1", "1"),
            ("8", "01", "1"),
            ("8", "1", "1.png"),
            ("8", "..", "1"),
            ("8", "", "1"),
            ("4294967296", "1", "1"),
        ] {
            assert_eq!(parse(zoom, x, y), None, "{zoom}/{x}/{y}");
        }
    }

    #[test]
    fn the_tiles_over_a_place_touch_it_and_the_others_do_not() {
        let at = |zoom, x, y| Tile { zoom, x, y }.touches(LIENDERT);
        assert!(at(0, 0, 0) && at(14, 8437, 5399), "{:?}", column_and_row(14, 5.404, 52.166));
        assert!(!at(14, 8430, 5399) && !at(14, 8437, 5390) && !at(14, 8445, 5399));
    }
}
