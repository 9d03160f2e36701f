//! That every language is whole, and says numbers and dates as it should.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use fluent_bundle::FluentResource;
use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use intl_pluralrules::{PluralRuleType, PluralRules};
use platform::municipality::Municipality;
use unic_langid::LanguageIdentifier;

use super::*;

/// What is compared of a message: its variables, and the variants of its choices by number.
#[derive(Debug, Default, PartialEq)]
struct Shape {
    variables: BTreeSet<String>,
    plurals: Vec<BTreeSet<String>>,
    is_plain: bool,
}

fn shapes(tag: &str) -> BTreeMap<String, Shape> {
    let (_, text) = file::FILES.iter().find(|(found, _)| *found == tag).unwrap();
    let resource = FluentResource::try_new((*text).to_owned());
    let resource = resource.unwrap_or_else(|(_, errors)| panic!("{tag}: {errors:?}"));
    let mut shapes = BTreeMap::new();
    for entry in resource.entries() {
        let Entry::Message(message) = entry else { continue };
        let mut shape = Shape { is_plain: true, ..Shape::default() };
        look_at(message.value.as_ref().unwrap(), &mut shape);
        let key = message.id.name;
        assert!(shapes.insert(key.to_owned(), shape).is_none(), "{tag} holds {key} twice");
    }
    shapes
}

fn look_at(pattern: &Pattern<&str>, shape: &mut Shape) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                shape.variables.insert(id.name.to_owned());
            }
            Expression::Inline(_) => shape.is_plain = false,
            Expression::Select { selector, variants } => {
                shape.is_plain = false;
                let InlineExpression::VariableReference { id } = selector else { continue };
                shape.variables.insert(id.name.to_owned());
                let names = variants.iter().map(|variant| match variant.key {
                    VariantKey::Identifier { name } => name.to_owned(),
                    VariantKey::NumberLiteral { value } => value.to_owned(),
                });
                if id.name == "count" {
                    shape.plurals.push(names.collect());
                }
                for variant in variants {
                    look_at(&variant.value, shape);
                }
            }
        }
    }
}

fn others() -> impl Iterator<Item = &'static str> {
    Lang::all().map(Lang::tag).filter(|tag| *tag != SOURCE)
}

#[test]
fn every_language_has_the_texts_of_the_source_and_no_others() {
    let source = shapes(SOURCE);
    for tag in others() {
        let shapes = shapes(tag);
        let missing: Vec<_> = source.keys().filter(|key| !shapes.contains_key(*key)).collect();
        let extra: Vec<_> = shapes.keys().filter(|key| !source.contains_key(*key)).collect();
        assert!(missing.is_empty() && extra.is_empty(), "{tag}: {missing:?}, too many: {extra:?}");
    }
}

#[test]
fn a_text_needs_no_variable_that_the_source_does_not_give() {
    let source = shapes(SOURCE);
    for tag in others() {
        for (key, shape) in shapes(tag) {
            // Only Dutch needs to know what kind of name an area has, and few the year's words.
            let mut wanted = source[&key].variables.clone();
            wanted.remove("kind");
            let mut found = shape.variables.clone();
            found.remove("kind");
            assert_eq!(found, wanted, "{key} in {tag}");
        }
    }
}

#[test]
fn a_choice_by_number_has_every_form_that_the_language_has() {
    for lang in Lang::all() {
        let tag: LanguageIdentifier = lang.tag().parse().unwrap();
        let rules = PluralRules::create(tag, PluralRuleType::CARDINAL).unwrap();
        let form = |n: u32| format!("{:?}", rules.select(n).unwrap()).to_lowercase();
        let forms: BTreeSet<String> = (0..=120).map(form).collect();
        for (key, shape) in shapes(lang.tag()) {
            for plural in &shape.plurals {
                // Where a sentence counts to three by name, the rest is "other".
                let is_by_name = plural.iter().any(|name| name.parse::<u32>().is_ok());
                let is_whole = is_by_name || forms.is_subset(plural);
                assert!(is_whole, "{key} in {lang} has {plural:?}, not {forms:?}");
            }
        }
    }
}

#[test]
fn scripts_get_texts_with_plain_variables_only() {
    for lang in Lang::all() {
        for (key, shape) in shapes(lang.tag()) {
            assert!(!key.starts_with("js-") || shape.is_plain, "{key} in {lang}");
        }
        let texts: serde_json::Value = serde_json::from_str(&lang.script_texts("photo")).unwrap();
        assert!(texts["ready-spoken"].as_str().unwrap().contains("{number}"), "{texts}");
        assert_eq!(texts["problem-photo-heic"], lang.t("problem-photo-heic"));
    }
}

#[test]
fn the_only_tag_in_a_text_is_b_and_the_variable_of_such_a_text_is_escaped() {
    for (tag, text) in file::FILES {
        let bare = text.replace("<b>", "").replace("</b>", "");
        assert!(!bare.contains('<') && !bare.contains('\u{202e}'), "{tag}");
    }
    let html = Lang::dutch().rich1("follow-expected", "day", "<i>morgen</i>").to_string();
    assert!(html.contains("<b>") && !html.contains("<i>"), "{html}");
}

#[test]
fn a_language_is_known_by_its_tag_and_another_is_not() {
    assert_eq!(Lang::tagged("tr-TR").map(Lang::tag), Some("tr"));
    assert_eq!(Lang::tagged("xx"), None);
    assert_eq!(Lang::all().next(), Some(Lang::dutch()));
    assert_eq!(Lang::tagged("ar").unwrap().dir(), "rtl");
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn without_marks(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

#[test]
fn dates_are_said_as_in_the_language() {
    let (now, thursday) = (at("2026-11-24T12:00:00Z"), at("2026-11-26T09:52:00Z"));
    let expected = [
        ("nl", "donderdag 26 november, 10.52 uur"),
        ("en", "Thursday 26 November, 10:52"),
        ("tr", "26 Kasım Perşembe, saat 10.52"),
        ("ar", "الخميس 26 نوفمبر، الساعة 10:52"),
        ("pl", "czwartek, 26 listopada, godz. 10:52"),
    ];
    for (tag, expected) in expected {
        let lang = Lang::tagged(tag).unwrap();
        assert_eq!(without_marks(&lang.moment(thursday, now)), expected);
        assert_ne!(lang.day(now, now), lang.weekday_and_date(now, now));
        assert!(lang.weekday_and_date(thursday + TimeDelta::days(90), now).contains("2027"));
    }
}

#[test]
fn lengths_follow_the_plurals_of_the_language() {
    let said = |tag, hours: i64| without_marks(&Lang::tagged(tag).unwrap().length(hours * 60));
    assert_eq!(
        [said("pl", 1), said("pl", 3), said("pl", 5)],
        ["1 godzina", "3 godziny", "5 godzin"]
    );
    assert_eq!([said("ar", 2), said("ar", 3), said("ar", 24)], ["ساعتان", "3 ساعات", "يوم واحد"]);
    assert_eq!([said("en", 1), said("en", 48)], ["1 hour", "2 days"]);
}

#[test]
fn no_text_names_a_municipality_and_all_name_the_one_that_is_set() {
    let nijkerk = Municipality { name: "Nijkerk".to_owned(), phone: "14 0 33".to_owned() };
    for (tag, text) in file::FILES {
        for word in ["Amersfoort", "14 033", "Liendert"] {
            let line = text.lines().find(|line| line.contains(word) && !line.starts_with('#'));
            assert_eq!(line, None, "{tag} says {word} itself");
        }
        let texts = file::Texts::read(tag, text, &nijkerk);
        assert!(texts.fixed["mail-from"].contains("Nijkerk"), "{tag}");
        // In one piece, also where words run from right to left.
        assert!(texts.fixed["outside-call"].contains("14\u{a0}0\u{a0}33"), "{tag}");
    }
}
