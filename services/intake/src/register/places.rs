//! Names and addresses, so that a resident can type where it is.

use platform::{
    import_file::{Refused, csv},
    needle::needle,
};

use super::location;
use crate::submission::Location;

/// What a name stands for.
pub const KINDS: [&str; 3] = ["address", "street", "place"];

const COLUMNS: [&str; 4] = ["name", "kind", "lon", "lat"];

/// A name that one can search.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub name: String,
    /// One of [`KINDS`].
    pub kind: String,
    pub needle: String,
    pub at: Location,
    /// Empty unless it is an address.
    pub street: String,
    pub number: String,
    pub postcode: String,
}

/// Reads a CSV file with the columns name, kind, lon and lat, and if they are there street,
/// number and postcode.
pub fn parse(text: &str) -> Result<Vec<Place>, Refused> {
    csv::read(&csv::rows(text, &COLUMNS)?, |row, mistakes| {
        let name = row.needed("name", mistakes);
        let needle = needle(&format!("{name} {}", row.text("postcode")));
        if !name.is_empty() && needle.is_empty() {
            mistakes.push(format!("{}: name heeft geen letters of cijfers", row.at));
        }
        Some(Place {
            kind: row.one_of("kind", &KINDS, mistakes),
            street: row.short("street", mistakes),
            number: row.short("number", mistakes),
            postcode: row.short("postcode", mistakes),
            at: location(row, mistakes)?,
            name,
            needle,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_can_be_read() {
        let places = parse(crate::seed::PLACES).unwrap();
        assert!(places.iter().any(|place| place.needle == "de groene stee"));
    }

    #[test]
    fn every_mistake_of_every_line_is_told_at_once() {
        let text = "name,kind,lon,lat\n,castle,5.4,52.1\nStee,place,52.1,5.4\n!!,place,x,52\n";
        let told = parse(text).unwrap_err().0;
        assert_eq!(told.len(), 5, "{told:#?}");
        assert!(told[2].contains("omgewisseld"), "{told:#?}");
    }

    #[test]
    fn an_address_is_found_by_its_postcode_too() {
        let text = "name,kind,lon,lat,street,number,postcode\nWiekslag 41,address,5.4,52.1,Wiekslag,41,3815 GS\n";
        assert_eq!(parse(text).unwrap()[0].needle, "wiekslag 41 3815 gs");
    }
}
