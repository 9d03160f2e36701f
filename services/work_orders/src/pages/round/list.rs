//! `/rondes`: the rounds, and the form that asks for a proposal.

use askama::Template;
use chrono::NaiveDate;
use web::{Page, dates::date_short, form::Mistake};

use super::cubic;
use crate::{
    rounds::{Round, State, Vehicle},
    store::round::{AreaLoad, Listed},
};

/// `/rondes`
#[derive(Debug, Template)]
#[template(path = "rounds.html")]
pub struct RoundsPage {
    pub page: Page,
    /// Drafts and what crews have, what comes first on top.
    pub open: Vec<Listed>,
    pub closed: Vec<Listed>,
    pub areas: Vec<AreaLoad>,
    pub days: Vec<Day>,
    pub vehicles: Vec<Vehicle>,
    /// What was chosen in the form.
    pub chosen: Chosen,
    pub mistakes: Vec<Mistake>,
    pub notice: Option<String>,
}

/// What somebody chose, as it came.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    pub areas: Vec<String>,
    pub day: String,
    pub vehicles: Vec<String>,
}

/// A day on which could be driven.
#[derive(Clone, Debug)]
pub struct Day {
    pub date: NaiveDate,
    /// Litres that are planned on it, of all vehicles or of one.
    pub planned_l: i64,
    /// Litres that fit.
    pub room_l: i64,
}

impl Day {
    /// "di 1 dec"
    pub fn name(&self) -> String {
        date_short(self.date)
    }

    /// How full it is, in whole per cent.
    pub fn percent(&self) -> i64 {
        (self.planned_l * 100 / self.room_l.max(1)).clamp(0, 100)
    }

    /// "leeg", "vol", "7,5 van 12 m³ gepland"
    pub fn words(&self) -> String {
        if self.planned_l == 0 {
            return "leeg".to_owned();
        }
        format!("{} van {} m³ gepland", cubic(self.planned_l), cubic(self.room_l))
    }
}

impl RoundsPage {
    pub fn cubic(&self, litres: &i64) -> String {
        cubic(*litres)
    }

    pub fn room(&self, vehicle: &Vehicle) -> String {
        cubic(i64::from(vehicle.capacity_l))
    }

    pub fn day(&self, round: &Round) -> String {
        date_short(round.day)
    }

    /// What is going on with the round, and whether that needs somebody.
    pub fn state(&self, listed: &Listed) -> (&'static str, String) {
        let (stops, ended) = (listed.stops, listed.ended);
        match listed.round.state {
            State::Draft => ("soon", "concept".to_owned()),
            State::Given if listed.round.day < web::dates::local_date(self.page.now) => {
                ("over", format!("{ended} van {stops} klaar, dag voorbij"))
            }
            State::Given => ("", format!("{ended} van {stops} klaar")),
            State::Closed => ("", "gesloten".to_owned()),
        }
    }

    pub fn is_area_chosen(&self, code: &str) -> bool {
        self.chosen.areas.iter().any(|it| it == code)
    }

    pub fn is_vehicle_chosen(&self, vehicle: &Vehicle) -> bool {
        let id = vehicle.vehicle_id.to_string();
        self.chosen.vehicles.contains(&id)
    }

    pub fn is_day_chosen(&self, day: &Day) -> bool {
        self.chosen.day == day.date.to_string()
    }

    pub fn is_wrong(&self, field: &str) -> bool {
        self.mistakes.iter().any(|mistake| mistake.field == field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_says_how_full_it_is() {
        let day = |planned_l| Day {
            date: NaiveDate::from_ymd_opt(2026, 12, 1).unwrap(),
            planned_l,
            room_l: 12_000,
        };
        assert_eq!((day(0).words().as_str(), day(0).percent()), ("leeg", 0));
        assert_eq!(day(7_500).words(), "7,5 van 12 m³ gepland");
        assert_eq!((day(7_500).percent(), day(20_000).percent()), (62, 100));
        assert_eq!(day(0).name(), "di 1 dec");
    }
}
