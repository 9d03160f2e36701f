//! Tests of the rules and their conditions.

use proptest::prelude::*;

use super::{
    condition::{Known, LENGTH_MAX},
    facts::Moment,
    *,
};
use crate::service_level::Calendar;

fn known() -> Known {
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Known {
        categories: set(&["litter", "bulky_waste"]),
        areas: set(&["BU1", "BU2"]),
        questions: set(&["danger", "items"]),
    }
}

fn facts(category: &str, area: &str) -> Facts {
    let answers = known().questions.into_iter().map(|key| (key, String::new())).collect();
    Facts {
        category: category.to_owned(),
        area: area.to_owned(),
        answers,
        moment: Moment { hour: 9, weekday: 1, is_open: true },
        ..Facts::default()
    }
}

fn rule(condition: &str, team_key: &str) -> Rule {
    let team_key = Some(team_key.to_owned()).filter(|key| !key.is_empty());
    Rule {
        name: condition.to_owned(),
        condition: condition.to_owned(),
        action: Action { team_key, ..Action::default() },
    }
}

fn says(condition: &str, facts: &Facts) -> Result<bool, String> {
    let condition = Condition::check(condition, &known()).map_err(|error| error.to_string())?;
    condition.holds(facts).map_err(|error| error.to_string())
}

#[test]
fn a_condition_asks_about_kind_place_thing_answers_time_and_source() {
    let mut it = facts("litter", "BU1");
    it.answers.insert("items".to_owned(), "fridge,sofa".to_owned());
    "Waterschap".clone_into(&mut it.asset_owner);
    "api".clone_into(&mut it.source);
    "WK1".clone_into(&mut it.district);
    "container".clone_into(&mut it.asset);

    for holds in [
        r#"category == "litter""#,
        r#"category in ["bulky_waste", "litter"] && area != "BU2""#,
        r#"answers.items.contains("fridge") && answers.danger == """#,
        r#"asset_owner == "Waterschap" || false"#,
        r#"asset_owner.startsWith("Water") && !asset_owner.endsWith("Water")"#,
        r#"source == "api" && photos < 1"#,
        r#"district == "WK1" && asset == "container""#,
        "hour >= 8 && hour < 18 && weekday in [1, 2, 3, 4, 5] && open",
        r#"(weekday > 5 ? "a" : "b") == "b""#,
    ] {
        assert_eq!(says(holds, &it), Ok(true), "{holds}");
        assert_eq!(says(&format!("!({holds})"), &it), Ok(false), "{holds}");
    }
}

#[test]
fn what_is_no_condition_is_told_in_words() {
    let deep = format!("{}true{}", "(".repeat(40), ")".repeat(40));
    let long = format!("true{}", " ".repeat(LENGTH_MAX));
    for (text, told) in [
        ("", "Vul een voorwaarde in"),
        ("category ==", "niet te lezen vanaf teken"),
        (r#"soort == "litter""#, "“soort” bestaat niet"),
        (r#"category == "liter""#, "“liter” is geen soort"),
        (r#""liter" != category"#, "“liter” is geen soort"),
        (r#"area in ["BU1", "BU3"]"#, "“BU3” is geen buurt"),
        (r#"answers.kleur == "rood""#, "De vraag “kleur” is er niet"),
        ("category.length == 3", "“.length” kan hier niet"),
        (r#"answers["danger"] == "yes""#, "kan niet in een regel"),
        ("hour / 0 == 1", "deelt door nul"),
        ("12 / hour == 1", "deelt door nul, bijvoorbeeld bij een melding van 0 uur"),
        ("9223372036854775807 + hour > 0", "te groot"),
        (r#"hour + category == "1""#, "niet bij elkaar past"),
        ("hour + 1", "geen ja of nee"),
        ("[1, 2].all(it, it > 0)", "“all” kan niet in een regel"),
        ("[1].map(x, [1].map(y, y)).exists(z, true)", "kan niet in een regel"),
        (r#"category.matches("(a+)+b")"#, "“matches” kan niet in een regel"),
        (&deep, "minder haakjes"),
        (&long, "Houd het korter"),
    ] {
        let answer = says(text, &facts("litter", "BU1"));
        assert!(answer.as_ref().is_err_and(|words| words.contains(told)), "{text}: {answer:?}");
    }
}

#[test]
fn the_first_rule_that_holds_decides_alone() {
    let book = Book::new(vec![
        rule(r#"category == "litter" && area == "BU2""#, "handhaving"),
        rule(r#"category == "litter""#, "schoon"),
        rule("true", ""),
    ]);
    let team = |category, area| route(&facts(category, area), true, &book).0;

    assert_eq!(team("litter", "BU2"), Route::Team("handhaving".to_owned()));
    assert_eq!(team("litter", "BU1"), Route::Team("schoon".to_owned()));
    assert_eq!(team("bulky_waste", "BU1"), Route::Triage(TriageReason::NeedsCheck));
}

#[test]
fn whatever_lacks_a_team_says_why() {
    let triage = |facts: &Facts, known, rules: &[Rule]| match route(
        facts,
        known,
        &Book::new(rules.to_vec()),
    )
    .0
    {
        Route::Triage(reason) => reason.as_str(),
        Route::Team(_) => "a team",
    };
    let (here, outside) = (facts("litter", "BU1"), facts("litter", ""));

    assert_eq!(triage(&outside, true, &[rule("true", "schoon")]), "outside_area");
    assert_eq!(triage(&here, false, &[rule("true", "schoon")]), "unknown_category");
    assert_eq!(triage(&here, true, &[]), "no_rule");
    assert_eq!(triage(&here, true, &[rule("false", "schoon")]), "no_rule");
    assert_eq!(triage(&here, true, &[rule("true", "")]), "needs_check");
}

#[test]
fn a_rule_that_cannot_be_tried_stops_at_a_person_and_not_at_the_next_rule() {
    let after = rule("true", "schoon");
    for broken in ["1 / (hour - 9) == 1", "gone == 1", "category =="] {
        let rules = vec![rule("false", "grofvuil"), rule(broken, "grofvuil"), after.clone()];
        let book = Book::new(rules);

        let (route, verdict) = route(&facts("litter", "BU1"), true, &book);

        assert_eq!(route, Route::Triage(TriageReason::RuleFailed), "{broken}");
        assert!(matches!(verdict, Some(Verdict::Failed(1, ..))), "{broken}: {verdict:?}");
    }
}

/// Of every length: the longest that is let through must fit on the stack of this thread, which is
/// as large as that of the service's.
#[test]
fn chains_of_any_length_are_read_and_tried_or_refused() {
    for (piece, end) in [
        ("!", "open"),
        ("-", "1 < 2"),
        ("1+", "1>0"),
        ("1-", "1<0"),
        ("open&&", "true"),
        ("true?true:", "true"),
        ("[", "1"),
        ("1==1&&!", "open"),
    ] {
        let chain = |times| format!("{}{end}", piece.repeat(times));
        let read = (1..LENGTH_MAX / piece.len()).filter(|times| {
            let condition = Condition::parse(&chain(*times));
            condition.is_ok_and(|condition| condition.holds(&facts("litter", "BU1")).is_ok())
        });
        assert!(piece == "[" || read.count() > 9, "{piece}");
    }
}

#[test]
fn a_moment_is_local_and_knows_when_the_municipality_works() {
    let calendar = Calendar::usual();
    let of = |text: &str| {
        let Moment { hour, weekday, is_open } = Moment::of(text.parse().unwrap(), &calendar);
        (hour, weekday, is_open)
    };

    assert_eq!(of("2026-11-25T06:59:59Z"), (7, 3, false));
    assert_eq!(of("2026-11-25T07:00:00Z"), (8, 3, true));
    assert_eq!(of("2026-11-25T16:00:00Z"), (17, 3, false));
    assert_eq!(of("2026-07-05T22:30:00Z"), (0, 1, false));
    assert_eq!(of("2026-12-25T10:00:00Z"), (11, 5, false), "Christmas");
}

#[test]
fn other_rules_make_another_book_at_once() {
    for team in ["schoon", "schoon", "grofvuil"] {
        let book = Book::kept(vec![rule("true", team)]);
        let decided = route(&facts("litter", "BU1"), true, &book).0;
        assert_eq!(decided, Route::Team(team.to_owned()));
        assert_eq!(book.rules().collect::<Vec<_>>(), [&rule("true", team)]);
    }
}

#[test]
fn a_reason_can_be_read_back() {
    for reason in TriageReason::ALL {
        assert_eq!(TriageReason::parse(reason.as_str()), Some(reason));
    }
}

proptest! {
    #[test]
    fn a_rule_after_the_one_that_decides_changes_nothing(
        teams in prop::collection::vec(("litter|bulky_waste", "[a-d]"), 0..6),
        more in prop::collection::vec(("litter|bulky_waste", "[a-d]"), 0..6),
    ) {
        let rules = |of: &[(String, String)]| -> Vec<Rule> {
            let only = |it: &(String, String)| rule(&format!("category == \"{}\"", it.0), &it.1);
            of.iter().map(only).collect()
        };
        let (few, all) = (rules(&teams), rules(&[teams, more].concat()));
        let it = facts("litter", "BU1");
        let (first, _) = route(&it, true, &Book::new(few));
        if first != Route::Triage(TriageReason::NoRule) {
            prop_assert_eq!(first, route(&it, true, &Book::new(all)).0);
        }
    }

    #[test]
    fn any_text_is_read_or_refused_and_never_more(text in "\\PC{0,80}") {
        if let Ok(condition) = Condition::check(&text, &known()) {
            prop_assert!(condition.holds(&facts("litter", "BU1")).is_ok());
        }
    }

    #[test]
    fn any_pieces_of_a_condition_are_read_or_refused_and_never_more(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "hour", "category", "answers", ".danger", "\"litter\"", "1", "0", "-", "/", "%", "*",
                "==", "in", "[", "]", "(", ")", "&&", "||", "!", "?", ":", "{", "}", ",", "size",
                ".all(x, ", "true", "9223372036854775807", " ",
            ]),
            0..40,
        ),
    ) {
        if let Ok(condition) = Condition::check(&pieces.concat(), &known()) {
            condition.holds(&facts("litter", "BU1")).ok();
        }
    }
}
