//! Makes and changes accounts: who did it is kept, and the sessions end that may no longer go on. The
//! same for an administrator and for the identity provider.

use chrono::{DateTime, Utc};
use platform::outbox::Outbox;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    account::{self, Profile},
    sign_in::ending,
    store::account_changes::{self as changes, Kept, Saved},
    town::Town,
};

/// Who does it, as colleagues read it, and when.
pub(crate) type By<'a> = (&'a str, DateTime<Utc>);

/// Makes the account unless its address has one; without a hash it has no password.
pub(crate) async fn make(
    conn: &mut PgConnection,
    account_id: Uuid,
    profile: &Profile,
    password_hash: Option<&str>,
    (by, now): By<'_>,
) -> sqlx::Result<Saved> {
    let saved = changes::add(conn, account_id, profile, password_hash, now).await?;
    if saved == Saved::Done {
        let role = web::words::role(profile.role.as_str());
        let summary = format!("Account gemaakt als {role}");
        changes::note(conn, account_id, by, &summary, now).await?;
    }
    Ok(saved)
}

/// Writes the profile of the account that the transaction has [locked](changes::lock), unless another
/// account has its address. The outbox must commit it.
pub(crate) async fn change(
    conn: &mut PgConnection,
    outbox: &Outbox,
    kept: Kept,
    profile: Profile,
    town: &Town,
    (by, now): By<'_>,
) -> sqlx::Result<Saved> {
    let account_id = kept.staff_account_id;
    let summary = account::differences(&kept.profile, &profile, town);
    let ends = account::ends_sessions(&kept.profile, &profile);
    let after = Kept { version: kept.version + 1, profile, ..kept };
    let saved = changes::save(conn, &after).await?;
    if saved == Saved::AddressTaken {
        return Ok(saved);
    }
    if !summary.is_empty() {
        changes::note(conn, account_id, by, &summary, now).await?;
    }
    if ends {
        ending::end_all(conn, outbox, account_id, now).await?;
    }
    Ok(saved)
}
