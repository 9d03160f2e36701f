//! Signs the tokens that say who somebody is; the other services only check them. What else routing
//! keeps secret has a key that follows from the one that signs.

use anyhow::Context as _;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use platform::{seal::Seal, staff::Staff};
use sha2::Sha256;

/// Bytes of an Ed25519 seed.
const SEED_BYTES: usize = 32;

/// The DER of a PKCS#8 private key of Ed25519, up to the seed. Source: RFC 8410, section 7.
const PKCS8_START: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// Signs tokens. Cheap to clone.
#[derive(Clone)]
pub struct Signer {
    key: EncodingKey,
}

impl Signer {
    /// `private_key` is the seed of an Ed25519 key, 32 bytes in base64url.
    pub fn new(private_key: &str) -> anyhow::Result<Self> {
        let seed = URL_SAFE_NO_PAD.decode(private_key.trim_end_matches('='));
        let seed = seed.ok().filter(|seed| seed.len() == SEED_BYTES);
        let seed = seed.context("not 32 bytes in base64url")?;
        let key = EncodingKey::from_ed_der(&[&PKCS8_START[..], &seed].concat());
        Ok(Self { key })
    }

    /// Gives the token of somebody who proved who they are.
    pub fn sign(&self, staff: &Staff) -> anyhow::Result<String> {
        jsonwebtoken::encode(&Header::new(Algorithm::EdDSA), staff, &self.key)
            .context("sign a token")
    }
}

/// Seals with a key that follows from the one that signs tokens, as it is configured; another purpose
/// gives another key.
pub fn seal_for(private_key: &str, purpose: &[u8]) -> anyhow::Result<Seal> {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(private_key.as_bytes()).context("a key of any length")?;
    mac.update(purpose);
    Seal::new(&mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, header};
    use chrono::TimeDelta;
    use platform::staff::{Gate, Given, Role};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    // RFC 8032, section 7.1, test 1.
    const PRIVATE: &str = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
    const PUBLIC: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    fn staff(name: String, given: Given, hours: i64) -> Staff {
        let expires_at = platform::clock::now() + TimeDelta::hours(hours);
        Staff::new(Uuid::now_v7(), Uuid::now_v7(), name, given, expires_at)
    }

    fn identify(token: &str) -> Option<Staff> {
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, format!("Bearer {token}").parse().unwrap());
        Gate::new(PUBLIC, false).unwrap().identify(&headers)
    }

    proptest! {
        // Signing without optimisation takes tens of milliseconds.
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn what_is_signed_comes_back_at_the_gate(
            name in ".{0,40}",
            teams in prop::collection::vec("[a-z]{1,12}", 0..5),
            areas in prop::collection::vec("[A-Z0-9]{1,12}", 0..5),
            role in prop::sample::select(Role::ALL.to_vec()),
            sees_contact: bool,
            sees_evidence: bool,
        ) {
            let given = Given { role, teams, areas, sees_contact, sees_evidence };
            let staff = staff(name, given, 12);
            let token = Signer::new(PRIVATE).unwrap().sign(&staff).unwrap();
            let back = identify(&token).unwrap();
            prop_assert_eq!(
                (back.staff_id, back.session_id, back.name, back.role, back.teams),
                (staff.staff_id, staff.session_id, staff.name, staff.role, staff.teams)
            );
            prop_assert_eq!(
                (back.areas, back.sees_contact, back.sees_evidence),
                (staff.areas, staff.sees_contact, staff.sees_evidence)
            );
        }
    }

    #[test]
    fn a_token_of_another_key_or_of_yesterday_is_worth_nothing() {
        let someone = || staff("Ploeg 1".to_owned(), Given::role(Role::Crew), 12);
        let other = Signer::new(&URL_SAFE_NO_PAD.encode([7; SEED_BYTES])).unwrap();
        let ours = Signer::new(PRIVATE).unwrap();

        assert!(identify(&other.sign(&someone()).unwrap()).is_none());
        let expired = staff("Ploeg 1".to_owned(), Given::role(Role::Crew), -1);
        assert!(identify(&ours.sign(&expired).unwrap()).is_none());
        assert!(identify(&ours.sign(&someone()).unwrap()).is_some());
    }

    #[test]
    fn a_key_of_another_length_is_refused() {
        assert!(Signer::new("AAAA").is_err());
        assert!(Signer::new("not base64!").is_err());
    }
}
