//! Lists that a municipality brings in files: names of places, and things on the street. Pure:
//! the text of a file in, its rows or every mistake out.

pub mod assets;
pub mod places;

use platform::import_file::csv::Row;

use crate::submission::Location;

/// The columns `lon` and `lat`, in degrees.
fn location(row: &Row, mistakes: &mut Vec<String>) -> Option<Location> {
    let number = |name| row.text(name).parse::<f64>().ok();
    let (longitude, latitude) = (number("lon"), number("lat"));
    let found = longitude.zip(latitude).and_then(|(lon, lat)| in_the_netherlands(lon, lat));
    if found.is_none() {
        let at = &row.at;
        let is_swapped = latitude.zip(longitude).and_then(|(a, b)| in_the_netherlands(a, b));
        let hint = is_swapped.map_or("", |_| "; ze lijken omgewisseld");
        mistakes.push(format!("{at}: lon en lat zijn geen graden van een plek in Nederland{hint}"));
    }
    found
}

fn in_the_netherlands(longitude: f64, latitude: f64) -> Option<Location> {
    let is_there = (3.0..=7.4).contains(&longitude) && (50.6..=53.8).contains(&latitude);
    is_there.then_some(Location { longitude, latitude })
}
