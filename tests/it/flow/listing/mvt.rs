//! Tiles hold every issue that lies in them, once.

use std::collections::BTreeMap;

use prost::Message;

use super::{City, all, crowded, get};

/// The Mapbox Vector Tile specification, version 2, as far as it is read here.
#[derive(Clone, PartialEq, Message)]
struct Tile {
    #[prost(message, repeated, tag = "3")]
    layers: Vec<Layer>,
}

#[derive(Clone, PartialEq, Message)]
struct Layer {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(message, repeated, tag = "2")]
    features: Vec<Feature>,
    #[prost(string, repeated, tag = "3")]
    keys: Vec<String>,
    #[prost(message, repeated, tag = "4")]
    values: Vec<Plain>,
}

#[derive(Clone, PartialEq, Message)]
struct Feature {
    #[prost(uint32, repeated, tag = "2")]
    tags: Vec<u32>,
}

#[derive(Clone, PartialEq, Message)]
struct Plain {
    #[prost(string, optional, tag = "1")]
    text: Option<String>,
    #[prost(int64, optional, tag = "4")]
    int: Option<i64>,
    #[prost(uint64, optional, tag = "5")]
    uint: Option<u64>,
    #[prost(sint64, optional, tag = "6")]
    sint: Option<i64>,
}

/// A mark: how many issues, how soon, and which when it is one.
#[derive(Debug)]
struct Mark {
    count: u64,
    term: String,
    id: Option<String>,
}

/// The marks of a tile; none when it is empty.
async fn marks(city: &City, token: &str, tile: &str, query: &str) -> anyhow::Result<Vec<Mark>> {
    let answer = get(city, token, &format!("/meldkamer/tegels/{tile}.mvt?{query}")).await?;
    if answer.status() == 204 {
        return Ok(Vec::new());
    }
    anyhow::ensure!(answer.status() == 200, "{tile}: {}", answer.status());
    let tile = Tile::decode(answer.bytes().await?)?;
    let layer = tile.layers.first().filter(|layer| layer.name == "issues").unwrap();
    let number = |plain: &Plain| {
        plain.uint.or_else(|| plain.int.or(plain.sint).and_then(|int| int.try_into().ok()))
    };
    let mark = |feature: &Feature| {
        let tags = feature.tags.chunks(2);
        let read = tags.map(|tag| (&*layer.keys[tag[0] as usize], &layer.values[tag[1] as usize]));
        let read: BTreeMap<_, _> = read.collect();
        Mark {
            count: number(read["count"]).unwrap(),
            term: read["term"].text.clone().unwrap(),
            id: read.get("id").and_then(|id| id.text.clone()),
        }
    };
    Ok(layer.features.iter().map(mark).collect())
}

#[tokio::test]
async fn the_tiles_of_a_zoom_hold_every_issue_of_the_choice_once() -> anyhow::Result<()> {
    let (city, dispatcher) = crowded(1500).await?;
    for (choice, question) in [
        ("weergave=alles", "state=open"),
        ("weergave=alles&soort=litter", "state=open&category=litter"),
        ("weergave=wacht", "triage=true"),
    ] {
        let expected = all(&city, &dispatcher, question).await?.len();
        // A tile, the four within it, and so on: they hold the same.
        for zoom in 10..=13_u32 {
            let mut found = 0;
            let scale = 1 << (zoom - 10);
            for x in 527 * scale..528 * scale {
                for y in 337 * scale..338 * scale {
                    let tile = format!("{zoom}/{x}/{y}");
                    let marks = marks(&city, &dispatcher, &tile, choice).await?;
                    assert!(marks.len() <= 64, "{tile}: {}", marks.len());
                    assert!(marks.iter().all(|mark| (mark.count == 1) == mark.id.is_some()));
                    found += marks.iter().map(|mark| mark.count).sum::<u64>();
                }
            }
            assert_eq!(usize::try_from(found)?, expected, "{choice} at zoom {zoom}");
        }
    }
    city.stop().await
}

#[tokio::test]
async fn a_mark_shows_the_shortest_term_of_those_that_lie_there() -> anyhow::Result<()> {
    let (city, dispatcher) = crowded(400).await?;
    let tile = "10/527/337";
    let of = async |query: &str| marks(&city, &dispatcher, tile, query).await;
    let terms = |marks: &[Mark]| marks.iter().map(|mark| mark.term.clone()).collect::<Vec<_>>();

    assert!(terms(&of("weergave=te-laat").await?).iter().all(|term| term == "late"));
    assert!(terms(&of("weergave=melder").await?).iter().all(|term| term == "waits"));
    sqlx::query("update routing.issue set due_at = now() + interval '30 days'")
        .execute(&city.pool)
        .await?;
    assert!(terms(&of("weergave=alles&staat=routed").await?).iter().all(|term| term == "later"));
    assert_eq!(of("weergave=te-laat").await?.len(), 0);
    city.stop().await
}
