//! The log of a case: lines that cannot be changed unseen. Pure.
//!
//! Each line is one JSON object. It names the SHA-256 of the line before it, and is signed with Ed25519
//! (RFC 8032) by a key that the database does not have. So who changes a line breaks its signature, and
//! who leaves one out breaks the next; `hash` beside a line keeps that even without a key.
//! What is missing at the end shows only beside an earlier bundle, or the service's own messages, which
//! tell the hash of each line.

mod entry;
#[cfg(test)]
mod tests;

use anyhow::Context as _;
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chrono::{DateTime, SubsecRound as _, Utc};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use platform::hex;
use sha2::{Digest as _, Sha256};

pub use entry::{By, Entry, Label, Photo, Place, What};

/// Bytes of a SHA-256.
pub const HASH_BYTES: usize = 32;

/// Bytes of an Ed25519 seed.
const SEED_BYTES: usize = 32;

/// The DER of a public key of Ed25519, up to the key. Source: RFC 8410, section 4.
const SPKI_START: [u8; 12] =
    [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// A line as it is kept.
#[derive(Clone, Debug, Eq, PartialEq, sqlx::FromRow)]
pub struct Kept {
    /// As it was signed, to the letter.
    pub line: String,
    /// SHA-256 of the line.
    pub hash: Vec<u8>,
    pub signature: Vec<u8>,
}

/// The log as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Every line that can be read, with its number.
    pub entries: Vec<Entry>,
    /// Numbers of lines that are not as they were written, or not where they belong.
    pub broken: Vec<usize>,
}

/// Signs lines. Cheap to clone.
#[derive(Clone)]
pub struct Signer(SigningKey);

impl Signer {
    /// `seed` is the seed of an Ed25519 key, 32 bytes in base64url.
    pub fn new(seed: &str) -> anyhow::Result<Self> {
        let seed = URL_SAFE_NO_PAD.decode(seed.trim_end_matches('='))?;
        let seed = <[u8; SEED_BYTES]>::try_from(seed.as_slice()).ok();
        Ok(Self(SigningKey::from_bytes(&seed.context("not 32 bytes in base64url")?)))
    }

    pub fn key(&self) -> VerifyingKey {
        self.0.verifying_key()
    }

    /// The public key as a file that other programs read.
    pub fn public_pem(&self) -> String {
        let der = [&SPKI_START[..], self.key().as_bytes()].concat();
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", STANDARD.encode(der))
    }

    /// By which people compare keys: the start of its SHA-256, in groups of four.
    pub fn fingerprint(&self) -> String {
        let digits = hex::encoded(&hash(self.key().as_bytes())[..FINGERPRINT_BYTES]);
        let groups: Vec<_> = digits.as_bytes().chunks(4).map(String::from_utf8_lossy).collect();
        groups.join(" ")
    }

    /// The line that comes after `last`: its number and the hash beside it. The first line comes after
    /// none.
    pub fn write(
        &self,
        (number, previous): (usize, Option<&[u8]>),
        case: &str,
        (at, by): (DateTime<Utc>, &By),
        what: What,
    ) -> anyhow::Result<Kept> {
        let entry = Entry {
            case: case.to_owned(),
            number,
            previous: hex::encoded(previous.unwrap_or(&[0; HASH_BYTES])),
            at: at.trunc_subsecs(3),
            by: by.clone(),
            what,
        };
        let line = serde_json::to_string(&entry)?;
        let signature = self.0.sign(line.as_bytes()).to_bytes().to_vec();
        Ok(Kept { hash: hash(line.as_bytes()).to_vec(), line, signature })
    }
}

/// Bytes of a fingerprint: enough that nobody makes another key with it (NIST SP 800-107, section 5.1).
const FINGERPRINT_BYTES: usize = 16;

/// Reads the log of a case and says which lines are not as they were written.
pub fn read(case: &str, lines: &[Kept], key: &VerifyingKey) -> Reading {
    let mut reading = Reading { entries: Vec::new(), broken: Vec::new() };
    let mut previous = [0; HASH_BYTES];
    for (index, kept) in lines.iter().enumerate() {
        let number = index + 1;
        let now = hash(kept.line.as_bytes());
        let entry = serde_json::from_str::<Entry>(&kept.line).ok();
        let fits = entry.as_ref().is_some_and(|entry| {
            (entry.case.as_str(), entry.number) == (case, number)
                && entry.previous == hex::encoded(&previous)
        });
        if !fits || kept.hash != now || !is_signed(kept, key) {
            reading.broken.push(number);
        }
        reading.entries.extend(entry);
        previous = now;
    }
    reading
}

fn is_signed(kept: &Kept, key: &VerifyingKey) -> bool {
    let signature = Signature::from_slice(&kept.signature);
    signature.is_ok_and(|it| key.verify_strict(kept.line.as_bytes(), &it).is_ok())
}

/// SHA-256 (FIPS 180-4).
pub fn hash(bytes: &[u8]) -> [u8; HASH_BYTES] {
    Sha256::digest(bytes).into()
}
