//! Which account somebody from the identity provider has. It is made, and changed, as their groups say
//! where the provider gives roles; else an administrator made it, and their address finds it once.

use chrono::{DateTime, Utc};
use platform::{problem::Problem, service::Service};
use sqlx::PgConnection;
use tracing::info;
use uuid::Uuid;

use super::ending;
use crate::{
    account::{self, Profile},
    account_change,
    oidc::{Grant, Identity, Provider},
    store::{
        account_changes::{self as changes, Saved},
        accounts::{self, Account},
        catalogue, codes,
        identities::{self, Holder},
    },
    town::Town,
};

/// Why somebody whom the provider knows does not come in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Denied {
    /// There is no account with their address.
    Unknown,
    /// None of their groups has a role here.
    NoGroup,
    Blocked,
    /// Their address is that of another account.
    AddressTaken,
    /// The provider tells no address to make an account with.
    NoAddress,
}

/// The account that opens, or why none does.
pub(super) async fn account_of(
    service: &Service,
    provider: &Provider,
    identity: &Identity,
    now: DateTime<Utc>,
) -> Result<Result<Account, Denied>, Problem> {
    let mut tx = service.pool.begin().await?;
    identities::lock(&mut tx, identity).await?;
    let town = catalogue::town(&mut tx).await?;
    let linked = identities::find(&mut *tx, identity).await?;
    let grant = provider.groups().map(|groups| existing(groups.grant(&identity.groups), &town));
    if let Some(None) = grant {
        if let Some(account_id) = linked {
            // They left: what is still open elsewhere ends as well.
            ending::end_all(&mut tx, &service.outbox, account_id, now).await?;
            service.outbox.commit(tx).await?;
        }
        return Ok(Err(Denied::NoGroup));
    }
    let grant = grant.flatten();
    let desk = Desk { service, provider, identity, town: &town, now };
    let account_id = match (linked, &grant) {
        (Some(account_id), _) => Ok(account_id),
        (None, grant) => desk.first_time(&mut tx, grant.as_ref()).await?,
    };
    let account_id = match account_id {
        Ok(account_id) => account_id,
        Err(denied) => return Ok(Err(denied)),
    };
    if let Some(grant) = grant {
        desk.follow(&mut tx, account_id, grant).await?;
    }
    let Some(account) = accounts::by_id(&mut *tx, account_id).await? else {
        // What they have by their groups is kept all the same: it counts once they are unblocked.
        service.outbox.commit(tx).await?;
        return Ok(Err(Denied::Blocked));
    };
    service.outbox.commit(tx).await?;
    Ok(Ok(account))
}

/// What is granted of teams that there are. Who would work for none of them gets nothing.
fn existing(grant: Option<Grant>, town: &Town) -> Option<Grant> {
    let mut grant = grant?;
    let known = |key: &String| town.teams.iter().any(|team| team.team_key == *key);
    grant.team_keys.retain(known);
    (!account::has_teams(grant.role) || !grant.team_keys.is_empty()).then_some(grant)
}

/// Where somebody stands who came from the provider.
struct Desk<'a> {
    service: &'a Service,
    provider: &'a Provider,
    identity: &'a Identity,
    town: &'a Town,
    now: DateTime<Utc>,
}

impl Desk<'_> {
    /// Links the account with their address, or makes one.
    async fn first_time(
        &self,
        conn: &mut PgConnection,
        grant: Option<&Grant>,
    ) -> Result<Result<Uuid, Denied>, Problem> {
        let Some(email) = &self.identity.email else {
            let is_granted = grant.is_some();
            return Ok(Err(if is_granted { Denied::NoAddress } else { Denied::Unknown }));
        };
        match (identities::holder(conn, email, &self.identity.issuer).await?, grant) {
            // Who can write any address in their own profile must not get into somebody's account.
            (Holder::Free(account_id), _) if self.identity.is_email_certain => {
                self.link(conn, account_id).await?;
                Ok(Ok(account_id))
            }
            (Holder::Nobody, Some(grant)) => self.make(conn, email, grant).await,
            (Holder::Nobody | Holder::Free(_), None) => Ok(Err(Denied::Unknown)),
            (Holder::Free(_) | Holder::Other, _) => Ok(Err(Denied::AddressTaken)),
        }
    }

    /// From now on the account opens at the provider only, whose second factor counts; whoever had its
    /// password is out.
    async fn link(&self, conn: &mut PgConnection, account_id: Uuid) -> Result<(), Problem> {
        identities::link(conn, self.identity, account_id, self.now).await?;
        accounts::set_password(conn, account_id, None).await?;
        codes::remove(conn, account_id).await?;
        let told = format!("Logt in via {}, niet meer met een wachtwoord", self.provider.name());
        changes::note(conn, account_id, &self.by(), &told, self.now).await?;
        ending::end_all(conn, &self.service.outbox, account_id, self.now).await?;
        info!("Account {account_id} is linked to the identity provider");
        Ok(())
    }

    async fn make(
        &self,
        conn: &mut PgConnection,
        email: &str,
        grant: &Grant,
    ) -> Result<Result<Uuid, Denied>, Problem> {
        let account_id = Uuid::now_v7();
        let profile = Profile {
            email: email.to_owned(),
            name: self.identity.name.clone().unwrap_or_else(|| name_of(email)),
            role: grant.role,
            team_keys: self.in_order(grant),
            area_codes: Vec::new(),
            sees_contact: false,
            sees_evidence: false,
            is_blocked: false,
        };
        let by = self.by();
        let made = account_change::make(conn, account_id, &profile, None, (&by, self.now)).await?;
        if made == Saved::AddressTaken {
            return Ok(Err(Denied::AddressTaken));
        }
        identities::link(conn, self.identity, account_id, self.now).await?;
        Ok(Ok(account_id))
    }

    /// Gives the account the role, teams and name that the provider tells now. Where somebody works and
    /// whether they see contact details is ours to say; what another role cannot have is lost.
    async fn follow(
        &self,
        conn: &mut PgConnection,
        account_id: Uuid,
        grant: Grant,
    ) -> Result<(), Problem> {
        let kept = changes::lock(conn, account_id).await?;
        let kept = kept.ok_or_else(|| Problem::not_found("Dit account bestaat niet."))?;
        let profile = Profile {
            name: self.identity.name.clone().unwrap_or_else(|| kept.profile.name.clone()),
            team_keys: self.in_order(&grant),
            ..account::in_role(kept.profile.clone(), grant.role)
        };
        if profile == kept.profile {
            return Ok(());
        }
        let (outbox, by) = (&self.service.outbox, self.by());
        let by = (&*by, self.now);
        // The address stays, so it cannot be taken.
        account_change::change(conn, outbox, kept, profile, self.town, by).await?;
        Ok(())
    }

    /// The teams in the order of their names, as an account has them.
    fn in_order(&self, grant: &Grant) -> Vec<String> {
        let keys = self.town.teams.iter().map(|team| &team.team_key);
        keys.filter(|key| grant.team_keys.contains(key)).cloned().collect()
    }

    /// Who did it, as colleagues read it.
    fn by(&self) -> String {
        format!("Via {}", self.provider.name())
    }
}

/// What stands before the `@`, for who has no name at the provider.
fn name_of(email: &str) -> String {
    let name = email.split('@').next().filter(|name| !name.is_empty()).unwrap_or(email);
    name.chars().take(account::NAME_MAX).collect()
}
