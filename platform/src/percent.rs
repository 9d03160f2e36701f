//! Text inside an address.

use std::fmt::Write as _;

/// The text as the value of a query parameter: whatever could mean something there is written as
/// its bytes (RFC 3986, section 2.1).
pub fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(byte.into());
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_keeps_its_query() {
        assert_eq!(encoded("/werk?team=a&x=1%20"), "/werk%3Fteam%3Da%26x%3D1%2520");
    }

    #[test]
    fn what_could_end_the_value_is_encoded() {
        assert_eq!(encoded("/werk?team=a&b"), "/werk%3Fteam%3Da%26b");
        assert_eq!(encoded("Café, hoek\n"), "Caf%C3%A9%2C%20hoek%0A");
    }
}
