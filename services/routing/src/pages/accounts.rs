//! Who may sign in, and one account as a form, as the administrator sees it.

use askama::Template;
use platform::staff::Role;
use uuid::Uuid;
use web::form::Mistake;
use web::{Page, words};

use crate::{
    account::{self, Fields},
    store::{account_changes::Change, accounts::Listed},
    town::{Town, Wijk},
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "accounts.html")]
pub struct AccountsPage {
    pub page: Page,
    pub accounts: Vec<Listed>,
    /// What an account can be given.
    pub town: Town,
    /// The account in the form; `None` for a new one.
    pub chosen: Option<Uuid>,
    /// What the form shows.
    pub fields: Fields,
    pub mistakes: Vec<Mistake>,
    /// The identity provider, when it gives names, roles and teams to who signs in there.
    pub giver: Option<String>,
    /// What happened to the account, newest first.
    pub changes: Vec<Change>,
    pub notice: Option<AccountsNotice>,
}

/// What is said above the form.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum AccountsNotice {
    Saved,
    SignedOut,
    /// Somebody else was first; the form shows what counts now.
    Conflict,
    /// A password that is shown this once.
    Password(String),
}

/// What somebody with the role does.
fn role_for(role: Role) -> &'static str {
    match role {
        Role::Crew => "doet het werk van een team",
        Role::Boa => "doet het werk van handhaving",
        Role::Dispatcher => "verdeelt en handelt af",
        Role::Manager => "ziet de cijfers",
        Role::Admin => "mag alles, ook accounts",
    }
}

impl Listed {
    fn role_in_words(&self) -> &'static str {
        words::role(&self.role)
    }

    /// The teams; and where, when it is a part of the municipality.
    fn work_in_words(&self, town: &Town) -> String {
        let teams = if self.teams.is_empty() { "–".to_owned() } else { self.teams.join(", ") };
        if self.area_codes.is_empty() {
            return teams;
        }
        let areas = town.names_of_areas(&self.area_codes);
        if self.teams.is_empty() { areas } else { format!("{teams}; in {areas}") }
    }
}

impl AccountsPage {
    /// Code and name of each role, and what it is for.
    pub fn roles(&self) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
        let row = |role: Role| (role.as_str(), words::role(role.as_str()), role_for(role));
        Role::ALL.into_iter().map(row)
    }

    pub fn value(&self, name: &str) -> &str {
        account::value(&self.fields, name)
    }

    /// Whether the form has this value among those with the name.
    pub fn has(&self, field: &str, it: &str) -> bool {
        self.fields.iter().any(|(name, value)| name == field && value == it)
    }

    /// Whether the form limits the account to a part of the municipality.
    pub fn is_limited(&self) -> bool {
        self.value("waar") == "deel"
    }

    /// Whether something of the wijk is chosen, so that it must be seen; or there is no other.
    fn chooses_in(&self, wijk: &Wijk<'_>) -> bool {
        let has = |code: &str| self.has("gebied", code);
        has(wijk.code)
            || wijk.buurten.iter().any(|buurt| has(&buurt.area_code))
            || self.town.buurten.len() == wijk.buurten.len()
    }

    /// Who decides about the account in the form, when it is not us.
    fn follows(&self) -> Option<&String> {
        self.giver.as_ref().filter(|_| self.open().is_some_and(|account| account.is_linked))
    }

    pub fn is_wrong(&self, field: &str) -> bool {
        self.mistakes.iter().any(|mistake| mistake.field == field)
    }

    pub fn is_chosen(&self, account: &Listed) -> bool {
        self.chosen == Some(account.staff_account_id)
    }

    /// The account in the form as it is in the list.
    pub fn open(&self) -> Option<&Listed> {
        self.accounts.iter().find(|account| self.is_chosen(account))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::DateTime;

    use super::*;
    use crate::town;

    fn page(sessions: i64, chosen: Option<Uuid>) -> String {
        let account = Listed {
            staff_account_id: Uuid::from_u128(7),
            email: "crew@demo".to_owned(),
            name: "<b>Ploeg".to_owned(),
            role: "crew".to_owned(),
            is_blocked: false,
            is_linked: false,
            has_code: false,
            teams: vec!["Wijkteam Schoon".to_owned()],
            area_codes: vec!["WK1".to_owned()],
            sees_contact: false,
            sees_evidence: false,
            sessions,
        };
        let page = Page::desktop(&Arc::default(), "/beheer/accounts", DateTime::UNIX_EPOCH, None);
        let page = AccountsPage {
            page,
            accounts: vec![account],
            town: town::sample(),
            chosen,
            fields: vec![],
            mistakes: vec![],
            changes: vec![],
            giver: None,
            notice: None,
        };
        page.render().unwrap()
    }

    #[test]
    fn only_who_is_signed_in_somewhere_can_be_signed_out() {
        let action = format!("/beheer/accounts/{}/uitloggen", Uuid::from_u128(7));
        let chosen = Some(Uuid::from_u128(7));
        let html = page(2, chosen);
        assert!(html.contains(&action) && html.contains("&#60;b&#62;Ploeg"), "{html}");
        assert!(html.contains("Wijkteam Schoon; in Liendert"), "{html}");
        assert!(!page(0, chosen).contains(&action) && !page(2, None).contains(&action));
    }
}
