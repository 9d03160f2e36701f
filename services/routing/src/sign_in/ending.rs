//! Ends sessions, and says so to the services that check their tokens.

use chrono::{DateTime, Utc};
use platform::{clock::to_timestamp, outbox::Outbox, service::Service, sessions, staff::Staff};
use proto::v1;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::store::accounts;

/// Sessions of one account. A token lasts a shift, so nobody has more than a few.
const SESSIONS_MAX: i64 = 1_000;

/// Ends the session that this token belongs to.
pub(super) async fn this(service: &Service, staff: &Staff, now: DateTime<Utc>) -> sqlx::Result<()> {
    let mut tx = service.pool.begin().await?;
    accounts::end_session(&mut tx, staff.session_id, now).await?;
    announce(&mut tx, &service.outbox, (staff.session_id, staff.expires_at), now).await?;
    service.outbox.commit(tx).await
}

/// Ends every session of the account, this one too: all of them, or none.
pub(super) async fn all(service: &Service, staff: &Staff, now: DateTime<Utc>) -> sqlx::Result<()> {
    let mut tx = service.pool.begin().await?;
    accounts::end_session(&mut tx, staff.session_id, now).await?;
    announce(&mut tx, &service.outbox, (staff.session_id, staff.expires_at), now).await?;
    end_all(&mut tx, &service.outbox, staff.staff_id, now).await?;
    service.outbox.commit(tx).await
}

/// Ends every session of an account, and gives how many: all of them, or none.
pub(crate) async fn account(
    service: &Service,
    account_id: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<usize> {
    let mut tx = service.pool.begin().await?;
    let count = end_all(&mut tx, &service.outbox, account_id, now).await?;
    service.outbox.commit(tx).await?;
    Ok(count)
}

/// Ends every session of an account in a transaction of the caller, which the outbox commits.
pub(crate) async fn end_all(
    conn: &mut PgConnection,
    outbox: &Outbox,
    account_id: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<usize> {
    let ended = accounts::end_sessions(conn, account_id, now, SESSIONS_MAX).await?;
    for session in &ended {
        announce(conn, outbox, *session, now).await?;
    }
    Ok(ended.len())
}

async fn announce(
    conn: &mut PgConnection,
    outbox: &Outbox,
    (session_id, expires_at): (Uuid, DateTime<Utc>),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sessions::end(conn, session_id, expires_at).await?;
    let event = v1::SessionEnded {
        session_id: session_id.to_string(),
        ended_at: Some(to_timestamp(now)),
        expires_at: Some(to_timestamp(expires_at)),
    };
    outbox.enqueue(conn, &event, now).await?;
    Ok(())
}
