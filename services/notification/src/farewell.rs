//! Who withdrew a report hears nothing more; who wants to be forgotten is.

use anyhow::Context as _;
use platform::{clock, consumer::Failure};
use proto::v1::{ReportAnswered, ReportForgotten};
use sqlx::PgConnection;
use tracing::info;
use uuid::Uuid;

use crate::store::{self, farewells};

/// Stops the mails of a report that was withdrawn. Other answers change nothing here.
pub async fn withdrawn(tx: &mut PgConnection, answered: &ReportAnswered) -> Result<(), Failure> {
    if answered.kind != "withdrawn" {
        return Ok(());
    }
    let report_id = parse(&answered.report_id)?;
    store::lock_report(tx, report_id).await?;
    farewells::add(tx, report_id, false, clock::now()).await?;
    Ok(())
}

/// Stops the mails, and wipes where to send them and what they would have told.
pub async fn forgotten(tx: &mut PgConnection, forgotten: &ReportForgotten) -> Result<(), Failure> {
    let report_id = parse(&forgotten.report_id)?;
    store::lock_report(tx, report_id).await?;
    farewells::add(tx, report_id, true, clock::now()).await?;
    farewells::wipe(tx, report_id).await?;
    info!(report.id = %report_id, "Who sent report {report_id} is forgotten");
    Ok(())
}

fn parse(report_id: &str) -> Result<Uuid, Failure> {
    report_id.parse().context("report_id").map_err(Failure::Reject)
}
