//! The connection to NATS.

use std::time::Duration;

use anyhow::Context as _;
use async_nats::{ConnectOptions, Event, connection::State, jetstream};
use tracing::{info, warn};

use crate::config::Common;

/// A dead server is noticed after two missed pings.
const PING_INTERVAL: Duration = Duration::from_secs(10);

/// A request that a permission forbids looks like one that nobody answers, so it must end.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(5);

/// How long a publisher waits for the stream to say that it stored the message.
const ACK_TIMEOUT: Duration = Duration::from_secs(5);

const RECONNECT_DELAY_MAX: Duration = Duration::from_secs(1);

/// The client and its JetStream context.
#[derive(Clone, Debug)]
pub struct Bus {
    client: async_nats::Client,
    pub jetstream: jetstream::Context,
}

impl Bus {
    /// Connects as the service's own user. It does not wait: a service starts,
    /// and intake takes reports, also while NATS is down.
    pub async fn connect(settings: &Common) -> anyhow::Result<Self> {
        let user = settings.nats_user.clone();
        let client = ConnectOptions::new()
            .name(&user)
            .custom_inbox_prefix(format!("_INBOX_{user}"))
            .user_and_password(user, settings.nats_password.expose().to_owned())
            .retry_on_initial_connect()
            .ping_interval(PING_INTERVAL)
            .request_timeout(Some(REQUEST_TIMEOUT))
            .reconnect_delay_callback(reconnect_delay)
            .event_callback(|event| async move { report(&event) })
            .connect(&settings.nats_url)
            .await
            .context("the NATS settings are wrong")?;
        let jetstream = jetstream::context::ContextBuilder::new()
            .ack_timeout(ACK_TIMEOUT)
            .build(client.clone());
        Ok(Self { client, jetstream })
    }

    pub fn is_connected(&self) -> bool {
        self.client.connection_state() == State::Connected
    }
}

/// 50 ms, 100 ms, … up to a second: a restarted server is found at once.
fn reconnect_delay(attempt: usize) -> Duration {
    let millis = 25_u64 << attempt.clamp(1, 6);
    Duration::from_millis(millis).min(RECONNECT_DELAY_MAX)
}

fn report(event: &Event) {
    metrics::counter!("bus_events_total", "event" => kind(event)).increment(1);
    if matches!(event, Event::Connected) {
        info!("NATS: {event}");
    } else {
        warn!("NATS: {event}");
    }
}

/// A name from a fixed set, because it labels a metric.
fn kind(event: &Event) -> &'static str {
    match event {
        Event::Connected => "connected",
        Event::Disconnected => "disconnected",
        Event::LameDuckMode => "lame_duck",
        Event::Draining => "draining",
        Event::Closed => "closed",
        Event::SlowConsumer(_) => "slow_consumer",
        Event::ServerError(_) => "server_error",
        Event::ClientError(_) => "client_error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reconnects_at_once_and_never_waits_longer_than_a_second() {
        let millis: Vec<_> = (0..9).map(|n| reconnect_delay(n).as_millis()).collect();
        assert_eq!(millis, [50, 50, 100, 200, 400, 800, 1000, 1000, 1000]);
    }
}
