//! The table once more, written from what people expect, and what must hold of any such table.

use std::{collections::BTreeSet, fmt::Write as _};

use proptest::{prelude::*, sample::select};

use super::*;

/// State, deed, and the state after it: all that can happen. The rest cannot.
const ALLOWED: &str = "
    received              assigned        routed
    received              asked           waiting_for_reporter
    received              closed_solved   resolved
    received              closed_unsolved not_resolved
    received              withdrawn       not_resolved
    received              reports_changed received
    routed                work_opened     routed
    routed                work_planned    planned
    routed                work_begun      in_progress
    routed                work_done       resolved
    routed                work_refused    not_resolved
    routed                given_back      routed
    routed                assigned        routed
    routed                asked           waiting_for_reporter
    routed                closed_solved   resolved
    routed                closed_unsolved not_resolved
    routed                withdrawn       not_resolved
    routed                reports_changed routed
    planned               work_opened     routed
    planned               work_planned    planned
    planned               work_begun      in_progress
    planned               work_done       resolved
    planned               work_refused    not_resolved
    planned               given_back      routed
    planned               assigned        routed
    planned               asked           waiting_for_reporter
    planned               closed_solved   resolved
    planned               closed_unsolved not_resolved
    planned               withdrawn       not_resolved
    planned               reports_changed planned
    in_progress           work_opened     routed
    in_progress           work_planned    planned
    in_progress           work_begun      in_progress
    in_progress           work_done       resolved
    in_progress           work_refused    not_resolved
    in_progress           given_back      routed
    in_progress           assigned        routed
    in_progress           asked           waiting_for_reporter
    in_progress           closed_solved   resolved
    in_progress           closed_unsolved not_resolved
    in_progress           reports_changed in_progress
    waiting_for_reporter  work_opened     waiting_for_reporter
    waiting_for_reporter  work_planned    waiting_for_reporter
    waiting_for_reporter  work_begun      in_progress
    waiting_for_reporter  work_done       resolved
    waiting_for_reporter  work_refused    not_resolved
    waiting_for_reporter  given_back      routed
    waiting_for_reporter  assigned        routed
    waiting_for_reporter  answer_came     routed
    waiting_for_reporter  closed_solved   resolved
    waiting_for_reporter  closed_unsolved not_resolved
    waiting_for_reporter  withdrawn       not_resolved
    waiting_for_reporter  reports_changed waiting_for_reporter
    reopened              work_opened     reopened
    reopened              work_planned    planned
    reopened              work_begun      in_progress
    reopened              work_done       resolved
    reopened              work_refused    not_resolved
    reopened              given_back      routed
    reopened              assigned        routed
    reopened              asked           waiting_for_reporter
    reopened              closed_solved   resolved
    reopened              closed_unsolved not_resolved
    reopened              withdrawn       not_resolved
    reopened              reports_changed reopened
    resolved              still_there     reopened
    not_resolved          still_there     reopened
";

fn name(deed: Deed) -> &'static str {
    match deed {
        Deed::WorkOpened => "work_opened",
        Deed::WorkPlanned => "work_planned",
        Deed::WorkBegun => "work_begun",
        Deed::WorkDone => "work_done",
        Deed::WorkRefused => "work_refused",
        Deed::GivenBack => "given_back",
        Deed::Assigned => "assigned",
        Deed::Asked => "asked",
        Deed::AnswerCame => "answer_came",
        Deed::ClosedSolved => "closed_solved",
        Deed::ClosedUnsolved => "closed_unsolved",
        Deed::StillThere => "still_there",
        Deed::Withdrawn => "withdrawn",
        Deed::ReportsChanged => "reports_changed",
    }
}

/// All that can happen, written as [`ALLOWED`].
fn told(next: impl Fn(Status, Deed) -> Option<Status>) -> String {
    let mut found = String::from("\n");
    for from in Status::ALL {
        for deed in Deed::ALL {
            if let Some(to) = next(from, deed) {
                let (from, deed, to) = (from.as_str(), name(deed), to.as_str());
                writeln!(found, "    {from:<21} {deed:<15} {to}").unwrap();
            }
        }
    }
    found
}

#[test]
fn what_can_happen_is_exactly_this() {
    assert_eq!(told(next), ALLOWED);
}

#[test]
fn a_table_with_any_one_cell_otherwise_is_seen() {
    let mut tables = 0;
    for from in Status::ALL {
        for deed in Deed::ALL {
            let outcomes = [None].into_iter().chain(Status::ALL.map(Some));
            for other in outcomes.filter(|it| *it != next(from, deed)) {
                let is_here = |state, what| (state, what) == (from, deed);
                let changed =
                    |state, what| if is_here(state, what) { other } else { next(state, what) };
                assert_ne!(told(changed), ALLOWED, "{from:?} {deed:?} {other:?}");
                tables += 1;
            }
        }
    }
    assert_eq!(tables, TABLE.len() * TABLE[0].len() * Status::ALL.len());
}

#[test]
fn every_state_and_deed_has_a_row_and_a_column_of_its_own() {
    let states: BTreeSet<_> = Status::ALL.map(Status::as_str).into();
    let deeds: BTreeSet<_> = Deed::ALL.map(name).into();
    assert_eq!((states.len(), deeds.len()), (TABLE.len(), TABLE[0].len()));
    for status in Status::ALL {
        assert_eq!(Status::parse(status.as_str()), Some(status));
    }
    assert_eq!(Status::parse("solved"), None);
}

#[test]
fn a_dispatcher_can_always_end_what_is_open_and_reach_every_state_but_never_wake_what_is_closed() {
    let mut reached = BTreeSet::from([Received]);
    for _ in Status::ALL {
        let from: Vec<_> = reached.iter().copied().collect();
        for status in from {
            reached.extend(Deed::ALL.iter().filter_map(|deed| next(status, *deed)));
        }
    }
    assert_eq!(reached.len(), Status::ALL.len());
    for status in Status::ALL {
        let can_close = next(status, Deed::ClosedSolved).is_some();
        assert_eq!(can_close, !status.is_closed(), "{status:?}");
    }
}

proptest! {
    #[test]
    fn however_it_goes_only_the_reporter_opens_what_is_closed(
        deeds in prop::collection::vec(select(&Deed::ALL[..]), 0..40),
    ) {
        let mut status = Received;
        for deed in deeds {
            let Some(after) = next(status, deed) else { continue };
            if status.is_closed() {
                prop_assert_eq!((deed, after), (Deed::StillThere, Reopened));
            }
            // What is asked a second time would lose the first question.
            prop_assert!(!(status == WaitingForReporter && deed == Deed::Asked));
            status = after;
        }
    }
}
