//! One issue: opening it, changing it, and what happened to it.

use chrono::{DateTime, Utc};
use platform::visit::Visit;
use proto::questions::Answers;
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, PgExecutor, PgPool, types::Json};
use uuid::Uuid;

use crate::{issue_clock::Clock, lifecycle::Status, service_level::Level, standard_text::Words};

/// A thing on the street, from the municipality's register.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct Asset {
    pub id: String,
    pub kind: String,
    pub number: String,
    /// Whose it is; empty where the register does not say.
    #[serde(default)]
    pub owner: String,
}

/// An issue as it stands, with the names that belong to its keys.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Issue {
    pub issue_id: Uuid,
    pub version: i64,
    pub category: String,
    /// `None` when the category is not known.
    pub category_name: Option<String>,
    pub longitude: f64,
    pub latitude: f64,
    pub location_text: String,
    pub description: String,
    pub photo_ids: Vec<Uuid>,
    /// Of `photo_ids`, as far as there is something to see on them.
    pub picture_hashes: Vec<i64>,
    /// What the first report points at.
    pub asset: Option<Json<Asset>>,
    pub area_code: Option<String>,
    pub area_name: Option<String>,
    /// `None` in triage.
    pub team_key: Option<String>,
    pub team_name: Option<String>,
    pub triage_reason: String,
    pub is_urgent: bool,
    /// The rule that decided, and the version of its set; empty and 0 when none did.
    pub rule_name: String,
    pub rules_version: i64,
    pub status: Status,
    pub reason: String,
    /// What residents read.
    #[sqlx(flatten)]
    pub words: Words,
    pub after_photo_ids: Vec<Uuid>,
    /// When the team comes, as residents are told.
    pub visit: Option<Visit>,
    #[sqlx(flatten)]
    pub clock: ClockColumns,
    /// The open question to whoever reported it.
    pub question: Option<Json<OpenQuestion>>,
    pub opened_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
    pub closed_at: Option<DateTime<Utc>>,
    /// The order that was asked for last, when it came.
    pub work_order_id: Option<Uuid>,
    /// A dispatcher is closing it.
    pub closing: Option<Json<Closing>>,
    /// The issue in which it goes on.
    pub joined_into: Option<Uuid>,
    /// The version that asked for the work last.
    pub routed_version: i64,
    /// In the order in which the reports came, like `report_numbers`.
    pub report_ids: Vec<Uuid>,
    pub report_numbers: Vec<String>,
}

/// The clock of an issue in its row.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ClockColumns {
    pub due_at: DateTime<Utc>,
    pub warn_at: DateTime<Utc>,
    pub clock_started_at: DateTime<Utc>,
    pub term: i32,
    pub term_unit: String,
    pub warned_at: Option<DateTime<Utc>>,
    pub escalated_at: Option<DateTime<Utc>>,
    pub service_level_version: i64,
    /// The term is that of a rule, not of the category.
    pub is_term_of_rule: bool,
}

impl ClockColumns {
    pub fn level(&self) -> Level {
        Level::stored(self.term, &self.term_unit)
    }

    /// The term, when it is that of a rule.
    pub fn of_rule(&self) -> Option<Level> {
        self.is_term_of_rule.then(|| self.level())
    }

    /// Winds it anew: what was warned of or escalated no longer counts when the end moved.
    pub fn set(&mut self, clock: Clock) {
        if clock.due_at != self.due_at {
            self.warned_at = None;
            self.escalated_at = None;
        }
        self.due_at = clock.due_at;
        self.warn_at = clock.warn_at;
        self.clock_started_at = clock.started_at;
        self.term = clock.level.amount.into();
        clock.level.unit.as_str().clone_into(&mut self.term_unit);
        self.service_level_version = clock.version;
        self.is_term_of_rule = clock.is_of_rule;
    }
}

/// A question that was not answered yet.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize)]
pub struct OpenQuestion {
    pub text: String,
    pub staff_name: String,
    pub asked_at: DateTime<Utc>,
    pub answer_by: DateTime<Utc>,
}

/// What a dispatcher decided, and can still take back.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize)]
pub struct Closing {
    pub staff_name: String,
    pub closes_at: DateTime<Utc>,
}

/// The columns of [`Issue`], followed by `$tail`.
macro_rules! select_issue {
    ($tail:literal) => {
        concat!(
            "select i.issue_id, i.version, i.category, c.name as category_name,
                    st_x(i.location) as longitude, st_y(i.location) as latitude,
                    i.location_text, i.description, i.photo_ids, i.picture_hashes, i.asset,
                    i.area_code, i.area_name,
                    i.team_key, t.name as team_name, i.triage_reason, i.is_urgent, i.rule_name,
                    i.rules_version, i.status, i.reason, i.note, i.note_in,
                    i.after_photo_ids, i.visit, i.due_at, i.warn_at, i.clock_started_at, i.term,
                    i.term_unit, i.warned_at, i.escalated_at, i.service_level_version,
                    i.is_term_of_rule, case when q.issue_id is not null then jsonb_build_object(
                        'text', q.question, 'staff_name', q.staff_name,
                        'asked_at', q.asked_at, 'answer_by', q.answer_by
                    ) end as question,
                    i.opened_at, i.changed_at, i.closed_at,
                    i.joined_into, i.routed_version,
                    case when k.issue_id is not null then jsonb_build_object(
                        'staff_name', k.staff_name, 'closes_at', k.closes_at
                    ) end as closing,
                    (select w.work_order_id from issue_work w
                     where w.issue_id = i.issue_id and not w.is_over
                     order by w.issue_version desc limit 1) as work_order_id,
                    r.report_ids, r.report_numbers
             from issue i
             left join category c on c.category_key = i.category
             left join team t on t.team_key = i.team_key
             left join issue_question q on q.issue_id = i.issue_id and q.ended_at is null
             left join issue_closing k on k.issue_id = i.issue_id
             cross join lateral (
                 select coalesce(array_agg(report_id order by submitted_at, report_id), '{}')
                            as report_ids,
                        coalesce(array_agg(report_number order by submitted_at, report_id), '{}')
                            as report_numbers
                 from issue_report where issue_id = i.issue_id
             ) r ",
            $tail
        )
    };
}
pub(super) use select_issue;

/// What a report brings to its issue.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Reported {
    pub report_id: Uuid,
    pub report_number: String,
    pub submitted_at: DateTime<Utc>,
    pub longitude: f64,
    pub latitude: f64,
    pub location_text: String,
    pub description: String,
    pub photo_ids: Vec<Uuid>,
    pub picture_hashes: Vec<i64>,
    pub answers: Json<Answers>,
    pub asset: Option<Json<Asset>>,
    /// How it came: `form` or `api`.
    pub source: String,
}

pub async fn has_report(conn: &mut PgConnection, report_id: Uuid) -> sqlx::Result<bool> {
    sqlx::query_scalar("select exists (select from issue_report where report_id = $1)")
        .bind(report_id)
        .fetch_one(conn)
        .await
}

/// Reads the issue and keeps others from changing it until the transaction ends.
pub async fn lock(conn: &mut PgConnection, issue_id: Uuid) -> sqlx::Result<Option<Issue>> {
    // On its own: who had to wait here must then read the names that belong to the new keys, and
    // a join under a lock would give none.
    sqlx::query("select from issue where issue_id = $1 for update")
        .bind(issue_id)
        .execute(&mut *conn)
        .await?;
    find(conn, issue_id).await
}

pub async fn find(database: impl PgExecutor<'_>, issue_id: Uuid) -> sqlx::Result<Option<Issue>> {
    sqlx::query_as(select_issue!("where i.issue_id = $1"))
        .bind(issue_id)
        .fetch_optional(database)
        .await
}

/// Reads again which reports the issue has, after they were moved.
pub async fn read_reports(conn: &mut PgConnection, issue: &mut Issue) -> sqlx::Result<()> {
    let reports: Vec<(Uuid, String)> = sqlx::query_as(
        "select report_id, report_number from issue_report
         where issue_id = $1 order by submitted_at, report_id",
    )
    .bind(issue.issue_id)
    .fetch_all(conn)
    .await?;
    (issue.report_ids, issue.report_numbers) = reports.into_iter().unzip();
    Ok(())
}

/// Writes what can change of an issue that the transaction has [locked](lock).
pub async fn save(conn: &mut PgConnection, issue: &Issue) -> sqlx::Result<()> {
    sqlx::query(
        "update issue
         set version = $2, team_key = $3, triage_reason = $4, status = $5, reason = $6, note = $7,
             after_photo_ids = $8, changed_at = $9, closed_at = $10, joined_into = $11,
             routed_version = $12, photo_ids = $13, picture_hashes = $14, due_at = $15,
             warn_at = $16, clock_started_at = $17, term = $18, term_unit = $19, warned_at = $20,
             escalated_at = $21, service_level_version = $22, is_term_of_rule = $23,
             note_in = $24, visit = $25
         where issue_id = $1",
    )
    .bind(issue.issue_id)
    .bind(issue.version)
    .bind(&issue.team_key)
    .bind(&issue.triage_reason)
    .bind(issue.status)
    .bind(&issue.reason)
    .bind(&issue.words.text)
    .bind(&issue.after_photo_ids)
    .bind(issue.changed_at)
    .bind(issue.closed_at)
    .bind(issue.joined_into)
    .bind(issue.routed_version)
    .bind(&issue.photo_ids)
    .bind(&issue.picture_hashes)
    .bind(issue.clock.due_at)
    .bind(issue.clock.warn_at)
    .bind(issue.clock.clock_started_at)
    .bind(issue.clock.term)
    .bind(&issue.clock.term_unit)
    .bind(issue.clock.warned_at)
    .bind(issue.clock.escalated_at)
    .bind(issue.clock.service_level_version)
    .bind(issue.clock.is_term_of_rule)
    .bind(&issue.words.translations)
    .bind(issue.visit)
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes the words of an issue that the transaction has [locked](lock).
pub async fn set_words(conn: &mut PgConnection, issue: &Issue) -> sqlx::Result<()> {
    sqlx::query("update issue set description = $2, location_text = $3 where issue_id = $1")
        .bind(issue.issue_id)
        .bind(&issue.description)
        .bind(&issue.location_text)
        .execute(conn)
        .await?;
    Ok(())
}

/// One change of an issue.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct HistoryRow {
    pub version: i64,
    pub status: Status,
    pub team_key: Option<String>,
    pub reason: String,
    pub note: String,
    /// `None`: the rules, or a crew through its work order.
    pub staff_name: Option<String>,
    pub changed_at: DateTime<Utc>,
}

impl HistoryRow {
    /// The issue as it stands, and why it came to that.
    pub fn of(issue: &Issue, reason: &str, note: &str, staff_name: Option<&str>) -> Self {
        Self {
            version: issue.version,
            status: issue.status,
            team_key: issue.team_key.clone(),
            reason: reason.to_owned(),
            note: note.to_owned(),
            staff_name: staff_name.map(ToOwned::to_owned),
            changed_at: issue.changed_at,
        }
    }
}

pub async fn add_history(
    conn: &mut PgConnection,
    issue_id: Uuid,
    row: &HistoryRow,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into issue_history
             (issue_id, version, status, team_key, reason, note, staff_name, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(issue_id)
    .bind(row.version)
    .bind(row.status)
    .bind(&row.team_key)
    .bind(&row.reason)
    .bind(&row.note)
    .bind(&row.staff_name)
    .bind(row.changed_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives the last `limit` changes, oldest first.
pub async fn history(pool: &PgPool, issue_id: Uuid, limit: i64) -> sqlx::Result<Vec<HistoryRow>> {
    sqlx::query_as(
        "select * from (
             select version, status, team_key, reason, note, staff_name, changed_at
             from issue_history where issue_id = $1 order by version desc limit $2
         ) last order by version",
    )
    .bind(issue_id)
    .bind(limit)
    .fetch_all(pool)
    .await
}

mod open;
pub use open::{NewIssue, open};

#[cfg(test)]
mod sample;
#[cfg(test)]
pub(crate) use sample::sample;
