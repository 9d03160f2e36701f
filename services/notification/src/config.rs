//! All settings of notification.

use std::path::PathBuf;

use platform::config::{Common, Secret};

/// Tells whoever wants to know what happens with a report, by mail.
#[derive(Clone, Debug, clap::Parser)]
pub struct Config {
    #[command(flatten)]
    pub common: Common,

    /// Key that opens the contact details that intake sealed, 32 bytes in base64url.
    #[arg(long, env, hide_env_values = true)]
    pub contact_key: Secret,

    /// Address of intake, for the pictures in a mail.
    #[arg(long, env)]
    pub intake_url: String,

    /// Folder that mails are written to as .eml files, instead of being sent.
    #[arg(long, env)]
    pub mail_dir: Option<PathBuf>,

    /// Mail server: `smtps://user:password@host`, or `smtp://…?tls=required` for STARTTLS.
    /// Without either the connection is not encrypted.
    #[arg(long, env, hide_env_values = true)]
    pub smtp_url: Option<Secret>,

    /// Who the mails come from: a name and an address.
    #[arg(long, env, default_value = "Opgeruimd <opgeruimd@localhost>")]
    pub mail_from: String,
}

/// How mails leave.
#[derive(Debug)]
pub enum Way<'a> {
    Folder(&'a PathBuf),
    Server(&'a Secret),
}

impl Config {
    /// The one way that was chosen; fails when there is none or there are two.
    pub fn way(&self) -> anyhow::Result<Way<'_>> {
        // An empty variable is how some deployments say "not this one".
        let folder = self.mail_dir.as_ref().filter(|folder| !folder.as_os_str().is_empty());
        let server = self.smtp_url.as_ref().filter(|url| !url.expose().is_empty());
        match (folder, server) {
            (Some(folder), None) => Ok(Way::Folder(folder)),
            (None, Some(server)) => Ok(Way::Server(server)),
            (None, None) => anyhow::bail!("set MAIL_DIR or SMTP_URL: how do mails leave?"),
            (Some(_), Some(_)) => anyhow::bail!("set MAIL_DIR or SMTP_URL, not both"),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    fn config(arguments: &[&str]) -> Config {
        let given = [
            "notification",
            "--database-url=postgres://a",
            "--nats-user=n",
            "--nats-password=p",
            "--session-public-key=k",
            "--contact-key=k",
            "--intake-url=http://127.0.0.1:1",
        ];
        Config::parse_from(given.iter().chain(arguments))
    }

    #[test]
    fn exactly_one_way_out_is_chosen() {
        assert!(matches!(config(&["--mail-dir=mail"]).way(), Ok(Way::Folder(_))));
        assert!(matches!(config(&["--smtp-url=smtp://a"]).way(), Ok(Way::Server(_))));
        assert!(matches!(config(&["--mail-dir=mail", "--smtp-url="]).way(), Ok(Way::Folder(_))));
        assert!(config(&[]).way().is_err());
        assert!(config(&["--mail-dir=mail", "--smtp-url=smtp://a"]).way().is_err());
    }
}
