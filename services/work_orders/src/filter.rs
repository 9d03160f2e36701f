//! Which work orders a list shows: the query parameters, checked once.

use platform::problem::FieldError;
use serde::Deserialize;

use crate::{cursor::Cursor, progress::Status};

const LIMIT_DEFAULT: u32 = 50;
const LIMIT_MAX: u32 = 200;

/// The query as it came.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Query {
    pub team: Option<String>,
    pub status: Option<String>,
    pub area: Option<String>,
    pub bbox: Option<String>,
    pub limit: Option<String>,
    pub cursor: Option<String>,
}

/// What to show. An order is in the list when it fits every part that is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    pub team: Option<String>,
    /// Empty: what is not closed.
    pub statuses: Vec<Status>,
    pub area: Option<String>,
    pub bbox: Option<Bbox>,
    /// Orders at most.
    pub limit: u32,
    pub after: Option<Cursor>,
}

/// A rectangle in WGS 84, degrees; its edges are part of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bbox {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

impl Filter {
    pub fn parse(query: &Query) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut wrong = |name: &'static str, detail: String| {
            errors.push(FieldError::new(name, detail));
        };
        let statuses = statuses(given(query.status.as_ref())).unwrap_or_else(|unknown| {
            let known = Status::ALL.map(Status::as_str).join(", ");
            wrong("status", format!("De status {unknown:?} bestaat niet. Kies uit: {known}."));
            Vec::new()
        });
        let bbox = given(query.bbox.as_ref()).and_then(|text| {
            let bbox = Bbox::parse(text);
            if bbox.is_none() {
                let detail = "Geef vier getallen in graden: minLon,minLat,maxLon,maxLat.";
                wrong("bbox", detail.to_owned());
            }
            bbox
        });
        let limit = given(query.limit.as_ref()).map_or(Some(LIMIT_DEFAULT), limit);
        let limit = limit.unwrap_or_else(|| {
            wrong("limit", format!("Geef een heel getal van 1 tot en met {LIMIT_MAX}."));
            LIMIT_DEFAULT
        });
        let after = given(query.cursor.as_ref()).and_then(|text| {
            let cursor = Cursor::parse(text);
            if cursor.is_none() {
                wrong("cursor", "Gebruik de nextCursor van een eerder antwoord.".to_owned());
            }
            cursor
        });
        let (team, area) = (given(query.team.as_ref()), given(query.area.as_ref()));
        for (name, text) in [("team", team), ("area", area)] {
            if text.is_some_and(|text| text.contains('\0')) {
                wrong(name, "Deze code bestaat niet.".to_owned());
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Ok(Self { team: owned(team), statuses, area: owned(area), bbox, limit, after })
    }
}

impl Bbox {
    fn parse(text: &str) -> Option<Self> {
        let numbers: Vec<f64> =
            text.split(',').map(|number| number.trim().parse().ok()).collect::<Option<_>>()?;
        let [west, south, east, north] = numbers[..] else { return None };
        // Not-a-number fits in no range.
        let is_on_earth = [west, east].iter().all(|degrees| (-180.0..=180.0).contains(degrees))
            && [south, north].iter().all(|degrees| (-90.0..=90.0).contains(degrees));
        let is_ordered = west <= east && south <= north;
        (is_on_earth && is_ordered).then_some(Self { west, south, east, north })
    }
}

/// A form sends an empty field for what was not filled in.
fn given(text: Option<&String>) -> Option<&str> {
    text.map(String::as_str).filter(|text| !text.is_empty())
}

/// One or more, with commas between them; fails with the first that does not exist.
fn statuses(text: Option<&str>) -> Result<Vec<Status>, &str> {
    let words = text.into_iter().flat_map(|text| text.split(','));
    words.map(|word| Status::parse(word).ok_or(word)).collect()
}

fn limit(text: &str) -> Option<u32> {
    text.parse().ok().filter(|limit| (1..=LIMIT_MAX).contains(limit))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bbox(text: &str) -> Option<Bbox> {
        Bbox::parse(text)
    }

    fn wrong(query: &Query) -> Vec<String> {
        let errors = Filter::parse(query).unwrap_err();
        errors.into_iter().map(|error| error.pointer.into_owned()).collect()
    }

    #[test]
    fn an_empty_query_asks_for_the_first_fifty_that_are_not_closed() {
        let filter =
            Filter::parse(&Query { status: Some(String::new()), ..Query::default() }).unwrap();

        assert_eq!((filter.statuses.len(), filter.limit, filter.after), (0, 50, None));
    }

    #[test]
    fn a_rectangle_has_four_numbers_in_order_and_on_earth() {
        let whole = Bbox { west: 5.39, south: 52.15, east: 5.42, north: 52.17 };
        assert_eq!(bbox("5.39,52.15,5.42,52.17"), Some(whole));
        assert_eq!(bbox("5.39, 52.15, 5.42, 52.17"), Some(whole));

        let broken = [
            "5.39,52.15,5.42",
            "5.39,52.15,5.42,52.17,1",
            "a,b,c,d",
            "",
            ",,,",
            "5.42,52.15,5.39,52.17",
            "5.39,52.17,5.42,52.15",
            "NaN,52.15,5.42,52.17",
            "-inf,52.15,inf,52.17",
            "5.39,52.15,5.42,91",
            "-181,52.15,5.42,52.17",
        ];
        for text in broken {
            assert_eq!(bbox(text), None, "{text}");
        }
    }

    #[test]
    fn every_wrong_parameter_is_told_at_once() {
        let query = Query {
            team: Some("schoon".to_owned()),
            status: Some("open,lost".to_owned()),
            area: Some("\0".to_owned()),
            bbox: Some("1,2,3".to_owned()),
            limit: Some("201".to_owned()),
            cursor: Some("?".to_owned()),
        };

        assert_eq!(wrong(&query), ["status", "bbox", "limit", "cursor", "area"]);
        assert_eq!(wrong(&Query { limit: Some("0".to_owned()), ..Query::default() }), ["limit"]);
    }

    #[test]
    fn more_than_one_status_may_be_asked_for() {
        let query = Query { status: Some("done,refused".to_owned()), ..Query::default() };

        assert_eq!(Filter::parse(&query).unwrap().statuses, [Status::Done, Status::Refused]);
    }

    proptest! {
        #[test]
        fn no_text_makes_a_rectangle_that_is_inside_out(text in "[-0-9.,eE ]{0,40}") {
            if let Some(bbox) = bbox(&text) {
                prop_assert!(bbox.west <= bbox.east && bbox.south <= bbox.north);
            }
        }
    }
}
