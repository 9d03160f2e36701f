//! `/rondes`: the rounds, and the form that asks for a proposal.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use chrono::{DateTime, NaiveDate, Utc};
use platform::{
    clock,
    problem::{Form, Problem, Query},
    staff::Staff,
};
use web::{dates::local_date, form::Mistake};

use super::{super::Happened, Planner, days, frame, path};
use crate::{
    AppState,
    pages::{Chosen, RoundsPage},
    rounds::{
        VEHICLES_MAX, Vehicle,
        planning::{self, Wanted},
    },
    store,
};

/// Closed rounds on the page.
const CLOSED_MAX: i64 = 20;

pub(super) async fn show(
    State(state): State<AppState>,
    Planner(staff): Planner,
    Query(happened): Query<Happened>,
) -> Result<Response, Problem> {
    let notice = (happened.stap.as_deref() == Some("weg")).then_some("Het voorstel is weg.");
    draw(&state, &staff, None, Vec::new(), notice).await
}

/// Makes a proposal for each vehicle, and leads to the first.
pub(super) async fn propose(
    State(state): State<AppState>,
    Planner(staff): Planner,
    Form(typed): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let now = clock::now();
    let all = |name: &str| {
        let of_name = typed.iter().filter(|(field, _)| field == name);
        of_name.map(|(_, value)| value.clone()).collect::<Vec<_>>()
    };
    let day = all("dag").first().cloned().unwrap_or_default();
    let chosen = Chosen { areas: all("buurt"), day, vehicles: all("wagen") };
    let wanted = match read(&state, &chosen, now).await? {
        Ok(wanted) => wanted,
        Err(mistakes) => return draw(&state, &staff, Some(chosen), mistakes, None).await,
    };
    let streets = state.streets.edition().await?;
    let made =
        planning::propose((&state.service.pool, &streets), &wanted, &staff.name, now).await?;
    match made.first() {
        Some(first) if made.len() == 1 => Ok(Redirect::to(&path(*first)).into_response()),
        Some(_) => Ok(Redirect::to("/rondes").into_response()),
        None => {
            let text =
                "Hier ligt niets dat deze wagens kunnen halen. Kies andere buurten of wagens.";
            let mistakes = vec![Mistake::new("buurt", text)];
            draw(&state, &staff, Some(chosen), mistakes, None).await
        }
    }
}

/// What was chosen, or what is wrong with it.
async fn read(
    state: &AppState,
    chosen: &Chosen,
    now: DateTime<Utc>,
) -> Result<Result<Wanted, Vec<Mistake>>, Problem> {
    let mut mistakes = Vec::new();
    let areas = store::round::areas(&state.service.pool, now).await?;
    let areas_chosen: Vec<_> =
        areas.iter().filter(|(code, ..)| chosen.areas.contains(code)).collect();
    if areas_chosen.is_empty() {
        mistakes.push(Mistake::new("buurt", "Kies een buurt waar iets ligt."));
    }
    let vehicles = in_use(state).await?;
    let vehicles: Vec<_> = vehicles
        .into_iter()
        .filter(|it| chosen.vehicles.contains(&it.vehicle_id.to_string()))
        .collect();
    if !(1..=VEHICLES_MAX).contains(&vehicles.len()) {
        let text = format!("Kies een wagen, en hoogstens {VEHICLES_MAX}.");
        mistakes.push(Mistake::new("wagen", text));
    }
    let day = chosen.day.parse::<NaiveDate>().ok().filter(|day| *day >= local_date(now));
    let Some(day) = day else {
        mistakes.push(Mistake::new("dag", "Kies vandaag of een dag die nog komt."));
        return Ok(Err(mistakes));
    };
    if !mistakes.is_empty() {
        return Ok(Err(mistakes));
    }
    let area_name = match areas_chosen.as_slice() {
        [(_, name, ..)] => name.clone(),
        some if some.len() == areas.len() => "Alle buurten".to_owned(),
        some => format!("{} buurten", some.len()),
    };
    let area_codes = areas_chosen.iter().map(|(code, ..)| code.clone()).collect();
    Ok(Ok(Wanted { day, vehicles, area_codes, area_name }))
}

async fn in_use(state: &AppState) -> Result<Vec<Vehicle>, Problem> {
    let vehicles = store::vehicle::all(&state.service.pool).await?;
    Ok(vehicles.into_iter().filter(|vehicle| vehicle.is_in_use).collect())
}

async fn draw(
    state: &AppState,
    staff: &Staff,
    chosen: Option<Chosen>,
    mistakes: Vec<Mistake>,
    notice: Option<&str>,
) -> Result<Response, Problem> {
    let now = clock::now();
    let pool = &state.service.pool;
    let vehicles = in_use(state).await?;
    let days = days(state, &vehicles, now).await?;
    let areas = store::round::areas(pool, now).await?;
    // Everything, as soon as that can be: the vehicles say what fits.
    let chosen = chosen.unwrap_or_else(|| Chosen {
        areas: areas.iter().map(|(code, ..)| code.clone()).collect(),
        day: days.get(1).map(|day| day.date.to_string()).unwrap_or_default(),
        vehicles: vehicles.iter().take(VEHICLES_MAX).map(|it| it.vehicle_id.to_string()).collect(),
    });
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let page = RoundsPage {
        page: frame(state, staff, "/rondes", now),
        open: store::round::list(pool, false, store::round::ROUNDS_MAX).await?,
        closed: store::round::list(pool, true, CLOSED_MAX).await?,
        areas,
        days,
        vehicles,
        chosen,
        mistakes,
        notice: notice.map(str::to_owned),
    };
    web::draw::drawn(status, &page)
}
