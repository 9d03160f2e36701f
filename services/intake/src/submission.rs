//! What a valid report is. Pure: text in, a [`Submission`] or every mistake out.

use std::collections::BTreeMap;

use platform::problem::FieldError;
use serde_json::Value;
use uuid::Uuid;
use web::Lang;

use crate::{
    contact::{Contact, Invalid},
    known::Known,
    source::Source,
};

/// Characters.
pub const DESCRIPTION_CHARS_MAX: usize = 2000;
pub const LOCATION_TEXT_CHARS_MAX: usize = 200;
pub const PHOTOS_MAX: usize = 5;
const ANSWERS_MAX: usize = 20;
const ANSWER_CHARS_MAX: usize = 200;

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
    /// The thing on the street that it is about.
    pub asset_id: Option<Uuid>,
    pub contact: Contact,
    pub answers: BTreeMap<String, String>,
    pub language: String,
    pub known: Known,
    /// Only the buurt was chosen: the location is a point somewhere in it.
    pub is_place_vague: bool,
    pub source: Source,
}

impl Submission {
    /// Reads the JSON of `POST /api/v1/reports`, and finds every mistake in it.
    pub fn parse(body: &Value) -> Result<Self, Mistakes> {
        let mut errors = Vec::new();
        let Some(fields) = body.as_object() else {
            let errors = one("", "Stuur een JSON-object met de melding.");
            return Err(Mistakes { errors, ..Mistakes::default() });
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
            if !is_readable(&text) {
                errors.push(FieldError::new(pointer, UNREADABLE));
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
        let asset_id = or_note(asset_id_of(fields.get("assetId")), &mut errors);
        let answers = or_note(answers_of(fields.get("answers")), &mut errors);
        let contact = or_note(contact_of(fields.get("contact")), &mut errors);
        let known = or_note(Known::parse(fields), &mut errors);
        match (location, photo_ids, answers, contact, known, asset_id) {
            (
                Some(location),
                Some(photo_ids),
                Some(answers),
                Some(contact),
                Some(known),
                Some(asset_id),
            ) if errors.is_empty() => Ok(Self {
                category,
                description,
                location,
                location_text,
                accuracy_m: None,
                photo_ids,
                asset_id,
                contact,
                answers,
                language: known_language(&language),
                known,
                is_place_vague: false,
                source: Source::Api,
            }),
            (location, photo_ids, ..) => {
                let is_right = errors.iter().all(|error| error.pointer != "/category");
                let category = is_right.then_some(category);
                let photo_ids = photo_ids.unwrap_or_default();
                Err(Mistakes { errors, category, location, photo_ids })
            }
        }
    }
}

/// What is wrong with a report, and those parts of it that are well formed but may
/// still be unknown to the database: all mistakes are told at once.
#[derive(Debug, Default)]
pub struct Mistakes {
    pub errors: Vec<FieldError>,
    pub category: Option<String>,
    pub location: Option<Location>,
    pub photo_ids: Vec<Uuid>,
}

const UNREADABLE: &str = "Hier staat een teken in dat niet te lezen is. Typ de tekst opnieuw.";

/// Whether there are only letters and white space: the database refuses some of the rest.
fn is_readable(text: &str) -> bool {
    text.chars().all(|letter| !letter.is_control() || matches!(letter, '\n' | '\r' | '\t'))
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
    Lang::tagged(asked).unwrap_or_else(Lang::dutch).tag().to_owned()
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

fn asset_id_of(value: Option<&Value>) -> Result<Option<Uuid>, Vec<FieldError>> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(id) => id
            .as_str()
            .and_then(|text| text.parse().ok())
            .map(Some)
            .ok_or_else(|| one("/assetId", "assetId moet een id uit /assets zijn.")),
    }
}

fn answers_of(value: Option<&Value>) -> Result<BTreeMap<String, String>, Vec<FieldError>> {
    let fields = match value {
        None | Some(Value::Null) => return Ok(BTreeMap::new()),
        Some(Value::Object(fields)) if fields.len() <= ANSWERS_MAX => fields,
        Some(_) => return Err(one("/answers", "answers moet een object met antwoorden zijn.")),
    };
    let answers: BTreeMap<String, String> = fields
        .iter()
        .map(|(key, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
            let fits = key.len() <= ANSWER_CHARS_MAX && text.chars().count() <= ANSWER_CHARS_MAX;
            fits.then_some((key.clone(), text))
        })
        .collect::<Option<_>>()
        .ok_or_else(|| one("/answers", "Een van de antwoorden is te lang."))?;
    if answers.iter().all(|(key, answer)| is_readable(key) && is_readable(answer)) {
        return Ok(answers);
    }
    Err(one("/answers", UNREADABLE))
}

fn contact_of(value: Option<&Value>) -> Result<Contact, Vec<FieldError>> {
    let fields = match value {
        None | Some(Value::Null) => return Ok(Contact::default()),
        Some(Value::Object(fields)) => fields,
        Some(_) => return Err(one("/contact", "contact moet een object zijn.")),
    };
    let text = |name, pointer| match fields.get(name) {
        None | Some(Value::Null) => Ok(""),
        Some(Value::String(text)) => Ok(text.as_str()),
        Some(_) => Err(FieldError::new(pointer, format!("{name} moet tekst zijn."))),
    };
    let (email, phone) = match (text("email", "/contact/email"), text("phone", "/contact/phone")) {
        (Ok(email), Ok(phone)) => (email, phone),
        (email, phone) => return Err(email.err().into_iter().chain(phone.err()).collect()),
    };
    Contact::parse(email, phone).map_err(|mistakes| {
        mistakes
            .into_iter()
            .map(|mistake| match mistake {
                Invalid::Email => {
                    FieldError::new("/contact/email", web::Lang::dutch().t(mistake.key()))
                }
                Invalid::Phone => {
                    FieldError::new("/contact/phone", web::Lang::dutch().t(mistake.key()))
                }
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
        let mistakes = Submission::parse(body).unwrap_err();
        mistakes.errors.into_iter().map(|error| error.pointer.into_owned()).collect()
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
    fn who_reports_is_answered_in_a_language_that_we_speak() {
        let spoken = |asked: &str| {
            let mut body = valid();
            body["language"] = asked.into();
            Submission::parse(&body).unwrap().language
        };
        assert_eq!(["ar", "tr-TR", "EN", "fr", ""].map(spoken), ["ar", "tr", "en", "nl", "nl"]);
    }

    #[test]
    fn every_mistake_is_found_at_once() {
        let mut body = json!({
            "category": 7,
            "location": {"type": "Point", "coordinates": [500, 52]},
            "photoIds": ["nonsense"],
            "assetId": 1043,
            "contact": {"email": "geen adres"},
        });
        body["description"] = "x".repeat(DESCRIPTION_CHARS_MAX + 1).into();
        assert_eq!(
            pointers(&body),
            [
                "/category",
                "/description",
                "/location/coordinates",
                "/photoIds",
                "/assetId",
                "/contact/email"
            ]
        );
    }

    #[test]
    fn what_only_the_database_knows_can_be_checked_beside_other_mistakes() {
        let mut body = valid();
        body["description"] = 7.into();
        let mistakes = Submission::parse(&body).unwrap_err();
        assert_eq!(mistakes.category.as_deref(), Some("litter"));
        assert_eq!(mistakes.location, Location::new(5.4036, 52.1660));
    }

    #[test]
    fn characters_that_nobody_can_read_are_refused_at_their_field() {
        let mut body = valid();
        for name in ["category", "description", "locationText", "language"] {
            body[name] = "a\0b".into();
        }
        body["answers"] = json!({"hoeveel": "\u{1b}[2J"});
        body["contact"] = json!({"email": "a\0@b.nl", "phone": "06 1234\u{0}5678"});
        let expected = ["/category", "/description", "/locationText", "/language", "/answers"];
        assert_eq!(
            pointers(&body),
            [&expected[..], &["/contact/email", "/contact/phone"]].concat()
        );
        body = valid();
        body["description"] = "een\r\n\ttwee".into();
        assert!(Submission::parse(&body).is_ok());
    }

    #[test]
    fn contact_details_that_are_no_text_are_told() {
        let mut body = valid();
        body["contact"] = json!({"email": 123, "phone": ["06"]});
        assert_eq!(pointers(&body), ["/contact/email", "/contact/phone"]);
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
