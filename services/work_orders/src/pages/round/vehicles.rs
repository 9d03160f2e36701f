//! `/rondes/wagens`: the vehicles, and one of them as a form.

use askama::Template;
use web::{
    Page,
    form::{Fields, Mistake},
};

use super::{cubic, hours};
use crate::rounds::Vehicle;

/// `/rondes/wagens`
#[derive(Debug, Template)]
#[template(path = "vehicles.html")]
pub struct VehiclesPage {
    pub page: Page,
    pub vehicles: Vec<Vehicle>,
    /// Key and name.
    pub teams: Vec<(String, String)>,
    pub fields: Fields,
    pub mistakes: Vec<Mistake>,
    pub notice: Option<web::SetupNotice>,
}

impl VehiclesPage {
    pub fn value(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", String::as_str)
    }

    pub fn is_known(&self) -> bool {
        !self.value("wagen").is_empty()
    }

    pub fn is_wrong(&self, field: &str) -> bool {
        self.mistakes.iter().any(|mistake| mistake.field == field)
    }

    pub fn is_chosen(&self, vehicle: &Vehicle) -> bool {
        self.value("wagen") == vehicle.vehicle_id.to_string()
    }

    pub fn team<'a>(&'a self, key: &'a str) -> &'a str {
        self.teams.iter().find(|(known, _)| known == key).map_or(key, |(_, name)| name)
    }

    pub fn room(&self, vehicle: &Vehicle) -> String {
        cubic(i64::from(vehicle.capacity_l))
    }

    pub fn leaves(&self, vehicle: &Vehicle) -> String {
        vehicle.starts_at.format("%H.%M").to_string()
    }

    pub fn takes(&self, vehicle: &Vehicle) -> String {
        hours(f64::from(vehicle.minutes_max))
    }
}
