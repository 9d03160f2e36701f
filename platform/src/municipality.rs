//! Whose system it is: what pages and mails call the municipality, and the number to call it on.

use anyhow::{Result, ensure};

const NAME: &str = "Amersfoort";
const PHONE: &str = "14 033";

const NAME_CHARS_MAX: usize = 60;
/// With the code of the place and spaces: residents call from within the country.
const PHONE_CHARS_MAX: usize = 14;

/// The municipality that runs this.
#[derive(Clone, Debug, Eq, PartialEq, clap::Args)]
pub struct Municipality {
    /// Name of the municipality.
    #[arg(
        id = "municipality_name",
        long = "municipality-name",
        env = "MUNICIPALITY_NAME",
        default_value = NAME,
        value_parser = name
    )]
    pub name: String,

    /// Number to call the municipality on, as people read it: digits with single spaces between.
    #[arg(
        id = "municipality_phone",
        long = "municipality-phone",
        env = "MUNICIPALITY_PHONE",
        default_value = PHONE,
        value_parser = phone
    )]
    pub phone: String,
}

impl Municipality {
    /// The number in one piece: where words run from right to left a space that breaks would turn its parts
    /// around.
    pub fn phone_whole(&self) -> String {
        self.phone.replace(' ', "\u{a0}")
    }

    /// The number as a link dials it: `tel:14033`.
    pub fn tel(&self) -> String {
        format!("tel:{}", self.phone.replace(' ', ""))
    }
}

impl Default for Municipality {
    /// What is said where nothing is set.
    fn default() -> Self {
        Self { name: NAME.to_owned(), phone: PHONE.to_owned() }
    }
}

/// Letters, and what stands between them in names: "'s-Hertogenbosch", "Bergen (L.)".
fn name(text: &str) -> Result<String> {
    let is_of_name = |letter: char| letter.is_alphabetic() || " -'’.()".contains(letter);
    let name = text.trim();
    let length = name.chars().count();
    ensure!(
        (1..=NAME_CHARS_MAX).contains(&length),
        "a name has 1 to {NAME_CHARS_MAX} letters, not {length}"
    );
    ensure!(name.chars().all(is_of_name), "{name} is no name of a municipality");
    Ok(name.to_owned())
}

fn phone(text: &str) -> Result<String> {
    let is_group = |group: &str| !group.is_empty() && group.bytes().all(|it| it.is_ascii_digit());
    ensure!(
        text.len() <= PHONE_CHARS_MAX && text.split(' ').all(is_group),
        "a telephone number is digits with single spaces between, not {text}"
    );
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    #[derive(clap::Parser)]
    struct Cli {
        #[command(flatten)]
        municipality: Municipality,
    }

    fn parse(args: &[&str]) -> Option<Municipality> {
        Cli::try_parse_from([&["it"], args].concat()).ok().map(|cli| cli.municipality)
    }

    #[test]
    fn without_settings_it_is_the_default() {
        assert_eq!(parse(&[]), Some(Municipality::default()));
        assert_eq!(Municipality::default().tel(), "tel:14033");
    }

    #[test]
    fn a_name_and_a_number_are_taken_and_what_is_none_is_refused() {
        let of = |name: &str, phone: &str| {
            parse(&["--municipality-name", name, "--municipality-phone", phone])
        };
        for name in ["'s-Hertogenbosch", "Bergen (L.)", "Súdwest-Fryslân"] {
            assert_eq!(of(name, "14 0515").unwrap().name, name);
        }
        assert_eq!(of("Nijkerk", "033 247 22 22").unwrap().tel(), "tel:0332472222");
        for name in ["", " ", "{ -brand }", "a\nb", "<b>", &"a".repeat(61)] {
            assert_eq!(of(name, "14 033"), None, "{name}");
        }
        for phone in ["", "call", "14  033", " 14", "14-033", "+31 33", "112;ext=1"] {
            assert_eq!(of("Nijkerk", phone), None, "{phone}");
        }
    }
}
