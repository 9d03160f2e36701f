//! What a dispatcher did with issues, noted so that it can be taken back for half a minute.

use chrono::{DateTime, TimeDelta, Utc};
use platform::staff::Staff;
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use crate::{
    lifecycle::Status,
    store::{
        acts::{self, Act},
        issues::Issue,
    },
    works::Work,
};

/// How long an act can be taken back.
pub const UNDO_FOR: TimeDelta = TimeDelta::seconds(30);

/// Who does it, with how many at once.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    pub staff_id: Uuid,
    pub name: &'a str,
    /// What was done together is taken back together.
    pub batch_id: Uuid,
}

impl<'a> By<'a> {
    pub fn new(staff: &'a Staff) -> Self {
        Self { staff_id: staff.staff_id, name: &staff.name, batch_id: Uuid::now_v7() }
    }
}

/// The kinds of acts.
#[derive(Clone, Copy, Debug, Eq, PartialEq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Kind {
    /// To one team, or to one more, or no longer to one.
    Assigned,
    Asked,
    Closing,
    Joined,
    Split,
    /// Staff wrote something to each other about it.
    Noted,
}

/// What an issue was, as far as it is needed to go back. Nothing that residents wrote.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Before {
    pub version: i64,
    pub status: Status,
    pub triage_reason: String,
    /// The work that the act ended.
    pub ended: Vec<Ended>,
    /// The other issue of a join or a split, with its reports; or the note that was written.
    pub other: Option<Uuid>,
    pub report_ids: Vec<Uuid>,
}

/// Work that is no longer asked.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Ended {
    pub issue_version: i64,
    pub team_key: String,
    pub was_unfinished: bool,
}

impl Before {
    /// The issue as it is, before its work is asked otherwise.
    pub(crate) fn of(issue: &Issue, works: &[Work]) -> Self {
        let counts = works.iter().filter(|work| !work.is_over);
        let ended = counts.map(|work| Ended {
            issue_version: work.issue_version,
            team_key: work.team_key.clone(),
            was_unfinished: work.is_unfinished(),
        });
        Self {
            version: issue.version,
            status: issue.status,
            triage_reason: issue.triage_reason.clone(),
            ended: ended.collect(),
            other: None,
            report_ids: Vec::new(),
        }
    }
}

/// Notes what was done with the issue, which stands as it is after it.
pub(crate) async fn note(
    tx: &mut PgConnection,
    issue: &Issue,
    kind: Kind,
    before: Before,
    by: By<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let act = Act {
        issue_act_id: Uuid::now_v7(),
        issue_id: issue.issue_id,
        kind,
        version: issue.version,
        before: Json(before),
        staff_id: by.staff_id,
        done_at: now,
    };
    acts::add(tx, &act, by).await
}
