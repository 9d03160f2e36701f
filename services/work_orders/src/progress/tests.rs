//! The table in words, cell by cell, and what must hold for any run of actions.

use proptest::prelude::*;

use super::*;

const ANN: Uuid = Uuid::from_u128(1);
const BOB: Uuid = Uuid::from_u128(2);
const PHOTO: Uuid = Uuid::from_u128(3);

fn fresh() -> Standing {
    Standing {
        status: Status::Open,
        reason: None,
        note: String::new(),
        after_photo_ids: Vec::new(),
        visit: None,
        changed_by: None,
    }
}

fn at(status: Status) -> Standing {
    Standing { status, ..fresh() }
}

/// Three hours on the morning of a day in December.
fn visit(day: u32) -> Visit {
    let at = |hour| format!("2026-12-{day:02}T{hour:02}:00:00Z").parse().unwrap();
    Visit { from: at(7), until: at(10) }
}

fn complete(photo_ids: &[Uuid]) -> Action {
    Action::Complete { photo_ids: photo_ids.to_vec(), note: String::new() }
}

fn refuse(reason: Reason) -> Action {
    Action::Refuse { reason, note: String::new() }
}

fn after(standing: &Standing, action: &Action, actor: Uuid) -> Standing {
    match judge(standing, action, Some(actor)) {
        Verdict::Step(next) => next,
        other => panic!("{action:?} on {standing:?} gives {other:?}"),
    }
}

#[test]
fn every_cell_of_the_table_is_as_it_is_written() {
    use Status::{Accepted, Cancelled, Done, InProgress, Open, Paused, Refused};
    let actions = [
        Action::Accept,
        Action::Plan(visit(1)),
        Action::Release,
        Action::Start,
        complete(&[]),
        refuse(Reason::NotOurs),
        Action::Cancel,
    ];
    let ends = [Some(Done), Some(Refused), Some(Cancelled)];
    let row = |start: [Option<Status>; 4]| {
        let mut row = [None; 7];
        row[..4].copy_from_slice(&start);
        row[4..].copy_from_slice(&ends);
        row
    };
    let table = [
        (Open, row([Some(Accepted), Some(Accepted), None, None])),
        (Accepted, row([None, Some(Accepted), Some(Open), Some(InProgress)])),
        (InProgress, row([None; 4])),
        (Paused, row([None, None, None, Some(InProgress)])),
        (Done, [None; 7]),
        (Refused, [None; 7]),
        (Cancelled, [None; 7]),
    ];

    for (status, row) in table {
        for (action, wanted) in actions.iter().zip(row) {
            assert_eq!(next(status, action), wanted, "{status:?} {action:?}");
        }
    }
}

#[test]
fn a_phone_that_did_not_hear_the_answer_may_ask_again() {
    let accepted = after(&fresh(), &Action::Accept, ANN);
    let started = after(&accepted, &Action::Start, ANN);
    let done = after(&started, &complete(&[PHOTO]), ANN);
    let refused = after(&started, &refuse(Reason::NotFound), ANN);

    assert_eq!(judge(&accepted, &Action::Accept, Some(ANN)), Verdict::Repeat);
    assert_eq!(judge(&started, &Action::Start, Some(ANN)), Verdict::Repeat);
    assert_eq!(judge(&done, &complete(&[PHOTO]), Some(ANN)), Verdict::Repeat);
    assert_eq!(judge(&refused, &refuse(Reason::NotFound), Some(ANN)), Verdict::Repeat);
}

#[test]
fn a_round_comes_at_its_time_until_it_does_not() {
    let accepted = after(&fresh(), &Action::Accept, BOB);
    let planned = after(&accepted, &Action::Plan(visit(1)), ANN);
    assert_eq!((planned.status, planned.visit), (Status::Accepted, Some(visit(1))));
    assert_eq!(judge(&planned, &Action::Plan(visit(1)), Some(ANN)), Verdict::Repeat);

    let moved = after(&planned, &Action::Plan(visit(8)), ANN);
    assert_eq!(moved.visit, Some(visit(8)));
    let started = after(&moved, &Action::Start, BOB);
    assert_eq!(started.visit, Some(visit(8)));
    assert_eq!(judge(&started, &Action::Release, Some(ANN)), Verdict::Conflict);

    let released = after(&moved, &Action::Release, ANN);
    assert_eq!((released.status, released.visit), (Status::Open, None));
    assert_eq!(judge(&released, &Action::Release, Some(ANN)), Verdict::Repeat);
}

#[test]
fn a_colleague_who_comes_second_hears_that_they_did() {
    let accepted = after(&fresh(), &Action::Accept, ANN);
    let done = after(&accepted, &complete(&[]), ANN);

    assert_eq!(judge(&accepted, &Action::Accept, Some(BOB)), Verdict::Conflict);
    assert_eq!(judge(&done, &complete(&[]), Some(BOB)), Verdict::Conflict);
}

#[test]
fn another_outcome_is_no_repeat() {
    let done = after(&fresh(), &complete(&[PHOTO]), ANN);
    let refused = after(&fresh(), &refuse(Reason::NotFound), ANN);
    let with_note = Action::Complete { photo_ids: vec![PHOTO], note: "Veel glas".to_owned() };

    assert_eq!(judge(&done, &complete(&[]), Some(ANN)), Verdict::Conflict);
    assert_eq!(judge(&done, &with_note, Some(ANN)), Verdict::Conflict);
    assert_eq!(judge(&refused, &refuse(Reason::NotOurs), Some(ANN)), Verdict::Conflict);
}

#[test]
fn the_outcome_is_kept_with_who_brought_it() {
    let done = after(&fresh(), &complete(&[PHOTO]), ANN);
    let refused = after(&at(Status::Paused), &refuse(Reason::NeedsEquipment), BOB);

    assert_eq!((done.after_photo_ids, done.changed_by), (vec![PHOTO], Some(ANN)));
    assert_eq!((refused.reason, refused.changed_by), (Some(Reason::NeedsEquipment), Some(BOB)));
}

#[test]
fn a_refusal_says_who_was_first_and_when() {
    assert_eq!(
        refusal(Status::Done, "Wijkteam Schoon", "om 14.12"),
        "Deze opdracht is al klaar gemeld door Wijkteam Schoon om 14.12."
    );
    assert_eq!(
        refusal(Status::Open, "het systeem", "om 14.12"),
        "Deze opdracht is nog niet aangenomen. Neem hem eerst aan."
    );
}

#[test]
fn every_word_means_one_status_or_reason() {
    for status in Status::ALL {
        assert_eq!(Status::parse(status.as_str()), Some(status));
    }
    for reason in Reason::ALL {
        assert_eq!(Reason::parse(reason.as_str()), Some(reason));
    }
    assert_eq!((Status::parse("gone"), Reason::parse("")), (None, None));
}

fn any_action() -> impl Strategy<Value = Action> {
    let photos = prop::collection::vec((1_u128..4).prop_map(Uuid::from_u128), 0..3);
    prop_oneof![
        Just(Action::Accept),
        (1_u32..3).prop_map(|day| Action::Plan(visit(day))),
        Just(Action::Release),
        Just(Action::Start),
        Just(Action::Cancel),
        (photos, "[a-b]{0,1}").prop_map(|(photo_ids, note)| Action::Complete { photo_ids, note }),
        (0..Reason::ALL.len(), "[a-b]{0,1}")
            .prop_map(|(index, note)| Action::Refuse { reason: Reason::ALL[index], note }),
    ]
}

proptest! {
    #[test]
    fn whatever_happens_an_end_is_the_end_and_doing_it_again_changes_nothing(
        steps in prop::collection::vec((any_action(), 1_u128..3), 0..20),
    ) {
        let mut standing = fresh();
        for (action, actor) in steps {
            let actor = Some(Uuid::from_u128(actor));
            match judge(&standing, &action, actor) {
                Verdict::Step(next) => {
                    prop_assert!(!standing.status.is_final());
                    prop_assert_ne!(&next, &standing);
                    prop_assert_eq!(judge(&next, &action, actor), Verdict::Repeat);
                    standing = next;
                }
                Verdict::Repeat => prop_assert_eq!(standing.changed_by, actor),
                Verdict::Conflict => {}
            }
            prop_assert_eq!(standing.reason.is_some(), standing.status == Status::Refused);
            let has_photos = !standing.after_photo_ids.is_empty();
            prop_assert!(!has_photos || standing.status == Status::Done);
        }
    }

    #[test]
    fn an_open_order_can_always_be_ended_in_one_step(
        steps in prop::collection::vec(any_action(), 0..6),
    ) {
        let mut standing = fresh();
        for action in steps {
            if let Verdict::Step(next) = judge(&standing, &action, Some(ANN)) {
                standing = next;
            }
        }
        for ending in [complete(&[]), refuse(Reason::NotFound), Action::Cancel] {
            let is_step = matches!(judge(&standing, &ending, Some(BOB)), Verdict::Step(_));
            prop_assert_eq!(is_step, !standing.status.is_final());
        }
    }
}
