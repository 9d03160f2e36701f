//! The drawing of a round: the buurten, the stops with their numbers, and the order as a line.

use std::fmt::Write as _;

use web::drawing::{AreaShape, Frame, Outline, Spot};

use crate::{
    rounds::{
        Round, Stop, at,
        planning::Beside,
        timetable::{Timetable, To},
    },
    store::area::Drawable,
    streets::Point,
};

/// What shows around the stops, in degrees: some two hundred metres, so that one sees where it is.
const MARGIN: [f64; 2] = [0.003, 0.001_8];

/// In units of the drawing, with the origin at the top left.
#[derive(Clone, Debug, Default)]
pub struct RoundMap {
    pub width: u32,
    pub height: u32,
    pub areas: Vec<AreaShape>,
    /// The points of the line.
    pub line: String,
    /// Numbers of the stops with their places.
    pub stops: Vec<(usize, f64, f64)>,
    /// What does not come along.
    pub beside: Vec<(f64, f64)>,
    pub depot: (f64, f64),
    pub tip: (f64, f64),
}

impl RoundMap {
    /// What cannot be drawn is left out.
    pub fn of(
        areas: &[Drawable],
        round: &Round,
        stops: &[Stop],
        beside: &[Beside],
        table: &Timetable,
    ) -> Self {
        let place = |point: Point| [point.longitude, point.latitude];
        let vehicle = &round.vehicle;
        let own = stops.iter().map(|stop| place(at(&stop.order)));
        let others = beside.iter().map(|beside| place(at(&beside.stop.order)));
        // What lies close together must be told apart; the way to the yard and the tip may run off the drawing.
        let around = |[longitude, latitude]: [f64; 2]| {
            [-1.0, 1.0].map(|way| [longitude + way * MARGIN[0], latitude + way * MARGIN[1]])
        };
        let Some(frame) = Frame::around(own.chain(others).flat_map(around)) else {
            return Self::default();
        };
        let spot = |point: Point| {
            let Spot { x, y } = frame.project(point.longitude, point.latitude);
            (x, y)
        };
        let (width, height) = frame.size();
        let shapes = areas.iter().filter_map(|area| {
            let outline = Outline::parse(&area.outline).ok()?;
            Some(frame.shape(&area.name, &outline, [area.label_longitude, area.label_latitude]))
        });
        Self {
            areas: shapes.collect(),
            width,
            height,
            line: line(round, stops, table, &spot),
            stops: (1..)
                .zip(stops)
                .map(|(number, stop)| {
                    let (x, y) = spot(at(&stop.order));
                    (number, x, y)
                })
                .collect(),
            beside: beside.iter().map(|beside| spot(at(&beside.stop.order))).collect(),
            depot: spot(vehicle.depot),
            tip: spot(vehicle.tip),
        }
    }
}

fn line(
    round: &Round,
    stops: &[Stop],
    table: &Timetable,
    spot: &impl Fn(Point) -> (f64, f64),
) -> String {
    if stops.is_empty() {
        return String::new();
    }
    let vehicle = &round.vehicle;
    let points = table.legs.iter().filter_map(|leg| match leg.to {
        To::Stop(index) => stops.get(index).map(|stop| at(&stop.order)),
        To::Tip => Some(vehicle.tip),
        To::Depot => Some(vehicle.depot),
    });
    let mut line = String::new();
    for point in std::iter::once(vehicle.depot).chain(points) {
        let (x, y) = spot(point);
        // Writing to a string cannot fail.
        let _ = write!(line, "{x},{y} ");
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        rounds::{
            table,
            tests::{round, stop},
        },
        streets::Ways,
    };

    #[test]
    fn the_line_goes_from_the_depot_past_the_stops_and_the_tip_back() {
        let (round, stops) = (round(), [stop(1, ""), stop(2, "")]);
        let map = RoundMap::of(
            &[],
            &round,
            &stops,
            &[],
            &table(&round.vehicle, &stops, &Ways::default()),
        );

        assert_eq!(map.line.split_whitespace().count(), 5);
        let numbers: Vec<_> = map.stops.iter().map(|stop| stop.0).collect();
        assert_eq!((numbers, map.width), (vec![1, 2], 440));
        let empty =
            RoundMap::of(&[], &round, &[], &[], &table(&round.vehicle, &[], &Ways::default()));
        assert_eq!((empty.line.as_str(), empty.width), ("", 0));
    }
}
