//! Makes text that people typed fit for a subject line and a plain-text mail. Pure.

/// Columns of a plain-text mail.
pub const COLUMNS_MAX: usize = 76;

/// One line of at most `chars_max` characters, without anything that steers a
/// terminal, a header or the direction of the text.
pub fn one_line(text: &str, chars_max: usize) -> String {
    let words: Vec<_> = text
        .split(|letter: char| letter.is_whitespace() || letter.is_control())
        .map(|word| word.chars().filter(|letter| !is_steering(*letter)).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    let line = words.join(" ");
    if line.chars().count() <= chars_max {
        return line;
    }
    let short: String = line.chars().take(chars_max.saturating_sub(1)).collect();
    format!("{}…", short.trim_end())
}

/// Zero-width marks and overrides of the writing direction.
fn is_steering(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The place as the reporter wrote it, or nothing where it holds an address of
/// a site or a mailbox: anybody can have a mail sent to anybody, so it must
/// not carry their advertisement.
pub fn place(text: &str, chars_max: usize) -> Option<String> {
    let line = one_line(text, chars_max);
    let lower = line.to_lowercase();
    let leads_away = ["://", "www.", "@"].iter().any(|mark| lower.contains(mark))
        || lower.split(' ').any(is_host_name);
    (!line.is_empty() && !leads_away).then_some(line)
}

/// "voorbeeld.nl", but not "nr.14" or "3.5".
fn is_host_name(word: &str) -> bool {
    let word = word.split(['/', '?']).next().unwrap_or_default();
    let Some((name, ending)) = word.trim_matches(['.', ',', '!', '(', ')']).rsplit_once('.') else {
        return false;
    };
    !name.is_empty() && ending.len() >= 2 && ending.chars().all(char::is_alphabetic)
}

/// Breaks lines at spaces so that they fit in [`COLUMNS_MAX`]. A word that is
/// longer, such as an address, stays whole.
pub fn wrap(text: &str) -> String {
    let mut wrapped = String::with_capacity(text.len());
    for line in text.lines() {
        let indent = &line[..line.len() - line.trim_start_matches(' ').len()];
        let mut column = 0;
        // Spaces inside a line that fits line up columns, so it stays as it is.
        if line.chars().count() <= COLUMNS_MAX {
            wrapped.push_str(line.trim_end());
        } else {
            // Only at spaces: a number with a hard space in it stays together.
            for word in line.split(' ').filter(|word| !word.is_empty()) {
                let width = word.chars().count();
                if column > 0 && column + 1 + width > COLUMNS_MAX {
                    wrapped.push('\n');
                    column = 0;
                }
                wrapped.push_str(if column == 0 { indent } else { " " });
                column += width + if column == 0 { indent.len() } else { 1 };
                wrapped.push_str(word);
            }
        }
        wrapped.push('\n');
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_break_cannot_start_a_header() {
        assert_eq!(one_line("Wiekslag 14\r\nBcc: a@b.nl", 80), "Wiekslag 14 Bcc: a@b.nl");
        assert_eq!(one_line("\u{202e}4 galskeiW\u{0}", 80), "4 galskeiW");
    }

    #[test]
    fn a_long_place_ends_with_dots() {
        assert_eq!(one_line("bij de speelplek achter", 10), "bij de sp…");
        assert_eq!(one_line("éééé", 4), "éééé");
    }

    #[test]
    fn a_place_with_an_address_in_it_is_left_out() {
        assert_eq!(
            place(" Wiekslag nr.14, bij 3.5 m ", 80).as_deref(),
            Some("Wiekslag nr.14, bij 3.5 m")
        );
        for text in ["", "win http://x", "WWW.x", "mail a@b", "ga naar voorbeeld.nl!", "x.nl/win"] {
            assert_eq!(place(text, 80), None, "{text}");
        }
    }

    #[test]
    fn an_address_is_never_broken_and_columns_stay_in_line() {
        let address = format!("https://voorbeeld.nl/{}", "a".repeat(80));
        assert_eq!(wrap(&address), format!("{address}\n"));
        assert_eq!(wrap("Wat:       grofvuil"), "Wat:       grofvuil\n");
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_word_is_lost(text in "([a-zé]{1,12} {0,2}){0,60}") {
            let wrapped = wrap(&text);
            let fits = |line: &str| line.chars().count() <= COLUMNS_MAX || !line.contains(' ');
            prop_assert!(wrapped.lines().all(fits));
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            prop_assert_eq!(words(&wrapped), words(&text));
        }

        #[test]
        fn one_line_is_one_line(text in "\\PC*|[\\x00-\\x20a-z\u{2028}\u{85}]*", chars_max in 1_usize..90) {
            let line = one_line(&text, chars_max);
            prop_assert!(line.chars().count() <= chars_max);
            prop_assert!(!line.chars().any(char::is_control));
        }
    }
}
