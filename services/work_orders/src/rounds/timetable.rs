//! When a vehicle is where, how full it is, and when it must be emptied. Pure.
//!
//! How far it is along the streets is said by [`Ways`]. The vehicle is emptied at the end of each round, and on
//! the way where that costs the least time.
//!
//! The best places to empty it in a given order of stops follow from one pass over the order: the split of
//! Prins (Computers & Operations Research 31, 2004, pages 1985 to 2002), for one vehicle.

use crate::streets::{Point, Ways};

/// Metres a minute between stops: 18 km/h.
const METRES_A_MINUTE: f64 = 300.0;
/// To stop, get out and take the photo; and to load a cubic metre.
const STOP_MINUTES: f64 = 4.0;
const CUBIC_METRE_MINUTES: f64 = 3.0;
/// At the scale, and to unload.
const EMPTY_MINUTES: f64 = 15.0;

/// Less than this is no difference, but rounding.
const ALIKE_MINUTES: f64 = 1e-9;

/// Something to fetch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Load {
    pub at: Point,
    pub volume_l: u32,
}

/// A vehicle that drives from here: at the start of its round, or in the middle of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Van {
    pub from: Point,
    /// What is in it already.
    pub load_l: u32,
    pub capacity_l: u32,
    pub tip: Point,
    pub depot: Point,
    /// As long as a round may take.
    pub minutes_max: u32,
}

/// A part of the way: to something, and what is done there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leg {
    pub to: To,
    /// Minutes after it left.
    pub arrives: f64,
    /// Of the way there.
    pub metres: f64,
    /// In the vehicle when it leaves there.
    pub load_l: u32,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum To {
    /// The stop with this index.
    Stop(usize),
    Tip,
    Depot,
}

/// The whole way, in its order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timetable {
    pub legs: Vec<Leg>,
    /// Until it is back.
    pub minutes: f64,
    pub metres: f64,
}

impl Timetable {
    /// How often it is emptied.
    pub fn emptyings(&self) -> usize {
        self.legs.iter().filter(|leg| leg.to == To::Tip).count()
    }

    /// Until it is at the last stop; `None` without stops.
    pub fn last_arrival(&self) -> Option<f64> {
        let last = self.legs.iter().rfind(|leg| matches!(leg.to, To::Stop(_)));
        last.map(|leg| leg.arrives)
    }

    /// What somebody has to know of the way: the stops, and where it is emptied between them (`None`). That it
    /// is emptied at the end and comes back goes without saying.
    pub fn between(&self) -> impl Iterator<Item = (&Leg, Option<usize>)> {
        let last = self.legs.iter().rposition(|leg| leg.to == To::Tip);
        self.legs.iter().enumerate().filter_map(move |(place, leg)| match leg.to {
            To::Stop(index) => Some((leg, Some(index))),
            To::Tip if Some(place) != last => Some((leg, None)),
            To::Tip | To::Depot => None,
        })
    }
}

/// The way past the stops in their order.
pub fn timetable(van: &Van, stops: &[Load], ways: &Ways) -> Timetable {
    let ground = Ground::of(&[*van], stops, ways);
    let order: Vec<usize> = (0..stops.len()).collect();
    let trips = ground.trips(0, &order);
    let (at, load_l) = (van.from, van.load_l);
    let mut writer = Writer { ways, at, load_l, table: Timetable::default() };
    let mut begin = 0;
    for end in trips {
        for (index, stop) in stops.iter().enumerate().take(end).skip(begin) {
            writer.go(To::Stop(index), stop.at, loading(stop.volume_l), |load| {
                load.saturating_add(stop.volume_l)
            });
        }
        writer.go(To::Tip, van.tip, EMPTY_MINUTES, |_| 0);
        begin = end;
    }
    if writer.at != van.depot {
        writer.go(To::Depot, van.depot, 0.0, |load| load);
    }
    writer.table
}

struct Writer<'a> {
    ways: &'a Ways,
    at: Point,
    load_l: u32,
    table: Timetable,
}

impl Writer<'_> {
    fn go(&mut self, to: To, at: Point, minutes: f64, load: impl Fn(u32) -> u32) {
        let metres = self.ways.metres(self.at, at);
        let arrives = self.table.minutes + metres / METRES_A_MINUTE;
        self.load_l = load(self.load_l);
        self.table.legs.push(Leg { to, arrives, metres, load_l: self.load_l });
        self.table.metres += metres;
        self.table.minutes = arrives + minutes;
        self.at = at;
    }
}

fn loading(volume_l: u32) -> f64 {
    STOP_MINUTES + CUBIC_METRE_MINUTES * f64::from(volume_l) / 1000.0
}

/// From one emptying to the next.
#[derive(Clone, Copy, Debug)]
struct Trip {
    /// The place in the order of its first stop.
    begin: usize,
    /// It does not leave from the tip but from where the van is. One without stops only empties it.
    is_first: bool,
}

/// What lies between what, worked out once for many orders.
pub(super) struct Ground {
    /// Minutes from stop to stop.
    between: Vec<Vec<f64>>,
    loading: Vec<f64>,
    volumes_l: Vec<u32>,
    vans: Vec<VanGround>,
}

struct VanGround {
    van: Van,
    from: Vec<f64>,
    /// From the tip to each stop, and from each stop to the tip: a street can be one way.
    from_tip: Vec<f64>,
    to_tip: Vec<f64>,
    from_to_tip: f64,
    from_to_depot: f64,
    tip_to_depot: f64,
}

impl Ground {
    pub(super) fn of(vans: &[Van], stops: &[Load], ways: &Ways) -> Self {
        let minutes = |one: Point, other: Point| ways.metres(one, other) / METRES_A_MINUTE;
        let to_all = |from: Point| stops.iter().map(|stop| minutes(from, stop.at)).collect();
        let from_all = |to: Point| stops.iter().map(|stop| minutes(stop.at, to)).collect();
        Self {
            between: stops.iter().map(|stop| to_all(stop.at)).collect(),
            loading: stops.iter().map(|stop| loading(stop.volume_l)).collect(),
            volumes_l: stops.iter().map(|stop| stop.volume_l).collect(),
            vans: vans
                .iter()
                .map(|van| VanGround {
                    van: *van,
                    from: to_all(van.from),
                    from_tip: to_all(van.tip),
                    to_tip: from_all(van.tip),
                    from_to_tip: minutes(van.from, van.tip),
                    from_to_depot: minutes(van.from, van.depot),
                    tip_to_depot: minutes(van.tip, van.depot),
                })
                .collect(),
        }
    }

    pub(super) fn van(&self, van: usize) -> &Van {
        &self.vans[van].van
    }

    /// Minutes of the van past the stops in this order, until it is back and empty.
    pub(super) fn minutes(&self, van: usize, order: &[usize]) -> f64 {
        self.split(van, order, &mut Vec::new())
    }

    /// Where the trips end, each at the tip: places in the order. The first can be 0, when it must be
    /// emptied before it can take anything.
    fn trips(&self, van: usize, order: &[usize]) -> Vec<usize> {
        let mut begins = Vec::new();
        self.split(van, order, &mut begins);
        let mut trips = Vec::new();
        let mut end = order.len();
        while let Some(Some(trip)) = begins.get(end) {
            trips.push(end);
            if trip.is_first {
                break;
            }
            end = trip.begin;
        }
        trips.reverse();
        trips
    }

    /// Fills for each place in the order the trip that ends there on the best way; `None` where none does.
    fn split(&self, van: usize, order: &[usize], begins: &mut Vec<Option<Trip>>) -> f64 {
        let ground = &self.vans[van];
        let (capacity_l, load_l) = (ground.van.capacity_l, ground.van.load_l);
        // Minutes of the best way that has passed so many stops and is at the tip, empty.
        let mut best = vec![f64::INFINITY; order.len() + 1];
        begins.clear();
        begins.resize(order.len() + 1, None);
        if order.is_empty() && load_l == 0 {
            return ground.from_to_depot;
        }
        if load_l > 0 {
            best[0] = ground.from_to_tip + EMPTY_MINUTES;
            begins[0] = Some(Trip { begin: 0, is_first: true });
        }
        for begin in 0..order.len() {
            if begin == 0 {
                let free_l = capacity_l.saturating_sub(load_l);
                let first = Trip { begin, is_first: true };
                self.trip(ground, order, (first, 0.0, free_l), &mut best, begins);
            }
            if best[begin].is_finite() {
                let (until, trip) = (best[begin], Trip { begin, is_first: false });
                self.trip(ground, order, (trip, until, capacity_l), &mut best, begins);
            }
        }
        best[order.len()] + ground.tip_to_depot
    }

    /// Tries the trips from one place in the order to each place where the van is not yet full.
    fn trip(
        &self,
        ground: &VanGround,
        order: &[usize],
        (trip, until, free_l): (Trip, f64, u32),
        best: &mut [f64],
        begins: &mut [Option<Trip>],
    ) {
        let begin = trip.begin;
        let there = if trip.is_first { &ground.from } else { &ground.from_tip };
        let mut minutes = until + there[order[begin]];
        let mut taken_l = 0;
        for end in begin..order.len() {
            let stop = order[end];
            if end > begin {
                minutes += self.between[order[end - 1]][stop];
            }
            minutes += self.loading[stop];
            taken_l += self.volumes_l[stop];
            // What fits in no vehicle has a trip of its own: somebody has to see that.
            let is_alone = end == begin && self.volumes_l[stop] > ground.van.capacity_l;
            if taken_l > free_l && !is_alone {
                break;
            }
            let there = minutes + ground.to_tip[stop] + EMPTY_MINUTES;
            // Where it makes no difference, it is emptied later: as full as it can be.
            if there <= best[end + 1] + ALIKE_MINUTES {
                best[end + 1] = there;
                begins[end + 1] = Some(trip);
            }
        }
    }
}

#[cfg(test)]
pub(super) mod tests;
