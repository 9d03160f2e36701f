//! The number of a report, for people: short, speakable and hard to mistype.
//!
//! `LD-4F7K-29`: five characters and a check character, in an alphabet without
//! 0/O, 1/I and L. The characters are drawn at random: a number opens its report,
//! so knowing one must not help to guess the next.

use std::fmt;

/// 31 characters: a prime, so that the weighted sum below finds every single
/// wrong character and every swap of two.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

const BASE: u64 = 31;
const DIGITS: usize = 5;

/// Numbers of five characters: 31^5. A longer format is due well before they run out.
pub const NUMBERS_MAX: u64 = 28_629_151;

/// A number of the right form, with a check character that fits.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ReportNumber(String);

impl ReportNumber {
    /// The `drawn`th of all numbers, with the municipality's two letters.
    pub fn nth(prefix: &str, drawn: u64) -> Self {
        let mut rest = drawn % NUMBERS_MAX;
        let mut digits = [0_u8; DIGITS];
        for digit in digits.iter_mut().rev() {
            *digit = u8::try_from(rest % BASE).unwrap_or(0);
            rest /= BASE;
        }
        let check = check_digit(&digits);
        let text: String = digits
            .iter()
            .chain([&check])
            .map(|&digit| char::from(ALPHABET[usize::from(digit)]))
            .collect();
        Self(format!("{prefix}-{}-{}", &text[..4], &text[4..]))
    }

    /// Reads what somebody typed: spaces, hyphens and lower case do not matter,
    /// nor does whether the two letters stand before it.
    pub fn parse(prefix: &str, typed: &str) -> Option<Self> {
        let plain: String = typed
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|letter| letter.to_ascii_uppercase())
            .collect();
        let rest = match plain.strip_prefix(prefix) {
            Some(rest) if plain.len() > DIGITS + 1 => rest,
            _ => &plain,
        };
        let digits: Vec<u8> = rest
            .bytes()
            .map(|letter| ALPHABET.iter().position(|&known| known == letter))
            .map(|position| position.and_then(|position| u8::try_from(position).ok()))
            .collect::<Option<_>>()?;
        let (check, digits) = digits.split_last()?;
        if digits.len() != DIGITS || check_digit(digits) != *check {
            return None;
        }
        Some(Self(format!("{prefix}-{}-{}", &rest[..4], &rest[4..])))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReportNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Sum of the characters' values times 2, 3, 4 …, modulo the prime 31: the
/// weights differ and none is 0, so one wrong character or one swap changes it.
fn check_digit(digits: &[u8]) -> u8 {
    let sum: u64 = digits.iter().zip(2..).map(|(&digit, weight)| u64::from(digit) * weight).sum();
    u8::try_from(sum % BASE).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_printed_can_be_typed_back(drawn in 0..NUMBERS_MAX) {
            let number = ReportNumber::nth("LD", drawn);
            let sloppy = number.as_str().to_lowercase().replace('-', " ");
            prop_assert_eq!(ReportNumber::parse("LD", &sloppy), Some(number.clone()));
            prop_assert_eq!(ReportNumber::parse("LD", &number.as_str()[3..]), Some(number));
        }

        #[test]
        fn one_wrong_character_is_noticed(drawn in 0..NUMBERS_MAX, place in 0_usize..6, other in 0_usize..31) {
            let number = ReportNumber::nth("LD", drawn);
            let mut plain: Vec<u8> = number.as_str()[3..].bytes().filter(|&b| b != b'-').collect();
            prop_assume!(plain[place] != ALPHABET[other]);
            plain[place] = ALPHABET[other];
            prop_assert_eq!(ReportNumber::parse("LD", std::str::from_utf8(&plain).unwrap()), None);
        }

        #[test]
        fn two_swapped_characters_are_noticed(drawn in 0..NUMBERS_MAX, place in 0_usize..4) {
            let number = ReportNumber::nth("LD", drawn);
            let mut plain: Vec<u8> = number.as_str()[3..].bytes().filter(|&b| b != b'-').collect();
            prop_assume!(plain[place] != plain[place + 1]);
            plain.swap(place, place + 1);
            prop_assert_eq!(ReportNumber::parse("LD", std::str::from_utf8(&plain).unwrap()), None);
        }

        #[test]
        fn nothing_typed_makes_it_panic(typed in ".*") {
            let _ = ReportNumber::parse("LD", &typed);
        }
    }

    #[test]
    fn no_two_draws_give_the_same_number() {
        let numbers: HashSet<_> =
            (0..100_000).map(|drawn| ReportNumber::nth("LD", drawn).to_string()).collect();
        assert_eq!(numbers.len(), 100_000);
    }
}
