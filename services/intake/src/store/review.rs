//! What waits for somebody to look at it, and what they decided.

use chrono::{DateTime, Utc};
use platform::lies_in;
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

/// Something to look at: a photo, or the words of a report.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Waiting {
    /// `None` for words.
    pub photo_id: Option<Uuid>,
    pub report_id: Uuid,
    pub report_number: String,
    pub category: String,
    pub area_name: String,
    pub is_suspect: bool,
    pub at: DateTime<Utc>,
}

/// The photos that wait and the reports `r` that they belong to, in the areas of parameter `$areas`;
/// null is all.
macro_rules! waiting_photos {
    ($areas:literal) => {
        concat!(
            "photo p cross join lateral (
                 select report_id from report_photo where photo_id = p.photo_id
                 union all
                 select report_id from report_answer where photo_ids @> array[p.photo_id]
                 limit 1) whose
             join report r on r.report_id = whose.report_id
             where p.is_kept and p.review = 'waiting' and (",
            $areas,
            "::text[] is null or ",
            lies_in!("r", $areas),
            ")"
        )
    };
}

/// The reports `r` of which the words wait, in the same way.
macro_rules! waiting_words {
    ($areas:literal) => {
        concat!(
            "report r where r.text_review = 'waiting' and (",
            $areas,
            "::text[] is null or ",
            lies_in!("r", $areas),
            ")"
        )
    };
}

/// The oldest things that wait in the wijken and buurten with these codes (`None`: in all), at most
/// `limit`.
pub(crate) async fn waiting(
    conn: &mut PgConnection,
    areas: Option<&[String]>,
    limit: i64,
) -> sqlx::Result<Vec<Waiting>> {
    sqlx::query_as(concat!(
        "select w.photo_id, r.report_id, r.report_number, r.category,
                coalesce(r.area_name, '') as area_name, r.suspect <> '' as is_suspect, w.at
         from (
             (select p.photo_id, r.report_id, p.created_at as at from ",
        waiting_photos!("$2"),
        " order by p.created_at, p.photo_id limit $1)
             union all
             (select null, r.report_id, r.created_at from ",
        waiting_words!("$2"),
        " order by r.created_at, r.report_id limit $1)
         ) w join report r on r.report_id = w.report_id
         order by w.at, r.report_id, w.photo_id limit $1",
    ))
    .bind(limit)
    .bind(areas)
    .fetch_all(conn)
    .await
}

/// How many things wait there.
pub(crate) async fn count(conn: &mut PgConnection, areas: Option<&[String]>) -> sqlx::Result<i64> {
    sqlx::query_scalar(concat!(
        "select (select count(*) from ",
        waiting_photos!("$1"),
        ") + (select count(*) from ",
        waiting_words!("$1"),
        ")"
    ))
    .bind(areas)
    .fetch_one(conn)
    .await
}

/// Whether one of the photos `$1` belongs to no report in the areas `$2`: one of a crew to none.
pub(crate) const IS_ANY_PHOTO_OUTSIDE: &str = concat!(
    "select exists (select from photo p where p.photo_id = any ($1) and not exists (
         select from report r where r.report_id in (
             select report_id from report_photo where photo_id = p.photo_id
             union all
             select report_id from report_answer where photo_ids @> array[p.photo_id]
         ) and ",
    lies_in!("r", "$2"),
    "))"
);

/// A photo and what somebody thought of it.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct LookedAt {
    pub photo_id: Uuid,
    pub width: i32,
    pub height: i32,
    pub review: String,
    pub review_reason: String,
    pub reviewed_by: String,
    pub reviewed_at: Option<DateTime<Utc>>,
    pub is_removed: bool,
    /// `None` for a photo of a crew.
    pub report_id: Option<Uuid>,
}

macro_rules! select_photo {
    ($tail:literal) => {
        concat!(
            "select photo_id, width, height, review, review_reason, reviewed_by, reviewed_at,
                    is_removed,
                    coalesce((select report_id from report_photo r
                              where r.photo_id = p.photo_id limit 1),
                             (select report_id from report_answer
                              where photo_ids @> array[p.photo_id] limit 1)) as report_id
             from photo p where photo_id = $1 and is_kept ",
            $tail
        )
    };
}

/// A photo that is part of a report or of its end.
pub(crate) async fn photo(
    conn: &mut PgConnection,
    photo_id: Uuid,
) -> sqlx::Result<Option<LookedAt>> {
    sqlx::query_as(select_photo!("")).bind(photo_id).fetch_optional(conn).await
}

/// The same, locked until the transaction ends.
pub(crate) async fn lock_photo(
    conn: &mut PgConnection,
    photo_id: Uuid,
) -> sqlx::Result<Option<LookedAt>> {
    sqlx::query_as(select_photo!("for update of p")).bind(photo_id).fetch_optional(conn).await
}

/// What was decided about a photo.
pub(crate) struct Decided<'a> {
    pub review: &'a str,
    pub reason: &'a str,
    pub by: &'a str,
    /// `None` when it waits again.
    pub at: Option<DateTime<Utc>>,
}

pub(crate) async fn decide_photo(
    conn: &mut PgConnection,
    photo_id: Uuid,
    decided: &Decided<'_>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update photo set review = $2, review_reason = $3, reviewed_by = $4, reviewed_at = $5
         where photo_id = $1",
    )
    .bind(photo_id)
    .bind(decided.review)
    .bind(decided.reason)
    .bind(decided.by)
    .bind(decided.at)
    .execute(conn)
    .await?;
    Ok(())
}

/// Marks photos that nobody may see as removed, when that was decided for one of `reasons` before
/// `before`; at most `max`. Gives their ids.
pub(crate) async fn take_rejected(
    conn: &mut PgConnection,
    reasons: &[&str],
    before: DateTime<Utc>,
    max: i64,
) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar(
        "update photo set is_removed = true where photo_id in (
             select photo_id from photo
             where review = 'rejected' and not is_removed and reviewed_at < $1
                 and review_reason = any ($2)
             order by reviewed_at limit $3 for update skip locked)
         returning photo_id",
    )
    .bind(before)
    .bind(reasons)
    .bind(max)
    .fetch_all(conn)
    .await
}

/// State and reason of a photo; `None` when there is none.
pub(crate) async fn state(
    conn: &mut PgConnection,
    photo_id: Uuid,
) -> sqlx::Result<Option<(String, String)>> {
    sqlx::query_as("select review, review_reason from photo where photo_id = $1")
        .bind(photo_id)
        .fetch_optional(conn)
        .await
}

/// The words of a report and what somebody thought of them.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Words {
    pub report_id: Uuid,
    pub report_number: String,
    pub category: String,
    pub area_name: String,
    pub location_text: String,
    pub description: String,
    pub created_at: DateTime<Utc>,
    pub is_suspect: bool,
    pub text_review: String,
    pub text_reviewed_by: String,
    pub is_forgotten: bool,
    /// What was told later, with words.
    #[sqlx(skip)]
    pub answers: Vec<AnswerWords>,
}

/// Something that was told about the report.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct AnswerWords {
    pub sequence: i64,
    pub text: String,
    pub answered_at: DateTime<Utc>,
}

/// The words of a report; other decisions about them wait until the transaction ends.
pub(crate) async fn words(conn: &mut PgConnection, report_id: Uuid) -> sqlx::Result<Option<Words>> {
    let words: Option<Words> = sqlx::query_as(
        "select report_id, report_number, category, coalesce(area_name, '') as area_name,
                location_text, description, created_at, suspect <> '' as is_suspect,
                text_review, text_reviewed_by, forgotten_at is not null as is_forgotten
         from report where report_id = $1 for update",
    )
    .bind(report_id)
    .fetch_optional(&mut *conn)
    .await?;
    let Some(mut words) = words else { return Ok(None) };
    words.answers = sqlx::query_as(
        "select sequence, text, answered_at from report_answer
         where report_id = $1 and text <> '' order by sequence",
    )
    .bind(report_id)
    .fetch_all(conn)
    .await?;
    Ok(Some(words))
}

/// Stores the words as they may stay, and by whom.
pub(crate) async fn decide_words(
    conn: &mut PgConnection,
    words: &Words,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update report set description = $2, text_review = $3, text_reviewed_by = $4,
             text_reviewed_at = $5, location_text = $6
         where report_id = $1",
    )
    .bind(words.report_id)
    .bind(&words.description)
    .bind(&words.text_review)
    .bind(&words.text_reviewed_by)
    .bind(now)
    .bind(&words.location_text)
    .execute(&mut *conn)
    .await?;
    for answer in &words.answers {
        sqlx::query("update report_answer set text = $3 where report_id = $1 and sequence = $2")
            .bind(words.report_id)
            .bind(answer.sequence)
            .bind(&answer.text)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Lets the words of the report wait for a look.
pub(crate) async fn look_at_words(conn: &mut PgConnection, report_id: Uuid) -> sqlx::Result<()> {
    sqlx::query("update report set text_review = 'waiting' where report_id = $1")
        .bind(report_id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Remembers which number the redaction has among what was told about the report.
pub(crate) async fn count_redaction(
    conn: &mut PgConnection,
    report_id: Uuid,
    sequence: i64,
) -> sqlx::Result<()> {
    sqlx::query("update report set redacted_sequence = $2 where report_id = $1")
        .bind(report_id)
        .bind(sequence)
        .execute(conn)
        .await?;
    Ok(())
}
