//! The register of things on the street: who owns what, files that are looked at first, and who changed
//! it.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// What one owner has on the street. Empty name: the register does not say.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Owner {
    #[sqlx(rename = "owner")]
    pub name: String,
    pub containers: i64,
    pub bins: i64,
    pub benches: i64,
    pub lamp_posts: i64,
}

/// What happened to the register.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Change {
    pub staff_name: String,
    pub summary: String,
    pub changed_at: DateTime<Utc>,
}

/// At most `limit` owners, by name.
pub(crate) async fn owners(database: impl PgExecutor<'_>, limit: i64) -> sqlx::Result<Vec<Owner>> {
    sqlx::query_as(
        "select owner,
                count(*) filter (where kind = 'container') as containers,
                count(*) filter (where kind = 'bin') as bins,
                count(*) filter (where kind = 'bench') as benches,
                count(*) filter (where kind = 'lamp_post') as lamp_posts
         from asset where not is_gone group by owner order by owner = '', owner limit $1",
    )
    .bind(limit)
    .fetch_all(database)
    .await
}

/// Gives everything of an owner to another name; gives how many things that were.
pub(crate) async fn rename_owner(
    conn: &mut PgConnection,
    was: &str,
    owner: &str,
) -> sqlx::Result<u64> {
    let done = sqlx::query("update asset set owner = $2 where owner = $1 and not is_gone")
        .bind(was)
        .bind(owner)
        .execute(conn)
        .await?;
    Ok(done.rows_affected())
}

/// Lets one change of the register go after the other, until the transaction ends.
pub(crate) async fn lock(conn: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("lock table register_change in share row exclusive mode").execute(conn).await?;
    Ok(())
}

/// Keeps the file, in place of one that they had; those of before `since` go.
pub(crate) async fn propose(
    conn: &mut PgConnection,
    staff_id: Uuid,
    content: &str,
    (now, since): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<()> {
    sqlx::query("delete from register_proposal where proposed_at < $1")
        .bind(since)
        .execute(&mut *conn)
        .await?;
    sqlx::query(
        "insert into register_proposal (staff_id, content, proposed_at) values ($1, $2, $3)
         on conflict (staff_id) do update
             set content = excluded.content, proposed_at = excluded.proposed_at",
    )
    .bind(staff_id)
    .bind(content)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// The file that they proposed, unless that was before `since`.
pub(crate) async fn proposal(
    database: impl PgExecutor<'_>,
    staff_id: Uuid,
    since: DateTime<Utc>,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar(
        "select content from register_proposal where staff_id = $1 and proposed_at >= $2",
    )
    .bind(staff_id)
    .bind(since)
    .fetch_optional(database)
    .await
}

pub(crate) async fn withdraw(database: impl PgExecutor<'_>, staff_id: Uuid) -> sqlx::Result<()> {
    sqlx::query("delete from register_proposal where staff_id = $1")
        .bind(staff_id)
        .execute(database)
        .await?;
    Ok(())
}

pub(crate) async fn note(
    conn: &mut PgConnection,
    staff_name: &str,
    summary: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into register_change (register_change_id, staff_name, summary, changed_at)
         values ($1, $2, $3, $4)",
    )
    .bind(Uuid::now_v7())
    .bind(staff_name)
    .bind(summary)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// The last `limit` changes, newest first.
pub(crate) async fn changes(
    database: impl PgExecutor<'_>,
    limit: i64,
) -> sqlx::Result<Vec<Change>> {
    sqlx::query_as(
        "select staff_name, summary, changed_at from register_change
         order by changed_at desc, register_change_id desc limit $1",
    )
    .bind(limit)
    .fetch_all(database)
    .await
}
