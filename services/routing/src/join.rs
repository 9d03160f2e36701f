//! Makes several issues one, by a dispatcher: they are about one thing.
//!
//! The issue that was reported first stays, for its words and its place are those of its first report.
//! The reports of the others go there, and follow it from then on; the others are closed.

use chrono::{DateTime, Utc};
use platform::{outbox::Outbox, problem::FieldError};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use crate::{
    acts::{self, Before, By, Kind},
    asking, change, issue_clock,
    joining::REPORTS_MAX,
    lifecycle::Deed,
    refused::{self, Refused},
    standard_text::Words,
    store::{
        issues::{self, Issue},
        joining,
        questions::EndedBy,
        works,
    },
};

/// Why an issue was closed that goes on in another.
pub const JOINED: &str = "joined";

/// The word in the history of the issue that others were joined to.
pub const ADDED: &str = "joined_by_hand";

/// Issues that can be made one at once.
pub const ISSUES_MAX: usize = 50;

/// What a dispatcher decided.
#[derive(Clone, Debug)]
pub struct Decision<'a> {
    /// Two at least.
    pub issue_ids: &'a [Uuid],
    pub by: By<'a>,
}

/// Makes the issues one; gives that.
pub async fn join(
    pool: &PgPool,
    outbox: &Outbox,
    decision: &Decision<'_>,
    now: DateTime<Utc>,
) -> Result<Issue, Refused> {
    let mut ids = decision.issue_ids.to_vec();
    // Always in one order, so that no two wait for each other.
    ids.sort_unstable();
    ids.dedup();
    if !(2..=ISSUES_MAX).contains(&ids.len()) {
        let text = format!("Kies 2 tot {ISSUES_MAX} kwesties om samen te voegen.");
        return Err(Refused::Invalid(FieldError::new("/issueIds", text)));
    }
    let mut tx = pool.begin().await?;
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        let issue = issues::lock(&mut tx, id).await?.ok_or(Refused::NotFound)?;
        refused::if_ended(&issue, now)?;
        all.push((joining::first_submitted_at(&mut tx, id).await?, issue));
    }
    if all.iter().map(|(_, issue)| issue.report_ids.len()).sum::<usize>() > REPORTS_MAX {
        let text = format!("Samen zijn dit meer dan {REPORTS_MAX} meldingen: dat kan niet.");
        return Err(Refused::Invalid(FieldError::new("/issueIds", text)));
    }
    all.sort_by_key(|(first, issue)| (*first, issue.issue_id));
    let mut all = all.into_iter().map(|(_, issue)| issue);
    let mut into = all.next().ok_or(Refused::NotFound)?;
    for other in all {
        into = one(&mut tx, outbox, into, other, decision.by, now).await?;
    }
    outbox.commit(tx).await?;
    Ok(into)
}

/// Moves the reports of the other issue, and closes it.
pub(crate) async fn one(
    tx: &mut PgConnection,
    outbox: &Outbox,
    into: Issue,
    mut other: Issue,
    by: By<'_>,
    now: DateTime<Utc>,
) -> Result<Issue, Refused> {
    let staff_name = Some(by.name);
    let of_other = works::of(&mut *tx, other.issue_id).await?;
    let mut before = Before::of(&other, &of_other);
    before.other = Some(other.issue_id);
    before.report_ids.clone_from(&other.report_ids);
    let number = refused::number(&other).to_owned();

    joining::fill_reports(tx, other.issue_id).await?;
    joining::fill_reports(tx, into.issue_id).await?;
    end(tx, outbox, &mut other, into.issue_id, staff_name, now).await?;

    let mut into = into;
    joining::move_reports(tx, other.issue_id, into.issue_id).await?;
    for report_id in &before.report_ids {
        if let Some(reported) = joining::reported(tx, *report_id).await? {
            joining::add_pictures(&mut into, &reported);
        }
    }
    issues::read_reports(tx, &mut into).await?;
    // Whoever follows a report by version takes this for the newest.
    into.version = into.version.max(other.version);
    change::tell(tx, outbox, &mut into, (ADDED, &number), staff_name, now).await?;
    acts::note(tx, &into, Kind::Joined, before, by, now).await?;
    Ok(into)
}

/// Closes an issue that goes on in another. What residents wrote is only there from then on.
async fn end(
    tx: &mut PgConnection,
    outbox: &Outbox,
    other: &mut Issue,
    into: Uuid,
    staff_name: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), Refused> {
    let status = refused::next(other, Deed::ClosedUnsolved)?;
    issue_clock::resume(tx, other, EndedBy::Overtaken, staff_name, now).await?;
    let asked = asking::nobody(tx, other, JOINED, now).await?;
    other.status = status;
    JOINED.clone_into(&mut other.reason);
    other.words = Words::default();
    other.after_photo_ids.clear();
    other.photo_ids.clear();
    other.picture_hashes.clear();
    other.description.clear();
    other.location_text.clear();
    other.joined_into = Some(into);
    other.closed_at = Some(other.changed_at);
    issues::set_words(tx, other).await?;
    let reports =
        (std::mem::take(&mut other.report_ids), std::mem::take(&mut other.report_numbers));
    change::tell_asked(tx, outbox, other, asked, (JOINED, ""), staff_name, now).await?;
    (other.report_ids, other.report_numbers) = reports;
    Ok(())
}
