//! Counting tests from what the runners print.
use std::ops::AddAssign;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Passed.
    pub passed: u64,
    /// Failed, or a whole run that could not be counted.
    pub failed: u64,
    /// Lines that told a result: a run without one was not counted.
    pub results: u64,
}

impl Counts {
    /// Adds what a line of cargo's or node's output tells, if it tells anything.
    pub fn read(&mut self, line: &str) {
        if let Some(rest) = line.trim().strip_prefix("test result: ") {
            self.passed += number_before(rest, " passed");
            self.failed += number_before(rest, " failed");
            self.results += 1;
        }
        // Node prints `# pass 3` (TAP) or `ℹ pass 3` (spec), and likewise for the others.
        let Some(rest) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")) else {
            return;
        };
        let mut words = rest.split_whitespace();
        let number = |word: Option<&str>| word.and_then(|it| it.parse::<u64>().ok());
        match (words.next(), number(words.next())) {
            (Some("pass"), Some(count)) => {
                self.passed += count;
                self.results += 1;
            }
            (Some("fail" | "cancelled"), Some(count)) => self.failed += count,
            _ => {}
        }
    }

    /// Closes a run: one that ended badly without a failed test, or told no result, is a failure.
    pub fn close(&mut self, succeeded: bool) {
        if self.results == 0 || (!succeeded && self.failed == 0) {
            self.failed += 1;
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.results += other.results;
    }
}

fn number_before(text: &str, word: &str) -> u64 {
    let before = text.split(word).next().unwrap_or_default();
    before.split_whitespace().last().and_then(|it| it.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(lines: &[&str], succeeded: bool) -> (u64, u64) {
        let mut counts = Counts::default();
        for line in lines {
            counts.read(line);
        }
        counts.close(succeeded);
        (counts.passed, counts.failed)
    }

    #[test]
    fn results_of_several_cargo_binaries_add_up() {
        let lines = [
            "running 2 tests",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.02s",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1s",
        ];

        assert_eq!(counted(&lines, false), (15, 2));
    }

    #[test]
    fn both_of_nodes_formats_are_counted() {
        assert_eq!(counted(&["# tests 4", "# pass 3", "# fail 1", "# cancelled 0"], false), (3, 1));
        assert_eq!(counted(&["ℹ tests 4", "ℹ pass 4", "ℹ fail 0", "ℹ skipped 0"], true), (4, 0));
    }

    #[test]
    fn a_run_that_cannot_be_counted_is_a_failure() {
        assert_eq!(counted(&["error: could not compile"], false), (0, 1));
        assert_eq!(counted(&[], true), (0, 1));
        assert_eq!(counted(&["test result: ok. 2 passed; 0 failed;"], false), (2, 1));
    }
}
