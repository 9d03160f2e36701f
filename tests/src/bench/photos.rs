//! Eight phones that send a photo at the same moment.
use crate::figures::{Summary, heading, verdict};
use crate::processes::{peak_memory, pid};
use anyhow::{Result, bail};
use jpeg_encoder::{ColorType, Encoder};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

const WIDTH: u16 = 4000;
const HEIGHT: u16 = 3000;
const QUALITY: u8 = 85;
/// How far the noise of a sensor strays from the picture; gives a file of about 3 MB.
const NOISE: i32 = 9;
const AT_ONCE: usize = 8;
const ROUNDS: usize = 3;
const UPLOAD_MAX: Duration = Duration::from_mins(2);
const PEAK_GOAL_MIB: f64 = 200.0;

/// Measures, prints a table, gives the figures.
pub(crate) async fn measure(url: &str, data: &Path) -> Result<Value> {
    let photo = photo()?;
    let megabytes = to_f64(photo.len()) / 1e6;
    println!(
        "{AT_ONCE} photos of {WIDTH} × {HEIGHT} ({megabytes:.1} MB) at once, {ROUNDS} times …"
    );
    let intake = pid(data, "intake")?;
    let idle = peak_memory(intake)?;
    let http = Client::builder().timeout(UPLOAD_MAX).build()?;
    let began = Instant::now();
    let mut durations = Vec::new();
    for _ in 0..ROUNDS {
        let mut uploads = JoinSet::new();
        for _ in 0..AT_ONCE {
            let (http, url, photo) = (http.clone(), format!("{url}/api/v1/photos"), photo.clone());
            uploads.spawn(async move { upload(&http, &url, photo).await });
        }
        let round: Vec<Duration> = uploads.join_all().await.into_iter().collect::<Result<_>>()?;
        durations.extend(round);
    }
    let rate = to_f64(durations.len()) / began.elapsed().as_secs_f64();
    let peak = peak_memory(intake)?;
    let summary = Summary::of(durations);
    println!("{}", heading());
    println!("{}", summary.row("upload to 201"));
    println!("uploads a second: {rate:.1}");
    println!(
        "peak memory of intake: {peak:.0} MiB ({idle:.0} before); goal < {PEAK_GOAL_MIB}: {}",
        verdict(peak < PEAK_GOAL_MIB)
    );
    Ok(json!({
        "photoBytes": photo.len(), "atOnce": AT_ONCE, "rounds": ROUNDS,
        "uploadTo201": summary.json(), "uploadsPerSecond": rate,
        "peakMemoryMib": peak, "peakMemoryBeforeMib": idle,
        "goalMet": peak < PEAK_GOAL_MIB,
    }))
}

async fn upload(http: &Client, url: &str, photo: Vec<u8>) -> Result<Duration> {
    let began = Instant::now();
    let request = http.post(url).header("content-type", "image/jpeg").body(photo);
    let answer = request.send().await?;
    let status = answer.status();
    let text = answer.text().await?;
    if status != StatusCode::CREATED {
        bail!("a photo got {status}: {text}");
    }
    Ok(began.elapsed())
}

/// Noise over a gradient: as hard to decode as a photo, and the same in every run.
fn photo() -> Result<Vec<u8>> {
    let mut pixels = Vec::with_capacity(usize::from(WIDTH) * usize::from(HEIGHT) * 3);
    let mut state = 0x2545_f491_u32;
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            let noise = (state >> 8).cast_signed() % (2 * NOISE + 1) - NOISE;
            let across = i32::from(x) * 200 / i32::from(WIDTH);
            let down = i32::from(y) * 200 / i32::from(HEIGHT);
            for shade in [across + 20, down + 20, i32::midpoint(across, down) + 20] {
                pixels.push(u8::try_from((shade + noise).clamp(0, 255))?);
            }
        }
    }
    let mut file = Vec::new();
    Encoder::new(&mut file, QUALITY).encode(&pixels, WIDTH, HEIGHT, ColorType::Rgb)?;
    Ok(file)
}

fn to_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}
