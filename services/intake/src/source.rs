//! How a report came in, for rules that ask for it.

/// How a report comes in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Source {
    /// The pages of the form.
    Form,
    /// `POST /api/v1/reports`, which phones that were without connection use too.
    Api,
}

impl Source {
    /// The word in events.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Api => "api",
        }
    }
}
