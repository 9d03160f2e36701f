//! The register of things on the street: who owns what.

use sqlx::{PgConnection, PgExecutor};

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
