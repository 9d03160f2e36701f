//! The way of a file: it is brought, looked at, and counts or not. The same for areas and teams.

use axum::{
    extract::{Multipart, Query, State, multipart::MultipartRejection, rejection::QueryRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use chrono::{DateTime, Utc};
use platform::{
    clock,
    import_file::{steps::Steps, upload},
    problem::{self, Problem},
    staff::{OnPage, Staff},
};
use serde::Deserialize;
use sqlx::PgConnection;
use web::SetupNotice;

use super::since;
use crate::{
    AppState,
    form::{Fields, Mistake},
    store::setup::{self, Subject},
};

/// What a file would change, or all that is wrong with it.
pub(super) type Read = Result<Steps, Vec<String>>;

/// One of the things that are set up.
pub(crate) trait Part {
    const PATH: &'static str;
    const SUBJECT: Subject;

    /// What the form shows of the one with this key.
    fn find(
        state: &AppState,
        key: &str,
    ) -> impl Future<Output = sqlx::Result<Option<Fields>>> + Send;

    /// Stores what a file says in the caller's transaction, which must not commit after an error.
    fn store(
        tx: &mut PgConnection,
        state: &AppState,
        content: String,
        now: DateTime<Utc>,
    ) -> impl Future<Output = Result<Read, Problem>> + Send;

    fn draw(
        state: &AppState,
        status: StatusCode,
        about: About<'_>,
    ) -> impl Future<Output = Result<Response, Problem>> + Send;
}

/// What a page is about.
pub(crate) struct About<'a> {
    pub(super) staff: &'a Staff,
    pub(super) fields: Fields,
    /// The form shows something that is there.
    pub(super) is_known: bool,
    pub(super) mistakes: Vec<Mistake>,
    /// What is wrong with a file.
    pub(super) refused: Vec<String>,
    /// The file that is looked at.
    pub(super) content: Option<String>,
    pub(super) notice: Option<SetupNotice>,
}

impl<'a> About<'a> {
    pub(super) fn new(staff: &'a Staff) -> Self {
        Self {
            staff,
            fields: Fields::new(),
            is_known: false,
            mistakes: Vec::new(),
            refused: Vec::new(),
            content: None,
            notice: None,
        }
    }

    /// With something that is there in the form.
    pub(super) fn showing(self, fields: Fields) -> Self {
        Self { fields, is_known: true, ..self }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// What is open in the form, by its key.
    open: Option<String>,
    /// The file that waits is looked at.
    voorstel: Option<String>,
    gedaan: Option<String>,
}

pub(crate) async fn get<P: Part>(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    staff.require(&[])?;
    let Asked { open, voorstel, gedaan } = asked.map(|Query(asked)| asked).unwrap_or_default();
    let mut about = About::new(&staff);
    about.notice = gedaan.as_deref().and_then(SetupNotice::of_code);
    if let Some(key) = open
        && let Some(fields) = P::find(&state, &key).await?
    {
        about = about.showing(fields);
    }
    if voorstel.is_some() {
        about.content = waiting::<P>(&state, &staff).await?;
    }
    P::draw(&state, StatusCode::OK, about).await
}

/// The address of a form, opened again after signing in.
pub(crate) async fn back<P: Part>() -> Redirect {
    Redirect::to(P::PATH)
}

/// Takes a file and tells what it would change.
pub(crate) async fn propose<P: Part>(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    body: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    staff.require(&[])?;
    let about = About::new(&staff);
    let content = match upload::text(body).await {
        Ok(content) => content,
        Err((status, refused)) => {
            return P::draw(&state, status, About { refused, ..about }).await;
        }
    };
    let now = clock::now();
    let mut tx = state.service.pool.begin().await?;
    let read = P::store(&mut tx, &state, content.clone(), now).await?;
    tx.rollback().await?;
    match read {
        Err(refused) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            P::draw(&state, status, About { refused, ..about }).await
        }
        Ok(steps) if steps.is_empty() => {
            let notice = Some(SetupNotice::Same);
            P::draw(&state, StatusCode::OK, About { notice, ..about }).await
        }
        Ok(_) => {
            let mut tx = state.service.pool.begin().await?;
            let times = (now, since(now));
            setup::propose(&mut tx, staff.staff_id, P::SUBJECT, &content, times).await?;
            tx.commit().await?;
            Ok(Redirect::to(&format!("{}?voorstel=bekijk", P::PATH)).into_response())
        }
    }
}

/// Makes the file count that was looked at, when it still does the same.
pub(crate) async fn apply<P: Part>(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Form(fields): problem::Form<Fields>,
) -> Result<Response, Problem> {
    staff.require(&[])?;
    let about = About::new(&staff);
    let Some(content) = waiting::<P>(&state, &staff).await? else {
        let notice = Some(SetupNotice::Gone);
        return P::draw(&state, StatusCode::CONFLICT, About { notice, ..about }).await;
    };
    let now = clock::now();
    let mut tx = state.service.pool.begin().await?;
    setup::lock(&mut tx).await?;
    let steps = match P::store(&mut tx, &state, content.clone(), now).await? {
        Ok(steps) => steps,
        Err(refused) => {
            tx.rollback().await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return P::draw(&state, status, About { refused, ..about }).await;
        }
    };
    if fields.get("merk") != Some(&steps.mark()) {
        tx.rollback().await?;
        let (content, notice) = (Some(content), Some(SetupNotice::Conflict));
        return P::draw(&state, StatusCode::CONFLICT, About { content, notice, ..about }).await;
    }
    setup::note(&mut tx, P::SUBJECT, &staff.name, &steps.in_words(), now).await?;
    setup::withdraw(&mut *tx, staff.staff_id, P::SUBJECT).await?;
    state.service.outbox.commit(tx).await?;
    Ok(Redirect::to(&format!("{}?gedaan=ingelezen", P::PATH)).into_response())
}

pub(crate) async fn withdraw<P: Part>(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
) -> Result<Redirect, Problem> {
    staff.require(&[])?;
    setup::withdraw(&state.service.pool, staff.staff_id, P::SUBJECT).await?;
    Ok(Redirect::to(P::PATH))
}

/// The file that they brought and did not yet decide about.
async fn waiting<P: Part>(state: &AppState, staff: &Staff) -> sqlx::Result<Option<String>> {
    let since = since(clock::now());
    setup::proposal(&state.service.pool, staff.staff_id, P::SUBJECT, since).await
}
