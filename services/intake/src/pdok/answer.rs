//! What the Locatieserver answers. Pure: bytes in, addresses out.

use serde::{Deserialize, Serialize};

use crate::submission::Location;

/// Characters of a name; the longest of the Netherlands have some 100.
const NAME_CHARS_MAX: usize = 200;

/// An address or a street.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub(crate) struct Address {
    pub name: String,
    /// As our own list says it: `address` or `street`.
    pub kind: String,
    pub longitude: f64,
    pub latitude: f64,
}

#[derive(Deserialize)]
struct Answer {
    response: Response,
}

#[derive(Deserialize)]
struct Response {
    docs: Vec<Doc>,
}

#[derive(Deserialize)]
struct Doc {
    weergavenaam: Option<String>,
    r#type: Option<String>,
    centroide_ll: Option<String>,
}

/// The addresses of an answer; those without a name or a place are left out. `None` when it is
/// no answer at all.
pub(super) fn parse(body: &[u8]) -> Option<Vec<Address>> {
    let answer: Answer = serde_json::from_slice(body).ok()?;
    Some(answer.response.docs.into_iter().filter_map(address).collect())
}

fn address(doc: Doc) -> Option<Address> {
    let Location { longitude, latitude } = point(&doc.centroide_ll?)?;
    let name = doc.weergavenaam?;
    let is_name = !name.trim().is_empty() && !name.chars().any(char::is_control);
    if !is_name || name.chars().count() > NAME_CHARS_MAX {
        return None;
    }
    let kind = if doc.r#type.as_deref() == Some("adres") { "address" } else { "street" };
    Some(Address { name, kind: kind.to_owned(), longitude, latitude })
}

/// Reads `POINT(5.4 52.1)`.
fn point(text: &str) -> Option<Location> {
    let (longitude, latitude) = text.strip_prefix("POINT(")?.strip_suffix(')')?.split_once(' ')?;
    Location::new(longitude.parse().ok()?, latitude.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_answer_gives_names_and_places() {
        let body = r#"{"response":{"numFound":3,"start":0,"docs":[
            {"id":"a","type":"adres","weergavenaam":"Wiekslag 41, 3815GS Amersfoort",
             "centroide_ll":"POINT(5.4033 52.1657)","buurtcode":"BU03071001"},
            {"type":"weg","weergavenaam":"Wiekslag","centroide_ll":"nowhere"},
            {"centroide_ll":"POINT(5.4 52.1)"}]},"highlighting":{}}"#;
        let found = parse(body.as_bytes()).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].longitude, found[0].latitude), (5.4033, 52.1657));
        assert_eq!(found[0].kind, "address");
    }

    #[test]
    fn what_is_no_answer_is_none() {
        for body in ["", "<html>", "{}", "[]", r#"{"response":{}}"#] {
            assert_eq!(parse(body.as_bytes()), None, "{body}");
        }
    }

    proptest! {
        #[test]
        fn no_point_makes_it_panic(text: String) {
            let _ = point(&format!("POINT({text})"));
        }
    }
}
