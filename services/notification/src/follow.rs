//! After each event: plans the messages that are missing. All consumers end here.

use chrono::{DateTime, TimeDelta, Utc};
use platform::trace::TraceContext;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    plan::Step,
    store::{self, deliveries},
};

/// A receipt waits this long for routing to say which team has the report and
/// until when. It usually takes milliseconds; without an answer it goes as it is.
const RECEIPT_PATIENCE: TimeDelta = TimeDelta::seconds(3);

/// Adds what is due and not there yet. The caller holds the report's lock.
pub async fn plan_missing(
    conn: &mut PgConnection,
    report_id: Uuid,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let Some(following) = store::following(conn, report_id).await? else { return Ok(()) };
    let traceparent = TraceContext::current().to_string();
    for due in following.follow.due() {
        let must_wait = due.step == Step::Received && !following.has_status;
        let not_before = if must_wait { now + RECEIPT_PATIENCE } else { now };
        let subscription_id = following.subscription_id;
        deliveries::plan(conn, subscription_id, due, &traceparent, not_before, now).await?;
    }
    if following.has_status {
        deliveries::hurry_receipt(conn, following.subscription_id, now).await?;
    }
    Ok(())
}
