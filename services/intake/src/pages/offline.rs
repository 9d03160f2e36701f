//! The form that works without connection, on one page.

use askama::Template;
use web::Page;
use web::words::Category;

use super::Asked;

/// One buurt to choose from, with the place that stands for it.
#[derive(Debug, Clone)]
pub struct OfflineArea {
    pub code: String,
    pub name: String,
    /// Decimal degrees of a point that lies in it.
    pub longitude: String,
    pub latitude: String,
    /// What the crew reads for a place that is no more exact: "Ergens in de Zangvogelbuurt".
    pub somewhere: String,
    /// The same with the resident's words for the place, which stand at `#`.
    pub near: String,
}

/// The buurten of one wijk.
#[derive(Debug, Clone)]
pub struct OfflineGroup {
    pub wijk: String,
    pub areas: Vec<OfflineArea>,
}

/// `/melden/zonder-verbinding`: posts nothing; its script keeps the report on the phone.
#[derive(Debug, Template)]
#[template(path = "offline.html")]
pub struct OfflinePage {
    pub page: Page,
    pub areas: Vec<OfflineGroup>,
    /// What each category asks; none of those that ask nothing.
    pub asked: Vec<Asked>,
    /// Characters.
    pub place_max: usize,
    pub description_max: usize,
}

impl OfflinePage {
    fn categories(&self) -> impl IntoIterator<Item = Category> {
        self.page.lang.categories()
    }
}
