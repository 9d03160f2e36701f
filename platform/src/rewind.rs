//! Makes rows of the outbox pending again, in pieces.
//!
//! A stream that lost everything can mean a month of rows. One statement over
//! all of them would meet the statement time-out and be undone, so each
//! statement takes a part; the caller's transaction makes the parts one.

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
    let mut rewound = 0;
    // Each pass leaves fewer rows that match, so it ends.
    loop {
        let passed = sqlx::query(
            "update outbox set stream_seq = null, published_at = null
             where (day, outbox_id) in (
                 select day, outbox_id from outbox
                 where stream = $1 and stream_seq >= $2 and not event_id = any ($3) limit $4)",
        )
        .bind(stream)
        .bind(first)
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
