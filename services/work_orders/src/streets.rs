//! How far it is for a van: along the streets of the municipality, or as the crow flies where none are known.
//!
//! | part | what it does |
//! |------|--------------|
//! | [`file`] | reads the sections of road that a municipality brings |
//! | [`network`] | makes pieces of them on which every place reaches every other |
//! | here | the way between places, over those pieces. Pure |
//! | [`cell`] | the pieces around a crew's stops, for its phone |
//! | [`kept`] | the streets that were imported last, as this process has them |
//!
//! A place is entered from the nearest point of the nearest piece. Where no street is near, the way is the
//! straight line, longer by what streets add to it.

pub mod cell;
pub mod file;
pub mod import;
pub mod kept;
pub mod network;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::{HashMap, HashSet};

use petgraph::{
    algo::dijkstra::with_dynamic_goal,
    graph::{DiGraph, NodeIndex},
};

/// What streets add to a straight line, where they are not known.
pub(crate) const DETOUR: f64 = 1.35;

/// What lies further from every street is reached in some other way.
const REACH_M: f64 = 300.0;

/// What is so near the end of a piece is at the crossing: it is reached by any street there.
const END_M: f64 = 1.0;

/// Of latitude, and of longitude at the equator.
const METRES_A_DEGREE: f64 = 111_195.0;

/// [`Spot`]s a degree.
const SPOTS_A_DEGREE: f64 = 100_000.0;

/// WGS 84, degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub longitude: f64,
    pub latitude: f64,
}

impl Point {
    /// East and north of another point, in metres: the earth is flat within a municipality.
    fn metres_from(self, origin: Self) -> [f64; 2] {
        let middle = f64::midpoint(self.latitude, origin.latitude).to_radians();
        let east = (self.longitude - origin.longitude) * METRES_A_DEGREE * middle.cos();
        [east, (self.latitude - origin.latitude) * METRES_A_DEGREE]
    }

    /// As the crow flies.
    pub fn metres_to(self, other: Self) -> f64 {
        let [east, north] = other.metres_from(self);
        east.hypot(north)
    }

    fn key(self) -> [u64; 2] {
        [self.longitude.to_bits(), self.latitude.to_bits()]
    }
}

/// A point in hundred-thousandths of a degree, about a metre: pieces that share one cross there.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Spot {
    pub longitude: i32,
    pub latitude: i32,
}

impl Spot {
    #[expect(clippy::cast_possible_truncation, reason = "degrees of the earth are few")]
    pub fn of(point: Point) -> Self {
        let whole = |degrees: f64| (degrees * SPOTS_A_DEGREE).round() as i32;
        Self { longitude: whole(point.longitude), latitude: whole(point.latitude) }
    }

    pub fn point(self) -> Point {
        let degrees = |whole: i32| f64::from(whole) / SPOTS_A_DEGREE;
        Point { longitude: degrees(self.longitude), latitude: degrees(self.latitude) }
    }
}

/// A straight piece of a street.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Piece {
    pub from: Spot,
    pub to: Spot,
    /// It is driven from `from` to `to` only.
    pub is_one_way: bool,
}

impl Piece {
    fn metres(&self) -> f64 {
        self.from.point().metres_to(self.to.point())
    }
}

/// The pieces that there are.
#[derive(Debug, Default)]
pub struct Streets {
    pieces: Vec<Piece>,
    crossings: HashMap<Spot, NodeIndex>,
    /// Weights are metres.
    graph: DiGraph<(), f64>,
}

impl Streets {
    pub fn new(pieces: Vec<Piece>) -> Self {
        let mut streets = Self { pieces, ..Self::default() };
        for piece in &streets.pieces {
            let graph = &mut streets.graph;
            let mut node =
                |spot| *streets.crossings.entry(spot).or_insert_with(|| graph.add_node(()));
            let (from, to) = (node(piece.from), node(piece.to));
            join(graph, [from, to], piece.metres(), piece.is_one_way);
        }
        streets
    }

    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The way from each of the points to each other. Some tenths of a second of work for hundreds of them.
    pub fn ways(&self, points: &[Point]) -> Ways {
        let mut entries: Vec<_> = points.iter().filter_map(|point| self.enter(*point)).collect();
        let by_place = |one: &Entry, other: &Entry| {
            one.piece.cmp(&other.piece).then(one.along_m.total_cmp(&other.along_m))
        };
        entries.sort_by(by_place);
        let mut graph = self.graph.clone();
        let mut doors = Vec::with_capacity(entries.len());
        for of_piece in entries.chunk_by(|one, other| one.piece == other.piece) {
            self.open(&mut graph, of_piece, &mut doors);
        }
        let mut metres = HashMap::new();
        for (entry, door) in entries.iter().zip(&doors) {
            // Ever further until it was at every door: what lies beyond is of no use.
            let mut left: HashSet<_> = doors.iter().copied().collect();
            let is_last = |node: &NodeIndex| left.remove(node) && left.is_empty();
            let found = with_dynamic_goal(&graph, *door, is_last, |edge| *edge.weight());
            for (other, there) in entries.iter().zip(&doors) {
                if let Some(between) = found.scores.get(there) {
                    let way = entry.off_m + between + other.off_m;
                    metres.insert([entry.point.key(), other.point.key()], way);
                }
            }
        }
        Ways { metres }
    }

    /// Where the point is entered from; `None` when no street is near.
    fn enter(&self, point: Point) -> Option<Entry> {
        let entries = (0..).zip(&self.pieces).filter(|(_, piece)| is_near(piece, point));
        let entries = entries.map(|(index, piece)| Entry::on(index, piece, point));
        let nearest = entries.min_by(|one, other| one.off_m.total_cmp(&other.off_m))?;
        (nearest.off_m <= REACH_M).then_some(nearest)
    }

    /// Makes a crossing of each entry of one piece; they are in their order along it.
    fn open(&self, graph: &mut DiGraph<(), f64>, entries: &[Entry], doors: &mut Vec<NodeIndex>) {
        let Some(piece) = entries.first().and_then(|entry| self.pieces.get(entry.piece)) else {
            return;
        };
        let (from, to, length) =
            (self.crossings[&piece.from], self.crossings[&piece.to], piece.metres());
        let (mut last, mut last_m) = (from, 0.0);
        for entry in entries {
            let (door, along_m) = match entry.along_m {
                along_m if along_m <= END_M => (from, 0.0),
                along_m if along_m >= length - END_M => (to, length),
                along_m => (graph.add_node(()), along_m),
            };
            doors.push(door);
            if door != from && door != to {
                join(graph, [last, door], along_m - last_m, piece.is_one_way);
                (last, last_m) = (door, along_m);
            }
        }
        join(graph, [last, to], length - last_m, piece.is_one_way);
    }
}

fn join(graph: &mut DiGraph<(), f64>, [from, to]: [NodeIndex; 2], metres: f64, is_one_way: bool) {
    graph.add_edge(from, to, metres);
    if !is_one_way {
        graph.add_edge(to, from, metres);
    }
}

/// Whether the piece can be within reach of the point: said without a square root.
fn is_near(piece: &Piece, point: Point) -> bool {
    let reach = REACH_M / METRES_A_DEGREE;
    let (from, to) = (piece.from.point().latitude, piece.to.point().latitude);
    from.min(to) - reach <= point.latitude && point.latitude <= from.max(to) + reach
}

/// Where a point is entered from.
#[derive(Clone, Copy, Debug)]
struct Entry {
    point: Point,
    /// Its index.
    piece: usize,
    /// From the begin of the piece.
    along_m: f64,
    /// From the street to the point.
    off_m: f64,
}

impl Entry {
    /// The point of the piece that is nearest.
    fn on(index: usize, piece: &Piece, point: Point) -> Self {
        let from = piece.from.point();
        let [east, north] = piece.to.point().metres_from(from);
        let [x, y] = point.metres_from(from);
        let length = east.hypot(north);
        let part = if length > 0.0 {
            ((x * east + y * north) / (length * length)).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let off_m = (x - part * east).hypot(y - part * north);
        Self { point, piece: index, along_m: part * length, off_m }
    }
}

/// How far it is between points.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    metres: HashMap<[[u64; 2]; 2], f64>,
}

impl Ways {
    /// Metres of the way from one to the other; over the streets where they are known.
    pub fn metres(&self, from: Point, to: Point) -> f64 {
        if from == to {
            return 0.0;
        }
        let known = self.metres.get(&[from.key(), to.key()]).copied();
        known.unwrap_or_else(|| from.metres_to(to) * DETOUR)
    }

    /// Streets are known between some of the points.
    pub fn is_over_streets(&self) -> bool {
        !self.metres.is_empty()
    }
}
