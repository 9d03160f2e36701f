//! `/werk`: what the teams of this person have to do, the next stop first.

use axum::{
    extract::State,
    response::{Html, IntoResponse, Redirect},
};
use chrono::{DateTime, Utc};
use platform::{
    clock,
    problem::{Path, Problem, Query},
    staff::{OnPage, Role, Staff},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{drawn, frame, require_viewer, rounds::crew::cards};
use crate::{
    AppState, act,
    driving::{Driving, Turn},
    enforcement::taking,
    live::concerns,
    order::WorkOrder,
    pages::{List, ListPage, ListPart, Photo, Stop, TeamFilter},
    progress::Status,
    rounds,
    store::{
        self,
        list::{Of, TeamLoad},
    },
};

/// Stops on the page; the rest shows when these are done.
const STOPS_MAX: i64 = 200;

/// Characters of the resident's words on one line.
const SUMMARY_CHARS_MAX: usize = 80;

/// Characters of a report's number, with some to spare.
const NUMBER_CHARS_MAX: usize = 16;

#[derive(Debug, Deserialize)]
pub(super) struct Chosen {
    team: Option<String>,
    /// The order that was just closed.
    af: Option<Uuid>,
    /// The number of the report that was just made here.
    nieuw: Option<String>,
    /// There when something new was just taken along.
    mee: Option<String>,
}

/// Whose stops a page shows.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Scope {
    /// The teams of this person; `None` is all teams.
    pub own: Option<Vec<String>>,
    /// The one that was chosen of those.
    pub team: Option<String>,
}

pub(super) async fn list(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    driving: Driving,
    Query(chosen): Query<Chosen>,
) -> Result<Html<String>, Problem> {
    let now = clock::now();
    let new = chosen.nieuw.clone().filter(|number| is_number(number));
    let notice = match chosen.af {
        Some(closed) => {
            state.reach.require(&staff, &[closed]).await?;
            store::find(&state.service.pool, closed).await?.as_ref().and_then(closed_words)
        }
        None if chosen.mee.is_some() => Some("Meegenomen. Mooi werk.".to_owned()),
        None => new
            .as_ref()
            .map(|number| format!("Gemeld als {number}. Het komt vanzelf bij het goede team.")),
    };
    let evidence = new.filter(|_| taking::require_boa(&staff).is_ok());
    let evidence = evidence.map(|number| format!("/werk/bij/{number}"));
    let may_report = act::require_worker(&staff).is_ok();
    let list = read(&state, &staff, chosen, &driving).await?;
    let page = frame(&state, &staff, "/werk".to_owned(), now);
    drawn(&ListPage { page, list, notice, evidence, may_report })
}

/// The address can be written by hand: only what looks like a number is said.
fn is_number(text: &str) -> bool {
    text.len() <= NUMBER_CHARS_MAX
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
}

/// `/werk/bij/{number}`: to the order about a report; a boa goes on with its evidence.
pub(super) async fn of_report(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Path(number): Path<String>,
) -> Result<Redirect, Problem> {
    require_viewer(&staff)?;
    let found = if is_number(&number) {
        store::of_report(&state.service.pool, &number).await?
    } else {
        None
    };
    let order = found.ok_or_else(|| {
        let detail = "Van deze melding is er nog geen opdracht. Probeer het zo nog een keer.";
        Problem::not_found(detail)
    })?;
    state.reach.require(&staff, &[order.work_order_id]).await?;
    let next = if taking::require_boa(&staff).is_ok() { "/bewijs" } else { "" };
    Ok(Redirect::to(&format!("/werk/{}{next}", order.work_order_id)))
}

/// From how the order is: the address can be opened by hand.
pub(super) fn closed_words(order: &WorkOrder) -> Option<String> {
    match order.status() {
        Status::Done => Some(format!("{} is klaar. De melder krijgt bericht.", order.place())),
        Status::Refused => Some(format!("{} is doorgegeven: het lukt niet.", order.place())),
        _ => None,
    }
}

/// The part of the page that changes.
pub(super) async fn part(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    driving: Driving,
    Query(chosen): Query<Chosen>,
) -> Result<Html<String>, Problem> {
    let now = clock::now();
    let list = read(&state, &staff, chosen, &driving).await?;
    drawn(&ListPart { page: frame(&state, &staff, "/werk".to_owned(), now), list })
}

/// Says when that part is worth fetching again.
pub(super) async fn live(
    State(state): State<AppState>,
    staff: Staff,
    Query(chosen): Query<Chosen>,
) -> Result<impl IntoResponse, Problem> {
    require_viewer(&staff)?;
    let teams = Scope::of(&staff, chosen.team).shown();
    Ok(state.service.live.stream(move |topic| concerns(topic, teams.as_deref())))
}

async fn read(
    state: &AppState,
    staff: &Staff,
    chosen: Chosen,
    driving: &Driving,
) -> Result<List, Problem> {
    require_viewer(staff)?;
    let now = clock::now();
    let (pool, scope) = (&state.service.pool, Scope::of(staff, chosen.team));
    let (shown, areas) = (scope.shown(), staff.reach());
    let own = Of { teams: scope.own.as_deref(), areas };
    let loads = store::list::loads(pool, own, now).await?;
    let mut stops =
        store::list::stops(pool, Of { teams: shown.as_deref(), areas }, STOPS_MAX).await?;
    driving.sort(&mut stops, now);
    let rounds = cards(state, staff, shown.as_deref(), now).await?;
    let streets = state.streets.edition().await?.version();
    Ok(List { streets, rounds, ..put_together(&scope, loads, (stops, driving), now) })
}

/// Where the team goes after this order: on with its round, or else down the list.
pub(super) async fn next_stop(
    state: &AppState,
    staff: &Staff,
    order: &WorkOrder,
    driving: &Driving,
) -> Result<Option<WorkOrder>, Problem> {
    let pool = &state.service.pool;
    let stops = if let Some(round_id) = order.round_id {
        let stops = store::round::stops(&mut *pool.acquire().await?, round_id).await?;
        stops.into_iter().filter(rounds::Stop::is_open).map(|stop| stop.order).collect()
    } else {
        let teams = [order.team_key.clone()];
        let of = Of { teams: Some(&teams), areas: staff.reach() };
        let mut stops = store::list::stops(pool, of, STOPS_MAX).await?;
        driving.sort(&mut stops, clock::now());
        stops
    };
    Ok(stops.into_iter().find(|stop| stop.work_order_id != order.work_order_id))
}

/// The list as the page shows it.
pub(super) fn put_together(
    scope: &Scope,
    mut loads: Vec<TeamLoad>,
    (stops, driving): (Vec<WorkOrder>, &Driving),
    now: DateTime<Utc>,
) -> List {
    for key in scope.own.iter().flatten() {
        if !loads.iter().any(|load| load.key == *key) {
            let name = name_of(key);
            loads.push(TeamLoad { key: key.clone(), name, left: 0, late: 0, done_today: 0 });
        }
    }
    let is_shown = |load: &&TeamLoad| scope.team.as_ref().is_none_or(|team| *team == load.key);
    let sum = |count: fn(&TeamLoad) -> i64| -> usize {
        loads.iter().filter(is_shown).map(|load| to_count(count(load))).sum()
    };
    let (left, late) = (sum(|load| load.left), sum(|load| load.late));
    let done_today = sum(|load| load.done_today);
    let mut teams = Vec::new();
    if loads.len() > 1 {
        let left = loads.iter().map(|load| to_count(load.left)).sum();
        let current = scope.team.is_none();
        teams.push(TeamFilter { key: String::new(), name: "Alle".to_owned(), left, current });
    }
    teams.extend(loads.into_iter().map(|load| TeamFilter {
        current: scope.team.as_ref() == Some(&load.key),
        left: to_count(load.left),
        key: load.key,
        name: load.name,
    }));
    let numbered = (done_today + 1..).zip(stops);
    let stops = numbered.map(|(number, order)| stop(number, order, driving, now)).collect();
    List { teams, stops, left, late, done_today, streets: 0, rounds: Vec::new() }
}

impl Scope {
    /// Crews and boas see their own teams, the others all. A team that is not
    /// among them counts as none chosen.
    pub(super) fn of(staff: &Staff, team: Option<String>) -> Self {
        let is_worker = matches!(staff.role, Role::Crew | Role::Boa);
        let own = is_worker.then(|| staff.teams.clone());
        let is_own = |team: &String| own.as_ref().is_none_or(|own| own.contains(team));
        let team = team.filter(|team| !team.is_empty() && !team.contains('\0')).filter(is_own);
        Self { own, team }
    }

    /// The teams whose stops show; `None` is all.
    fn shown(&self) -> Option<Vec<String>> {
        self.team.clone().map(|team| vec![team]).or_else(|| self.own.clone())
    }
}

/// What to call a team that never got work: its key, written as a name.
fn name_of(key: &str) -> String {
    let words = key.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn to_count(count: i64) -> usize {
    usize::try_from(count).unwrap_or(0)
}

/// The first words, on one line.
pub(crate) fn summary(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SUMMARY_CHARS_MAX {
        return line;
    }
    let start: String = line.chars().take(SUMMARY_CHARS_MAX - 1).collect();
    format!("{}…", start.trim_end())
}

/// Differs when the page of the order does, as far as a phone needs to fetch it again.
pub(super) fn fingerprint(order: &WorkOrder) -> String {
    let counts = [order.report_numbers.len(), order.photo_ids.len()];
    let terms = [Some(order.due_at), order.waits_until].map(|at| at.map_or(0, |at| at.timestamp()));
    format!("{}.{counts:?}.{terms:?}.{}", order.version, order.is_urgent)
        .replace([' ', '[', ']'], "")
}

pub(super) fn stop(number: usize, order: WorkOrder, driving: &Driving, now: DateTime<Utc>) -> Stop {
    let turn = driving.turn(&order, now);
    Stop {
        number,
        turn: turn.number(),
        is_chosen: turn == Turn::Chosen,
        kept: fingerprint(&order),
        work_order_id: order.work_order_id.to_string(),
        place: order.place().to_owned(),
        summary: summary(&order.description),
        status: order.status().as_str().to_owned(),
        reporters: order.report_numbers.len(),
        photo: order.photo_ids.first().map(Photo::from),
        category: order.category,
        team: order.team_name,
        due_at: order.due_at,
        is_urgent: order.is_urgent,
        waits: order.waits_until.is_some(),
        latitude: order.latitude,
        longitude: order.longitude,
    }
}
