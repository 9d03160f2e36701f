//! Links of partners.

use sqlx::PgPool;
use uuid::Uuid;

use crate::partner::{Link, Token};

/// The columns that make a [`Link`].
macro_rules! select_link {
    ($rest:literal) => {
        concat!(
            "select partner_link_id, work_order_id, partner_name, staff_name, made_at, expires_at
             from partner_link ",
            $rest
        )
    };
}

/// Keeps a link in place of the one that the order had.
pub async fn put(pool: &PgPool, link: &Link, token: &Token) -> sqlx::Result<()> {
    sqlx::query(
        "insert into partner_link (partner_link_id, work_order_id, token_hash, partner_name,
             staff_name, made_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict on constraint partner_link_order do update
         set partner_link_id = excluded.partner_link_id, token_hash = excluded.token_hash,
             partner_name = excluded.partner_name, staff_name = excluded.staff_name,
             made_at = excluded.made_at, expires_at = excluded.expires_at",
    )
    .bind(link.partner_link_id)
    .bind(link.work_order_id)
    .bind(token.hash())
    .bind(&link.partner_name)
    .bind(&link.staff_name)
    .bind(link.made_at)
    .bind(link.expires_at)
    .execute(pool)
    .await?;
    Ok(())
}

/// The link in which this stands.
pub async fn of_token(pool: &PgPool, token: &Token) -> sqlx::Result<Option<Link>> {
    sqlx::query_as(select_link!("where token_hash = $1"))
        .bind(token.hash())
        .fetch_optional(pool)
        .await
}

/// The link of the order.
pub async fn of_order(pool: &PgPool, work_order_id: Uuid) -> sqlx::Result<Option<Link>> {
    sqlx::query_as(select_link!("where work_order_id = $1"))
        .bind(work_order_id)
        .fetch_optional(pool)
        .await
}

/// Takes the link of the order back.
pub async fn take_back(pool: &PgPool, work_order_id: Uuid) -> sqlx::Result<()> {
    sqlx::query("delete from partner_link where work_order_id = $1")
        .bind(work_order_id)
        .execute(pool)
        .await?;
    Ok(())
}
