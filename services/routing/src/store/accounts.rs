//! Staff accounts and their sessions.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, PgPool};
use uuid::Uuid;

/// Somebody who can sign in.
#[derive(Clone, sqlx::FromRow)]
pub struct Account {
    pub staff_account_id: Uuid,
    pub name: String,
    pub role: String,
    pub team_keys: Vec<String>,
    pub area_codes: Vec<String>,
    pub sees_contact: bool,
    pub sees_evidence: bool,
    /// Argon2id in PHC form; `None` for who only signs in at the identity provider.
    pub password_hash: Option<String>,
    /// Sealed; who has one is asked for a code as well.
    pub code_secret: Option<Vec<u8>>,
}

/// The columns of [`Account`] of who may sign in, followed by `$tail`.
macro_rules! select_account {
    ($tail:literal) => {
        concat!(
            "select staff_account_id, name, role, team_keys, area_codes, sees_contact, sees_evidence,
                    password_hash, code_secret
             from staff_account where not is_blocked and ",
            $tail
        )
    };
}

/// The account that may sign in with this address, which is in lower case.
pub async fn find(conn: &mut PgConnection, email: &str) -> sqlx::Result<Option<Account>> {
    sqlx::query_as(select_account!("email = $1")).bind(email).fetch_optional(conn).await
}

/// The account, when it may sign in.
pub async fn by_id(
    database: impl PgExecutor<'_>,
    account_id: Uuid,
) -> sqlx::Result<Option<Account>> {
    sqlx::query_as(select_account!("staff_account_id = $1"))
        .bind(account_id)
        .fetch_optional(database)
        .await
}

/// An account as the administrator sees it.
#[derive(Clone, Debug, sqlx::FromRow)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "facts of a row, which do not exclude each other"
)]
pub struct Listed {
    pub staff_account_id: Uuid,
    pub email: String,
    pub name: String,
    pub role: String,
    pub is_blocked: bool,
    /// A code is asked besides the password.
    pub has_code: bool,
    /// They sign in at the identity provider.
    pub is_linked: bool,
    /// Names of the teams they work for.
    pub teams: Vec<String>,
    /// Codes of the wijken and buurten they work in; empty: everywhere.
    pub area_codes: Vec<String>,
    pub sees_contact: bool,
    pub sees_evidence: bool,
    /// Places where they are signed in.
    pub sessions: i64,
}

/// At most `limit` accounts, by name.
pub async fn list(
    database: impl PgExecutor<'_>,
    now: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<Listed>> {
    sqlx::query_as(
        "select staff_account_id, email, name, role, is_blocked, code_secret is not null as has_code,
                exists (select from staff_identity identity
                        where identity.staff_account_id = account.staff_account_id) as is_linked,
                array(select team.name from team
                      where team_key = any (team_keys) order by team.name) as teams,
                area_codes, sees_contact, sees_evidence,
                (select count(*) from staff_session session
                 where session.staff_account_id = account.staff_account_id
                   and ended_at is null and expires_at > $1) as sessions
         from staff_account account order by name, email limit $2",
    )
    .bind(now)
    .bind(limit)
    .fetch_all(database)
    .await
}

/// The address of an account, and whether it has a password.
pub async fn own(
    database: impl PgExecutor<'_>,
    account_id: Uuid,
) -> sqlx::Result<Option<(String, bool)>> {
    sqlx::query_as(
        "select email, password_hash is not null from staff_account where staff_account_id = $1",
    )
    .bind(account_id)
    .fetch_optional(database)
    .await
}

/// `None` takes the password away: nobody signs in with one.
pub async fn set_password(
    conn: &mut PgConnection,
    account_id: Uuid,
    password_hash: Option<&str>,
) -> sqlx::Result<()> {
    sqlx::query("update staff_account set password_hash = $2 where staff_account_id = $1")
        .bind(account_id)
        .bind(password_hash)
        .execute(conn)
        .await?;
    Ok(())
}

pub async fn open_session(
    conn: &mut PgConnection,
    session_id: Uuid,
    account_id: Uuid,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into staff_session (staff_session_id, staff_account_id, created_at, expires_at)
         values ($1, $2, $3, $4)",
    )
    .bind(session_id)
    .bind(account_id)
    .bind(now)
    .bind(expires_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends the session; a session that ended before keeps its moment.
pub async fn end_session(
    conn: &mut PgConnection,
    session_id: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update staff_session set ended_at = $2 where staff_session_id = $1 and ended_at is null",
    )
    .bind(session_id)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends the account's open sessions, at most `limit`; gives each with the end of its token.
pub async fn end_sessions(
    conn: &mut PgConnection,
    account_id: Uuid,
    now: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<(Uuid, DateTime<Utc>)>> {
    sqlx::query_as(
        "update staff_session set ended_at = $2 where staff_session_id in (
             select staff_session_id from staff_session
             where staff_account_id = $1 and ended_at is null and expires_at > $2
             order by expires_at desc limit $3 for update)
         returning staff_session_id, expires_at",
    )
    .bind(account_id)
    .bind(now)
    .bind(limit)
    .fetch_all(conn)
    .await
}

/// Deletes at most `limit` sessions that ended or expired.
pub async fn delete_sessions(pool: &PgPool, now: DateTime<Utc>, limit: i64) -> sqlx::Result<()> {
    sqlx::query(
        "delete from staff_session where staff_session_id in (
             select staff_session_id from staff_session
             where expires_at < $1 or ended_at is not null limit $2)",
    )
    .bind(now)
    .bind(limit)
    .execute(pool)
    .await?;
    Ok(())
}
