//! `/meldkamer/teksten`: the list of texts, and one of them as a form.

use askama::Template;
use web::form::{Fields, Mistake};
use web::{Lang, Page};

use crate::{standard_text::Purpose, store::standard_texts::StandardText, texts_page::Categories};

/// All texts, and the form of one.
#[derive(Debug, Template)]
#[template(path = "texts.html")]
pub struct TextsPage {
    pub page: Page,
    /// In the order of the list.
    pub texts: Vec<StandardText>,
    pub categories: Categories,
    /// What the form shows, by name of the field; empty for a new text.
    pub fields: Fields,
    pub mistakes: Vec<Mistake>,
    pub notice: Option<TextsNotice>,
}

/// What is said above the form.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum TextsNotice {
    Saved,
    Removed,
    /// Somebody else was first: whoever changed it, or `None` when it is gone.
    Conflict(Option<String>),
}

/// What each purpose is called.
const PURPOSES: [(Purpose, &str); 2] =
    [(Purpose::Closing, "Als het klaar is"), (Purpose::Asking, "Als vraag aan de melder")];

impl TextsPage {
    pub fn purposes(&self) -> [(Purpose, &'static str); 2] {
        PURPOSES
    }

    pub fn languages(&self) -> impl Iterator<Item = Lang> {
        Lang::all()
    }

    pub fn of(&self, purpose: &Purpose) -> Vec<&StandardText> {
        self.texts.iter().filter(|text| text.purpose == *purpose).collect()
    }

    pub fn value(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", String::as_str)
    }

    pub fn is_wrong(&self, field: &str) -> bool {
        self.mistakes.iter().any(|mistake| mistake.field == field)
    }

    /// The text that the form changes.
    pub fn chosen(&self) -> Option<&StandardText> {
        let id = self.value("tekst");
        self.texts.iter().find(|text| text.standard_text_id.to_string() == id)
    }

    pub fn is_chosen(&self, text: &StandardText) -> bool {
        self.chosen().is_some_and(|chosen| chosen.standard_text_id == text.standard_text_id)
    }

    /// "Zwerfafval", or for which it is when it is for all.
    pub fn kind<'a>(&'a self, text: &'a StandardText) -> &'a str {
        let Some(key) = &text.category_key else { return "alle soorten" };
        self.categories.iter().find(|(it, _)| it == key).map_or(key, |(_, name)| name)
    }

    /// "geen Türkçe, Polski"; empty when every language has it.
    pub fn missing(&self, text: &StandardText) -> String {
        let lacks = |lang: &Lang| !text.texts.contains_key(lang.tag());
        let names: Vec<_> = Lang::all().filter(lacks).map(Lang::name).collect();
        if names.is_empty() { String::new() } else { format!("geen {}", names.join(", ")) }
    }
}
