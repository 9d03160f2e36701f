//! `/beheer/inrichting`: the areas and the teams, on pages of their own. A file is looked at first;
//! what it would change is told before it counts.

pub(crate) mod areas;
pub(crate) mod part;
mod team_file;
pub(crate) mod teams;
pub(crate) mod upload;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};

/// How long a file waits for somebody who looks at it.
const PROPOSAL_LIFE: TimeDelta = TimeDelta::hours(12);

/// Changes that a page tells.
const CHANGES_MAX: i64 = 12;

/// Names in the line about a change; the others are counted.
const NAMED_MAX: usize = 5;

/// One thing that is new or changes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Step {
    pub key: String,
    /// What people read about it.
    pub told: String,
}

/// What a file would change.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Steps {
    pub new: Vec<Step>,
    pub changed: Vec<Step>,
    pub same: usize,
}

impl Steps {
    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty()
    }

    /// Differs as soon as the file would do something else.
    pub fn mark(&self) -> String {
        let text = format!("{:?}", (&self.new, &self.changed, self.same));
        BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(text))
    }

    /// "2 nieuw: De Horsten, Zielhorst; 1 gewijzigd: Liendert".
    pub fn in_words(&self) -> String {
        let part = |steps: &[Step], what: &str| {
            let shown: Vec<_> = steps.iter().take(NAMED_MAX).map(|step| &*step.told).collect();
            let more = steps.len().saturating_sub(NAMED_MAX);
            let more = if more == 0 { String::new() } else { format!(" en {more} meer") };
            (!steps.is_empty())
                .then(|| format!("{} {what}: {}{more}", steps.len(), shown.join(", ")))
        };
        let parts = [part(&self.new, "nieuw"), part(&self.changed, "gewijzigd")];
        parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }
}

/// The oldest proposal that still waits.
fn since(now: DateTime<Utc>) -> DateTime<Utc> {
    now - PROPOSAL_LIFE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(new: &[&str], changed: &[&str], same: usize) -> Steps {
        let step = |name: &&str| Step { key: (*name).to_owned(), told: (*name).to_owned() };
        let owned = |names: &[&str]| names.iter().map(step).collect();
        Steps { new: owned(new), changed: owned(changed), same }
    }

    #[test]
    fn a_change_names_the_first_and_counts_the_others() {
        let many = steps(&["a", "b", "c", "d", "e", "f", "g"], &["h"], 3);
        assert_eq!(many.in_words(), "7 nieuw: a, b, c, d, e en 2 meer; 1 gewijzigd: h");
        assert_eq!(steps(&[], &["h"], 0).in_words(), "1 gewijzigd: h");
        assert!(steps(&[], &[], 9).is_empty() && !many.is_empty());
    }

    #[test]
    fn another_outcome_has_another_mark() {
        let one = steps(&["a"], &["b"], 1);
        assert_eq!(one.mark(), one.clone().mark());
        for other in
            [steps(&["a", "b"], &[], 1), steps(&["b"], &["a"], 1), steps(&["a"], &["b"], 2)]
        {
            assert_ne!(one.mark(), other.mark());
        }
    }
}
