//! Measures the photo pipeline against `vipsthumbnail`: processor time for both sizes, paired.
//!
//! `photo_bench [PHOTO|--progressive] [ROUNDS]` prints one JSON object. Without a photo it makes a
//! noisy 12-megapixel JPEG itself. Every round runs ours and then both ways of using vips, so that
//! noise from other work on the machine hits all alike. Figures are milliseconds of user plus
//! system time for one photo; the kernel counts in ticks of 10 ms, so a round repeats the work.

use intake::photo::{Limits, Picture, clean};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use serde_json::{Value, json};
use std::error::Error;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, process, thread};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Photos in one round of each contender.
const REPEATS: u32 = 5;
const DEFAULT_ROUNDS: usize = 7;
/// Clock ticks are 10 ms on every Linux we run on (`getconf CLK_TCK` is 100).
const TICK_MS: f64 = 10.0;
/// Uploads decoded at the same time for the memory figure: the size of intake's pool.
const WORKERS: usize = 2;
/// Uploads for the memory figure.
const UPLOADS: usize = 8;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let rounds = arguments.get(1).map_or(Ok(DEFAULT_ROUNDS), |text| text.parse())?.max(1);
    let folder = env::temp_dir().join(format!("photo_bench.{}", process::id()));
    fs::create_dir_all(&folder)?;
    let outcome = measure(arguments.first().map(String::as_str), rounds, &folder);
    fs::remove_dir_all(&folder)?;
    writeln!(std::io::stdout(), "{:#}", outcome?)?;
    Ok(())
}

fn measure(photo: Option<&str>, rounds: usize, folder: &Path) -> Outcome<Value> {
    let input = match photo {
        None | Some("--baseline") => synthesise(folder, false)?,
        Some("--progressive") => synthesise(folder, true)?,
        Some(path) => fs::canonicalize(path)?,
    };
    let bytes = fs::read(&input)?;
    let limits = Limits::default();
    // Making the picture took memory that says nothing about the pipeline: reset the high-water
    // mark.
    fs::write("/proc/self/clear_refs", "5")?;
    let resting = status_kb("VmRSS")?;
    let first = clean(&bytes, &limits)?;
    let peak_one = status_kb("VmHWM")?;

    let (mut ours, mut chained, mut separate) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        ours.push(timed(Whose::Own, || clean(&bytes, &limits).map(drop).map_err(Into::into))?);
        chained.push(timed(Whose::Children, || vips(&input, folder, true))?);
        separate.push(timed(Whose::Children, || vips(&input, folder, false))?);
    }
    let theirs = if median(&chained) <= median(&separate) { &chained } else { &separate };
    let ratio = median(&ours) / median(theirs);
    let ratio_of_minima = minimum(&ours) / minimum(theirs);

    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                for _ in 0..UPLOADS / WORKERS {
                    drop(clean(&bytes, &limits));
                }
            });
        }
    });
    Ok(json!({
        "photo_bytes": bytes.len(),
        "large": described(&first.large),
        "small": described(&first.small),
        "rounds": rounds,
        "photos_a_round": REPEATS,
        "ours_cpu_ms": figures(&ours),
        "vips_1600_then_400_from_it_cpu_ms": figures(&chained),
        "vips_both_from_original_cpu_ms": figures(&separate),
        "ratio_of_medians": rounded(ratio),
        "ratio_of_minima": rounded(ratio_of_minima),
        "memory_kb": {
            "resting": resting,
            "peak_after_one": peak_one,
            "peak_after_eight_on_two_threads": status_kb("VmHWM")?,
        },
    }))
}

fn described(picture: &Picture) -> Value {
    json!({ "width": picture.width, "height": picture.height, "bytes": picture.jpeg.len() })
}

/// One core for vips: with more it spends extra time on handing out work.
fn vips(input: &Path, folder: &Path, from_large: bool) -> Outcome<()> {
    let large = folder.join("large.jpg");
    let small = folder.join("small.jpg");
    thumbnail(input, "1600x1600", &large)?;
    thumbnail(if from_large { &large } else { input }, "400x400", &small)
}

fn thumbnail(input: &Path, size: &str, output: &Path) -> Outcome<()> {
    let status = Command::new("vipsthumbnail")
        .env("VIPS_CONCURRENCY", "1")
        .arg(input)
        .args(["--size", size, "--output"])
        .arg(format!("{}[Q=80,strip]", output.display()))
        .stdout(Stdio::null())
        .status()
        .map_err(|error| format!("vipsthumbnail (package libvips-tools): {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("vipsthumbnail: {status}").into()) }
}

#[derive(Clone, Copy)]
enum Whose {
    Own,
    Children,
}

/// Milliseconds of processor time for one photo.
fn timed(whose: Whose, mut work: impl FnMut() -> Outcome<()>) -> Outcome<f64> {
    let before = ticks(whose)?;
    for _ in 0..REPEATS {
        work()?;
    }
    Ok((ticks(whose)? - before) * TICK_MS / f64::from(REPEATS))
}

/// Fields 14 and 15 (own) or 16 and 17 (waited-for children) of `/proc/self/stat`, see proc(5).
fn ticks(whose: Whose) -> Outcome<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The name in parentheses may hold spaces; fields are counted from behind it.
    let (_, fields) = stat.rsplit_once(") ").ok_or("/proc/self/stat has no name")?;
    let skipped = match whose {
        Whose::Own => 11,
        Whose::Children => 13,
    };
    let mut total = 0.0;
    for field in fields.split(' ').skip(skipped).take(2) {
        total += field.parse::<f64>()?;
    }
    Ok(total)
}

/// A line of `/proc/self/status`, in kB.
fn status_kb(name: &str) -> Outcome<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with(name)).ok_or("no such line")?;
    Ok(line.split_whitespace().nth(1).ok_or("no figure")?.parse()?)
}

/// A scene with smooth gradients, edges and sensor noise: it compresses to some 4 MB, as photos do.
fn synthesise(folder: &Path, progressive: bool) -> Outcome<PathBuf> {
    const WIDTH: u16 = 4032;
    const HEIGHT: u16 = 3024;
    let mut seed = 0x9E37_79B9_u32;
    let mut pixels = Vec::with_capacity(usize::from(WIDTH) * usize::from(HEIGHT) * 3);
    for y in 0..u32::from(HEIGHT) {
        for x in 0..u32::from(WIDTH) {
            seed ^= seed << 13;
            seed ^= seed >> 17;
            seed ^= seed << 5;
            let noise = (seed >> 28) % 14;
            let paving = if (x / 97 + y / 61) % 2 == 0 { 40 } else { 0 };
            for channel in 0..3_u32 {
                let slope = (x * (channel + 1) / 64 + y * (3 - channel) / 48) % 160;
                pixels.push(u8::try_from((30 + slope + paving + noise).min(255))?);
            }
        }
    }
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, 88);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_progressive(progressive);
    encoder.encode(&pixels, WIDTH, HEIGHT, ColorType::Rgb)?;
    let name = if progressive { "progressive.jpg" } else { "baseline.jpg" };
    let path = folder.join(name);
    fs::write(&path, jpeg)?;
    Ok(path)
}

fn minimum(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::INFINITY, f64::min)
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

fn figures(values: &[f64]) -> Value {
    json!({ "min": rounded(minimum(values)), "median": rounded(median(values)) })
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
