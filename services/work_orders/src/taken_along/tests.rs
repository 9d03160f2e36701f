//! At which order something belongs that was taken along, and whether it ends it.

use chrono::TimeDelta;

use super::*;
use crate::order::sample;

const REPORT: Uuid = Uuid::from_u128(9);
const NEIGHBOURS: Uuid = Uuid::from_u128(10);

fn taken(teams: Option<&[&str]>) -> TakenAlong {
    let at = sample().opened_at - TimeDelta::minutes(3);
    TakenAlong {
        phone_act_id: Uuid::from_u128(1),
        report_id: REPORT,
        staff_id: Uuid::from_u128(2),
        staff_name: "Ploeg 2".to_owned(),
        teams: teams.map(|teams| teams.iter().map(|team| (*team).to_owned()).collect()),
        note: String::new(),
        photo_ids: vec![Uuid::from_u128(3)],
        acted_at: at,
        received_at: at,
        away_m: None,
        accuracy_m: None,
    }
}

fn order(team: &str, reports: &[Uuid]) -> WorkOrder {
    WorkOrder { team_key: team.to_owned(), report_ids: reports.to_vec(), ..sample() }
}

#[test]
fn who_reported_it_alone_has_done_it_whichever_team_it_went_to() {
    let crew = taken(Some(&["schoon"]));
    assert!(crew.is_theirs(&order("schoon", &[REPORT])));
    assert!(crew.is_theirs(&order("grofvuil", &[REPORT])));
    assert!(crew.is_theirs(&order("schoon", &[NEIGHBOURS, REPORT])));
    assert!(!crew.is_theirs(&order("grofvuil", &[NEIGHBOURS, REPORT])));
    assert!(taken(None).is_theirs(&order("grofvuil", &[NEIGHBOURS, REPORT])));
}

#[test]
fn it_belongs_at_an_order_that_is_open_and_theirs_before_another() {
    let crew = taken(Some(&["schoon"]));
    let both = [NEIGHBOURS, REPORT];
    let now = sample().opened_at;
    let closed = WorkOrder {
        closed_at: Some(now),
        opened_at: now + TimeDelta::hours(1),
        ..order("schoon", &both)
    };
    let (others, own) = (order("grofvuil", &both), order("schoon", &both));
    let newer = WorkOrder { opened_at: now + TimeDelta::minutes(1), ..own.clone() };

    assert_eq!(crew.choose(&[]), None);
    assert_eq!(crew.choose(std::slice::from_ref(&closed)), Some(&closed));
    assert_eq!(crew.choose(&[closed.clone(), others.clone()]), Some(&others));
    assert_eq!(crew.choose(&[own.clone(), others.clone(), closed]), Some(&own));
    assert_eq!(crew.choose(&[newer.clone(), own, others]), Some(&newer));
}

#[test]
fn an_act_keeps_the_moment_on_the_street_from_before_there_was_an_order() {
    let (crew, order) = (taken(None), sample());
    let act = crew.act(&order);
    assert!(act.acted_at < order.opened_at);
    assert_eq!((act.phone_act_id, act.what.as_str()), (crew.phone_act_id, "complete"));
    assert_eq!(act.photo_ids, crew.photo_ids);
}
