//! Consumes what residents tell after they sent a report: the crew reads it on the order.

use anyhow::Context as _;
use platform::{
    clock::from_timestamp,
    consumer::{Failure, Handler, Incoming},
    ids::uuids,
    live::Live,
};
use proto::v1::{ReportAnswered, ReportForgotten, ReportRedacted};
use sqlx::{PgConnection, types::Json};

use crate::{
    live,
    store::note::{self, NewNote, Redaction},
};

/// Keeps the notes, and wipes those of who wants to be forgotten.
pub struct Told {
    pub live: Live,
}

impl Handler for Told {
    const NAME: &'static str = "work_orders-INTAKE";
    const STREAM: &'static str = "INTAKE";

    async fn handle(&self, tx: &mut PgConnection, event: &Incoming) -> Result<(), Failure> {
        if event.is::<ReportAnswered>() {
            let note = parse(event.decode()?).map_err(Failure::Reject)?;
            // That it was withdrawn or is fine shows by the order itself.
            if matches!(note.kind.as_str(), "still_there" | "more") {
                note::add(tx, &note).await?;
            }
        } else if event.is::<ReportForgotten>() {
            let forgotten: ReportForgotten = event.decode()?;
            let report_id = forgotten.report_id.parse().context("report_id");
            let report_id = report_id.map_err(Failure::Reject)?;
            let photo_ids =
                uuids(&forgotten.photo_ids).context("photo_ids").map_err(Failure::Reject)?;
            note::forget(tx, report_id, &photo_ids).await?;
        } else if event.is::<ReportRedacted>() {
            let redaction = redaction(event.decode()?).map_err(Failure::Reject)?;
            note::redact(tx, &redaction).await?;
        }
        Ok(())
    }

    fn committed(&self, event: &Incoming) {
        if let Ok(answered) = event.decode::<ReportAnswered>() {
            // All events begin with the report's id.
            self.live.touch(live::report(answered.report_id));
        }
    }
}

fn parse(message: ReportAnswered) -> anyhow::Result<NewNote> {
    Ok(NewNote {
        report_id: message.report_id.parse().context("report_id")?,
        sequence: message.sequence.try_into().context("sequence")?,
        kind: message.kind,
        text: message.text,
        photo_ids: uuids(&message.photo_ids).context("photo_ids")?,
        told_at: message.answered_at.as_ref().and_then(from_timestamp).context("answered_at")?,
    })
}

fn redaction(message: ReportRedacted) -> anyhow::Result<Redaction> {
    let answers = message.answers.into_iter();
    let answers: Result<_, std::num::TryFromIntError> =
        answers.map(|it| Ok((it.sequence.try_into()?, it.text))).collect();
    Ok(Redaction {
        report_id: message.report_id.parse().context("report_id")?,
        sequence: message.sequence.try_into().context("sequence")?,
        description: message.description,
        location_text: message.location_text,
        answers: Json(answers.context("answers")?),
    })
}
