//! What staff see of routing: signing in, and the dispatcher's inbox.

mod accounts;
mod choice;
mod desk;
mod inbox;
mod issue;
mod map;
mod rules;
mod setup;
mod sign_in;
mod terms;
mod texts;

pub(crate) use web::drawn;

pub use accounts::{AccountsNotice, AccountsPage};
pub use choice::{Chip, Choice, Panel};
pub use desk::{Alike, Asked, KEYS, Notice, OUTCOMES, UndoOffer};
pub use inbox::{Group, InboxPage, IssueRow};
pub use issue::{Detail, Event, Joined, Note, Photo, StaffNote, TeamOption};
pub use map::{Map, Mark};
pub use rules::{RulesNotice, RulesPage};
pub use setup::{AreasPage, TeamsPage};
pub use sign_in::{
    AccountPage, CodePage, CodeState, PasswordError, SignInError, SignInNotice, SignInPage,
};
pub use terms::{TermsNotice, TermsPage};
pub use texts::{TextsNotice, TextsPage};
