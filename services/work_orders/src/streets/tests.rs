//! Ways against a slow, obvious reference: every crossing to every other (Floyd and Warshall, 1962).

use proptest::prelude::*;

use super::*;

/// Ways of which those to the west are half as long again as those to the east.
pub(crate) fn uphill(points: &[Point]) -> Ways {
    let mut metres = HashMap::new();
    for from in points {
        for to in points {
            let west = if to.longitude < from.longitude { 1.5 } else { 1.0 };
            metres.insert([from.key(), to.key()], from.metres_to(*to) * DETOUR * west);
        }
    }
    Ways { metres }
}

const CORNER: Spot = Spot { longitude: 540_000, latitude: 5_216_000 };

fn spot(x: i32, y: i32) -> Spot {
    Spot { longitude: CORNER.longitude + x, latitude: CORNER.latitude + y }
}

/// A piece of a grid with blocks of some 140 by 110 metres.
fn piece(from: (i32, i32), to: (i32, i32), is_one_way: bool) -> Piece {
    let at = |(x, y): (i32, i32)| spot(x * 200, y * 100);
    Piece { from: at(from), to: at(to), is_one_way }
}

fn point(x: f64, y: f64) -> Point {
    let corner = CORNER.point();
    Point { longitude: corner.longitude + x * 0.002, latitude: corner.latitude + y * 0.001 }
}

/// Streets of a grid, of which some are missing and some one way.
fn grids() -> impl Strategy<Value = Vec<Piece>> {
    let pairs = (0..5_i32).flat_map(|x| (0..5_i32).map(move |y| (x, y))).flat_map(|(x, y)| {
        let east = (x < 4).then_some(((x, y), (x + 1, y)));
        let north = (y < 4).then_some(((x, y), (x, y + 1)));
        east.into_iter().chain(north)
    });
    let pairs: Vec<_> = pairs.collect();
    prop::collection::vec(0_u8..6, pairs.len()).prop_map(move |kinds| {
        let kinds = kinds.into_iter().zip(&pairs);
        let pieces = kinds.filter_map(|(kind, (from, to))| match kind {
            0 => None,
            1 => Some(piece(*from, *to, true)),
            2 => Some(piece(*to, *from, true)),
            _ => Some(piece(*from, *to, false)),
        });
        pieces.collect()
    })
}

fn points(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Point>> {
    prop::collection::vec((0.0..4.0, 0.0..4.0).prop_map(|(x, y)| point(x, y)), count)
}

/// Metres between crossings, by trying every crossing in between.
fn all_pairs(streets: &Streets) -> HashMap<[Spot; 2], f64> {
    let spots: Vec<_> = streets.crossings.keys().copied().collect();
    let mut metres: HashMap<_, _> = spots.iter().map(|spot| ([*spot; 2], 0.0)).collect();
    for piece in &streets.pieces {
        metres.insert([piece.from, piece.to], piece.metres());
        if !piece.is_one_way {
            metres.insert([piece.to, piece.from], piece.metres());
        }
    }
    for by in &spots {
        for from in &spots {
            for to in &spots {
                let (Some(there), Some(on)) = (metres.get(&[*from, *by]), metres.get(&[*by, *to]))
                else {
                    continue;
                };
                let way = there + on;
                let known = metres.entry([*from, *to]).or_insert(way);
                *known = known.min(way);
            }
        }
    }
    metres
}

/// The way between two points: out of one piece by one of its ends, and into the other; or along the same piece.
fn reference(streets: &Streets, between: &HashMap<[Spot; 2], f64>, from: Point, to: Point) -> f64 {
    let (Some(one), Some(other)) = (streets.enter(from), streets.enter(to)) else {
        return from.metres_to(to) * DETOUR;
    };
    let (start, end) = (streets.pieces[one.piece], streets.pieces[other.piece]);
    let ahead = |entry: &Entry, piece: &Piece| (piece.to, piece.metres() - entry.along_m);
    let back = |entry: &Entry, piece: &Piece| (piece.from, entry.along_m);
    // Who stands at a crossing can take any street there.
    let near_end = |(_, metres): &(Spot, f64)| *metres <= END_M;
    let mut exits = vec![ahead(&one, &start)];
    exits.extend(Some(back(&one, &start)).filter(|it| !start.is_one_way || near_end(it)));
    let mut doors = vec![back(&other, &end)];
    doors.extend(Some(ahead(&other, &end)).filter(|it| !end.is_one_way || near_end(it)));
    let mut least = f64::INFINITY;
    for (exit, out) in &exits {
        for (door, into) in &doors {
            let way = between.get(&[*exit, *door]).copied().unwrap_or(f64::INFINITY);
            least = least.min(out + way + into);
        }
    }
    let ahead = other.along_m - one.along_m;
    if one.piece == other.piece && (ahead >= 0.0 || !start.is_one_way) {
        least = least.min(ahead.abs());
    }
    if least.is_finite() { one.off_m + least + other.off_m } else { from.metres_to(to) * DETOUR }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_way_is_the_shortest_there_is(pieces in grids(), points in points(1..12)) {
        let streets = Streets::new(pieces);
        let (ways, between) = (streets.ways(&points), all_pairs(&streets));
        for from in &points {
            for to in points.iter().filter(|to| *to != from) {
                let expected = reference(&streets, &between, *from, *to);
                let found = ways.metres(*from, *to);
                // At a crossing a metre is not counted.
                prop_assert!((found - expected).abs() < 2.5, "{found} {expected}");
            }
        }
    }

    #[test]
    fn no_way_is_shorter_than_the_straight_line(pieces in grids(), points in points(2..12)) {
        let ways = Streets::new(pieces).ways(&points);
        for from in &points {
            for to in &points {
                // The earth is not quite flat.
                prop_assert!(ways.metres(*from, *to) >= from.metres_to(*to) * 0.999 - 2.0);
            }
        }
    }
}

/// Around the block, of which the south side is driven to the east only.
fn block() -> Streets {
    Streets::new(vec![
        piece((0, 0), (1, 0), true),
        piece((1, 0), (1, 1), false),
        piece((1, 1), (0, 1), false),
        piece((0, 1), (0, 0), false),
    ])
}

#[test]
fn a_one_way_street_is_driven_one_way() {
    let (west, east) = (point(0.25, 0.0), point(0.75, 0.0));
    let ways = block().ways(&[west, east]);
    let straight = west.metres_to(east);
    assert!((ways.metres(west, east) - straight).abs() < 0.1);
    let around = 2.0
        * (point(0.0, 0.0).metres_to(point(1.0, 0.0)) + point(0.0, 0.0).metres_to(point(0.0, 1.0)));
    assert!((ways.metres(east, west) - (around - straight)).abs() < 0.5, "around the block");
}

#[test]
fn what_lies_far_from_every_street_is_as_the_crow_flies() {
    let (here, far) = (point(0.0, 0.0), point(0.0, -4.0));
    let ways = block().ways(&[here, far]);
    let straight = here.metres_to(far) * DETOUR;
    assert!((ways.metres(here, far) - straight).abs() < 1e-9);
    assert!((Ways::default().metres(here, far) - straight).abs() < 1e-9);
    assert!(!Ways::default().is_over_streets() && ways.is_over_streets());
}

#[test]
fn stops_at_one_spot_are_no_way_apart() {
    let here = point(0.5, 1.0);
    assert!(block().ways(&[here, here]).metres(here, here).abs() < 1e-9);
}
