//! Bytes as people compare them.

use std::fmt::Write as _;

/// Two digits a byte, in lower case.
pub fn encoded(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_two_digits() {
        assert_eq!(encoded(&[0, 9, 0xab, 0xff]), "0009abff");
        assert_eq!(encoded(&[]), "");
    }
}
