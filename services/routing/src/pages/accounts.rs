//! Who may sign in, as the administrator sees it.

use askama::Template;
use web::{Page, words};

use crate::store::accounts::Listed;

/// The page.
#[derive(Debug, Template)]
#[template(path = "accounts.html")]
pub struct AccountsPage {
    pub page: Page,
    pub accounts: Vec<Listed>,
    /// The name of the account that was just signed out everywhere.
    pub out: Option<String>,
}

impl Listed {
    fn role_in_words(&self) -> &'static str {
        words::role(&self.role)
    }

    fn teams_in_words(&self) -> String {
        if self.teams.is_empty() { "–".to_owned() } else { self.teams.join(", ") }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn only_who_is_signed_in_somewhere_has_a_button() {
        let account = |name: &str, sessions| Listed {
            staff_account_id: Uuid::from_u128(7),
            email: "crew@demo".to_owned(),
            name: name.to_owned(),
            role: "crew".to_owned(),
            teams: vec!["Wijkteam Schoon".to_owned()],
            sessions,
        };
        let page = Page::desktop(&Arc::default(), "/beheer/accounts", DateTime::UNIX_EPOCH, None);
        let accounts = vec![account("<b>Ploeg", 2), account("Ploeg 2", 0)];

        let html = AccountsPage { page, accounts, out: None }.render().unwrap();

        assert_eq!(html.matches("Overal uitloggen").count(), 1);
        let action = format!("/beheer/accounts/{}/uitloggen", Uuid::from_u128(7));
        assert!(html.contains(&action) && html.contains("&#60;b&#62;Ploeg"), "{html}");
    }
}
