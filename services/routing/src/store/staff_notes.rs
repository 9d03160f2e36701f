//! What staff write to each other about an issue, and the files that belong to it.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::{FromRow, PgConnection, PgExecutor, types::Json};
use uuid::Uuid;

use crate::acts::By;

/// A note to be kept.
#[derive(Clone, Debug)]
pub struct NewNote {
    pub staff_note_id: Uuid,
    pub issue_id: Uuid,
    /// May be empty when there are files.
    pub text: String,
    pub files: Vec<NewFile>,
}

/// A file to be kept with its note.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NewFile {
    pub name: String,
    pub media_type: &'static str,
    pub content: Vec<u8>,
}

/// A note with the names of its files.
#[derive(Clone, Debug, FromRow)]
pub struct Note {
    pub staff_name: String,
    pub text: String,
    pub written_at: DateTime<Utc>,
    /// In the order in which they came.
    pub files: Json<Vec<FileRow>>,
}

#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
pub struct FileRow {
    pub staff_file_id: Uuid,
    pub name: String,
    pub media_type: String,
    /// Bytes.
    pub size: i64,
}

/// A file as it was given.
#[derive(Clone, Debug, FromRow)]
pub struct Content {
    /// The issue of its note.
    pub issue_id: Uuid,
    pub name: String,
    pub media_type: String,
    pub content: Vec<u8>,
}

pub async fn add(
    conn: &mut PgConnection,
    note: &NewNote,
    by: By<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into staff_note
             (staff_note_id, issue_id, staff_account_id, staff_name, text, written_at)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(note.staff_note_id)
    .bind(note.issue_id)
    .bind(by.staff_id)
    .bind(by.name)
    .bind(&note.text)
    .bind(now)
    .execute(&mut *conn)
    .await?;
    for (position, file) in (0_i32..).zip(&note.files) {
        sqlx::query(
            "insert into staff_file
                 (staff_file_id, staff_note_id, position, name, media_type, content)
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(Uuid::now_v7())
        .bind(note.staff_note_id)
        .bind(position)
        .bind(&file.name)
        .bind(file.media_type)
        .bind(&file.content)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Takes a note back with its files; `false` when it is gone already.
pub async fn remove(conn: &mut PgConnection, staff_note_id: Uuid) -> sqlx::Result<bool> {
    let removed = sqlx::query("delete from staff_note where staff_note_id = $1")
        .bind(staff_note_id)
        .execute(conn)
        .await?;
    Ok(removed.rows_affected() == 1)
}

/// The last `limit` notes of the issue and of those that were joined into it, oldest first.
pub async fn of_issue(
    database: impl PgExecutor<'_>,
    issue_id: Uuid,
    limit: i64,
) -> sqlx::Result<Vec<Note>> {
    sqlx::query_as(
        "select last.staff_name, last.text, last.written_at, (
             select coalesce(json_agg(json_build_object(
                        'staff_file_id', f.staff_file_id, 'name', f.name,
                        'media_type', f.media_type, 'size', octet_length(f.content)
                    ) order by f.position), '[]')
             from staff_file f where f.staff_note_id = last.staff_note_id
         ) as files
         from (
             select * from staff_note n
             where n.issue_id = $1
                 or n.issue_id in (select issue_id from issue where joined_into = $1)
             order by n.written_at desc, n.staff_note_id desc limit $2
         ) last order by last.written_at, last.staff_note_id",
    )
    .bind(issue_id)
    .bind(limit)
    .fetch_all(database)
    .await
}

pub async fn file(
    database: impl PgExecutor<'_>,
    staff_file_id: Uuid,
) -> sqlx::Result<Option<Content>> {
    sqlx::query_as(
        "select n.issue_id, f.name, f.media_type, f.content
         from staff_file f join staff_note n using (staff_note_id) where f.staff_file_id = $1",
    )
    .bind(staff_file_id)
    .fetch_optional(database)
    .await
}
