//! The rules that the NL GOV profile and our contracts set for each attribute.

use super::{ATTRIBUTE_BYTES_MAX, AttributeError, SEQUENCE_MAX};

type Checked = Result<(), AttributeError>;

const OIN_DIGITS: usize = 20;
const SERVICE_BYTES_MAX: usize = 32;

fn require(holds: bool, name: &'static str, rule: &'static str) -> Checked {
    if holds { Ok(()) } else { Err(AttributeError::Invalid { name, rule }) }
}

pub(super) fn oin(oin: &str) -> Checked {
    let digits = oin.len() == OIN_DIGITS && oin.bytes().all(|byte| byte.is_ascii_digit());
    require(digits, "the OIN", "must be 20 digits")
}

pub(super) fn service(service: &str) -> Checked {
    let plain = service.bytes().all(|byte| byte.is_ascii_lowercase() || b"_-".contains(&byte));
    let sized = (1..=SERVICE_BYTES_MAX).contains(&service.len());
    require(plain && sized, "the service", "must be a name in lower case")
}

/// Any text without the characters that `CloudEvents` forbids in attributes.
pub(super) fn text(name: &'static str, value: &str, bytes_max: usize) -> Checked {
    require(!value.is_empty(), name, "must not be empty")?;
    require(value.len() <= bytes_max, name, "is too long")?;
    let allowed = |character: char| !character.is_control() && !is_noncharacter(character);
    require(value.chars().all(allowed), name, "holds a forbidden character")
}

fn is_noncharacter(character: char) -> bool {
    let code = u32::from(character);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

pub(super) fn uri(name: &'static str, value: &str) -> Checked {
    text(name, value, ATTRIBUTE_BYTES_MAX)?;
    let allowed = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
    require(value.bytes().all(allowed), name, "must be a URI reference")
}

/// Reverse DNS, closed by its only version: `nl.meldingen.report-submitted.v1`.
pub(super) fn event_type(name: &'static str, value: &str) -> Checked {
    const LABELS_MIN: usize = 3;
    text(name, value, ATTRIBUTE_BYTES_MAX)?;
    let mut labels: Vec<&str> = value.split('.').collect();
    let versioned = labels.pop().is_some_and(is_version);
    let names = labels.len() >= LABELS_MIN
        && labels.iter().all(|label| is_label(label) && !is_version(label));
    require(versioned && names, name, "must be reverse DNS with one version at its end")
}

fn is_version(label: &str) -> bool {
    label.strip_prefix('v').is_some_and(|number| {
        !number.is_empty()
            && !number.starts_with('0')
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn is_label(label: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    label.bytes().all(plain)
        && label.starts_with(|first: char| first.is_ascii_lowercase())
        && !label.ends_with('-')
}

/// RFC 3339, in the shape `2026-11-23T09:00:00.123Z` or with an offset such as `+01:00`.
pub(super) fn time(name: &'static str, value: &str) -> Checked {
    require(is_rfc3339(value).is_some(), name, "must be a time by RFC 3339")
}

fn is_rfc3339(value: &str) -> Option<()> {
    let (date, rest) = value.split_once(['T', 't'])?;
    let (clock, zone) = rest.split_at_checked("00:00:00".len())?;
    let day = numbers(date, '-', [4, 2, 2])?;
    let [hour, minute, second] = numbers(clock, ':', [2, 2, 2])?;
    let zone = match zone.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|digit: char| digit.is_ascii_digit());
            (zone.len() < fraction.len()).then_some(zone)?
        }
        None => zone,
    };
    let real = is_day(day) && hour <= 23 && minute <= 59 && second <= 60 && is_zone(zone);
    real.then_some(())
}

fn is_day([year, month, day]: [u32; 3]) -> bool {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn is_zone(zone: &str) -> bool {
    let offset = zone.strip_prefix(['+', '-']).and_then(|zone| numbers(zone, ':', [2, 2]));
    matches!(zone, "Z" | "z") || offset.is_some_and(|[hours, minutes]| hours <= 23 && minutes <= 59)
}

/// Reads numbers of fixed widths with a separator between them, and nothing else.
fn numbers<const N: usize>(text: &str, separator: char, widths: [usize; N]) -> Option<[u32; N]> {
    let mut parts = text.split(separator);
    let mut values = [0; N];
    for (value, width) in values.iter_mut().zip(widths) {
        let part = parts.next()?;
        let digits = part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
        *value = digits.then(|| part.parse().ok())??;
    }
    parts.next().is_none().then_some(values)
}

pub(super) fn sequence(name: &'static str, value: u64) -> Checked {
    require((1..=SEQUENCE_MAX).contains(&value), name, "must be from 1 to 2147483647")
}

/// Reads a sequence. No sign and no leading zeroes: one number has one spelling.
pub(super) fn parse_sequence(name: &'static str, value: &str) -> Result<u64, AttributeError> {
    let plain = value.bytes().all(|byte| byte.is_ascii_digit()) && !value.starts_with('0');
    require(plain, name, "must be a whole number")?;
    let number = value.parse().unwrap_or(u64::MAX);
    sequence(name, number)?;
    Ok(number)
}

pub(super) fn exactly(name: &'static str, value: &str, expected: &'static str) -> Checked {
    require(value == expected, name, "is not the value that our events carry")
}
