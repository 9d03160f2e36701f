//! Who may sign in, and one account as a form, as the administrator sees it.

use askama::Template;
use platform::staff::Role;
use uuid::Uuid;
use web::form::Mistake;
use web::{Page, words};

use crate::{
    account::{self, Fields},
    store::{account_changes::Change, accounts::Listed, catalogue::Team},
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "accounts.html")]
pub struct AccountsPage {
    pub page: Page,
    pub accounts: Vec<Listed>,
    pub teams: Vec<Team>,
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

    fn teams_in_words(&self) -> String {
        if self.teams.is_empty() { "–".to_owned() } else { self.teams.join(", ") }
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

    pub fn has_team(&self, key: &str) -> bool {
        self.fields.iter().any(|(name, value)| name == "team" && value == key)
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
            sessions,
        };
        let page = Page::desktop(&Arc::default(), "/beheer/accounts", DateTime::UNIX_EPOCH, None);
        let page = AccountsPage {
            page,
            accounts: vec![account],
            teams: vec![],
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
        assert!(!page(0, chosen).contains(&action) && !page(2, None).contains(&action));
    }
}
