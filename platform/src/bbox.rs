//! A rectangle on the map, as a query says it.

use std::fmt;

/// A rectangle in WGS 84, degrees; its edges are part of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bbox {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

impl Bbox {
    /// Reads `minLon,minLat,maxLon,maxLat`; `None` when it is no rectangle on earth.
    pub fn parse(text: &str) -> Option<Self> {
        let numbers: Vec<f64> =
            text.split(',').map(|number| number.trim().parse().ok()).collect::<Option<_>>()?;
        let [west, south, east, north] = numbers[..] else { return None };
        // Not-a-number fits in no range.
        let is_on_earth = [west, east].iter().all(|degrees| (-180.0..=180.0).contains(degrees))
            && [south, north].iter().all(|degrees| (-90.0..=90.0).contains(degrees));
        let is_ordered = west <= east && south <= north;
        (is_on_earth && is_ordered).then_some(Self { west, south, east, north })
    }
}

/// What [`Bbox::parse`] reads.
impl fmt::Display for Bbox {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { west, south, east, north } = self;
        write!(out, "{west},{south},{east},{north}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_rectangle_has_four_numbers_in_order_and_on_earth() {
        let whole = Bbox { west: 5.39, south: 52.15, east: 5.42, north: 52.17 };
        assert_eq!(Bbox::parse("5.39,52.15,5.42,52.17"), Some(whole));
        assert_eq!(Bbox::parse("5.39, 52.15, 5.42, 52.17"), Some(whole));

        let broken = [
            "5.39,52.15,5.42",
            "5.39,52.15,5.42,52.17,1",
            "a,b,c,d",
            "",
            ",,,",
            "5.42,52.15,5.39,52.17",
            "5.39,52.17,5.42,52.15",
            "NaN,52.15,5.42,52.17",
            "-inf,52.15,inf,52.17",
            "5.39,52.15,5.42,91",
            "-181,52.15,5.42,52.17",
        ];
        for text in broken {
            assert_eq!(Bbox::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_a_rectangle_that_is_inside_out(text in "[-0-9.,eE ]{0,40}") {
            if let Some(bbox) = Bbox::parse(&text) {
                prop_assert!(bbox.west <= bbox.east && bbox.south <= bbox.north);
            }
        }

        #[test]
        fn what_is_written_is_read_again(
            (west, south) in (-180.0..180.0_f64, -90.0..90.0_f64), size in 0.0..0.0001_f64,
        ) {
            let bbox = Bbox { west, south, east: west.max(-180.0 + size), north: south };
            prop_assert_eq!(Bbox::parse(&bbox.to_string()), Some(bbox));
        }
    }
}
