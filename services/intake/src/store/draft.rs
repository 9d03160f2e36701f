//! What a resident has filled in so far. Never contact details.

use chrono::{DateTime, Utc};
use proto::questions::Answers;
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use crate::submission::Location;

#[derive(Clone, Debug, Default, sqlx::FromRow)]
#[expect(clippy::struct_field_names, reason = "the names of the columns")]
pub(crate) struct Draft {
    pub draft_id: Uuid,
    pub longitude: Option<f64>,
    pub latitude: Option<f64>,
    pub accuracy_m: Option<f32>,
    pub location_text: String,
    pub area_code: String,
    pub is_area_only: bool,
    pub category: String,
    pub description: String,
    pub photo_ids: Vec<Uuid>,
    /// Of the questions about the category.
    #[sqlx(json)]
    pub answers: Answers,
    /// The issue that it is about, says the resident; or those shown that it is not.
    pub joins_issue_id: Option<Uuid>,
    pub not_issue_ids: Vec<Uuid>,
    /// The thing on the street that was pointed at.
    pub asset_id: Option<Uuid>,
    /// The report that came of it.
    pub report_id: Option<Uuid>,
}

impl Draft {
    pub(crate) fn location(&self) -> Option<Location> {
        Location::new(self.longitude?, self.latitude?)
    }
}

pub(crate) async fn find(conn: &mut PgConnection, draft_id: Uuid) -> sqlx::Result<Option<Draft>> {
    sqlx::query_as(
        "select draft_id, longitude, latitude, accuracy_m, location_text, area_code, is_area_only,
                category, description, photo_ids, answers, joins_issue_id, not_issue_ids, asset_id,
                report_id
         from draft where draft_id = $1",
    )
    .bind(draft_id)
    .fetch_optional(conn)
    .await
}

/// Stores the draft as it is now, new or not.
pub(crate) async fn save(
    conn: &mut PgConnection,
    draft: &Draft,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into draft (draft_id, longitude, latitude, accuracy_m, location_text, area_code,
                            is_area_only, category, description, photo_ids, joins_issue_id,
                            not_issue_ids, report_id, asset_id, created_at, updated_at, answers)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16)
         on conflict (draft_id) do update set
             longitude = excluded.longitude, latitude = excluded.latitude,
             accuracy_m = excluded.accuracy_m, location_text = excluded.location_text,
             area_code = excluded.area_code, is_area_only = excluded.is_area_only,
             category = excluded.category, description = excluded.description,
             photo_ids = excluded.photo_ids, answers = excluded.answers,
             joins_issue_id = excluded.joins_issue_id, not_issue_ids = excluded.not_issue_ids,
             asset_id = excluded.asset_id,
             report_id = excluded.report_id, updated_at = excluded.updated_at",
    )
    .bind(draft.draft_id)
    .bind(draft.longitude)
    .bind(draft.latitude)
    .bind(draft.accuracy_m)
    .bind(&draft.location_text)
    .bind(&draft.area_code)
    .bind(draft.is_area_only)
    .bind(&draft.category)
    .bind(&draft.description)
    .bind(&draft.photo_ids)
    .bind(draft.joins_issue_id)
    .bind(&draft.not_issue_ids)
    .bind(draft.report_id)
    .bind(draft.asset_id)
    .bind(now)
    .bind(Json(&draft.answers))
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets drafts and idempotency keys that nobody will come back to.
pub(crate) async fn forget_before(
    conn: &mut PgConnection,
    unsent: DateTime<Utc>,
    sent: DateTime<Utc>,
    keys: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "delete from draft where updated_at < $1 and (report_id is null or updated_at < $2)",
    )
    .bind(unsent)
    .bind(sent)
    .execute(&mut *conn)
    .await?;
    sqlx::query("delete from idempotency where created_at < $1").bind(keys).execute(conn).await?;
    Ok(())
}
