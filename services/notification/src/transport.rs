//! How a mail leaves: by SMTP, or into a folder where there is no mail server.

mod folder;
mod smtp;

pub use folder::Folder;
pub use smtp::Smtp;

use lettre::Message;
use uuid::Uuid;

/// A way out for mails.
pub trait Transport: Send + Sync + 'static {
    /// Hands the message over. With the same id it is the same message again.
    fn send(
        &self,
        delivery_id: Uuid,
        message: Message,
    ) -> impl Future<Output = Result<(), SendError>> + Send;
}

/// Why a mail did not leave. The words never hold an address.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum SendError {
    /// This may pass.
    #[error("{0}")]
    Later(String),
    /// It will never be taken.
    #[error("{0}")]
    Never(String),
}

impl From<sqlx::Error> for SendError {
    fn from(error: sqlx::Error) -> Self {
        Self::Later(format!("the database: {error}"))
    }
}

impl From<askama::Error> for SendError {
    fn from(error: askama::Error) -> Self {
        Self::Later(format!("the mail cannot be written: {error}"))
    }
}

/// Of putting the message together.
impl From<anyhow::Error> for SendError {
    fn from(error: anyhow::Error) -> Self {
        Self::Never(format!("the mail cannot be composed: {error:#}"))
    }
}
