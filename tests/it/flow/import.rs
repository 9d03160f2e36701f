//! Areas from a file: what was imported into a running city decides where reports go.

use std::path::Path;

use tests::City;

use super::{report, text};

/// Buurten of Amersfoort from the CBS, in both systems. Not part of the repository.
const AMERSFOORT: &str = "../../shared/data";

/// The tower of Our Lady, the origin of RD: in the middle of the city, outside the demo.
const TOWER: [f64; 2] = [5.3872, 52.1552];

fn file(crs: &str, code: &str, ring: &str) -> String {
    format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"{crs}"}}}},
            "features":[{{"type":"Feature","properties":{{"buurtcode":"{code}","buurtnaam":"Proef",
            "wijkcode":"WK999901","wijknaam":"Proefwijk"}},
            "geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}]}}"#
    )
}

#[tokio::test]
async fn a_report_goes_by_the_areas_that_were_imported_whatever_their_system() -> anyhow::Result<()>
{
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    let rd = "[[150000,470000],[151000,470000],[151000,471000],[150000,471000],[150000,470000]]";
    let wgs84 = "[[5.25,52.25],[5.26,52.25],[5.26,52.26],[5.25,52.26],[5.25,52.25]]";

    city.import_areas(&file("urn:ogc:def:crs:EPSG::28992", "BU99990101", rd)).await?;
    city.import_areas(&file("urn:ogc:def:crs:OGC:1.3:CRS84", "BU99990102", wgs84)).await?;
    city.settle().await?;
    for place in [[5.3212, 52.2226], [5.255, 52.255]] {
        let (status, answer) = city.submit(&report("litter", place)).await?;
        assert_eq!(status, 201, "{answer}");
    }
    city.settle().await?;

    // Both buurten by the code of their wijk, one by its own.
    for (service, list) in [("work_orders", "work-orders"), ("routing", "issues")] {
        for (code, count) in [("WK999901", 2), ("BU99990102", 1), ("WK030710", 0)] {
            let url = city.url(service, &format!("/api/v1/{list}?area={code}"));
            let answer = city.http.get(url).bearer_auth(&crew).send().await?;
            assert!(answer.headers()["content-crs"].to_str()?.contains("CRS84"));
            let answer: serde_json::Value = answer.json().await?;
            assert_eq!(answer["items"].as_array().map(Vec::len), Some(count), "{list} {code}");
        }
    }
    city.stop().await
}

#[tokio::test]
async fn the_files_of_amersfoort_are_one_city_in_both_systems() -> anyhow::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(AMERSFOORT);
    let read = |name: &str| std::fs::read_to_string(folder.join(name));
    let (Ok(rd), Ok(wgs84)) =
        (read("amersfoort_buurten_rd.geojson"), read("amersfoort_buurten_wgs84.geojson"))
    else {
        eprintln!("skipped: {} does not have the files of Amersfoort", folder.display());
        return Ok(());
    };
    let city = City::start().await?;

    for text in [rd, wgs84] {
        city.import_areas(&text).await?;
        city.settle().await?;
        assert_eq!(city.count("select count(*) from routing.area").await?, 145);
        assert_eq!(city.count("select count(*) from work_orders.area").await?, 145);
    }
    let (status, submitted) = city.submit(&report("litter", TOWER)).await?;
    assert_eq!(status, 201, "{submitted}");
    city.settle().await?;

    let shown = city.report(&submitted).await?;
    assert!(text(&shown, "/area/code").starts_with("BU0307"), "{shown}");
    assert_eq!(text(&shown, "/status"), "routed");
    city.stop().await
}
