//! `/rondes/{id}`: one round, and what a planner does with it.

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
    response::{IntoResponse as _, Redirect, Response},
};
use chrono::NaiveDate;
use platform::{
    clock,
    problem::{Form, Path, Problem, Query},
    staff::Staff,
};
use serde::Deserialize;
use uuid::Uuid;
use web::dates::local_date;

use super::{super::Happened, Planner, days, frame, is_changed, path};
use crate::{
    AppState,
    pages::{RoundMap, RoundPage},
    rounds::{
        State as Stand, giving, places,
        planning::{self, Change, unknown},
        table,
        volume::{STOP_L_MAX, STOP_L_MIN},
    },
    store,
};

/// What could come along, on the page and on its map.
const BESIDE_MAX: usize = 8;

const NOTE_CHARS_MAX: usize = 500;

/// A planner at a round.
pub(super) struct Desk {
    state: AppState,
    staff: Staff,
    round_id: Uuid,
}

impl FromRequestParts<AppState> for Desk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let Planner(staff) = Planner::from_request_parts(parts, state).await?;
        let round_id = Path::from_request_parts(parts, state).await;
        let Path(round_id) = round_id.map_err(Problem::into_response)?;
        Ok(Self { state: state.clone(), staff, round_id })
    }
}

pub(super) async fn show(
    desk: Desk,
    Query(happened): Query<Happened>,
) -> Result<Response, Problem> {
    let notice = match happened.stap.as_deref() {
        Some("gegeven") => Some("De ronde staat bij de ploeg. De melders horen de dag."),
        Some("gesloten") => Some("De ronde is gesloten."),
        _ => None,
    };
    desk.draw(None, notice).await
}

/// The address of a button, opened again after signing in.
pub(super) async fn back(desk: Desk) -> Redirect {
    Redirect::to(&path(desk.round_id))
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

pub(super) async fn change(desk: Desk, Form(pressed): Form<Pressed>) -> Result<Response, Problem> {
    let now = clock::now();
    let seen = (desk.round_id, pressed.versie);
    match read(pressed, local_date(now)) {
        Ok(change) => {
            let streets = desk.state.streets.edition().await?;
            let at = (&desk.state.service.pool, &streets);
            let changed = planning::change(at, seen, change, &desk.staff.name, now).await;
            desk.answer(changed, &path(desk.round_id)).await
        }
        Err(why) => desk.draw(Some((StatusCode::BAD_REQUEST, why)), None).await,
    }
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

pub(super) async fn give(desk: Desk, Form(seen): Form<Seen>) -> Result<Response, Problem> {
    let round = (desk.round_id, seen.versie);
    let streets = desk.state.streets.edition().await?;
    let given = giving::give(&desk.state.service, &streets, round, &desk.staff).await;
    desk.answer(given, &format!("{}?stap=gegeven", path(desk.round_id))).await
}

pub(super) async fn discard(desk: Desk, Form(seen): Form<Seen>) -> Result<Response, Problem> {
    let gone = planning::discard(&desk.state.service.pool, desk.round_id, seen.versie).await;
    desk.answer(gone, "/rondes?stap=weg").await
}

#[derive(Debug, Deserialize)]
pub(super) struct OfStop {
    stop: Uuid,
}

pub(super) async fn release(desk: Desk, Form(of_stop): Form<OfStop>) -> Result<Response, Problem> {
    let stop = (desk.round_id, of_stop.stop);
    let released = giving::release(&desk.state.service, stop, &desk.staff).await;
    desk.answer(released, &path(desk.round_id)).await
}

pub(super) async fn close(desk: Desk) -> Result<Response, Problem> {
    let closed = giving::close(&desk.state.service, desk.round_id, &desk.staff).await;
    desk.answer(closed, &format!("{}?stap=gesloten", path(desk.round_id))).await
}

impl Desk {
    /// On to the next page; when somebody else was first, the round as it is now says so.
    async fn answer(&self, done: Result<(), Problem>, next: &str) -> Result<Response, Problem> {
        match done {
            Ok(()) => Ok(Redirect::to(next).into_response()),
            Err(problem) if is_changed(&problem) => {
                self.draw(Some((StatusCode::CONFLICT, &problem.detail)), None).await
            }
            Err(problem) => Err(problem),
        }
    }

    async fn draw(
        &self,
        refused: Option<(StatusCode, &str)>,
        notice: Option<&str>,
    ) -> Result<Response, Problem> {
        let Self { state, staff, round_id } = self;
        let now = clock::now();
        let pool = &state.service.pool;
        let round = store::round::find(pool, *round_id).await?.ok_or_else(unknown)?;
        let mut conn = pool.acquire().await?;
        let stops = store::round::stops(&mut conn, *round_id).await?;
        let areas = store::area::drawable(&mut conn).await?;
        drop(conn);
        let streets = state.streets.edition().await?;
        let is_draft = round.state == Stand::Draft;
        let (beside, ways) = if is_draft {
            planning::beside((pool, &streets), &round, &stops, BESIDE_MAX).await?
        } else {
            (Vec::new(), streets.ways(places([&round.vehicle], &stops)).await?)
        };
        let table = table(&round.vehicle, &stops, &ways);
        let days = days(state, std::slice::from_ref(&round.vehicle), now).await?;
        let status = refused.map_or(StatusCode::OK, |(status, _)| status);
        let page = RoundPage {
            page: frame(state, staff, path(*round_id), now),
            map: RoundMap::of(&areas, &round, &stops, &beside, &table),
            deeds: store::round::history(pool, *round_id).await?,
            round,
            stops,
            table,
            days,
            beside,
            is_over_streets: ways.is_over_streets(),
            refused: refused.map(|(_, why)| why.to_owned()),
            notice: notice.map(str::to_owned),
        };
        web::draw::drawn(status, &page)
    }
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
