//! `GET /api/v1/openapi.json`: the contract of the whole JSON API, of all services.

use axum::{
    Router,
    http::{HeaderName, HeaderValue, header},
    response::IntoResponse,
    routing::get,
};

use crate::AppState;

/// Written by hand: it promises what the handlers keep, and the tests hold both together.
const CONTRACT: &str = include_str!("../../openapi/openapi.json");

/// Every site may read the contract.
const HEADERS: [(HeaderName, HeaderValue); 2] = [
    (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
];

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/api/v1/openapi.json", get(show))
}

async fn show() -> impl IntoResponse {
    (HEADERS, CONTRACT)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use platform::http::API_VERSION;
    use serde_json::Value;

    use super::*;

    const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

    fn contract() -> Value {
        serde_json::from_str(CONTRACT).unwrap()
    }

    /// Follows a `$ref` inside the document.
    fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
        let Some(address) = value["$ref"].as_str() else { return value };
        document.pointer(address.trim_start_matches('#')).unwrap_or_else(|| panic!("{address}"))
    }

    /// Every operation with its path and method.
    fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
        let paths = document["paths"].as_object().unwrap();
        let all = paths.iter().flat_map(|(path, item)| {
            item.as_object()
                .unwrap()
                .iter()
                .map(|(method, operation)| (path.as_str(), method.as_str(), operation))
        });
        all.collect()
    }

    /// Calls `look` with every object in the document.
    fn visit(value: &Value, look: &mut impl FnMut(&serde_json::Map<String, Value>)) {
        match value {
            Value::Object(fields) => {
                look(fields);
                fields.values().for_each(|value| visit(value, look));
            }
            Value::Array(values) => values.iter().for_each(|value| visit(value, look)),
            _ => {}
        }
    }

    /// Lower camel case by the rule of the API Design Rules.
    fn is_camel_case(name: &str) -> bool {
        name.starts_with(|letter: char| letter.is_ascii_lowercase())
            && name.chars().all(|letter| letter.is_ascii_alphanumeric())
    }

    #[test]
    fn the_version_is_the_one_that_every_answer_carries() {
        let document = contract();
        assert_eq!(document["info"]["version"], API_VERSION);
        assert_eq!(document["components"]["headers"]["ApiVersion"]["example"], API_VERSION);
        assert!(document["openapi"].as_str().unwrap().starts_with("3.1."));
        for member in ["name", "url", "email"] {
            assert!(document["info"]["contact"][member].is_string(), "{member}");
        }
        for server in document["servers"].as_array().unwrap() {
            let url = server["url"].as_str().unwrap();
            assert!(url.ends_with("/v1") && !url.starts_with("http://"), "{url}");
        }
    }

    #[test]
    fn every_reference_leads_somewhere_and_every_component_is_used() {
        let document = contract();
        let mut used = BTreeSet::new();
        visit(&document, &mut |fields| {
            if let Some(Value::String(address)) = fields.get("$ref") {
                assert!(document.pointer(address.trim_start_matches('#')).is_some(), "{address}");
                used.insert(address.clone());
            }
        });
        for kind in ["schemas", "responses", "parameters", "headers"] {
            for name in document["components"][kind].as_object().unwrap().keys() {
                assert!(used.contains(&format!("#/components/{kind}/{name}")), "{name} is idle");
            }
        }
    }

    #[test]
    fn every_operation_has_a_name_of_its_own_and_a_known_tag() {
        let document = contract();
        let tags = document["tags"].as_array().unwrap();
        let mut names = BTreeSet::new();
        for (path, method, operation) in operations(&document) {
            assert!(METHODS.contains(&method), "{path} {method}");
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name) && is_camel_case(name), "{path} {method}: {name}");
            assert!(tags.iter().any(|tag| tag["name"] == operation["tags"][0]), "{name}");
        }
    }

    #[test]
    fn paths_are_kebab_case_and_name_their_parameters() {
        let document = contract();
        for (path, _, operation) in operations(&document) {
            assert!(path.starts_with('/') && !path.ends_with('/'), "{path}");
            let none = Vec::new();
            let parameters = operation["parameters"].as_array().unwrap_or(&none);
            let parameters: Vec<_> =
                parameters.iter().map(|one| resolved(&document, one)).collect();
            let in_path = parameters.iter().filter(|one| one["in"] == "path");
            let in_path: Vec<_> = in_path.filter_map(|one| one["name"].as_str()).collect();
            let mut braced = Vec::new();
            for segment in path[1..].split('/') {
                match segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
                    Some(name) => braced.push(name),
                    None => assert!(is_kebab_case(segment), "{path}"),
                }
            }
            assert_eq!(braced, in_path, "{path}");
            for one in parameters.iter().filter(|one| one["in"] == "query") {
                assert!(is_camel_case(one["name"].as_str().unwrap()), "{path}: {}", one["name"]);
            }
        }
    }

    /// `/openapi.json` is the one exception of the rule.
    fn is_kebab_case(segment: &str) -> bool {
        segment == "openapi.json"
            || segment.chars().all(|letter| matches!(letter, 'a'..='z' | '0'..='9' | '-'))
    }

    #[test]
    fn every_answer_has_the_version_and_every_error_is_a_full_problem() {
        let document = contract();
        for (path, method, operation) in operations(&document) {
            for (status, response) in operation["responses"].as_object().unwrap() {
                let at = format!("{method} {path} {status}");
                let response = resolved(&document, response);
                assert!(response["headers"]["API-Version"].is_object(), "{at}");
                if status.starts_with(['4', '5']) {
                    let problem = &response["content"]["application/problem+json"];
                    assert_eq!(problem["example"]["status"].to_string(), *status, "{at}");
                    let schema = resolved(&document, &problem["schema"]);
                    for member in ["status", "title", "detail"] {
                        assert!(schema["properties"][member].is_object(), "{at}: {member}");
                        let required = schema["required"].as_array().unwrap();
                        assert!(required.contains(&member.into()), "{at}: {member}");
                    }
                }
            }
            if method != "get" || operation["parameters"].is_array() {
                assert!(operation["responses"]["400"].is_object(), "{method} {path}: no 400");
            }
            let is_staff = operation["security"] != serde_json::json!([]);
            let is_refused = operation["responses"]["401"].is_object();
            assert!(is_refused || !is_staff, "{method} {path}: no 401");
        }
    }
}
