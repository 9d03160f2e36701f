//! A box that only who has the key can open, and only for what it was sealed for.
//!
//! 24 bytes nonce, then the XChaCha20-Poly1305 ciphertext with its tag of 16 bytes. What it is for is
//! its associated data, so that a box cannot be moved to something else.

use anyhow::Context as _;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};

const NONCE_BYTES: usize = 24;

/// Holds the key. Cheap to clone.
#[derive(Clone)]
pub struct Seal(XChaCha20Poly1305);

impl Seal {
    /// Fails for a key that is not 32 bytes.
    pub fn new(key: &[u8]) -> anyhow::Result<Self> {
        let cipher = XChaCha20Poly1305::new_from_slice(key);
        Ok(Self(cipher.ok().context("the key is not 32 bytes")?))
    }

    /// With 32 bytes in base64url, as keys are configured.
    pub fn of_text(key: &str) -> anyhow::Result<Self> {
        let key = BASE64_URL_SAFE_NO_PAD.decode(key.trim_end_matches('='));
        Self::new(&key.context("the key is not base64url")?)
    }

    /// Fails for more bytes than the cipher takes, some 256 GB.
    pub fn seal(&self, what_for: &[u8], bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
        let nonce: [u8; NONCE_BYTES] = rand::random();
        let payload = Payload { msg: bytes, aad: what_for };
        let sealed = self.0.encrypt(&XNonce::from(nonce), payload);
        Ok([&nonce[..], &sealed.ok().context("too much to seal")?].concat())
    }

    /// `None` for what another key sealed, for what was sealed for something else, and for what is
    /// damaged.
    pub fn open(&self, what_for: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, text) = sealed.split_at_checked(NONCE_BYTES)?;
        let nonce = XNonce::try_from(nonce).ok()?;
        self.0.decrypt(&nonce, Payload { msg: text, aad: what_for }).ok()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(byte: u8) -> Seal {
        Seal::new(&[byte; 32]).unwrap()
    }

    #[test]
    fn a_box_opens_with_its_key_for_what_it_was_sealed_for() {
        let sealed = key(7).seal(b"one", b"secret").unwrap();

        assert_eq!(key(7).open(b"one", &sealed).as_deref(), Some(&b"secret"[..]));
        assert_eq!(key(8).open(b"one", &sealed), None);
        assert_eq!(key(7).open(b"other", &sealed), None);
        assert!(!sealed.windows(6).any(|window| window == b"secret"));
        assert_ne!(sealed, key(7).seal(b"one", b"secret").unwrap());
    }

    #[test]
    fn a_key_of_another_length_is_refused() {
        assert!(Seal::new(&[7; 31]).is_err());
        assert!(Seal::of_text(&BASE64_URL_SAFE_NO_PAD.encode([7; 32])).is_ok());
        assert!(Seal::of_text("c2hvcnQ").is_err() && Seal::of_text("not base64url!").is_err());
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(sealed in prop::collection::vec(any::<u8>(), 0..80)) {
            prop_assert_eq!(key(7).open(b"one", &sealed), None);
        }

        #[test]
        fn a_damaged_box_stays_shut(at in 0_usize..60, bit in 0_u8..8) {
            let mut sealed = key(7).seal(b"one", b"secret").unwrap();
            let at = at % sealed.len();
            sealed[at] ^= 1 << bit;
            prop_assert_eq!(key(7).open(b"one", &sealed), None);
        }
    }
}
