//! `/meldkamer/regels`: which team takes what. Other rules are tried on the reports of the last 90
//! days before they count.

pub mod draft;
pub mod trial;

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use chrono::{DateTime, TimeDelta, Utc};
use platform::{
    clock,
    problem::{self, Problem, Query},
    staff::{OnPage, Role, Staff},
};
use serde::Deserialize;
use sqlx::PgConnection;
use uuid::Uuid;
use web::form::{Fields, Mistake};
use web::{Page, Signed};

use self::{
    draft::{Draft, Step},
    trial::{Outcome, Surroundings, Trial},
};
use crate::{
    AppState,
    pages::{RulesNotice, RulesPage, drawn},
    rules::{Book, Rule, condition::Known},
    store::{
        areas,
        catalogue::{self, Team},
        rules::{self as kept, RuleSet},
        service_level,
    },
};

const HERE: &str = "/meldkamer/regels";

const ROLES: [Role; 2] = [Role::Dispatcher, Role::Admin];

/// How far back a trial looks.
const TRIED: TimeDelta = TimeDelta::days(90);

/// Reports that are read at a time.
const BATCH: i64 = 5_000;

/// Batches of a trial: half a million reports. The page says how many were tried.
const BATCHES_MAX: usize = 100;

/// Sets of rules that the page names.
const MADE_MAX: i64 = 12;

#[derive(Deserialize)]
pub struct Asked {
    /// The set to begin from, instead of the one that counts.
    versie: Option<i64>,
}

/// What counts now, and what rules can name.
struct Now {
    set: RuleSet,
    known: Known,
    teams: Vec<Team>,
}

impl Now {
    async fn read(conn: &mut PgConnection) -> sqlx::Result<Self> {
        Ok(Self {
            set: kept::current(conn).await?,
            known: kept::known(conn).await?,
            teams: catalogue::teams(conn).await?,
        })
    }
}

/// What the page is about.
struct About {
    status: StatusCode,
    draft: Draft,
    mistakes: Vec<Mistake>,
    trial: Option<Tried>,
    notice: Option<RulesNotice>,
}

impl About {
    fn new(draft: Draft) -> Self {
        let (status, mistakes) = (StatusCode::OK, Vec::new());
        Self { status, draft, mistakes, trial: None, notice: None }
    }
}

/// Rules that were tried.
#[derive(Debug)]
pub struct Tried {
    /// Of exactly these rules.
    pub mark: String,
    /// From those that count, in words.
    pub differences: Vec<String>,
    pub outcome: Outcome,
}

pub async fn get(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let mut conn = state.service.pool.acquire().await?;
    let now = Now::read(&mut conn).await?;
    let older = asked.versie.filter(|version| *version != now.set.version);
    let about = match older {
        None => About::new(Draft::of(&now.set.rules)),
        Some(version) => {
            let rules = kept::of(&mut conn, version).await?;
            let notice = Some(RulesNotice::Older(version));
            About { notice, ..About::new(Draft::of(&rules)) }
        }
    };
    draw(&state, &mut conn, &staff, now, about).await
}

/// Changes the form by one step, tries its rules, or makes them count.
pub async fn post(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Form(fields): problem::Form<Fields>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let step = Step::parse(fields.get("doe").map_or("", String::as_str));
    let draft = Draft::read(&fields).after(step);
    let mut tx = state.service.pool.begin().await?;
    if step == Step::Count {
        kept::lock(&mut tx).await?;
    }
    let now = Now::read(&mut tx).await?;
    if !matches!(step, Step::Try | Step::Count) {
        return draw(&state, &mut tx, &staff, now, About::new(draft)).await;
    }
    let version = fields.get("versie").and_then(|text| text.parse::<i64>().ok());
    let about = if version == Some(now.set.version) {
        About::new(draft)
    } else {
        let (status, notice) = (StatusCode::CONFLICT, Some(RulesNotice::Conflict));
        About { status, notice, ..About::new(Draft::of(&now.set.rules)) }
    };
    if about.status == StatusCode::CONFLICT {
        return draw(&state, &mut tx, &staff, now, about).await;
    }
    let rules = match about.draft.parse(&now.known, &now.teams) {
        Ok(rules) => rules,
        Err(mistakes) => {
            let about = About { status: StatusCode::UNPROCESSABLE_ENTITY, mistakes, ..about };
            return draw(&state, &mut tx, &staff, now, about).await;
        }
    };
    let differences = draft::differences(&now.set.rules, &rules);
    if differences.is_empty() {
        let about = About { notice: Some(RulesNotice::Same), ..about };
        return draw(&state, &mut tx, &staff, now, about).await;
    }
    let mark = draft::mark(&rules);
    let was_tried = fields.get("beproefd") == Some(&mark);
    if step == Step::Count && was_tried {
        let set = RuleSet { version: now.set.version + 1, rules };
        kept::add(&mut tx, &set, &staff.name, &differences.join("; "), clock::now()).await?;
        tx.commit().await?;
        return Ok(Redirect::to(HERE).into_response());
    }
    // What was never tried does not count.
    let notice = (step == Step::Count).then_some(RulesNotice::TryFirst);
    let outcome = try_on(&mut tx, &now, rules, clock::now()).await?;
    let trial = Some(Tried { mark, differences, outcome });
    draw(&state, &mut tx, &staff, now, About { trial, notice, ..about }).await
}

/// Tries the rules on the reports of the last 90 days, some at a time.
async fn try_on(
    conn: &mut PgConnection,
    now: &Now,
    rules: Vec<Rule>,
    at: DateTime<Utc>,
) -> Result<Outcome, Problem> {
    let unanswered = now.known.questions.iter().map(|key| (key.clone(), String::new()));
    let surroundings = Surroundings {
        categories: now.known.categories.clone(),
        districts: kept::districts(conn).await?,
        unanswered: unanswered.collect(),
        calendar: service_level::kept(conn).await?.calendar,
    };
    let old = Book::new(now.set.rules.clone());
    let mut trial = Trial::new(surroundings, old, Book::new(rules));
    let mut after = (at - TRIED, Uuid::nil());
    for _ in 0..BATCHES_MAX {
        let sent = kept::sent(conn, after, BATCH).await?;
        let Some(last) = sent.last() else { break };
        after = (last.submitted_at, last.report_id);
        // Thousands of reports at once would hold up what else this thread does.
        let tried = tokio::task::spawn_blocking(move || trial.on(&sent));
        trial = tried.await.map_err(|error| Problem::internal(&error.into()))?;
    }
    Ok(trial.done())
}

async fn draw(
    state: &AppState,
    conn: &mut PgConnection,
    staff: &Staff,
    now: Now,
    about: About,
) -> Result<Response, Problem> {
    let page = RulesPage {
        page: Page::desktop(&state.assets, HERE, clock::now(), Some(Signed::from(staff))),
        version: now.set.version,
        teams: now.teams,
        questions: now.known.questions.into_iter().collect(),
        categories: catalogue::names(conn).await?,
        areas: areas::names(conn).await?,
        made: kept::made(conn, MADE_MAX).await?,
        failing: kept::failing(conn, now.set.version).await?,
        entries: about.draft.0,
        mistakes: about.mistakes,
        trial: about.trial,
        notice: about.notice,
    };
    drawn(about.status, &page)
}
