//! Whether a report is about a thing that is known already. Pure.
//!
//! What the resident says goes first: "this one" joins, "none of these" keeps apart. Otherwise a
//! report joins the nearest open issue of its kind that was reported lately: within `near_m`
//! metres, or within `alike_m` when a picture of it looks like one of the issue.
//!
//! A report that joins wrongly hides a heap; one that stays apart costs a crew one look more. In
//! doubt it stays apart.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

/// Metres within which a resident may point an issue out: what they can see from where they
/// stand, and what a phone may be wrong.
pub const POINTED_M_MAX: f64 = 250.0;

/// Reports of one issue. Its events name all of them and must fit on the wire.
pub const REPORTS_MAX: usize = 400;

/// Bits, of 64, in which the hashes of two pictures of one scene differ at most.
const LIKENESS_BITS_MAX: u32 = 10;

/// What a category says about joining. 0 metres is never.
#[derive(Clone, Copy, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct Rule {
    pub near_m: i32,
    pub alike_m: i32,
    pub join_days: i32,
}

/// What of a report decides where it belongs.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// The issue that the resident says it is.
    pub this_one: Option<Uuid>,
    /// Issues that the resident saw and says it is not.
    pub not_these: Vec<Uuid>,
    /// The place is only somewhere in the buurt.
    pub is_place_vague: bool,
    pub picture_hashes: Vec<i64>,
    pub submitted_at: DateTime<Utc>,
}

/// An open issue of the report's category.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Candidate {
    pub issue_id: Uuid,
    /// Metres between the report and the issue.
    pub distance_m: f64,
    pub opened_at: DateTime<Utc>,
    pub reports: i64,
    pub picture_hashes: Vec<i64>,
}

/// Why a report joins.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Because {
    /// The resident said so.
    Told,
    Near,
    /// Further away, but the pictures are alike.
    Alike,
}

impl Because {
    /// The word in the history of the issue.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Told => "joined_told",
            Self::Near => "joined_near",
            Self::Alike => "joined_alike",
        }
    }
}

/// Metres within which issues are worth looking at; 0 when only the resident can tell.
pub fn reach(told: &Told, rule: Rule) -> f64 {
    if told.is_place_vague {
        return 0.0;
    }
    let alike_m = if told.picture_hashes.is_empty() { 0 } else { rule.alike_m };
    f64::from(rule.near_m.max(alike_m))
}

/// The issue that the report belongs to; `None` when it opens a new one.
pub fn join(told: &Told, rule: Rule, candidates: &[Candidate]) -> Option<(Uuid, Because)> {
    let has_room = |it: &&Candidate| it.reports < i64::try_from(REPORTS_MAX).unwrap_or(i64::MAX);
    let pointed = candidates
        .iter()
        .filter(has_room)
        .find(|it| told.this_one == Some(it.issue_id) && it.distance_m <= POINTED_M_MAX);
    if let Some(pointed) = pointed {
        return Some((pointed.issue_id, Because::Told));
    }
    if told.is_place_vague {
        return None;
    }
    let mut nearest: Vec<_> = candidates
        .iter()
        .filter(has_room)
        .filter(|it| !told.not_these.contains(&it.issue_id))
        .filter_map(|it| Some((it, because(told, rule, it)?)))
        .collect();
    nearest.sort_by(|(a, _), (b, _)| {
        a.distance_m.total_cmp(&b.distance_m).then(a.issue_id.cmp(&b.issue_id))
    });
    nearest.first().map(|(it, because)| (it.issue_id, *because))
}

fn because(told: &Told, rule: Rule, it: &Candidate) -> Option<Because> {
    let lately = TimeDelta::days(i64::from(rule.join_days));
    if it.opened_at < told.submitted_at - lately {
        return None;
    }
    let within = |metres: i32| metres > 0 && it.distance_m <= f64::from(metres);
    if within(rule.near_m) {
        return Some(Because::Near);
    }
    let alike = || is_alike(&told.picture_hashes, &it.picture_hashes);
    (within(rule.alike_m) && alike()).then_some(Because::Alike)
}

/// Whether a picture of the one looks like a picture of the other.
fn is_alike(one: &[i64], other: &[i64]) -> bool {
    one.iter().any(|a| other.iter().any(|b| (a ^ b).count_ones() <= LIKENESS_BITS_MAX))
}

/// Metres of a degree along a meridian, and along a parallel at 60° north. Further south the
/// latter is longer, so there cells are only larger than they need be.
const METRES_OF_LATITUDE: f64 = 111_000.0;
const METRES_OF_LONGITUDE: f64 = 55_000.0;

/// Metres. No rule reaches further than `POINTED_M_MAX`, so a square around it touches at most two cells in each direction.
const CELL_M: f64 = 2.0 * POINTED_M_MAX;

/// Names of the squares of the map around a place, at most four. Two places of which one can
/// join the other share one of these at least, also where squares meet: who locks all of its
/// own never decides at the same time as the other.
pub fn cells(category: &str, longitude: f64, latitude: f64) -> Vec<String> {
    let (x, y) = (longitude * METRES_OF_LONGITUDE, latitude * METRES_OF_LATITUDE);
    let around = |metres: f64| {
        let [low, high] = [metres - POINTED_M_MAX, metres + POINTED_M_MAX];
        ((low / CELL_M).floor(), (high / CELL_M).floor())
    };
    let ((left, right), (bottom, top)) = (around(x), around(y));
    let mut cells = Vec::new();
    for column in [left, right] {
        for row in [bottom, top] {
            cells.push(format!("{category} {column} {row}"));
        }
    }
    cells.sort_unstable();
    cells.dedup();
    cells
}

#[cfg(test)]
mod tests;
