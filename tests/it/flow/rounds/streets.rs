//! A round where streets are known.

use serde_json::json;

use super::{Yard, ZANGVOGELBUURT, some_day};

/// How long the page says that the way is, in kilometres, where these words come after it.
fn kilometres(page: &str, words: &str) -> f64 {
    let (before, _) = page.split_once(&format!(" km {words},")).expect(words);
    let number = before.rsplit('>').next().unwrap_or_default();
    number.replace(',', ".").parse().expect(number)
}

#[tokio::test]
async fn a_round_is_as_long_as_its_streets() -> anyhow::Result<()> {
    let yard = Yard::open(&[]).await?;
    let [x, y] = ZANGVOGELBUURT;
    // The yard and the tip are at the west end of a street, and what is to be fetched at the east end of it.
    let place = format!("{y}, {:.5}", x - 0.004);
    let form = super::vehicle(&[("werf", &place), ("storten", &place)]);
    assert_eq!(yard.post("/rondes/wagens", &yard.manager, &form).await?.status(), 303);
    yard.report(4, "Kast").await?;
    yard.city.settle().await?;
    yard.propose(some_day(1)).await?;
    let draft = yard.rounds("draft").await?[0];
    let path = format!("/rondes/{}", draft.0);
    let (_, page) = yard.page(&path, &yard.manager).await?;
    let before = kilometres(&page, "geschat");

    // There by the south, and back by the north, a kilometre around.
    let line = |way: &str, positions: [[f64; 2]; 3]| {
        json!({"type": "Feature", "properties": {"RIJRICHTNG": way},
               "geometry": {"type": "LineString", "coordinates": positions}})
    };
    let (west, east) = ([x - 0.005, y - 0.003], [x + 0.005, y - 0.003]);
    let around = [[x + 0.005, y - 0.003], [x, y + 0.012], [x - 0.005, y - 0.003]];
    let features = [line("H", [west, [x, y - 0.003], east]), line("H", around)];
    let file = json!({"type": "FeatureCollection", "features": features});
    yard.city.import_streets(&file.to_string()).await?;

    let (_, page) = yard.page(&path, &yard.manager).await?;
    let after = kilometres(&page, "over de weg");
    assert!(after > before + 2.0, "{before} {after}");
    yard.city.stop().await
}
