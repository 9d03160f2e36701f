//! A guessed tracking link: the answer, and the time it takes, tell nothing about what is there.

use std::time::{Duration, Instant};

use reqwest::{StatusCode, header};
use tests::City;
use uuid::Uuid;

use super::{ZANGVOGELBUURT, report, text};

/// Requests of each kind, by turns and each as often first, so that what slows one slows them all.
const ROUNDS: usize = 201;

/// The slowest quartile as a part of the fastest. Equal work differs by some hundredths, on a busy
/// machine more; an answer without a look in the database takes less than half. What else the machine
/// does only ever adds to a time, so a quarter of them says more than half.
const RATIO_MAX: f64 = 1.5;

/// The answer to a person who opens the link, and how long it took.
async fn open(city: &City, id: &str) -> anyhow::Result<(StatusCode, String, Duration)> {
    let request = city.http.get(city.url("intake", &format!("/melding/{id}")));
    let asked = Instant::now();
    let answer = request.header(header::ACCEPT, "text/html").send().await?;
    let (status, body) = (answer.status(), answer.text().await?);
    Ok((status, body, asked.elapsed()))
}

#[tokio::test]
async fn a_guessed_link_answers_the_same_in_the_same_time_whatever_it_resembles()
-> anyhow::Result<()> {
    let city = City::start().await?;
    let (_, submitted) = city.submit(&report("litter", ZANGVOGELBUURT)).await?;
    city.settle().await?;
    let ours: Uuid = text(&submitted, "/reportId").parse()?;
    assert_eq!(open(&city, &ours.to_string()).await?.0, StatusCode::OK);

    // The last differs from a link that works in its last bit.
    let near = Uuid::from_u128(ours.as_u128() ^ 1).to_string();
    let mut took = [(); 3].map(|()| Vec::with_capacity(ROUNDS));
    for round in 0..ROUNDS {
        let guesses = ["geen-nummer".to_owned(), Uuid::new_v4().to_string(), near.clone()];
        let mut bodies = Vec::new();
        for turn in 0..guesses.len() {
            let kind = (round + turn) % guesses.len();
            let (status, body, elapsed) = open(&city, &guesses[kind]).await?;
            assert_eq!(status, StatusCode::NOT_FOUND, "{}", guesses[kind]);
            bodies.push(body);
            took[kind].push(elapsed);
        }
        assert!(bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
    }

    let quartiles = took.map(|mut took| {
        took.sort_unstable();
        took[ROUNDS / 4].as_secs_f64()
    });
    let (least, most) = quartiles
        .iter()
        .fold((f64::MAX, 0.0_f64), |(least, most), it| (least.min(*it), most.max(*it)));
    println!("quartiles in seconds: {quartiles:?}");
    assert!(most / least < RATIO_MAX, "malformed, unknown, nearly right: {quartiles:?}");
    city.stop().await
}
