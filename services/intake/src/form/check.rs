//! Step 4, `/melden/controle`: is it right, then send; and the thanks after it.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use platform::{
    clock,
    problem::{Path, Problem},
};
use proto::questions::{Question, stop, told};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use web::{FieldErrors, Lang, Page, words::kind_of};

use super::{
    draft_of, fields::Fields, find, go_on, photos::hints, questions, save, switched, with_language,
};
use crate::{
    AppState,
    admit::{self, Admission, Posted},
    contact::{Contact, Invalid},
    device,
    follow::photos,
    hand_in::{Key, give_contact, hand_in},
    home::html,
    known::Known,
    pages::{CheckPage, ThanksPage},
    source::Source,
    store::{self, draft::Draft, place::Area},
    submission::{DESCRIPTION_CHARS_MAX, LOCATION_TEXT_CHARS_MAX, Location, Submission},
};

/// The steps that a button on the page leads back to.
const CHANGES: [&str; 4] = ["/melden", "/melden/plek", "/melden/wat", "/melden/vragen"];

/// What was typed on the page, kept when something is wrong with it.
#[derive(Default)]
struct Typed {
    description: String,
    email: String,
    phone: String,
    /// Work for the browser, or nothing.
    challenge: String,
}

pub(super) async fn show(
    State(state): State<AppState>,
    lang: Lang,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let draft = match draft_of(&state, &headers).await? {
        Some(Draft { report_id: Some(sent), .. }) => return Ok(to_thanks(sent)),
        found => found.unwrap_or_default(),
    };
    if let Some(missing) = missing_step(&draft) {
        return Ok(Redirect::to(missing).into_response());
    }
    let asked = questions::of(&state, &draft).await?;
    if stop(&asked, &draft.answers).is_some() {
        return Ok(Redirect::to("/melden/advies").into_response());
    }
    let challenge = admit::challenge(&state, &headers, clock::now())?;
    let typed = Typed { description: draft.description.clone(), challenge, ..Typed::default() };
    html(&page_of(&state, lang, &draft, &asked, typed, FieldErrors::default()).await?)
}

/// The first question that has no answer yet.
fn missing_step(draft: &Draft) -> Option<&'static str> {
    if draft.location().is_none() {
        return Some("/melden/plek");
    }
    draft.category.is_empty().then_some("/melden/wat")
}

async fn page(
    state: &AppState,
    lang: Lang,
    draft: &Draft,
    typed: Typed,
    errors: FieldErrors,
) -> Result<CheckPage, Problem> {
    let asked = questions::of(state, draft).await?;
    page_of(state, lang, draft, &asked, typed, errors).await
}

/// `asked` is what is asked about the category.
async fn page_of(
    state: &AppState,
    lang: Lang,
    draft: &Draft,
    asked: &[Question],
    typed: Typed,
    errors: FieldErrors,
) -> Result<CheckPage, Problem> {
    let area = area_of(state, draft).await?;
    Ok(CheckPage {
        page: Page::resident(&state.assets, "/melden/controle", lang, clock::now()),
        errors,
        photos: photos(&draft.photo_ids),
        hints: hints(state, &draft.photo_ids).await?,
        place: place_in_words(lang, draft, area.as_ref()),
        thing: find::thing_in_words(state, lang, draft).await?,
        category: lang.category(&draft.category),
        answers: told(asked, &draft.answers, lang.tag()),
        key: draft.draft_id.to_string(),
        description: typed.description,
        description_max: DESCRIPTION_CHARS_MAX,
        email: typed.email,
        phone: typed.phone,
        challenge: typed.challenge,
    })
}

async fn area_of(state: &AppState, draft: &Draft) -> Result<Option<Area>, Problem> {
    let Some(location) = draft.location() else { return Ok(None) };
    let mut conn = state.service.pool.acquire().await?;
    Ok(store::place::area_at(&mut conn, location).await?)
}

/// What the resident reads: "Wiekslag 41, Zangvogelbuurt".
fn place_in_words(lang: Lang, draft: &Draft, area: Option<&Area>) -> String {
    match area {
        Some(_) if draft.is_area_only => location_text(lang, draft, area),
        Some(area) if draft.location_text.is_empty() => area.name.clone(),
        Some(area) => format!("{}, {}", draft.location_text, area.name),
        None if draft.location_text.is_empty() => lang.t("place-on-map").to_owned(),
        None => draft.location_text.clone(),
    }
}

/// The place in words. The point of a buurt would pass for an exact place, so it is said that
/// it is none.
fn location_text(lang: Lang, draft: &Draft, area: Option<&Area>) -> String {
    let Some(area) = area.filter(|_| draft.is_area_only) else {
        return draft.location_text.clone();
    };
    if draft.location_text.is_empty() {
        return lang.t2("place-somewhere", "area", &area.name, "kind", kind_of(&area.name));
    }
    // The resident's own words first: they are what a crew looks for in its list.
    let told = |place: &str| {
        let kind = kind_of(&area.name);
        lang.say("place-and-somewhere", &[("place", &place), ("area", &area.name), ("kind", &kind)])
    };
    let room = LOCATION_TEXT_CHARS_MAX.saturating_sub(told("").chars().count());
    told(&draft.location_text.chars().take(room).collect::<String>())
}

pub(super) async fn take(
    State(state): State<AppState>,
    request: Request,
) -> Result<Response, Problem> {
    let lang = Lang::of(request.headers());
    let mut draft = match draft_of(&state, request.headers()).await? {
        // Pressed twice, or came back and pressed again: it was sent already.
        Some(Draft { report_id: Some(sent), .. }) => return Ok(to_thanks(sent)),
        found => found.unwrap_or_default(),
    };
    let (Some(location), None) = (draft.location(), missing_step(&draft)) else {
        return Ok(Redirect::to(missing_step(&draft).unwrap_or("/melden")).into_response());
    };
    let headers = request.headers().clone();
    let device = device::of(&headers);
    let fields = Fields::read(request).await?;
    if fields.text("key") != draft.draft_id.to_string() {
        // The page of an earlier report, left open: what it shows is not what would be sent.
        return Ok(Redirect::to("/melden/controle").into_response());
    }
    let typed = Typed {
        description: fields.text("description").to_owned(),
        email: fields.text("email").to_owned(),
        phone: fields.text("phone").to_owned(),
        challenge: admit::challenge(&state, &headers, clock::now())?,
    };
    if let Some(step) = CHANGES.into_iter().find(|step| *step == fields.text("change")) {
        draft.description = typed.description.chars().take(DESCRIPTION_CHARS_MAX).collect();
        save(&state, &draft).await?;
        return Ok(go_on(&state, &draft, step));
    }
    if let Some(lang) = switched(&fields) {
        let answer = html(&page(&state, lang, &draft, typed, FieldErrors::default()).await?)?;
        return Ok(with_language(&state, lang, answer));
    }
    if stop(&questions::of(&state, &draft).await?, &draft.answers).is_some() {
        // The page was opened before the answer that says there is something better to do.
        draft.description = typed.description.chars().take(DESCRIPTION_CHARS_MAX).collect();
        save(&state, &draft).await?;
        return Ok(go_on(&state, &draft, "/melden/advies"));
    }
    let mut errors = FieldErrors::default();
    let contact = check(lang, &typed, &mut errors);
    if errors.any() {
        let answer = html(&page(&state, lang, &draft, typed, errors).await?)?;
        return Ok((StatusCode::BAD_REQUEST, answer).into_response());
    }
    let (draft_id, now) = (draft.draft_id, clock::now());
    let posted = Posted { draft_id, trap: fields.text("website"), proof: fields.text("proof") };
    let admission = match admit::form(&state, &headers, posted, now).await {
        Ok(admission) => admission,
        Err(Problem { status: 429, retry_after: Some(seconds), .. }) => {
            return too_many(&state, lang, &draft, typed, seconds).await;
        }
        Err(problem) => return Err(problem),
    };
    let area = area_of(&state, &draft).await?;
    // The crew reads Dutch, whatever the resident reads.
    let location_text = location_text(Lang::dutch(), &draft, area.as_ref());
    let submission = submission(&draft, location, typed.description, contact);
    let submission = Submission { location_text, language: lang.tag().to_owned(), ..submission };
    send(&state, device, draft, &submission, admission).await
}

/// The page again, with all that was typed, and when to try again.
async fn too_many(
    state: &AppState,
    lang: Lang,
    draft: &Draft,
    typed: Typed,
    seconds: u16,
) -> Result<Response, Problem> {
    let mut errors = FieldErrors::default();
    errors
        .push("verstuur", lang.t1("guard-too-many", "minutes", usize::from(seconds.div_ceil(60))));
    let answer = html(&page(state, lang, draft, typed, errors).await?)?;
    let wait = [(header::RETRY_AFTER, seconds.to_string())];
    Ok((StatusCode::TOO_MANY_REQUESTS, wait, answer).into_response())
}

fn check(lang: Lang, typed: &Typed, errors: &mut FieldErrors) -> Contact {
    let chars = typed.description.chars().count();
    if chars > DESCRIPTION_CHARS_MAX {
        let text = lang.t2("check-too-long", "count", chars, "max", DESCRIPTION_CHARS_MAX);
        errors.push("uitleg", text);
    }
    contact_or_errors(lang, &typed.email, &typed.phone, errors)
}

fn contact_or_errors(lang: Lang, email: &str, phone: &str, errors: &mut FieldErrors) -> Contact {
    Contact::parse(email, phone).unwrap_or_else(|mistakes| {
        for mistake in mistakes {
            let field = match mistake {
                Invalid::Email => "mail",
                Invalid::Phone => "telefoon",
            };
            errors.push(field, lang.t(mistake.key()));
        }
        Contact::default()
    })
}

fn submission(
    draft: &Draft,
    location: Location,
    description: String,
    contact: Contact,
) -> Submission {
    Submission {
        category: draft.category.clone(),
        description,
        location,
        location_text: draft.location_text.clone(),
        accuracy_m: draft.accuracy_m,
        photo_ids: draft.photo_ids.clone(),
        asset_id: draft.asset_id,
        contact,
        answers: draft.answers.clone(),
        language: "nl".to_owned(),
        known: Known { this_one: draft.joins_issue_id, not_these: draft.not_issue_ids.clone() },
        is_place_vague: draft.is_area_only,
        source: Source::Form,
    }
}

/// Hands in the report under the draft's own key: two presses at the same
/// time, even with different words, make one report.
async fn send(
    state: &AppState,
    device: Option<Uuid>,
    draft: Draft,
    submission: &Submission,
    admission: Admission,
) -> Result<Response, Problem> {
    let key = format!("draft:{}", draft.draft_id);
    let body_hash = Sha256::digest(draft.draft_id.as_bytes());
    let key = Key { key: &key, body_hash: &body_hash };
    let now = clock::now();
    let report_id = hand_in(state, submission, Some(key), admission, now).await?;
    // From here on it only says which report came of it.
    let draft = Draft { draft_id: draft.draft_id, report_id: Some(report_id), ..Draft::default() };
    save(state, &draft).await?;
    let thanks = go_on(state, &draft, &format!("/melden/bedankt/{report_id}"));
    device::remember(state, device, report_id, now, thanks).await
}

fn to_thanks(report_id: Uuid) -> Response {
    Redirect::to(&format!("/melden/bedankt/{report_id}")).into_response()
}

pub(super) async fn thanks(
    State(state): State<AppState>,
    lang: Lang,
    Path(report_id): Path<Uuid>,
) -> Result<Response, Problem> {
    html(&thanks_page(&state, lang, report_id, String::new(), FieldErrors::default()).await?)
}

async fn thanks_page(
    state: &AppState,
    lang: Lang,
    report_id: Uuid,
    email: String,
    errors: FieldErrors,
) -> Result<ThanksPage, Problem> {
    let mut conn = state.service.pool.acquire().await?;
    let report = store::public_state::find(&mut conn, report_id).await?;
    let report = report.ok_or_else(|| Problem::not_found("Deze melding kennen we niet."))?;
    let now = clock::now();
    Ok(ThanksPage {
        page: Page::resident(&state.assets, "/melden/bedankt", lang, now),
        errors,
        report_id: report_id.to_string(),
        number: report.report_number.clone(),
        team: (!report.team_name.is_empty()).then(|| report.team_name.clone()),
        received_at: report.created_at,
        expected_at: report.expected_at.filter(|day| *day >= now),
        mail_given: report.has_email,
        email,
    })
}

/// A mail address given after sending.
pub(super) async fn contact(
    State(state): State<AppState>,
    Path(report_id): Path<Uuid>,
    request: Request,
) -> Result<Response, Problem> {
    let lang = Lang::of(request.headers());
    let fields = Fields::read(request).await?;
    let email = fields.text("email").to_owned();
    let mut errors = FieldErrors::default();
    let contact = contact_or_errors(lang, &email, "", &mut errors);
    if !errors.any() && !contact.is_given() {
        errors.push("mail", lang.t("thanks-mail-missing"));
    }
    if errors.any() {
        let answer = html(&thanks_page(&state, lang, report_id, email, errors).await?)?;
        return Ok((StatusCode::BAD_REQUEST, answer).into_response());
    }
    give_contact(&state, report_id, &contact, clock::now()).await?;
    Ok(to_thanks(report_id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(name: &str) -> Area {
        Area { area_code: "BU1".to_owned(), name: name.to_owned(), wijk_name: String::new() }
    }

    fn draft(location_text: &str, is_area_only: bool) -> Draft {
        Draft { location_text: location_text.to_owned(), is_area_only, ..Draft::default() }
    }

    #[test]
    fn a_buurt_alone_never_passes_for_an_exact_place() {
        let horsten = area("De Horsten");
        let told = |text| location_text(Lang::dutch(), &draft(text, true), Some(&horsten));
        assert_eq!(told(""), "Ergens in De Horsten");
        assert_eq!(told("Bij het bankje"), "Bij het bankje (ergens in De Horsten)");
        assert_eq!(told(&"x".repeat(200)).chars().count(), LOCATION_TEXT_CHARS_MAX);
        assert_eq!(
            location_text(Lang::dutch(), &draft("Wiekslag 41", false), Some(&horsten)),
            "Wiekslag 41"
        );
    }

    #[test]
    fn the_place_is_said_in_the_words_that_are_known() {
        let zangvogel = area("Zangvogelbuurt");
        let said = |text, area| place_in_words(Lang::dutch(), &draft(text, false), area);
        assert_eq!(said("Wiekslag 41", Some(&zangvogel)), "Wiekslag 41, Zangvogelbuurt");
        assert_eq!(said("", Some(&zangvogel)), "Zangvogelbuurt");
        assert_eq!(said("Bij het bankje", None), "Bij het bankje");
        assert_eq!(said("", None), "Op de kaart");
        let only = place_in_words(Lang::dutch(), &draft("", true), Some(&zangvogel));
        assert_eq!(only, "Ergens in de Zangvogelbuurt");
    }
}
