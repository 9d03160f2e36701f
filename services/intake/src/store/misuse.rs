//! What is remembered against misuse: proofs that were used, and when a draft began.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::proof::Proof;

/// Uses a proof up; says false when it was used before.
pub(crate) async fn spend(conn: &mut PgConnection, proof: &Proof) -> sqlx::Result<bool> {
    let spent = sqlx::query(
        "insert into proof (proof_id, expires_at) values ($1, $2) on conflict do nothing",
    )
    .bind(&proof.challenge)
    .bind(proof.expires_at)
    .execute(conn)
    .await?;
    Ok(spent.rows_affected() == 1)
}

/// Forgets proofs that nobody can use any more anyway.
pub(crate) async fn forget_proofs(conn: &mut PgConnection, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query("delete from proof where expires_at < $1").bind(now).execute(conn).await?;
    Ok(())
}

/// When the first answer of the draft came.
pub(crate) async fn begun_at(
    conn: &mut PgConnection,
    draft_id: Uuid,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar("select created_at from draft where draft_id = $1")
        .bind(draft_id)
        .fetch_optional(conn)
        .await
}
