//! Takes an evidence photo from a phone, once, whenever it comes, and opens the case with the first.

use axum::body::Bytes;
use axum::http::StatusCode;
use chrono::{DateTime, SubsecRound as _, Utc};
use jpeg_decoder::Decoder;
use platform::{
    clock,
    problem::{FieldError, Problem},
    staff::{Role, Staff},
};
use serde::Serialize;
use sqlx::PgConnection;
use tracing::info;
use uuid::Uuid;

use super::{
    Case, State, case_number,
    ledger::{By, Label, Photo, Place, What},
    photo_kind::PhotoKind,
    sent::Facts,
    vault::fingerprint,
    year,
};
use crate::{
    AppState, act, live,
    order::WorkOrder,
    phone_act::{acted_at, require_self, used_elsewhere},
    store,
};

/// Photos of one case.
pub const PHOTOS_MAX: i64 = 40;

/// Bytes of a preview.
pub const PREVIEW_BYTES_MAX: usize = 24 * 1024;

/// Pixels along the longest side of a preview: too few to read a name or a number plate where everything is
/// on the photo.
const PREVIEW_SIDE_MAX: u16 = 160;

/// The same where one of those may fill the photo.
const PREVIEW_SIDE_CLOSE: u16 = 32;

/// What came from a phone.
#[derive(Clone, Debug)]
pub struct Sent {
    pub facts: Facts,
    pub original: Bytes,
    /// None when the phone could not make one.
    pub preview: Option<Bytes>,
}

/// The answer to the phone.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    pub case_number: String,
    /// Of the page of the case.
    pub case_path: String,
    /// Of the photo in its case.
    pub number: i32,
}

/// Refuses with 403 who may not gather evidence.
pub fn require_boa(staff: &Staff) -> Result<(), Problem> {
    staff.require(&[Role::Boa])
}

/// Takes the photo, or finds that it was taken before.
pub async fn take(
    state: &AppState,
    staff: &Staff,
    work_order_id: Uuid,
    sent: Sent,
) -> Result<Answer, Problem> {
    require_boa(staff)?;
    let Sent { facts, original, preview } = sent;
    require_self(staff, facts.staff_id)?;
    let pool = &state.service.pool;
    let order = store::find(pool, work_order_id).await?.ok_or_else(act::unknown)?;
    let original = opened_up(state, &facts, original).await?;
    let kind = PhotoKind::of(&original).ok_or_else(no_photo)?;
    require_preview(preview.as_ref(), facts.label)?;
    let bytes = original.len();
    if fingerprint(original.clone()).await? != facts.sha256 {
        return Err(not_whole());
    }
    // The original first: what the log tells of is there.
    if !state.vault.keep(facts.evidence_id, original).await? {
        return Err(used_elsewhere());
    }

    let mut tx = pool.begin().await?;
    let by = By::from(staff);
    let now = clock::now();
    let case = opened(state, &mut tx, &order, (now, &by)).await?;
    // Looked for behind the lock: the same photo may come twice at once.
    if let Some((case_id, number)) = store::evidence::find(&mut tx, facts.evidence_id).await? {
        let is_same = case_id == case.case_id;
        return if is_same { Ok(answer(&case, number)) } else { Err(used_elsewhere()) };
    }
    let count = store::evidence::count(&mut tx, case.case_id).await?;
    if count >= PHOTOS_MAX {
        let detail = format!("Deze zaak heeft al {PHOTOS_MAX} foto's. Meer kan er niet bij.");
        return Err(Problem::conflict("case-full", detail));
    }
    let number = i32::try_from(count + 1).map_err(anyhow::Error::from)?;
    let photo = Photo {
        id: facts.evidence_id,
        number,
        label: facts.label,
        bytes,
        media_type: kind.media_type().to_owned(),
        taken_at: acted_at(order.opened_at, facts.ms_ago, now).trunc_subsecs(3),
        place: place(&mut tx, &order, &facts).await?,
        sha256: facts.sha256,
        phone_clock: facts.phone_clock,
        file_clock: facts.file_clock,
    };
    let what = What::PhotoAdded { photo };
    store::case::append(&mut tx, &state.signer, &case, (now, &by), what).await?;
    let row = (facts.evidence_id, number, staff.staff_id);
    store::evidence::insert(&mut tx, case.case_id, row, preview.as_deref()).await?;
    tx.commit().await?;
    // Whoever has the order open reads that a boa is at it.
    state.service.live.touch(live::issue(order.issue_id));
    Ok(answer(&case, number))
}

/// The original as the camera gave it.
async fn opened_up(state: &AppState, facts: &Facts, original: Bytes) -> Result<Bytes, Problem> {
    let Some(envelope) = facts.envelope.clone() else { return Ok(original) };
    let (key, what_for) = (state.opener.clone(), facts.evidence_id.to_string());
    let open = move || key.open(&envelope, &original, &what_for);
    let opened = tokio::task::spawn_blocking(open).await.map_err(anyhow::Error::from)?;
    opened.map(Bytes::from).ok_or_else(not_whole)
}

/// The case of the issue, locked; opened when there is none.
async fn opened(
    state: &AppState,
    tx: &mut PgConnection,
    order: &WorkOrder,
    (now, by): (DateTime<Utc>, &By),
) -> Result<Case, Problem> {
    // Two first photos of one issue wait for each other here.
    store::case::lock_issue(tx, order.issue_id).await?;
    if let Some(case) = store::case::lock_of_issue(tx, order.issue_id).await? {
        return Ok(case);
    }
    let year = year(now);
    let case = Case {
        case_id: Uuid::now_v7(),
        case_number: case_number(year, store::case::next_number(tx, year).await?),
        issue_id: order.issue_id,
        work_order_id: order.work_order_id,
        area_code: order.area.as_ref().map(|area| area.code.clone()),
        category: order.category.clone(),
        place: order.place().to_owned(),
        state: State::Investigation,
        outcome: String::new(),
        opened_at: now,
        opened_by: by.name.clone(),
    };
    store::case::insert(tx, &case).await?;
    let what = What::Opened {
        reports: order.report_numbers.clone(),
        category: order.category.clone(),
        place: case.place.clone(),
        longitude: order.longitude,
        latitude: order.latitude,
    };
    store::case::append(tx, &state.signer, &case, (now, by), what).await?;
    info!(case.id = %case.case_id, "Case {} is opened", case.case_number);
    Ok(case)
}

async fn place(
    tx: &mut PgConnection,
    order: &WorkOrder,
    facts: &Facts,
) -> sqlx::Result<Option<Place>> {
    let Some(spot) = facts.place else { return Ok(None) };
    let away = store::evidence::metres_away(tx, order.work_order_id, spot).await?;
    Ok(Some(Place {
        longitude: spot.longitude,
        latitude: spot.latitude,
        accuracy_m: spot.accuracy_m,
        away_m: away.try_into().unwrap_or_default(),
    }))
}

fn answer(case: &Case, number: i32) -> Answer {
    Answer {
        case_number: case.case_number.clone(),
        case_path: format!("/werk/zaak/{}", case.case_id),
        number,
    }
}

/// Refuses a preview that is too sharp, or none.
fn require_preview(preview: Option<&Bytes>, label: Label) -> Result<(), Problem> {
    let Some(preview) = preview else { return Ok(()) };
    let side_max = if label == Label::Overview { PREVIEW_SIDE_MAX } else { PREVIEW_SIDE_CLOSE };
    let mut decoder = Decoder::new(&preview[..]);
    let is_small = decoder.read_info().is_ok()
        && decoder.info().is_some_and(|info| info.width.max(info.height) <= side_max);
    if is_small {
        return Ok(());
    }
    let detail = format!("Een voorbeeld is een JPEG van hoogstens {side_max} beeldpunten.");
    Err(Problem::invalid_input(vec![FieldError::new("preview", detail)]))
}

fn no_photo() -> Problem {
    let detail = "Dit is geen foto. Stuur een JPEG, PNG, WebP of HEIC.";
    Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "no-photo", "Geen foto", detail)
}

fn not_whole() -> Problem {
    let detail = "De foto kwam anders aan dan hij is gemaakt, en is niet bewaard.";
    Problem::invalid_input(vec![FieldError::new("/sha256", detail)])
}
