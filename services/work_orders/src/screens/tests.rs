//! What the pages show to whom, without a database.

use chrono::DateTime;
use platform::staff::Given;

use super::{
    list::{Scope, put_together, summary},
    order::notice,
    *,
};
use crate::{order::sample, progress::Status, store::list::TeamLoad};

const NOW: DateTime<chrono::Utc> = DateTime::UNIX_EPOCH;

fn staff(role: Role, teams: &[&str]) -> Staff {
    let teams = teams.iter().map(ToString::to_string).collect();
    let given = Given { teams, ..Given::role(role) };
    Staff::new(Uuid::nil(), Uuid::nil(), "Ploeg".to_owned(), given, DateTime::UNIX_EPOCH)
}

fn load(key: &str, left: i64) -> TeamLoad {
    TeamLoad { key: key.to_owned(), name: key.to_uppercase(), left, late: 1, done_today: 1 }
}

fn chosen(role: Role, teams: &[&str], team: &str) -> Scope {
    Scope::of(&staff(role, teams), Some(team.to_owned()))
}

#[test]
fn a_crew_chooses_among_its_own_teams_and_a_dispatcher_among_all() {
    assert_eq!(chosen(Role::Crew, &["schoon"], "schoon").team.as_deref(), Some("schoon"));
    assert_eq!(chosen(Role::Crew, &["schoon"], "grofvuil").team, None);
    assert_eq!(chosen(Role::Dispatcher, &[], "grofvuil").team.as_deref(), Some("grofvuil"));
}

#[test]
fn a_list_counts_the_chosen_team_and_its_chips_count_all() {
    let scope = chosen(Role::Crew, &["schoon", "grofvuil", "nooit_werk"], "schoon");
    let list = put_together(
        &scope,
        vec![load("grofvuil", 2), load("schoon", 3)],
        (vec![sample()], &Driving::default()),
        NOW,
    );

    let chips: Vec<_> = list.teams.iter().map(|team| (team.name.as_str(), team.left)).collect();
    assert_eq!(chips, [("Alle", 5), ("GROFVUIL", 2), ("SCHOON", 3), ("Nooit werk", 0)]);
    assert_eq!((list.left, list.done_today), (3, 1));
    assert_eq!(list.fragment_url(), "/werk/lijst?team=schoon");
}

#[test]
fn somebody_with_one_team_has_nothing_to_choose() {
    let scope = Scope::of(&staff(Role::Boa, &["handhaving"]), None);
    let list = put_together(&scope, Vec::new(), (Vec::new(), &Driving::default()), NOW);

    assert_eq!((list.teams.len(), list.team()), (1, "Handhaving"));
}

#[test]
fn only_crew_and_boa_of_the_team_and_admins_may_act() {
    let order = sample();

    assert!(act::may_act(&staff(Role::Crew, &["schoon"]), &order));
    assert!(act::may_act(&staff(Role::Admin, &[]), &order));
    assert!(!act::may_act(&staff(Role::Boa, &["handhaving"]), &order));
    assert!(!act::may_act(&staff(Role::Dispatcher, &["schoon"]), &order));
    assert!(require_viewer(&staff(Role::Manager, &[])).is_err());
}

#[test]
fn a_notice_is_only_told_while_it_is_true() {
    assert!(notice(Told::Accepted, Status::Accepted).is_some());
    assert!(notice(Told::Accepted, Status::Done).is_none());
    for told in Told::ALL {
        assert_eq!(Told::parse(told.as_str()), Some(told));
    }
}

#[test]
fn somebody_who_was_second_goes_to_the_order_to_see_so() {
    let lost = Err(Problem::conflict(act::CONFLICT, "Te laat."));
    let worker = Worker::staff(staff(Role::Crew, &["schoon"]), Uuid::nil());
    let answer = after(&worker, lost).unwrap();

    let answer = axum::response::IntoResponse::into_response(answer);
    let to = answer.headers()["location"].to_str().unwrap();
    assert_eq!((answer.status().as_u16(), to.ends_with("?stap=veranderd")), (303, true));
}

#[test]
fn long_words_are_cut_to_one_line() {
    assert_eq!(summary("Bank\n en  matras"), "Bank en matras");
    assert_eq!(summary(&"é".repeat(200)).chars().count(), 80);
}
