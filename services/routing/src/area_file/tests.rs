//! What a file with areas may look like.

use proptest::prelude::*;

use super::*;

const RD: &str = "[[[156484,464152],[156071,464542],[155788,464162],[156484,464152]]]";
const WGS84: &str = "[[[5.40,52.16],[5.41,52.16],[5.40,52.17],[5.40,52.16]]]";

fn feature(code: &str, kind: &str, coordinates: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{"buurtcode":"{code}","buurtnaam":"Buurt",
            "wijkcode":"WK030710"}},"geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}"#
    )
}

fn file(crs: Option<&str>, features: &[String]) -> String {
    let crs = crs.map_or(String::new(), |name| {
        format!(r#""crs":{{"type":"name","properties":{{"name":"{name}"}}}},"#)
    });
    format!(r#"{{"type":"FeatureCollection",{crs}"features":[{}]}}"#, features.join(","))
}

fn mistakes(text: &str) -> Vec<String> {
    parse(text).unwrap_err().0
}

#[test]
fn the_file_says_in_which_system_it_is() {
    let rd = file(Some("urn:ogc:def:crs:EPSG::28992"), &[feature("A", "Polygon", RD)]);
    let wgs84 = file(Some("urn:ogc:def:crs:OGC:1.3:CRS84"), &[feature("A", "Polygon", WGS84)]);

    assert_eq!(parse(&rd).unwrap().crs, Crs::Rd);
    assert_eq!(parse(&wgs84).unwrap().crs, Crs::Wgs84);
    let unknown = file(Some("EPSG:31370"), &[feature("A", "Polygon", RD)]);
    assert_eq!(mistakes(&unknown), ["onbekend stelsel: EPSG:31370"]);
}

#[test]
fn a_file_that_does_not_say_it_is_recognised_by_its_numbers() {
    assert_eq!(parse(&file(None, &[feature("A", "Polygon", RD)])).unwrap().crs, Crs::Rd);
    assert_eq!(parse(&file(None, &[feature("A", "Polygon", WGS84)])).unwrap().crs, Crs::Wgs84);
}

#[test]
fn a_multipolygon_is_an_area_too() {
    let several = file(None, &[feature("A", "MultiPolygon", &format!("[{WGS84}]"))]);

    assert_eq!(parse(&several).unwrap().areas[0].code, "A");
}

#[test]
fn what_lies_elsewhere_is_refused_with_the_likely_cause() {
    let swapped = "[[[52.16,5.40],[52.16,5.41],[52.17,5.40],[52.16,5.40]]]";
    let told = mistakes(&file(None, &[feature("A", "Polygon", swapped)]));
    assert!(told[0].contains("omgewisseld"), "{told:?}");

    let degrees = file(Some("EPSG:28992"), &[feature("A", "Polygon", WGS84)]);
    assert!(mistakes(&degrees)[0].contains("niet in Nederland volgens RD"));
}

#[test]
fn every_mistake_is_told_at_once() {
    let open = "[[[5.40,52.16],[5.41,52.16],[5.40,52.17],[5.40,52.18]]]";
    let features = [
        feature("A", "Polygon", WGS84),
        feature("A", "Polygon", WGS84),
        feature("B", "Polygon", open),
        feature("C", "Polygon", "[]"),
        feature("D", "Point", "[5.4,52.1]"),
        feature("", "Polygon", WGS84),
        r#"{"type":"Feature","properties":null,"geometry":null}"#.to_owned(),
    ];

    assert_eq!(
        mistakes(&file(None, &features)),
        [
            "D: de omtrek is geen Polygon of MultiPolygon",
            "gebied 6: buurtcode, buurtnaam en wijkcode zijn nodig",
            "gebied 7: buurtcode, buurtnaam en wijkcode zijn nodig",
            "A: staat er 2 keer in",
            "B: een ring is niet gesloten",
            "C: de omtrek is leeg",
        ]
    );
}

#[test]
fn the_files_of_amersfoort_can_be_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/");
    for (name, crs) in [
        ("amersfoort_buurten_rd.geojson", Crs::Rd),
        ("amersfoort_buurten_wgs84.geojson", Crs::Wgs84),
    ] {
        let Ok(text) = std::fs::read_to_string(format!("{folder}{name}")) else {
            eprintln!("skipped: {name} is not beside the repository");
            continue;
        };
        let file = parse(&text).unwrap();
        assert_eq!((file.crs, file.areas.len()), (crs, 145), "{name}");
    }
}

#[test]
fn our_own_seed_can_be_read() {
    let file = parse(include_str!("../../seed/liendert.geojson")).unwrap();

    assert_eq!((file.crs, file.areas.len()), (Crs::Rd, 15));
    assert!(file.areas.iter().all(|area| area.wijk_name.is_some()));
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in ".*") {
        let _ = parse(&text);
    }

    #[test]
    fn no_ring_makes_it_panic(
        ring in prop::collection::vec(prop::collection::vec(any::<f64>(), 0..4), 0..6),
    ) {
        let coordinates = serde_json::to_string(&[ring]).unwrap();
        let _ = parse(&file(None, &[feature("A", "Polygon", &coordinates)]));
    }

    #[test]
    fn a_triangle_around_any_place_in_the_netherlands_is_taken(
        x in 20_000.0..280_000.0_f64, y in 310_000.0..620_000.0_f64,
    ) {
        let ring = [[x, y], [x + 100.0, y], [x, y + 100.0], [x, y]];
        let coordinates = serde_json::to_string(&[ring]).unwrap();
        prop_assert_eq!(
            parse(&file(None, &[feature("A", "Polygon", &coordinates)])).unwrap().crs,
            Crs::Rd
        );
    }
}
