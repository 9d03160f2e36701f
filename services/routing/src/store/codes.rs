//! The secrets of codes, and sign-ins that still owe one.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection, PgExecutor};
use uuid::Uuid;

/// Tries of the code after one password; then the password is asked again.
const TRIES_MAX: i32 = 5;

/// What an account has of codes; secrets are sealed.
#[derive(Clone, Debug, Default, FromRow)]
pub struct Codes {
    /// `None`: no code is asked.
    pub code_secret: Option<Vec<u8>>,
    /// Shown, and not confirmed yet.
    pub code_pending: Option<Vec<u8>>,
    /// The step of the last code that was taken.
    pub code_step: i64,
}

pub async fn of_account(
    database: impl PgExecutor<'_>,
    account_id: Uuid,
) -> sqlx::Result<Option<Codes>> {
    sqlx::query_as(
        "select code_secret, code_pending, code_step from staff_account
         where staff_account_id = $1 and not is_blocked",
    )
    .bind(account_id)
    .fetch_optional(database)
    .await
}

/// Keeps a secret that was shown, until it is confirmed.
pub async fn propose(
    database: impl PgExecutor<'_>,
    account_id: Uuid,
    sealed: &[u8],
) -> sqlx::Result<()> {
    sqlx::query(
        "update staff_account set code_pending = $2
         where staff_account_id = $1 and code_secret is null",
    )
    .bind(account_id)
    .bind(sealed)
    .execute(database)
    .await?;
    Ok(())
}

/// From now on the code of the secret that was shown is asked; `false` when it is not that one any
/// more.
pub async fn confirm(
    conn: &mut PgConnection,
    account_id: Uuid,
    sealed: &[u8],
    step: i64,
) -> sqlx::Result<bool> {
    let confirmed = sqlx::query(
        "update staff_account set code_secret = code_pending, code_pending = null, code_step = $3
         where staff_account_id = $1 and code_pending = $2",
    )
    .bind(account_id)
    .bind(sealed)
    .bind(step)
    .execute(conn)
    .await?;
    Ok(confirmed.rows_affected() == 1)
}

/// No code is asked any more; `false` when none was.
pub async fn remove(conn: &mut PgConnection, account_id: Uuid) -> sqlx::Result<bool> {
    let removed = sqlx::query(
        "update staff_account set code_secret = null, code_pending = null
         where staff_account_id = $1 and code_secret is not null",
    )
    .bind(account_id)
    .execute(conn)
    .await?;
    Ok(removed.rows_affected() == 1)
}

/// Takes the code of this step; `false` when it or a later one was taken already.
pub async fn take(
    database: impl PgExecutor<'_>,
    account_id: Uuid,
    step: i64,
) -> sqlx::Result<bool> {
    let taken = sqlx::query(
        "update staff_account set code_step = $2 where staff_account_id = $1 and code_step < $2",
    )
    .bind(account_id)
    .bind(step)
    .execute(database)
    .await?;
    Ok(taken.rows_affected() == 1)
}

/// Notes that somebody gave the right password and owes the code.
pub async fn owe(
    database: impl PgExecutor<'_>,
    token_hash: &[u8],
    account_id: Uuid,
    expires_at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into staff_sign_in (token_hash, staff_account_id, expires_at) values ($1, $2, $3)",
    )
    .bind(token_hash)
    .bind(account_id)
    .bind(expires_at)
    .execute(database)
    .await?;
    Ok(())
}

/// Counts a try, and gives whose it is; `None` when there were too many or it is over.
pub async fn try_once(
    database: impl PgExecutor<'_>,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar(
        "update staff_sign_in set tries = tries + 1
         where token_hash = $1 and expires_at > $2 and tries < $3
         returning staff_account_id",
    )
    .bind(token_hash)
    .bind(now)
    .bind(TRIES_MAX)
    .fetch_optional(database)
    .await
}

/// The code was given: the form is worth nothing any more; `false` when somebody was first.
pub async fn paid(database: impl PgExecutor<'_>, token_hash: &[u8]) -> sqlx::Result<bool> {
    let gone = sqlx::query("delete from staff_sign_in where token_hash = $1")
        .bind(token_hash)
        .execute(database)
        .await?;
    Ok(gone.rows_affected() == 1)
}

/// Deletes at most `limit` that are over.
pub async fn delete_over(
    database: impl PgExecutor<'_>,
    now: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<()> {
    sqlx::query(
        "delete from staff_sign_in where token_hash in (
             select token_hash from staff_sign_in where expires_at <= $1 limit $2)",
    )
    .bind(now)
    .bind(limit)
    .execute(database)
    .await?;
    Ok(())
}
