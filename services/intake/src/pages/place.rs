//! Parts of the step "where is it" that stand on their own: suggestions, things nearby, not ours.

use askama::Template;
use web::{Lang, Page};

/// The base map, as the page tells it to the script of the map.
#[derive(Debug, Clone)]
pub struct BaseShown {
    /// JSON: `kind` (`vector` or `raster`), `minzoom`, `maxzoom`, `bounds`.
    pub source: String,
    /// Whose map it is; may be empty.
    pub credit: String,
}

/// A place that fits what was typed.
#[derive(Debug, Clone)]
pub struct FoundPlace {
    pub name: String,
    /// Name of the buurt that it lies in.
    pub area: Option<String>,
    pub longitude: f64,
    pub latitude: f64,
}

impl FoundPlace {
    /// What its button posts: where it is, and what it is called.
    pub fn value(&self) -> String {
        format!("{:.6} {:.6} {}", self.longitude, self.latitude, self.name)
    }
}

/// A thing on the street that the report may be about.
#[derive(Debug, Clone)]
pub struct Thing {
    pub asset_id: String,
    /// `container`, `bin`, `bench` or `lamp_post`.
    pub kind: String,
    pub number: String,
    pub metres: u32,
    /// A report about it is not done yet.
    pub is_reported: bool,
}

impl Thing {
    pub fn name(&self, lang: &Lang) -> String {
        thing(*lang, &self.kind, &self.number)
    }

    pub fn sign(&self) -> &'static str {
        match self.kind.as_str() {
            "container" => "p-cont",
            "bin" => "p-bin",
            "bench" => "p-bench",
            _ => "p-lamp",
        }
    }
}

/// "Container 1043"
pub fn thing(lang: Lang, kind: &str, number: &str) -> String {
    let key = match kind {
        "container" => "thing-container",
        "bin" => "thing-bin",
        "bench" => "thing-bench",
        "lamp_post" => "thing-lamp-post",
        _ => "thing-other",
    };
    lang.t1(key, "number", number)
}

/// `/melden/plek/zoek`: the suggestions alone, for the page with script.
#[derive(Debug, Template)]
#[template(path = "place_found.html")]
pub struct FoundPart {
    pub page: Page,
    pub found: Vec<FoundPlace>,
    /// Whether something was looked for: then it is said when nothing was found.
    pub is_searched: bool,
}

/// `/melden/plek/vlakbij`: the things nearby alone, for the page with script.
#[derive(Debug, Template)]
#[template(path = "place_things.html")]
pub struct ThingsPart {
    pub page: Page,
    pub things: Vec<Thing>,
    /// Id of the thing that was chosen.
    pub asset: Option<String>,
}

/// What `/melden/plek` answers to a place that is not ours.
#[derive(Debug, Template)]
#[template(path = "outside.html")]
pub struct OutsidePage {
    pub page: Page,
    /// Town, municipality and where that takes reports, when it is a neighbour of ours.
    pub whose: Option<Whose>,
    /// Address of the drawn map with the pin.
    pub map_src: String,
    pub photos: usize,
}

/// Whose a place is.
#[derive(Debug, Clone)]
pub struct Whose {
    pub name: String,
    pub municipality: String,
    pub url: String,
}
