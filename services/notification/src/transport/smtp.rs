//! Sends mails to a mail server.

use std::{error::Error as _, fmt::Write as _, time::Duration};

use anyhow::Context as _;
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    transport::smtp::{Error, extension::ClientId},
};
use uuid::Uuid;

use super::{SendError, Transport};

/// Longer than this and the server counts as away. A bit less than the usual
/// patience of mail clients; the lease of a delivery is longer.
const SEND_TIMEOUT: Duration = Duration::from_secs(45);

/// Answers to one step of the conversation.
const STEP_TIMEOUT: Duration = Duration::from_secs(20);

/// Answers that mean this address. Not 550 and 554: with those a server also refuses everything, for
/// example while our account or sender is set up wrongly.
const NEVER: [&str; 3] = ["501", "551", "553"];

/// Extended codes (RFC 3463, RFC 7505) that mean this address, whatever the answer.
const NEVER_EXTENDED: [&str; 5] = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"];

/// A mail server, by its URL. Each mail is a conversation of its own.
#[derive(Clone, Debug)]
pub struct Smtp(AsyncSmtpTransport<Tokio1Executor>);

impl Smtp {
    /// `url` as in the settings; `host` is how we introduce ourselves.
    pub fn new(url: &str, host: &str) -> anyhow::Result<Self> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| anyhow::anyhow!("not smtp://… or smtps://…"))
            .context("SMTP_URL")?;
        let transport = builder
            .timeout(Some(STEP_TIMEOUT))
            .hello_name(
                host.parse().map_or_else(|_| ClientId::Domain(host.to_owned()), ClientId::Ipv4),
            )
            .build();
        Ok(Self(transport))
    }
}

impl Transport for Smtp {
    async fn send(&self, _delivery_id: Uuid, message: Message) -> Result<(), SendError> {
        match tokio::time::timeout(SEND_TIMEOUT, self.0.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(explain(&error)),
            Err(_) => Err(SendError::Later("the mail server took too long".to_owned())),
        }
    }
}

/// Servers quote the address in their answer, so only its code is told.
fn explain(error: &Error) -> SendError {
    if let Some(code) = error.status() {
        let code = code.to_string();
        let text = error.source().map(ToString::to_string).unwrap_or_default();
        let extended = text.split_whitespace().next().filter(|word| word.starts_with("5."));
        let is_final = match extended {
            Some(extended) => NEVER_EXTENDED.contains(&extended),
            None => NEVER.contains(&code.as_str()),
        };
        let words = format!("the mail server answered {code}");
        return if is_final { SendError::Never(words) } else { SendError::Later(words) };
    }
    if error.is_response() {
        // What was not understood would be quoted.
        return SendError::Later("the mail server's answer makes no sense".to_owned());
    }
    let mut words = "the mail server could not be used".to_owned();
    let mut cause = error.source();
    while let Some(error) = cause {
        // Writing to a string does not fail.
        let _ = write!(words, ": {error}");
        cause = error.source();
    }
    SendError::Later(words)
}

#[cfg(test)]
mod tests;
