//! A text as somebody fills it in.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use uuid::Uuid;
use web::Lang;
use web::form::{Fields, Mistake};

use super::Categories;
use crate::{
    questions::checked_text,
    standard_text::{Purpose, Translations},
    store::standard_texts::StandardText,
};

/// Characters of the name of a text.
const NAME_MAX: usize = 60;

/// The form of a text as it stands.
pub fn fields(text: &StandardText) -> Fields {
    let mut fields = Fields::from([
        ("tekst".to_owned(), text.standard_text_id.to_string()),
        ("versie".to_owned(), text.version.to_string()),
        ("voor".to_owned(), text.purpose.as_str().to_owned()),
        ("soort".to_owned(), text.category_key.clone().unwrap_or_default()),
        ("naam".to_owned(), text.name.clone()),
    ]);
    fields.extend(text.texts.iter().map(|(tag, text)| (format!("tekst-{tag}"), text.clone())));
    fields
}

/// The version that the form was drawn with; 0 for a new text.
pub fn version(fields: &Fields) -> i64 {
    fields.get("versie").and_then(|version| version.parse().ok()).unwrap_or(0)
}

/// Reads the form.
///
/// # Errors
///
/// All mistakes at once.
pub fn parse(
    fields: &Fields,
    categories: &Categories,
    staff_name: &str,
    now: DateTime<Utc>,
) -> Result<StandardText, Vec<Mistake>> {
    let value = |name: &str| fields.get(name).map_or("", |value| value.trim());
    let mut mistakes = Vec::new();
    let purpose = Purpose::parse(value("voor")).unwrap_or_else(|| {
        mistakes.push(Mistake::new("voor", "Kies waar de tekst voor is."));
        Purpose::Closing
    });
    let category = value("soort");
    if !category.is_empty() && !categories.iter().any(|(key, _)| key == category) {
        mistakes.push(Mistake::new("soort", "Kies een soort uit de lijst."));
    }
    let name = checked_text(value("naam"), NAME_MAX).unwrap_or_default();
    if name.is_empty() || name.contains('\n') {
        let why = format!("Geef de tekst een naam van hoogstens {NAME_MAX} tekens.");
        mistakes.push(Mistake::new("naam", why));
    }
    let mut texts = Translations::new();
    for lang in Lang::all() {
        let field = format!("tekst-{}", lang.tag());
        match checked_text(value(&field), purpose.chars_max()) {
            Ok(text) if text.is_empty() => {}
            Ok(text) => drop(texts.insert(lang.tag().to_owned(), text)),
            Err(why) => mistakes.push(Mistake::new(field, format!("{}: {why}", lang.name()))),
        }
    }
    let has_dutch = texts.contains_key(Lang::dutch().tag());
    if !has_dutch && !mistakes.iter().any(|mistake| mistake.field == "tekst-nl") {
        mistakes.push(Mistake::new("tekst-nl", "Schrijf de tekst in het Nederlands."));
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let known = value("tekst").parse().ok();
    Ok(StandardText {
        standard_text_id: known.unwrap_or_else(Uuid::now_v7),
        purpose,
        category_key: (!category.is_empty()).then(|| category.to_owned()),
        name,
        texts: Json(texts),
        version: if known.is_some() { version(fields) } else { 0 },
        staff_name: staff_name.to_owned(),
        changed_at: now,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn categories() -> Categories {
        vec![("litter".to_owned(), "Zwerfafval".to_owned())]
    }

    fn filled(pairs: &[(&str, &str)]) -> Fields {
        let usual = [("voor", "closing"), ("naam", "Al weg"), ("tekst-nl", "Het was al weg.")];
        let all = usual.iter().chain(pairs);
        all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn wrong(pairs: &[(&str, &str)]) -> Vec<String> {
        let parsed = parse(&filled(pairs), &categories(), "M", DateTime::UNIX_EPOCH);
        parsed.unwrap_err().into_iter().map(|mistake| mistake.field).collect()
    }

    #[test]
    fn a_text_needs_a_name_and_dutch_words() {
        assert_eq!(wrong(&[("naam", " "), ("tekst-nl", "")]), ["naam", "tekst-nl"]);
        assert_eq!(wrong(&[("voor", "mail"), ("soort", "hond")]), ["voor", "soort"]);
        assert_eq!(wrong(&[("tekst-ar", &"ا".repeat(1001))]), ["tekst-ar"]);
        assert_eq!(wrong(&[("tekst-nl", &"a".repeat(1001))]), ["tekst-nl"]);
        assert_eq!(wrong(&[("voor", "asking"), ("tekst-nl", &"a".repeat(501))]), ["tekst-nl"]);
    }

    #[test]
    fn a_new_text_never_takes_the_place_of_another() {
        let text = parse(&filled(&[("versie", "7")]), &categories(), "M", DateTime::UNIX_EPOCH);
        assert_eq!(text.unwrap().version, 0);
    }

    proptest! {
        #[test]
        fn the_form_of_a_text_gives_the_same_text(
            name in "[a-zé ]{1,20}x",
            texts in prop::collection::btree_map("(en|ar|tr|pl)", "[a-zé؟\n ]{0,30}x", 0..4),
            dutch in "[A-Za-zé.]{1,40}",
            is_of_kind: bool,
        ) {
            let texts = texts.into_iter().map(|(tag, text)| (tag, text.trim().to_owned()));
            let text = StandardText {
                standard_text_id: Uuid::from_u128(7),
                purpose: Purpose::Asking,
                category_key: is_of_kind.then(|| "litter".to_owned()),
                name: name.trim().to_owned(),
                texts: Json(texts.chain([("nl".to_owned(), dutch)]).collect()),
                version: 3,
                staff_name: "M".to_owned(),
                changed_at: DateTime::UNIX_EPOCH,
            };
            let parsed = parse(&fields(&text), &categories(), "M", DateTime::UNIX_EPOCH);
            prop_assert_eq!(parsed.unwrap(), text);
        }
    }
}
