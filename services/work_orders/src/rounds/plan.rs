//! Divides what is to be fetched among vehicles, each with its room and its hours. Pure.
//!
//! What comes first in the list goes before what comes later: each in turn is put where it costs the least
//! time, and what then does not fit is left for another day. The ways are improved by moving and turning
//! short runs of stops (Or-opt), by driving parts the other way around (2-opt) and by exchanging stops
//! between vehicles, until none of these saves time (Toth and Vigo, Vehicle Routing, 2014, chapter 4);
//! after that what was left over is tried again. The same list always gives the same rounds.

use super::timetable::{Ground, Load, Van};
use crate::streets::Ways;

/// Stops that move together at most.
const RUN_MAX: usize = 3;
/// Less is no improvement, but rounding.
const LEAST_MINUTES: f64 = 1e-3;
/// Changes that are tried at most, so that a large plan ends too: sixty stops and two vehicles need some
/// hundred thousand.
const TRIES_MAX: usize = 1_000_000;
/// Crews that share the work should come home together: what a minute between the first and the last of
/// them counts for beside a minute of driving.
const APART_WEIGHT: f64 = 0.25;

/// What each vehicle fetches, in the order to drive, and what nobody does: indexes in the list.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Plan {
    pub rounds: Vec<Vec<usize>>,
    pub left: Vec<usize>,
}

/// Divides the list, of which what comes first is most wanted, among the vehicles.
pub fn plan(vans: &[Van], list: &[Load], ways: &Ways) -> Plan {
    let mut planner = Planner::new(Ground::of(vans, list, ways), vec![Vec::new(); vans.len()]);
    let mut left: Vec<_> =
        (0..list.len()).filter(|stop| !planner.insert(*stop, list[*stop].volume_l)).collect();
    planner.improve();
    left.retain(|stop| !planner.insert(*stop, list[*stop].volume_l));
    planner.improve();
    Plan { rounds: planner.rounds, left }
}

/// The stops of one vehicle in a short order, never a longer one than there is; all of them, however long
/// it takes.
pub fn shortest(van: &Van, stops: &[Load], ways: &Ways) -> Vec<usize> {
    let van = Van { minutes_max: u32::MAX, ..*van };
    let mut kept = Planner::new(Ground::of(&[van], stops, ways), vec![(0..stops.len()).collect()]);
    kept.improve();
    let fresh = plan(&[van], stops, ways);
    if fresh.left.is_empty() {
        kept.try_change(&[(0, fresh.rounds[0].clone())]);
    }
    kept.rounds.swap_remove(0)
}

/// Where in the way of the vehicle the stop costs the least time, and how many minutes that is.
pub fn insertion(van: &Van, stops: &[Load], stop: Load, ways: &Ways) -> (usize, f64) {
    let all: Vec<_> = stops.iter().copied().chain([stop]).collect();
    let ground = Ground::of(&[*van], &all, ways);
    let order: Vec<usize> = (0..stops.len()).collect();
    let before = ground.minutes(0, &order);
    let with = |place: usize| {
        let mut order = order.clone();
        order.insert(place, stops.len());
        (place, ground.minutes(0, &order) - before)
    };
    (0..=stops.len()).map(with).min_by(|one, other| one.1.total_cmp(&other.1)).unwrap_or((0, 0.0))
}

struct Planner {
    ground: Ground,
    rounds: Vec<Vec<usize>>,
    /// Of each round.
    minutes: Vec<f64>,
    tries_left: usize,
}

/// Another order of stops for a vehicle.
type Change = (usize, Vec<usize>);

impl Planner {
    fn new(ground: Ground, rounds: Vec<Vec<usize>>) -> Self {
        let mut planner =
            Self { ground, minutes: vec![0.0; rounds.len()], rounds, tries_left: TRIES_MAX };
        planner.minutes =
            (0..).zip(&planner.rounds).map(|(van, order)| planner.take(van, order)).collect();
        planner
    }

    /// Minutes that the order takes; none when there is nothing to do.
    fn take(&self, van: usize, order: &[usize]) -> f64 {
        if order.is_empty() { 0.0 } else { self.ground.minutes(van, order) }
    }

    /// What the rounds take of the crews, with these changes; infinite when one takes too long.
    fn cost(&self, changes: &[Change]) -> f64 {
        let (mut sum, mut first, mut last) = (0.0, f64::INFINITY, 0.0_f64);
        for van in 0..self.rounds.len() {
            let other = changes.iter().find(|(of, _)| *of == van);
            let minutes = other.map_or(self.minutes[van], |(_, order)| self.take(van, order));
            if minutes > f64::from(self.ground.van(van).minutes_max) {
                return f64::INFINITY;
            }
            sum += minutes;
            first = first.min(minutes);
            last = last.max(minutes);
        }
        sum + APART_WEIGHT * (last - first.min(last))
    }

    fn apply(&mut self, changes: &[Change]) {
        for (van, order) in changes {
            self.minutes[*van] = self.take(*van, order);
            self.rounds[*van].clone_from(order);
        }
    }

    /// Makes the changes when they save time.
    fn try_change(&mut self, changes: &[Change]) -> bool {
        self.tries_left = self.tries_left.saturating_sub(1);
        let is_better = self.cost(changes) < self.cost(&[]) - LEAST_MINUTES;
        if is_better {
            self.apply(changes);
        }
        is_better
    }

    /// Puts the stop where it costs the least; `false` when it fits nowhere.
    fn insert(&mut self, stop: usize, volume_l: u32) -> bool {
        let mut best: Option<(f64, Change)> = None;
        for van in 0..self.rounds.len() {
            if volume_l > self.ground.van(van).capacity_l {
                continue;
            }
            for place in 0..=self.rounds[van].len() {
                let mut order = self.rounds[van].clone();
                order.insert(place, stop);
                let change = (van, order);
                let cost = self.cost(std::slice::from_ref(&change));
                if cost.is_finite() && best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, change));
                }
            }
        }
        best.inspect(|(_, change)| self.apply(std::slice::from_ref(change))).is_some()
    }

    fn improve(&mut self) {
        while self.tries_left > 0 && (self.turn() || self.relocate() || self.exchange()) {}
    }

    /// Drives a part the other way around.
    fn turn(&mut self) -> bool {
        for van in 0..self.rounds.len() {
            let count = self.rounds[van].len();
            for begin in 0..count {
                for end in begin + 2..=count {
                    let mut order = self.rounds[van].clone();
                    order[begin..end].reverse();
                    if self.try_change(&[(van, order)]) {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// Moves a short run to another place, perhaps of another vehicle, either way around.
    fn relocate(&mut self) -> bool {
        for from in 0..self.rounds.len() {
            for length in 1..=RUN_MAX.min(self.rounds[from].len()) {
                for begin in 0..=self.rounds[from].len() - length {
                    if self.tries_left == 0 {
                        return false;
                    }
                    let mut without = self.rounds[from].clone();
                    let run: Vec<_> = without.drain(begin..begin + length).collect();
                    if self.settle(from, &without, &run) {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// Puts the run, which is taken out of the round of `from`, where it saves time.
    fn settle(&mut self, from: usize, without: &[usize], run: &[usize]) -> bool {
        let turned: Vec<_> = run.iter().rev().copied().collect();
        let ways = if run.len() > 1 { vec![run, &turned] } else { vec![run] };
        for to in 0..self.rounds.len() {
            let base = if to == from { without.to_vec() } else { self.rounds[to].clone() };
            for place in 0..=base.len() {
                for way in &ways {
                    let mut order = base.clone();
                    order.splice(place..place, way.iter().copied());
                    let moved = (to, order);
                    let is_better = if to == from {
                        self.try_change(&[moved])
                    } else {
                        self.try_change(&[(from, without.to_vec()), moved])
                    };
                    if is_better {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// Lets two vehicles exchange a stop.
    fn exchange(&mut self) -> bool {
        for one in 0..self.rounds.len() {
            for other in one + 1..self.rounds.len() {
                for here in 0..self.rounds[one].len() {
                    for there in 0..self.rounds[other].len() {
                        let (mut left, mut right) =
                            (self.rounds[one].clone(), self.rounds[other].clone());
                        std::mem::swap(&mut left[here], &mut right[there]);
                        if self.try_change(&[(one, left), (other, right)]) {
                            return true;
                        }
                    }
                }
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        rounds::timetable::{
            Timetable,
            tests::{load, loads, van},
            timetable,
        },
        streets::tests::uphill,
    };

    fn table(van: &Van, list: &[Load], order: &[usize]) -> Timetable {
        over(van, list, order, &Ways::default())
    }

    fn over(van: &Van, list: &[Load], order: &[usize], ways: &Ways) -> Timetable {
        let stops: Vec<_> = order.iter().map(|index| list[*index]).collect();
        timetable(van, &stops, ways)
    }

    /// It is further to the west than to the east.
    fn hills(van: &Van, list: &[Load]) -> Ways {
        let places: Vec<_> = list.iter().map(|load| load.at).chain([van.tip, van.depot]).collect();
        uphill(&places)
    }

    /// The least minutes of any order, one by one.
    fn by_trying_all(van: &Van, list: &[Load], ways: &Ways) -> f64 {
        fn next(
            (van, list, ways): (&Van, &[Load], &Ways),
            order: &mut Vec<usize>,
            least: &mut f64,
        ) {
            if order.len() == list.len() {
                *least = least.min(over(van, list, order, ways).minutes);
                return;
            }
            for stop in 0..list.len() {
                if !order.contains(&stop) {
                    order.push(stop);
                    next((van, list, ways), order, least);
                    order.pop();
                }
            }
        }
        let mut least = f64::INFINITY;
        next((van, list, ways), &mut Vec::new(), &mut least);
        least
    }

    #[test]
    fn what_comes_first_goes_and_what_does_not_fit_waits() {
        let short = Van { minutes_max: 60, ..van(2_000) };
        let list: Vec<_> = (0..20).map(|at| load(f64::from(at) * 50.0, 0.0, 1_000)).collect();
        let plan = plan(&[short], &list, &Ways::default());
        assert!(plan.rounds[0].contains(&0) && !plan.left.is_empty());
        assert!(table(&short, &list, &plan.rounds[0]).minutes <= 60.0);
    }

    #[test]
    fn two_vehicles_share_the_work_and_come_home_together() {
        let list: Vec<_> = (0..24)
            .map(|at| load(f64::from(at % 6) * 300.0, f64::from(at / 6) * 300.0, 900))
            .collect();
        let vans = [van(6_000), van(6_000)];
        let plan = plan(&vans, &list, &Ways::default());
        assert_eq!(plan.left, [] as [usize; 0]);
        let minutes = [0, 1].map(|at| table(&vans[at], &list, &plan.rounds[at]).minutes);
        assert!((minutes[0] - minutes[1]).abs() < 30.0, "{minutes:?}");
    }

    #[test]
    fn what_is_larger_than_every_vehicle_is_left() {
        let plan =
            plan(&[van(1_000)], &[load(0.0, 0.0, 1_001), load(0.0, 0.0, 1_000)], &Ways::default());
        assert_eq!((plan.rounds, plan.left), (vec![vec![1]], vec![0]));
    }

    #[test]
    fn a_way_that_takes_too_long_is_made_shorter_too() {
        let van = Van { minutes_max: 10, ..van(20_000) };
        let back_and_forth = [0, 5, 1, 4, 2, 3].map(|at| load(f64::from(at) * 400.0, 0.0, 100));
        let minutes =
            table(&van, &back_and_forth, &shortest(&van, &back_and_forth, &Ways::default()))
                .minutes;
        assert!(
            minutes < timetable(&van, &back_and_forth, &Ways::default()).minutes - 5.0,
            "{minutes}"
        );
    }

    #[test]
    fn a_stop_goes_where_it_is_on_the_way() {
        let stops = [load(0.0, 0.0, 100), load(1_000.0, 0.0, 100)];
        let (place, minutes) =
            insertion(&van(1_000), &stops, load(500.0, 0.0, 100), &Ways::default());
        assert_eq!(place, 1);
        assert!((4.0..5.0).contains(&minutes), "{minutes}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn every_stop_is_on_one_round_or_left_and_no_round_takes_too_long(
            list in loads(0..24), vans in 0_usize..4, minutes_max in 40_u32..300,
        ) {
            let vans = vec![Van { minutes_max, ..van(3_000) }; vans];
            let plan = plan(&vans, &list, &Ways::default());
            let mut all: Vec<_> = plan.rounds.iter().flatten().chain(&plan.left).copied().collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..list.len()).collect::<Vec<_>>());
            for (van, order) in vans.iter().zip(&plan.rounds) {
                let table = table(van, &list, order);
                prop_assert!(table.minutes <= f64::from(minutes_max) + 1e-6);
                prop_assert!(table.legs.iter().all(|leg| leg.load_l <= van.capacity_l));
            }
        }

        #[test]
        fn the_way_past_a_few_stops_is_almost_the_shortest(list in loads(1..7)) {
            let van = Van { minutes_max: 10_000, ..van(3_000) };
            let ways = hills(&van, &list);
            let order = shortest(&van, &list, &ways);
            let minutes = over(&van, &list, &order, &ways).minutes;
            let least = by_trying_all(&van, &list, &ways);
            prop_assert!(minutes <= least * 1.05, "{minutes} {least}");
        }

        #[test]
        fn a_shorter_order_is_never_longer_than_the_one_there_is(list in loads(0..20)) {
            let van = van(3_000);
            let ways = hills(&van, &list);
            let order = shortest(&van, &list, &ways);
            let mut all = order.clone();
            all.sort_unstable();
            prop_assert_eq!(all, (0..list.len()).collect::<Vec<_>>());
            let there = timetable(&van, &list, &ways).minutes;
            prop_assert!(over(&van, &list, &order, &ways).minutes <= there + 1e-6);
        }
    }
}
