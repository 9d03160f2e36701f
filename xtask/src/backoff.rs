//! How long to wait before starting a process again.
use std::time::Duration;

/// The first wait.
const DELAY_MIN: Duration = Duration::from_millis(200);
/// The longest wait.
const DELAY_MAX: Duration = Duration::from_secs(5);
/// A process that ran this long is healthy: the next wait is short again.
const HEALTHY_AFTER: Duration = Duration::from_secs(30);

/// The waits of one process: each twice the one before.
#[derive(Default)]
pub struct Backoff {
    last: Option<Duration>,
}

impl Backoff {
    /// The wait after a process that ran for `ran`.
    pub fn after(&mut self, ran: Duration) -> Duration {
        let delay = match self.last {
            Some(last) if ran < HEALTHY_AFTER => (last * 2).min(DELAY_MAX),
            _ => DELAY_MIN,
        };
        self.last = Some(delay);
        delay
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_five_seconds() {
        let mut backoff = Backoff::default();

        let waits: Vec<u128> =
            (0..7).map(|_| backoff.after(Duration::from_secs(1)).as_millis()).collect();

        assert_eq!(waits, [200, 400, 800, 1600, 3200, 5000, 5000]);
    }

    #[test]
    fn a_process_that_ran_well_starts_over() {
        let mut backoff = Backoff::default();
        let _ = backoff.after(Duration::ZERO);
        let _ = backoff.after(Duration::ZERO);

        assert_eq!(backoff.after(HEALTHY_AFTER), DELAY_MIN);
    }
}
