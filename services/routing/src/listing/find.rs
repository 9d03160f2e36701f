//! What somebody typed, as a question to the index of words.

use platform::needle::needle;

/// Words that count; who types more has found it by then.
const WORDS_MAX: usize = 8;

/// Letters of a word that the index keeps (`issue_words`).
const WORD_CHARS_MAX: usize = 40;

/// Letters and digits of a report's number: prefix, body and check.
const NUMBER_CHARS: std::ops::RangeInclusive<usize> = 6..=12;

/// A PostgreSQL `tsquery` for what was typed: every word, of which the last letters may lack; a
/// number must be whole. `None` when nothing is left to search.
pub fn tsquery(typed: &str) -> Option<String> {
    let needle = needle(typed);
    let words = needle.split(' ').filter(|word| !word.is_empty()).take(WORDS_MAX);
    let terms: Vec<String> = words.map(term).collect();
    (!terms.is_empty()).then(|| terms.join(" & "))
}

fn term(word: &str) -> String {
    let word: String = word.chars().take(WORD_CHARS_MAX).collect();
    let is_number = word.chars().all(|letter| letter.is_ascii_digit());
    // A needle has letters and digits only, so that nothing can end the quotes.
    if is_number { format!("'{word}'") } else { format!("'{word}':*") }
}

/// What may be the number of a report, without its dashes and in capitals. One number in six has no
/// digit, so that a word of that length may be one too.
pub fn looks_like_number(typed: &str) -> Option<String> {
    let number: String = typed.chars().filter(|letter| *letter != '-' && *letter != ' ').collect();
    let is_plain = number.chars().all(|letter| letter.is_ascii_alphanumeric());
    let has_letter = number.chars().any(|letter| letter.is_ascii_alphabetic());
    (is_plain && has_letter && NUMBER_CHARS.contains(&number.len())).then(|| number.to_uppercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_may_lack_their_end_and_house_numbers_may_not() {
        assert_eq!(tsquery("Wieksl 14").unwrap(), "'wieksl':* & '14'");
        assert_eq!(tsquery("C-118, café").unwrap(), "'c':* & '118' & 'cafe':*");
        assert_eq!(tsquery(" -!& '"), None);
    }

    #[test]
    fn a_number_is_known_with_and_without_dashes() {
        assert_eq!(looks_like_number("ld-4f7k-29").as_deref(), Some("LD4F7K29"));
        assert_eq!(looks_like_number("LD 4F7K 29").as_deref(), Some("LD4F7K29"));
        assert_eq!(looks_like_number("LD-BAAK-DA").as_deref(), Some("LDBAAKDA"));
        for text in ["Wieks", "Wiekslag 14, hoek", "123456", "ld-4", "", "LD-4F7K-29-LD-4F7K-29"] {
            assert_eq!(looks_like_number(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_typed_ends_the_quotes(text in ".{0,80}") {
            let Some(query) = tsquery(&text) else { return Ok(()) };
            for term in query.split(" & ") {
                let word = term.trim_end_matches(":*");
                let inside = word.strip_prefix('\'').and_then(|word| word.strip_suffix('\''));
                prop_assert!(inside.unwrap().chars().all(char::is_alphanumeric), "{query}");
            }
        }
    }
}
