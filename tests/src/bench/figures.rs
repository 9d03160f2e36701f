//! Sums up many durations in a few figures.
use serde_json::{Value, json};
use std::time::Duration;

/// Percentiles of some durations, in milliseconds.
pub(crate) struct Summary {
    pub(crate) count: usize,
    pub(crate) p50: f64,
    pub(crate) p95: f64,
    pub(crate) p99: f64,
    pub(crate) max: f64,
}

impl Summary {
    pub(crate) fn of(mut durations: Vec<Duration>) -> Self {
        durations.sort_unstable();
        let at = |percent: usize| {
            // The nearest rank, so that every figure is one that was measured.
            let rank = (durations.len() * percent).div_ceil(100).max(1);
            durations.get(rank - 1).map_or(0.0, |it| it.as_secs_f64() * 1000.0)
        };
        let (p50, p95, p99, max) = (at(50), at(95), at(99), at(100));
        Self { count: durations.len(), p50, p95, p99, max }
    }

    pub(crate) fn json(&self) -> Value {
        json!({
            "count": self.count, "p50Ms": self.p50, "p95Ms": self.p95, "p99Ms": self.p99,
            "maxMs": self.max,
        })
    }

    /// One line of a table.
    pub(crate) fn row(&self, name: &str) -> String {
        let Self { count, p50, p95, p99, max } = self;
        format!("{name:<34} {count:>6} {p50:>8.1} {p95:>8.1} {p99:>8.1} {max:>8.1}")
    }
}

/// The heading above [`Summary::row`].
pub(crate) fn heading() -> String {
    let names = ["count", "p50 ms", "p95 ms", "p99 ms", "max ms"];
    let [count, p50, p95, p99, max] = names;
    format!("{:<34} {count:>6} {p50:>8} {p95:>8} {p99:>8} {max:>8}", "")
}

/// "met" or "missed".
pub(crate) fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "MISSED" }
}
