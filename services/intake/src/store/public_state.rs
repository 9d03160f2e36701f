//! What residents may see of a report, and how the issue's events change it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use platform::{clock, visit::Visit};
use proto::v1::IssueStatusChanged;
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::issue::{expected_at, time};

/// A report as anybody with its link may see it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct PublicReport {
    pub report_id: Uuid,
    pub report_number: String,
    pub status: String,
    pub status_reason: String,
    pub category: String,
    pub area_code: Option<String>,
    pub area_name: Option<String>,
    pub issue_id: Option<Uuid>,
    pub team_name: String,
    pub created_at: DateTime<Utc>,
    /// When it should be done.
    pub expected_at: Option<DateTime<Utc>>,
    /// When a team comes.
    pub visit: Option<Visit>,
    /// Until when the question that it waits for can be answered.
    pub answer_by: Option<DateTime<Utc>>,
    pub has_email: bool,
    pub language: String,
    #[sqlx(skip)]
    pub photo_ids: Vec<Uuid>,
    #[sqlx(skip)]
    pub history: Vec<Change>,
}

/// One change of the public status.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Change {
    pub status: String,
    pub reason: String,
    pub note: String,
    /// The note in other languages than Dutch, by the language's tag.
    pub note_in: Json<BTreeMap<String, String>>,
    /// Who the issue lay with then.
    pub team_name: String,
    pub after_photo_ids: Vec<Uuid>,
    pub changed_at: DateTime<Utc>,
    /// When a team would come, by what was known then.
    pub visit: Option<Visit>,
}

impl Change {
    /// Whether somebody who knows of `before` hears nothing new.
    fn is_as(&self, before: &Self) -> bool {
        let told =
            |it: &Self| [&it.status, &it.reason, &it.note, &it.team_name].map(ToOwned::to_owned);
        told(self) == told(before)
            && self.after_photo_ids == before.after_photo_ids
            && self.visit == before.visit
    }
}

impl PublicReport {
    /// The photos of the newest change that brought any.
    pub(crate) fn after_photo_ids(&self) -> &[Uuid] {
        let newest = self.history.iter().rev().find(|change| !change.after_photo_ids.is_empty());
        newest.map_or(&[], |change| &change.after_photo_ids)
    }

    /// When the status last changed.
    pub(crate) fn changed_at(&self) -> DateTime<Utc> {
        self.history.last().map_or(self.created_at, |change| change.changed_at)
    }
}

/// The report with its photos and its timeline, oldest first.
pub(crate) async fn find(
    conn: &mut PgConnection,
    report_id: Uuid,
) -> sqlx::Result<Option<PublicReport>> {
    let report: Option<PublicReport> = sqlx::query_as(
        "select report_id, report_number, status, status_reason, category, area_code, area_name,
                issue_id, team_name, created_at, expected_at, visit, answer_by, has_email,
                language
         from report where report_id = $1",
    )
    .bind(report_id)
    .fetch_optional(&mut *conn)
    .await?;
    let Some(mut report) = report else { return Ok(None) };
    report.photo_ids = sqlx::query_scalar(
        "select r.photo_id from report_photo r join photo p on p.photo_id = r.photo_id
         where r.report_id = $1 and p.review <> 'rejected' order by r.position",
    )
    .bind(report_id)
    .fetch_all(&mut *conn)
    .await?;
    report.history = vec![received(report.created_at)];
    let mut changes: Vec<Change> = sqlx::query_as(
        "select status, reason, note, note_in, team_name, changed_at, visit,
                array(select id from unnest(after_photo_ids) with ordinality as after (id, place)
                      where id not in (select photo_id from photo
                                       where photo_id = any (after_photo_ids)
                                           and review = 'rejected')
                      order by place) as after_photo_ids
         from report_history where report_id = $1 order by issue_version",
    )
    .bind(report_id)
    .fetch_all(conn)
    .await?;
    // That another report joined the issue is no news for this one.
    changes.dedup_by(|change, before| change.is_as(before));
    // Until a team has it, the issue is no further than the report.
    report.history.extend(changes.into_iter().filter(|change| change.status != "received"));
    Ok(Some(report))
}

/// The first line of every timeline: the report itself.
fn received(at: DateTime<Utc>) -> Change {
    Change {
        status: "received".to_owned(),
        reason: String::new(),
        note: String::new(),
        note_in: Json::default(),
        team_name: String::new(),
        after_photo_ids: Vec::new(),
        changed_at: at,
        visit: None,
    }
}

/// The report with this number.
pub(crate) async fn find_by_number(
    conn: &mut PgConnection,
    number: &str,
) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar("select report_id from report where report_number = $1")
        .bind(number)
        .fetch_optional(conn)
        .await
}

/// Writes the change into the timeline of the issue's reports, and into their
/// state where it is newer than what they show. Returns how many reports it knew.
pub(crate) async fn apply(
    conn: &mut PgConnection,
    change: &IssueStatusChanged,
    report_ids: &[Uuid],
    after_photo_ids: &[Uuid],
) -> sqlx::Result<u64> {
    let version = i64::try_from(change.version).unwrap_or(i64::MAX);
    let area = change.area.clone().unwrap_or_default();
    let team = change.team.clone().unwrap_or_default();
    let visit = Visit::of(change.visit.as_ref());
    let known = sqlx::query(
        "insert into report_history (report_id, issue_version, status, reason, note, team_name,
             after_photo_ids, changed_at, note_in, visit)
         select report_id, $2, $3, $4, $5, $6, $7, $8, $9, $10 from report where report_id = any ($1)
         on conflict do nothing",
    )
    .bind(report_ids)
    .bind(version)
    .bind(&change.status)
    .bind(&change.reason)
    .bind(&change.note)
    .bind(&team.name)
    .bind(after_photo_ids)
    .bind(time(change.changed_at.as_ref()))
    .bind(Json(&change.note_in))
    .bind(visit)
    .execute(&mut *conn)
    .await?;
    super::photo::keep_of_crew(conn, after_photo_ids, clock::now()).await?;
    sqlx::query(
        "update report set status = $3, status_reason = $4, team_name = $5, expected_at = $6,
             issue_id = $7, issue_version = $2,
             area_code = coalesce(nullif($8, ''), area_code),
             area_name = coalesce(nullif($9, ''), area_name), answer_by = $10, visit = $11
         where report_id = any ($1) and issue_version < $2",
    )
    .bind(report_ids)
    .bind(version)
    .bind(&change.status)
    .bind(&change.reason)
    .bind(&team.name)
    .bind(expected_at(change))
    .bind(change.issue_id.parse::<Uuid>().ok())
    .bind(area.code)
    .bind(area.name)
    .bind(time(change.answer_by.as_ref()))
    .bind(visit)
    .execute(conn)
    .await?;
    Ok(known.rows_affected())
}
