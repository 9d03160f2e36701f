//! Opens what a phone closed so that it cannot read it itself: evidence that waits for a connection.
//!
//! A key of the phone, made for this one thing, and ours give one key: ECDH on P-256 (NIST SP 800-56A), HKDF
//! (RFC 5869) and AES-256-GCM (NIST SP 800-38D). `web/islands/lib/envelope.ts` closes it.

use aes_gcm::{
    Aes256Gcm, KeyInit as _, Nonce,
    aead::{Aead as _, Payload},
};
use anyhow::Context as _;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hkdf::Hkdf;
use p256::{PublicKey, SecretKey, elliptic_curve::sec1::ToSec1Point as _};
use sha2::Sha256;

/// Bytes that closing adds: the tag of AES-GCM.
pub const TAG_BYTES: usize = 16;

/// Bytes of a public key, as SEC 1 writes it without compression.
pub const KEY_BYTES: usize = 65;

/// Of a key that follows from the one that signs.
const OWN_INFO: &[u8] = b"opgeruimd evidence envelope";

/// Of a key for one thing.
const INFO: &[u8] = b"opgeruimd evidence";

const SECRET_BYTES: usize = 32;

/// A key closes one thing, so the nonce may be the same for each.
const NONCE: [u8; 12] = [0; 12];

/// Cheap to clone.
#[derive(Clone)]
pub struct Opener(SecretKey);

impl Opener {
    /// `seed` is the seed of the key that signs, 32 bytes in base64url: this key follows from it.
    pub fn new(seed: &str) -> anyhow::Result<Self> {
        let seed = URL_SAFE_NO_PAD.decode(seed.trim_end_matches('='))?;
        let mut secret = [0; SECRET_BYTES];
        let derived = Hkdf::<Sha256>::new(None, &seed).expand(OWN_INFO, &mut secret);
        derived.ok().context("a key of this length")?;
        // One seed in 2^32 gives none.
        Ok(Self(SecretKey::from_slice(&secret).ok().context("choose another EVIDENCE_KEY")?))
    }

    /// For phones: the public key in base64url.
    pub fn public_key(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.public_bytes())
    }

    fn public_bytes(&self) -> Vec<u8> {
        self.0.public_key().to_sec1_point(false).as_bytes().to_vec()
    }

    /// `None` for what was closed for another key or something else, and for what is damaged.
    /// `envelope` is the public key of the phone.
    pub fn open(&self, envelope: &[u8], closed: &[u8], what_for: &str) -> Option<Vec<u8>> {
        let theirs = PublicKey::from_sec1_bytes(envelope).ok()?;
        let shared = self.0.diffie_hellman(&theirs);
        let info = [INFO, envelope, &self.public_bytes()].concat();
        let mut key = [0; SECRET_BYTES];
        shared.extract::<Sha256>(None).expand(&info, &mut key).ok()?;
        let payload = Payload { msg: closed, aad: what_for.as_bytes() };
        Aes256Gcm::new(&key.into()).decrypt(&Nonce::from(NONCE), payload).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of the tests' own key.
    const SEED: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
    const FOR: &str = "0199b3f0-1c2d-7000-8000-000000000001";

    fn opener() -> Opener {
        Opener::new(SEED).unwrap()
    }

    /// Made by a browser's own cryptography, with `envelope.ts`.
    fn closed() -> (Vec<u8>, Vec<u8>) {
        let bytes = |text| URL_SAFE_NO_PAD.decode(text).unwrap();
        let envelope = "BPG5ScUFRGrBjTT1pum4-n65xo1mG81taRIUG6ZyQpG8VKhV-JpN262lX6TX7YgEPzcsEBSwJXvg3EvH0otAmas";
        (bytes(envelope), bytes("6CExeevDa5hsjVEsMfoIoojtX_sEy9zTLYv7g3D5eSK1L-og"))
    }

    #[test]
    fn what_a_phone_closed_is_opened() {
        let (envelope, closed) = closed();
        let key = "BKCn77d6A7ltEVjv69_f6V1EV8cpGjHFgLgJ8vosC37bHbDb24xZwyE0RpETpqQ87UEc5V66mINrOhLMvLRcQxw";

        assert_eq!(opener().public_key(), key);
        assert_eq!(opener().open(&envelope, &closed, FOR).unwrap(), b"what the camera gave");
        assert_eq!((envelope.len(), closed.len() - TAG_BYTES), (KEY_BYTES, 20));
    }

    #[test]
    fn it_opens_for_nobody_else_for_nothing_else_and_not_when_a_bit_is_wrong() {
        let (envelope, closed) = closed();
        let other = Opener::new("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").unwrap();
        assert_eq!(other.open(&envelope, &closed, FOR), None);
        assert_eq!(opener().open(&envelope, &closed, "something else"), None);
        for bit in 0..closed.len() * 8 {
            let mut changed = closed.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(opener().open(&envelope, &changed, FOR), None);
        }
        for bit in 0..envelope.len() * 8 {
            let mut changed = envelope.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(opener().open(&changed, &closed, FOR), None);
        }
        for nothing in [&b""[..], b"x", &[4; KEY_BYTES]] {
            assert_eq!(opener().open(nothing, &closed, FOR), None);
        }
    }
}
