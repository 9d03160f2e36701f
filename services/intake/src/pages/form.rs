//! The four steps of the form, one question a page.

use askama::Template;
use proto::questions::Advice;
use web::words::Category;
use web::{FieldErrors, Page};

use super::{Asked, FoundPlace, Photo, PhotoHint, Thing};

/// `/melden`: step 1. Posts `photo` files, `photoId` of photos already sent, or `remove`.
#[derive(Debug, Template)]
#[template(path = "photo.html")]
pub struct PhotoPage {
    pub page: Page,
    /// Errors at field `foto`.
    pub errors: FieldErrors,
    /// Photos already in the draft.
    pub photos: Vec<Photo>,
    pub photos_max: usize,
    pub hints: Vec<PhotoHint>,
}

/// One buurt to choose from.
#[derive(Debug, Clone)]
pub struct AreaChoice {
    pub code: String,
    pub name: String,
}

/// The buurten of one wijk.
#[derive(Debug, Clone)]
pub struct AreaGroup {
    pub wijk: String,
    pub areas: Vec<AreaChoice>,
}

/// `/melden/plek`: step 2. Posts `longitude`, `latitude`, `accuracy`, `place`, `area`, or `map.x` and `map.y`.
#[derive(Debug, Template)]
#[template(path = "place.html")]
pub struct PlacePage {
    pub page: Page,
    /// Errors at fields `kaart`, `plek` and `buurt`.
    pub errors: FieldErrors,
    /// Decimal degrees as text, or empty.
    pub longitude: String,
    pub latitude: String,
    /// Metres as text, or empty.
    pub accuracy: String,
    pub place: String,
    /// Code of the chosen buurt.
    pub area: Option<String>,
    /// Name of the buurt that the point lies in or that was chosen.
    pub area_name: Option<String>,
    pub areas: Vec<AreaGroup>,
    /// Address of the drawn map, with the pin when there is one: `/melden/kaart.svg?lon=…&lat=…`.
    pub map_src: String,
    /// The map under our own layers, when there is one.
    pub base: Option<super::BaseShown>,
    /// The places that fit the words, when they were looked for.
    pub found: Vec<FoundPlace>,
    pub is_searched: bool,
    /// The things on the street around the pin.
    pub things: Vec<Thing>,
    /// Id of the thing that was chosen.
    pub asset: Option<String>,
}

impl PlacePage {
    /// Where the place lies, as far as it is known.
    fn where_it_is(&self) -> &str {
        match &self.area_name {
            Some(name) => name,
            None if self.longitude.is_empty() => self.page.t("place-none"),
            None if self.errors.at("kaart").is_some() => self.page.t("place-outside"),
            None => self.page.t("place-border"),
        }
    }

    fn what_to_do(&self) -> &'static str {
        let has_error = self.errors.at("kaart").is_some();
        self.page.t(match (self.longitude.is_empty(), has_error, &self.area_name) {
            (true, _, Some(_)) => "place-area-hint",
            (true, _, None) | (_, true, _) => "place-none-hint",
            (_, _, Some(_)) => "place-pin-hint",
            (_, _, None) => "place-border-hint",
        })
    }
}

/// `/melden/wat`: step 3. Each tile posts its `category`.
#[derive(Debug, Template)]
#[template(path = "what.html")]
pub struct WhatPage {
    pub page: Page,
    /// Errors at field `wat`.
    pub errors: FieldErrors,
    pub chosen: Option<String>,
}

impl WhatPage {
    fn categories(&self) -> impl IntoIterator<Item = Category> {
        self.page.lang.categories()
    }
}

/// `/melden/vragen`: what is asked about the category. Posts each answer by the key of its question.
#[derive(Debug, Template)]
#[template(path = "questions.html")]
pub struct QuestionsPage {
    pub page: Page,
    pub asked: Asked,
}

/// `/melden/advies`: something better to do than to report.
#[derive(Debug, Template)]
#[template(path = "advice.html")]
pub struct AdvicePage {
    pub page: Page,
    pub advice: Advice,
}

/// `/melden/controle`: step 4. Posts `key`, `description`, `email` and `phone`, or
/// with them the step to `change`.
#[derive(Debug, Template)]
#[template(path = "check.html")]
pub struct CheckPage {
    pub page: Page,
    /// Errors at fields `uitleg`, `mail`, `telefoon` and `verstuur`.
    pub errors: FieldErrors,
    pub photos: Vec<Photo>,
    pub hints: Vec<PhotoHint>,
    /// The place in words: "Wiekslag 41, Zangvogelbuurt".
    pub place: String,
    /// The thing on the street that it is about: "Container 1043".
    pub thing: Option<String>,
    pub category: Category,
    /// Question and answer, in words.
    pub answers: Vec<(String, String)>,
    /// Same key, same report: a second press on the button sends nothing twice.
    pub key: String,
    pub description: String,
    /// Characters.
    pub description_max: usize,
    pub email: String,
    pub phone: String,
    /// A proof of work for the browser, as JSON; empty when none is needed.
    pub challenge: String,
}

impl CheckPage {
    fn photos_in_words(&self) -> String {
        match self.photos.len() {
            0 => self.page.t("check-no-photo").to_owned(),
            count => self.page.t1("check-photos-ready", "count", count),
        }
    }

    fn contact_open(&self) -> bool {
        let typed = !self.email.is_empty() || !self.phone.is_empty();
        typed || self.errors.at("mail").is_some() || self.errors.at("telefoon").is_some()
    }
}
