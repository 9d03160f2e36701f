//! Waiting for a condition, always with a limit.
use crate::stop;
use anyhow::Result;
use std::time::{Duration, Instant};

/// How often a condition is looked at: short enough not to be felt, long enough to cost nothing.
pub const LOOK_INTERVAL: Duration = Duration::from_millis(20);

/// Waits one look interval.
#[expect(clippy::disallowed_methods, reason = "xtask has no runtime that a sleep could block")]
pub fn pause() {
    std::thread::sleep(LOOK_INTERVAL);
}

/// Looks until the condition holds; says whether it did within the limit. Fails on a request to stop.
pub fn until(limit: Duration, mut holds: impl FnMut() -> Result<bool>) -> Result<bool> {
    let started = Instant::now();
    loop {
        if holds()? {
            return Ok(true);
        }
        if started.elapsed() >= limit {
            return Ok(false);
        }
        stop::check()?;
        pause();
    }
}
