//! The pages on which residents ask for mail about a buurt, and say yes.

use askama::Template;
use chrono::{DateTime, Utc};
use web::{FieldErrors, Page};

/// `/berichten/buurt`. Posts `buurt` and `email`.
#[derive(Debug, Template)]
#[template(path = "alert_ask.html")]
pub struct AskPage {
    pub page: Page,
    /// Errors at fields `buurt` and `mail`.
    pub errors: FieldErrors,
    /// Code and name of each buurt.
    pub areas: Vec<(String, String)>,
    /// Code of the buurt that was chosen; may be empty.
    pub area: String,
    pub email: String,
}

/// `/berichten/buurt/gevraagd`: look in your mail.
#[derive(Debug, Template)]
#[template(path = "alert_asked.html")]
pub struct AskedPage {
    pub page: Page,
}

/// `/berichten/buurt/{token}`: is it really you, or do you want to go on? Posts nothing.
#[derive(Debug, Template)]
#[template(path = "alert_confirm.html")]
pub struct ConfirmPage {
    pub page: Page,
    pub area_name: String,
    /// Until when the mails come; `None`: nobody said yes yet.
    pub until: Option<DateTime<Utc>>,
}

/// After the button of [`ConfirmPage`].
#[derive(Debug, Template)]
#[template(path = "alert_on.html")]
pub struct OnPage {
    pub page: Page,
    pub area_code: String,
    pub area_name: String,
    pub until: DateTime<Utc>,
}
