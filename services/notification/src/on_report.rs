//! Remembers of each report what a mail needs to say, until its sender says farewell.

use std::sync::Arc;

use anyhow::Context as _;
use platform::{
    clock::{self, from_timestamp},
    consumer::{Failure, Handler, Incoming},
    ids::uuids,
};
use proto::v1::{ReportAnswered, ReportForgotten, ReportRedacted, ReportSubmitted};
use sqlx::PgConnection;
use tokio::sync::Notify;

use crate::{
    farewell, follow,
    store::{self, NewReport, RedactedPlace},
};

pub struct OnReport {
    pub woken: Arc<Notify>,
}

impl Handler for OnReport {
    const NAME: &'static str = "notification-intake";
    const STREAM: &'static str = "INTAKE";

    async fn handle(&self, tx: &mut PgConnection, event: &Incoming) -> Result<(), Failure> {
        if event.is::<ReportAnswered>() {
            return farewell::withdrawn(tx, &event.decode()?).await;
        }
        if event.is::<ReportForgotten>() {
            return farewell::forgotten(tx, &event.decode()?).await;
        }
        if event.is::<ReportRedacted>() {
            let redacted: ReportRedacted = event.decode()?;
            let place = place(redacted).map_err(Failure::Reject)?;
            if place.location_text.is_empty() {
                return Ok(());
            }
            store::lock_report(tx, place.report_id).await?;
            return Ok(store::redact_place(tx, &place).await?);
        }
        if !event.is::<ReportSubmitted>() {
            return Ok(());
        }
        let report = parse(event.decode()?).map_err(Failure::Reject)?;
        store::lock_report(tx, report.report_id).await?;
        store::add_report(tx, &report).await?;
        follow::plan_missing(tx, report.report_id, clock::now()).await?;
        Ok(())
    }

    fn committed(&self, _event: &Incoming) {
        self.woken.notify_one();
    }
}

fn place(message: ReportRedacted) -> anyhow::Result<RedactedPlace> {
    Ok(RedactedPlace {
        report_id: message.report_id.parse().context("report_id")?,
        sequence: message.sequence.try_into().context("sequence")?,
        location_text: message.location_text,
    })
}

fn parse(message: ReportSubmitted) -> anyhow::Result<NewReport> {
    Ok(NewReport {
        report_id: message.report_id.parse().context("report_id")?,
        photo_ids: uuids(&message.photo_ids).context("photo_ids")?,
        submitted_at: message
            .submitted_at
            .as_ref()
            .and_then(from_timestamp)
            .context("submitted_at")?,
        report_number: message.report_number,
        category: message.category,
        location_text: message.location_text,
        language: message.language,
    })
}
