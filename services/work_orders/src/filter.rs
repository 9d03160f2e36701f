//! Which work orders a list shows: the query parameters, checked once.

use platform::{bbox::Bbox, cursor::Cursor, problem::FieldError};
use serde::Deserialize;

use crate::progress::Status;

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
    /// Codes of the wijken and buurten that the account reaches; `None`: all.
    pub reach: Option<Vec<String>>,
    pub bbox: Option<Bbox>,
    /// Orders at most.
    pub limit: u32,
    pub after: Option<Cursor>,
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
        Ok(Self { team: owned(team), statuses, area: owned(area), reach: None, bbox, limit, after })
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
    use super::*;

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
}
