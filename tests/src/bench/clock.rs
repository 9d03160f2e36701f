//! The service-level clock against the one that counts minute by minute, a million times.

use std::time::Instant;

use anyhow::{Result, ensure};
use rand::{RngExt as _, SeedableRng as _, rngs::Xoshiro256PlusPlus};
use serde_json::{Value, json};
use tests::clock::{Reference, calendars};

/// Cases, over all calendars.
const CASES: u64 = 1_000_000;

/// Years of which the holidays are written out.
const YEARS: (i32, i32) = (2021, 2030);

/// Fails at the first case in which the two differ.
pub(crate) fn measure() -> Result<Value> {
    let seed: u64 = rand::rng().random();
    println!("ten years of holidays, {CASES} random cases, seed {seed}");
    let calendars = calendars();
    let each = CASES / u64::try_from(calendars.len())?;
    let begun = Instant::now();
    for (number, calendar) in (0..).zip(calendars) {
        let reference = Reference::new(calendar, YEARS.0, YEARS.1);
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed.wrapping_add(number));
        for _ in 0..each {
            let case = reference.any_case(&mut rng);
            let differs = reference.differs(&case);
            ensure!(differs.is_none(), "(fast, slow) is {differs:?} for {case:?}, seed {seed}");
        }
        println!("calendar {}: {each} of {each} equal", number + 1);
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!("all equal, in {seconds:.1} s");
    Ok(json!({ "cases": CASES, "equal": CASES, "seed": seed, "seconds": seconds }))
}
