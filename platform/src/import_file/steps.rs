//! What a file would change, as somebody looks at it before it counts. Pure.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

/// Names in the line about a change; the others are counted.
const NAMED_MAX: usize = 5;

/// One thing that is new, changes or goes.
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
    /// What the file does not have, where it is the whole list.
    pub gone: Vec<Step>,
    pub same: usize,
}

impl Steps {
    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.gone.is_empty()
    }

    /// Differs as soon as the file would do something else.
    pub fn mark(&self) -> String {
        let text = format!("{:?}", (&self.new, &self.changed, &self.gone, self.same));
        BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(text))
    }

    /// "3 nieuw, 1 gewijzigd, 140 gelijk".
    pub fn counted(&self) -> String {
        let (new, changed, same) = (self.new.len(), self.changed.len(), self.same);
        let gone = match self.gone.len() {
            0 => String::new(),
            gone => format!(", {gone} vervallen"),
        };
        format!("{new} nieuw, {changed} gewijzigd, {same} gelijk{gone}")
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
        let parts = [
            part(&self.new, "nieuw"),
            part(&self.changed, "gewijzigd"),
            part(&self.gone, "vervallen"),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }

    /// The lists with what they are called, without the empty ones.
    pub fn lists(&self) -> Vec<(&'static str, &[Step])> {
        let all = [("Nieuw", &self.new), ("Gewijzigd", &self.changed), ("Vervallen", &self.gone)];
        all.into_iter()
            .filter(|(_, steps)| !steps.is_empty())
            .map(|(it, steps)| (it, &**steps))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(new: &[&str], changed: &[&str], gone: &[&str], same: usize) -> Steps {
        let step = |name: &&str| Step { key: (*name).to_owned(), told: (*name).to_owned() };
        let owned = |names: &[&str]| names.iter().map(step).collect();
        Steps { new: owned(new), changed: owned(changed), gone: owned(gone), same }
    }

    #[test]
    fn a_change_names_the_first_and_counts_the_others() {
        let many = steps(&["a", "b", "c", "d", "e", "f", "g"], &["h"], &["i"], 3);
        assert_eq!(
            many.in_words(),
            "7 nieuw: a, b, c, d, e en 2 meer; 1 gewijzigd: h; 1 vervallen: i"
        );
        assert_eq!(many.counted(), "7 nieuw, 1 gewijzigd, 3 gelijk, 1 vervallen");
        assert_eq!(steps(&[], &["h"], &[], 0).in_words(), "1 gewijzigd: h");
        assert_eq!(steps(&[], &["h"], &[], 2).counted(), "0 nieuw, 1 gewijzigd, 2 gelijk");
        assert!(steps(&[], &[], &[], 9).is_empty() && !many.is_empty());
        assert_eq!(many.lists().len(), 3);
    }

    #[test]
    fn another_outcome_has_another_mark() {
        let one = steps(&["a"], &["b"], &[], 1);
        assert_eq!(one.mark(), one.clone().mark());
        for other in [
            steps(&["a", "b"], &[], &[], 1),
            steps(&["b"], &["a"], &[], 1),
            steps(&["a"], &["b"], &[], 2),
            steps(&["a"], &[], &["b"], 1),
        ] {
            assert_ne!(one.mark(), other.mark());
        }
    }
}
