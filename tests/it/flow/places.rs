//! Where a resident means: places by name, things on the street, and whose a place is.

use reqwest::{Response, header};
use serde_json::{Value, json};
use tests::{City, List};

use super::{UTRECHT, ZANGVOGELBUURT, report, text};

/// In Hoevelaken, which is part of the municipality of Nijkerk.
const HOEVELAKEN: [f64; 2] = [5.46, 52.175];

async fn ask(city: &City, path: &str) -> anyhow::Result<(u16, Value)> {
    let response = city.http.get(city.url("intake", path)).send().await?;
    Ok((response.status().as_u16(), response.json().await?))
}

async fn names(city: &City, query: &str) -> anyhow::Result<Vec<String>> {
    let (status, answer) = ask(city, &format!("/api/v1/places?{query}")).await?;
    assert_eq!(status, 200, "{query}: {answer}");
    let items = answer["items"].as_array().into_iter().flatten();
    Ok(items.map(|item| text(item, "/name").to_owned()).collect())
}

#[tokio::test]
async fn a_place_is_found_by_its_beginning_by_a_word_and_mistyped() -> anyhow::Result<()> {
    let city = City::start().await?;

    for (query, first) in [
        ("q=Wiekslag", "Wiekslag"),
        ("q=vogelpl", "Vogelplein"),
        ("q=groene%20stee", "De Groene Stee"),
        ("q=wieksalg", "Wiekslag"),
        ("q=WIEKSLAG%2041", "Wiekslag 41"),
        ("q=wiekslag&lon=5.40405&lat=52.16607", "Wiekslag 93"),
    ] {
        assert_eq!(names(&city, query).await?.first().map(String::as_str), Some(first), "{query}");
    }
    for query in ["q=w", "q=%25%25", "q=xyzxyz", "q=%27%3B--"] {
        assert_eq!(names(&city, query).await?, [""; 0], "{query}");
    }
    let (_, answer) = ask(&city, "/api/v1/places?q=vogelplein").await?;
    assert_eq!(text(&answer, "/items/0/area"), "Zangvogelbuurt");
    assert_eq!(answer["items"][0]["location"]["coordinates"], json!([5.40395, 52.16625]));
    city.stop().await
}

#[tokio::test]
async fn a_question_that_makes_no_sense_is_told_what_is_wrong() -> anyhow::Result<()> {
    let city = City::start().await?;

    let long = format!("/api/v1/places?q={}", "x".repeat(101));
    for path in [
        "/api/v1/places",
        "/api/v1/places?q=",
        "/api/v1/places?q=a%00b",
        "/api/v1/places?q=stee&lon=5",
        "/api/v1/places?q=stee&lon=500&lat=52",
        "/api/v1/places?q=stee&lon=x&lat=52",
        long.as_str(),
        "/api/v1/assets",
        "/api/v1/assets?lon=5&lat=91",
        "/api/v1/assets?lon=NaN&lat=52",
    ] {
        let (status, problem) = ask(&city, path).await?;
        assert_eq!(status, 400, "{path}: {problem}");
    }
    let (_, all) = ask(&city, "/api/v1/places?q=a%00b&lon=500&lat=1").await?;
    assert_eq!(all["errors"].as_array().map(Vec::len), Some(2), "{all}");
    city.stop().await
}

#[tokio::test]
async fn a_file_with_a_mistake_changes_nothing_and_a_good_one_is_the_whole_list()
-> anyhow::Result<()> {
    let city = City::start().await?;
    let before = city.count("select count(*) from intake.place").await?;
    assert!(before > 20);

    let wrong = "name,kind,lon,lat\nEen,place,5.4,52.1\nTwee,castle,52.1,5.4\n";
    let told = city.import_list(List::Places, wrong).await.unwrap_err();
    let told = format!("{told:#}");
    assert!(told.contains("regel 3: kind") && told.contains("omgewisseld"), "{told}");
    assert_eq!(city.count("select count(*) from intake.place").await?, before);

    let file = "naam;name;kind;lon;lat\nx;\"Café 't Hoekje\";place;5.4036;52.166\n";
    city.import_list(List::Places, file).await?;
    assert_eq!(names(&city, "q=cafe%20t%20ho").await?, ["Café 't Hoekje"]);
    assert_eq!(names(&city, "q=Wiekslag").await?, [""; 0]);
    city.stop().await
}

async fn things(city: &City) -> anyhow::Result<Vec<Value>> {
    let [lon, lat] = ZANGVOGELBUURT;
    let (status, answer) = ask(city, &format!("/api/v1/assets?lon={lon}&lat={lat}")).await?;
    assert_eq!(status, 200, "{answer}");
    Ok(answer["items"].as_array().cloned().unwrap_or_default())
}

#[tokio::test]
async fn the_crew_reads_which_container_it_is_and_the_next_resident_that_it_is_known()
-> anyhow::Result<()> {
    let city = City::start().await?;
    let near = things(&city).await?;
    assert_eq!((text(&near[0], "/kind"), text(&near[0], "/number")), ("container", "1043"));
    assert!(near[0]["distance"].as_u64() < near[1]["distance"].as_u64(), "{near:#?}");
    assert_eq!(near[0]["isReported"], false);

    let mut about = report("waste_beside_container", ZANGVOGELBUURT);
    about["assetId"] = near[0]["assetId"].clone();
    let (status, answer) = city.submit(&about).await?;
    assert_eq!(status, 201, "{answer}");
    city.settle().await?;

    let crew = city.sign_in("crew@demo").await?;
    let order = city.work_orders(&crew, "open").await?.remove(0);
    assert_eq!(order["asset"]["number"], "1043", "{order}");
    assert_eq!(order["asset"]["kind"], "container");
    assert_eq!(things(&city).await?[0]["isReported"], true);
    city.stop().await
}

#[tokio::test]
async fn a_thing_that_is_unknown_or_elsewhere_is_refused_and_one_that_is_gone_is_not()
-> anyhow::Result<()> {
    let city = City::start().await?;
    let known = things(&city).await?[0]["assetId"].clone();
    let about = |id: &Value, place| {
        let mut about = report("bin_full", place);
        about["assetId"] = id.clone();
        about
    };

    let elsewhere = [5.4098, 52.1601];
    let nobody = json!("0199f3a0-0000-7000-8000-000000000000");
    for (id, place) in [
        (&nobody, ZANGVOGELBUURT),
        (&known, elsewhere),
        (&json!(1043), ZANGVOGELBUURT),
        (&json!("1043"), ZANGVOGELBUURT),
    ] {
        let (status, problem) = city.submit(&about(id, place)).await?;
        assert_eq!((status.as_u16(), text(&problem, "/errors/0/pointer")), (400, "/assetId"));
    }
    let twice = "number,kind,lon,lat\n9,bin,5.4,52.1\n9,bin,5.4,52.1\n";
    assert!(city.import_list(List::Assets, twice).await.is_err());
    assert!(things(&city).await?.len() > 1, "nothing changed");
    let summary = city.import_list(List::Assets, "number,kind,lon,lat\n9,bin,5.4036,52.166\n");
    assert!(summary.await?.gone > 10);
    assert_eq!(things(&city).await?.len(), 1);
    let (status, answer) = city.submit(&about(&known, ZANGVOGELBUURT)).await?;
    assert_eq!(status, 201, "a phone that was offline may send late: {answer}");
    city.stop().await
}

/// Column and row of the tile at zoom 16 with the Zangvogelbuurt in it.
const TILE: &str = "/api/v1/tiles/16/33751/21598.mvt";

#[tokio::test]
async fn a_tile_holds_the_areas_and_the_things_and_is_sent_once() -> anyhow::Result<()> {
    let city = City::start().await?;
    let get = |path: &str| city.http.get(city.url("intake", path));

    let answer = get(TILE).send().await?;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/vnd.mapbox-vector-tile");
    let tag = answer.headers()[header::ETAG].clone();
    let tile = answer.bytes().await?;
    for word in ["areas", "assets", "Zangvogelbuurt", "container"] {
        assert!(tile.windows(word.len()).any(|part| part == word.as_bytes()), "no {word}");
    }
    let again = get(TILE).header(header::IF_NONE_MATCH, tag).send().await?;
    assert_eq!(again.status(), 304);
    assert_eq!(get("/api/v1/tiles/16/1/1.mvt").send().await?.status(), 204);
    for none in ["7/1/1.mvt", "8/256/0.mvt", "8/x/0.mvt", "8/1/1.png"] {
        assert_eq!(get(&format!("/api/v1/tiles/{none}")).send().await?.status(), 404, "{none}");
    }
    city.stop().await
}

/// Posts the step "where is it" without script, with the cookie of an earlier answer.
async fn post(city: &City, cookie: &str, fields: &[(&str, &str)]) -> anyhow::Result<Response> {
    let request = city.http.post(city.url("intake", "/melden/plek")).form(fields);
    Ok(request.header(header::COOKIE, cookie).send().await?)
}

async fn page(city: &City, cookie: &str, path: &str) -> anyhow::Result<String> {
    let request = city.http.get(city.url("intake", path)).header(header::COOKIE, cookie);
    Ok(request.send().await?.text().await?)
}

fn leads_to(answer: &Response) -> &str {
    assert_eq!(answer.status(), 303);
    answer.headers()[header::LOCATION].to_str().unwrap()
}

#[tokio::test]
async fn without_script_a_name_becomes_a_pin_and_a_thing_is_picked() -> anyhow::Result<()> {
    let city = City::start().await?;

    let searched = post(&city, "", &[("place", "vogelpl"), ("find", "1")]).await?;
    assert_eq!(leads_to(&searched), "/melden/plek?zoek=1", "what was typed stays out of it");
    let cookie = searched.headers()[header::SET_COOKIE].to_str()?.to_owned();
    let cookie = cookie.split(';').next().unwrap_or_default();
    let choices = page(&city, cookie, "/melden/plek?zoek=1").await?;
    let value = choices.split("name=\"choose\" value=\"").nth(1).unwrap();
    let value = value.split('"').next().unwrap();
    assert!(value.ends_with(" Vogelplein"), "{value}");

    assert_eq!(leads_to(&post(&city, cookie, &[("choose", value)]).await?), "/melden/plek");
    let pinned = page(&city, cookie, "/melden/plek").await?;
    assert!(pinned.contains("name=\"longitude\" value=\"5.403950\""), "the pin is there");
    assert!(pinned.contains("Container 1043"), "what stands there is named");

    let id = things(&city).await?[0]["assetId"].as_str().unwrap().to_owned();
    let here = [("longitude", "5.40395"), ("latitude", "52.16625"), ("asset", id.as_str())];
    let gone_on = post(&city, cookie, &[&here[..], &[("place", "Vogelplein")]].concat()).await?;
    assert_eq!(leads_to(&gone_on), "/melden/wat");
    let tile = city.http.post(city.url("intake", "/melden/wat")).form(&[("category", "litter")]);
    tile.header(header::COOKIE, cookie).send().await?;
    let check = page(&city, cookie, "/melden/controle").await?;
    assert!(check.contains("Vogelplein, Zangvogelbuurt") && check.contains("Container 1043"));

    let away = [("longitude", "5.4098"), ("latitude", "52.1601"), ("asset", id.as_str())];
    post(&city, cookie, &away).await?;
    let check = page(&city, cookie, "/melden/controle").await?;
    assert!(!check.contains("Container 1043"), "a pin far from it is about something else");
    city.stop().await
}

#[tokio::test]
async fn words_alone_lead_to_the_places_that_they_can_mean() -> anyhow::Result<()> {
    let city = City::start().await?;

    let known = post(&city, "", &[("place", "de groene stee")]).await?;
    let unknown = post(&city, "", &[("place", "bij oma om de hoek")]).await?;

    assert_eq!(leads_to(&known), "/melden/plek?zoek=1");
    assert_eq!(unknown.status(), 400);
    for choose in ["500 52 Stee", "5.4 52", "x", "\0"] {
        let answer = post(&city, "", &[("choose", choose)]).await?;
        assert_eq!(answer.status(), 400, "{choose}");
    }
    city.stop().await
}

#[tokio::test]
async fn a_place_that_is_not_ours_is_said_to_be_whose() -> anyhow::Result<()> {
    let city = City::start().await?;

    for ([lon, lat], said) in [
        (HOEVELAKEN, "Dat is de gemeente Nijkerk."),
        ([5.3872, 52.1552], "De pin staat in de gemeente Amersfoort."),
        ([3.5, 53.5], "ook niet bij een gemeente naast ons"),
    ] {
        let place = [("longitude", lon.to_string()), ("latitude", lat.to_string())];
        let request = city.http.post(city.url("intake", "/melden/plek")).form(&place);
        let answer = request.send().await?;
        assert_eq!(answer.status(), 400);
        assert!(answer.text().await?.contains(said), "{said}");
    }
    let [lon, lat] = HOEVELAKEN;
    let (status, problem) = ask(&city, &format!("/api/v1/areas/at?lon={lon}&lat={lat}")).await?;
    assert_eq!((status, text(&problem, "/type")), (404, "outside"));
    assert!(text(&problem, "/detail").contains("gemeente Nijkerk"), "{problem}");
    let [lon, lat] = UTRECHT;
    let (_, problem) = ask(&city, &format!("/api/v1/areas/at?lon={lon}&lat={lat}")).await?;
    assert!(!text(&problem, "/detail").contains("Deze plek ligt in"), "{problem}");
    city.stop().await
}
