//! `/cijfers`: the page of the manager, its part that refreshes itself, and its hints.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{Html, IntoResponse},
    routing::get,
};
use platform::{
    clock,
    problem::Problem,
    staff::{OnPage, Role, Staff},
};
use web::{Page, Signed};

use crate::{
    AppState, hints,
    pages::{LateRow, NowPage, Stand, StandPart},
    store::{self, LateIssue},
    tally::{TRIAGE, Tally, UNKNOWN_AREA, day_start},
};

/// Who sees the figures; an admin sees everything.
const READERS: [Role; 2] = [Role::Manager, Role::Dispatcher];

/// Issues in the list of what is late; the figures count them all.
const LATE_ROWS_MAX: i64 = 20;

pub(crate) fn router() -> Router<AppState> {
    Router::new()
        .route("/cijfers", get(now_page))
        .route("/cijfers/stand", get(stand_part))
        .route("/cijfers/live", get(live))
}

async fn now_page(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
) -> Result<Html<String>, Problem> {
    let (page, stand) = counted(&state, staff).await?;
    drawn(&NowPage { page, stand })
}

async fn stand_part(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
) -> Result<Html<String>, Problem> {
    let (page, stand) = counted(&state, staff).await?;
    drawn(&StandPart { page, stand })
}

/// A browser does not follow a stream to the sign-in page, so signed out is 401 here.
async fn live(State(state): State<AppState>, staff: Staff) -> Result<impl IntoResponse, Problem> {
    staff.require(&READERS)?;
    Ok(state.service.live.stream(|topic| topic == hints::TOPIC))
}

fn drawn(template: &impl Template) -> Result<Html<String>, Problem> {
    Ok(Html(template.render().map_err(anyhow::Error::from)?))
}

/// The frame and the figures, all of one moment.
async fn counted(state: &AppState, staff: Staff) -> Result<(Page, Stand), Problem> {
    staff.require(&READERS)?;
    let now = clock::now();
    let mut tx = store::snapshot(&state.service.pool).await?;
    let groups = store::open_groups(&mut tx, now).await?;
    let names = store::names(&mut tx).await?;
    let reports_today = store::reports_since(&mut tx, day_start(now)).await?;
    let late = store::longest_late(&mut tx, now, LATE_ROWS_MAX).await?;
    tx.commit().await?;

    let opens_issues = Role::Dispatcher == staff.role || Role::Admin == staff.role;
    let late = late.into_iter().map(|issue| late_row(issue, opens_issues)).collect();
    let stand = Stand::new(now, &Tally::of(&names, &groups), reports_today, late);
    let signed = Signed::from(&staff);
    Ok((Page::desktop(&state.assets, "/cijfers", now, Some(signed)), stand))
}

/// `opens_issues`: whether the reader may open the issue in the dispatcher's inbox.
fn late_row(issue: LateIssue, opens_issues: bool) -> LateRow {
    let or = |text: String, empty: &str| if text.is_empty() { empty.to_owned() } else { text };
    LateRow {
        number: issue.report_numbers.into_iter().next().unwrap_or_default(),
        link: opens_issues.then(|| format!("/meldkamer/{}", issue.issue_id)),
        category: issue.category_name,
        area: or(issue.area_name, UNKNOWN_AREA),
        team: or(issue.team_name, TRIAGE),
        place: issue.location_text,
        due_at: issue.due_at,
    }
}
