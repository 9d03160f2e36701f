//! The texts that dispatchers choose from instead of typing.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::{FromRow, PgConnection, PgExecutor, types::Json};
use uuid::Uuid;

use crate::standard_text::{Purpose, Translations, Words};

/// A text as it stands.
#[derive(Clone, Debug, Eq, PartialEq, FromRow)]
pub struct StandardText {
    pub standard_text_id: Uuid,
    pub purpose: Purpose,
    /// `None`: for every kind of issue.
    pub category_key: Option<String>,
    pub name: String,
    /// By the language's tag, Dutch included.
    pub texts: Json<Translations>,
    /// 0 before it is kept.
    pub version: i64,
    pub staff_name: String,
    pub changed_at: DateTime<Utc>,
}

/// A text as a dispatcher chooses it.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize)]
pub struct Choice {
    pub purpose: Purpose,
    pub category_key: Option<String>,
    pub name: String,
    /// In Dutch.
    pub text: String,
}

/// What came of keeping a text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Saved {
    Done,
    /// Somebody changed or removed it meanwhile.
    Conflict,
    /// Another text for the same has that name.
    NameTaken,
}

/// All texts, in the order of their names.
pub async fn all(database: impl PgExecutor<'_>) -> sqlx::Result<Vec<StandardText>> {
    sqlx::query_as(
        "select standard_text_id, purpose, category_key, name, texts, version, staff_name,
                changed_at
         from standard_text order by purpose, category_key nulls first, name",
    )
    .fetch_all(database)
    .await
}

/// Keeps the text when it still is at the version that was seen, and 0 for a new one.
pub async fn save(conn: &mut PgConnection, text: &StandardText) -> sqlx::Result<Saved> {
    let saved = sqlx::query(
        "insert into standard_text (standard_text_id, purpose, category_key, name, texts, version,
             staff_name, changed_at)
         select $1, $2, $3, $4, $5, $6 + 1, $7, $8
         where $6 = 0 or exists (select from standard_text where standard_text_id = $1)
         on conflict (standard_text_id) do update set purpose = excluded.purpose,
             category_key = excluded.category_key, name = excluded.name, texts = excluded.texts,
             version = excluded.version, staff_name = excluded.staff_name,
             changed_at = excluded.changed_at
         where standard_text.version = $6",
    )
    .bind(text.standard_text_id)
    .bind(text.purpose)
    .bind(&text.category_key)
    .bind(&text.name)
    .bind(&text.texts)
    .bind(text.version)
    .bind(&text.staff_name)
    .bind(text.changed_at)
    .execute(conn)
    .await;
    match saved {
        Ok(saved) if saved.rows_affected() == 1 => Ok(Saved::Done),
        Ok(_) => Ok(Saved::Conflict),
        Err(sqlx::Error::Database(error)) if error.constraint() == Some("standard_text_name") => {
            Ok(Saved::NameTaken)
        }
        Err(error) => Err(error),
    }
}

/// Removes the text at the version that was seen; `false` when it is not that any more.
pub async fn remove(conn: &mut PgConnection, id: Uuid, version: i64) -> sqlx::Result<bool> {
    let removed =
        sqlx::query("delete from standard_text where standard_text_id = $1 and version = $2")
            .bind(id)
            .bind(version)
            .execute(conn)
            .await?;
    Ok(removed.rows_affected() == 1)
}

/// The words that somebody chose or typed. Those of a standard text for this kind of issue, to the
/// letter, come in every language that it has.
pub async fn words(
    conn: &mut PgConnection,
    purpose: Purpose,
    category_key: &str,
    text: &str,
) -> sqlx::Result<Words> {
    let translations: Option<Json<Translations>> = sqlx::query_scalar(
        "select texts - 'nl' from standard_text
         where purpose = $1 and (category_key is null or category_key = $2) and texts ->> 'nl' = $3
         order by category_key nulls last, name limit 1",
    )
    .bind(purpose)
    .bind(category_key)
    .bind(text)
    .fetch_optional(conn)
    .await?;
    Ok(Words { text: text.to_owned(), translations: translations.unwrap_or_default() })
}
