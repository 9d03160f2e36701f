//! Every life that is told is one that the services allow.

use proptest::prelude::*;
use rand::SeedableRng as _;
use routing::{
    lifecycle::{self, Deed, Status as IssueStatus},
    rules::{self, Book, Rule},
    service_level::{Level, Unit},
    store::service_level::Kept,
    works,
};

use super::{
    super::world::{Area, Category, Staff, Team},
    *,
};

/// Two squares side by side, in which the second has a hole.
fn world() -> World {
    let square = |west: f64, side: f64| {
        let (south, east, north) = (52.16, west + side, 52.16 + side);
        vec![[west, south], [east, south], [east, north], [west, north], [west, south]]
    };
    let hole = vec![[5.42, 52.165], [5.425, 52.165], [5.425, 52.17], [5.42, 52.17], [5.42, 52.165]];
    let area = |code: &str, rings: Vec<Vec<Place>>, inner| Area {
        code: code.to_owned(),
        name: format!("Buurt {code}"),
        rings,
        inner,
        weight: 1,
    };
    let category = |key: &str, amount| Category {
        key: key.to_owned(),
        name: key.to_uppercase(),
        level: Level { amount, unit: Unit::WorkingDays },
    };
    let team = |key: &str| Team { key: key.to_owned(), name: format!("Team {key}") };
    let staff = |id: u128, role: &str, teams: &[&str]| Staff {
        id: Uuid::from_u128(id),
        name: format!("{role} 1"),
        role: role.to_owned(),
        teams: teams.iter().map(ToString::to_string).collect(),
    };
    World {
        areas: vec![
            area("B1", vec![square(5.40, 0.01)], [5.405, 52.165]),
            area("B2", vec![square(5.415, 0.015), hole], [5.416, 52.161]),
        ],
        kept: Kept::default(),
        categories: vec![category("litter", 3), category("bulky_waste", 5), category("other", 0)],
        book: book(&[
            (r#"category == "litter" && area == "B2""#, "grofvuil"),
            (r#"category in ["litter", "other"]"#, "schoon"),
        ]),
        questions: Vec::new(),
        teams: vec![team("grofvuil"), team("schoon")],
        staff: vec![staff(1, "crew", &["schoon"]), staff(2, "dispatcher", &[])],
        spots: Vec::new(),
    }
    .with_spots()
}

fn book(rules: &[(&str, &str)]) -> Book {
    let rule = |(condition, team): &(&str, &str)| Rule {
        name: (*condition).to_owned(),
        condition: (*condition).to_owned(),
        action: rules::Action { team_key: Some((*team).to_owned()), ..rules::Action::default() },
    };
    Book::new(rules.iter().map(rule).collect())
}

fn until() -> DateTime<Utc> {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

/// The life of a report that came so long ago.
fn life(world: &World, seed: u64, age: TimeDelta) -> Life {
    let rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut teller = Teller { world, rng, until: until() };
    teller.life("LD-4F7K-29".to_owned(), until() - age)
}

/// Ages in minutes: many young ones, because much is left undone there.
fn ages() -> impl Strategy<Value = i64> {
    prop_oneof![1_i64..3000, 1_i64..400_000]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn an_order_takes_only_steps_that_its_service_allows(seed: u64, minutes in ages()) {
        for order in life(&world(), seed, TimeDelta::minutes(minutes)).orders {
            prop_assert_eq!(order.steps[0].standing.status, Status::Open);
            for pair in order.steps.windows(2) {
                let (from, to) = (&pair[0].standing, &pair[1].standing);
                let action = match to.status {
                    Status::Accepted => Action::Accept,
                    Status::InProgress => Action::Start,
                    Status::Done => Action::Complete {
                        photo_ids: to.after_photo_ids.clone(),
                        note: to.note.clone(),
                    },
                    Status::Refused => {
                        Action::Refuse { reason: to.reason.unwrap(), note: to.note.clone() }
                    }
                    other => panic!("nobody made it {other:?}"),
                };
                prop_assert_eq!(judge(from, &action, to.changed_by), Verdict::Step(to.clone()));
            }
        }
    }

    #[test]
    fn the_issue_is_where_its_last_order_leads(seed: u64, minutes in ages()) {
        let Life { issue, orders, .. } = life(&world(), seed, TimeDelta::minutes(minutes));
        prop_assert_eq!(issue.version, issue.changes.last().unwrap().version);
        prop_assert_eq!(issue.closed_at.is_some(), ["resolved", "not_resolved"].contains(&issue.status));
        prop_assert_eq!(issue.team.is_none(), !issue.triage_reason.is_empty());
        let open: Vec<_> = orders.iter().filter(|order| order.closed_at().is_none()).collect();
        prop_assert_eq!(open.len(), usize::from(issue.team.is_some() && issue.closed_at.is_none()));
        let Some(last) = orders.last() else {
            prop_assert_eq!((issue.status, issue.order), ("received", None));
            return Ok(());
        };
        prop_assert_eq!(issue.order, Some((last.id, last.version())));
        prop_assert_eq!(issue.routed_version, last.issue_version);
        let standing = &last.last().standing;
        let code = standing.reason.map_or("", Reason::as_str);
        match works::deed(&[last.work()]) {
            None => panic!("no order ends like that"),
            Some(Deed::GivenBack) => prop_assert_eq!((issue.team, issue.triage_reason), (None, code)),
            Some(Deed::WorkRefused) => {
                prop_assert_eq!((issue.status, issue.reason.as_str()), ("not_resolved", code));
            }
            Some(deed) => {
                let status = lifecycle::next(IssueStatus::Routed, deed).unwrap();
                prop_assert_eq!(issue.status, status.as_str());
            }
        }
    }

    #[test]
    fn nothing_happens_before_what_led_to_it_or_in_the_future(
        seed: u64, minutes in ages()
    ) {
        let Life { report, issue, orders } = life(&world(), seed, TimeDelta::minutes(minutes));
        let changes = issue.changes.iter().map(|change| change.at);
        prop_assert!(changes.clone().is_sorted() && changes.clone().next() == Some(report.submitted_at));
        let versions: Vec<_> = issue.changes.iter().map(|change| change.version).collect();
        prop_assert!(versions.is_sorted_by(|one, next| one < next), "{:?}", versions);
        let steps = orders.iter().flat_map(|order| &order.steps).map(|step| step.at);
        prop_assert!(steps.clone().is_sorted() && steps.clone().all(|at| at > report.submitted_at));
        let first_moments = TimeDelta::seconds(1);
        prop_assert!(changes.chain(steps).all(|at| at <= until() + first_moments));
        prop_assert!(orders.is_sorted_by(|one, next| one.id < next.id));
        let millis = |at: DateTime<Utc>| u64::try_from(at.timestamp_millis()).unwrap();
        for (id, at) in orders
            .iter()
            .map(|order| (order.id, order.opened_at()))
            .chain([(report.id, report.submitted_at), (issue.id, issue.changes[1].at)])
        {
            let (seconds, nanos) = id.get_timestamp().unwrap().to_unix();
            prop_assert_eq!(seconds * 1000 + u64::from(nanos) / 1_000_000, millis(at));
        }
    }

    #[test]
    fn a_place_lies_in_the_buurt_that_the_issue_names_or_in_none(seed: u64) {
        let Life { report, issue, .. } = life(&world(), seed, TimeDelta::days(30));
        let [x, y] = report.place;
        let within = |west: f64, south: f64, side: f64| {
            (west..west + side).contains(&x) && (south..south + side).contains(&y)
        };
        let in_second = within(5.415, 52.16, 0.015) && !within(5.42, 52.165, 0.005);
        prop_assert_eq!(issue.area == Some(0), within(5.40, 52.16, 0.01));
        prop_assert_eq!(issue.area == Some(1), in_second);
        if issue.area.is_none() {
            prop_assert!(within(5.395, 52.157, 0.045), "{x} {y} is far away");
        }
    }
}

#[test]
fn the_same_seed_tells_the_same_life() {
    let world = world();
    let told = |seed| {
        let Life { report, issue, orders } = life(&world, seed, TimeDelta::days(40));
        (report.id, issue.id, issue.changed_at, orders.last().map(|order| order.id))
    };

    assert_eq!(told(3), told(3));
    assert_ne!(told(3), told(4));
}

#[test]
fn most_old_reports_are_done_some_wait_in_triage_and_young_ones_are_open() {
    let mut world = world();
    world.book = book(&[
        (r#"category in ["litter", "other"]"#, "schoon"),
        (r#"category == "bulky_waste""#, "grofvuil"),
    ]);
    let percent = |age: TimeDelta, is: fn(&Issue) -> bool| {
        (0..2000).filter(|seed| is(&life(&world, *seed, age).issue)).count() / 20
    };
    let old = TimeDelta::days(80);

    let done = percent(old, |issue| issue.status == "resolved");
    let refused = percent(old, |issue| issue.status == "not_resolved");
    let waiting = percent(old, |issue| issue.team.is_none());
    let young = percent(TimeDelta::minutes(30), |issue| issue.closed_at.is_none());
    assert!((70..92).contains(&done), "{done} % done");
    assert!((2..8).contains(&refused), "{refused} % refused");
    assert!((4..22).contains(&waiting), "{waiting} % in triage");
    assert!(young > 90, "{young} % of the young ones open");
}

#[test]
fn some_orders_are_late() {
    let world = world();
    let lives = (0..1000).map(|seed| life(&world, seed, TimeDelta::days(80)));

    let late =
        lives.filter(|life| life.issue.closed_at.is_some_and(|at| at > life.issue.clock.due_at));
    let late = late.count();
    assert!((20..400).contains(&late), "{late} of 1000");
}
