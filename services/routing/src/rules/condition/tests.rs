//! How far a condition may go, to the letter, and what it is tried on before it counts.

use super::*;

fn known() -> Known {
    let set = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect();
    Known {
        categories: set(&["litter", "bulky_waste"]),
        areas: set(&["BU1"]),
        questions: set(&["danger"]),
    }
}

fn told(text: &str) -> String {
    Condition::check(text, &known()).err().map(|refused| refused.to_string()).unwrap_or_default()
}

/// So many characters, all but four of them white space.
fn long(chars: usize) -> String {
    format!("true{}", " ".repeat(chars - 4))
}

fn nested(brackets: usize) -> String {
    format!("{}true{}", "(".repeat(brackets), ")".repeat(brackets))
}

/// A sum with so many signs: `==` is one.
fn sum(signs: usize) -> String {
    format!("0{} == 0", "+0".repeat(signs - 1))
}

#[test]
fn each_limit_lets_through_what_just_fits() {
    assert!(told(&long(LENGTH_MAX)).is_empty());
    assert!(told(&long(LENGTH_MAX + 1)).contains("hoogstens 500 tekens"));
    assert!(told(&nested(DEPTH_MAX)).is_empty());
    assert!(told(&nested(DEPTH_MAX + 1)).contains("minder haakjes"));
    assert!(told(&sum(SIGNS_MAX)).is_empty());
    assert!(told(&sum(SIGNS_MAX + 1)).contains("hoogstens 32"));
    assert!(told(&sum(SIGNS_MAX * 2)).contains("hoogstens 32"));
}

#[test]
fn brackets_beside_each_other_are_not_deep_and_a_double_sign_is_one() {
    let beside = ["(true)"; DEPTH_MAX + 2].join("||");
    assert!(told(&beside).is_empty(), "{}", told(&beside));
    assert_eq!((depth("([{?"), depth("()[]{}"), depth(")(")), (4, 1, 1));
    let counted = [("a==b", 1), ("a&&b||c", 2), ("!a", 1), ("!!a", 2), ("a<=b", 1), ("a=b", 1)];
    for (text, count) in [counted.as_slice(), &[("1+2-3*4/5%6", 5), ("", 0)]].concat() {
        assert_eq!(signs(text), count, "{text}");
    }
}

#[test]
fn what_is_named_deep_inside_must_be_there_too() {
    for text in [
        r#"true in [category == "liter"]"#,
        r#"size({"a": category == "liter"}) == 1"#,
        r#"size({category == "liter": "a"}) == 1"#,
        r#"(category == "liter" ? 1 : 2) == 1"#,
    ] {
        assert!(told(text).contains("“liter” is geen soort"), "{text}: {}", told(text));
    }
}

#[test]
fn it_is_tried_on_every_kind_at_every_hour_open_and_closed() {
    for text in [
        r#"category == "bulky_waste" && 1 / 0 == 1"#,
        "hour == 23 && 1 / 0 == 1",
        "weekday == 7 && 1 / 0 == 1",
        "weekday == 1 && 1 / 0 == 1",
        "open && 1 / 0 == 1",
        "!open && 1 / 0 == 1",
        "open && hour != 12 || open && weekday != 1 || (open && 1 / 0 == 1)",
    ] {
        assert!(told(text).contains("deelt door nul"), "{text}: {}", told(text));
    }
    let tried: Vec<_> = samples(&known()).collect();
    let is_open = |it: &&Facts| it.moment.is_open;
    assert_eq!(tried.len(), 2 * 24 * 2);
    // On a Monday at noon, of both kinds.
    let open: Vec<_> = tried.iter().filter(is_open).map(|it| it.moment).collect();
    assert_eq!(open, [Moment { hour: 12, weekday: 1, is_open: true }; 2]);
}

#[test]
fn a_function_that_may_not_be_called_is_named_as_it_is_written() {
    assert!(told("[true][0]").contains("“[_]” kan niet"), "{}", told("[true][0]"));
    assert_eq!((called("@in"), called("_in_"), called("a_b")), ("in", "in", "a_b"));
}

#[test]
fn a_stored_condition_whose_question_went_says_that_the_name_is_not_there() {
    let condition = Condition::parse(r#"answers.gone == "yes""#).unwrap();
    assert_eq!(condition.holds(&Facts::default()), Err(Failed::UnknownName));
}
