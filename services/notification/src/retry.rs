//! When to try again, and when to give up. Pure.

use chrono::TimeDelta;

/// Attempts at one delivery; with the pauses between them this takes some two and a half hours.
pub const ATTEMPTS_MAX: i32 = 12;

/// From this attempt on a mail goes without pictures when intake does not give
/// them: the words are what matters.
pub const PICTURE_ATTEMPTS: i32 = 6;

const PAUSE_FIRST_SECONDS: i64 = 5;
const PAUSE_MAX_SECONDS: i64 = 3600;

/// How long to wait after `attempts` attempts (from 1) failed; `None` is never again.
pub fn pause_after(attempts: i32) -> Option<TimeDelta> {
    if attempts >= ATTEMPTS_MAX {
        return None;
    }
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or(0);
    let seconds = PAUSE_FIRST_SECONDS.saturating_mul(2_i64.saturating_pow(doublings));
    Some(TimeDelta::seconds(seconds.min(PAUSE_MAX_SECONDS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_from_five_seconds_to_an_hour_and_end_at_the_twelfth() {
        let pauses: Vec<_> = (1..=12)
            .map(|attempts| pause_after(attempts).map(|pause| pause.num_seconds()))
            .collect();
        let seconds = [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600];
        assert_eq!(pauses[..11], seconds.map(Some));
        assert_eq!(pauses[11], None);
    }

    #[test]
    fn no_count_makes_it_panic() {
        for attempts in [i32::MIN, -1, 0, 13, i32::MAX] {
            let _ = pause_after(attempts);
        }
    }
}
