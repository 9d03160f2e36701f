//! Lists that a municipality brings in files: names of places, and things on the street. Pure:
//! the text of a file in, its rows or every mistake out.

pub mod assets;
mod csv;
pub mod places;

use std::{collections::BTreeMap, fmt};

use crate::submission::Location;

/// Addresses of a large city are some 200 000.
pub const ROWS_MAX: usize = 500_000;

/// Mistakes that are told; more do not help anybody.
const MISTAKES_SHOWN_MAX: usize = 50;

/// Characters of a name, a number or an owner.
const TEXT_CHARS_MAX: usize = 120;

/// Why a file cannot be taken: a sentence for each mistake, in Dutch, for who runs the import.
#[derive(Debug, Eq, PartialEq, thiserror::Error)]
pub struct Refused(pub Vec<String>);

impl Refused {
    fn one(why: impl Into<String>) -> Self {
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

/// One row of a file: where it stands, and its values by the name of the column.
#[derive(Debug)]
struct Row {
    /// "regel 7", "object 3".
    at: String,
    values: BTreeMap<String, String>,
}

impl Row {
    /// The trimmed value; empty when there is no such column.
    fn text(&self, name: &str) -> &str {
        self.values.get(name).map_or("", |value| value.trim())
    }

    /// The value, unless it is too long or cannot be read.
    fn short(&self, name: &str, mistakes: &mut Vec<String>) -> String {
        let text = self.text(name);
        if text.chars().count() > TEXT_CHARS_MAX || text.chars().any(char::is_control) {
            let at = &self.at;
            mistakes.push(format!(
                "{at}: {name} is te lang (meer dan {TEXT_CHARS_MAX} tekens) of onleesbaar"
            ));
        }
        text.to_owned()
    }

    /// The value, which may not be empty.
    fn needed(&self, name: &str, mistakes: &mut Vec<String>) -> String {
        if self.text(name).is_empty() {
            mistakes.push(format!("{}: {name} ontbreekt", self.at));
        }
        self.short(name, mistakes)
    }

    /// The value, which has to be one of `known`.
    fn one_of(&self, name: &str, known: &[&str], mistakes: &mut Vec<String>) -> String {
        let text = self.text(name);
        if !known.contains(&text) {
            let (at, known) = (&self.at, known.join(", "));
            mistakes.push(format!("{at}: {name} moet een van deze zijn: {known}"));
        }
        text.to_owned()
    }

    /// The columns `lon` and `lat`, in degrees.
    fn location(&self, mistakes: &mut Vec<String>) -> Option<Location> {
        let number = |name| self.text(name).parse::<f64>().ok();
        let (longitude, latitude) = (number("lon"), number("lat"));
        let found = longitude.zip(latitude).and_then(|(lon, lat)| in_the_netherlands(lon, lat));
        if found.is_none() {
            let at = &self.at;
            let is_swapped = latitude.zip(longitude).and_then(|(a, b)| in_the_netherlands(a, b));
            let hint = is_swapped.map_or("", |_| "; ze lijken omgewisseld");
            mistakes
                .push(format!("{at}: lon en lat zijn geen graden van een plek in Nederland{hint}"));
        }
        found
    }
}

fn in_the_netherlands(longitude: f64, latitude: f64) -> Option<Location> {
    let is_there = (3.0..=7.4).contains(&longitude) && (50.6..=53.8).contains(&latitude);
    is_there.then_some(Location { longitude, latitude })
}

/// Reads all rows, or tells all that is wrong with them.
fn read<T>(
    rows: &[Row],
    mut row: impl FnMut(&Row, &mut Vec<String>) -> Option<T>,
) -> Result<Vec<T>, Refused> {
    let mut mistakes = Vec::new();
    let found: Vec<T> = rows.iter().filter_map(|it| row(it, &mut mistakes)).collect();
    if mistakes.is_empty() { Ok(found) } else { Err(Refused(mistakes)) }
}
