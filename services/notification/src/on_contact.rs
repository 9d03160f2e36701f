//! Opens the sealed contact details, and lets their owner follow the report.

use std::sync::Arc;

use anyhow::Context as _;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use platform::{
    clock,
    consumer::{Failure, Handler, Incoming},
};
use proto::v1::ContactGiven;
use sqlx::PgConnection;
use tokio::sync::Notify;
use uuid::Uuid;

use crate::{contact::Opener, follow, store};

/// 128 bits: nobody guesses the link of somebody else.
const STOP_TOKEN_BYTES: usize = 16;

/// Its length in base64url.
pub const STOP_TOKEN_CHARS: usize = (STOP_TOKEN_BYTES * 4).div_ceil(3);

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
        let token = stop_token();
        store::add_subscription(tx, report_id, &contact, &given.language, &token, now).await?;
        follow::plan_missing(tx, report_id, now).await?;
        Ok(())
    }

    fn committed(&self, _event: &Incoming) {
        self.woken.notify_one();
    }
}

fn stop_token() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; STOP_TOKEN_BYTES]>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_is_another_and_fits_in_an_address() {
        let (one, other) = (stop_token(), stop_token());
        assert_ne!(one, other);
        assert_eq!(one.len(), STOP_TOKEN_CHARS);
        assert!(one.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter)));
    }
}
