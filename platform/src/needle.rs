//! What is left of a name to search it by: small letters and digits with single spaces.
//! "Café 't Hoekje" and "cafe t hoekje" are the same.

/// The name without what people leave out when they type. Empty when nothing is left.
pub fn needle(text: &str) -> String {
    let mut needle = String::with_capacity(text.len());
    let mut is_gap = false;
    for letter in text.chars().flat_map(char::to_lowercase) {
        if is_dropped(letter) {
            continue;
        }
        if !letter.is_alphanumeric() {
            is_gap = true;
            continue;
        }
        if is_gap && !needle.is_empty() {
            needle.push(' ');
        }
        is_gap = false;
        match plain(letter) {
            Some(plain) => needle.push_str(plain),
            None => needle.push(letter),
        }
    }
    needle
}

/// Apostrophes, and accents that stand apart from their letter.
fn is_dropped(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2019}' | '\u{2018}' | '`' | '\u{300}'..='\u{36f}')
}

/// The letter without its accent, of the languages that we speak and their neighbours.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' => "d",
        'è'..='ë' | 'ē' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì'..='ï' | 'ī' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
        'œ' => "oe",
        'ř' => "r",
        'ś' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ţ' | 'ț' => "t",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'ĳ' => "ij",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accents_signs_and_capitals_make_no_difference() {
        assert_eq!(needle("  Café 't  Hoekje!"), "cafe t hoekje");
        assert_eq!(needle("WIEKSLAG-41a"), "wiekslag 41a");
        assert_eq!(needle("cafe\u{301}"), "cafe");
        assert_eq!(needle("İĞIŞ ßą"), "igis ssa");
        assert_eq!(needle("%_\0\u{202e}"), "");
        assert_eq!(needle("ساحة"), "ساحة");
    }

    proptest! {
        #[test]
        fn a_needle_stays_as_it_is(text: String) {
            let once = needle(&text);
            prop_assert_eq!(needle(&once), once.clone());
        }

        #[test]
        fn only_letters_digits_and_single_spaces_are_left(text in ".{0,60}") {
            let once = needle(&text);
            prop_assert!(once.chars().all(|letter| letter.is_alphanumeric() || letter == ' '));
            prop_assert!(!once.contains("  ") && once.trim() == once);
        }

        #[test]
        fn capitals_of_our_letters_never_matter(text in "[a-zà-öø-ÿ0-9 '-]{0,40}") {
            prop_assert_eq!(needle(&text.to_uppercase()), needle(&text));
        }
    }
}
