//! Files that a municipality brings: how one [comes in](upload), why it cannot be taken, tables in
//! [CSV](csv), where it says that things [are](crs), and what it would [change](steps).

pub mod crs;
pub mod csv;
pub mod steps;
pub mod upload;

use std::{fmt, path::Path};

use anyhow::Context as _;

/// Mistakes that are told; more do not help anybody.
const MISTAKES_SHOWN_MAX: usize = 50;

const MEGABYTE: u64 = 1024 * 1024;

/// Reads a file that somebody names on the command line, unless it is larger than can be meant.
pub fn read(file: &Path, megabytes_max: u64) -> anyhow::Result<String> {
    let named = || file.display().to_string();
    let size = std::fs::metadata(file).with_context(named)?.len();
    let is_small = size <= megabytes_max * MEGABYTE;
    anyhow::ensure!(is_small, "{} is larger than {megabytes_max} MB", file.display());
    std::fs::read_to_string(file).with_context(named)
}

/// Why a file cannot be taken: a sentence for each mistake, in Dutch, for who brings it.
#[derive(Debug, Eq, PartialEq, thiserror::Error)]
pub struct Refused(pub Vec<String>);

impl Refused {
    pub fn one(why: impl Into<String>) -> Self {
        Self(vec![why.into()])
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = if self.0.len() == 1 { "fout" } else { "fouten" };
        write!(f, "er is niets opgeslagen; {} {unit}:", self.0.len())?;
        for mistake in self.0.iter().take(MISTAKES_SHOWN_MAX) {
            write!(f, "\n- {mistake}")?;
        }
        if self.0.len() > MISTAKES_SHOWN_MAX {
            f.write_str("\n- …")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_mistakes_are_counted_and_the_first_are_told() {
        let text = Refused(vec!["x".to_owned(); 51]).to_string();
        assert!(text.starts_with("er is niets opgeslagen; 51 fouten:\n- x\n- x"), "{text}");
        assert!(text.ends_with("\n- x\n- …") && text.matches("- x").count() == 50, "{text}");
        assert!(Refused::one("y").to_string().ends_with("1 fout:\n- y"));
    }
}
