//! What staff see of routing: signing in, and the dispatcher's inbox.

mod accounts;
mod desk;
mod inbox;
mod map;
mod rules;
mod sign_in;
mod terms;

pub use accounts::AccountsPage;
pub use desk::{Alike, Asked, KEYS, Notice, OUTCOMES, UndoOffer};
pub use inbox::{
    Detail, Event, Group, InboxPage, IssueRow, Joined, Note, Photo, TeamOption, query, view_of,
};
pub use map::{AreaShape, Map, Mark};
pub use rules::{RulesNotice, RulesPage};
pub use sign_in::{SignInError, SignInNotice, SignInPage};
pub use terms::{TermsNotice, TermsPage};
