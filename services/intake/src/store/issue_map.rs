//! The issues on the public map: what lies where and how far it is. Nothing that a resident wrote,
//! and only photos that were approved.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

use crate::issue_map::filter::Filter;

/// An issue as everybody may see it.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct PublicIssue {
    pub issue_id: Uuid,
    pub category: String,
    pub area_name: String,
    pub status: String,
    pub opened_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
    /// A picture that somebody approved: of the clean spot when it was solved.
    pub photo_id: Option<Uuid>,
    pub longitude: f64,
    pub latitude: f64,
}

/// How many issues there are.
#[derive(Clone, Copy, Debug, FromRow)]
pub(crate) struct Counts {
    pub open: i64,
    pub solved: i64,
}

/// The newest open issues, at most `limit`.
pub(crate) async fn open(
    conn: &mut PgConnection,
    filter: &Filter,
    limit: i64,
) -> sqlx::Result<Vec<PublicIssue>> {
    sqlx::query_as(
        "select issue_id, category, area_name, status, opened_at, changed_at,
                public_photo(photo_id) as photo_id,
                st_x(location) as longitude, st_y(location) as latitude
         from issue
         where status not in ('resolved', 'not_resolved')
             and ($1 = '' or category = $1) and ($2 = '' or area_code = $2)
         order by opened_at desc, issue_id limit $3",
    )
    .bind(filter.category)
    .bind(&filter.area)
    .bind(limit)
    .fetch_all(conn)
    .await
}

/// What was solved after `since`, newest first, at most `limit`.
pub(crate) async fn solved(
    conn: &mut PgConnection,
    filter: &Filter,
    since: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<PublicIssue>> {
    sqlx::query_as(
        "select issue_id, category, area_name, status, opened_at, changed_at,
                coalesce(public_photo(after_photo_id), public_photo(photo_id)) as photo_id,
                st_x(location) as longitude, st_y(location) as latitude
         from issue
         where status = 'resolved' and changed_at > $3
             and ($1 = '' or category = $1) and ($2 = '' or area_code = $2)
         order by changed_at desc, issue_id limit $4",
    )
    .bind(filter.category)
    .bind(&filter.area)
    .bind(since)
    .bind(limit)
    .fetch_all(conn)
    .await
}

/// How many are open, and how many were solved after `since`.
pub(crate) async fn counts(
    conn: &mut PgConnection,
    filter: &Filter,
    since: DateTime<Utc>,
) -> sqlx::Result<Counts> {
    sqlx::query_as(
        "select (select count(*) from issue
                 where status not in ('resolved', 'not_resolved')
                     and ($1 = '' or category = $1) and ($2 = '' or area_code = $2)) as open,
                (select count(*) from issue
                 where status = 'resolved' and changed_at > $3
                     and ($1 = '' or category = $1) and ($2 = '' or area_code = $2)) as solved",
    )
    .bind(filter.category)
    .bind(&filter.area)
    .bind(since)
    .fetch_one(conn)
    .await
}
