//! Flows through all services, on real PostgreSQL and real NATS.

mod accounts;
mod acts;
mod alerts;
mod along;
mod answers;
mod bad_input;
mod basemap;
mod bus;
mod cases;
mod clock;
mod codes;
mod contact;
mod crew;
mod dead_letters;
mod desk;
mod disclosure;
mod form;
mod guessed;
mod history;
mod import;
mod issue_map;
mod joining;
mod limits;
mod listing;
mod mailbox;
mod mine;
mod misuse;
mod office;
mod once;
mod openapi;
mod partner;
mod pdok;
mod phone;
mod photos;
mod places;
mod provider;
mod review;
mod rights;
mod rounds;
mod rules;
mod sessions;
mod setup;
mod staff_notes;
mod standard_texts;
mod streets;
mod things;
mod way;

use serde_json::{Value, json};

/// In the Zangvogelbuurt.
const ZANGVOGELBUURT: [f64; 2] = [5.4036, 52.1660];

/// In Utrecht, which is not ours.
const UTRECHT: [f64; 2] = [5.1214, 52.0907];

fn report(category: &str, place: [f64; 2]) -> Value {
    json!({
        "category": category,
        "description": "Twee zakken naast de bak.",
        "location": {"type": "Point", "coordinates": place},
    })
}

fn report_with_mail(category: &str) -> Value {
    let mut report = report(category, ZANGVOGELBUURT);
    report["contact"] = json!({"email": "jan@voorbeeld.nl"});
    report
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}
