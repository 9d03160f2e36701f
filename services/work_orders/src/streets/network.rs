//! Makes a network of lines: only what can be driven to and away from again is part of it.
//!
//! A municipality's own part of a register is cut at its border: carriageways that only leave it, and streets
//! that hang together with nothing else, would be places from which no way leads on.

use std::collections::{BTreeSet, HashMap};

use petgraph::{algo::kosaraju_scc, graph::DiGraph};

use super::{Piece, Spot};

/// A street as a chain of spots.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Line {
    pub spots: Vec<Spot>,
    /// It is driven in the order of its spots only.
    pub is_one_way: bool,
}

/// The pieces that hang together, and how many were left out because they do not.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Network {
    pub pieces: Vec<Piece>,
    pub apart: usize,
}

/// The largest part in which every spot can be reached from every other.
pub fn network(lines: &[Line]) -> Network {
    let all: BTreeSet<Piece> = lines.iter().flat_map(pieces).collect();
    let mut graph = DiGraph::<(), ()>::new();
    let mut nodes = HashMap::new();
    for piece in &all {
        let [from, to] = [piece.from, piece.to]
            .map(|spot| *nodes.entry(spot).or_insert_with(|| graph.add_node(())));
        graph.add_edge(from, to, ());
        if !piece.is_one_way {
            graph.add_edge(to, from, ());
        }
    }
    // Of two that are as large, the one that comes first in the list.
    let parts = kosaraju_scc(&graph);
    let largest = parts.into_iter().rev().max_by_key(Vec::len).unwrap_or_default();
    let largest: BTreeSet<_> = largest.into_iter().collect();
    let count = all.len();
    let is_in = |spot| nodes.get(&spot).is_some_and(|node| largest.contains(node));
    let pieces: Vec<_> =
        all.into_iter().filter(|piece| is_in(piece.from) && is_in(piece.to)).collect();
    Network { apart: count - pieces.len(), pieces }
}

/// The pieces of a line; two spots that are the same metre are none.
fn pieces(line: &Line) -> impl Iterator<Item = Piece> {
    let pairs = line.spots.windows(2).filter(|pair| pair[0] != pair[1]);
    pairs.map(|pair| {
        let (from, to) = (pair[0], pair[1]);
        // Both ways is the same from either end: what is twice in a register is one street.
        let (from, to) = if line.is_one_way || from < to { (from, to) } else { (to, from) };
        Piece { from, to, is_one_way: line.is_one_way }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(longitude: i32, latitude: i32) -> Spot {
        Spot { longitude, latitude }
    }

    fn line(spots: &[(i32, i32)], is_one_way: bool) -> Line {
        Line { spots: spots.iter().map(|(x, y)| spot(*x, *y)).collect(), is_one_way }
    }

    #[test]
    fn what_only_leads_away_or_hangs_together_with_nothing_is_left_out() {
        let square = line(&[(0, 0), (0, 9), (9, 9), (9, 0), (0, 0)], true);
        let away = line(&[(9, 9), (99, 99)], true);
        let island = line(&[(500, 500), (501, 501)], false);
        let network = network(&[square, away, island]);
        assert_eq!((network.pieces.len(), network.apart), (4, 2));
    }

    #[test]
    fn a_dead_end_that_is_driven_both_ways_is_part_of_it() {
        let network = network(&[line(&[(0, 0), (5, 0), (5, 7)], false)]);
        assert_eq!((network.pieces.len(), network.apart), (2, 0));
    }

    #[test]
    fn the_same_piece_twice_is_one_and_a_piece_of_no_length_is_none() {
        let network =
            network(&[line(&[(0, 0), (0, 0), (5, 0)], false), line(&[(5, 0), (0, 0)], false)]);
        let piece = Piece { from: spot(0, 0), to: spot(5, 0), is_one_way: false };
        assert_eq!(network.pieces, [piece]);
    }

    #[test]
    fn no_lines_are_no_network() {
        assert_eq!(network(&[]), Network::default());
    }
}
