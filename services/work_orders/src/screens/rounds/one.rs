//! `/rondes/{id}`: one round, and what a planner does with it.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use chrono::NaiveDate;
use platform::{
    clock,
    problem::{Form, Path, Problem, Query},
    staff::{OnPage, Staff},
};
use serde::Deserialize;
use uuid::Uuid;
use web::dates::local_date;

use super::{days, frame, is_changed, path, require_planner};
use crate::{
    AppState,
    pages::{RoundMap, RoundPage},
    rounds::{
        State as Stand, giving,
        planning::{self, Beside, Change, unknown},
        table,
        volume::{STOP_L_MAX, STOP_L_MIN},
    },
    store,
};

/// What could come along, on the page and on its map.
const BESIDE_MAX: usize = 8;

const NOTE_CHARS_MAX: usize = 500;

#[derive(Debug, Deserialize)]
pub(super) struct Happened {
    /// `gegeven` or `gesloten`.
    stap: Option<String>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(round_id): Path<Uuid>,
    Query(happened): Query<Happened>,
) -> Result<Response, Problem> {
    require_planner(&staff)?;
    let notice = match happened.stap.as_deref() {
        Some("gegeven") => Some("De ronde staat bij de ploeg. De melders horen de dag."),
        Some("gesloten") => Some("De ronde is gesloten."),
        _ => None,
    };
    draw(&state, &staff, round_id, None, notice).await
}

/// The address of a button, opened again after signing in.
pub(super) async fn back(
    OnPage(staff): OnPage,
    Path(round_id): Path<Uuid>,
) -> Result<Redirect, Problem> {
    require_planner(&staff)?;
    Ok(Redirect::to(&path(round_id)))
}

/// What a button of the draft sends.
#[derive(Debug, Deserialize)]
pub(super) struct Pressed {
    /// The version of the round that they saw.
    versie: i64,
    /// `eerder`, `eruit`, `mee`, `m3`, `kortst`, `dag` or `opmerking`.
    doe: String,
    stop: Option<Uuid>,
    m3: Option<String>,
    dag: Option<NaiveDate>,
    opmerking: Option<String>,
}

pub(super) async fn change(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(round_id): Path<Uuid>,
    Form(pressed): Form<Pressed>,
) -> Result<Response, Problem> {
    require_planner(&staff)?;
    let now = clock::now();
    let wanted = (round_id, pressed.versie);
    let changed = match read(pressed, local_date(now)) {
        Ok(change) => planning::change(&state.service.pool, wanted, change, &staff.name, now).await,
        Err(why) => return refuse(&state, &staff, round_id, StatusCode::BAD_REQUEST, why).await,
    };
    answer(&state, &staff, round_id, changed, &path(round_id)).await
}

/// What they want, or why that cannot be.
fn read(pressed: Pressed, today: NaiveDate) -> Result<Change, &'static str> {
    let stop = || pressed.stop.ok_or("Kies een stop.");
    match pressed.doe.as_str() {
        "eerder" => Ok(Change::Earlier(stop()?)),
        "eruit" => Ok(Change::TakeOut(stop()?)),
        "mee" => Ok(Change::PutIn(stop()?)),
        "m3" => {
            let litres = pressed.m3.as_deref().and_then(litres);
            let litres = litres.filter(|litres| (STOP_L_MIN..=STOP_L_MAX).contains(litres));
            let litres = litres.ok_or("Vul in hoeveel m³ er ligt: een getal van 0,1 tot 30.")?;
            Ok(Change::Volume(stop()?, litres))
        }
        "kortst" => Ok(Change::Shortest),
        "dag" => {
            let day = pressed.dag.filter(|day| *day >= today);
            day.map(Change::Day).ok_or("Kies vandaag of een dag die nog komt.")
        }
        "opmerking" => {
            let note = pressed.opmerking.unwrap_or_default().trim().replace('\0', "");
            if note.chars().count() > NOTE_CHARS_MAX {
                return Err("De opmerking is te lang: hoogstens 500 tekens.");
            }
            Ok(Change::Note(note))
        }
        _ => Err("Deze knop kennen we niet. Laad de pagina opnieuw."),
    }
}

/// Cubic metres as people write them, with a comma or a point, in litres.
pub(super) fn litres(text: &str) -> Option<u32> {
    let metres: f64 = text.trim().replace(',', ".").parse().ok()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is in range")]
    (0.0..=1_000.0).contains(&metres).then(|| (metres * 1_000.0).round() as u32)
}

/// A button that needs nothing but the version that they saw.
#[derive(Debug, Deserialize)]
pub(super) struct Seen {
    versie: i64,
}

pub(super) async fn give(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(round_id): Path<Uuid>,
    Form(seen): Form<Seen>,
) -> Result<Response, Problem> {
    require_planner(&staff)?;
    let given = giving::give(&state.service, (round_id, seen.versie), &staff).await;
    let next = format!("{}?stap=gegeven", path(round_id));
    answer(&state, &staff, round_id, given, &next).await
}

pub(super) async fn discard(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(round_id): Path<Uuid>,
    Form(seen): Form<Seen>,
) -> Result<Response, Problem> {
    require_planner(&staff)?;
    let gone = planning::discard(&state.service.pool, round_id, seen.versie).await;
    answer(&state, &staff, round_id, gone, "/rondes?stap=weg").await
}

#[derive(Debug, Deserialize)]
pub(super) struct OfStop {
    stop: Uuid,
}

pub(super) async fn release(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(round_id): Path<Uuid>,
    Form(of_stop): Form<OfStop>,
) -> Result<Response, Problem> {
    require_planner(&staff)?;
    let released = giving::release(&state.service, (round_id, of_stop.stop), &staff).await;
    answer(&state, &staff, round_id, released, &path(round_id)).await
}

pub(super) async fn close(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(round_id): Path<Uuid>,
) -> Result<Response, Problem> {
    require_planner(&staff)?;
    let closed = giving::close(&state.service, round_id, &staff).await;
    let next = format!("{}?stap=gesloten", path(round_id));
    answer(&state, &staff, round_id, closed, &next).await
}

/// On to the next page; when somebody else was first, the round as it is now says so.
async fn answer(
    state: &AppState,
    staff: &Staff,
    round_id: Uuid,
    done: Result<(), Problem>,
    next: &str,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(Redirect::to(next).into_response()),
        Err(problem) if is_changed(&problem) => {
            refuse(state, staff, round_id, StatusCode::CONFLICT, &problem.detail).await
        }
        Err(problem) => Err(problem),
    }
}

async fn refuse(
    state: &AppState,
    staff: &Staff,
    round_id: Uuid,
    status: StatusCode,
    why: &str,
) -> Result<Response, Problem> {
    draw(state, staff, round_id, Some((status, why)), None).await
}

async fn draw(
    state: &AppState,
    staff: &Staff,
    round_id: Uuid,
    refused: Option<(StatusCode, &str)>,
    notice: Option<&str>,
) -> Result<Response, Problem> {
    let now = clock::now();
    let pool = &state.service.pool;
    let round = store::round::find(pool, round_id).await?.ok_or_else(unknown)?;
    let mut conn = pool.acquire().await?;
    let stops = store::round::stops(&mut conn, round_id).await?;
    let areas = store::area::drawable(&mut conn).await?;
    drop(conn);
    let is_draft = round.state == Stand::Draft;
    let beside: Vec<Beside> = if is_draft {
        planning::beside(pool, &round, &stops, BESIDE_MAX).await?
    } else {
        Vec::new()
    };
    let table = table(&round.vehicle, &stops);
    let days = days(state, std::slice::from_ref(&round.vehicle), now).await?;
    let status = refused.map_or(StatusCode::OK, |(status, _)| status);
    let page = RoundPage {
        page: frame(state, staff, path(round_id), now),
        map: RoundMap::of(&areas, &round, &stops, &beside, &table),
        deeds: store::round::history(pool, round_id).await?,
        round,
        stops,
        table,
        days,
        beside,
        refused: refused.map(|(_, why)| why.to_owned()),
        notice: notice.map(str::to_owned),
    };
    web::draw::drawn(status, &page)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(doe: &str) -> Pressed {
        Pressed { versie: 1, doe: doe.to_owned(), stop: None, m3: None, dag: None, opmerking: None }
    }

    #[test]
    fn cubic_metres_are_read_with_a_comma_or_a_point() {
        let read = ["1,2", " 0.7 ", "12", "0,04", "-1", "veel", "", "1e9", "NaN"].map(litres);
        assert_eq!(
            read,
            [Some(1_200), Some(700), Some(12_000), Some(40), None, None, None, None, None]
        );
    }

    #[test]
    fn what_makes_no_sense_is_refused_in_words() {
        let today = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        let id = Some(Uuid::from_u128(1));
        assert!(read(pressed("eerder"), today).is_err());
        assert!(read(pressed("ontplof"), today).is_err());
        let much = Pressed { stop: id, m3: Some("31".to_owned()), ..pressed("m3") };
        assert!(read(much, today).is_err());
        let past = Pressed { dag: today.pred_opt(), ..pressed("dag") };
        assert!(read(past, today).is_err());
        let long = Pressed { opmerking: Some("é".repeat(501)), ..pressed("opmerking") };
        assert!(read(long, today).is_err());
        let some = Pressed { stop: id, m3: Some("0,5".to_owned()), ..pressed("m3") };
        assert_eq!(read(some, today), Ok(Change::Volume(Uuid::from_u128(1), 500)));
        let now = Pressed { dag: Some(today), ..pressed("dag") };
        assert_eq!(read(now, today), Ok(Change::Day(today)));
    }
}
