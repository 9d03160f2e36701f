//! Which messages are due, whatever comes in which order.

use proptest::prelude::*;

use super::*;

#[test]
fn every_status_and_reason_has_its_step_or_none() {
    let reasons = ["", "not_found", "already_gone", "not_ours", "new_reason"];
    let told = [
        ("received", None),
        ("routed", None),
        ("planned", Some(Step::Progress)),
        ("in_progress", Some(Step::Progress)),
        ("waiting_for_reporter", Some(Step::Asked)),
        ("resolved", Some(Step::Resolved)),
        ("not_resolved", Some(Step::NotResolved)),
        ("reopened", None),
        ("unheard_of", None),
        ("", None),
    ];
    for (status, step) in told {
        for reason in reasons {
            assert_eq!(plan(status, reason), step, "{status} {reason}");
        }
    }
}

#[test]
fn a_refusal_that_passes_the_work_on_is_not_told() {
    assert_eq!(plan("not_resolved", "other_team"), None);
    assert_eq!(plan("not_resolved", "needs_equipment"), None);
    assert!(!is_end("not_resolved", "needs_equipment"));
}

#[test]
fn a_withdrawn_report_is_closed_without_a_mail() {
    assert_eq!(plan("not_resolved", "withdrawn"), None);
    assert!(is_end("not_resolved", "withdrawn"));
    assert!(is_end("resolved", "") && !is_end("reopened", ""));
}

#[test]
fn a_code_leads_back_to_its_step() {
    for step in Step::ALL {
        assert_eq!(Step::parse(step.as_str()), Some(step));
    }
    assert_eq!(Step::parse("survey"), None);
}

fn follow(turns: &[(i64, &str)]) -> Follow {
    let turns = turns.iter().map(|(version, code)| (*version, Turn::parse(code).unwrap()));
    Follow { is_report_known: true, wants_mail: true, turns: turns.collect() }
}

/// Step, round and version of what is due after the receipt.
fn due(turns: &[(i64, &str)]) -> Vec<(Step, i32, i64)> {
    let due = follow(turns).due().into_iter();
    due.skip(1).map(|due| (due.step, due.round, due.issue_version.unwrap())).collect()
}

#[test]
fn nobody_is_told_before_both_report_and_address_are_known() {
    let both = follow(&[(4, "resolved")]);
    let report = Follow { wants_mail: false, ..both.clone() };
    let contact = Follow { is_report_known: false, ..both.clone() };

    assert!(report.due().is_empty() && contact.due().is_empty());
    let steps: Vec<_> = both.due().into_iter().map(|due| due.step).collect();
    assert_eq!(steps, [Step::Received, Step::Resolved]);
}

#[test]
fn a_step_that_comes_again_in_the_same_round_is_told_once() {
    let turns = [(3, "progress"), (4, "progress"), (5, "resolved"), (6, "resolved")];
    assert_eq!(due(&turns), [(Step::Progress, 1, 3), (Step::Resolved, 1, 5)]);
}

#[test]
fn what_was_opened_again_is_told_again() {
    let turns = [(5, "resolved"), (6, "reopened"), (7, "reopened"), (9, "resolved")];
    assert_eq!(due(&turns), [(Step::Resolved, 1, 5), (Step::Resolved, 2, 9)]);
    let other_end = [(5, "resolved"), (6, "reopened"), (9, "not_resolved")];
    assert_eq!(due(&other_end), [(Step::Resolved, 1, 5), (Step::NotResolved, 1, 9)]);
}

#[test]
fn each_question_is_told_once_however_often_it_is_announced() {
    let turns = [(3, "asked"), (4, "asked"), (5, "goes_on"), (6, "asked"), (7, "progress")];
    assert_eq!(due(&turns), [(Step::Asked, 1, 3), (Step::Asked, 2, 6), (Step::Progress, 1, 7)]);
    let meanwhile = [(3, "progress"), (4, "asked"), (5, "progress"), (6, "asked")];
    assert_eq!(due(&meanwhile), [(Step::Progress, 1, 3), (Step::Asked, 1, 4), (Step::Asked, 2, 6)]);
}

#[test]
fn a_turn_is_known_by_its_code() {
    for (status, code) in [("planned", "progress"), ("reopened", "reopened"), ("routed", "goes_on")]
    {
        let turn = Turn::of(status, "", None).unwrap();
        assert_eq!((turn.code().as_str(), Turn::parse(code)), (code, Some(turn)));
    }
    assert_eq!((Turn::of("", "", None), Turn::parse("survey")), (None, None));
    let agreed = Turn::of("planned", "", Some(visit(1))).unwrap();
    assert_eq!((agreed, Turn::parse(&agreed.code())), (Turn::Agreed(visit(1)), Some(agreed)));
    assert_eq!(Turn::of("in_progress", "", Some(visit(1))), Some(Turn::Reached(Step::Progress)));
    assert_eq!(Turn::parse("agreed soon"), None);
}

/// Three hours on the morning of a day in December.
fn visit(day: u32) -> Visit {
    let at = |hour| format!("2026-12-{day:02}T{hour:02}:00:00Z").parse().unwrap();
    Visit { from: at(7), until: at(10) }
}

#[test]
fn a_day_is_told_once_another_day_again_and_also_that_it_is_off() {
    let agreed = |day| Turn::Agreed(visit(day)).code();
    let (first, second) = (agreed(1), agreed(8));
    let turns = [(2, &*first), (3, &*first), (4, "progress"), (5, "resolved")];
    assert_eq!(due(&turns), [(Step::Visit, 1, 2), (Step::Resolved, 1, 5)]);

    let moved = [(2, &*first), (3, &*second)];
    assert_eq!(due(&moved), [(Step::Visit, 1, 2), (Step::Visit, 2, 3)]);

    let off = [(2, &*first), (3, "goes_on"), (4, "goes_on"), (5, &*first), (6, "goes_on")];
    let told = [
        (Step::Visit, 1, 2),
        (Step::Postponed, 1, 3),
        (Step::Visit, 2, 5),
        (Step::Postponed, 2, 6),
    ];
    assert_eq!(due(&off), told);

    let without = [(2, &*first), (3, "goes_on"), (4, "progress")];
    assert_eq!(
        due(&without),
        [(Step::Visit, 1, 2), (Step::Postponed, 1, 3), (Step::Progress, 1, 4)]
    );
    let ended = [(2, &*first), (3, "resolved"), (4, "reopened"), (5, "goes_on")];
    assert_eq!(due(&ended), [(Step::Visit, 1, 2), (Step::Resolved, 1, 3)]);
}

/// An event, as far as it matters for what is due.
#[derive(Clone, Debug)]
enum Fact {
    Report,
    Contact,
    Status(i64, &'static str, &'static str),
    Agreed(i64, u32),
}

const LIFE: [Fact; 15] = [
    Fact::Report,
    Fact::Contact,
    Fact::Status(1, "routed", ""),
    Fact::Status(2, "planned", ""),
    Fact::Status(3, "in_progress", ""),
    Fact::Status(4, "resolved", ""),
    Fact::Status(5, "reopened", ""),
    Fact::Status(6, "planned", ""),
    Fact::Status(7, "resolved", ""),
    Fact::Status(8, "not_resolved", "not_found"),
    Fact::Status(9, "waiting_for_reporter", ""),
    Fact::Status(10, "routed", ""),
    Fact::Status(11, "waiting_for_reporter", ""),
    Fact::Agreed(12, 1),
    Fact::Agreed(13, 2),
];

/// What the consumers do: note the fact, then add the messages that are missing.
fn messages(facts: &[Fact]) -> BTreeSet<(Step, i32)> {
    let (mut follow, mut planned) = (Follow::default(), BTreeSet::new());
    for fact in facts {
        match fact {
            Fact::Report => follow.is_report_known = true,
            Fact::Contact => follow.wants_mail = true,
            Fact::Status(version, status, reason) => {
                let turn = Turn::of(status, reason, None);
                follow.turns.extend(turn.map(|turn| (*version, turn)));
            }
            Fact::Agreed(version, day) => {
                follow.turns.insert(*version, Turn::Agreed(visit(*day)));
            }
        }
        planned.extend(follow.due().into_iter().map(|due| (due.step, due.round)));
    }
    planned
}

/// Which events happened, and an order in which they came, some more than once.
fn arrivals() -> impl Strategy<Value = (Vec<Fact>, Vec<Fact>)> {
    let happened = proptest::sample::subsequence(LIFE.to_vec(), 0..=LIFE.len());
    happened.prop_flat_map(|happened| {
        let again = proptest::collection::vec(0..LIFE.len(), 0..16);
        (Just(happened.clone()), again).prop_flat_map(|(happened, again)| {
            let repeats = again.iter().filter_map(|at| happened.get(*at).cloned());
            let came: Vec<_> = happened.iter().cloned().chain(repeats).collect();
            (Just(happened), Just(came).prop_shuffle())
        })
    })
}

proptest! {
    #[test]
    fn whatever_the_order_and_however_often_the_messages_are_the_same(
        (happened, came) in arrivals()
    ) {
        prop_assert_eq!(messages(&came), messages(&happened));
    }
}
