//! Containers, bins, benches and lamp posts, so that a resident can point at one.

use std::collections::{BTreeMap, BTreeSet};

use platform::import_file::{
    Refused,
    csv::{self, ROWS_MAX, Row},
};
use serde::Deserialize;
use serde_json::Value;

use super::location;
use crate::submission::Location;

/// What an asset can be.
pub const KINDS: [&str; 4] = ["container", "bin", "bench", "lamp_post"];

const COLUMNS: [&str; 4] = ["number", "kind", "lon", "lat"];

/// One thing on the street. Kind and number together are its own.
#[derive(Clone, Debug, PartialEq)]
pub struct FileAsset {
    /// One of [`KINDS`].
    pub kind: String,
    /// As it stands on the thing itself.
    pub number: String,
    pub at: Location,
    pub owner: String,
}

/// Reads a CSV file with the columns number, kind, lon, lat and perhaps owner, or a `GeoJSON` file
/// of points in degrees with these as properties.
pub fn parse(text: &str) -> Result<Vec<FileAsset>, Refused> {
    let is_json = text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
    let rows = if is_json { features(text)? } else { csv::rows(text, &COLUMNS)? };
    let mut seen = BTreeSet::new();
    csv::read(&rows, |row, mistakes| {
        let kind = row.one_of("kind", &KINDS, mistakes);
        let number = row.needed("number", mistakes);
        let owner = row.short("owner", mistakes);
        if !seen.insert((kind.clone(), number.clone())) {
            mistakes.push(format!("{}: {kind} {number} staat er twee keer in", row.at));
        }
        Some(FileAsset { at: location(row, mistakes)?, kind, number, owner })
    })
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    #[serde(default)]
    properties: BTreeMap<String, Value>,
    geometry: Point,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Point {
    Point(Vec<f64>),
}

fn features(text: &str) -> Result<Vec<Row>, Refused> {
    let collection: Collection = serde_json::from_str(text).map_err(|error| {
        Refused::one(format!("dit is geen FeatureCollection van punten: {error}"))
    })?;
    if collection.features.len() > ROWS_MAX {
        return Err(Refused::one(format!("hoogstens {ROWS_MAX} objecten kunnen")));
    }
    let rows = collection.features.into_iter().enumerate().map(|(index, feature)| {
        let as_text = |value: Value| match value {
            Value::String(text) => text,
            Value::Null => String::new(),
            other => other.to_string(),
        };
        let named = feature.properties.into_iter();
        let mut values: BTreeMap<String, String> =
            named.map(|(name, value)| (name.to_lowercase(), as_text(value))).collect();
        let Point::Point(coordinates) = feature.geometry;
        for (name, number) in ["lon", "lat"].into_iter().zip(coordinates) {
            values.insert(name.to_owned(), number.to_string());
        }
        Row { at: format!("object {}", index + 1), values }
    });
    Ok(rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_can_be_read() {
        let assets = parse(crate::seed::ASSETS).unwrap();
        assert!(assets.iter().any(|asset| asset.number == "1043" && asset.kind == "container"));
    }

    #[test]
    fn both_kinds_of_files_say_the_same() {
        let csv = "number;kind;lon;lat;owner\n1043;container;5.4;52.1;ROVA\n";
        let geojson = r#"{"type":"FeatureCollection","features":[{"type":"Feature",
            "properties":{"number":1043,"kind":"container","owner":"ROVA"},
            "geometry":{"type":"Point","coordinates":[5.4,52.1]}}]}"#;
        assert_eq!(parse(csv).unwrap(), parse(geojson).unwrap());
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let text =
            "number,kind,lon,lat\n7,tree,5.4,52.1\n,bin,5.4,52.1\n8,bin,0,0\n8,bin,5.4,52.1\n";
        let told = parse(text).unwrap_err().0;
        assert_eq!(told.len(), 4, "{told:#?}");
        assert!(told[3].starts_with("regel 5: bin 8"), "{told:#?}");
    }

    #[test]
    fn a_file_of_lines_is_no_register() {
        let text = r#"{"features":[{"geometry":{"type":"LineString","coordinates":[[5,52]]}}]}"#;
        assert!(parse(text).is_err());
        assert!(parse("{").is_err());
    }
}
