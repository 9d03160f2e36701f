//! What a resident says about the issues that are known nearby. Pure.

use platform::problem::FieldError;
use serde_json::{Map, Value};
use uuid::Uuid;

/// Issues that a resident can look through, and so say that they are other things.
pub const SHOWN_MAX: usize = 10;

/// The answer to "is it one of these?".
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// "This one."
    pub this_one: Option<Uuid>,
    /// Those that were seen and are something else.
    pub not_these: Vec<Uuid>,
}

impl Known {
    /// Reads `issueId` and `notIssueIds`, both optional, and finds every mistake in them. Whether
    /// the issue still is open when the report comes is for routing to see.
    pub fn parse(fields: &Map<String, Value>) -> Result<Self, Vec<FieldError>> {
        let id = |value: &Value| value.as_str().and_then(|text| text.parse().ok());
        let mut errors = Vec::new();
        let this_one = fields.get("issueId").filter(|value| !value.is_null());
        let this_one = this_one.and_then(|value| {
            let found = id(value);
            if found.is_none() {
                errors.push(FieldError::new("/issueId", "Dit is geen id van een kwestie."));
            }
            found
        });
        let not_these = match fields.get("notIssueIds") {
            None | Some(Value::Null) => Some(Vec::new()),
            Some(Value::Array(list)) if list.len() <= SHOWN_MAX => list.iter().map(id).collect(),
            Some(_) => None,
        };
        if not_these.is_none() {
            let detail = format!("Geef hier hoogstens {SHOWN_MAX} id's van kwesties.");
            errors.push(FieldError::new("/notIssueIds", detail));
        }
        match not_these {
            Some(not_these) if errors.is_empty() => Ok(Self { this_one, not_these }),
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parse(body: &Value) -> Result<Known, Vec<String>> {
        Known::parse(body.as_object().unwrap())
            .map_err(|errors| errors.into_iter().map(|it| it.pointer.into_owned()).collect())
    }

    #[test]
    fn who_says_nothing_about_known_issues_need_not_mention_them() {
        assert_eq!(parse(&json!({})), Ok(Known::default()));
        assert_eq!(parse(&json!({"issueId": null, "notIssueIds": null})), Ok(Known::default()));
    }

    #[test]
    fn the_issue_it_is_and_those_it_is_not_are_read() {
        let [one, other] = [Uuid::from_u128(1), Uuid::from_u128(2)];

        let known = parse(&json!({"issueId": one, "notIssueIds": [other]}));

        assert_eq!(known, Ok(Known { this_one: Some(one), not_these: vec![other] }));
    }

    #[test]
    fn what_is_no_id_is_refused_at_its_field() {
        let many = vec![Uuid::nil(); SHOWN_MAX + 1];

        let wrong = parse(&json!({"issueId": 7, "notIssueIds": ["x"]}));
        assert_eq!(wrong.unwrap_err(), ["/issueId", "/notIssueIds"]);
        assert_eq!(parse(&json!({"notIssueIds": many})).unwrap_err(), ["/notIssueIds"]);
    }
}
