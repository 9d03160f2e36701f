//! Tells open pages that the figures changed, at most once a second.
//!
//! A busy hour brings many events a second, and each hint makes every open
//! page count again. The first change is told at once; what changes within
//! the interval after it is told together, so no change stays untold.

use std::{sync::Arc, time::Duration};

use platform::live::Live;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// Topic of the hints: any figure changed.
pub(crate) const TOPIC: &str = "open";

/// The least time between two hints.
const HINT_INTERVAL: Duration = Duration::from_secs(1);

/// Where the consumers say that something changed. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hints {
    changed: Arc<Notify>,
}

impl Hints {
    pub(crate) fn changed(&self) {
        self.changed.notify_one();
    }
}

/// Passes the changes on to the pages until `stop` is cancelled.
pub(crate) async fn run(hints: Hints, live: Live, stop: CancellationToken) {
    while stop.run_until_cancelled(hints.changed.notified()).await.is_some() {
        live.touch(TOPIC);
        stop.run_until_cancelled(tokio::time::sleep(HINT_INTERVAL)).await;
    }
}
