//! Step 1, `/melden`: photos, if there are any.

use axum::{
    extract::{FromRequest as _, Multipart, Request, State, multipart::Field},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use platform::{clock, problem::Problem};
use uuid::Uuid;
use web::{FieldErrors, Page};

use super::{
    draft_or_new,
    fields::{Fields, broken},
    go_on, open_draft, save, with_cookie,
};
use crate::{
    AppState, api,
    follow::photos,
    home::html,
    pages::PhotoPage,
    store::{self, draft::Draft},
    submission::PHOTOS_MAX,
};

pub(super) async fn show(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let draft = open_draft(&state, &headers).await?.unwrap_or_default();
    html(&page(&state, &draft, FieldErrors::default()))
}

fn page(state: &AppState, draft: &Draft, errors: FieldErrors) -> PhotoPage {
    PhotoPage {
        page: Page::resident(&state.assets, "/melden", clock::now()),
        errors,
        photos: photos(&draft.photo_ids),
        photos_max: PHOTOS_MAX,
    }
}

/// Takes new files and the ids of photos that were sent before, or removes one.
pub(super) async fn take(
    State(state): State<AppState>,
    request: Request,
) -> Result<Response, Problem> {
    let mut draft = draft_or_new(&state, request.headers()).await?;
    let posted = read(&state, request).await?;
    let mut wanted: Vec<Uuid> =
        posted.fields.all("photoId").filter_map(|id| id.parse().ok()).collect();
    let removed: Option<Uuid> = posted.fields.all("remove").find_map(|id| id.parse().ok());
    wanted.retain(|id| Some(*id) != removed);
    wanted.dedup();

    let mut conn = state.service.pool.acquire().await?;
    let known = store::photo::known(&mut conn, &wanted).await?;
    drop(conn);
    draft.photo_ids = wanted.into_iter().filter(|id| known.contains(id)).collect();
    draft.photo_ids.extend(&posted.developed);
    let mut errors = posted.errors;
    if draft.photo_ids.len() > PHOTOS_MAX {
        draft.photo_ids.truncate(PHOTOS_MAX);
        errors.push("foto", "Er passen hoogstens vijf foto's bij een melding.");
    }
    save(&state, &draft).await?;
    if errors.any() {
        let answer = html(&page(&state, &draft, errors))?;
        return Ok(with_cookie(&state, &draft, (posted.status, answer).into_response()));
    }
    Ok(go_on(&state, &draft, if removed.is_some() { "/melden" } else { "/melden/plek" }))
}

/// What one post brought.
struct Posted {
    fields: Fields,
    developed: Vec<Uuid>,
    errors: FieldErrors,
    /// The status of the answer when there are errors.
    status: StatusCode,
}

async fn read(state: &AppState, request: Request) -> Result<Posted, Problem> {
    let mut posted = Posted {
        fields: Fields::default(),
        developed: Vec::new(),
        errors: FieldErrors::default(),
        status: StatusCode::BAD_REQUEST,
    };
    let Ok(mut form) = Multipart::from_request(request, &()).await else {
        // Not even a form: as if no photo was chosen, which is allowed.
        return Ok(posted);
    };
    while let Some(field) = form.next_field().await.map_err(|error| broken(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "photo" {
            take_file(state, field, &mut posted).await?;
        } else {
            posted.fields.add(name, field.text().await.map_err(|error| broken(&error))?)?;
        }
    }
    Ok(posted)
}

/// Develops one file. A photo that is refused is an error at the field; the
/// others stay.
async fn take_file(state: &AppState, field: Field<'_>, posted: &mut Posted) -> Result<(), Problem> {
    // A file input without a file posts a part without a name.
    let is_chosen = field.file_name().is_some_and(|name| !name.is_empty());
    if !is_chosen || posted.developed.len() >= PHOTOS_MAX {
        drop(field.bytes().await);
        if is_chosen {
            posted.errors.push("foto", "Er passen hoogstens vijf foto's bij een melding.");
        }
        return Ok(());
    }
    match api::take_upload(state, None, field).await {
        Ok(developed) => posted.developed.push(developed.photo_id),
        Err(problem) if problem.status().is_client_error() => {
            posted.status = problem.status();
            posted.errors.push("foto", problem.detail.into_owned());
        }
        Err(problem) => return Err(problem),
    }
    Ok(())
}
