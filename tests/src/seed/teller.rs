//! Tells what became of a report, by the decisions of the services themselves.
//!
//! Pure: the same world, moment and random numbers give the same lives. What would happen
//! after the last moment does not happen, so young reports are open and most old ones done.

use chrono::{DateTime, TimeDelta, Utc};
use rand::{Rng, RngExt as _, rngs::Xoshiro256PlusPlus};
use routing::issue_clock::Clock;
use uuid::Uuid;
use work_orders::progress::{Action, Reason, Standing, Status, Verdict, judge};

use super::{
    calendar::{at_work, hours, is_monday},
    life::{Issue, Life, Order, OrderStep, Report},
    words,
    world::{Place, World},
};

/// Categories with how often they are reported, and what each is on a Monday.
const MIX: [(&str, u32, u32); 6] = [
    ("litter", 30, 30),
    ("waste_beside_container", 30, 32),
    ("bin_full", 12, 12),
    ("bulky_waste", 13, 22),
    ("street_furniture_broken", 7, 7),
    ("other", 8, 8),
];

/// Reports just outside of the buurten, which a dispatcher looks at.
const OUTSIDE_SHARE: f64 = 0.05;
/// Reports at one of the known spots.
const SPOT_SHARE: f64 = 0.45;
/// Issues in triage that a dispatcher gives to a team; the others still wait.
const ASSIGNED_SHARE: f64 = 0.3;
/// Orders that a team gives back, of "other" and of everything else.
const OTHER_GIVEN_BACK_SHARE: f64 = 0.4;
const GIVEN_BACK_SHARE: f64 = 0.025;
/// Orders that end without work.
const REFUSED_SHARE: f64 = 0.04;
/// Orders that everybody forgot.
const FORGOTTEN_SHARE: f64 = 0.03;
/// Orders that take much longer, and how many times.
const SLOW_SHARE: f64 = 0.12;
const SLOW_FACTOR: f64 = 4.0;
/// Teams that one issue can have in turn.
const TEAMS_MAX: usize = 3;
/// Times the mean; one wait in some 150 would be longer.
const WAIT_MAX: f64 = 5.0;
/// Working hours before a dispatcher looks again.
const TRIAGE_HOURS: f64 = 9.0;

/// Who made a step that nobody of the staff made.
const SYSTEM: &str = "Systeem";

/// Tells lives, one after the other.
pub(super) struct Teller<'a> {
    pub(super) world: &'a World,
    pub(super) rng: Xoshiro256PlusPlus,
    /// Nothing happens later.
    pub(super) until: DateTime<Utc>,
}

impl Teller<'_> {
    /// What became of a report that came at `submitted_at`.
    pub(super) fn life(&mut self, number: String, submitted_at: DateTime<Utc>) -> Life {
        let category = self.category(is_monday(submitted_at));
        let key = &self.world.categories[category].key;
        let (place, place_words) = self.place();
        let report = Report {
            id: self.id(submitted_at),
            number,
            category,
            place,
            place_words,
            description: words::description(key, &mut self.rng),
            accuracy: self.rng.random_range(3.0..40.0),
            submitted_at,
        };
        let mut issue = self.open(&report);
        let mut orders: Vec<Order> = Vec::new();
        while let Some(team) = issue.team.or_else(|| self.assign(&mut issue, key, &orders)) {
            orders.push(self.work(&mut issue, key, team));
            if issue.team.is_some() || orders.len() == TEAMS_MAX {
                break;
            }
        }
        Life { report, issue, orders }
    }

    fn category(&mut self, is_monday: bool) -> usize {
        let categories = &self.world.categories;
        let weight = |key: &str| {
            let known = MIX.iter().find(|(known, ..)| *known == key);
            known.map_or(1, |(_, usual, monday)| if is_monday { *monday } else { *usual })
        };
        weighted(categories.iter().map(|category| weight(&category.key)), &mut self.rng)
    }

    fn place(&mut self) -> (Place, String) {
        let (world, rng) = (self.world, &mut self.rng);
        if rng.random_bool(OUTSIDE_SHARE)
            && let Some(place) = world.place_outside(rng)
        {
            return (place, words::place(None, rng));
        }
        if !world.spots.is_empty() && rng.random_bool(SPOT_SHARE) {
            let spot = &world.spots[weighted(world.spots.iter().map(|it| it.weight), rng)];
            let place = World::place_near(spot, rng);
            if world.area_at(place).is_some() {
                return (place, words::place(Some(spot), rng));
            }
        }
        let area = weighted(world.areas.iter().map(|it| it.weight), rng);
        (world.place_in(area, rng), words::place(None, rng))
    }

    /// The issue as routing opens it: the report came in, and the rules decided.
    fn open(&mut self, report: &Report) -> Issue {
        let category = &self.world.categories[report.category];
        let area = self.world.area_at(report.place);
        let (team, triage_reason) = match self.world.route(area, &category.key) {
            Ok(team) => (Some(team), ""),
            Err(reason) => (None, reason),
        };
        let at = self.soon(report.submitted_at);
        let mut issue = Issue {
            id: self.id(at),
            version: 1,
            area,
            team: None,
            triage_reason,
            status: "received",
            reason: String::new(),
            note: String::new(),
            clock: Clock::of(&self.world.kept, category.level, report.submitted_at, &[]),
            changed_at: report.submitted_at,
            closed_at: None,
            routed_version: 1,
            order: None,
            changes: Vec::new(),
        };
        issue.change("", "", None);
        issue.version = 2;
        issue.team = team;
        issue.status = if team.is_some() { "routed" } else { "received" };
        issue.changed_at = at;
        issue.change(triage_reason, "", None);
        issue
    }

    /// A dispatcher gives the issue to a team, and not to the one that gave it back; `None` when
    /// nobody did it yet.
    fn assign(&mut self, issue: &mut Issue, category: &str, orders: &[Order]) -> Option<usize> {
        let at = at_work(issue.changed_at + self.wait(TRIAGE_HOURS), &mut self.rng);
        if at > self.until || !self.rng.random_bool(ASSIGNED_SHARE) {
            return None;
        }
        let last = orders.last().map(|order| order.team);
        // Outside of all buurten the team that has this kind in the first of them fits best.
        let ruled = self.world.route(Some(0), category).ok();
        let mut teams = ruled.into_iter().chain(0..self.world.teams.len());
        let team = teams.find(|team| Some(*team) != last)?;
        issue.routed_version = issue.version + 1;
        issue.version += 2;
        issue.team = Some(team);
        issue.triage_reason = "";
        issue.status = "routed";
        issue.note.clear();
        issue.changed_at = at;
        issue.order = None;
        let by = self.world.dispatcher().map(|it| it.name.clone());
        issue.change("", "", by);
        Some(team)
    }

    /// The order that the last routing of the issue asked for, as far as the team got with it.
    fn work(&mut self, issue: &mut Issue, category: &str, team: usize) -> Order {
        let mut at = self.soon(issue.changed_at);
        let standing = Standing {
            status: Status::Open,
            reason: None,
            note: String::new(),
            after_photo_ids: Vec::new(),
            visit: None,
            changed_by: None,
        };
        let first = OrderStep { standing, by: SYSTEM.to_owned(), at };
        let mut order = Order {
            id: self.id(at),
            issue_version: issue.routed_version,
            team,
            steps: vec![first],
        };
        issue.follow(&order);
        let worker = self.world.worker(team);
        let by = worker.map_or_else(|| self.world.teams[team].name.clone(), |it| it.name.clone());
        for (wait, action) in self.plan(category, team) {
            at = at_work(at + wait, &mut self.rng);
            let standing = &order.last().standing;
            let verdict = judge(standing, &action, worker.map(|it| it.id));
            let Verdict::Step(standing) = verdict else { break };
            if at > self.until {
                break;
            }
            order.steps.push(OrderStep { standing, by: by.clone(), at });
            issue.follow(&order);
        }
        order
    }

    /// What the team means to do, each after a while.
    fn plan(&mut self, category: &str, team: usize) -> Vec<(TimeDelta, Action)> {
        let [accept, start, work] = pace(&self.world.teams[team].key);
        let slow = if self.rng.random_bool(SLOW_SHARE) { SLOW_FACTOR } else { 1.0 };
        let mut plan = Vec::new();
        if self.rng.random_bool(FORGOTTEN_SHARE) {
            if self.rng.random() {
                plan.push((self.wait(accept), Action::Accept));
            }
            return plan;
        }
        plan.push((self.wait(accept * slow), Action::Accept));
        let given_back =
            if category == "other" { OTHER_GIVEN_BACK_SHARE } else { GIVEN_BACK_SHARE };
        let reasons = if self.rng.random_bool(given_back) {
            [Reason::OtherTeam, Reason::OtherTeam, Reason::NeedsEquipment]
        } else if self.rng.random_bool(REFUSED_SHARE) {
            [Reason::NotFound, Reason::AlreadyGone, Reason::NotOurs]
        } else {
            plan.push((self.wait(start * slow), Action::Start));
            let note = words::done(category, &mut self.rng).to_owned();
            plan.push((self.wait(work), Action::Complete { photo_ids: Vec::new(), note }));
            return plan;
        };
        let reason = reasons[self.rng.random_range(0..reasons.len())];
        let note = words::refused(&mut self.rng).to_owned();
        plan.push((self.wait(start), Action::Refuse { reason, note }));
        plan
    }

    /// Mostly shorter than the mean, now and then much longer.
    fn wait(&mut self, mean_hours: f64) -> TimeDelta {
        let times = -(1.0 - self.rng.random::<f64>()).ln();
        hours(mean_hours * times.min(WAIT_MAX))
    }

    /// The time that an event takes to the next service.
    fn soon(&mut self, at: DateTime<Utc>) -> DateTime<Utc> {
        at + TimeDelta::microseconds(self.rng.random_range(2_000..40_000))
    }

    /// An id of that time.
    fn id(&mut self, at: DateTime<Utc>) -> Uuid {
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.rng.random()).into_uuid()
    }
}

/// Mean hours of a team until it accepts, from there until it starts, and of the work itself.
fn pace(team: &str) -> [f64; 3] {
    match team {
        "schoon" => [4.0, 8.0, 0.5],
        "grofvuil" => [10.0, 26.0, 0.7],
        "straatmeubilair" => [20.0, 80.0, 1.5],
        "handhaving" => [6.0, 14.0, 0.7],
        _ => [8.0, 20.0, 1.0],
    }
}

/// The index of one of the weights, drawn by their size.
fn weighted(weights: impl Iterator<Item = u32> + Clone, rng: &mut impl Rng) -> usize {
    let mut drawn = rng.random_range(0..weights.clone().sum::<u32>().max(1));
    let mut last = 0;
    for (index, weight) in weights.enumerate() {
        if drawn < weight {
            return index;
        }
        drawn -= weight;
        last = index;
    }
    last
}

#[cfg(test)]
mod tests;
