//! `/rondes/wagens`: the vehicles, and one of them as a form.

use askama::Template;
use web::{
    Page,
    dates::day_short,
    form::{Fields, Mistake},
    words,
};

use super::{cubic, hours};
use crate::{rounds::Vehicle, store::street::Imported};

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
    /// Where distances come from.
    pub streets: Option<Imported>,
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

    /// Where the distances of rounds and of the crew's route come from.
    pub fn distances(&self) -> String {
        let Some(streets) = &self.streets else {
            return "Er zijn geen straten ingelezen: afstanden zijn in een rechte lijn, met een derde erbij \
                    voor de bochten."
                .to_owned();
        };
        let sections =
            words::count(streets.sections.unsigned_abs() as usize, "wegvak", "wegvakken");
        let at = day_short(streets.imported_at);
        format!(
            "Afstanden gaan over de weg: {sections} uit {}, ingelezen op {at}.",
            streets.file_name
        )
    }

    pub fn takes(&self, vehicle: &Vehicle) -> String {
        hours(f64::from(vehicle.minutes_max))
    }
}
