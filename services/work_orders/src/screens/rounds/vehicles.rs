//! `/rondes/wagens`: the vehicles in a list, and one of them as a form.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use chrono::NaiveTime;
use platform::{
    clock,
    problem::{Form, Problem, Query},
    staff::Staff,
};
use serde::Deserialize;
use uuid::Uuid;
use web::{
    SetupNotice,
    form::{Fields, Mistake},
};

use super::{Planner, frame, one::litres};
use crate::{AppState, pages::VehiclesPage, rounds::Vehicle, store, streets::Point};

const NAME_CHARS_MAX: usize = 40;
/// A lorry holds some forty cubic metres.
const CAPACITY_L: std::ops::RangeInclusive<u32> = 500..=60_000;
/// Half an hour to a working day.
const MINUTES: std::ops::RangeInclusive<u32> = 30..=600;
/// The Netherlands, in degrees.
const LATITUDES: std::ops::RangeInclusive<f64> = 50.7..=53.7;
const LONGITUDES: std::ops::RangeInclusive<f64> = 3.2..=7.3;

#[derive(Debug, Deserialize)]
pub(super) struct Opened {
    open: Option<Uuid>,
    stap: Option<String>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    Planner(staff): Planner,
    Query(opened): Query<Opened>,
) -> Result<Response, Problem> {
    let notice = opened.stap.as_deref().and_then(SetupNotice::of_code);
    let vehicles = store::vehicle::all(&state.service.pool).await?;
    let open = vehicles.iter().find(|vehicle| Some(vehicle.vehicle_id) == opened.open);
    let fields = open.map_or_else(empty, fields);
    draw(&state, &staff, fields, Vec::new(), notice).await
}

/// Adds a vehicle, or changes the one that the form showed.
pub(super) async fn save(
    State(state): State<AppState>,
    Planner(staff): Planner,
    Form(typed): Form<Fields>,
) -> Result<Response, Problem> {
    let teams = store::vehicle::teams(&state.service.pool).await?;
    let mut mistakes = Vec::new();
    let vehicle = read(&typed, &teams, &mut mistakes);
    if !mistakes.is_empty() {
        return draw(&state, &staff, typed, mistakes, None).await;
    }
    let mut conn = state.service.pool.acquire().await?;
    if store::vehicle::put(&mut conn, &vehicle, &staff.name, clock::now()).await? {
        let next = format!("/rondes/wagens?open={}&stap=bewaard", vehicle.vehicle_id);
        return Ok(Redirect::to(&next).into_response());
    }
    drop(conn);
    let known = store::vehicle::all(&state.service.pool).await?;
    if let Some(now) = known.iter().find(|it| it.vehicle_id == vehicle.vehicle_id)
        && now.version != vehicle.version
    {
        return draw(&state, &staff, fields(now), Vec::new(), Some(SetupNotice::Conflict)).await;
    }
    let mistakes = vec![Mistake::new("naam", "Dit team heeft al een wagen die zo heet.")];
    draw(&state, &staff, typed, mistakes, None).await
}

fn empty() -> Fields {
    let pairs = [("vertrekt", "08:00"), ("uren", "4"), ("rijdt", "ja")];
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

fn fields(vehicle: &Vehicle) -> Fields {
    let place = |point: Point| format!("{:.5}, {:.5}", point.latitude, point.longitude);
    let decimal = |value: f64| format!("{value}").replace('.', ",");
    let pairs = [
        ("wagen", vehicle.vehicle_id.to_string()),
        ("versie", vehicle.version.to_string()),
        ("was", vehicle.name.clone()),
        ("naam", vehicle.name.clone()),
        ("team", vehicle.team_key.clone()),
        ("m3", decimal(f64::from(vehicle.capacity_l) / 1_000.0)),
        ("vertrekt", vehicle.starts_at.format("%H:%M").to_string()),
        ("uren", decimal(f64::from(vehicle.minutes_max) / 60.0)),
        ("werf", place(vehicle.depot)),
        ("storten", place(vehicle.tip)),
        ("stortplek", vehicle.tip_name.clone()),
        ("rijdt", if vehicle.is_in_use { "ja" } else { "" }.to_owned()),
    ];
    pairs.map(|(name, value)| (name.to_owned(), value)).into()
}

/// The vehicle that was typed; where that is wrong, a mistake says so.
fn read(typed: &Fields, teams: &[(String, String)], mistakes: &mut Vec<Mistake>) -> Vehicle {
    let value = |name: &str| typed.get(name).map_or("", |value| value.trim());
    let mut wrong = |field: &str, text: String| mistakes.push(Mistake::new(field, text));
    for (field, text) in [("naam", "een naam"), ("stortplek", "hoe de plek heet")] {
        let chars = value(field).chars().count();
        if !(1..=NAME_CHARS_MAX).contains(&chars) || value(field).contains('\0') {
            wrong(field, format!("Vul {text} in, hoogstens {NAME_CHARS_MAX} tekens."));
        }
    }
    if !teams.iter().any(|(key, _)| key == value("team")) {
        wrong("team", "Kies een team.".to_owned());
    }
    let capacity_l = litres(value("m3")).filter(|litres| CAPACITY_L.contains(litres));
    if capacity_l.is_none() {
        wrong("m3", "Vul in hoeveel m³ erin past: een getal van 0,5 tot 60.".to_owned());
    }
    let starts_at = NaiveTime::parse_from_str(value("vertrekt"), "%H:%M").ok();
    if starts_at.is_none() {
        wrong("vertrekt", "Vul een tijd in, zoals 08:00.".to_owned());
    }
    let minutes_max = minutes(value("uren"));
    if minutes_max.is_none() {
        wrong("uren", "Vul in hoeveel uur een ronde duurt: een getal van 0,5 tot 10.".to_owned());
    }
    let (depot, tip) = (point(value("werf")), point(value("storten")));
    for (field, point) in [("werf", depot), ("storten", tip)] {
        if point.is_none() {
            let text = "Vul breedte en lengte in van een plek in Nederland, zoals 52.1673, 5.3790.";
            wrong(field, text.to_owned());
        }
    }
    let nowhere = Point { longitude: 0.0, latitude: 0.0 };
    let known = value("wagen").parse();
    Vehicle {
        version: if known.is_ok() { value("versie").parse().unwrap_or(0) } else { 0 },
        vehicle_id: known.unwrap_or_else(|_| Uuid::now_v7()),
        team_key: value("team").to_owned(),
        name: value("naam").to_owned(),
        capacity_l: capacity_l.unwrap_or(0),
        starts_at: starts_at.unwrap_or_default(),
        minutes_max: minutes_max.unwrap_or(0),
        depot: depot.unwrap_or(nowhere),
        tip: tip.unwrap_or(nowhere),
        tip_name: value("stortplek").to_owned(),
        is_in_use: value("rijdt") == "ja",
    }
}

fn minutes(hours: &str) -> Option<u32> {
    // Thousandths of an hour, as litres are of a cubic metre.
    let thousandths = litres(hours)?;
    Some(thousandths * 60 / 1_000).filter(|minutes| MINUTES.contains(minutes))
}

/// "52.1673, 5.3790"
fn point(text: &str) -> Option<Point> {
    let (latitude, longitude) = text.split_once(',')?;
    let (latitude, longitude) = (latitude.trim().parse().ok()?, longitude.trim().parse().ok()?);
    let is_here = LATITUDES.contains(&latitude) && LONGITUDES.contains(&longitude);
    is_here.then_some(Point { longitude, latitude })
}

async fn draw(
    state: &AppState,
    staff: &Staff,
    fields: Fields,
    mistakes: Vec<Mistake>,
    notice: Option<SetupNotice>,
) -> Result<Response, Problem> {
    let status = match notice {
        Some(SetupNotice::Conflict) => StatusCode::CONFLICT,
        _ if !mistakes.is_empty() => StatusCode::BAD_REQUEST,
        _ => StatusCode::OK,
    };
    let pool = &state.service.pool;
    let page = VehiclesPage {
        page: frame(state, staff, "/rondes/wagens", clock::now()),
        vehicles: store::vehicle::all(pool).await?,
        teams: store::vehicle::teams(pool).await?,
        fields,
        mistakes,
        notice,
        streets: state.streets.edition().await?.imported,
    };
    web::draw::drawn(status, &page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rounds::tests::vehicle;

    fn teams() -> Vec<(String, String)> {
        vec![("grofvuil".to_owned(), "Grofvuil".to_owned())]
    }

    #[test]
    fn what_the_form_shows_is_what_it_reads() {
        let mut mistakes = Vec::new();
        let near = Point { longitude: 5.379, latitude: 52.1673 };
        let known = Vehicle { depot: near, tip: near, ..vehicle() };
        assert_eq!(read(&fields(&known), &teams(), &mut mistakes), known);
        assert_eq!(mistakes, []);
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let mut mistakes = Vec::new();
        read(&Fields::new(), &teams(), &mut mistakes);
        let fields: Vec<_> = mistakes.iter().map(|mistake| mistake.field.as_str()).collect();
        let all = ["naam", "stortplek", "team", "m3", "vertrekt", "uren", "werf", "storten"];
        assert_eq!(fields, all);
    }

    #[test]
    fn a_place_lies_in_the_netherlands() {
        assert!(point("52.1673, 5.3790").is_some());
        for text in ["", "52.1", "5.3790, 52.1673", "0, 0", "a, b", "NaN, 5"] {
            assert_eq!(point(text), None, "{text}");
        }
        assert_eq!((minutes("4"), minutes("0,5"), minutes("11")), (Some(240), Some(30), None));
    }
}
