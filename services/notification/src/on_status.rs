//! Notes how far each issue and its reports are, and plans the messages of that step.

use std::sync::Arc;

use anyhow::Context as _;
use platform::{
    clock,
    consumer::{Failure, Handler, Incoming},
};
use proto::v1::IssueStatusChanged;
use sqlx::PgConnection;
use tokio::sync::Notify;
use uuid::Uuid;

use crate::{
    facts::Facts,
    follow,
    plan::{self, Turn},
    store,
};

pub struct OnStatus {
    pub woken: Arc<Notify>,
}

impl Handler for OnStatus {
    const NAME: &'static str = "notification-routing";
    const STREAM: &'static str = "ROUTING";

    async fn handle(&self, tx: &mut PgConnection, event: &Incoming) -> Result<(), Failure> {
        if !event.is::<IssueStatusChanged>() {
            return Ok(());
        }
        let changed: IssueStatusChanged = event.decode()?;
        let facts = Facts::of(&changed).ok_or_else(|| Failure::malformed("no changed_at"))?;
        let version = i64::try_from(changed.version).context("version").map_err(Failure::Reject)?;
        let issue_id = changed.issue_id.parse().context("issue_id").map_err(Failure::Reject)?;
        let changed_at = facts.changed_at;
        store::area_issues::put(tx, issue_id, version, &changed, changed_at).await?;
        let turn = Turn::of(&facts.status, &facts.reason, facts.visit);
        let is_end = plan::is_end(&facts.status, &facts.reason);
        let ended_at = is_end.then_some(facts.changed_at);
        let now = clock::now();
        for report_id in report_ids(&changed).map_err(Failure::Reject)? {
            store::lock_report(tx, report_id).await?;
            store::put_status(tx, report_id, (issue_id, version), &facts, ended_at).await?;
            if let Some(turn) = turn {
                store::put_turn(tx, report_id, turn, version, &facts).await?;
            }
            follow::plan_missing(tx, report_id, now).await?;
        }
        Ok(())
    }

    fn committed(&self, _event: &Incoming) {
        self.woken.notify_one();
    }
}

/// In one order everywhere, so that two events with the same reports cannot
/// wait for each other's locks.
fn report_ids(changed: &IssueStatusChanged) -> anyhow::Result<Vec<Uuid>> {
    let ids = changed.report_ids.iter().map(|id| id.parse());
    let mut ids: Vec<Uuid> = ids.collect::<Result<_, _>>().context("report_ids")?;
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}
