//! `/rondes` and `/werk/ronde/…`: rounds for who plans them, and for the crew that drives them.

pub(super) mod crew;
mod list;
mod one;
mod vehicles;

use axum::{
    Router,
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse as _, Response},
    routing::get,
};
use chrono::{DateTime, Datelike as _, Days, NaiveDate, Utc, Weekday};
use platform::{
    holidays::{LiberationDay, is_holiday},
    problem::Problem,
    staff::{OnPage, Role, Staff},
};
use uuid::Uuid;
use web::{Page, Signed, dates::local_date};

use crate::{
    AppState,
    pages::Day,
    rounds::{Vehicle, planning},
    store,
};

/// Working days on which a round can be planned.
const DAYS: usize = 8;

pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/rondes", get(list::show).post(list::propose))
        .route("/rondes/wagens", get(vehicles::show).post(vehicles::save))
        .route("/rondes/{round_id}", get(one::show).post(one::change))
        .route("/rondes/{round_id}/geven", get(one::back).post(one::give))
        .route("/rondes/{round_id}/weg", get(one::back).post(one::discard))
        .route("/rondes/{round_id}/van-ronde", get(one::back).post(one::release))
        .route("/rondes/{round_id}/sluiten", get(one::back).post(one::close))
        .route("/werk/ronde/{round_id}", get(crew::show))
        .route("/werk/ronde/{round_id}/deel", get(crew::part))
        .route("/werk/ronde/{round_id}/leeg", get(crew::back).post(crew::empty))
        .route("/werk/ronde/{round_id}/sluiten", get(crew::back).post(crew::close))
}

/// Somebody who plans rounds; 403 for who does not. It takes the whole municipality, for a vehicle does not
/// stop at the edge of a buurt.
struct Planner(Staff);

impl FromRequestParts<AppState> for Planner {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let OnPage(staff) = OnPage::from_request_parts(parts, state).await?;
        let plans = staff.require(&[Role::Dispatcher, Role::Manager]);
        plans.map_err(Problem::into_response)?;
        if staff.reach().is_some() {
            return Err(Problem::forbidden().into_response());
        }
        Ok(Self(staff))
    }
}

fn frame(state: &AppState, staff: &Staff, path: impl Into<String>, now: DateTime<Utc>) -> Page {
    Page::desktop(&state.assets, path, now, Some(Signed::from(staff)))
}

fn path(round_id: Uuid) -> String {
    format!("/rondes/{round_id}")
}

/// The next days on which people work, today included, with what is planned for these vehicles.
async fn days(
    state: &AppState,
    vehicles: &[Vehicle],
    now: DateTime<Utc>,
) -> Result<Vec<Day>, Problem> {
    let today = local_date(now);
    let planned = store::round::planned(&state.service.pool, today).await?;
    let room_l = vehicles.iter().map(|vehicle| i64::from(vehicle.capacity_l)).sum();
    let day = |date: NaiveDate| Day {
        date,
        planned_l: vehicles.iter().filter_map(|it| planned.get(&(it.vehicle_id, date))).sum(),
        room_l,
    };
    Ok(working_days(today).map(day).collect())
}

fn working_days(today: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let all = (0..).map_while(move |days| today.checked_add_days(Days::new(days)));
    // As for the civil service: what a municipality chose for its terms is not known here.
    let is_free = |day: &NaiveDate| {
        matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
            || is_holiday(*day, LiberationDay::EveryFiveYears)
    };
    all.filter(move |day| !is_free(day)).take(DAYS)
}

/// Whether the problem is that somebody else was first, which the page says.
fn is_changed(problem: &Problem) -> bool {
    problem.kind == planning::CHANGED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_out_in_the_weekend_or_at_christmas() {
        let days = |month, day| {
            let today = NaiveDate::from_ymd_opt(2026, month, day).unwrap();
            working_days(today).map(|day| day.day()).collect::<Vec<_>>()
        };
        assert_eq!(days(11, 27), [27, 30, 1, 2, 3, 4, 7, 8]);
        assert_eq!(days(12, 23), [23, 24, 28, 29, 30, 31, 4, 5]);
    }
}
