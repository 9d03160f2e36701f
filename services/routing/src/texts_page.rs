//! `/meldkamer/teksten`: the texts that dispatchers choose instead of typing, in every language.

pub mod draft;

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use platform::{
    clock,
    problem::{self, Problem},
    staff::{OnPage, Role, Staff},
};
use serde::Deserialize;
use uuid::Uuid;
use web::form::{Fields, Mistake};
use web::{Page, Signed};

use crate::{
    AppState,
    pages::{TextsNotice, TextsPage, drawn},
    store::{
        catalogue,
        standard_texts::{self, Saved, StandardText},
    },
};

const PATH: &str = "/meldkamer/teksten";

const ROLES: [Role; 2] = [Role::Dispatcher, Role::Admin];

/// Key and name, in the order of the form of residents.
pub type Categories = Vec<(String, String)>;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// The text that is open in the form.
    tekst: Option<String>,
    /// What was just done: `bewaard` or `weg`.
    gedaan: Option<String>,
}

pub(crate) async fn get(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let texts = standard_texts::all(&state.service.pool).await?;
    let id: Option<Uuid> = asked.tekst.and_then(|id| id.parse().ok());
    let chosen = texts.iter().find(|text| Some(text.standard_text_id) == id);
    let notice = match asked.gedaan.as_deref() {
        Some("bewaard") => Some(TextsNotice::Saved),
        Some("weg") => Some(TextsNotice::Removed),
        _ => None,
    };
    let fields = chosen.map(draft::fields).unwrap_or_default();
    draw(&state, StatusCode::OK, About { notice, ..About::new(&staff, texts, fields) }).await
}

/// What the page is about.
struct About<'a> {
    staff: &'a Staff,
    texts: Vec<StandardText>,
    fields: Fields,
    mistakes: Vec<Mistake>,
    notice: Option<TextsNotice>,
}

impl<'a> About<'a> {
    fn new(staff: &'a Staff, texts: Vec<StandardText>, fields: Fields) -> Self {
        Self { staff, texts, fields, mistakes: Vec::new(), notice: None }
    }
}

/// Keeps what the form says, as a new text or as the one that it showed.
pub(crate) async fn save(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Form(fields): problem::Form<Fields>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let pool = &state.service.pool;
    let mut conn = pool.acquire().await?;
    let categories = catalogue::names(&mut conn).await?;
    let text = match draft::parse(&fields, &categories, &staff.name, clock::now()) {
        Ok(text) => text,
        Err(mistakes) => return refuse(&state, &staff, fields, mistakes).await,
    };
    match standard_texts::save(&mut conn, &text).await? {
        Saved::Done => {
            let id = text.standard_text_id;
            Ok(Redirect::to(&format!("{PATH}?tekst={id}&gedaan=bewaard")).into_response())
        }
        Saved::Conflict => conflict(&state, &staff, fields).await,
        Saved::NameTaken => {
            let mistake = Mistake::new("naam", "Er is al een tekst met deze naam.");
            refuse(&state, &staff, fields, vec![mistake]).await
        }
    }
}

/// Removes the text that the form showed.
pub(crate) async fn remove(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Path(standard_text_id): problem::Path<Uuid>,
    problem::Form(fields): problem::Form<Fields>,
) -> Result<Response, Problem> {
    staff.require(&ROLES)?;
    let mut conn = state.service.pool.acquire().await?;
    let version = draft::version(&fields);
    if standard_texts::remove(&mut conn, standard_text_id, version).await? {
        return Ok(Redirect::to(&format!("{PATH}?gedaan=weg")).into_response());
    }
    conflict(&state, &staff, fields).await
}

/// The address of a form, opened again after signing in.
pub(crate) async fn back() -> Redirect {
    Redirect::to(PATH)
}

async fn refuse(
    state: &AppState,
    staff: &Staff,
    fields: Fields,
    mistakes: Vec<Mistake>,
) -> Result<Response, Problem> {
    let texts = standard_texts::all(&state.service.pool).await?;
    let about = About { mistakes, ..About::new(staff, texts, fields) };
    draw(state, StatusCode::UNPROCESSABLE_ENTITY, about).await
}

/// Somebody was first. What was typed stays, over what it is now: keeping it again is a choice.
async fn conflict(
    state: &AppState,
    staff: &Staff,
    mut fields: Fields,
) -> Result<Response, Problem> {
    let texts = standard_texts::all(&state.service.pool).await?;
    let id = fields.get("tekst").and_then(|id| id.parse::<Uuid>().ok());
    let now = texts.iter().find(|text| Some(text.standard_text_id) == id);
    let (name, version) = match now {
        Some(text) => (Some(text.staff_name.clone()), text.version),
        // It is gone: kept again it is a new one.
        None => (None, 0),
    };
    fields.insert("versie".to_owned(), version.to_string());
    if now.is_none() {
        fields.remove("tekst");
    }
    let notice = Some(TextsNotice::Conflict(name));
    let about = About { notice, ..About::new(staff, texts, fields) };
    draw(state, StatusCode::CONFLICT, about).await
}

async fn draw(state: &AppState, status: StatusCode, about: About<'_>) -> Result<Response, Problem> {
    let signed = Some(Signed::from(about.staff));
    let mut conn = state.service.pool.acquire().await?;
    let page = TextsPage {
        page: Page::desktop(&state.assets, PATH, clock::now(), signed),
        categories: catalogue::names(&mut conn).await?,
        texts: about.texts,
        fields: about.fields,
        mistakes: about.mistakes,
        notice: about.notice,
    };
    drawn(status, &page)
}
