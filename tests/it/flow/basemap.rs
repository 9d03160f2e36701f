//! The map under our own layers: from a file, or PDOK's tiles, played by a double.

use std::{
    fs::File,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{Router, http::StatusCode, response::IntoResponse as _, routing::get};
use futures_util::future::join_all;
use pmtiles::{PmTilesWriter, TileCoord, TileType};
use reqwest::Response;
use tempfile::TempDir;
use tests::City;
use tokio::{net::TcpListener, task::JoinSet};

/// The timeout of 2 s, and what a busy machine adds.
const WAIT_MAX: Duration = Duration::from_secs(5);

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nand so on";

/// In Liendert, and far away.
const HERE: &str = "14/8437/5401";
const FAR: &str = "14/8200/5401";

/// How the double behaves.
#[derive(Clone, Copy, Debug)]
enum Mood {
    Well,
    Hangs,
    Breaks,
    Rambles,
    Floods,
}

/// The double: its address, how often it was asked, and its task.
async fn double(mood: Mood) -> anyhow::Result<(String, Arc<AtomicUsize>, JoinSet<()>)> {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let tile = move || {
        count.fetch_add(1, Ordering::Relaxed);
        async move {
            match mood {
                Mood::Well => PNG.into_response(),
                Mood::Hangs => std::future::pending().await,
                Mood::Breaks => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
                Mood::Rambles => "<html>onderhoud</html>".into_response(),
                Mood::Floods => PNG.repeat(20_000).into_response(),
            }
        }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/grijs/EPSG:3857", listener.local_addr()?);
    let app = Router::new().route("/grijs/EPSG:3857/{z}/{x}/{y}", get(tile));
    let mut task = JoinSet::new();
    task.spawn(async move { axum::serve(listener, app).await.unwrap_or_default() });
    Ok((url, asked, task))
}

async fn with_tiles_of(url: &str) -> anyhow::Result<City> {
    City::start_with(&[("--pdok-tiles-url", url), ("--guard", "false")]).await
}

async fn tile(city: &City, path: &str) -> anyhow::Result<Response> {
    Ok(city.http.get(city.url("intake", &format!("/kaart/tegels/{path}"))).send().await?)
}

async fn place_page(city: &City) -> anyhow::Result<String> {
    let response = city.http.get(city.url("intake", "/melden/plek")).send().await?;
    Ok(response.error_for_status()?.text().await?)
}

#[tokio::test]
async fn a_tile_of_pdok_is_fetched_once_and_says_whose_it_is() -> anyhow::Result<()> {
    let (url, asked, _task) = double(Mood::Well).await?;
    let city = with_tiles_of(&url).await?;

    for response in join_all((0..10).map(|_| tile(&city, HERE))).await {
        let response = response?.error_for_status()?;
        assert_eq!(response.headers()["content-type"], "image/png");
        assert_eq!(response.bytes().await?, PNG);
    }

    assert_eq!(asked.load(Ordering::Relaxed), 1, "ten at the same time wait for one");
    let page = place_page(&city).await?;
    assert!(page.contains("raster") && page.contains("© Kadaster, CC BY 4.0"), "{page}");
    city.stop().await
}

#[tokio::test]
async fn what_is_not_around_our_areas_is_not_asked_for() -> anyhow::Result<()> {
    let (url, asked, _task) = double(Mood::Well).await?;
    let city = with_tiles_of(&url).await?;

    for path in [
        FAR,
        "5/16/10",
        "20/540000/345700",
        "14/8437/99999",
        "14/-8437/5401",
        "14/8437/5401.png",
        "14/8437/..%2f..%2f5401",
        "%2e%2e/%2e%2e/etc",
        "14/8437/5401@evil.example",
    ] {
        assert_eq!(tile(&city, path).await?.status(), StatusCode::NOT_FOUND, "{path}");
    }

    assert_eq!(asked.load(Ordering::Relaxed), 0);
    city.stop().await
}

#[tokio::test]
async fn a_base_map_that_is_away_holds_nobody_up() -> anyhow::Result<()> {
    for mood in [Mood::Hangs, Mood::Breaks, Mood::Rambles, Mood::Floods] {
        let (url, asked, _task) = double(mood).await?;
        let city = with_tiles_of(&url).await?;

        for x in 8435..8439 {
            let began = Instant::now();
            let response = tile(&city, &format!("14/{x}/5401")).await?;
            assert_eq!(response.status(), StatusCode::NO_CONTENT, "{mood:?}");
            assert!(began.elapsed() < WAIT_MAX, "{mood:?}: {:?}", began.elapsed());
        }
        assert_eq!(asked.load(Ordering::Relaxed), 3, "{mood:?}: then it is left alone");
        assert!(place_page(&city).await?.contains("data-map-box"), "{mood:?}");
        city.stop().await?;
    }
    Ok(())
}

#[tokio::test]
async fn an_old_tile_is_fetched_again_and_shown_when_pdok_is_away() -> anyhow::Result<()> {
    let (well, asked, _task) = double(Mood::Well).await?;
    let city = with_tiles_of(&well).await?;
    tile(&city, HERE).await?.error_for_status()?;
    let age = "update intake.base_tile set fetched_at = now() - interval '31 days'";
    sqlx::query(age).execute(&city.pool).await?;

    tile(&city, HERE).await?.error_for_status()?;

    assert_eq!(asked.load(Ordering::Relaxed), 2);
    city.stop().await?;
    let (broken, _, _task) = double(Mood::Breaks).await?;
    let city = with_tiles_of(&broken).await?;
    let old = "insert into intake.base_tile values (14, 8437, 5401, $1, now() - interval '1 year')";
    sqlx::query(old).bind(PNG).execute(&city.pool).await?;
    assert_eq!(tile(&city, HERE).await?.bytes().await?, PNG);
    city.stop().await
}

#[tokio::test]
async fn no_more_tiles_are_kept_than_fit() -> anyhow::Result<()> {
    let (url, _, _task) = double(Mood::Well).await?;
    let city = with_tiles_of(&url).await?;
    let full = "insert into intake.base_tile
                select 1, n, 0, ''::bytea, now() - n * interval '1 second'
                from generate_series(1, 5000) as n";
    sqlx::query(full).execute(&city.pool).await?;

    tile(&city, HERE).await?.error_for_status()?;

    let count = "select count(*), max(x) filter (where zoom = 1)::bigint from intake.base_tile";
    let (count, oldest): (i64, i64) = sqlx::query_as(count).fetch_one(&city.pool).await?;
    assert_eq!((count, oldest), (5000, 4999), "the one that was fetched longest ago is gone");
    city.stop().await
}

/// A file with one tile.
fn file(folder: &TempDir, kind: TileType, content: &[u8]) -> anyhow::Result<String> {
    let path = folder.path().join("basemap.pmtiles");
    let metadata = r#"{"attribution":"<a href='https://example.org'>Proefkaart</a>"}"#;
    let writer = PmTilesWriter::new(kind)
        .min_zoom(10)
        .max_zoom(14)
        .bounds(5.3, 52.1, 5.5, 52.2)
        .metadata(metadata);
    let mut writer = writer.create(File::create(&path)?)?;
    writer.add_tile(TileCoord::new(14, 8437, 5401)?, content)?;
    writer.finalize()?;
    Ok(path.display().to_string())
}

#[tokio::test]
async fn a_file_of_the_municipality_is_its_base_map() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let mvt = file(&folder, TileType::Mvt, b"a vector tile")?;
    let (url, asked, _task) = double(Mood::Well).await?;
    let settings = [("--basemap-pmtiles", mvt.as_str()), ("--pdok-tiles-url", &url)];
    let city = City::start_with(&settings).await?;

    let found = tile(&city, HERE).await?.error_for_status()?;

    assert_eq!(found.headers()["content-type"], "application/vnd.mapbox-vector-tile");
    assert_eq!(found.headers()["content-encoding"], "gzip");
    assert_eq!(tile(&city, "14/8438/5401").await?.status(), StatusCode::NO_CONTENT);
    assert_eq!(tile(&city, "14/8437/x").await?.status(), StatusCode::NOT_FOUND);
    assert_eq!(asked.load(Ordering::Relaxed), 0, "the file goes before PDOK");
    let page = place_page(&city).await?;
    assert!(page.contains("vector") && page.contains("Proefkaart"), "{page}");
    assert!(!page.contains("example.org"), "the credit has no markup of others");
    city.stop().await
}

#[tokio::test]
async fn raster_files_are_served_too_and_a_broken_one_is_no_base_map() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let raster = file(&folder, TileType::Png, PNG)?;
    let city = City::start_with(&[("--basemap-pmtiles", &raster)]).await?;
    let found = tile(&city, HERE).await?.error_for_status()?;
    assert_eq!(found.headers()["content-type"], "image/png");
    assert_eq!(found.bytes().await?, PNG);
    assert!(place_page(&city).await?.contains("raster"));
    city.stop().await?;

    std::fs::write(&raster, "no map at all")?;
    let city = City::start_with(&[("--basemap-pmtiles", &raster)]).await?;
    assert!(!place_page(&city).await?.contains("data-base="));
    assert_eq!(tile(&city, HERE).await?.status(), StatusCode::NOT_FOUND);
    city.stop().await
}
