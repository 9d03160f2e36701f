//! Who somebody is at the identity provider, and which account that is.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::oidc::Identity;

/// Whose an address is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Holder {
    Nobody,
    /// An account that nobody signs in to at this issuer.
    Free(Uuid),
    /// An account of somebody else at this issuer.
    Other,
}

/// Lets nobody else look up or link this identity until the transaction ends: two windows may come
/// back at once.
pub async fn lock(conn: &mut PgConnection, identity: &Identity) -> sqlx::Result<()> {
    sqlx::query("select pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0))")
        .bind(&identity.issuer)
        .bind(&identity.subject)
        .execute(conn)
        .await?;
    Ok(())
}

/// The account of the identity, blocked or not.
pub async fn find(
    database: impl PgExecutor<'_>,
    identity: &Identity,
) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar(
        "select staff_account_id from staff_identity where issuer = $1 and subject = $2",
    )
    .bind(&identity.issuer)
    .bind(&identity.subject)
    .fetch_optional(database)
    .await
}

/// Whose the address is, which is in lower case. A free account stays so until the transaction ends.
pub async fn holder(conn: &mut PgConnection, email: &str, issuer: &str) -> sqlx::Result<Holder> {
    let found: Option<(Uuid, bool)> = sqlx::query_as(
        "select staff_account_id,
                exists (select from staff_identity identity
                        where identity.staff_account_id = account.staff_account_id
                            and identity.issuer = $2)
         from staff_account account where email = $1 for update of account",
    )
    .bind(email)
    .bind(issuer)
    .fetch_optional(conn)
    .await?;
    Ok(match found {
        None => Holder::Nobody,
        Some((account_id, false)) => Holder::Free(account_id),
        Some((_, true)) => Holder::Other,
    })
}

/// Makes the account that of the identity. One of an issuer from before is replaced.
pub async fn link(
    conn: &mut PgConnection,
    identity: &Identity,
    account_id: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into staff_identity (issuer, subject, staff_account_id, linked_at)
         values ($1, $2, $3, $4)
         on conflict (staff_account_id) do update
             set issuer = excluded.issuer, subject = excluded.subject,
                 linked_at = excluded.linked_at",
    )
    .bind(&identity.issuer)
    .bind(&identity.subject)
    .bind(account_id)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}
