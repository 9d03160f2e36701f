//! Photos of enforcement cases: what is not in the log.

use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use crate::enforcement::sent::Spot;

/// Reads the id of the case of a photo, and the photo's number in it.
pub async fn find(conn: &mut PgConnection, evidence_id: Uuid) -> sqlx::Result<Option<(Uuid, i32)>> {
    sqlx::query_as("select case_id, number from evidence where evidence_id = $1")
        .bind(evidence_id)
        .fetch_optional(conn)
        .await
}

/// How many photos a case has.
pub async fn count(conn: &mut PgConnection, case_id: Uuid) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from evidence where case_id = $1")
        .bind(case_id)
        .fetch_one(conn)
        .await
}

/// Stores a photo: its id, its number in the case, and who made it.
pub async fn insert(
    conn: &mut PgConnection,
    case_id: Uuid,
    (evidence_id, number, staff_id): (Uuid, i32, Uuid),
    preview: Option<&[u8]>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into evidence (evidence_id, case_id, number, staff_id, preview)
         values ($1, $2, $3, $4, $5)",
    )
    .bind(evidence_id)
    .bind(case_id)
    .bind(number)
    .bind(staff_id)
    .bind(preview)
    .execute(conn)
    .await?;
    Ok(())
}

/// Reads the preview of a photo of the case.
pub async fn preview(
    pool: &PgPool,
    case_id: Uuid,
    evidence_id: Uuid,
) -> sqlx::Result<Option<Vec<u8>>> {
    let found: Option<Option<Vec<u8>>> =
        sqlx::query_scalar("select preview from evidence where case_id = $1 and evidence_id = $2")
            .bind(case_id)
            .bind(evidence_id)
            .fetch_optional(pool)
            .await?;
    Ok(found.flatten())
}

/// Which photos of the case have a preview.
pub async fn with_preview(conn: &mut PgConnection, case_id: Uuid) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar(
        "select evidence_id from evidence where case_id = $1 and preview is not null",
    )
    .bind(case_id)
    .fetch_all(conn)
    .await
}

/// Whole metres from the place of the order.
pub async fn metres_away(
    conn: &mut PgConnection,
    work_order_id: Uuid,
    spot: Spot,
) -> sqlx::Result<i32> {
    sqlx::query_scalar(
        "select round(st_distance(location::geography,
                                  st_setsrid(st_makepoint($2, $3), 4326)::geography))::integer
         from work_order where work_order_id = $1",
    )
    .bind(work_order_id)
    .bind(spot.longitude)
    .bind(spot.latitude)
    .fetch_one(conn)
    .await
}
