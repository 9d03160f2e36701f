//! Making and changing accounts, and who did it.

use chrono::{DateTime, Utc};
use platform::staff::Role;
use sqlx::{FromRow, PgConnection, PgExecutor};
use uuid::Uuid;

use crate::account::Profile;

/// An account as an administrator changes it.
#[derive(Clone, Debug)]
pub struct Kept {
    pub staff_account_id: Uuid,
    pub version: i64,
    pub profile: Profile,
}

#[derive(FromRow)]
struct Row {
    version: i64,
    email: String,
    name: String,
    role: String,
    team_keys: Vec<String>,
    area_codes: Vec<String>,
    sees_contact: bool,
    sees_evidence: bool,
    is_blocked: bool,
}

/// What happened to an account.
#[derive(Clone, Debug, FromRow)]
pub struct Change {
    pub staff_name: String,
    pub summary: String,
    pub changed_at: DateTime<Utc>,
}

/// What came of a new address.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Saved {
    Done,
    /// Somebody else has that address.
    AddressTaken,
}

/// Reads the account and keeps others from changing it until the transaction ends.
pub async fn lock(conn: &mut PgConnection, account_id: Uuid) -> sqlx::Result<Option<Kept>> {
    sqlx::query("select from staff_account where staff_account_id = $1 for update")
        .bind(account_id)
        .execute(&mut *conn)
        .await?;
    find(conn, account_id).await
}

pub async fn find(database: impl PgExecutor<'_>, account_id: Uuid) -> sqlx::Result<Option<Kept>> {
    let row: Option<Row> = sqlx::query_as(
        "select version, email, name, role,
                array(select team_key from team where team_key = any (team_keys)
                      order by team.name, team_key) as team_keys,
                area_codes, sees_contact, sees_evidence, is_blocked
         from staff_account where staff_account_id = $1",
    )
    .bind(account_id)
    .fetch_optional(database)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let role = Role::parse(&row.role).ok_or(sqlx::Error::RowNotFound)?;
    let profile = Profile {
        email: row.email,
        name: row.name,
        role,
        team_keys: row.team_keys,
        area_codes: row.area_codes,
        sees_contact: row.sees_contact,
        sees_evidence: row.sees_evidence,
        is_blocked: row.is_blocked,
    };
    Ok(Some(Kept { staff_account_id: account_id, version: row.version, profile }))
}

/// Administrators who can sign in, without this one; they cannot change until the transaction ends.
pub async fn other_admins(conn: &mut PgConnection, account_id: Uuid) -> sqlx::Result<i64> {
    let ids: Vec<Uuid> = sqlx::query_scalar(
        "select staff_account_id from staff_account
         where role = 'admin' and not is_blocked order by staff_account_id for update",
    )
    .fetch_all(conn)
    .await?;
    let others = ids.into_iter().filter(|id| *id != account_id).count();
    Ok(i64::try_from(others).unwrap_or(i64::MAX))
}

/// Makes the account unless its address has one.
pub async fn add(
    conn: &mut PgConnection,
    account_id: Uuid,
    profile: &Profile,
    password_hash: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<Saved> {
    let added = sqlx::query(
        "insert into staff_account (staff_account_id, email, name, role, team_keys, is_blocked,
             password_hash, created_at, area_codes, sees_contact, sees_evidence)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (email) do nothing",
    )
    .bind(account_id)
    .bind(&profile.email)
    .bind(&profile.name)
    .bind(profile.role.as_str())
    .bind(&profile.team_keys)
    .bind(profile.is_blocked)
    .bind(password_hash)
    .bind(now)
    .bind(&profile.area_codes)
    .bind(profile.sees_contact)
    .bind(profile.sees_evidence)
    .execute(conn)
    .await?;
    Ok(if added.rows_affected() == 1 { Saved::Done } else { Saved::AddressTaken })
}

/// Writes the account that the transaction has [locked](lock).
pub async fn save(conn: &mut PgConnection, kept: &Kept) -> sqlx::Result<Saved> {
    let saved = sqlx::query(
        "update staff_account
         set version = $2, email = $3, name = $4, role = $5, team_keys = $6, is_blocked = $7,
             area_codes = $8, sees_contact = $9, sees_evidence = $10
         where staff_account_id = $1
             and not exists (select from staff_account other
                             where other.email = $3 and other.staff_account_id <> $1)",
    )
    .bind(kept.staff_account_id)
    .bind(kept.version)
    .bind(&kept.profile.email)
    .bind(&kept.profile.name)
    .bind(kept.profile.role.as_str())
    .bind(&kept.profile.team_keys)
    .bind(kept.profile.is_blocked)
    .bind(&kept.profile.area_codes)
    .bind(kept.profile.sees_contact)
    .bind(kept.profile.sees_evidence)
    .execute(conn)
    .await?;
    Ok(if saved.rows_affected() == 1 { Saved::Done } else { Saved::AddressTaken })
}

pub async fn note(
    conn: &mut PgConnection,
    account_id: Uuid,
    staff_name: &str,
    summary: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into staff_account_change
             (staff_account_change_id, staff_account_id, staff_name, summary, changed_at)
         values ($1, $2, $3, $4, $5)",
    )
    .bind(Uuid::now_v7())
    .bind(account_id)
    .bind(staff_name)
    .bind(summary)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// The last `limit` changes of the account, newest first.
pub async fn of_account(
    database: impl PgExecutor<'_>,
    account_id: Uuid,
    limit: i64,
) -> sqlx::Result<Vec<Change>> {
    sqlx::query_as(
        "select staff_name, summary, changed_at from staff_account_change
         where staff_account_id = $1 order by changed_at desc, staff_account_change_id desc limit $2",
    )
    .bind(account_id)
    .bind(limit)
    .fetch_all(database)
    .await
}
