//! Streams and durable consumers, as the contracts list them.

use std::time::Duration;

use anyhow::Context as _;
use async_nats::{
    ConnectOptions,
    jetstream::{
        self,
        consumer::{AckPolicy, DeliverPolicy, pull},
        stream,
    },
};
use proto::topology::{self, Consumer, Stream};
use tracing::info;

/// Below this the server does not know `sync_interval: always`.
const SERVER_VERSION_MIN: (u64, u64) = (2, 12);

/// An event that is not acknowledged comes again after this. A handler takes milliseconds.
const ACK_WAIT: Duration = Duration::from_secs(30);

/// Events in flight to one consumer; more wait in the stream.
const ACK_PENDING_MAX: i64 = 256;

/// Who may create streams, and where.
#[derive(Clone, Debug)]
pub struct Admin {
    pub url: String,
    pub user: String,
    pub password: String,
    /// Password of the user `sys`, who may ask how the server is set up.
    pub sys_password: String,
    /// Copies of each stream: 1 on a single server, 3 in a cluster.
    pub replicas: usize,
}

/// Brings every stream and consumer to what the contracts say.
pub async fn prepare(admin: &Admin) -> anyhow::Result<()> {
    check_durability(admin).await?;
    let client = ConnectOptions::new()
        .name("provision")
        .user_and_password(admin.user.clone(), admin.password.clone())
        .connect(&admin.url)
        .await
        .context("connect to NATS")?;
    check_version(&client.server_info().version)?;
    let bus = jetstream::new(client);
    for stream in &topology::STREAMS {
        bus.create_or_update_stream(stream_config(stream, admin.replicas))
            .await
            .with_context(|| format!("stream {}", stream.name))?;
    }
    for consumer in &topology::CONSUMERS {
        bus.create_consumer_on_stream(consumer_config(consumer, admin.replicas), consumer.stream)
            .await
            .with_context(|| format!("consumer {} on {}", consumer.service, consumer.stream))?;
    }
    info!(
        "The bus has {} streams and {} consumers",
        topology::STREAMS.len(),
        topology::CONSUMERS.len()
    );
    Ok(())
}

/// Refuses a server that confirms what is not on disk yet: a power cut would take away up to two
/// minutes of events that a producer was told are safe.
#[expect(clippy::disallowed_methods, reason = "asks the server itself, not a service")]
async fn check_durability(admin: &Admin) -> anyhow::Result<()> {
    let client = ConnectOptions::new()
        .name("provision")
        .user_and_password("sys".to_owned(), admin.sys_password.clone())
        .connect(&admin.url)
        .await
        .context("connect to NATS as sys")?;
    let answer = client.request("$SYS.REQ.SERVER.PING.JSZ", "{}".into()).await;
    let answer = answer.context("NATS does not tell how JetStream is set up")?;
    ensure_synced(&answer.payload)
}

fn ensure_synced(answer: &[u8]) -> anyhow::Result<()> {
    let answer: serde_json::Value = serde_json::from_slice(answer).context("NATS's settings")?;
    anyhow::ensure!(
        answer.pointer("/data/config/sync_always") == Some(&true.into()),
        "NATS confirms events before they are on disk: set `sync_interval: always` for JetStream"
    );
    Ok(())
}

fn check_version(version: &str) -> anyhow::Result<()> {
    let mut numbers = version.split(['.', '-']).map(str::parse);
    let (Some(Ok(major)), Some(Ok(minor))) = (numbers.next(), numbers.next()) else {
        anyhow::bail!("the NATS server has a version we cannot read: {version}");
    };
    anyhow::ensure!(
        (major, minor) >= SERVER_VERSION_MIN,
        "the NATS server is {version}; 2.12 or newer is needed for `sync_interval: always`"
    );
    Ok(())
}

fn stream_config(stream: &Stream, replicas: usize) -> stream::Config {
    stream::Config {
        name: stream.name.to_owned(),
        subjects: stream.subjects.iter().map(ToString::to_string).collect(),
        retention: stream::RetentionPolicy::Limits,
        // Full means: publishing fails and the outbox waits. Never drop the oldest.
        discard: stream::DiscardPolicy::New,
        storage: stream::StorageType::File,
        num_replicas: replicas,
        max_age: stream.max_age.unwrap_or_default(),
        max_bytes: stream.max_bytes,
        max_message_size: i32::try_from(topology::EVENT_BYTES_MAX).unwrap_or(i32::MAX),
        duplicate_window: topology::DUPLICATE_WINDOW,
        deny_delete: true,
        deny_purge: true,
        compression: Some(stream::Compression::S2),
        ..stream::Config::default()
    }
}

fn consumer_config(consumer: &Consumer, replicas: usize) -> pull::Config {
    pull::Config {
        durable_name: Some(consumer.service.to_owned()),
        filter_subjects: consumer.filter_subjects.iter().map(ToString::to_string).collect(),
        deliver_policy: DeliverPolicy::All,
        ack_policy: AckPolicy::Explicit,
        ack_wait: ACK_WAIT,
        // Never give up silently: the services bury what they cannot handle.
        max_deliver: -1,
        max_ack_pending: ACK_PENDING_MAX,
        num_replicas: replicas,
        ..pull::Config::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_does_not_sync_is_refused() {
        assert!(ensure_synced(br#"{"data":{"config":{"sync_always":true}}}"#).is_ok());
        for answer in [r#"{"data":{"config":{"sync_interval":120000000000}}}"#, "{}"] {
            let refused = ensure_synced(answer.as_bytes()).unwrap_err().to_string();
            assert!(refused.contains("sync_interval: always"), "{refused}");
        }
    }

    #[test]
    fn an_old_server_is_refused_with_its_version() {
        assert!(check_version("2.15.1").is_ok());
        assert!(check_version("2.12.0-RC.1").is_ok());
        let refused = check_version("2.9.10").unwrap_err().to_string();
        assert!(refused.contains("2.9.10"), "{refused}");
        assert!(check_version("next").is_err());
    }
}
