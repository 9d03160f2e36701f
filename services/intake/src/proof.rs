//! Proof of work, after the ALTCHA protocol: a browser searches for a number, which costs it a second
//! and a machine that sends thousands of reports a lot of them. Nobody has to read or tap anything.
//!
//! The server remembers nothing of a challenge: its signature says that it is ours, and its salt until
//! when it can be used. Only used ones are stored.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit as _, Mac as _};
use platform::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

const ALGORITHM: &str = "SHA-256";

/// Numbers to try at most: about a second for a phone of five years old, on average half of it.
const NUMBER_MAX: u32 = 50_000;

/// Until a resident has read the page and typed what they want to tell.
const AGE_MAX: TimeDelta = TimeDelta::minutes(30);

/// Bytes of an answer; ours have some three hundred.
const PAYLOAD_BYTES_MAX: usize = 2_000;

/// What the browser gets to solve.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "the names of the protocol")]
pub struct Challenge {
    algorithm: &'static str,
    challenge: String,
    maxnumber: u32,
    salt: String,
    signature: String,
}

/// What the browser answers.
#[derive(Deserialize)]
struct Solution {
    algorithm: String,
    challenge: String,
    number: u64,
    salt: String,
    signature: String,
}

/// A right answer; whether it was used before is another question.
#[derive(Debug, Eq, PartialEq)]
pub struct Proof {
    pub challenge: Vec<u8>,
    pub expires_at: DateTime<Utc>,
}

/// Makes challenges and checks answers. Cheap to clone.
#[derive(Clone)]
pub struct Examiner(Hmac<Sha256>);

impl Examiner {
    /// With a key of its own, made of a secret that every process of the service has.
    pub fn new(secret: &[u8]) -> anyhow::Result<Self> {
        let mut key = Hmac::<Sha256>::new_from_slice(secret)?;
        key.update(b"opgeruimd: proof of work");
        Ok(Self(Hmac::new_from_slice(&key.finalize().into_bytes())?))
    }

    /// A challenge whose answer is `number`, taken modulo the largest; both must be random.
    pub fn challenge(&self, nonce: [u8; 12], number: u32, now: DateTime<Utc>) -> Challenge {
        let expires = (now + AGE_MAX).timestamp();
        // The last sign keeps digits of the moment apart from those of the number that follows.
        let salt = format!("{}?expires={expires}&", hex::encoded(&nonce));
        let challenge = hex::encoded(&solved(&salt, u64::from(number % NUMBER_MAX)));
        let mut signature = self.0.clone();
        signature.update(challenge.as_bytes());
        let signature = hex::encoded(&signature.finalize().into_bytes());
        Challenge { algorithm: ALGORITHM, challenge, maxnumber: NUMBER_MAX, salt, signature }
    }

    /// The proof in an answer; `None` when it is not solved, not ours, or too late.
    pub fn check(&self, payload: &str, now: DateTime<Utc>) -> Option<Proof> {
        if payload.len() > PAYLOAD_BYTES_MAX {
            return None;
        }
        let solution = BASE64_STANDARD.decode(payload).ok()?;
        let solution: Solution = serde_json::from_slice(&solution).ok()?;
        let challenge = solved(&solution.salt, solution.number);
        if solution.algorithm != ALGORITHM || solution.challenge != hex::encoded(&challenge) {
            return None;
        }
        let mut signature = self.0.clone();
        signature.update(solution.challenge.as_bytes());
        signature.verify_slice(&bytes(&solution.signature)?).ok()?;
        let (_, expires) = solution.salt.strip_suffix('&')?.rsplit_once("?expires=")?;
        let expires_at = DateTime::from_timestamp(expires.parse().ok()?, 0)?;
        (now < expires_at).then_some(Proof { challenge, expires_at })
    }
}

fn solved(salt: &str, number: u64) -> Vec<u8> {
    Sha256::digest(format!("{salt}{number}")).to_vec()
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let pairs = hex.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    const NOW: DateTime<Utc> = DateTime::from_timestamp(1_800_000_000, 0).unwrap();

    fn examiner() -> Examiner {
        Examiner::new(b"secret").unwrap()
    }

    /// What the browser makes of it.
    fn solution(challenge: &Challenge) -> Value {
        let number = (0..u64::from(challenge.maxnumber))
            .find(|number| hex::encoded(&solved(&challenge.salt, *number)) == challenge.challenge);
        json!({
            "algorithm": challenge.algorithm, "challenge": challenge.challenge,
            "number": number.unwrap(), "salt": challenge.salt, "signature": challenge.signature,
        })
    }

    fn packed(solution: &Value) -> String {
        BASE64_STANDARD.encode(solution.to_string())
    }

    #[test]
    fn the_number_proves_the_work_until_it_is_too_late() {
        let challenge = examiner().challenge([7; 12], 1_234, NOW);
        let payload = packed(&solution(&challenge));

        let proof = examiner().check(&payload, NOW).unwrap();

        assert_eq!(hex::encoded(&proof.challenge), challenge.challenge);
        assert_eq!(proof.expires_at, NOW + AGE_MAX);
        let late = NOW + AGE_MAX;
        assert!(examiner().check(&payload, late - TimeDelta::seconds(1)).is_some());
        assert_eq!(examiner().check(&payload, late), None);
    }

    #[test]
    fn a_challenge_of_somebody_else_proves_nothing() {
        let forged = Examiner::new(b"guess").unwrap().challenge([7; 12], 5, NOW);

        assert_eq!(examiner().check(&packed(&solution(&forged)), NOW), None);
    }

    #[test]
    fn changing_any_part_of_the_answer_spoils_it() {
        let good = solution(&examiner().challenge([7; 12], 1_234, NOW));
        let changes = [
            ("algorithm", json!("SHA-1")),
            ("challenge", json!("00")),
            ("number", json!(1_235)),
            ("salt", json!("07?expires=99999999999&")),
            ("signature", json!("00")),
            ("signature", json!("")),
        ];
        for (name, value) in changes {
            let mut spoilt = good.clone();
            spoilt[name] = value;
            assert_eq!(examiner().check(&packed(&spoilt), NOW), None, "{name}");
        }
    }

    #[test]
    fn digits_cannot_move_from_the_number_to_the_moment() {
        let mut longer = solution(&examiner().challenge([7; 12], 1_234, NOW));
        // Without the sign between them, this would be the same text to digest.
        let salt = longer["salt"].as_str().unwrap().replace('&', "12");
        longer["salt"] = json!(salt);
        longer["number"] = json!(34);

        assert_eq!(examiner().check(&packed(&longer), NOW), None);
    }

    proptest! {
        #[test]
        fn every_challenge_can_be_solved_and_no_noise_is_taken(
            nonce: [u8; 12], number: u32, noise in "[ -~]{0,60}",
        ) {
            let challenge = examiner().challenge(nonce, number, NOW);
            prop_assert!(challenge.maxnumber >= NUMBER_MAX);
            let number = u64::from(number % NUMBER_MAX);
            prop_assert_eq!(hex::encoded(&solved(&challenge.salt, number)), challenge.challenge);
            prop_assert_eq!(examiner().check(&noise, NOW), None);
            prop_assert_eq!(examiner().check(&BASE64_STANDARD.encode(noise), NOW), None);
        }
    }
}
