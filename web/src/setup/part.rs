//! The way of a file: it is brought, looked at, and counts or not. The same for all that is set up.

use std::future::{Ready, ready};

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
    service::Service,
    setup::{self, Change},
    staff::{OnPage, Staff},
};
use serde::Deserialize;
use sqlx::PgConnection;

use super::SetupNotice;
use crate::form::{Fields, Mistake};

/// Changes that a page tells.
const CHANGES_MAX: i64 = 12;

/// What a file would change, or all that is wrong with it.
pub type Read = Result<Steps, Vec<String>>;

/// One of the things that are set up.
pub trait Part: 'static {
    /// What the handlers of its service share.
    type State: Clone + Send + Sync + 'static;
    const PATH: &'static str;
    /// As [`platform::setup`] knows it.
    const SUBJECT: &'static str;

    fn service(state: &Self::State) -> &Service;

    /// What the form shows of the one with this key.
    fn find(
        state: &Self::State,
        key: &str,
    ) -> impl Future<Output = sqlx::Result<Option<Fields>>> + Send;

    /// Stores what a file says in the caller's transaction, which must not commit after an error.
    fn store(
        tx: &mut PgConnection,
        state: &Self::State,
        content: String,
        now: DateTime<Utc>,
    ) -> impl Future<Output = Result<Read, Problem>> + Send;

    fn draw(
        state: &Self::State,
        status: StatusCode,
        about: About<'_>,
    ) -> impl Future<Output = Result<Response, Problem>> + Send;
}

/// What a page is about.
pub struct About<'a> {
    pub staff: &'a Staff,
    pub fields: Fields,
    /// The form shows something that is there.
    pub is_known: bool,
    pub mistakes: Vec<Mistake>,
    /// What is wrong with a file.
    pub refused: Vec<String>,
    /// The file that is looked at.
    pub content: Option<String>,
    pub notice: Option<SetupNotice>,
}

impl<'a> About<'a> {
    pub fn new(staff: &'a Staff) -> Self {
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
    #[must_use]
    pub fn showing(self, fields: Fields) -> Self {
        Self { fields, is_known: true, ..self }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// What is open in the form, by its key.
    open: Option<String>,
    /// The file that waits is looked at.
    voorstel: Option<String>,
    gedaan: Option<String>,
}

/// Shows what is open, and the file that waits when that is asked.
pub async fn show<P: Part>(
    State(state): State<P::State>,
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
pub fn back<P: Part>() -> Ready<Redirect> {
    ready(Redirect::to(P::PATH))
}

/// Takes a file and tells what it would change.
pub async fn propose<P: Part>(
    State(state): State<P::State>,
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
    let mut tx = P::service(&state).pool.begin().await?;
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
            let mut tx = P::service(&state).pool.begin().await?;
            setup::propose(&mut tx, staff.staff_id, P::SUBJECT, &content, now).await?;
            tx.commit().await?;
            Ok(Redirect::to(&format!("{}?voorstel=bekijk", P::PATH)).into_response())
        }
    }
}

/// Makes the file count that was looked at, when it still does the same.
pub async fn apply<P: Part>(
    State(state): State<P::State>,
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
    let mut tx = P::service(&state).pool.begin().await?;
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
    P::service(&state).outbox.commit(tx).await?;
    Ok(Redirect::to(&format!("{}?gedaan=ingelezen", P::PATH)).into_response())
}

pub async fn withdraw<P: Part>(
    State(state): State<P::State>,
    OnPage(staff): OnPage,
) -> Result<Redirect, Problem> {
    staff.require(&[])?;
    setup::withdraw(&P::service(&state).pool, staff.staff_id, P::SUBJECT).await?;
    Ok(Redirect::to(P::PATH))
}

/// The file that they brought and did not yet decide about.
async fn waiting<P: Part>(state: &P::State, staff: &Staff) -> sqlx::Result<Option<String>> {
    let pool = &P::service(state).pool;
    setup::proposal(pool, staff.staff_id, P::SUBJECT, clock::now()).await
}

/// What the file that is looked at would change, or what is wrong with it; without one neither. It is
/// stored in the transaction, which must not commit, and after a mistake is of no use.
pub async fn tried<P: Part>(
    tx: &mut PgConnection,
    state: &P::State,
    content: Option<String>,
) -> Result<(Option<Steps>, Vec<String>), Problem> {
    let Some(content) = content else { return Ok((None, Vec::new())) };
    Ok(match P::store(tx, state, content, clock::now()).await? {
        Ok(steps) => (Some(steps), Vec::new()),
        Err(refused) => (None, refused),
    })
}

/// The last changes of the part, newest first, as its page tells them.
pub async fn changes<P: Part>(state: &P::State) -> sqlx::Result<Vec<Change>> {
    setup::changes(&P::service(state).pool, P::SUBJECT, CHANGES_MAX).await
}
