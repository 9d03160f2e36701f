//! Streets in squares, so that a phone fetches those of where its work is and no others. Pure.
//!
//! A square is some 2.7 by 2.8 kilometres. Which ones a phone asks for follows from its stops, and not from
//! where it is: that stays on the phone.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Piece, Spot};

/// Sides of a square, in hundred-thousandths of a degree. `web/islands/lib/streets.ts` has the same.
const WIDTH: i32 = 4_000;
const HEIGHT: i32 = 2_500;

/// A square by its place: so many to the east and to the north of null.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Cell {
    pub east: i32,
    pub north: i32,
}

/// The streets of a square, for a phone. Spots are relative to the corner in the south-west, the longitude and
/// the latitude of each in turn; pieces are two indexes of spots each.
#[derive(Debug, Default, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Drawn {
    spots: Vec<i32>,
    both_ways: Vec<usize>,
    one_way: Vec<usize>,
}

impl Cell {
    fn of(spot: Spot) -> Self {
        Self { east: spot.longitude.div_euclid(WIDTH), north: spot.latitude.div_euclid(HEIGHT) }
    }

    /// The pieces that begin or end in the square.
    pub fn draw(self, pieces: &[Piece]) -> Drawn {
        let mut drawn = Drawn::default();
        let mut known = BTreeMap::new();
        let (west, south) = (self.east.saturating_mul(WIDTH), self.north.saturating_mul(HEIGHT));
        for piece in pieces {
            if Self::of(piece.from) != self && Self::of(piece.to) != self {
                continue;
            }
            let ends = [piece.from, piece.to].map(|spot| {
                *known.entry(spot).or_insert_with(|| {
                    drawn.spots.extend([spot.longitude - west, spot.latitude - south]);
                    drawn.spots.len() / 2 - 1
                })
            });
            if piece.is_one_way { &mut drawn.one_way } else { &mut drawn.both_ways }.extend(ends);
        }
        drawn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_over_the_border_is_in_both_squares_and_one_elsewhere_in_neither() {
        let spot = |longitude, latitude| Spot { longitude, latitude };
        let over = Piece { from: spot(3_990, 10), to: spot(4_010, 20), is_one_way: true };
        let within = Piece { from: spot(3_990, 10), to: spot(-1, 10), is_one_way: false };
        let pieces = [over, within, Piece { from: spot(9_000, 0), to: spot(9_001, 0), ..over }];
        let drawn = Cell { east: 0, north: 0 }.draw(&pieces);
        assert_eq!(drawn.spots, [3_990, 10, 4_010, 20, -1, 10]);
        assert_eq!((drawn.one_way, drawn.both_ways), (vec![0, 1], vec![0, 2]));
        let east = Cell { east: 1, north: 0 }.draw(&pieces);
        assert_eq!((east.spots, east.both_ways.len()), (vec![-10, 10, 10, 20], 0));
        assert_eq!(Cell { east: -1, north: 0 }.draw(&pieces).both_ways, [0, 1]);
    }
}
