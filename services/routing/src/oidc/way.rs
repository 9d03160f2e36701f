//! What is remembered between leaving for the provider and coming back: in a cookie that only we can
//! open, so that a way back counts in the browser that went.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::{CsrfToken, Nonce, PkceCodeVerifier};
use platform::seal::Seal;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// How long somebody may take at the provider: finding a phone for its second factor takes a while.
pub(crate) const TIME_MAX: TimeDelta = TimeDelta::minutes(10);

/// What the seal is for.
const WHAT_FOR: &[u8] = b"way to the provider";

/// One way to the provider and back.
#[derive(Deserialize, Serialize)]
pub(super) struct Way {
    pub state: CsrfToken,
    pub nonce: Nonce,
    pub verifier: PkceCodeVerifier,
    /// Where to go afterwards: a path of our own, or empty.
    pub next: String,
    pub until: DateTime<Utc>,
}

impl Way {
    pub(super) fn sealed(&self, seal: &Seal) -> anyhow::Result<String> {
        let sealed = seal.seal(WHAT_FOR, &serde_json::to_vec(self)?)?;
        Ok(BASE64_URL_SAFE_NO_PAD.encode(sealed))
    }

    /// The way that the cookie tells, when `state` came back of it in time.
    pub(super) fn open(seal: &Seal, cookie: &str, state: &str, now: DateTime<Utc>) -> Option<Self> {
        let sealed = BASE64_URL_SAFE_NO_PAD.decode(cookie).ok()?;
        let way: Self = serde_json::from_slice(&seal.open(WHAT_FOR, &sealed)?).ok()?;
        // Of equal length and unknown to who guesses, so that the time it takes tells nothing.
        let is_same = Sha256::digest(way.state.secret()) == Sha256::digest(state);
        (is_same && now <= way.until).then_some(way)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-23T10:00:00Z".parse().unwrap()
    }

    fn way() -> Way {
        Way {
            state: CsrfToken::new("state".to_owned()),
            nonce: Nonce::new("nonce".to_owned()),
            verifier: PkceCodeVerifier::new("verifier".to_owned()),
            next: "/werk".to_owned(),
            until: now() + TIME_MAX,
        }
    }

    #[test]
    fn it_opens_in_time_for_its_own_state_and_key_only() {
        let seal = |byte: u8| Seal::new(&[byte; 32]).unwrap();
        let cookie = way().sealed(&seal(1)).unwrap();
        let open = |byte, cookie: &str, state, now| Way::open(&seal(byte), cookie, state, now);

        let back = open(1, &cookie, "state", now() + TIME_MAX).unwrap();
        assert_eq!((back.verifier.secret().as_str(), back.next.as_str()), ("verifier", "/werk"));
        let late = now() + TIME_MAX + TimeDelta::seconds(1);
        assert!(open(1, &cookie, "state", late).is_none());
        assert!(open(1, &cookie, "other", now()).is_none());
        assert!(open(1, &cookie, "", now()).is_none());
        assert!(open(2, &cookie, "state", now()).is_none());
        assert!(open(1, &cookie[1..], "state", now()).is_none());
        assert!(!cookie.contains("verifier"));
    }
}
