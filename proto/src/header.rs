//! Percent-encoding of attribute values in NATS headers, by the `CloudEvents` NATS binding 1.0.3.

use std::fmt::Write as _;

/// Why a header value is not an encoded attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    #[error("a percent sign is not followed by two hexadecimal digits")]
    Percent,
    #[error("the percent-encoded bytes are not UTF-8")]
    Utf8,
    #[error("the double quotes do not enclose the whole value")]
    Quotes,
}

/// Encodes a value: space, `"`, `%` and all outside U+0021–U+007E become `%XY`.
pub fn encode(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'"' | b'%' => push_percent(&mut encoded, byte),
            0x21..=0x7e => encoded.push(char::from(byte)),
            _ => push_percent(&mut encoded, byte),
        }
    }
    encoded
}

/// Decodes a value: takes off double quotes if it has them, then one round of percent-decoding.
/// The binding is silent on a `%` without two digits; guessing would hide a broken sender, so
/// it is refused.
pub fn decode(value: &str) -> Result<String, HeaderError> {
    match value.strip_prefix('"') {
        Some(rest) => percent_decode(&unquote(rest)?),
        None => percent_decode(value),
    }
}

fn push_percent(encoded: &mut String, byte: u8) {
    write!(encoded, "%{byte:02X}").expect("writing to a String cannot fail");
}

/// Reads a quoted string (RFC 7230 section 3.2.6) of which the opening quote is gone.
fn unquote(rest: &str) -> Result<String, HeaderError> {
    let mut value = String::with_capacity(rest.len());
    let mut characters = rest.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' if characters.as_str().is_empty() => return Ok(value),
            '"' => return Err(HeaderError::Quotes),
            '\\' => value.push(characters.next().ok_or(HeaderError::Quotes)?),
            other => value.push(other),
        }
    }
    Err(HeaderError::Quotes)
}

fn percent_decode(value: &str) -> Result<String, HeaderError> {
    let mut decoded = Vec::with_capacity(value.len());
    let mut bytes = value.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let high = hex_digit(bytes.next())?;
            let low = hex_digit(bytes.next())?;
            decoded.push(high << 4 | low);
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded).map_err(|_| HeaderError::Utf8)
}

fn hex_digit(byte: Option<u8>) -> Result<u8, HeaderError> {
    match byte {
        Some(digit @ b'0'..=b'9') => Ok(digit - b'0'),
        Some(digit @ b'a'..=b'f') => Ok(digit - b'a' + 10),
        Some(digit @ b'A'..=b'F') => Ok(digit - b'A' + 10),
        _ => Err(HeaderError::Percent),
    }
}

#[cfg(test)]
mod tests {
    use super::{HeaderError, decode, encode};
    use proptest::prelude::*;

    const BOTH_WAYS: [(&str, &str); 10] = [
        ("Euro € 😀", "Euro%20%E2%82%AC%20%F0%9F%98%80"),
        ("Zangvogelbuurt", "Zangvogelbuurt"),
        ("café", "caf%C3%A9"),
        ("Oké, klaar!", "Ok%C3%A9,%20klaar!"),
        ("مرحبا", "%D9%85%D8%B1%D8%AD%D8%A8%D8%A7"),
        ("a\"b", "a%22b"),
        ("100%", "100%25"),
        ("%20", "%2520"),
        ("~!", "~!"),
        ("\u{7f}", "%7F"),
    ];

    #[test]
    fn the_published_vectors_encode_and_decode() {
        for (value, encoded) in BOTH_WAYS {
            assert_eq!(encode(value), encoded);
            assert_eq!(decode(encoded).as_deref(), Ok(value));
        }
    }

    #[test]
    fn a_reader_accepts_what_other_senders_may_write() {
        let accepted = [
            ("%c3%a9", "é"),
            ("%41", "A"),
            ("%2520", "%20"),
            ("\"Euro € 😀\"", "Euro € 😀"),
            (r#""a\"b""#, "a\"b"),
            (r#""caf%C3%A9""#, "café"),
            (r#""""#, ""),
            ("", ""),
        ];

        for (received, value) in accepted {
            assert_eq!(decode(received).as_deref(), Ok(value), "{received}");
        }
    }

    #[test]
    fn bytes_that_are_not_utf8_are_refused() {
        for overlong_truncated_or_surrogate in ["%C0%A0", "%E2%82", "%ED%A0%80", "%FF"] {
            assert_eq!(decode(overlong_truncated_or_surrogate), Err(HeaderError::Utf8));
        }
    }

    #[test]
    fn a_bare_or_malformed_percent_sign_is_refused() {
        for malformed in ["%", "100%", "%2", "%2G", "%é", "% 20", "%+1", "\"%\""] {
            assert_eq!(decode(malformed), Err(HeaderError::Percent), "{malformed}");
        }
    }

    #[test]
    fn quotes_that_do_not_enclose_the_value_are_refused() {
        for unbalanced in ["\"", "\"a", "\"a\"b", r#""a\""#, r#""a\"#] {
            assert_eq!(decode(unbalanced), Err(HeaderError::Quotes), "{unbalanced}");
        }
    }

    proptest! {
        #[test]
        fn every_value_survives_the_round_trip(value in any::<String>()) {
            prop_assert_eq!(decode(&encode(&value)), Ok(value));
        }

        #[test]
        fn an_encoded_value_is_printable_ascii_without_spaces_or_quotes(value in any::<String>()) {
            let encoded = encode(&value);

            prop_assert!(encoded.bytes().all(|byte| (0x21..=0x7e).contains(&byte) && byte != b'"'));
        }

        #[test]
        fn decoding_anything_never_panics(
            received in any::<String>(),
            hostile in "\"?[%\"\\\\0-9A-Fa-fé]{0,40}\"?",
        ) {
            let _ = decode(&received);
            let _ = decode(&hostile);
        }
    }
}
