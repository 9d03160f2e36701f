//! Makes rows of the outbox pending again, in pieces.
//!
//! A stream that lost everything can mean a month of rows. One statement over
//! all of them would meet the statement time-out and be undone, so each
//! statement takes a part; the caller's transaction makes the parts one.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// Rows in one statement: some tens of milliseconds.
const CHUNK_ROWS: i64 = 5_000;

/// Waits for the turn of the relay of this schema, and holds it until the
/// transaction ends: meanwhile nothing is published or marked.
pub(crate) async fn await_turn(conn: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("select pg_advisory_xact_lock(hashtextextended('outbox:' || current_schema(), 0))")
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes the turn of the relay when it is free; says whether it was.
pub(crate) async fn take_turn(conn: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select pg_try_advisory_xact_lock(hashtextextended('outbox:' || current_schema(), 0))",
    )
    .fetch_one(conn)
    .await
}

/// Makes pending what was stored in `stream` at sequence `first` or later, save
/// the events in `except`; returns how many rows. The caller holds the turn.
pub(crate) async fn rewind(
    conn: &mut PgConnection,
    stream: &str,
    first: i64,
    except: &[Uuid],
) -> sqlx::Result<u64> {
    make_pending(conn, stream, first, DateTime::UNIX_EPOCH, except).await
}

/// Makes pending what was recorded for `stream` at `since` or later, so that the
/// relay sends it again; returns how many rows. For whoever operates the system,
/// after a loss that nothing else can see. `conn` is in a transaction, in the
/// schema of the service that owns the stream.
pub async fn replay(
    conn: &mut PgConnection,
    stream: &str,
    since: DateTime<Utc>,
) -> sqlx::Result<u64> {
    await_turn(conn).await?;
    make_pending(conn, stream, 1, since, &[]).await
}

async fn make_pending(
    conn: &mut PgConnection,
    stream: &str,
    first: i64,
    since: DateTime<Utc>,
    except: &[Uuid],
) -> sqlx::Result<u64> {
    let mut rewound = 0;
    // Each pass leaves fewer rows that match, so it ends.
    loop {
        let passed = sqlx::query(
            "update outbox set stream_seq = null, published_at = null
             where (day, outbox_id) in (
                 select day, outbox_id from outbox
                 where stream = $1 and stream_seq >= $2 and created_at >= $3
                   and not event_id = any ($4)
                 limit $5)",
        )
        .bind(stream)
        .bind(first)
        .bind(since)
        .bind(except)
        .bind(CHUNK_ROWS)
        .execute(&mut *conn)
        .await?
        .rows_affected();
        if passed == 0 {
            return Ok(rewound);
        }
        rewound += passed;
    }
}
