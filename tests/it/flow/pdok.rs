//! PDOK's address search, played by a double: it adds, and it never holds anybody up.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{Router, http::StatusCode, response::IntoResponse as _, routing::get};
use serde_json::{Value, json};
use tests::City;
use tokio::{net::TcpListener, task::JoinSet};

/// The timeout of 1.5 s, and what a busy machine adds.
const WAIT_MAX: Duration = Duration::from_secs(4);

/// How the double behaves.
#[derive(Clone, Copy, Debug)]
enum Mood {
    Well,
    Hangs,
    Breaks,
    Rambles,
}

/// The double: its address, how often it was asked, and its task.
async fn double(mood: Mood) -> anyhow::Result<(String, Arc<AtomicUsize>, JoinSet<()>)> {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let suggest = move || {
        count.fetch_add(1, Ordering::Relaxed);
        async move {
            match mood {
                Mood::Well => axum::Json(answer()).into_response(),
                Mood::Hangs => std::future::pending().await,
                Mood::Breaks => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
                Mood::Rambles => "<html>onderhoud</html>".into_response(),
            }
        }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/v3_1", listener.local_addr()?);
    let app = Router::new().route("/v3_1/suggest", get(suggest));
    let mut task = JoinSet::new();
    task.spawn(async move { axum::serve(listener, app).await.unwrap_or_default() });
    Ok((url, asked, task))
}

fn answer() -> Value {
    json!({"response": {"numFound": 1, "start": 0, "maxScore": 1.0, "docs": [{
        "id": "adr-1", "type": "adres", "weergavenaam": "Stadsring 1, 3811HM Amersfoort",
        "centroide_ll": "POINT(5.3866 52.1571)"}]}})
}

async fn names(city: &City, typed: &str) -> anyhow::Result<Vec<String>> {
    let request = city.http.get(city.url("intake", "/api/v1/places")).query(&[("q", typed)]);
    let answer: Value = request.send().await?.error_for_status()?.json().await?;
    let items = answer["items"].as_array().into_iter().flatten();
    Ok(items.filter_map(|item| item["name"].as_str().map(str::to_owned)).collect())
}

#[tokio::test]
async fn what_pdok_knows_comes_after_our_own_and_is_asked_once() -> anyhow::Result<()> {
    let (url, asked, _task) = double(Mood::Well).await?;
    let city = City::start_with(&[("--pdok-url", &url), ("--guard", "false")]).await?;

    assert_eq!(names(&city, "Vogelplein").await?, ["Vogelplein", "Stadsring 1, 3811HM Amersfoort"]);
    assert_eq!(names(&city, "vogelplein!").await?.len(), 2);
    assert_eq!(asked.load(Ordering::Relaxed), 1, "the answer was kept");
    assert_eq!(names(&city, "Vog").await?, ["Vogelplein"], "too short to ask somebody else");
    city.stop().await
}

#[tokio::test]
async fn a_pdok_that_hangs_breaks_or_rambles_holds_nobody_up() -> anyhow::Result<()> {
    for mood in [Mood::Hangs, Mood::Breaks, Mood::Rambles] {
        let (url, asked, _task) = double(mood).await?;
        let city = City::start_with(&[("--pdok-url", &url), ("--guard", "false")]).await?;

        for typed in ["vogelplein a", "vogelplein b", "vogelplein c", "vogelplein d"] {
            let began = Instant::now();
            let found = names(&city, typed).await?;
            assert_eq!(found.first().map(String::as_str), Some("Vogelplein"), "{mood:?}");
            assert!(began.elapsed() < WAIT_MAX, "{mood:?}: {:?}", began.elapsed());
        }
        assert_eq!(asked.load(Ordering::Relaxed), 3, "{mood:?}: then it is left alone");
        city.stop().await?;
    }
    Ok(())
}
