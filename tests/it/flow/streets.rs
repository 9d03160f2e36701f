//! Streets: imported, on a crew's phone, and in the way of a round.

use reqwest::StatusCode;
use serde_json::{Value, json};
use tests::City;

use super::{ZANGVOGELBUURT, report};

/// A street as the national road register has it, in degrees.
fn section(way: &str, kind: &str, positions: &[[f64; 2]]) -> Value {
    json!({
        "type": "Feature",
        "properties": {"wvk_id": 1, "RIJRICHTNG": way, "BST_CODE": kind},
        "geometry": {"type": "LineString", "coordinates": positions},
    })
}

/// A block around the middle of the Zangvogelbuurt, some 270 by 330 metres, driven one way around; a path to cycle
/// through the middle of it; and a carriageway that only leads away.
fn block() -> Vec<Value> {
    let [x, y] = ZANGVOGELBUURT;
    let [west, east, south, north] = [x - 0.002, x + 0.002, y - 0.0015, y + 0.0015];
    vec![
        section("H", "RB", &[[west, south], [x, south], [east, south]]),
        section("T", "RB", &[[east, north], [east, south]]),
        section("H", "", &[[east, north], [west, north]]),
        section("H", "RB", &[[west, north], [west, south]]),
        section("B", "FP", &[[x, south], [x, north]]),
        section("H", "RB", &[[east, north], [east + 0.01, north]]),
    ]
}

fn file(sections: &[Value]) -> String {
    json!({"type": "FeatureCollection", "features": sections}).to_string()
}

async fn get(city: &City, token: &str, path: &str) -> anyhow::Result<(StatusCode, String)> {
    let get = city.http.get(city.url("work_orders", path)).bearer_auth(token);
    let answer = get.header("accept", "text/html").send().await?;
    Ok((answer.status(), answer.text().await?))
}

#[tokio::test]
async fn streets_are_imported_whole_and_a_phone_gets_those_around_its_stops() -> anyhow::Result<()>
{
    let city = City::start().await?;
    let (crew, manager) = (city.sign_in("crew@demo").await?, city.sign_in("manager@demo").await?);
    city.submit(&report("street_furniture_broken", ZANGVOGELBUURT)).await?;
    city.settle().await?;
    let square = |version: i64| format!("/werk/straten/{version}/135/2086");
    assert!(!get(&city, &crew, "/werk").await?.1.contains("data-streets"));
    assert_eq!(get(&city, &crew, &square(0)).await?.0, 404);
    let (_, page) = get(&city, &manager, "/rondes/wagens").await?;
    assert!(page.contains("Er zijn geen straten ingelezen"), "{page}");

    let told = city.import_streets(&file(&block())).await?;

    let expected = "5 wegvakken, in 4 rechte stukken; 1 zijn niet voor een wagen, 1 stukken sluiten nergens op aan";
    assert_eq!(told, expected);
    assert!(get(&city, &crew, "/werk").await?.1.contains("data-streets=\"1\""));
    let (_, page) = get(&city, &manager, "/rondes/wagens").await?;
    assert!(page.contains("Afstanden gaan over de weg: 5 wegvakken uit lijst.json"), "{page}");
    let (status, cell) = get(&city, &crew, &square(1)).await?;
    let cell: Value = serde_json::from_str(&cell)?;
    assert_eq!(status, 200);
    assert_eq!(cell["oneWay"].as_array().map(Vec::len), Some(8), "{cell}");
    assert_eq!((cell["spots"].as_array().map(Vec::len), &cell["bothWays"]), (Some(8), &json!([])));
    let (_, elsewhere) = get(&city, &crew, "/werk/straten/1/99/99").await?;
    assert_eq!(serde_json::from_str::<Value>(&elsewhere)?["spots"], json!([]));

    // Another file is other streets; a file that is no good changes nothing.
    city.import_streets(&file(&block()[..4])).await?;
    assert_eq!(get(&city, &crew, &square(1)).await?.0, 404);
    let far = section("B", "RB", &[[4.0, 40.0], [4.1, 40.0]]);
    let why = city.import_streets(&file(&[far])).await.unwrap_err();
    assert!(format!("{why:#}").contains("ligt niet in Nederland"), "{why:#}");
    let apart = section("H", "RB", &[[5.4, 52.1], [5.41, 52.1]]);
    let why = city.import_streets(&file(&[apart])).await.unwrap_err();
    assert!(format!("{why:#}").contains("sluit op een ander aan"), "{why:#}");
    assert!(get(&city, &crew, "/werk").await?.1.contains("data-streets=\"2\""));
    city.stop().await
}

#[tokio::test]
async fn a_file_in_metres_gives_the_same_streets() -> anyhow::Result<()> {
    let city = City::start().await?;
    let sql = "select array[st_x(p), st_y(p)] from
               (select st_transform(st_setsrid(st_makepoint($1, $2), 4326), 28992) as p) as points";
    let mut sections = block();
    for section in &mut sections {
        let Some(positions) = section["geometry"]["coordinates"].as_array_mut() else { continue };
        for position in positions {
            let [x, y] = [0, 1].map(|axis| position[axis].as_f64());
            let metres: Vec<f64> =
                sqlx::query_scalar(sql).bind(x).bind(y).fetch_one(&city.pool).await?;
            *position = json!(metres);
        }
    }
    city.import_streets(&file(&block())).await?;
    let degrees = pieces(&city).await?;
    city.import_streets(&file(&sections)).await?;
    let metres = pieces(&city).await?;
    assert_eq!((degrees.len(), metres.len()), (4, 4));
    for (one, other) in degrees.iter().zip(&metres) {
        assert!(
            one.iter().zip(other).all(|(one, other)| (one - other).abs() <= 1),
            "{one:?} {other:?}"
        );
    }
    city.stop().await
}

async fn pieces(city: &City) -> anyhow::Result<Vec<Vec<i32>>> {
    let sql = "select array[from_longitude, from_latitude, to_longitude, to_latitude]
               from work_orders.street_piece order by 1";
    Ok(sqlx::query_scalar(sql).fetch_all(&city.pool).await?)
}
