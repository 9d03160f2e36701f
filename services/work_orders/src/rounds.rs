//! Bulky-waste rounds: what one vehicle fetches on one day, in its order.
//!
//! | state  | what it is | what can follow |
//! |--------|------------|-----------------|
//! | draft  | a proposal that a planner works on; nobody else sees it | given, or thrown away |
//! | given  | on the crew's phone; residents know the day and the hours | closed |
//! | closed | nothing is to be done any more | - |
//!
//! A round closes by itself when all of its stops have ended, or by hand before that: what was not fetched
//! then waits for another round, and residents hear that the day does not hold.
//!
//! Who changes a round locks the work orders first, by id, and then the round: as every step of an order
//! does that may close its round.

pub mod giving;
pub mod plan;
pub mod planning;
pub mod timetable;
pub mod volume;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Timelike as _, Utc};
use platform::visit::Visit;
use uuid::Uuid;
use web::dates::local_instant;

use crate::{
    order::WorkOrder,
    progress::Status,
    rounds::timetable::{Load, Timetable, Van, timetable},
    streets::{Point, Ways},
};

/// The category that is fetched in rounds.
pub const CATEGORY: &str = "bulky_waste";

/// Stops of one round.
pub const STOPS_MAX: usize = 80;

/// What a proposal divides among at most so many vehicles: more would keep somebody waiting.
pub const PROPOSED_MAX: usize = 240;
pub const VEHICLES_MAX: usize = 6;

/// What a crew may be later than we reckon, in minutes, before residents wait in vain.
const LATE_MINUTES: i64 = 30;

#[derive(Clone, Copy, Debug, Eq, PartialEq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum State {
    Draft,
    Given,
    Closed,
}

/// What a round is driven with.
#[derive(Clone, Debug, PartialEq)]
pub struct Vehicle {
    pub vehicle_id: Uuid,
    pub team_key: String,
    pub name: String,
    /// Room for what is fetched, in litres.
    pub capacity_l: u32,
    /// When it leaves, by the clock of the Netherlands.
    pub starts_at: NaiveTime,
    /// As long as a round may take.
    pub minutes_max: u32,
    /// Where it leaves and comes back.
    pub depot: Point,
    /// Where it is emptied.
    pub tip: Point,
    pub tip_name: String,
    /// It can be given rounds.
    pub is_in_use: bool,
    pub version: i64,
}

impl Vehicle {
    /// At the start of a round.
    pub fn van(&self) -> Van {
        Van {
            from: self.depot,
            load_l: 0,
            capacity_l: self.capacity_l,
            tip: self.tip,
            depot: self.depot,
            minutes_max: self.minutes_max,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    pub round_id: Uuid,
    pub vehicle: Vehicle,
    /// "Zangvogelbuurt", "2 buurten", "Alle buurten"
    pub area_name: String,
    pub day: NaiveDate,
    pub state: State,
    /// For the crew.
    pub note: String,
    /// What residents were told.
    pub visit: Option<Visit>,
    /// One more at each change.
    pub version: i64,
    pub made_by: String,
    pub made_at: DateTime<Utc>,
    pub given_at: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
}

impl Round {
    /// When the vehicle leaves.
    pub fn leaves_at(&self) -> DateTime<Utc> {
        // There is no day on which clocks skip the hours in which anybody works.
        local_instant(self.day, self.vehicle.starts_at).unwrap_or(self.made_at)
    }

    /// The time that residents are told: of the whole round, in whole hours, so that it holds also when the
    /// crew drives in another order. `None` without stops.
    pub fn promise(&self, table: &Timetable) -> Option<Visit> {
        let leaves = self.leaves_at();
        let until = moment(self, table.last_arrival()?) + TimeDelta::minutes(LATE_MINUTES);
        Some(Visit { from: whole_hour(leaves), until: whole_hour(until) + TimeDelta::hours(1) })
    }
}

/// An order on a round.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    pub order: WorkOrder,
    /// In litres.
    pub volume_l: u32,
    /// Somebody said how much it is.
    pub is_known: bool,
    /// How it ended for the round; empty as long as it did not.
    pub outcome: String,
    /// What was fetched there is not in the vehicle any more.
    pub is_emptied: bool,
}

impl Stop {
    pub fn load(&self) -> Load {
        Load { at: at(&self.order), volume_l: self.volume_l }
    }

    /// It can still be put on a round, or stay on a draft.
    pub fn is_plannable(&self) -> bool {
        is_plannable(&self.order)
    }

    pub fn is_open(&self) -> bool {
        self.outcome.is_empty()
    }

    /// What was fetched there is in the vehicle.
    pub fn is_on_board(&self) -> bool {
        self.outcome == Status::Done.as_str() && !self.is_emptied
    }
}

/// Nobody is at it, it has not ended, and nothing is asked of who reported it.
pub fn is_plannable(order: &WorkOrder) -> bool {
    matches!(order.status(), Status::Open | Status::Accepted) && order.waits_until.is_none()
}

pub fn at(order: &WorkOrder) -> Point {
    Point { longitude: order.longitude, latitude: order.latitude }
}

/// The way past the stops of a round that has not begun.
pub fn table(vehicle: &Vehicle, stops: &[Stop], ways: &Ways) -> Timetable {
    let loads: Vec<_> = stops.iter().map(Stop::load).collect();
    timetable(&vehicle.van(), &loads, ways)
}

/// Every place that the vehicles come to for these stops.
pub fn places<'a>(
    vehicles: impl IntoIterator<Item = &'a Vehicle>,
    stops: impl IntoIterator<Item = &'a Stop>,
) -> Vec<Point> {
    let own = vehicles.into_iter().flat_map(|vehicle| [vehicle.depot, vehicle.tip]);
    own.chain(stops.into_iter().map(|stop| at(&stop.order))).collect()
}

/// The page of a round on its crew's phone.
pub fn crew_path(round_id: Uuid) -> String {
    format!("/werk/ronde/{round_id}")
}

fn minutes(minutes: f64) -> TimeDelta {
    #[expect(clippy::cast_possible_truncation, reason = "a round takes hours, not centuries")]
    TimeDelta::seconds((minutes * 60.0) as i64)
}

/// Minutes after the vehicle left, as a moment.
pub fn moment(round: &Round, after: f64) -> DateTime<Utc> {
    round.leaves_at() + minutes(after)
}

fn whole_hour(at: DateTime<Utc>) -> DateTime<Utc> {
    at - TimeDelta::minutes(at.minute().into())
        - TimeDelta::seconds(at.second().into())
        - TimeDelta::nanoseconds(at.nanosecond().into())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{
        order::sample,
        progress::Standing,
        rounds::timetable::tests::{load, van},
    };

    pub(crate) fn vehicle() -> Vehicle {
        let van = van(12_000);
        Vehicle {
            vehicle_id: Uuid::from_u128(1),
            team_key: "grofvuil".to_owned(),
            name: "Wagen 2".to_owned(),
            capacity_l: 12_000,
            starts_at: NaiveTime::from_hms_opt(8, 0, 0).unwrap(),
            minutes_max: 240,
            depot: van.depot,
            tip: van.tip,
            tip_name: "Milieustraat".to_owned(),
            is_in_use: true,
            version: 1,
        }
    }

    pub(crate) fn round() -> Round {
        Round {
            round_id: Uuid::from_u128(2),
            vehicle: vehicle(),
            area_name: "Zangvogelbuurt".to_owned(),
            day: NaiveDate::from_ymd_opt(2026, 12, 1).unwrap(),
            state: State::Draft,
            note: String::new(),
            visit: None,
            version: 1,
            made_by: "Manager".to_owned(),
            made_at: "2026-11-30T12:00:00Z".parse().unwrap(),
            given_at: None,
            closed_at: None,
        }
    }

    pub(crate) fn stop(number: u128, outcome: &str) -> Stop {
        let order = WorkOrder { work_order_id: Uuid::from_u128(number), ..sample() };
        Stop {
            order,
            volume_l: 1_000,
            is_known: false,
            outcome: outcome.to_owned(),
            is_emptied: false,
        }
    }

    #[test]
    fn residents_are_told_whole_hours_with_room_for_delay() {
        let round = round();
        let told = |loads: &[Load]| {
            round.promise(&timetable(&round.vehicle.van(), loads, &Ways::default()))
        };
        assert_eq!(told(&[]), None);
        // In winter the clock is an hour ahead of UTC. There in two minutes, and half an hour late.
        let visit = told(&[load(0.0, 0.0, 1_000)]).unwrap();
        assert_eq!(visit.from, "2026-12-01T07:00:00Z".parse::<DateTime<Utc>>().unwrap());
        assert_eq!(visit.until, "2026-12-01T08:00:00Z".parse::<DateTime<Utc>>().unwrap());
        let long: Vec<_> = (0..8).map(|at| load(f64::from(at) * 10.0, 0.0, 1_000)).collect();
        let visit = told(&long).unwrap();
        assert_eq!(visit.until, "2026-12-01T09:00:00Z".parse::<DateTime<Utc>>().unwrap());
    }

    #[test]
    fn a_round_leaves_at_eight_by_the_clock_in_summer_too() {
        let summer = Round { day: NaiveDate::from_ymd_opt(2026, 7, 1).unwrap(), ..round() };
        assert_eq!(summer.leaves_at(), "2026-07-01T06:00:00Z".parse::<DateTime<Utc>>().unwrap());
    }

    #[test]
    fn what_somebody_is_at_or_waits_for_an_answer_is_not_planned() {
        let with =
            |status| WorkOrder { standing: Standing { status, ..sample().standing }, ..sample() };
        for status in Status::ALL {
            let expected = matches!(status, Status::Open | Status::Accepted);
            assert_eq!(is_plannable(&with(status)), expected, "{status:?}");
        }
        let waits = WorkOrder { waits_until: Some(sample().due_at), ..sample() };
        assert!(!is_plannable(&waits));
    }
}
