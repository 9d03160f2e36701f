//! Reads buurten from a `GeoJSON` file: everything that can be checked without a database.
//!
//! Files of the CBS come in RD New or in WGS 84; the old `crs` member says
//! which, and without it the numbers do. Every mistake is reported at once.

use std::collections::BTreeMap;

use platform::import_file::{
    Refused,
    crs::{Crs, NamedCrs, position},
};
use serde::Deserialize;
use serde_json::value::RawValue;

#[cfg(test)]
mod tests;

/// All buurten of the Netherlands are some 14 500.
pub const AREAS_MAX: usize = 20_000;

/// A ring is closed, so a triangle has four positions.
const RING_POSITIONS_MIN: usize = 4;

/// The areas of one file.
#[derive(Debug)]
pub struct AreaFile {
    pub crs: Crs,
    pub areas: Vec<FileArea>,
}

/// One buurt.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FileArea {
    pub code: String,
    pub name: String,
    pub wijk_code: String,
    pub wijk_name: Option<String>,
    /// `Polygon` or `MultiPolygon`, as it stood in the file.
    pub geometry: String,
}

#[derive(Deserialize)]
struct Collection<'a> {
    #[serde(rename = "type")]
    kind: String,
    crs: Option<NamedCrs>,
    #[serde(borrow, default)]
    features: Vec<Feature<'a>>,
}

#[derive(Deserialize)]
struct Feature<'a> {
    #[serde(default)]
    properties: Option<Properties>,
    #[serde(borrow, default)]
    geometry: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
struct Properties {
    buurtcode: Option<String>,
    buurtnaam: Option<String>,
    wijkcode: Option<String>,
    wijknaam: Option<String>,
}

/// The outer ring and the holes of each polygon. Heights, if any, are of no use here.
#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Vec<Vec<f64>>>),
    MultiPolygon(Vec<Vec<Vec<Vec<f64>>>>),
}

impl Geometry {
    fn rings(&self) -> Vec<&Vec<Vec<f64>>> {
        match self {
            Self::Polygon(rings) => rings.iter().collect(),
            Self::MultiPolygon(polygons) => polygons.iter().flatten().collect(),
        }
    }
}

/// Reads the file, or tells all that is wrong with it.
pub fn parse(text: &str) -> Result<AreaFile, Refused> {
    let refuse = |why: String| Err(Refused(vec![why]));
    let collection: Collection<'_> = match serde_json::from_str(text) {
        Ok(collection) => collection,
        Err(error) => return refuse(format!("dit is geen leesbare GeoJSON: {error}")),
    };
    if collection.kind != "FeatureCollection" {
        return refuse(format!("een FeatureCollection is nodig, dit is: {}", collection.kind));
    }
    if collection.features.is_empty() || collection.features.len() > AREAS_MAX {
        let count = collection.features.len();
        return refuse(format!("1 tot {AREAS_MAX} gebieden kunnen, het bestand heeft er {count}"));
    }
    let named = collection.crs.as_ref().map(NamedCrs::known).transpose()?;
    read_features(&collection.features, named)
}

fn read_features(features: &[Feature<'_>], named: Option<Crs>) -> Result<AreaFile, Refused> {
    let mut mistakes = Vec::new();
    let mut areas = Vec::new();
    let mut outlines = Vec::new();
    for (index, feature) in features.iter().enumerate() {
        match read_feature(feature, index + 1) {
            Ok((area, outline)) => {
                outlines.push((area.code.clone(), outline));
                areas.push(area);
            }
            Err(mistake) => mistakes.push(mistake),
        }
    }
    let crs = named.unwrap_or_else(|| detect(&outlines));
    mistakes.extend(twice(&areas));
    for (code, outline) in &outlines {
        mistakes.extend(wrong_outline(code, outline, crs));
    }
    if mistakes.is_empty() { Ok(AreaFile { crs, areas }) } else { Err(Refused(mistakes)) }
}

fn read_feature(feature: &Feature<'_>, number: usize) -> Result<(FileArea, Geometry), String> {
    let filled = |value: &Option<String>| {
        value.as_ref().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let none = Properties::default();
    let properties = feature.properties.as_ref().unwrap_or(&none);
    let (Some(code), Some(name), Some(wijk_code)) = (
        filled(&properties.buurtcode),
        filled(&properties.buurtnaam),
        filled(&properties.wijkcode),
    ) else {
        return Err(format!("gebied {number}: buurtcode, buurtnaam en wijkcode zijn nodig"));
    };
    let text = feature.geometry.map_or("null", RawValue::get);
    let geometry = serde_json::from_str(text)
        .map_err(|_| format!("{code}: de omtrek is geen Polygon of MultiPolygon"))?;
    let wijk_name = filled(&properties.wijknaam);
    Ok((FileArea { code, name, wijk_code, wijk_name, geometry: text.to_owned() }, geometry))
}

fn detect(outlines: &[(String, Geometry)]) -> Crs {
    let rings = outlines.iter().flat_map(|(_, outline)| outline.rings());
    Crs::detect(rings.flatten().filter_map(|numbers| position(numbers)))
}

fn twice(areas: &[FileArea]) -> Vec<String> {
    let mut counts = BTreeMap::<&str, usize>::new();
    for area in areas {
        *counts.entry(&area.code).or_default() += 1;
    }
    let repeated = counts.into_iter().filter(|(_, count)| *count > 1);
    repeated.map(|(code, count)| format!("{code}: staat er {count} keer in")).collect()
}

/// The first thing that is wrong with the numbers; whether lines cross is for PostGIS to say.
fn wrong_outline(code: &str, outline: &Geometry, crs: Crs) -> Option<String> {
    let rings = outline.rings();
    if rings.is_empty() {
        return Some(format!("{code}: de omtrek is leeg"));
    }
    for ring in rings {
        let positions: Option<Vec<_>> = ring.iter().map(|numbers| position(numbers)).collect();
        let Some(positions) = positions else {
            return Some(format!("{code}: een punt heeft geen twee coördinaten"));
        };
        if positions.len() < RING_POSITIONS_MIN || positions.first() != positions.last() {
            return Some(format!("{code}: een ring is niet gesloten"));
        }
        if let Some(outside) = positions.iter().find(|position| !crs.holds(**position)) {
            return Some(format!("{code}: {}", crs.elsewhere(*outside)));
        }
    }
    None
}
