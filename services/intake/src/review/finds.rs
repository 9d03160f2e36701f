//! What in a text looks like it tells who somebody is: mail addresses, telephone numbers, number
//! plates, bank accounts and citizen service numbers. Pure; positions count characters.

use std::ops::Range;

/// What stands for each character that was taken out, so that what follows keeps its position.
pub const GONE: char = '▇';

/// Characters between two digits of a number.
const SEPARATORS_MAX: usize = 2;

/// Digits of a telephone number with `+` (E.164).
const PHONE_DIGITS: Range<usize> = 8..16;

/// Characters of an IBAN.
const IBAN_LENGTHS: Range<usize> = 15..35;

/// What it looks like.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    Email,
    Phone,
    Plate,
    Iban,
    Bsn,
}

impl Kind {
    /// As dispatchers read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Email => "mailadres",
            Self::Phone => "telefoonnummer",
            Self::Plate => "kenteken",
            Self::Iban => "rekeningnummer",
            Self::Bsn => "burgerservicenummer",
        }
    }
}

/// A part of a text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Find {
    pub kind: Kind,
    pub at: Range<usize>,
}

/// Whether anything in the texts looks like a person's.
pub fn in_any<'a>(texts: impl IntoIterator<Item = &'a str>) -> bool {
    texts.into_iter().any(|text| !find(text).is_empty())
}

/// Everything in the text that looks like a person's, in order and without overlap.
pub fn find(text: &str) -> Vec<Find> {
    let chars: Vec<char> = text.chars().collect();
    let mut finds = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match find_at(&chars, at) {
            Some(find) => {
                at = find.at.end;
                finds.push(find);
            }
            None => at += 1,
        }
    }
    finds
}

/// Where the words stand in the text, in any case.
pub fn occurrences(text: &str, words: &str) -> Vec<Range<usize>> {
    let chars: Vec<char> = text.chars().collect();
    let words: Vec<char> = words.trim().chars().collect();
    if words.is_empty() || words.len() > chars.len() {
        return Vec::new();
    }
    let same = |a: &char, b: &char| a.to_lowercase().eq(b.to_lowercase());
    let starts = 0..=chars.len() - words.len();
    starts
        .filter(|start| chars[*start..].iter().zip(&words).all(|(a, b)| same(a, b)))
        .map(|start| start..start + words.len())
        .collect()
}

/// The text without those parts; as long as it was.
pub fn without(text: &str, parts: &[Range<usize>]) -> String {
    let is_gone = |at: usize| parts.iter().any(|part| part.contains(&at));
    let masked = text.chars().enumerate();
    masked
        .map(|(at, letter)| if is_gone(at) && !letter.is_whitespace() { GONE } else { letter })
        .collect()
}

/// Gives the length of what a text begins with.
type Read = fn(&[char]) -> Option<usize>;

fn find_at(chars: &[char], start: usize) -> Option<Find> {
    if start.checked_sub(1).is_some_and(|before| chars[before].is_alphanumeric()) {
        return None;
    }
    let kinds: [(Kind, Read); 5] = [
        (Kind::Email, email),
        (Kind::Iban, iban),
        (Kind::Phone, phone),
        (Kind::Bsn, bsn),
        (Kind::Plate, plate),
    ];
    let rest = &chars[start..];
    kinds.into_iter().find_map(|(kind, read)| {
        let length = read(rest)?;
        let goes_on = rest.get(length).is_some_and(|next| next.is_alphanumeric());
        (!goes_on).then(|| Find { kind, at: start..start + length })
    })
}

/// Length of the mail address that the text begins with.
fn email(text: &[char]) -> Option<usize> {
    let is_name = |letter: &char| letter.is_alphanumeric() || "._%+-".contains(*letter);
    let is_host = |letter: &char| letter.is_alphanumeric() || ".-".contains(*letter);
    let name = text.iter().take_while(|letter| is_name(letter)).count();
    if name == 0 || text.get(name) != Some(&'@') {
        return None;
    }
    let host: String = text[name + 1..].iter().take_while(|letter| is_host(letter)).collect();
    let host = host.trim_end_matches(['.', '-']);
    let has_domain = host.split_once('.').is_some_and(|(a, b)| !a.is_empty() && !b.is_empty());
    has_domain.then(|| name + 1 + host.chars().count())
}

/// The digits that the text begins with, and for each how far the text is read with it. At most
/// `max`, with a few separators between them.
fn digits(text: &[char], max: usize) -> Vec<(u32, usize)> {
    let mut found = Vec::new();
    let mut between = 0;
    for (at, letter) in text.iter().enumerate() {
        if let Some(digit) = letter.to_digit(10) {
            found.push((digit, at + 1));
            between = 0;
            if found.len() == max {
                break;
            }
        } else if " -./()".contains(*letter) && !found.is_empty() && between < SEPARATORS_MAX {
            between += 1;
        } else {
            break;
        }
    }
    found
}

fn phone(text: &[char]) -> Option<usize> {
    if text.first() == Some(&'+') {
        let found = digits(&text[1..], PHONE_DIGITS.end - 1);
        return (found.len() >= PHONE_DIGITS.start).then(|| found[found.len() - 1].1 + 1);
    }
    let found = digits(text, 13);
    let number: Vec<u32> = found.iter().map(|(digit, _)| *digit).collect();
    let length = match number.as_slice() {
        [0, 0, 3, 1, first, ..] if *first > 0 => 13,
        [0, first, ..] if *first > 0 => 10,
        _ => return None,
    };
    found.get(length - 1).map(|(_, end)| *end)
}

/// Nine digits that pass the check of eleven.
fn bsn(text: &[char]) -> Option<usize> {
    let found = digits(text, 9);
    if found.len() < 9 || found.iter().all(|(digit, _)| *digit == 0) {
        return None;
    }
    let weights = [9, 8, 7, 6, 5, 4, 3, 2];
    let sum: u32 = found.iter().zip(weights).map(|((digit, _), weight)| digit * weight).sum();
    let last = found[8];
    (sum % 11 == last.0).then_some(last.1)
}

/// Two letters, two digits, and what makes the remainder of 97 right.
fn iban(text: &[char]) -> Option<usize> {
    let mut found: Vec<(u32, usize)> = Vec::new();
    for (at, letter) in text.iter().enumerate() {
        match letter.to_digit(36) {
            Some(value) => found.push((value, at + 1)),
            None if *letter == ' ' && at > 0 && text[at - 1] != ' ' => continue,
            None => break,
        }
        if found.len() + 1 == IBAN_LENGTHS.end {
            break;
        }
    }
    // No space in the first four, or two letters before a telephone number may pass the check.
    let is_country = |head: &[(u32, usize)]| {
        head.iter().map(|(value, _)| *value > 9).eq([true, true, false, false]) && head[3].1 == 4
    };
    if !found.get(..4).is_some_and(is_country) {
        return None;
    }
    let is_right = |length: &usize| {
        let (head, tail) = found[..*length].split_at(4);
        let rest = tail.iter().chain(head).fold(0, |rest, (value, _)| {
            if *value > 9 { (rest * 100 + value) % 97 } else { (rest * 10 + value) % 97 }
        });
        rest == 1
    };
    let longest = found.len().min(IBAN_LENGTHS.end - 1);
    let ends = |length: &usize| {
        let end = found[*length - 1].1;
        !text.get(end).is_some_and(|next| next.is_alphanumeric())
    };
    let lengths = (IBAN_LENGTHS.start..=longest).rev();
    lengths.filter(ends).find(is_right).map(|length| found[length - 1].1)
}

/// Letters and digits of every series of Dutch number plates.
const PLATES: [&str; 14] = [
    "LLDDDD", "DDDDLL", "DDLLDD", "LLDDLL", "LLLLDD", "DDLLLL", "DDLLLD", "DLLLDD", "LLDDDL",
    "LDDDLL", "LLLDDL", "LDDLLL", "DLLDDD", "DDDLLD",
];

fn plate(text: &[char]) -> Option<usize> {
    let mut shape = String::new();
    let mut dashes = 0;
    let mut end = 0;
    for (at, letter) in text.iter().enumerate() {
        match letter {
            'a'..='z' | 'A'..='Z' => shape.push('L'),
            '0'..='9' => shape.push('D'),
            '-' if dashes < 2 && at > 0 && text[at - 1] != '-' => {
                dashes += 1;
                continue;
            }
            _ => break,
        }
        end = at + 1;
        if shape.len() == 6 {
            break;
        }
    }
    // Without dashes, four digits and two letters are a postcode.
    let is_plate = PLATES.contains(&shape.as_str()) && (shape != "DDDDLL" || dashes == 2);
    is_plate.then_some(end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kinds(text: &str) -> Vec<(Kind, String)> {
        let part = |at: Range<usize>| text.chars().skip(at.start).take(at.len()).collect();
        find(text).into_iter().map(|it| (it.kind, part(it.at))).collect()
    }

    #[test]
    fn what_tells_who_somebody_is_is_found_as_people_write_it() {
        for (kind, written) in [
            (Kind::Email, "jan.de-vries+afval@voorbeeld.co.nl"),
            (Kind::Phone, "0612345678"),
            (Kind::Phone, "06 12 34 56 78"),
            (Kind::Phone, "06-12345678"),
            (Kind::Phone, "(033) 469 51 11".trim_start_matches('(')),
            (Kind::Phone, "+31 (0)6 1234 5678"),
            (Kind::Phone, "0031612345678"),
            (Kind::Plate, "12-ABC-3"),
            (Kind::Plate, "ab-123-c"),
            (Kind::Plate, "12-34-AB"),
            (Kind::Plate, "G123BB"),
            (Kind::Iban, "NL91 ABNA 0417 1643 00"),
            (Kind::Iban, "nl91abna0417164300"),
            (Kind::Iban, "DE89370400440532013000"),
            (Kind::Bsn, "111222333"),
            (Kind::Bsn, "1112.22.333"),
        ] {
            let text = format!("Bel {written}, graag. Nummer 14!");
            assert_eq!(kinds(&text), [(kind, written.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_people_write_about_litter_is_no_find() {
        for text in [
            "Twee zakken naast de bak op nummer 14, sinds 12-11-2026 om 14.30 uur.",
            "Bij 3823 AB of 3823AB, huisnummer 112.",
            "Container 123456788 is vol @ de hoek",
            "Kosten 1.000 euro, 12,50 per stuk; 100 200 300 400",
            "Sinds 2024 - 2025. 0 of 00.",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn words_are_found_in_any_case_and_what_is_taken_out_leaves_its_length() {
        let text = "De Jansen van 14; jansen!";

        let parts = occurrences(text, " JANSEN ");

        assert_eq!(without(text, &parts), "De ▇▇▇▇▇▇ van 14; ▇▇▇▇▇▇!");
        assert!(occurrences(text, " ").is_empty() && occurrences("a", "ab").is_empty());
    }

    proptest! {
        #[test]
        fn finds_lie_in_the_text_in_order_and_taking_them_out_keeps_its_length(
            text in "(\\PC|[0-9+@. A-Za-z-]){0,200}",
        ) {
            let count = text.chars().count();
            let finds = find(&text);
            let parts: Vec<_> = finds.iter().map(|it| it.at.clone()).collect();

            prop_assert!(parts.iter().all(|part| part.start < part.end && part.end <= count));
            prop_assert!(parts.windows(2).all(|two| two[0].end <= two[1].start));
            prop_assert_eq!(without(&text, &parts).chars().count(), count);
        }

        #[test]
        fn a_mobile_number_is_found_between_any_words(
            before in "[a-z ]{0,20}", digits in "[0-9]{8}", after in "[a-z ]{0,20}",
        ) {
            let text = format!("{before} 06{digits} {after}");
            prop_assert!(kinds(&text).iter().any(|(kind, _)| *kind == Kind::Phone));
        }

        #[test]
        fn nine_digits_are_a_service_number_when_the_check_of_eleven_says_so(
            number in 100_000_000_u64..999_999_999,
        ) {
            let text = number.to_string();
            let sum: u64 = text.bytes().map(u64::from).map(|it| it - 48)
                .zip((2..=9).rev()).map(|(digit, weight)| digit * weight).sum();
            let is_right = sum % 11 == number % 10;

            prop_assert_eq!(kinds(&text).iter().any(|(kind, _)| *kind == Kind::Bsn), is_right);
        }
    }
}
