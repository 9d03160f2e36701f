//! What a phone needs to report without connection: the page for it, the service worker that keeps the page, and the
//! manifest with which the site can be installed.

use std::collections::HashMap;

use axum::{Router, extract::State, response::Response, routing::get};
use platform::{clock, problem::Problem};
use proto::questions::Answers;
use web::{
    Lang, Page,
    installable::{self, App},
    lang::Value,
    words::{Category, kind_of},
};

use crate::{
    AppState,
    form::questions::usable,
    home::html,
    pages::{Asked, OfflineArea, OfflineGroup, OfflinePage},
    store,
    submission::{DESCRIPTION_CHARS_MAX, LOCATION_TEXT_CHARS_MAX},
};

/// Characters that "(ergens in de Zangvogelbuurt)" may add to the resident's words for the place.
const SOMEWHERE_CHARS_MAX: usize = 60;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/melden/zonder-verbinding", get(form))
        .route("/sw.js", get(worker))
        .route("/app.webmanifest", get(manifest))
}

/// The whole form on one page, the same for everybody: no draft, nothing of a person.
async fn form(State(state): State<AppState>, lang: Lang) -> Result<Response, Problem> {
    let mut conn = state.service.pool.acquire().await?;
    let mut areas: Vec<OfflineGroup> = Vec::new();
    for (area, point) in store::place::points_in_areas(&mut conn).await? {
        if areas.last().is_none_or(|group| group.wijk != area.wijk_name) {
            areas.push(OfflineGroup { wijk: area.wijk_name.clone(), areas: Vec::new() });
        }
        if let Some(group) = areas.last_mut() {
            // Crews read Dutch.
            let told = |key, place: &str| {
                let kind = kind_of(&area.name);
                let values: [(&str, &dyn Value); 3] =
                    [("place", &place), ("area", &area.name), ("kind", &kind)];
                Lang::dutch().say(key, &values)
            };
            group.areas.push(OfflineArea {
                somewhere: told("place-somewhere", ""),
                near: told("place-and-somewhere", "#"),
                code: area.area_code.clone(),
                name: area.name.clone(),
                longitude: format!("{:.6}", point.longitude),
                latitude: format!("{:.6}", point.latitude),
            });
        }
    }
    let asked = asked(lang, store::place::all_questions(&mut conn).await?);
    html(&OfflinePage {
        page: Page::resident(&state.assets, "/melden/zonder-verbinding", lang, clock::now()),
        areas,
        asked,
        place_max: LOCATION_TEXT_CHARS_MAX - SOMEWHERE_CHARS_MAX,
        description_max: DESCRIPTION_CHARS_MAX,
    })
}

/// What the categories ask, in the order in which they are shown.
fn asked(lang: Lang, kept: Vec<(String, String)>) -> Vec<Asked> {
    let kept: HashMap<String, String> = kept.into_iter().collect();
    let of = |category: Category| {
        let questions = usable(category.code, kept.get(category.code)?);
        let (prefix, answers) = (format!("{}.", category.code), Answers::new());
        Some(Asked { category, questions, answers, prefix })
    };
    lang.categories().into_iter().filter_map(of).collect()
}

async fn worker(State(state): State<AppState>) -> Result<Response, Problem> {
    installable::worker(&state.assets, "sw.js", "/")
}

async fn manifest(State(state): State<AppState>) -> Response {
    let app = App {
        name: "Opgeruimd",
        description: "Meld rommel op straat, en zie hoe het is geworden.",
        start: "/",
        shortcuts: &[("Melding maken", "/melden")],
    };
    installable::manifest(&state.assets, &app)
}
