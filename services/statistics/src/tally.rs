//! Sums what is open: by team, category, area and age, and team by area.
//!
//! The database counts groups, each row in exactly one of them; every figure
//! here is a sum over the same groups, so parts add up to their totals.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Europe::Amsterdam;

/// Age bands in whole days since the first report: first day, and last day unless it has none.
pub const AGE_BANDS: [(u16, Option<u16>); 4] =
    [(0, Some(2)), (3, Some(7)), (8, Some(30)), (31, None)];

/// What people read where there is no team yet.
pub const TRIAGE: &str = "Wacht op toewijzing";

/// What people read where the area is not known.
pub const UNKNOWN_AREA: &str = "Buurt onbekend";

const UNKNOWN_CATEGORY: &str = "Soort onbekend";

/// Issues and work orders that have these things in common, all open.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Group {
    /// Empty: triage.
    pub team: String,
    /// Empty: not known.
    pub area: String,
    pub category: String,
    /// Index in [`AGE_BANDS`]; of issues only.
    pub age: usize,
    /// Past their term; of issues only.
    pub is_late: bool,
    pub issues: usize,
    pub work_orders: usize,
}

/// The name of a team, category or area.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Named {
    pub key: String,
    pub name: String,
}

/// All names that are known, in the order in which people see them.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub teams: Vec<Named>,
    pub categories: Vec<Named>,
    pub areas: Vec<Named>,
}

/// One line of a breakdown.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Line {
    /// Empty: triage, or not known.
    pub key: String,
    pub name: String,
    pub open: Open,
}

/// Open issues and work orders, and the issues among them that are late.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Open {
    pub issues: usize,
    pub work_orders: usize,
    pub late: usize,
}

/// What is open, by everything that it can be broken down by.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Tally {
    pub total: Open,
    /// Every known team, and triage at the end.
    pub by_team: Vec<Line>,
    /// Every known category.
    pub by_category: Vec<Line>,
    /// Every known area; at the end what lies in none, if anything does.
    pub by_area: Vec<Line>,
    /// Open issues a band of [`AGE_BANDS`].
    pub by_age: [usize; AGE_BANDS.len()],
    /// Open issues: a row a line of `by_team`, a column a line of `by_area`.
    pub by_team_and_area: Vec<Vec<usize>>,
}

impl Open {
    fn add(&mut self, group: &Group) {
        self.issues += group.issues;
        self.work_orders += group.work_orders;
        self.late += if group.is_late { group.issues } else { 0 };
    }
}

impl Tally {
    pub fn of(names: &Names, groups: &[Group]) -> Self {
        let mut total = Open::default();
        let mut by_age = [0; AGE_BANDS.len()];
        for group in groups {
            total.add(group);
            by_age[group.age.min(AGE_BANDS.len() - 1)] += group.issues;
        }
        let mut of_teams = sums(groups, |group| &group.team);
        // Triage has its line also when nothing waits: that is news too.
        of_teams.entry("").or_default();
        let by_team = lines(&names.teams, of_teams, TRIAGE);
        let of_categories = sums(groups, |group| &group.category);
        let by_category = lines(&names.categories, of_categories, UNKNOWN_CATEGORY);
        let by_area = lines(&names.areas, sums(groups, |group| &group.area), UNKNOWN_AREA);
        let by_team_and_area = cells(&by_team, &by_area, groups);
        Self { total, by_team, by_category, by_area, by_age, by_team_and_area }
    }
}

/// When the bands of [`AGE_BANDS`] but the last begin to be too young: something that was opened
/// after the first bound is in the first band, after the second in the second, and so on.
pub fn age_bounds(now: DateTime<Utc>) -> [DateTime<Utc>; AGE_BANDS.len() - 1] {
    let mut bounds = [now; AGE_BANDS.len() - 1];
    for (bound, (first_day, _)) in bounds.iter_mut().zip(&AGE_BANDS[1..]) {
        *bound = now - TimeDelta::days(i64::from(*first_day));
    }
    bounds
}

/// Midnight in the Netherlands, at which the day of `now` began.
pub fn day_start(now: DateTime<Utc>) -> DateTime<Utc> {
    let midnight = now.with_timezone(&Amsterdam).date_naive().and_time(NaiveTime::MIN);
    // The clock changes at two or three at night, so midnight always exists there.
    midnight.and_local_timezone(Amsterdam).earliest().map_or(now, |at| at.with_timezone(&Utc))
}

fn sums<'a>(groups: &'a [Group], key: impl Fn(&'a Group) -> &'a str) -> BTreeMap<&'a str, Open> {
    let mut sums: BTreeMap<&str, Open> = BTreeMap::new();
    for group in groups {
        sums.entry(key(group)).or_default().add(group);
    }
    sums
}

/// A line for every known key, then for those whose name did not come yet, then for no key.
fn lines(known: &[Named], mut sums: BTreeMap<&str, Open>, without_key: &str) -> Vec<Line> {
    let line =
        |key: &str, name: &str, open| Line { key: key.to_owned(), name: name.to_owned(), open };
    let none = sums.remove("");
    let mut lines: Vec<_> = known
        .iter()
        .map(|named| line(&named.key, &named.name, sums.remove(&*named.key).unwrap_or_default()))
        .collect();
    lines.extend(sums.into_iter().map(|(key, open)| line(key, key, open)));
    lines.extend(none.map(|open| line("", without_key, open)));
    lines
}

fn cells(teams: &[Line], areas: &[Line], groups: &[Group]) -> Vec<Vec<usize>> {
    let mut found: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for group in groups {
        *found.entry((&group.team, &group.area)).or_default() += group.issues;
    }
    let cell = |team: &Line, area: &Line| {
        found.get(&(team.key.as_str(), area.key.as_str())).copied().unwrap_or(0)
    };
    teams.iter().map(|team| areas.iter().map(|area| cell(team, area)).collect()).collect()
}

#[cfg(test)]
mod tests;
