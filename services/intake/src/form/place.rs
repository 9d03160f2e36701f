//! Step 2, `/melden/plek`: where it is.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use platform::{
    clock,
    problem::{Problem, Query},
};
use serde::Deserialize;
use web::{FieldErrors, Lang, Page};

use super::{
    draft_or_new, fields::Fields, find, go_on, open_draft, save, switched, with_cookie,
    with_language,
};
use crate::{
    AppState,
    hand_in::{Located, locate},
    home::html,
    pages::{
        AreaChoice, AreaGroup, PlacePage,
        map_picture::{self, AreaShape, Frame},
    },
    store::{self, draft::Draft},
    submission::{LOCATION_TEXT_CHARS_MAX, Location},
};

/// How the resident pointed out the place.
#[derive(Debug, PartialEq)]
enum Pointed {
    /// Tapped the picture of the map, in its pixels: shown again with a pin.
    Pixel(u32, u32),
    /// The map's pin, or the phone's own position.
    At(Location),
    /// Only the buurt, by its code.
    Area(String),
    Nowhere,
}

/// What comes after an answer.
#[derive(Debug, PartialEq)]
enum Next {
    /// The same page, which shows the pin.
    Pin,
    /// The same page, which shows the places that fit the words.
    Search,
    /// The place is not ours.
    Outside(Location),
    /// The next question.
    GoOn,
}

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    /// There when the places that fit the words have to be shown.
    zoek: Option<String>,
}

/// The page that shows the places that fit the words in the draft: they stay out of the address.
const SEARCH: &str = "/melden/plek?zoek=1";

pub(super) async fn show(
    State(state): State<AppState>,
    lang: Lang,
    headers: HeaderMap,
    Query(Asked { zoek }): Query<Asked>,
) -> Result<Response, Problem> {
    let draft = open_draft(&state, &headers).await?.unwrap_or_default();
    let is_searched = zoek.is_some() && !draft.location_text.is_empty();
    html(&page(&state, lang, &draft, is_searched, FieldErrors::default()).await?)
}

async fn page(
    state: &AppState,
    lang: Lang,
    draft: &Draft,
    is_searched: bool,
    errors: FieldErrors,
) -> Result<PlacePage, Problem> {
    // The point of a buurt alone is no pin that anybody put.
    let pin = Some(draft).filter(|draft| !draft.is_area_only).and_then(Draft::location);
    let things = find::around(state, pin).await?;
    let found =
        if is_searched { find::found(state, &draft.location_text, pin).await? } else { Vec::new() };
    let base = match &state.basemap {
        Some(basemap) => basemap.shown(&state.service.pool).await?,
        None => None,
    };
    let mut conn = state.service.pool.acquire().await?;
    let areas = store::place::areas(&mut conn).await?;
    let mut groups: Vec<AreaGroup> = Vec::new();
    for (area, _) in &areas {
        if groups.last().is_none_or(|group| group.wijk != area.wijk_name) {
            groups.push(AreaGroup { wijk: area.wijk_name.clone(), areas: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            let (code, name) = (area.area_code.clone(), area.name.clone());
            group.areas.push(AreaChoice { code, name });
        }
    }
    let chosen = areas.iter().find(|(area, _)| area.area_code == draft.area_code);
    let text = |number: Option<f64>| number.map(|number| format!("{number:.6}"));
    let longitude = text(pin.map(|at| at.longitude));
    let latitude = text(pin.map(|at| at.latitude));
    let map_src = match (&longitude, &latitude) {
        (Some(longitude), Some(latitude)) => {
            format!("/melden/kaart.svg?lon={longitude}&lat={latitude}")
        }
        _ => "/melden/kaart.svg".to_owned(),
    };
    Ok(PlacePage {
        page: Page::resident(&state.assets, "/melden/plek", lang, clock::now()),
        errors,
        longitude: longitude.unwrap_or_default(),
        latitude: latitude.unwrap_or_default(),
        accuracy: draft.accuracy_m.map(|metres| format!("{metres:.0}")).unwrap_or_default(),
        place: draft.location_text.clone(),
        area: chosen.map(|(area, _)| area.area_code.clone()),
        area_name: chosen.map(|(area, _)| area.name.clone()),
        areas: groups,
        map_src,
        base,
        found,
        is_searched,
        things,
        asset: draft.asset_id.map(|asset_id| asset_id.to_string()),
    })
}

pub(super) async fn take(
    State(state): State<AppState>,
    request: Request,
) -> Result<Response, Problem> {
    let lang = Lang::of(request.headers());
    let mut draft = draft_or_new(&state, request.headers()).await?;
    let fields = Fields::read(request).await?;
    let mut errors = FieldErrors::default();
    let next = if let Some((location, name)) = find::chosen(fields.text("choose")) {
        put(&mut draft, location);
        draft.location_text = find::words(fields.text("place"), name);
        after(&state, &mut draft, location).await?
    } else if fields.all("find").next().is_some() {
        keep_words(&mut draft, &fields, lang, &mut errors);
        Next::Search
    } else {
        apply(&state, &mut draft, &fields, lang, &mut errors).await?
    };
    if let Some(lang) = switched(&fields) {
        // Nothing is checked or kept yet: the page holds it all, and posts it again.
        let answer = html(&page(&state, lang, &draft, false, FieldErrors::default()).await?)?;
        return Ok(with_language(&state, lang, answer));
    }
    if let Next::Outside(location) = next {
        (draft.longitude, draft.latitude) = (None, None);
        save(&state, &draft).await?;
        let answer = find::outside(&state, lang, &draft, location).await?;
        return Ok(with_cookie(&state, &draft, answer));
    }
    if errors.any() {
        let answer = html(&page(&state, lang, &draft, false, errors).await?)?;
        return Ok((StatusCode::BAD_REQUEST, answer).into_response());
    }
    save(&state, &draft).await?;
    let to = match next {
        Next::Search => SEARCH,
        Next::Pin | Next::Outside(_) => "/melden/plek",
        Next::GoOn => "/melden/wat",
    };
    Ok(go_on(&state, &draft, to))
}

/// A place that was pointed out by hand: how exact the phone was no longer matters.
fn put(draft: &mut Draft, location: Location) {
    (draft.longitude, draft.latitude) = (Some(location.longitude), Some(location.latitude));
    draft.accuracy_m = None;
    draft.is_area_only = false;
}

/// Puts the words for the place into the draft, and the pin if there is one.
fn keep_words(draft: &mut Draft, fields: &Fields, lang: Lang, errors: &mut FieldErrors) {
    if let Pointed::At(location) = pointed(fields, draft) {
        put(draft, location);
    }
    fields.text("place").clone_into(&mut draft.location_text);
    let chars = draft.location_text.chars().count();
    if chars > LOCATION_TEXT_CHARS_MAX {
        let text = lang.t2("place-too-long", "max", LOCATION_TEXT_CHARS_MAX, "count", chars);
        errors.push("plek", text);
    }
}

/// Finds the buurt of the place, and whether it is ours at all.
async fn after(state: &AppState, draft: &mut Draft, location: Location) -> Result<Next, Problem> {
    let mut conn = state.service.pool.acquire().await?;
    draft.area_code = String::new();
    match locate(&mut conn, location).await? {
        Located::In(area) => draft.area_code = area.area_code,
        Located::NearBorder => {}
        Located::Outside => return Ok(Next::Outside(location)),
    }
    Ok(Next::Pin)
}

/// Puts what was posted into the draft, and says what comes after it.
async fn apply(
    state: &AppState,
    draft: &mut Draft,
    fields: &Fields,
    lang: Lang,
    errors: &mut FieldErrors,
) -> Result<Next, Problem> {
    let pointed = pointed(fields, draft);
    keep_words(draft, fields, lang, errors);
    let is_tap = matches!(pointed, Pointed::Pixel(..));
    let is_area_only = matches!(pointed, Pointed::Area(_));
    let mut accuracy_m = None;
    let location = match pointed {
        Pointed::At(location) => {
            accuracy_m = fields.text("accuracy").parse().ok().filter(|m: &f32| m.is_finite());
            Some(location)
        }
        Pointed::Pixel(x, y) => at_pixel(state, x, y).await?,
        Pointed::Area(code) => {
            let mut conn = state.service.pool.acquire().await?;
            store::place::point_in_area(&mut conn, &code).await?
        }
        Pointed::Nowhere => None,
    };
    let Some(location) = location else {
        // Words alone may be a place that we know.
        if !is_tap && !find::found(state, &draft.location_text, None).await?.is_empty() {
            return Ok(Next::Search);
        }
        errors.push("kaart", lang.t("place-missing"));
        return Ok(Next::GoOn);
    };
    put(draft, location);
    (draft.is_area_only, draft.accuracy_m) = (is_area_only, accuracy_m);
    draft.asset_id = find::meant(state, fields.text("asset"), location).await?;
    match after(state, draft, location).await? {
        Next::Pin if !is_tap => Ok(Next::GoOn),
        next => Ok(next),
    }
}

/// What was pointed out: a tap on the picture first, then what changed since
/// the draft. A buurt that differs from the pin's was chosen later than the pin.
fn pointed(fields: &Fields, draft: &Draft) -> Pointed {
    let number = |name| fields.text(name).parse::<f64>().ok();
    let pixel = |name| fields.text(name).parse::<u32>().ok();
    if let (Some(x), Some(y)) = (pixel("map.x"), pixel("map.y")) {
        return Pointed::Pixel(x, y);
    }
    let location = number("longitude")
        .zip(number("latitude"))
        .and_then(|(longitude, latitude)| Location::new(longitude, latitude));
    let area = fields.text("area");
    match location {
        Some(location) if area.is_empty() || area == draft.area_code => Pointed::At(location),
        Some(location) if !is_same(draft, location) => Pointed::At(location),
        _ if !area.is_empty() => Pointed::Area(area.to_owned()),
        Some(location) => Pointed::At(location),
        None => Pointed::Nowhere,
    }
}

/// Whether the pin is where the draft had it, within the six decimals of the page.
fn is_same(draft: &Draft, location: Location) -> bool {
    draft.location().is_some_and(|before| {
        (before.longitude - location.longitude).abs() < 1e-6
            && (before.latitude - location.latitude).abs() < 1e-6
    })
}

async fn at_pixel(state: &AppState, x: u32, y: u32) -> Result<Option<Location>, Problem> {
    let frame = Frame::around(&shapes(state).await?);
    let position = frame.and_then(|frame| frame.position(x, y));
    Ok(position.and_then(|[longitude, latitude]| Location::new(longitude, latitude)))
}

#[derive(Debug, Deserialize)]
pub(super) struct Pin {
    lon: Option<f64>,
    lat: Option<f64>,
}

/// The drawn map, for phones without script.
pub(super) async fn map(
    State(state): State<AppState>,
    Query(Pin { lon, lat }): Query<Pin>,
) -> Result<Response, Problem> {
    let pin = lon.zip(lat).map(|(lon, lat)| [lon, lat]);
    let drawing = map_picture::draw(&shapes(&state).await?, pin);
    let svg = HeaderValue::from_static("image/svg+xml");
    Ok(([(header::CONTENT_TYPE, svg)], drawing).into_response())
}

async fn shapes(state: &AppState) -> Result<Vec<AreaShape>, Problem> {
    let mut conn = state.service.pool.acquire().await?;
    let areas = store::place::areas(&mut conn).await?;
    areas
        .into_iter()
        .map(|(area, outline)| {
            let polygons: Vec<Vec<Vec<[f64; 2]>>> =
                serde_json::from_value(outline["coordinates"].clone())
                    .map_err(anyhow::Error::from)?;
            let rings = polygons.into_iter().filter_map(|rings| rings.into_iter().next()).collect();
            Ok(AreaShape { name: area.name, rings })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        let mut fields = Fields::default();
        for (name, value) in pairs {
            fields.add((*name).to_owned(), value).unwrap();
        }
        fields
    }

    fn pinned() -> Draft {
        Draft {
            longitude: Some(5.4036),
            latitude: Some(52.166),
            area_code: "BU03071001".to_owned(),
            ..Draft::default()
        }
    }

    #[test]
    fn a_buurt_chosen_after_the_pin_wins() {
        let posted =
            fields(&[("longitude", "5.4036"), ("latitude", "52.166"), ("area", "BU03071002")]);
        assert_eq!(pointed(&posted, &pinned()), Pointed::Area("BU03071002".to_owned()));
    }

    #[test]
    fn a_pin_moved_after_the_buurt_wins() {
        let posted =
            fields(&[("longitude", "5.41"), ("latitude", "52.166"), ("area", "BU03071002")]);
        let moved = Location { longitude: 5.41, latitude: 52.166 };
        assert_eq!(pointed(&posted, &pinned()), Pointed::At(moved));
    }

    #[test]
    fn a_tap_on_the_picture_goes_before_everything() {
        let posted =
            fields(&[("longitude", "5.4"), ("latitude", "52.1"), ("map.x", "3"), ("map.y", "4")]);
        assert_eq!(pointed(&posted, &pinned()), Pointed::Pixel(3, 4));
    }

    #[test]
    fn nothing_posted_is_nowhere() {
        assert_eq!(
            pointed(&fields(&[("longitude", ""), ("area", "")]), &Draft::default()),
            Pointed::Nowhere
        );
    }
}
