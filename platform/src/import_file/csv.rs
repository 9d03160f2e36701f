//! Reads CSV as spreadsheets write it: a header, comma or semicolon, quotes where needed.
//! A line that starts with `#` is a remark.

use std::collections::BTreeMap;

use super::Refused;

/// Addresses of a large city are some 200 000.
pub const ROWS_MAX: usize = 500_000;

/// Characters of a value: a name, a number or an owner.
const TEXT_CHARS_MAX: usize = 120;

/// Columns of one file.
const COLUMNS_MAX: usize = 50;

/// One row of a file: where it stands, and its values by the name of the column.
#[derive(Debug)]
pub struct Row {
    /// "regel 7", "object 3".
    pub at: String,
    pub values: BTreeMap<String, String>,
}

impl Row {
    /// The trimmed value; empty when there is no such column.
    pub fn text(&self, name: &str) -> &str {
        self.values.get(name).map_or("", |value| value.trim())
    }

    /// The value, unless it is too long or cannot be read.
    pub fn short(&self, name: &str, mistakes: &mut Vec<String>) -> String {
        let text = self.text(name);
        if text.chars().count() > TEXT_CHARS_MAX || text.chars().any(char::is_control) {
            let at = &self.at;
            mistakes.push(format!(
                "{at}: {name} is te lang (meer dan {TEXT_CHARS_MAX} tekens) of onleesbaar"
            ));
        }
        text.to_owned()
    }

    /// The value, which may not be empty.
    pub fn needed(&self, name: &str, mistakes: &mut Vec<String>) -> String {
        if self.text(name).is_empty() {
            mistakes.push(format!("{}: {name} ontbreekt", self.at));
        }
        self.short(name, mistakes)
    }

    /// The value, which has to be one of `known`.
    pub fn one_of(&self, name: &str, known: &[&str], mistakes: &mut Vec<String>) -> String {
        let text = self.text(name);
        if !known.contains(&text) {
            let (at, known) = (&self.at, known.join(", "));
            mistakes.push(format!("{at}: {name} moet een van deze zijn: {known}"));
        }
        text.to_owned()
    }
}

/// Reads the rows below the header, which has to name the columns `needed`.
pub fn rows(text: &str, needed: &[&str]) -> Result<Vec<Row>, Refused> {
    let text = text.trim_start_matches('\u{feff}');
    let mut records = records(text)?.into_iter();
    let Some((_, header)) = records.next() else { return Err(Refused::one("het bestand is leeg")) };
    let header: Vec<String> = header.iter().map(|name| name.trim().to_lowercase()).collect();
    let missing: Vec<String> = needed
        .iter()
        .filter(|name| !header.iter().any(|found| found == *name))
        .map(|name| format!("de kolom {name} ontbreekt"))
        .collect();
    if !missing.is_empty() {
        return Err(Refused(missing));
    }
    let mut mistakes = Vec::new();
    let mut rows = Vec::new();
    for (line, cells) in records {
        if cells.len() != header.len() {
            let (found, wanted) = (cells.len(), header.len());
            mistakes.push(format!("regel {line}: {found} kolommen in plaats van {wanted}"));
            continue;
        }
        let values: BTreeMap<_, _> = header.iter().cloned().zip(cells).collect();
        rows.push(Row { at: format!("regel {line}"), values });
    }
    if mistakes.is_empty() { Ok(rows) } else { Err(Refused(mistakes)) }
}

/// Reads all rows, or tells all that is wrong with them.
pub fn read<T>(
    rows: &[Row],
    mut row: impl FnMut(&Row, &mut Vec<String>) -> Option<T>,
) -> Result<Vec<T>, Refused> {
    let mut mistakes = Vec::new();
    let found: Vec<T> = rows.iter().filter_map(|it| row(it, &mut mistakes)).collect();
    if mistakes.is_empty() { Ok(found) } else { Err(Refused(mistakes)) }
}

/// The records with the number of the line on which each begins; remarks and empty lines left out.
fn records(text: &str) -> Result<Vec<(usize, Vec<String>)>, Refused> {
    let first = text.lines().find(|line| !is_remark(line)).unwrap_or_default();
    let comma = if first.matches(';').count() > first.matches(',').count() { ';' } else { ',' };
    let mut records = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        if is_remark(line) {
            continue;
        }
        let mut cells = vec![String::new()];
        let mut is_quoted = append(&mut cells, line, comma, false);
        while is_quoted {
            let Some((_, more)) = lines.next() else {
                let at = index + 1;
                return Err(Refused::one(format!("regel {at}: een aanhalingsteken sluit niet")));
            };
            if let Some(cell) = cells.last_mut() {
                cell.push('\n');
            }
            is_quoted = append(&mut cells, more, comma, true);
        }
        if records.len() > ROWS_MAX || cells.len() > COLUMNS_MAX {
            return Err(Refused::one(format!(
                "hoogstens {ROWS_MAX} regels en {COLUMNS_MAX} kolommen kunnen"
            )));
        }
        records.push((index + 1, cells));
    }
    Ok(records)
}

fn is_remark(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with('#')
}

/// Adds a line to the cells; says whether a quote is still open at its end.
fn append(cells: &mut Vec<String>, line: &str, comma: char, mut is_quoted: bool) -> bool {
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let Some(cell) = cells.last_mut() else { return false };
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                cell.push('"');
                letters.next();
            }
            '"' if is_quoted || cell.is_empty() => is_quoted = !is_quoted,
            letter if letter == comma && !is_quoted => cells.push(String::new()),
            letter => cell.push(letter),
        }
    }
    is_quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<Vec<String>> {
        records(text).unwrap().into_iter().map(|(_, cells)| cells).collect()
    }

    #[test]
    fn quotes_keep_commas_quotes_and_new_lines() {
        let text = "a,b\n\"Bij \"\"de Stee\"\", links\",\"twee\nregels\"\n";
        assert_eq!(texts(text)[1], ["Bij \"de Stee\", links", "twee\nregels"]);
    }

    #[test]
    fn a_semicolon_separates_too_and_remarks_are_left_out() {
        assert_eq!(texts("# van wie\r\na;b\r\n\r\n1,5;2\r\n"), [["a", "b"], ["1,5", "2"]]);
    }

    #[test]
    fn every_line_of_another_width_is_told_with_its_number() {
        let refused = rows("a,b\n1\n1,2\n1,2,3\n", &["a"]).unwrap_err();
        assert_eq!(refused.0.len(), 2, "{refused}");
        assert!(refused.0[1].starts_with("regel 4:"), "{refused}");
    }

    #[test]
    fn a_quote_that_never_ends_and_a_column_that_is_not_there_are_told() {
        assert!(records("a\n\"x").is_err());
        assert!(rows("a\n1\n", &["b"]).is_err());
        assert!(rows("", &["b"]).is_err());
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text: String) {
            let _ = rows(&text, &["a"]);
        }
    }
}
