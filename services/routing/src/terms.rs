//! `/meldkamer/termijnen`: terms, opening hours and closed days. A change is tried on all open
//! issues before it counts.

pub mod proposal;
pub mod trial;

use std::collections::BTreeMap;

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use chrono::{DateTime, NaiveDate, Utc};
use platform::{
    clock,
    problem::{self, Problem},
    staff::{OnPage, Role, Staff},
};
use sqlx::PgConnection;
use web::form::{Fields, Mistake};
use web::{Page, Signed};

use self::{proposal::Proposal, trial::Outcome};
use crate::{
    AppState,
    pages::{TermsNotice, TermsPage, drawn},
    store::{clock as clocks, service_level as kept},
};

const ROLES: [Role; 2] = [Role::Dispatcher, Role::Admin];

/// Open issues that a trial looks at: what is due first. The page says when there are more.
const TRIED_MAX: i64 = 50_000;

/// Changes that the page tells about.
const CHANGES_MAX: i64 = 12;

/// What counts now.
pub(crate) struct Now {
    terms: Vec<kept::Term>,
    kept: kept::Kept,
    closed: BTreeMap<NaiveDate, String>,
}

impl Now {
    async fn read(conn: &mut PgConnection) -> sqlx::Result<Self> {
        Ok(Self {
            terms: kept::terms(conn).await?,
            kept: kept::kept(conn).await?,
            closed: kept::closed_days(conn).await?.into_iter().collect(),
        })
    }

    fn differences(&self, proposal: &Proposal) -> Vec<String> {
        proposal.differences(&self.terms, &self.kept.calendar, &self.closed)
    }

    /// The form as it stands.
    fn fields(&self) -> Fields {
        let mut fields = BTreeMap::new();
        for term in &self.terms {
            let key = &term.category_key;
            fields.insert(format!("termijn-{key}"), term.level.amount.to_string());
            fields.insert(format!("eenheid-{key}"), term.level.unit.as_str().to_owned());
        }
        for (day, hours) in (1..).zip(self.kept.calendar.week()) {
            let Some(hours) = hours else { continue };
            fields.insert(format!("open-{day}"), hours.opens.format("%H:%M").to_string());
            fields.insert(format!("dicht-{day}"), hours.closes.format("%H:%M").to_string());
        }
        let day = self.kept.calendar.liberation_day().as_str().to_owned();
        fields.insert("bevrijdingsdag".to_owned(), day);
        let closed = self.closed.iter().map(|(day, name)| format!("{day} {name}"));
        fields.insert("gesloten".to_owned(), closed.collect::<Vec<_>>().join("\n"));
        fields.insert("versie".to_owned(), self.kept.version.to_string());
        fields
    }
}

pub async fn get(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let mut conn = state.service.pool.acquire().await?;
    let now = Now::read(&mut conn).await?;
    let fields = now.fields();
    draw(&state, &mut conn, StatusCode::OK, About::new(&staff, &now, fields)).await
}

/// What the page is about.
struct About<'a> {
    staff: &'a Staff,
    now: &'a Now,
    fields: Fields,
    mistakes: Vec<Mistake>,
    trial: Option<(Vec<String>, Outcome)>,
    notice: Option<TermsNotice>,
}

impl<'a> About<'a> {
    fn new(staff: &'a Staff, now: &'a Now, fields: Fields) -> Self {
        Self { staff, now, fields, mistakes: Vec::new(), trial: None, notice: None }
    }
}

/// Tries what the form proposes, or makes it count when its button says so.
pub async fn post(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Form(fields): problem::Form<Fields>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let wants_it = fields.get("doe").is_some_and(|what| what == "geldt");
    let version = fields.get("versie").and_then(|text| text.parse().ok()).unwrap_or(0_i64);
    let mut tx = state.service.pool.begin().await?;
    if wants_it {
        kept::lock(&mut tx).await?;
    }
    let now = Now::read(&mut tx).await?;
    let about = About::new(&staff, &now, fields);
    let proposal = match Proposal::parse(&about.fields, &now.terms) {
        Ok(proposal) => proposal,
        Err(mistakes) => {
            let about = About { mistakes, ..about };
            return draw(&state, &mut tx, StatusCode::UNPROCESSABLE_ENTITY, about).await;
        }
    };
    let differences = now.differences(&proposal);
    if version != now.kept.version {
        let about = About { notice: Some(TermsNotice::Conflict), fields: now.fields(), ..about };
        return draw(&state, &mut tx, StatusCode::CONFLICT, about).await;
    }
    if differences.is_empty() {
        let about = About { notice: Some(TermsNotice::Same), ..about };
        return draw(&state, &mut tx, StatusCode::OK, about).await;
    }
    if !wants_it {
        let open = clocks::open(&mut tx, clock::now(), TRIED_MAX).await?;
        let outcome = trial::run(&proposal, open, clock::now());
        let about = About { trial: Some((differences, outcome)), ..about };
        return draw(&state, &mut tx, StatusCode::OK, about).await;
    }
    let Proposal { terms, calendar, closed } = &proposal;
    let version = kept::save(&mut tx, terms, calendar, closed).await?;
    let summary = differences.join("; ");
    kept::note_change(&mut tx, version, &staff.name, &summary, clock::now()).await?;
    tx.commit().await?;
    // The open issues follow in the background, a number at a time.
    state.clock_woken.notify_one();
    Ok(Redirect::to("/meldkamer/termijnen").into_response())
}

async fn draw(
    state: &AppState,
    conn: &mut PgConnection,
    status: StatusCode,
    about: About<'_>,
) -> Result<Response, Problem> {
    let now: DateTime<Utc> = clock::now();
    let page = TermsPage {
        page: Page::desktop(
            &state.assets,
            "/meldkamer/termijnen",
            now,
            Some(Signed::from(about.staff)),
        ),
        terms: about.now.terms.clone(),
        outdated: clocks::count_outdated(conn, about.now.kept.version).await?,
        changes: kept::changes(conn, CHANGES_MAX).await?,
        fields: about.fields,
        mistakes: about.mistakes,
        trial: about.trial,
        notice: about.notice,
    };
    drawn(status, &page)
}
