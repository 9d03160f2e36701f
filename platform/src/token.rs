//! The secrets in links that need no account.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};

/// 128 bits: nobody guesses the link of somebody else.
const BYTES: usize = 16;

/// Its length in base64url.
const CHARS: usize = (BYTES * 4).div_ceil(3);

/// Another each time.
pub fn new() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; BYTES]>())
}

/// Whether it can be one of ours: PostgreSQL takes no text with a zero byte.
pub fn is_token(text: &str) -> bool {
    text.len() == CHARS
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_is_another_and_fits_in_an_address() {
        let (one, other) = (new(), new());
        assert_ne!(one, other);
        assert!(is_token(&one) && is_token(&other));
    }

    #[test]
    fn only_what_can_be_a_token_is_looked_up() {
        assert!(is_token("AbCdEfGhIjKlMnOpQr-_09"));
        for text in ["", "abc", "AbCdEfGhIjKlMnOpQr-_0\0", "AbCdEfGhIjKlMnOpQr-_0é"] {
            assert!(!is_token(text), "{text:?}");
        }
    }
}
