//! Keeps the public state of each issue, and carries it to the reports that it holds.

use platform::{
    consumer::{Failure, Handler, Incoming},
    ids::uuids,
    live::Live,
};
use proto::v1::IssueStatusChanged;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{issue_map, store};

pub(crate) struct IssueStatus {
    pub live: Live,
}

impl Handler for IssueStatus {
    const NAME: &'static str = "intake-issue-status";
    const STREAM: &'static str = "ROUTING";

    async fn handle(&self, tx: &mut PgConnection, event: &Incoming) -> Result<(), Failure> {
        if !event.is::<IssueStatusChanged>() {
            return Ok(());
        }
        let change: IssueStatusChanged = event.decode()?;
        if change.changed_at.is_none() {
            return Err(Failure::malformed("changed_at is missing"));
        }
        if change.opened_at.is_none() || change.location.is_none() {
            return Err(Failure::malformed("opened_at or location is missing"));
        }
        let issue_id = change.issue_id.parse();
        let issue_id = issue_id.map_err(|_| Failure::malformed("issue_id is not a UUID"))?;
        let report_ids = ids(&change.report_ids)?;
        let after_photo_ids = ids(&change.after_photo_ids)?;
        store::issue::lock_reports(tx, &report_ids).await?;
        // Then the issue: its row keeps two changes of the same reports apart.
        store::issue::keep(tx, issue_id, &change).await?;
        store::public_state::apply(tx, &change, &report_ids, &after_photo_ids).await?;
        Ok(())
    }

    fn committed(&self, event: &Incoming) {
        if let Ok(change) = event.decode::<IssueStatusChanged>() {
            self.live.touch(issue_map::LIVE_TOPIC);
            for report_id in change.report_ids {
                self.live.touch(report_id);
            }
        }
    }
}

fn ids(texts: &[String]) -> Result<Vec<Uuid>, Failure> {
    uuids(texts).map_err(|_| Failure::malformed("an id is not a UUID"))
}
