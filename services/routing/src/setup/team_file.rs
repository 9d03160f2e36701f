//! Teams as somebody brings or types them. Pure.

use std::collections::BTreeSet;

use platform::import_file::{Refused, csv};

use crate::store::catalogue::Team;

/// Characters of a name.
pub(super) const NAME_MAX: usize = 60;

/// Characters of a key.
const KEY_MAX: usize = 40;

/// Teams in a file; a large city has some hundred.
const TEAMS_MAX: usize = 1_000;

const COLUMNS: [&str; 2] = ["sleutel", "naam"];

/// Whether rules, groups and addresses can hold the key: small letters and digits, `-` and `_`, a
/// letter first.
pub(super) fn is_key(key: &str) -> bool {
    let is_inner = |letter: u8| matches!(letter, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_');
    key.len() <= KEY_MAX
        && key.bytes().all(is_inner)
        && key.bytes().next().is_some_and(|first| first.is_ascii_lowercase())
}

pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().count() <= NAME_MAX && !name.contains(char::is_control)
}

/// Reads a CSV file with the columns `sleutel` and `naam`.
///
/// # Errors
///
/// All mistakes at once, each with its line.
pub(super) fn parse(text: &str) -> Result<Vec<Team>, Refused> {
    let rows = csv::rows(text, &COLUMNS)?;
    if rows.is_empty() || rows.len() > TEAMS_MAX {
        let count = rows.len();
        return Err(Refused::one(format!("1 tot {TEAMS_MAX} teams kunnen, dit zijn er {count}")));
    }
    let (mut keys, mut names) = (BTreeSet::new(), BTreeSet::new());
    csv::read(&rows, |row, mistakes| {
        let (key, name) = (row.text("sleutel").to_owned(), row.text("naam").to_owned());
        let mut wrong = |why: String| mistakes.push(format!("{}: {why}", row.at));
        if !is_key(&key) {
            wrong(format!("“{key}” kan geen sleutel zijn: kleine letters, cijfers, - en _"));
        } else if !keys.insert(key.clone()) {
            wrong(format!("{key} staat er twee keer in"));
        }
        if !is_name(&name) {
            wrong(format!("de naam ontbreekt of is langer dan {NAME_MAX} tekens"));
        } else if !names.insert(name.to_lowercase()) {
            wrong(format!("{name} staat er twee keer in"));
        }
        Some(Team { team_key: key, name })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_file_of_a_spreadsheet_is_read() {
        let teams =
            parse("Sleutel;Naam\r\nnoord;Team Noord\r\nzuid_2;\"Zuid; en meer\"\r\n").unwrap();
        let told: Vec<_> =
            teams.iter().map(|it| (it.team_key.as_str(), it.name.as_str())).collect();
        assert_eq!(told, [("noord", "Team Noord"), ("zuid_2", "Zuid; en meer")]);
    }

    #[test]
    fn every_mistake_is_told_with_its_line() {
        let text = "sleutel,naam\nNoord,Noord\nzuid,\nzuid,Zuid\nwest,zuid\n2e,Twee\n";
        let told = parse(text).unwrap_err().0;
        assert_eq!(told.len(), 5, "{told:#?}");
        assert!(told[0].starts_with("regel 2: “Noord”") && told[2].starts_with("regel 4: zuid"));
        assert!(parse("sleutel\nx\n").is_err() && parse("sleutel,naam\n").is_err());
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_what_is_read_can_be_kept(text in "(?s).{0,200}") {
            for team in parse(&format!("sleutel,naam\n{text}")).unwrap_or_default() {
                prop_assert!(is_key(&team.team_key) && is_name(&team.name));
            }
        }
    }
}
