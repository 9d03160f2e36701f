//! Parts add up to totals, ages and days begin where they should.

use proptest::prelude::*;

use super::*;

fn named(key: &str, name: &str) -> Named {
    Named { key: key.to_owned(), name: name.to_owned() }
}

fn names() -> Names {
    Names {
        teams: vec![named("grofvuil", "Grofvuil"), named("schoon", "Wijkteam Schoon")],
        categories: vec![named("litter", "Zwerfafval"), named("bulky_waste", "Grofvuil")],
        areas: vec![named("BU03071001", "Zangvogelbuurt"), named("BU03071002", "De Horsten")],
    }
}

fn group(team: &str, area: &str, category: &str, issues: usize, work_orders: usize) -> Group {
    Group {
        team: team.to_owned(),
        area: area.to_owned(),
        category: category.to_owned(),
        issues,
        work_orders,
        ..Group::default()
    }
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn known_teams_categories_and_areas_have_a_line_when_nothing_is_open() {
    let tally = Tally::of(&names(), &[]);

    let keys = |lines: &[Line]| lines.iter().map(|line| line.key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(&tally.by_team), ["grofvuil", "schoon", ""]);
    assert_eq!(keys(&tally.by_category), ["litter", "bulky_waste"]);
    assert_eq!(keys(&tally.by_area), ["BU03071001", "BU03071002"]);
    assert_eq!(tally.by_team_and_area, vec![vec![0, 0]; 3]);
    assert_eq!(tally.total, Open::default());
}

#[test]
fn triage_and_an_unknown_area_come_last_under_their_own_name() {
    let groups = [group("", "", "litter", 2, 0), group("schoon", "BU03071002", "litter", 1, 1)];

    let tally = Tally::of(&names(), &groups);

    let last = |lines: &[Line]| lines.last().map(|line| (line.name.clone(), line.open.issues));
    assert_eq!(last(&tally.by_team), Some((TRIAGE.to_owned(), 2)));
    assert_eq!(last(&tally.by_area), Some((UNKNOWN_AREA.to_owned(), 2)));
    assert_eq!(tally.by_team_and_area, [vec![0, 0, 0], vec![0, 1, 0], vec![0, 0, 2]]);
}

#[test]
fn what_has_no_name_yet_is_counted_under_its_key() {
    let tally = Tally::of(&names(), &[group("boa", "BU03079999", "noise", 3, 3)]);

    let line = &tally.by_category[2];
    assert_eq!((line.name.as_str(), line.open.issues, line.open.work_orders), ("noise", 3, 3));
    assert!(tally.by_area.iter().any(|line| line.name == "BU03079999"));
}

#[test]
fn only_issues_are_late() {
    let late = Group { is_late: true, ..group("schoon", "BU03071001", "litter", 4, 9) };

    let tally = Tally::of(&names(), &[late, group("schoon", "BU03071001", "litter", 2, 0)]);

    assert_eq!(tally.total, Open { issues: 6, work_orders: 9, late: 4 });
}

#[test]
fn a_day_begins_at_midnight_in_the_netherlands_in_winter_in_summer_and_when_the_clock_changes() {
    let day = |now: &str| day_start(at(now));

    assert_eq!(day("2026-11-24T13:00:00Z"), at("2026-11-23T23:00:00Z"));
    assert_eq!(day("2026-11-24T23:30:00Z"), at("2026-11-24T23:00:00Z"));
    assert_eq!(day("2026-07-01T13:00:00Z"), at("2026-06-30T22:00:00Z"));
    assert_eq!(day("2026-10-25T20:00:00Z"), at("2026-10-24T22:00:00Z"));
    assert_eq!(day("2026-03-29T20:00:00Z"), at("2026-03-28T23:00:00Z"));
}

#[test]
fn the_bands_of_age_touch_and_leave_no_day_out() {
    for pair in AGE_BANDS.windows(2) {
        assert_eq!(pair[0].1.map(|last| last + 1), Some(pair[1].0));
    }
    assert_eq!((AGE_BANDS[0].0, AGE_BANDS[3].1), (0, None));
}

fn groups() -> impl Strategy<Value = Vec<Group>> {
    let key = |keys: &[&'static str]| prop::sample::select(keys.to_vec());
    let parts = (
        key(&["", "schoon", "grofvuil", "boa"]),
        key(&["", "BU03071001", "BU03071002", "BU03079999"]),
        key(&["", "litter", "bulky_waste", "noise"]),
        0..AGE_BANDS.len(),
        any::<bool>(),
        0_usize..1_000,
        0_usize..1_000,
    );
    let groups = parts.prop_map(|(team, area, category, age, is_late, issues, work_orders)| {
        Group { age, is_late, ..group(team, area, category, issues, work_orders) }
    });
    prop::collection::vec(groups, 0..60)
}

fn summed(lines: &[Line]) -> Open {
    lines.iter().fold(Open::default(), |sum, line| Open {
        issues: sum.issues + line.open.issues,
        work_orders: sum.work_orders + line.open.work_orders,
        late: sum.late + line.open.late,
    })
}

proptest! {
    #[test]
    fn every_breakdown_adds_up_to_the_same_totals(groups in groups()) {
        let tally = Tally::of(&names(), &groups);

        prop_assert_eq!(tally.total.issues, groups.iter().map(|group| group.issues).sum::<usize>());
        prop_assert_eq!(summed(&tally.by_team), tally.total);
        prop_assert_eq!(summed(&tally.by_category), tally.total);
        prop_assert_eq!(summed(&tally.by_area), tally.total);
        prop_assert_eq!(tally.by_age.iter().sum::<usize>(), tally.total.issues);
        prop_assert!(tally.total.late <= tally.total.issues);
    }

    #[test]
    fn the_table_adds_up_to_its_rows_and_its_columns(groups in groups()) {
        let tally = Tally::of(&names(), &groups);

        for (row, line) in tally.by_team_and_area.iter().zip(&tally.by_team) {
            prop_assert_eq!(row.iter().sum::<usize>(), line.open.issues);
        }
        for (column, line) in tally.by_area.iter().enumerate() {
            let sum: usize = tally.by_team_and_area.iter().map(|row| row[column]).sum();
            prop_assert_eq!(sum, line.open.issues);
        }
    }

    #[test]
    fn the_bounds_put_every_age_in_the_band_of_its_whole_days(seconds in -90_000_i64..9_000_000) {
        let now = at("2026-11-24T13:00:00Z");
        let opened_at = now - TimeDelta::seconds(seconds);

        let band = age_bounds(now).iter().filter(|bound| opened_at <= **bound).count();

        let days = (now - opened_at).num_days().max(0);
        let (first, last) = AGE_BANDS[band];
        prop_assert!(i64::from(first) <= days && last.is_none_or(|last| days <= i64::from(last)));
    }
}
