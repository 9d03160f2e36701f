//! `/inloggen`: one page for a phone and for a desk.

use askama::Template;
use web::{Lang, Page};

use crate::code::Drawing;

/// `GET /inloggen`, and again (422 or 401) when it failed. The form posts `email`, `password`, `next`.
/// Make `page` with [`Page::crew`]: the page carries the phone's sheet, also on a desk.
#[derive(Debug, Template)]
#[template(path = "sign_in.html")]
pub struct SignInPage {
    pub page: Page,
    /// What was typed before; never the password.
    pub email: String,
    /// Where to go afterwards: a path on this site, or empty.
    pub next: String,
    /// The identity provider where somebody can sign in instead: "de gemeente".
    pub provider: Option<String>,
    pub error: Option<SignInError>,
    pub notice: Option<SignInNotice>,
    /// Somebody is signed in already: the name, and where their work begins.
    pub signed: Option<(String, &'static str)>,
}

/// Why somebody has to sign in again, or did not come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInNotice {
    /// This session ended, here or elsewhere.
    Ended,
    /// They asked for it just now.
    OutEverywhere,
    /// They changed their password just now.
    NewPassword,
    /// The code came too late, or was wrong too often.
    CodeOver,
    /// The way to the identity provider took too long, or began elsewhere.
    WayOver,
    /// They stopped at the provider.
    Cancelled,
    ProviderSilent,
    /// What the provider answered cannot be trusted or understood.
    ProviderWrong,
    /// The provider knows them, and they have no access here.
    NoAccess,
    Blocked,
    /// Their address is that of another account.
    AddressTaken,
    /// The provider tells no address.
    NoAddress,
}

impl SignInNotice {
    /// What can come of a way to the provider, with its code in an address.
    const OF_PROVIDER: [(&str, Self); 8] = [
        ("over", Self::WayOver),
        ("gestopt", Self::Cancelled),
        ("stil", Self::ProviderSilent),
        ("fout", Self::ProviderWrong),
        ("geen-toegang", Self::NoAccess),
        ("geblokkeerd", Self::Blocked),
        ("adres-bezet", Self::AddressTaken),
        ("geen-adres", Self::NoAddress),
    ];

    pub fn of_provider(code: &str) -> Option<Self> {
        Self::OF_PROVIDER.into_iter().find(|(it, _)| *it == code).map(|(_, notice)| notice)
    }

    /// As it stands in an address; empty for what does not come of a way to the provider.
    pub fn code(self) -> &'static str {
        Self::OF_PROVIDER.into_iter().find(|(_, it)| *it == self).map_or("", |(code, _)| code)
    }

    /// Whether somebody did not get in.
    pub fn is_bad(self) -> bool {
        !self.code().is_empty() && self != Self::Cancelled
    }

    pub fn text(self) -> &'static str {
        match self {
            Self::Ended => "Je bent uitgelogd, hier of op een ander apparaat. Log opnieuw in.",
            Self::OutEverywhere => {
                "Je bent overal uitgelogd. Binnen vijf seconden geldt dat op elk apparaat."
            }
            Self::CodeOver => {
                "De code kwam te laat, of was te vaak fout. Begin opnieuw met je wachtwoord."
            }
            Self::NewPassword => "Je wachtwoord is veranderd. Log in met het nieuwe.",
            Self::WayOver => {
                "Het inloggen duurde te lang, of begon in een ander venster. Probeer het opnieuw."
            }
            Self::Cancelled => "Je bent gestopt met inloggen.",
            Self::ProviderSilent => {
                "De inlogdienst geeft geen antwoord. Probeer het over een paar minuten opnieuw."
            }
            Self::ProviderWrong => {
                "Het antwoord van de inlogdienst klopt niet. Probeer het opnieuw. Lukt het weer \
                 niet? Vraag je beheerder om hulp."
            }
            Self::NoAccess => {
                "Je hebt nog geen toegang tot Opgeruimd. Vraag je beheerder om een account."
            }
            Self::Blocked => "Je account is geblokkeerd. Vraag je beheerder waarom.",
            Self::AddressTaken => {
                "Je mailadres hoort al bij een ander account. Vraag je beheerder om hulp."
            }
            Self::NoAddress => {
                "De inlogdienst geeft je mailadres niet door. Vraag je beheerder om hulp."
            }
        }
    }
}

/// What to repair. Which of the two was wrong is never told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInError {
    /// "Dit mailadres en wachtwoord horen niet bij elkaar."
    pub summary: String,
    /// For at the field, when this field is empty or no address.
    pub email: Option<String>,
    pub password: Option<String>,
}

impl SignInPage {
    /// A greeting by the clock in the Netherlands.
    pub fn greeting(&self) -> &'static str {
        let clock = Lang::dutch().clock(self.page.now);
        match clock.as_str() {
            clock if ("06.00".."12.00").contains(&clock) => "Goedemorgen",
            clock if ("12.00".."18.00").contains(&clock) => "Goedemiddag",
            _ => "Goedenavond",
        }
    }

    /// The field that the summary leads to.
    pub fn first_wrong(&self) -> &'static str {
        match &self.error {
            Some(SignInError { email: None, password: Some(_), .. }) => "wachtwoord",
            _ => "mail",
        }
    }

    pub fn email_error(&self) -> Option<&String> {
        self.error.as_ref()?.email.as_ref()
    }

    pub fn password_error(&self) -> Option<&String> {
        self.error.as_ref()?.password.as_ref()
    }
}

/// `GET /account`, and again (422, 401 or 429) when it failed. The form posts `nu` and `nieuw`.
#[derive(Debug, Template)]
#[template(path = "account.html")]
pub struct AccountPage {
    pub page: Page,
    pub name: String,
    pub email: String,
    pub role: &'static str,
    /// Where their work begins.
    pub home: &'static str,
    /// The identity provider where they sign in; `None` for who has a password.
    pub provider: Option<String>,
    pub error: Option<PasswordError>,
    pub code: CodeState,
    pub code_error: Option<&'static str>,
}

/// Whether a code from the phone is asked besides the password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeState {
    Off,
    /// The secret is shown and waits for a code of it.
    Pending {
        drawing: Drawing,
        /// For who cannot scan.
        typed: String,
    },
    On,
}

/// `/inloggen/code`: after the password. The form posts `stap`, `code` and `next`.
#[derive(Debug, Template)]
#[template(path = "code.html")]
pub struct CodePage {
    pub page: Page,
    /// Says whose password was right.
    pub form: String,
    pub next: String,
    pub error: Option<&'static str>,
}

/// Which of the two passwords is not taken, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordError {
    pub is_new: bool,
    pub text: String,
}

impl AccountPage {
    fn at(&self, is_new: bool) -> Option<&str> {
        self.error.as_ref().filter(|error| error.is_new == is_new).map(|error| &*error.text)
    }

    pub fn now_error(&self) -> Option<&str> {
        self.at(false)
    }

    pub fn new_error(&self) -> Option<&str> {
        self.at(true)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::{DateTime, Utc};

    use super::*;

    fn greeting(at: &str) -> &'static str {
        let now: DateTime<Utc> = at.parse().unwrap();
        let page = Page::crew(&Arc::default(), "/inloggen", now, None);
        let (email, next) = (String::new(), String::new());
        let page = SignInPage {
            page,
            email,
            next,
            provider: None,
            error: None,
            notice: None,
            signed: None,
        };
        page.greeting()
    }

    #[test]
    fn every_end_of_a_way_is_told_by_its_code() {
        for (code, notice) in SignInNotice::OF_PROVIDER {
            assert_eq!((notice.code(), SignInNotice::of_provider(code)), (code, Some(notice)));
            assert!(notice.text().ends_with('.'));
        }
        assert_eq!(SignInNotice::of_provider("<script>"), None);
        assert!(!SignInNotice::Ended.is_bad() && SignInNotice::Blocked.is_bad());
    }

    #[test]
    fn the_greeting_follows_the_clock_of_the_netherlands() {
        assert_eq!(greeting("2026-11-23T07:10:00Z"), "Goedemorgen");
        assert_eq!(greeting("2026-11-23T11:00:00Z"), "Goedemiddag");
        assert_eq!(greeting("2026-11-23T17:30:00Z"), "Goedenavond");
        assert_eq!(greeting("2026-11-23T23:30:00Z"), "Goedenavond");
    }
}
