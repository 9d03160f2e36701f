//! `/werk/zonder-verbinding`: what the crew's phone shows when it has no connection and did not keep the page.

use askama::Template;
use web::Page;

/// Nothing of the work is on it.
#[derive(Debug, Template)]
#[template(path = "away.html")]
pub struct AwayPage {
    pub page: Page,
}
