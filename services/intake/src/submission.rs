//! What a valid report is. Pure: text in, a [`Submission`] or every mistake out.

use std::collections::BTreeMap;

use platform::problem::FieldError;
use serde_json::Value;
use uuid::Uuid;

use crate::contact::{Contact, Invalid};

/// Characters.
pub const DESCRIPTION_CHARS_MAX: usize = 2000;
pub const LOCATION_TEXT_CHARS_MAX: usize = 200;
pub const PHOTOS_MAX: usize = 5;
const ANSWERS_MAX: usize = 20;
const ANSWER_CHARS_MAX: usize = 200;

/// Languages that our pages and messages exist in, as BCP 47 tags.
pub const LANGUAGES: [&str; 1] = ["nl"];

/// A place on earth in WGS 84, degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Location {
    pub longitude: f64,
    pub latitude: f64,
}

impl Location {
    /// `None` for what is no place on earth.
    pub fn new(longitude: f64, latitude: f64) -> Option<Self> {
        let is_place = (-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude);
        is_place.then_some(Self { longitude, latitude })
    }
}

/// A report as handed in: well formed, but not yet checked against what the
/// database knows (category, place, photos).
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    pub category: String,
    pub description: String,
    pub location: Location,
    pub location_text: String,
    /// Metres.
    pub accuracy_m: Option<f32>,
    pub photo_ids: Vec<Uuid>,
    pub contact: Contact,
    pub answers: BTreeMap<String, String>,
    pub language: String,
}

impl Submission {
    /// Reads the JSON of `POST /api/v1/reports`, and finds every mistake in it.
    pub fn parse(body: &Value) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let Some(fields) = body.as_object() else {
            return Err(vec![FieldError::new("", "Stuur een JSON-object met de melding.")]);
        };
        let text = |name| match fields.get(name) {
            None | Some(Value::Null) => Ok(String::new()),
            Some(Value::String(text)) => Ok(text.trim().to_owned()),
            Some(_) => Err(()),
        };
        let mut text_up_to = |name: &'static str, pointer: &'static str, chars_max: usize| {
            let text = text(name).unwrap_or_else(|()| {
                errors.push(FieldError::new(pointer, format!("{name} moet tekst zijn.")));
                String::new()
            });
            let chars = text.chars().count();
            if chars > chars_max {
                errors.push(too_long(pointer, chars, chars_max));
            }
            text
        };
        let category = text_up_to("category", "/category", 100);
        let description = text_up_to("description", "/description", DESCRIPTION_CHARS_MAX);
        let location_text = text_up_to("locationText", "/locationText", LOCATION_TEXT_CHARS_MAX);
        let language = text_up_to("language", "/language", 35);
        if category.is_empty() && errors.iter().all(|error| error.pointer != "/category") {
            errors.push(FieldError::new("/category", "Zeg om wat voor soort melding het gaat."));
        }
        let location = or_note(location_of(fields.get("location")), &mut errors);
        let photo_ids = or_note(photo_ids_of(fields.get("photoIds")), &mut errors);
        let answers = or_note(answers_of(fields.get("answers")), &mut errors);
        let contact = or_note(contact_of(fields.get("contact")), &mut errors);
        match (location, photo_ids, answers, contact) {
            (Some(location), Some(photo_ids), Some(answers), Some(contact))
                if errors.is_empty() =>
            {
                Ok(Self {
                    category,
                    description,
                    location,
                    location_text,
                    accuracy_m: None,
                    photo_ids,
                    contact,
                    answers,
                    language: known_language(&language),
                })
            }
            _ => Err(errors),
        }
    }
}

/// The mistake of a text that is longer than we keep.
pub fn too_long(pointer: &'static str, chars: usize, chars_max: usize) -> FieldError {
    let detail = format!(
        "De tekst is {chars} tekens lang. Er passen {chars_max} tekens in. Maak hem korter."
    );
    FieldError::new(pointer, detail)
}

/// A language that we do not speak is answered in Dutch.
fn known_language(asked: &str) -> String {
    let primary = asked.split('-').next().unwrap_or_default().to_ascii_lowercase();
    LANGUAGES.into_iter().find(|known| *known == primary).unwrap_or("nl").to_owned()
}

fn or_note<T>(found: Result<T, Vec<FieldError>>, errors: &mut Vec<FieldError>) -> Option<T> {
    found.map_err(|found| errors.extend(found)).ok()
}

fn one(pointer: &'static str, detail: &'static str) -> Vec<FieldError> {
    vec![FieldError::new(pointer, detail)]
}

/// A GeoJSON Point in CRS84: longitude first.
fn location_of(value: Option<&Value>) -> Result<Location, Vec<FieldError>> {
    let Some(value) = value else {
        return Err(one("/location", "Zeg waar het is."));
    };
    if value.get("type").and_then(Value::as_str) != Some("Point") {
        return Err(one("/location/type", "De plek moet een GeoJSON-punt zijn (type Point)."));
    }
    let coordinates = value.get("coordinates").and_then(Value::as_array);
    let numbers: Option<Vec<f64>> =
        coordinates.and_then(|list| list.iter().map(Value::as_f64).collect());
    let location = match numbers.as_deref() {
        Some([longitude, latitude] | [longitude, latitude, _]) => {
            Location::new(*longitude, *latitude)
        }
        _ => None,
    };
    location.ok_or_else(|| {
        one("/location/coordinates", "Geef de lengtegraad en de breedtegraad, in graden.")
    })
}

fn photo_ids_of(value: Option<&Value>) -> Result<Vec<Uuid>, Vec<FieldError>> {
    let list = match value {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(list)) => list,
        Some(_) => return Err(one("/photoIds", "photoIds moet een lijst zijn.")),
    };
    if list.len() > PHOTOS_MAX {
        return Err(one("/photoIds", "Er passen hoogstens vijf foto's bij een melding."));
    }
    let ids: Option<Vec<Uuid>> =
        list.iter().map(|id| id.as_str().and_then(|text| text.parse().ok())).collect();
    let mut ids = ids.ok_or_else(|| one("/photoIds", "Een van de foto's heeft geen geldig id."))?;
    let mut seen = std::collections::HashSet::new();
    ids.retain(|id| seen.insert(*id));
    Ok(ids)
}

fn answers_of(value: Option<&Value>) -> Result<BTreeMap<String, String>, Vec<FieldError>> {
    let fields = match value {
        None | Some(Value::Null) => return Ok(BTreeMap::new()),
        Some(Value::Object(fields)) if fields.len() <= ANSWERS_MAX => fields,
        Some(_) => return Err(one("/answers", "answers moet een object met antwoorden zijn.")),
    };
    fields
        .iter()
        .map(|(key, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
            let fits = key.len() <= ANSWER_CHARS_MAX && text.chars().count() <= ANSWER_CHARS_MAX;
            fits.then_some((key.clone(), text))
        })
        .collect::<Option<_>>()
        .ok_or_else(|| one("/answers", "Een van de antwoorden is te lang."))
}

fn contact_of(value: Option<&Value>) -> Result<Contact, Vec<FieldError>> {
    let fields = match value {
        None | Some(Value::Null) => return Ok(Contact::default()),
        Some(Value::Object(fields)) => fields,
        Some(_) => return Err(one("/contact", "contact moet een object zijn.")),
    };
    let text = |name| fields.get(name).and_then(Value::as_str).unwrap_or_default();
    Contact::parse(text("email"), text("phone")).map_err(|mistakes| {
        mistakes
            .into_iter()
            .map(|mistake| match mistake {
                Invalid::Email => FieldError::new("/contact/email", mistake.message()),
                Invalid::Phone => FieldError::new("/contact/phone", mistake.message()),
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn valid() -> Value {
        json!({
            "category": "litter",
            "description": "Blikjes",
            "location": {"type": "Point", "coordinates": [5.4036, 52.1660]},
        })
    }

    fn pointers(body: &Value) -> Vec<String> {
        let errors = Submission::parse(body).unwrap_err();
        errors.into_iter().map(|error| error.pointer.into_owned()).collect()
    }

    #[test]
    fn the_smallest_report_is_a_category_and_a_place() {
        let mut body = valid();
        body.as_object_mut().unwrap().remove("description");
        let submission = Submission::parse(&body).unwrap();
        assert_eq!(submission.location, Location { longitude: 5.4036, latitude: 52.1660 });
        assert_eq!((submission.description.as_str(), submission.language.as_str()), ("", "nl"));
    }

    #[test]
    fn every_mistake_is_found_at_once() {
        let mut body = json!({
            "category": 7,
            "location": {"type": "Point", "coordinates": [500, 52]},
            "photoIds": ["nonsense"],
            "contact": {"email": "geen adres"},
        });
        body["description"] = "x".repeat(DESCRIPTION_CHARS_MAX + 1).into();
        assert_eq!(
            pointers(&body),
            ["/category", "/description", "/location/coordinates", "/photoIds", "/contact/email"]
        );
    }

    #[test]
    fn the_limit_counts_characters_and_not_bytes() {
        let mut body = valid();
        body["description"] = "ü".repeat(DESCRIPTION_CHARS_MAX).into();
        assert!(Submission::parse(&body).is_ok());
    }

    #[test]
    fn the_same_photo_twice_is_one_photo() {
        let mut body = valid();
        let id = Uuid::new_v4();
        body["photoIds"] = json!([id, id]);
        assert_eq!(Submission::parse(&body).unwrap().photo_ids, [id]);
    }

    #[test]
    fn a_list_is_not_a_report() {
        assert_eq!(pointers(&json!([])), [""]);
    }

    proptest! {
        #[test]
        fn no_coordinates_make_it_panic(longitude: f64, latitude: f64) {
            let mut body = valid();
            body["location"]["coordinates"] = json!([longitude, latitude]);
            let _ = Submission::parse(&body);
        }
    }
}
