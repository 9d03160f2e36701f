//! Opens the sealed contact details, and lets their owner follow the report.

use std::sync::Arc;

use anyhow::Context as _;
use platform::{
    clock,
    consumer::{Failure, Handler, Incoming},
    token,
};
use proto::v1::ContactGiven;
use sqlx::PgConnection;
use tokio::sync::Notify;
use uuid::Uuid;

use crate::{contact::Opener, follow, store};

pub struct OnContact {
    pub opener: Opener,
    pub woken: Arc<Notify>,
}

impl Handler for OnContact {
    const NAME: &'static str = "notification-contact";
    const STREAM: &'static str = "CONTACT";

    async fn handle(&self, tx: &mut PgConnection, event: &Incoming) -> Result<(), Failure> {
        if !event.is::<ContactGiven>() {
            return Ok(());
        }
        let given: ContactGiven = event.decode()?;
        let report_id: Uuid =
            given.report_id.parse().context("report_id").map_err(Failure::Reject)?;
        let contact =
            self.opener.open(&given.report_id, &given.sealed_contact).map_err(Failure::Reject)?;
        if contact.email.is_none() && contact.phone.is_none() {
            return Ok(());
        }
        let now = clock::now();
        store::lock_report(tx, report_id).await?;
        let token = token::new();
        store::add_subscription(tx, report_id, &contact, &given.language, &token, now).await?;
        follow::plan_missing(tx, report_id, now).await?;
        Ok(())
    }

    fn committed(&self, _event: &Incoming) {
        self.woken.notify_one();
    }
}
