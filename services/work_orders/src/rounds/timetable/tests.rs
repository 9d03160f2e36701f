//! Times and loads of made-up vans, against every way to empty them.

use proptest::prelude::*;

use super::*;
use crate::streets::{DETOUR, tests::uphill};

fn timetable(van: &Van, stops: &[Load]) -> Timetable {
    super::timetable(van, stops, &Ways::default())
}

/// Metres east and north of the market.
pub(crate) fn point(east: f64, north: f64) -> Point {
    Point { longitude: 5.4 + east / 68_000.0, latitude: 52.16 + north / 111_195.0 }
}

pub(crate) fn load(east: f64, north: f64, volume_l: u32) -> Load {
    Load { at: point(east, north), volume_l }
}

pub(crate) fn van(capacity_l: u32) -> Van {
    let depot = point(-500.0, 0.0);
    Van { from: depot, load_l: 0, capacity_l, tip: point(2_000.0, 0.0), depot, minutes_max: 240 }
}

fn tos(table: &Timetable) -> Vec<To> {
    table.legs.iter().map(|leg| leg.to).collect()
}

#[test]
fn a_van_is_emptied_when_it_is_full_and_at_the_end() {
    let stops = [load(0.0, 0.0, 600), load(100.0, 0.0, 600), load(1_800.0, 0.0, 600)];
    let table = timetable(&van(1200), &stops);
    let expected = [To::Stop(0), To::Stop(1), To::Tip, To::Stop(2), To::Tip, To::Depot].to_vec();
    assert_eq!(tos(&table), expected);
    let loads: Vec<_> = table.legs.iter().map(|leg| leg.load_l).collect();
    assert_eq!(loads, [600, 1200, 0, 600, 0, 0]);
    assert_eq!(table.emptyings(), 2);

    let roomy = timetable(&van(12_000), &stops);
    assert_eq!(tos(&roomy), [To::Stop(0), To::Stop(1), To::Stop(2), To::Tip, To::Depot]);
}

#[test]
fn it_is_emptied_early_where_that_is_on_the_way() {
    // Full only after the third, far from the tip; the first two are beside it.
    let stops = [load(2_000.0, 0.0, 500), load(-2_000.0, 0.0, 700), load(-2_100.0, 0.0, 700)];
    let table = timetable(&van(1400), &stops);
    assert_eq!(tos(&table), [To::Stop(0), To::Tip, To::Stop(1), To::Stop(2), To::Tip, To::Depot]);
}

#[test]
fn in_the_middle_of_a_round_it_counts_what_is_in_it() {
    let half = Van { load_l: 900, ..van(1000) };
    let stops = [load(0.0, 0.0, 500)];
    assert_eq!(tos(&timetable(&half, &stops)), [To::Tip, To::Stop(0), To::Tip, To::Depot]);
    assert_eq!(tos(&timetable(&half, &[])), [To::Tip, To::Depot]);
    let room = Van { load_l: 400, ..van(1000) };
    assert_eq!(tos(&timetable(&room, &stops)), [To::Stop(0), To::Tip, To::Depot]);
    assert_eq!(timetable(&van(1000), &[]), Timetable::default());
}

#[test]
fn times_and_metres_add_up() {
    let stop = load(0.0, 0.0, 1000);
    let table = timetable(&van(12_000), &[stop]);
    let way = 500.0 * DETOUR;
    assert!((table.legs[0].metres - way).abs() < 5.0, "{table:?}");
    assert!((table.last_arrival().unwrap() - way / METRES_A_MINUTE).abs() < 0.1);
    let driven: f64 = table.legs.iter().map(|leg| leg.metres).sum();
    assert!((driven - table.metres).abs() < 1e-6);
    let still = STOP_MINUTES + CUBIC_METRE_MINUTES + EMPTY_MINUTES;
    assert!((table.minutes - still - table.metres / METRES_A_MINUTE).abs() < 1e-6);
}

/// The least minutes over all ways to cut the order in trips, one by one.
fn by_trying_all(van: &Van, stops: &[Load], ways: &Ways) -> f64 {
    let cuts = 1_u32 << stops.len().saturating_sub(1);
    let cuts = (0..cuts).flat_map(|cut| [(cut, false), (cut, true)]);
    let minutes = cuts.filter_map(|(cut, empties_first)| {
        if empties_first && van.load_l == 0 {
            return None;
        }
        let (mut at, mut load_l, mut minutes) = (van.from, van.load_l, 0.0);
        let mut go = |to: Point, at: &mut Point, still: f64| {
            minutes += ways.metres(*at, to) / METRES_A_MINUTE + still;
            *at = to;
        };
        if empties_first {
            go(van.tip, &mut at, EMPTY_MINUTES);
            load_l = 0;
        }
        for (index, stop) in stops.iter().enumerate() {
            go(stop.at, &mut at, loading(stop.volume_l));
            load_l += stop.volume_l;
            if load_l > van.capacity_l {
                return None;
            }
            if cut & (1 << index) != 0 || index + 1 == stops.len() {
                go(van.tip, &mut at, EMPTY_MINUTES);
                load_l = 0;
            }
        }
        go(van.depot, &mut at, 0.0);
        Some(minutes)
    });
    minutes.fold(f64::INFINITY, f64::min)
}

pub(crate) fn loads(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Load>> {
    let one = (-3_000.0..3_000.0, -3_000.0..3_000.0, 100_u32..2_500);
    let one = one.prop_map(|(east, north, volume_l)| load(east, north, volume_l));
    proptest::collection::vec(one, count)
}

proptest! {
    #[test]
    fn no_other_way_to_empty_it_is_shorter(stops in loads(1..8), load_l in 0_u32..2_500) {
        let van = Van { load_l, ..van(2_500) };
        // It is further to the west than to the east.
        let places: Vec<_> = stops.iter().map(|stop| stop.at).chain([van.tip, van.depot]).collect();
        let ways = uphill(&places);
        let table = super::timetable(&van, &stops, &ways);
        let least = by_trying_all(&van, &stops, &ways);
        prop_assert!((table.minutes - least).abs() < 1e-6, "{} {least}", table.minutes);
        let ground = Ground::of(&[van], &stops, &ways);
        let order: Vec<_> = (0..stops.len()).collect();
        prop_assert!((ground.minutes(0, &order) - least).abs() < 1e-6);
    }

    #[test]
    fn it_passes_each_stop_once_and_is_never_too_full(stops in loads(0..25)) {
        let table = timetable(&van(2_500), &stops);
        let passed: Vec<_> = tos(&table).into_iter().filter_map(|to| match to {
            To::Stop(index) => Some(index),
            To::Tip | To::Depot => None,
        }).collect();
        prop_assert_eq!(passed, (0..stops.len()).collect::<Vec<_>>());
        prop_assert!(table.legs.iter().all(|leg| leg.load_l <= 2_500));
        prop_assert!(table.legs.last().is_none_or(|leg| leg.load_l == 0));
    }
}
