//! Parts of step 2: places by name, things on the street nearby, and a place that is not ours.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use platform::{
    clock,
    needle::needle,
    problem::{Problem, Query},
};
use serde::Deserialize;
use uuid::Uuid;
use web::{Lang, Page};

use super::open_draft;
use crate::{
    AppState,
    home::html,
    pages::{FoundPart, FoundPlace, OutsidePage, Thing, ThingsPart, Whose, thing},
    search::{self, MEANT_METRES_MAX, QUERY_CHARS_MAX},
    store::{self, asset::Asset, draft::Draft, search::Found},
    submission::{LOCATION_TEXT_CHARS_MAX, Location},
};

#[derive(Debug, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    q: String,
    lon: Option<f64>,
    lat: Option<f64>,
}

/// The suggestions for what is being typed. What is too long finds nothing.
pub(super) async fn search(
    State(state): State<AppState>,
    lang: Lang,
    Query(Typed { q, lon, lat }): Query<Typed>,
) -> Result<Response, Problem> {
    let near = lon.zip(lat).and_then(|(lon, lat)| Location::new(lon, lat));
    let found = found(&state, &q, near).await?;
    let page = Page::resident(&state.assets, "/melden/plek", lang, clock::now());
    html(&FoundPart { page, found, is_searched: true })
}

/// The places that fit what was typed.
pub(super) async fn found(
    state: &AppState,
    typed: &str,
    near: Option<Location>,
) -> Result<Vec<FoundPlace>, Problem> {
    let is_searchable = typed.chars().count() <= QUERY_CHARS_MAX && !typed.contains('\0');
    if !is_searchable {
        return Ok(Vec::new());
    }
    let found = search::places(state, typed, near).await?;
    Ok(found.into_iter().map(FoundPlace::from).collect())
}

impl From<Found> for FoundPlace {
    fn from(found: Found) -> Self {
        let Found { name, area_name, longitude, latitude, .. } = found;
        Self { name, area: area_name, longitude, latitude }
    }
}

/// What the button of a suggestion posts: longitude, latitude and the name, between spaces.
pub(super) fn chosen(text: &str) -> Option<(Location, String)> {
    let (longitude, rest) = text.split_once(' ')?;
    let (latitude, name) = rest.split_once(' ')?;
    let location = Location::new(longitude.parse().ok()?, latitude.parse().ok()?)?;
    Some((location, name.chars().take(LOCATION_TEXT_CHARS_MAX).collect()))
}

/// What the place is called from then on. Who typed a house number that we do not know keeps it.
pub(super) fn words(typed: &str, name: String) -> String {
    let says_more = needle(typed).starts_with(&needle(&name));
    let fits = typed.chars().count() <= LOCATION_TEXT_CHARS_MAX;
    if says_more && fits { typed.to_owned() } else { name }
}

#[derive(Debug, Deserialize)]
pub(super) struct Around {
    lon: f64,
    lat: f64,
}

/// The things on the street around the pin.
pub(super) async fn things(
    State(state): State<AppState>,
    lang: Lang,
    headers: HeaderMap,
    Query(Around { lon, lat }): Query<Around>,
) -> Result<Response, Problem> {
    let at = Location::new(lon, lat);
    let at = at.ok_or_else(|| Problem::not_found(lang.t("problem-place")))?;
    let draft = open_draft(&state, &headers).await?.unwrap_or_default();
    let page = Page::resident(&state.assets, "/melden/plek", lang, clock::now());
    let things = around(&state, Some(at)).await?;
    html(&ThingsPart { page, things, asset: draft.asset_id.map(|id| id.to_string()) })
}

/// The things around a place, as far as there is one.
pub(super) async fn around(state: &AppState, at: Option<Location>) -> Result<Vec<Thing>, Problem> {
    let Some(at) = at else { return Ok(Vec::new()) };
    let things = search::things(&state.service.pool, at).await?;
    Ok(things.into_iter().map(Thing::from).collect())
}

impl From<Asset> for Thing {
    fn from(asset: Asset) -> Self {
        Self {
            metres: asset.whole_metres(),
            asset_id: asset.asset_id.to_string(),
            kind: asset.kind,
            number: asset.number,
            is_reported: asset.is_reported,
        }
    }
}

/// The thing that was chosen, unless it stands too far from the pin to be meant.
pub(super) async fn meant(
    state: &AppState,
    chosen: &str,
    at: Location,
) -> Result<Option<Uuid>, Problem> {
    let Ok(asset_id) = chosen.parse() else { return Ok(None) };
    let mut conn = state.service.pool.acquire().await?;
    let asset = store::asset::find(&mut conn, asset_id, at).await?;
    Ok(asset.filter(|asset| asset.metres <= MEANT_METRES_MAX).map(|asset| asset.asset_id))
}

/// The chosen thing in words: "Container 1043".
pub(super) async fn thing_in_words(
    state: &AppState,
    lang: Lang,
    draft: &Draft,
) -> Result<Option<String>, Problem> {
    let (Some(asset_id), Some(at)) = (draft.asset_id, draft.location()) else { return Ok(None) };
    let mut conn = state.service.pool.acquire().await?;
    let asset = store::asset::find(&mut conn, asset_id, at).await?;
    Ok(asset.map(|asset| thing(lang, &asset.kind, &asset.number)))
}

/// Says whose a place is that is not ours.
pub(super) async fn outside(
    state: &AppState,
    lang: Lang,
    draft: &Draft,
    at: Location,
) -> Result<Response, Problem> {
    let mut conn = state.service.pool.acquire().await?;
    let whose = store::neighbour::at(&mut conn, at).await?;
    let page = OutsidePage {
        page: Page::resident(&state.assets, "/melden/plek", lang, clock::now()),
        whose: whose.map(|it| Whose { name: it.name, municipality: it.municipality, url: it.url }),
        map_src: format!("/melden/kaart.svg?lon={:.6}&lat={:.6}", at.longitude, at.latitude),
        photos: draft.photo_ids.len(),
    };
    Ok((StatusCode::BAD_REQUEST, html(&page)?).into_response())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_suggestion_says_where_it_is_and_what_it_is_called() {
        let (at, name) = chosen("5.403000 52.165600 De Groene Stee").unwrap();
        assert_eq!((at.longitude, at.latitude), (5.403, 52.1656));
        assert_eq!(name, "De Groene Stee");
    }

    #[test]
    fn a_house_number_that_we_do_not_know_is_kept() {
        assert_eq!(words("wiekslag 41a", "Wiekslag".to_owned()), "wiekslag 41a");
        assert_eq!(words("wieksl", "Wiekslag".to_owned()), "Wiekslag");
    }

    #[test]
    fn what_no_button_of_ours_posts_is_no_place() {
        for text in ["", "5.4", "5.4 52.1", "x 52.1 Stee", "500 52.1 Stee", "NaN 52.1 Stee"] {
            assert_eq!(chosen(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text: String) {
            let _ = chosen(&text);
        }
    }
}
