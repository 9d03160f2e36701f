//! Sends the events of a stream again, from the outbox of the service that owns it.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use platform::rewind;
use proto::topology;
use sqlx::{Connection as _, PgConnection, postgres::PgConnectOptions};

/// Makes the events of `stream` since a moment pending; the service's relay sends them within
/// a second. Returns how many. Consumers skip what they have handled before.
pub async fn replay(
    database: &PgConnectOptions,
    stream: &str,
    since: DateTime<Utc>,
) -> anyhow::Result<u64> {
    let known = topology::STREAMS.iter().find(|known| known.name == stream);
    let known = known.with_context(|| {
        let names = topology::STREAMS.map(|stream| stream.name);
        format!("there is no stream {stream}; there are {}", names.join(", "))
    })?;
    let mut conn = PgConnection::connect_with(database).await.context("connect to PostgreSQL")?;
    let mut tx = conn.begin().await?;
    sqlx::query("select set_config('search_path', $1, true)")
        .bind(known.publisher)
        .execute(&mut *tx)
        .await?;
    let count = rewind::replay(&mut tx, stream, since).await?;
    tx.commit().await?;
    conn.close().await?;
    Ok(count)
}
