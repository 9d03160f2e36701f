//! Step 1, `/melden`: photos, if there are any.

use std::time::Duration;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use platform::{clock, problem::Problem};
use uuid::Uuid;
use web::{FieldErrors, Lang, Page};

use super::{
    draft_or_new,
    fields::Fields,
    go_on, open_draft,
    parts::{Part, Parts},
    save, switched, with_cookie, with_language,
};
use crate::{
    AppState, admit, api,
    follow::photos,
    home::html,
    pages::{PhotoHint, PhotoPage},
    photo::Limits,
    store::{self, draft::Draft},
    submission::PHOTOS_MAX,
};

/// Bytes of the form: all its photos, and the little around them.
pub(crate) const FORM_BYTES_MAX: usize = PHOTOS_MAX * Limits::MAX_BYTES + 1024 * 1024;

/// Pixels of the longest side, below which a crew may not tell a bag from a box: phones have made
/// larger photos since 2005, so it is a thumbnail. Our own judgement; `scale.ts` has it too.
const SHARP_EDGE_MIN: i32 = 640;

/// A slow phone may take this long for the whole form; the front door waits as long.
const FORM_TIME_MAX: Duration = Duration::from_mins(5);

pub(super) async fn show(
    State(state): State<AppState>,
    lang: Lang,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let draft = open_draft(&state, &headers).await?.unwrap_or_default();
    html(&page(&state, lang, &draft, FieldErrors::default()).await?)
}

async fn page(
    state: &AppState,
    lang: Lang,
    draft: &Draft,
    errors: FieldErrors,
) -> Result<PhotoPage, Problem> {
    Ok(PhotoPage {
        page: Page::resident(&state.assets, "/melden", lang, clock::now()),
        errors,
        photos: photos(&draft.photo_ids),
        photos_max: PHOTOS_MAX,
        hints: hints(state, &draft.photo_ids).await?,
    })
}

/// What might be better about these photos. They are welcome all the same.
pub(crate) async fn hints(state: &AppState, photo_ids: &[Uuid]) -> Result<Vec<PhotoHint>, Problem> {
    let mut conn = state.service.pool.acquire().await?;
    let seen = store::photo::seen(&mut conn, photo_ids).await?;
    let of = |(index, id): (usize, &Uuid)| {
        let (_, long_edge, is_dark) = *seen.iter().find(|(seen, ..)| seen == id)?;
        let text = match is_dark {
            true => "photo-dark",
            false if long_edge < SHARP_EDGE_MIN => "photo-tiny",
            false => return None,
        };
        Some(PhotoHint { id: id.to_string(), number: index + 1, text })
    };
    Ok(photo_ids.iter().enumerate().filter_map(of).collect())
}

/// Takes new files and the ids of photos that were sent before, or removes one.
pub(super) async fn take(
    State(state): State<AppState>,
    request: Request,
) -> Result<Response, Problem> {
    let lang = Lang::of(request.headers());
    let mut draft = draft_or_new(&state, request.headers()).await?;
    let mut posted = read(&state, lang, request).await?;
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
    if draft.photo_ids.len() > PHOTOS_MAX {
        draft.photo_ids.truncate(PHOTOS_MAX);
        posted.refuse(posted.lang.t("photo-too-many"));
    }
    save(&state, &draft).await?;
    if let Some(removed) = removed {
        state.darkroom.take_away(removed, Some(draft.draft_id), None).await?;
    }
    if let Some(lang) = switched(&posted.fields) {
        let answer = html(&page(&state, lang, &draft, posted.errors).await?)?;
        return Ok(with_language(&state, lang, with_cookie(&state, &draft, answer)));
    }
    if posted.errors.any() {
        let answer = html(&page(&state, lang, &draft, posted.errors).await?)?;
        return Ok(with_cookie(&state, &draft, (posted.status, answer).into_response()));
    }
    Ok(go_on(&state, &draft, if removed.is_some() { "/melden" } else { "/melden/plek" }))
}

/// What one post brought.
pub(crate) struct Posted {
    lang: Lang,
    pub(crate) fields: Fields,
    pub(crate) developed: Vec<Uuid>,
    pub(crate) errors: FieldErrors,
    /// The status of the answer when there are errors.
    pub(crate) status: StatusCode,
}

impl Posted {
    fn photos(&self) -> usize {
        self.fields.all("photoId").count() + self.developed.len()
    }

    /// The same mistake of five files is told once.
    pub(crate) fn refuse(&mut self, text: &str) {
        if self.errors.0.iter().all(|error| error.text != text) {
            self.errors.push("foto", text);
        }
    }
}

/// Reads a form with photos, and develops them as they come.
pub(crate) async fn read(
    state: &AppState,
    lang: Lang,
    request: Request,
) -> Result<Posted, Problem> {
    let mut posted = Posted {
        lang,
        fields: Fields::default(),
        developed: Vec::new(),
        errors: FieldErrors::default(),
        status: StatusCode::BAD_REQUEST,
    };
    // One photo at a time is in memory, so one seat will do for all of them.
    let headers = request.headers().clone();
    let _seat = state.darkroom.seat(api::announced_bytes(request.headers())).await?;
    let Ok(mut parts) = Parts::of(request).await else {
        // Not even a form: as if no photo was chosen, which is allowed.
        return Ok(posted);
    };
    let all = async {
        while let Some(part) = parts.next().await? {
            if part.name() == "photo" {
                take_file(state, &headers, part, &mut posted).await?;
            } else {
                let name = part.name().to_owned();
                posted.fields.add(name, &part.text().await?)?;
            }
        }
        Ok(())
    };
    tokio::time::timeout(FORM_TIME_MAX, all).await.unwrap_or_else(|_| Err(api::took_too_long()))?;
    Ok(posted)
}

/// Develops one file. A photo that is refused is an error at the field; the
/// others stay.
async fn take_file(
    state: &AppState,
    headers: &HeaderMap,
    mut part: Part<'_>,
    posted: &mut Posted,
) -> Result<(), Problem> {
    if !part.is_chosen_file() {
        return part.skip().await;
    }
    if posted.photos() >= PHOTOS_MAX {
        posted.refuse(posted.lang.t("photo-too-many"));
        return part.skip().await;
    }
    let taken = match admit::photo(state, headers, clock::now()) {
        Ok(()) => api::take_upload(state, part.chunks()).await,
        Err(too_many) => Err(too_many),
    };
    match taken {
        Ok(developed) => posted.developed.push(developed.photo_id),
        Err(Problem { status: 429, retry_after: Some(seconds), .. }) => {
            posted.status = StatusCode::TOO_MANY_REQUESTS;
            let minutes = usize::from(seconds.div_ceil(60));
            posted.refuse(&posted.lang.t1("guard-too-many-photos", "minutes", minutes));
            part.skip().await?;
        }
        Err(problem) if problem.status().is_client_error() => {
            posted.status = problem.status();
            let known = posted.lang.find(&format!("problem-{}", problem.kind));
            posted.refuse(known.unwrap_or(&problem.detail));
            part.skip().await?;
        }
        Err(problem) => return Err(problem),
    }
    Ok(())
}
