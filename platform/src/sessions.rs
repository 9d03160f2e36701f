//! Sessions that ended before their token did.
//!
//! Routing ends a session and announces it. Each service keeps a row until the token is over by
//! itself, and each process of it reads those rows again and again, so that a second replica
//! knows too. A request is then checked against memory.

use std::{
    collections::HashSet,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use chrono::{DateTime, Utc};
use proto::v1;
use sqlx::{PgConnection, PgPool};
use tokio_util::sync::CancellationToken;
use tracing::warn;
use uuid::Uuid;

use crate::{
    clock,
    consumer::{Failure, Handler, Incoming},
};

/// Signed out everywhere is promised within five seconds; the way over the bus takes one of them.
const REFRESH: Duration = Duration::from_secs(1);

/// Sessions that are remembered. A city ends some hundred in the life of a token.
const SESSIONS_MAX: i64 = 100_000;

/// What this process knows. Cheap to clone.
#[derive(Clone, Default)]
pub struct Ended(Arc<RwLock<HashSet<Uuid>>>);

impl Ended {
    /// Whether the session ended.
    pub fn has(&self, session_id: Uuid) -> bool {
        // A panic elsewhere cannot leave half a set: it is replaced as a whole.
        self.0.read().unwrap_or_else(PoisonError::into_inner).contains(&session_id)
    }

    fn replace(&self, sessions: HashSet<Uuid>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = sessions;
    }
}

/// Keeps `ended` as the table is, until `stop` is cancelled. Without the database what was known
/// stays, and nothing else can be done either.
pub(crate) async fn run(ended: Ended, pool: PgPool, stop: CancellationToken) {
    let mut is_told = false;
    while !stop.is_cancelled() {
        match list(&pool, clock::now()).await {
            Ok(sessions) => {
                ended.replace(sessions.into_iter().collect());
                is_told = false;
            }
            Err(error) if !is_told => {
                warn!("Which sessions ended is not known anew: {error:#}");
                is_told = true;
            }
            Err(_) => {}
        }
        stop.run_until_cancelled(tokio::time::sleep(REFRESH)).await;
    }
}

/// Writes that the session ended; again changes nothing.
pub async fn end(
    conn: &mut PgConnection,
    session_id: Uuid,
    expires_at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into ended_session (ended_session_id, expires_at) values ($1, $2)
         on conflict do nothing",
    )
    .bind(session_id)
    .bind(expires_at)
    .execute(conn)
    .await?;
    Ok(())
}

async fn list(pool: &PgPool, now: DateTime<Utc>) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar(
        "select ended_session_id from ended_session where expires_at > $1
         order by expires_at desc limit $2",
    )
    .bind(now)
    .bind(SESSIONS_MAX)
    .fetch_all(pool)
    .await
}

/// Deletes what is over by itself.
pub(crate) async fn forget(pool: &PgPool, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query("delete from ended_session where expires_at <= $1").bind(now).execute(pool).await?;
    Ok(())
}

/// Hears which sessions routing ended.
pub struct OnEnd;

impl Handler for OnEnd {
    const NAME: &'static str = "any-sessions";
    const STREAM: &'static str = "SESSIONS";

    async fn handle(&self, tx: &mut PgConnection, event: &Incoming) -> Result<(), Failure> {
        if !event.is::<v1::SessionEnded>() {
            return Ok(());
        }
        let event: v1::SessionEnded = event.decode()?;
        let session_id = event.session_id.parse().map_err(|_| Failure::malformed("session id"))?;
        let expires_at = event.expires_at.as_ref().and_then(clock::from_timestamp);
        let expires_at = expires_at.ok_or_else(|| Failure::malformed("expires_at"))?;
        Ok(end(tx, session_id, expires_at).await?)
    }
}
