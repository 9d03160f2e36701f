//! Passwords: Argon2id with the parameters that OWASP advises.

use anyhow::Context as _;
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use rand::RngExt as _;

/// OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Letters and digits that nobody confuses.
const ALPHABET: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// 99 bits.
const GENERATED_LENGTH: usize = 20;

fn hasher() -> anyhow::Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None);
    let params = params.map_err(|error| anyhow::anyhow!("Argon2 parameters: {error}"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes the password with a new salt. Takes tens of milliseconds and 19 MiB.
pub fn hash(password: &str) -> anyhow::Result<String> {
    let hash = hasher()?.hash_password(password.as_bytes());
    Ok(hash.map_err(|error| anyhow::anyhow!("hash a password: {error}"))?.to_string())
}

/// Whether the password belongs to the hash. As slow as [`hash`].
pub fn verify(password: &str, hash: &str) -> anyhow::Result<bool> {
    let hash = PasswordHash::new(hash).ok().context("the stored hash is not in PHC form")?;
    Ok(hasher()?.verify_password(password.as_bytes(), &hash).is_ok())
}

/// A random password.
pub fn generate() -> String {
    let mut rng = rand::rng();
    (0..GENERATED_LENGTH)
        .map(|_| char::from(ALPHABET[rng.random_range(0..ALPHABET.len())]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_itself_fits_its_hash() {
        let hash = hash("hunter2").unwrap();

        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(verify("hunter2", &hash).unwrap());
        assert!(!verify("hunter3", &hash).unwrap());
        assert!(verify("hunter2", "nonsense").is_err());
    }

    #[test]
    fn no_two_generated_passwords_are_the_same() {
        let (one, other) = (generate(), generate());

        assert_eq!(one.len(), GENERATED_LENGTH);
        assert_ne!(one, other);
    }
}
