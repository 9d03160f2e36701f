//! What the developer sees: one line a step, what came of it, and how long it took.
use std::io::{Write, stdout};
use std::time::{Duration, Instant};

/// Prints one line. A reader that went away is no reason to stop a running system.
pub fn line(text: &str) {
    let mut out = stdout().lock();
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
}

/// A step that has begun.
#[must_use]
pub struct Step {
    started: Instant,
}

/// Announces a step by what it is about to do.
pub fn step(what: &str) -> Step {
    line(&format!("▸ {what}"));
    Step { started: Instant::now() }
}

impl Step {
    /// Closes the step with its outcome and duration.
    pub fn done(self, outcome: &str) {
        line(&format!("  {outcome} ({})", seconds(self.started.elapsed())));
    }
}

/// Writes a duration in seconds with one decimal.
pub fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}
