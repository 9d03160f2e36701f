//! Every status against every act, by the same hand and by another, and what is said of it.

use proptest::prelude::*;

use super::*;
use crate::progress::Reason;

const ME: Uuid = Uuid::from_u128(1);
const COLLEAGUE: Uuid = Uuid::from_u128(2);

fn at(status: Status, by: Uuid) -> Standing {
    let reason = (status == Status::Refused).then_some(Reason::AlreadyGone);
    let note = String::new();
    Standing {
        status,
        reason,
        note,
        after_photo_ids: Vec::new(),
        visit: None,
        changed_by: Some(by),
    }
}

fn acts() -> [Action; 4] {
    let note = String::new();
    [
        Action::Accept,
        Action::Start,
        Action::Complete { photo_ids: vec![Uuid::from_u128(7)], note: note.clone() },
        Action::Refuse { reason: Reason::NotFound, note },
    ]
}

/// What becomes of accept, start, complete and refuse: a step, already so, or what stands.
fn row(status: Status, by: Uuid) -> String {
    let letter = |action: &Action| match settle(&at(status, by), action, ME, true) {
        Settlement::Step(_) => '>',
        Settlement::AlreadySo => '=',
        Settlement::Stands(_) => 'x',
    };
    acts().iter().map(letter).collect()
}

#[test]
fn what_a_colleague_did_stands_and_what_still_fits_is_done() {
    let rows = Status::ALL.map(|status| row(status, COLLEAGUE));
    assert_eq!(rows, [">x>>", "x>>>", "xx>>", "x>>>", "xxxx", "xxxx", "xxxx"]);
}

#[test]
fn what_the_same_person_did_further_on_is_no_conflict() {
    let rows = Status::ALL.map(|status| row(status, ME));
    assert_eq!(rows, [">x>>", "=>>>", "==>>", "=>>>", "==xx", "xxxx", "xxxx"]);
}

#[test]
fn who_left_the_team_makes_no_step_and_reads_whose_it_is() {
    let standing = at(Status::Accepted, COLLEAGUE);
    let [_, _, complete, _] = acts();
    let settled = settle(&standing, &complete, ME, false);
    assert_eq!(settled, Settlement::Stands(Stands::OtherTeam));
    // That it is done says more than whose it is.
    let done = settle(&at(Status::Done, COLLEAGUE), &complete, ME, false);
    assert_eq!(done, Settlement::Stands(Stands::At(Status::Done)));

    let kept = Kept { photos: 2, has_note: true };
    let told = told(Stands::OtherTeam, "Wiekslag 41", ("", ""), "Grofvuil", kept);
    assert_eq!(told.title, "Wiekslag 41 is van Grofvuil");
    assert_eq!(told.words, "Jij werkt niet voor dit team. Jouw foto's en tekst staan erbij.");
}

#[test]
fn it_is_told_who_was_first_and_that_the_photo_is_there() {
    let told = |status, kept| {
        told(Stands::At(status), "Wiekslag 41", ("Boa Samira", "om 10.31"), "Schoon", kept)
    };
    let photo = Kept { photos: 1, has_note: false };
    let done = told(Status::Done, photo);
    assert_eq!(done.title, "Wiekslag 41 was al gedaan");
    assert_eq!(
        done.words,
        "Deze opdracht is al klaar gemeld door Boa Samira om 10.31. Jouw foto staat erbij. \
         Je hoeft niets te doen."
    );
    let note = Kept { photos: 0, has_note: true };
    let cancelled = told(Status::Cancelled, note);
    assert_eq!(
        cancelled.words,
        "Deze opdracht is vervallen, om 10.31. Je hoeft er niet heen. Jouw tekst staat erbij."
    );
    let accepted = told(Status::Accepted, Kept::default());
    assert_eq!(accepted.words, "Deze opdracht is al aangenomen door Boa Samira om 10.31.");
    assert_eq!(told(Status::Refused, photo).title, "Wiekslag 41 was al teruggegeven");
    assert_eq!(told(Status::InProgress, photo).title, "Wiekslag 41 was al begonnen");
    let both = Kept { photos: 1, has_note: true };
    assert!(told(Status::Done, both).words.contains("Jouw foto en tekst staan erbij."));
    let many = Kept { photos: 3, has_note: false };
    assert!(told(Status::Done, many).words.contains("Jouw foto's staan erbij."));
}

/// Two phones of one team, each with its own acts in its own order.
fn interleaved() -> impl Strategy<Value = Vec<(Uuid, usize)>> {
    let act = (prop::bool::ANY, 0..4_usize);
    let whose = |is_mine| if is_mine { ME } else { COLLEAGUE };
    prop::collection::vec(act.prop_map(move |(mine, act)| (whose(mine), act)), 0..12)
}

proptest! {
    /// However two phones come in, an order ends once, and nothing comes after its end.
    #[test]
    fn an_order_ends_once_whoever_comes_first(arrivals in interleaved()) {
        let mut standing = Standing { changed_by: None, ..at(Status::Open, ME) };
        let mut ends = 0;
        for (actor, act) in arrivals {
            let was_final = standing.status.is_final();
            if let Settlement::Step(step) = settle(&standing, &acts()[act], actor, true) {
                prop_assert!(!was_final);
                prop_assert_eq!(step.changed_by, Some(actor));
                ends += usize::from(step.status.is_final());
                standing = step;
            }
        }
        prop_assert_eq!(ends, usize::from(standing.status.is_final()));
    }

    /// A phone that did not hear the answer sends again: the second time changes nothing.
    #[test]
    fn an_act_that_comes_twice_is_done_once(status in 0..7_usize, act in 0..4_usize) {
        let standing = at(Status::ALL[status], COLLEAGUE);
        if let Settlement::Step(step) = settle(&standing, &acts()[act], ME, true) {
            prop_assert_eq!(settle(&step, &acts()[act], ME, true), Settlement::AlreadySo);
        }
    }
}
