//! `/beheer/inrichting/spullen`: who owns what on the street, and a file with the whole register, which
//! is looked at before it counts.

use anyhow::Context as _;
use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
    routing::get,
};
use chrono::{DateTime, Utc};
use platform::{
    clock,
    import_file::{Refused, upload},
    problem::{self, Problem},
    service::Service,
    setup,
    staff::OnPage,
};
use sqlx::PgConnection;
use web::{
    Page, SetupNotice, Signed, drawn,
    form::{Fields, Mistake},
    setup::part::{self, About, Part, Read, apply, back, propose, show, withdraw},
};

use crate::{
    AppState,
    pages::things::ThingsPage,
    register::assets,
    store::{asset, register},
};

const PATH: &str = "/beheer/inrichting/spullen";

/// Owners that the page tells.
const OWNERS_MAX: i64 = 500;

/// Characters of a name, as in a file.
const NAME_MAX: usize = 120;

pub(crate) fn routes() -> Router<AppState> {
    let file = DefaultBodyLimit::max(upload::FORM_BYTES_MAX);
    Router::new()
        .route("/beheer/inrichting/spullen", get(show::<Things>).post(rename))
        .route(
            "/beheer/inrichting/spullen/bestand",
            get(back::<Things>).post(propose::<Things>).layer(file),
        )
        .route("/beheer/inrichting/spullen/geldt", get(back::<Things>).post(apply::<Things>))
        .route("/beheer/inrichting/spullen/toch-niet", get(back::<Things>).post(withdraw::<Things>))
}

/// The form of an owner.
fn fields(was: &str, name: &str) -> Fields {
    [("was", was), ("naam", name)].map(|(field, text)| (field.to_owned(), text.to_owned())).into()
}

/// Gives what an owner has another name, perhaps that of another owner.
async fn rename(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Form(typed): problem::Form<Fields>,
) -> Result<Response, Problem> {
    staff.require(&[])?;
    let value = |name: &str| typed.get(name).map_or("", |value| value.trim());
    let (was, name) = (value("was"), value("naam"));
    let about = About::new(&staff);
    if name.is_empty() || name.chars().count() > NAME_MAX || name.contains(char::is_control) {
        let why = format!("Vul een naam in van hoogstens {NAME_MAX} tekens.");
        let mistakes = vec![Mistake::new("naam", why)];
        let about = About { mistakes, ..about.showing(fields(was, name)) };
        return Things::draw(&state, StatusCode::UNPROCESSABLE_ENTITY, about).await;
    }
    if was == name {
        return Ok(Redirect::to(PATH).into_response());
    }
    let mut tx = state.service.pool.begin().await?;
    setup::lock(&mut tx).await?;
    let count = register::rename_owner(&mut tx, was, name).await?;
    if count == 0 {
        tx.rollback().await?;
        let notice = Some(SetupNotice::Conflict);
        return Things::draw(&state, StatusCode::CONFLICT, About { notice, ..about }).await;
    }
    let was = if was.is_empty() { "Niet bekend" } else { was };
    let told = format!("{was} heet nu {name} ({count})");
    setup::note(&mut tx, Things::SUBJECT, &staff.name, &told, clock::now()).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("{PATH}?gedaan=bewaard")).into_response())
}

/// The things on the street as a part of what is set up. What is open in the form is an owner.
struct Things;

impl Part for Things {
    type State = AppState;
    const PATH: &'static str = PATH;
    const SUBJECT: &'static str = "things";

    fn service(state: &AppState) -> &Service {
        &state.service
    }

    async fn find(_: &AppState, owner: &str) -> sqlx::Result<Option<Fields>> {
        Ok(Some(fields(owner, owner)))
    }

    /// Makes the file the whole register.
    async fn store(
        tx: &mut PgConnection,
        _: &AppState,
        content: String,
        _: DateTime<Utc>,
    ) -> Result<Read, Problem> {
        let parsed = tokio::task::spawn_blocking(move || assets::parse(&content)).await;
        match parsed.context("read a file")? {
            Ok(things) => Ok(Ok(asset::replace(tx, &things).await?)),
            Err(Refused(mistakes)) => Ok(Err(mistakes)),
        }
    }

    async fn draw(
        state: &AppState,
        status: StatusCode,
        about: About<'_>,
    ) -> Result<Response, Problem> {
        let pool = &state.service.pool;
        let mut tx = pool.begin().await?;
        let (steps, refused) = part::tried::<Self>(&mut tx, state, about.content).await?;
        tx.rollback().await?;
        let page = ThingsPage {
            page: Page::desktop(&state.assets, PATH, clock::now(), Some(Signed::from(about.staff))),
            owners: register::owners(pool, OWNERS_MAX).await?,
            fields: about.fields,
            mistakes: about.mistakes,
            refused: [about.refused, refused].concat(),
            steps,
            changes: part::changes::<Self>(state).await?,
            notice: about.notice,
        };
        drawn(status, &page)
    }
}
