//! The matrix of rights names every address that a router registers, and no other.

use std::{collections::BTreeSet, fs};

use super::{SERVICES, files, root};

/// What registers a method on an address.
const METHODS: [(&str, &str); 5] = [
    ("get(", "GET"),
    ("post(", "POST"),
    ("put(", "PUT"),
    ("patch(", "PATCH"),
    ("delete(", "DELETE"),
];

#[test]
fn every_address_is_in_the_matrix_of_rights_and_the_matrix_names_no_other() {
    let mut registered = BTreeSet::new();
    for file in files(&[".rs"]) {
        let name = file.strip_prefix(root()).unwrap().display().to_string();
        let is_served =
            ["services", "web/src", "platform/src"].iter().any(|room| name.starts_with(room));
        if is_served && !name.contains("tests") {
            registered.extend(routes_of(&name, &fs::read_to_string(&file).unwrap()));
        }
    }
    let named: BTreeSet<_> = platform::rights::all()
        .iter()
        .map(|right| (right.method.to_owned(), right.path.to_owned()))
        .collect();

    let missing: Vec<_> = registered.difference(&named).collect();
    let gone: Vec<_> = named.difference(&registered).collect();
    assert!(missing.is_empty(), "not in platform/rights.txt: {missing:?}");
    assert!(gone.is_empty(), "in platform/rights.txt, but no route: {gone:?}");
}

#[test]
fn a_route_is_found_however_it_is_written() {
    let source = r#"
        const ASK: &str = "/a/{id}";
        Router::new().route("/", get(show)).route(ASK, delete(drop).post(add))
            .route(
                "/b",
                get(it::get)
                    .put(it::put).layer(limit(1)),
            )
    "#;

    let found = routes_of("x.rs", source);

    let expected =
        [("DELETE", "/a/{id}"), ("GET", "/"), ("GET", "/b"), ("POST", "/a/{id}"), ("PUT", "/b")];
    let expected = expected.map(|(method, path)| (method.to_owned(), path.to_owned()));
    assert_eq!(found, BTreeSet::from(expected));
}

/// Method and pattern of each `.route(…)` in the source.
fn routes_of(name: &str, source: &str) -> BTreeSet<(String, String)> {
    // What tests serve is no part of a service.
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code = code.collect::<Vec<_>>().join("\n");
    for call in [".nest(", ".route_service(", ".nest_service("] {
        assert!(!code.contains(call), "{name}: {call}…) hides addresses from the matrix");
    }
    let mut found = BTreeSet::new();
    for call in code.split(".route(").skip(1) {
        let arguments = within_brackets(call);
        let (path, handlers) = arguments.split_once(',').unwrap();
        let of_route: Vec<_> =
            METHODS.iter().filter(|(verb, _)| has_word(handlers, verb)).collect();
        assert!(!of_route.is_empty(), "{name}: which methods has {path}?");
        for path in paths(name, &code, path.trim()) {
            found.extend(of_route.iter().map(|(_, method)| ((*method).to_owned(), path.clone())));
        }
    }
    found
}

/// Whether the word itself is there, and not only the name of a handler that ends with it.
fn has_word(text: &str, word: &str) -> bool {
    let mut places = text.match_indices(word);
    places.any(|(at, _)| !text[..at].ends_with(|c: char| c.is_alphanumeric() || "_:".contains(c)))
}

/// The text up to the bracket that closes the call.
fn within_brackets(call: &str) -> &str {
    let mut depth = 1;
    let end = call.char_indices().find(|(_, c)| {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    });
    &call[..end.map_or(call.len(), |(at, _)| at)]
}

/// The patterns that an argument stands for: a text, a constant of the file, or the page that
/// every service has.
fn paths(name: &str, code: &str, argument: &str) -> Vec<String> {
    if let Some(text) = argument.strip_prefix('"') {
        return vec![text.trim_end_matches('"').to_owned()];
    }
    if name == "web/src/dead_letters.rs" {
        let rest = if argument.contains("opnieuw") { "/{dead_letter_id}/opnieuw" } else { "" };
        return SERVICES.map(|it| format!("/beheer/{}{rest}", it.replace('_', "-"))).into();
    }
    let constant = format!("const {argument}: &str = \"");
    let value = code.split(&constant).nth(1).and_then(|rest| rest.split('"').next());
    vec![value.unwrap_or_else(|| panic!("{name}: what is the route {argument}?")).to_owned()]
}
