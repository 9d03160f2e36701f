//! Passwords and keys of one system: made once, kept in DATA/secrets.json, readable by its owner only.
use crate::{data_dir, workspace::SERVICES};
use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::SigningKey;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

/// Bytes of randomness in a key.
const KEY_BYTES: usize = 32;
/// Bytes of randomness in a password.
const PASSWORD_BYTES: usize = 16;

/// All secrets by name; `db/intake` is the database password of intake.
pub struct Secrets(BTreeMap<String, String>);

impl Secrets {
    /// Reads the secrets, and makes those that are missing.
    pub fn load(path: &Path) -> Result<Self> {
        let known = match std::fs::read_to_string(path) {
            Ok(text) => serde_json::from_str(&text)
                .with_context(|| format!("{} is damaged", path.display()))?,
            Err(error) if error.kind() == ErrorKind::NotFound => BTreeMap::new(),
            // New ones would lock us out of the data.
            Err(error) => {
                return Err(error).with_context(|| format!("{} cannot be read", path.display()));
            }
        };
        let mut all = known.clone();
        for user in SERVICES.iter().chain(&["postgres"]) {
            all.entry(format!("db/{user}")).or_insert_with(password);
        }
        for user in SERVICES.iter().chain(&["admin", "sys"]) {
            all.entry(format!("nats/{user}")).or_insert_with(password);
        }
        for key in ["session_seed", "contact_key", "evidence_key"] {
            all.entry(key.to_owned())
                .or_insert_with(|| URL_SAFE_NO_PAD.encode(rand::random::<[u8; KEY_BYTES]>()));
        }
        if all != known {
            data_dir::write(path, &serde_json::to_string_pretty(&all)?, 0o600)?;
        }
        Ok(Self(all))
    }

    /// The database password of a role.
    pub fn database(&self, role: &str) -> Result<&str> {
        self.get(&format!("db/{role}"))
    }

    /// The event bus password of a user.
    pub fn nats(&self, user: &str) -> Result<&str> {
        self.get(&format!("nats/{user}"))
    }

    /// The key that encrypts contact details, base64url.
    pub fn contact_key(&self) -> Result<&str> {
        self.get("contact_key")
    }

    /// The key that signs the logs of enforcement cases: an Ed25519 seed, base64url.
    pub fn evidence_key(&self) -> Result<&str> {
        self.get("evidence_key")
    }

    /// The key that signs staff sessions: an Ed25519 seed, base64url.
    pub fn session_seed(&self) -> Result<&str> {
        self.get("session_seed")
    }

    /// The key that verifies staff sessions, base64url.
    pub fn session_public_key(&self) -> Result<String> {
        let seed = URL_SAFE_NO_PAD.decode(self.session_seed()?)?;
        let seed = <[u8; KEY_BYTES]>::try_from(seed.as_slice()).context("a seed has 32 bytes")?;
        Ok(URL_SAFE_NO_PAD.encode(SigningKey::from_bytes(&seed).verifying_key().as_bytes()))
    }

    fn get(&self, name: &str) -> Result<&str> {
        self.0.get(name).map(String::as_str).with_context(|| format!("there is no secret {name}"))
    }
}

/// Hexadecimal, so that it needs no quoting in a URL; a letter first, so that nats-server does not
/// read it as a number.
fn password() -> String {
    let bytes = rand::random::<[u8; PASSWORD_BYTES]>();
    bytes.iter().fold("p".to_owned(), |text, byte| format!("{text}{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn secrets_are_made_once_and_for_the_owner_only() {
        let path = std::env::temp_dir().join(format!("xtask-secrets-{}.json", std::process::id()));
        let _ = std::fs::remove_file(&path);

        let first = Secrets::load(&path).unwrap();
        let second = Secrets::load(&path).unwrap();

        assert_eq!(first.0, second.0);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_ne!(first.database("intake").unwrap(), first.nats("intake").unwrap());
        assert!(first.nats("sys").unwrap().starts_with('p'));
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn secrets_that_cannot_be_read_are_not_replaced() {
        let path = std::env::temp_dir().join(format!("xtask-secrets-{}", std::process::id()));
        // A folder cannot be read as a file, not even by root.
        std::fs::create_dir_all(&path).unwrap();

        assert!(Secrets::load(&path).is_err_and(|it| it.to_string().contains("cannot be read")));
        std::fs::remove_dir(path).unwrap();
    }

    #[test]
    fn the_public_key_follows_from_the_seed() {
        // RFC 8032, section 7.1, test 1.
        let seed = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A".to_owned();
        let secrets = Secrets(BTreeMap::from([("session_seed".to_owned(), seed)]));

        let public = secrets.session_public_key().unwrap();

        assert_eq!(public, "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    }
}
