//! Waiting for a condition, with a limit, where nothing can be drained.

use std::time::{Duration, Instant};

const LOOK_PAUSE: Duration = Duration::from_millis(50);

/// Waits until a condition holds; says whether it did within the limit.
pub async fn until(limit: Duration, mut holds: impl AsyncFnMut() -> bool) -> bool {
    let began = Instant::now();
    while !holds().await {
        if began.elapsed() > limit {
            return false;
        }
        tokio::time::sleep(LOOK_PAUSE).await;
    }
    true
}
