//! Enforcement cases: what a boa saw of an offence in the street, kept so that it stands up.
//!
//! The case is its log ([`ledger`]): everything that is added, seen or decided is a line, which is signed
//! and names the line before. A photo is hashed on the phone the moment it is made ([`sent`]), and
//! closed until it is here ([`envelope`]); the original lies unchanged in a [`vault`] of its own, and leaves
//! it only for who may open evidence, with a line in the log. A [`bundle`] holds all of a case, with what it takes to check it without us.

pub mod bundle;
pub mod envelope;
pub mod ledger;
pub mod photo_kind;
pub mod sent;
pub mod state;
pub mod taking;
pub mod vault;

use chrono::{DateTime, Datelike as _, Utc};
use platform::staff::Staff;
use uuid::Uuid;

pub use envelope::Opener;
pub use ledger::{By, Signer};
pub use state::{Outcome, State};
pub use vault::Vault;

/// A case as the lists know it.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Case {
    pub case_id: Uuid,
    /// For people: `HZ-2026-0118`.
    pub case_number: String,
    pub issue_id: Uuid,
    /// The order from which it was opened.
    pub work_order_id: Uuid,
    pub area_code: Option<String>,
    /// Code of the category.
    pub category: String,
    /// In words.
    pub place: String,
    #[sqlx(try_from = "String")]
    pub state: State,
    /// Code of the outcome; empty until it is closed.
    pub outcome: String,
    pub opened_at: DateTime<Utc>,
    /// The name that they chose for colleagues to see.
    pub opened_by: String,
}

impl From<&Staff> for By {
    fn from(staff: &Staff) -> Self {
        Self { id: staff.staff_id, name: staff.name.clone() }
    }
}

/// The number of the `nth` case of a year, which begins when it does in the Netherlands.
pub fn case_number(year: i32, nth: i32) -> String {
    format!("HZ-{year}-{nth:04}")
}

/// The year in the Netherlands.
pub fn year(at: DateTime<Utc>) -> i32 {
    web::dates::local_date(at).year()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_says_which_year_it_was_here() {
        assert_eq!(year("2026-12-31T22:59:59Z".parse().unwrap()), 2026);
        assert_eq!(year("2026-12-31T23:00:00Z".parse().unwrap()), 2027);
        assert_eq!(case_number(2026, 118), "HZ-2026-0118");
        assert_eq!(case_number(2026, 12345), "HZ-2026-12345");
    }
}
