//! `/beheer/inrichting/spullen`: who owns what on the street, and a file with the whole register, which
//! is looked at before it counts.

use anyhow::Context as _;
use axum::{
    Router,
    extract::{
        DefaultBodyLimit, Multipart, Query, State, multipart::MultipartRejection,
        rejection::QueryRejection,
    },
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
    routing::get,
};
use chrono::{DateTime, TimeDelta, Utc};
use platform::{
    clock,
    import_file::{Refused, steps::Steps, upload},
    problem::{self, Problem},
    staff::{OnPage, Staff},
};
use serde::Deserialize;
use sqlx::PgConnection;
use web::{Page, SetupNotice, Signed, drawn};

use crate::{
    AppState,
    pages::things::ThingsPage,
    register::assets,
    store::{asset, register},
};

const PATH: &str = "/beheer/inrichting/spullen";

/// How long a file waits for somebody who looks at it.
const PROPOSAL_LIFE: TimeDelta = TimeDelta::hours(12);

/// Owners and changes that the page tells.
const OWNERS_MAX: i64 = 500;
const CHANGES_MAX: i64 = 12;

/// Characters of a name, as in a file.
const NAME_MAX: usize = 120;

pub(crate) fn routes() -> Router<AppState> {
    let file = DefaultBodyLimit::max(upload::FORM_BYTES_MAX);
    Router::new()
        .route("/beheer/inrichting/spullen", get(show).post(rename))
        .route("/beheer/inrichting/spullen/bestand", get(back).post(propose).layer(file))
        .route("/beheer/inrichting/spullen/geldt", get(back).post(apply))
        .route("/beheer/inrichting/spullen/toch-niet", get(back).post(withdraw))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// The owner that is open in the form.
    eigenaar: Option<String>,
    /// The file that waits is looked at.
    voorstel: Option<String>,
    gedaan: Option<String>,
}

/// What the page is about.
struct About<'a> {
    staff: &'a Staff,
    /// The owner in the form, and what they are called in it.
    owner: Option<(String, String)>,
    mistake: Option<String>,
    /// What is wrong with a file.
    refused: Vec<String>,
    /// The file that is looked at.
    content: Option<String>,
    notice: Option<SetupNotice>,
}

impl<'a> About<'a> {
    fn new(staff: &'a Staff) -> Self {
        let (owner, mistake, content, notice) = (None, None, None, None);
        Self { staff, owner, mistake, refused: Vec::new(), content, notice }
    }
}

async fn show(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    staff.require(&[])?;
    let Asked { eigenaar, voorstel, gedaan } = asked.map(|Query(asked)| asked).unwrap_or_default();
    let content = match voorstel {
        Some(_) => waiting(&state, &staff).await?,
        None => None,
    };
    let about = About {
        owner: eigenaar.map(|owner| (owner.clone(), owner)),
        content,
        notice: gedaan.as_deref().and_then(SetupNotice::of_code),
        ..About::new(&staff)
    };
    draw(&state, StatusCode::OK, about).await
}

/// The address of a form, opened again after signing in.
async fn back() -> Redirect {
    Redirect::to(PATH)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Named {
    was: String,
    naam: String,
}

/// Gives what an owner has another name, perhaps that of another owner.
async fn rename(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Form(named): problem::Form<Named>,
) -> Result<Response, Problem> {
    staff.require(&[])?;
    let (was, name) = (named.was.trim(), named.naam.trim());
    let owner = Some((was.to_owned(), name.to_owned()));
    let about = About { owner, ..About::new(&staff) };
    if name.is_empty() || name.chars().count() > NAME_MAX || name.contains(char::is_control) {
        let mistake = Some(format!("Vul een naam in van hoogstens {NAME_MAX} tekens."));
        return draw(&state, StatusCode::UNPROCESSABLE_ENTITY, About { mistake, ..about }).await;
    }
    if was == name {
        return Ok(Redirect::to(PATH).into_response());
    }
    let mut tx = state.service.pool.begin().await?;
    register::lock(&mut tx).await?;
    let count = register::rename_owner(&mut tx, was, name).await?;
    if count == 0 {
        tx.rollback().await?;
        let (owner, notice) = (None, Some(SetupNotice::Conflict));
        return draw(&state, StatusCode::CONFLICT, About { owner, notice, ..about }).await;
    }
    let was = if was.is_empty() { "Niet bekend" } else { was };
    let told = format!("{was} heet nu {name} ({count})");
    register::note(&mut tx, &staff.name, &told, clock::now()).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("{PATH}?gedaan=bewaard")).into_response())
}

/// Takes a file and tells what it would change.
async fn propose(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    body: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    staff.require(&[])?;
    let about = About::new(&staff);
    let content = match upload::text(body).await {
        Ok(content) => content,
        Err((status, refused)) => return draw(&state, status, About { refused, ..about }).await,
    };
    match tried(&state, content.clone()).await? {
        Err(refused) => {
            draw(&state, StatusCode::UNPROCESSABLE_ENTITY, About { refused, ..about }).await
        }
        Ok(steps) if steps.is_empty() => {
            let notice = Some(SetupNotice::Same);
            draw(&state, StatusCode::OK, About { notice, ..about }).await
        }
        Ok(_) => {
            let (mut tx, now) = (state.service.pool.begin().await?, clock::now());
            let times = (now, now - PROPOSAL_LIFE);
            register::propose(&mut tx, staff.staff_id, &content, times).await?;
            tx.commit().await?;
            Ok(Redirect::to(&format!("{PATH}?voorstel=bekijk")).into_response())
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Decided {
    /// What the file would do, as it was looked at.
    merk: String,
}

/// Makes the file count that was looked at, when it still does the same.
async fn apply(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Form(decided): problem::Form<Decided>,
) -> Result<Response, Problem> {
    staff.require(&[])?;
    let about = About::new(&staff);
    let Some(content) = waiting(&state, &staff).await? else {
        let notice = Some(SetupNotice::Gone);
        return draw(&state, StatusCode::CONFLICT, About { notice, ..about }).await;
    };
    let mut tx = state.service.pool.begin().await?;
    register::lock(&mut tx).await?;
    let steps = match store(&mut tx, content.clone()).await? {
        Ok(steps) if steps.mark() == decided.merk => steps,
        _ => {
            tx.rollback().await?;
            let (content, notice) = (Some(content), Some(SetupNotice::Conflict));
            return draw(&state, StatusCode::CONFLICT, About { content, notice, ..about }).await;
        }
    };
    register::note(&mut tx, &staff.name, &steps.in_words(), clock::now()).await?;
    register::withdraw(&mut *tx, staff.staff_id).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("{PATH}?gedaan=ingelezen")).into_response())
}

async fn withdraw(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
) -> Result<Redirect, Problem> {
    staff.require(&[])?;
    register::withdraw(&state.service.pool, staff.staff_id).await?;
    Ok(Redirect::to(PATH))
}

/// The file that they brought and did not yet decide about.
async fn waiting(state: &AppState, staff: &Staff) -> sqlx::Result<Option<String>> {
    let since: DateTime<Utc> = clock::now() - PROPOSAL_LIFE;
    register::proposal(&state.service.pool, staff.staff_id, since).await
}

/// What a file would change, or all that is wrong with it. Nothing stays.
async fn tried(state: &AppState, content: String) -> Result<Result<Steps, Vec<String>>, Problem> {
    let mut tx = state.service.pool.begin().await?;
    let steps = store(&mut tx, content).await?;
    tx.rollback().await?;
    Ok(steps)
}

/// Makes the file the whole register in the caller's transaction.
async fn store(
    tx: &mut PgConnection,
    content: String,
) -> Result<Result<Steps, Vec<String>>, Problem> {
    let parsed = tokio::task::spawn_blocking(move || assets::parse(&content)).await;
    match parsed.context("read a file")? {
        Ok(things) => Ok(Ok(asset::replace(tx, &things).await?)),
        Err(Refused(mistakes)) => Ok(Err(mistakes)),
    }
}

async fn draw(state: &AppState, status: StatusCode, about: About<'_>) -> Result<Response, Problem> {
    let pool = &state.service.pool;
    let (steps, refused) = match about.content {
        None => (None, Vec::new()),
        Some(content) => match tried(state, content).await? {
            Ok(steps) => (Some(steps), Vec::new()),
            Err(refused) => (None, refused),
        },
    };
    let page = ThingsPage {
        page: Page::desktop(&state.assets, PATH, clock::now(), Some(Signed::from(about.staff))),
        owners: register::owners(pool, OWNERS_MAX).await?,
        owner: about.owner,
        mistake: about.mistake,
        refused: [about.refused, refused].concat(),
        steps,
        changes: register::changes(pool, CHANGES_MAX).await?,
        notice: about.notice,
    };
    drawn(status, &page)
}
