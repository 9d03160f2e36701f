//! Reads sections of road from a `GeoJSON` file of the national road register, the Nationaal Wegenbestand: all
//! that can be checked without a database.
//!
//! Columns and codes as in the manual of the register (docs.ndw.nu, NWB-wegen): `RIJRICHTNG` is H (as drawn),
//! T (against it) or B (both); `BST_CODE` says what kind of carriageway it is.

use std::collections::BTreeMap;

use platform::import_file::{
    Refused,
    crs::{Crs, NamedCrs, position},
};
use serde::Deserialize;
use serde_json::Value;

/// The largest municipalities have some 50 000.
pub const SECTIONS_MAX: usize = 300_000;

/// Carriageways that a van does not drive on: of buses and trams, paths to cycle, walk and ride on, openings for
/// emergencies, ferries and runways.
const NOT_DRIVEN: [&str; 8] = ["BU", "OVB", "FP", "VP", "RP", "CADO", "VD", "VV"];

/// The sections of one file.
#[derive(Debug, PartialEq)]
pub struct StreetFile {
    pub crs: Crs,
    pub sections: Vec<Section>,
    /// Sections that a van does not drive on.
    pub not_driven: usize,
}

/// A line of positions, in the order of driving when it is one way.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    pub positions: Vec<[f64; 2]>,
    pub is_one_way: bool,
}

#[derive(Deserialize)]
struct Collection {
    crs: Option<NamedCrs>,
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    #[serde(default)]
    properties: Option<BTreeMap<String, Value>>,
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    LineString(Vec<Vec<f64>>),
    MultiLineString(Vec<Vec<Vec<f64>>>),
}

/// Reads the file, or tells all that is wrong with it.
pub fn parse(text: &str) -> Result<StreetFile, Refused> {
    let collection: Collection = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| {
            Refused::one(format!("dit is geen FeatureCollection van lijnen: {error}"))
        })?;
    let count = collection.features.len();
    if count == 0 || count > SECTIONS_MAX {
        return Err(Refused::one(format!(
            "1 tot {SECTIONS_MAX} wegvakken kunnen, het bestand heeft er {count}"
        )));
    }
    let named = collection.crs.as_ref().map(NamedCrs::known).transpose()?;
    let mut reader = Reader::default();
    for (index, feature) in collection.features.into_iter().enumerate() {
        reader.read(index + 1, feature);
    }
    reader.finish(named)
}

#[derive(Default)]
struct Reader {
    sections: Vec<(usize, Section)>,
    not_driven: usize,
    mistakes: Vec<String>,
    has_directions: bool,
}

impl Reader {
    fn read(&mut self, number: usize, feature: Feature) {
        let values = feature.properties.unwrap_or_default();
        let text = |wanted: &str| {
            let found = values.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
            found.and_then(|(_, value)| value.as_str()).map(|text| text.trim().to_uppercase())
        };
        let direction = text("RIJRICHTNG");
        self.has_directions |= direction.is_some();
        if text("BST_CODE").is_some_and(|code| NOT_DRIVEN.contains(&code.as_str())) {
            self.not_driven += 1;
            return;
        }
        let lines = match feature.geometry {
            Some(Geometry::LineString(line)) => vec![line],
            Some(Geometry::MultiLineString(lines)) => lines,
            None => return self.mistakes.push(format!("wegvak {number}: er is geen lijn")),
        };
        for line in lines {
            let positions: Option<Vec<_>> = line.iter().map(|numbers| position(numbers)).collect();
            let Some(mut positions) = positions.filter(|positions| positions.len() > 1) else {
                self.mistakes.push(format!("wegvak {number}: de lijn heeft geen twee punten"));
                continue;
            };
            if direction.as_deref() == Some("T") {
                positions.reverse();
            }
            let is_one_way = matches!(direction.as_deref(), Some("H" | "T"));
            self.sections.push((number, Section { positions, is_one_way }));
        }
    }

    fn finish(mut self, named: Option<Crs>) -> Result<StreetFile, Refused> {
        if !self.has_directions {
            let why = "geen wegvak heeft een rijrichting (RIJRICHTNG): is dit het Nationaal Wegenbestand?";
            self.mistakes.push(why.to_owned());
        }
        let positions = || self.sections.iter().flat_map(|(_, section)| &section.positions);
        let crs = named.unwrap_or_else(|| Crs::detect(positions().copied()));
        for (number, section) in &self.sections {
            if let Some(outside) = section.positions.iter().find(|at| !crs.holds(**at)) {
                self.mistakes.push(format!("wegvak {number}: {}", crs.elsewhere(*outside)));
            }
        }
        if !self.mistakes.is_empty() {
            return Err(Refused(self.mistakes));
        }
        let sections = self.sections.into_iter().map(|(_, section)| section).collect();
        Ok(StreetFile { crs, sections, not_driven: self.not_driven })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feature(properties: &str, geometry: &str) -> String {
        format!(r#"{{"type":"Feature","properties":{properties},"geometry":{geometry}}}"#)
    }

    fn file(features: &[String]) -> String {
        format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
    }

    const LINE: &str = r#"{"type":"LineString","coordinates":[[5.40,52.16],[5.41,52.16,3.2]]}"#;

    fn told(text: &str) -> Vec<String> {
        parse(text).unwrap_err().0
    }

    #[test]
    fn a_line_is_driven_as_drawn_against_it_or_both_ways() {
        let of = |way: &str| feature(&format!(r#"{{"RIJRICHTNG":"{way}"}}"#), LINE);
        let found = parse(&file(&[of("H"), of("T"), of("B"), of("O")])).unwrap().sections;
        let forth = vec![[5.40, 52.16], [5.41, 52.16]];
        let back: Vec<_> = forth.iter().copied().rev().collect();
        assert_eq!(found[0], Section { positions: forth.clone(), is_one_way: true });
        assert_eq!(found[1], Section { positions: back, is_one_way: true });
        for both in &found[2..] {
            assert_eq!(*both, Section { positions: forth.clone(), is_one_way: false });
        }
    }

    #[test]
    fn names_of_columns_come_in_capitals_or_not_and_lines_in_several_parts() {
        let parts = r#"{"type":"MultiLineString","coordinates":[[[155000,463000],[155100,463000]],
            [[155100,463000],[155100,463100]]]}"#;
        let found =
            parse(&file(&[feature(r#"{"rijrichtng":"H","bst_code":"RB"}"#, parts)])).unwrap();
        assert_eq!((found.crs, found.sections.len(), found.not_driven), (Crs::Rd, 2, 0));
        assert!(found.sections.iter().all(|section| section.is_one_way));
    }

    #[test]
    fn what_a_van_does_not_drive_on_is_counted_and_left_out() {
        let of =
            |kind: &str| feature(&format!(r#"{{"RIJRICHTNG":"B","BST_CODE":"{kind}"}}"#), LINE);
        let all: Vec<_> = NOT_DRIVEN.iter().chain(&["RB"]).map(|kind| of(kind)).collect();
        let found = parse(&file(&all)).unwrap();
        assert_eq!((found.sections.len(), found.not_driven), (1, NOT_DRIVEN.len()));
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let way = r#"{"RIJRICHTNG":"B"}"#;
        let short = r#"{"type":"LineString","coordinates":[[5.4,52.1]]}"#;
        let swapped = r#"{"type":"LineString","coordinates":[[52.16,5.4],[52.17,5.4]]}"#;
        let told = told(&file(&[feature(way, short), feature(way, "null"), feature(way, swapped)]));
        assert_eq!(told.len(), 3, "{told:#?}");
        assert!(told[2].ends_with("lijken omgewisseld"), "{told:#?}");
    }

    #[test]
    fn what_is_no_register_of_roads_is_refused() {
        let told_of = |features: &[String]| told(&file(features)).remove(0);
        assert!(told_of(&[feature("{}", LINE)]).contains("RIJRICHTNG"));
        assert!(told_of(&[]).starts_with("1 tot"));
        let point = r#"{"type":"Point","coordinates":[5.4,52.1]}"#;
        assert!(
            told_of(&[feature("{}", point)])
                .starts_with("dit is geen FeatureCollection van lijnen")
        );
        let crs = r#"{"crs":{"properties":{"name":"EPSG:31370"}},"features":[{"geometry":null}]}"#;
        assert_eq!(told(crs), ["onbekend stelsel: EPSG:31370"]);
        assert!(parse("{").is_err());
    }
}
