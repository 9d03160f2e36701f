//! Tells open pages that something changed, by server-sent events.
//!
//! The message is only a hint: the page fetches its own fragment again. It is
//! sent after the commit by the service that owns the page, so what the page
//! fetches is never older than the hint. A hint can be lost (a slow reader, a
//! second replica); the page is current again at the next one, or when it
//! reconnects: every stream begins with a hint.

use std::{convert::Infallible, time::Duration};

use axum::response::{
    Sse,
    sse::{Event, KeepAlive},
};
use futures_util::{Stream, StreamExt as _};
use tokio::sync::broadcast;
use tokio_stream::wrappers::BroadcastStream;
use tokio_util::sync::CancellationToken;

/// Hints that a slow page may lag behind before it is told to refresh anyway.
const BACKLOG_MAX: usize = 256;

/// Pages that follow one process at the same time. A stream costs little, but not nothing, and
/// anybody may open one.
const STREAMS_MAX: usize = 2_000;

/// When a page that found no place comes back.
const FULL_RETRY: Duration = Duration::from_secs(30);

/// Below the idle time-out of usual proxies.
const KEEP_ALIVE: Duration = Duration::from_secs(20);

/// The hints of one service. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Live {
    hints: broadcast::Sender<String>,
    stop: CancellationToken,
}

impl Live {
    /// Open streams end when `stop` is cancelled, so that they do not hold up a shutdown.
    pub fn new(stop: CancellationToken) -> Self {
        Self { hints: broadcast::Sender::new(BACKLOG_MAX), stop }
    }

    /// Says that what `topic` names has changed.
    pub fn touch(&self, topic: impl Into<String>) {
        // An error only means that nobody looks.
        let _ = self.hints.send(topic.into());
    }

    /// The event stream for one page, with the hints of the topics it wants.
    pub fn stream<F: Fn(&str) -> bool + Send + 'static>(
        &self,
        wants: F,
    ) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<F>> {
        let changed = || Ok(Event::default().event("changed").data("1"));
        let hints = BroadcastStream::new(self.hints.subscribe())
            // Too far behind to know what was missed: refresh.
            .filter(move |hint| {
                std::future::ready(hint.as_ref().map_or(true, |topic| wants(topic)))
            })
            .map(move |_| changed());
        // The first event makes the page current after a reconnect; when it is full, that is all
        // it gets, and it comes back for the next.
        let is_full = self.hints.receiver_count() > STREAMS_MAX;
        let first =
            if is_full { changed().map(|it: Event| it.retry(FULL_RETRY)) } else { changed() };
        let first = futures_util::stream::once(std::future::ready(first));
        let events_max = if is_full { 1 } else { usize::MAX };
        let events =
            first.chain(hints).take(events_max).take_until(self.stop.clone().cancelled_owned());
        Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
    }
}
