//! The contract of the API, held against what the services really answer.

use std::collections::BTreeMap;

use reqwest::{Method, RequestBuilder, header};
use serde_json::{Value, json};
use tests::City;

use super::{UTRECHT, ZANGVOGELBUURT, report, report_with_mail};

/// One grey pixel.
pub(super) const PNG: &[u8] =
    b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\
    \x00\x00\x90wS\xde\x00\x00\x00\x0cIDATx\x9cchhh\x00\x00\x03\x04\x01\x81K\xd3\xd2\x10\x00\
    \x00\x00\x00IEND\xaeB`\x82";

/// An id that nobody has.
const NOBODY: &str = "0199f3a0-0000-7000-8000-000000000000";

/// How deep schemas may lie in each other.
const DEPTH_MAX: usize = 30;

/// The contract as it is served, and what was held against it.
struct Contract<'a> {
    city: &'a City,
    document: Value,
    /// Operations with the status codes that they answered.
    seen: BTreeMap<String, Vec<u16>>,
}

impl<'a> Contract<'a> {
    async fn read(city: &'a City) -> anyhow::Result<Self> {
        let response = city.http.get(city.url("intake", "/api/v1/openapi.json")).send().await?;
        assert_eq!(response.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        let document = response.json().await?;
        Ok(Self { city, document, seen: BTreeMap::new() })
    }

    /// Asks, checks that the answer is as documented, and returns it.
    /// `call` is `METHOD /path/of/the/contract`, `path` the real one.
    async fn ask(
        &mut self,
        call: &str,
        path: &str,
        expected: u16,
        finish: impl FnOnce(RequestBuilder) -> RequestBuilder,
    ) -> anyhow::Result<Value> {
        let (method, template) = call.split_once(' ').unwrap();
        let url = self.city.url(service_of(template), &format!("/api/v1{path}"));
        let request = self.city.http.request(Method::from_bytes(method.as_bytes())?, url);
        let response = finish(request).send().await?;
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let has_body = status != 204;
        let body: Value = if has_body { response.json().await? } else { Value::Null };
        assert_eq!(status, expected, "{call} {path}: {body}");

        let operation = &self.document["paths"][template][method.to_lowercase()];
        let documented = self.resolved(&operation["responses"][status.to_string()]);
        assert!(documented.is_object(), "{call}: {status} is not documented");
        for name in documented["headers"].as_object().unwrap().keys() {
            let is_there = headers.contains_key(name) || name == "Retry-After";
            assert!(is_there, "{call} {status}: no {name}");
        }
        if !has_body {
            self.seen.entry(call.to_owned()).or_default().push(status);
            return Ok(body);
        }
        let content_type = headers[header::CONTENT_TYPE].to_str()?;
        let content = &documented["content"][content_type];
        assert!(content.is_object(), "{call} {status}: {content_type} is not documented");
        let mut mistakes = Vec::new();
        self.check(&content["schema"], &body, "", 0, &mut mistakes);
        assert!(mistakes.is_empty(), "{call} {status}: {mistakes:#?}");
        self.seen.entry(call.to_owned()).or_default().push(status);
        Ok(body)
    }

    fn resolved<'v>(&'v self, value: &'v Value) -> &'v Value {
        let address = value["$ref"].as_str().map(|address| address.trim_start_matches('#'));
        address.map_or(value, |address| self.document.pointer(address).expect("the reference"))
    }

    /// Notes what is missing, undocumented or of another type.
    fn check(&self, schema: &Value, value: &Value, at: &str, depth: usize, out: &mut Vec<String>) {
        assert!(depth < DEPTH_MAX, "{at}: schemas without end");
        let schema = self.resolved(schema);
        if let Some(options) = schema["anyOf"].as_array() {
            let fits = options.iter().any(|option| {
                let mut mistakes = Vec::new();
                self.check(option, value, at, depth + 1, &mut mistakes);
                mistakes.is_empty()
            });
            if !fits {
                out.push(format!("{at}: {value} fits none"));
            }
            return;
        }
        if !is_of_type(&schema["type"], value) {
            out.push(format!("{at}: {value} is no {}", schema["type"]));
        }
        if schema["enum"].as_array().is_some_and(|known| !known.contains(value)) {
            out.push(format!("{at}: {value} is not one of {}", schema["enum"]));
        }
        for (index, item) in value.as_array().into_iter().flatten().enumerate() {
            self.check(&schema["items"], item, &format!("{at}/{index}"), depth + 1, out);
        }
        let Some(fields) = value.as_object() else { return };
        let (properties, required) = self.members(schema);
        for name in required.iter().filter(|name| !fields.contains_key(**name)) {
            out.push(format!("{at}/{name} is missing"));
        }
        for (name, value) in fields.iter().filter(|_| !properties.is_empty()) {
            let at = format!("{at}/{name}");
            match properties.get(name.as_str()) {
                Some(schema) => self.check(schema, value, &at, depth + 1, out),
                None => out.push(format!("{at} is not documented")),
            }
        }
    }

    /// Properties and required names, those of `allOf` together.
    fn members<'v>(&'v self, schema: &'v Value) -> (BTreeMap<&'v str, &'v Value>, Vec<&'v str>) {
        let parts = schema["allOf"].as_array().map_or(std::slice::from_ref(schema), Vec::as_slice);
        let (mut properties, mut required) = (BTreeMap::new(), Vec::new());
        for part in parts.iter().map(|part| self.resolved(part)) {
            let named = part["properties"].as_object().into_iter().flatten();
            properties.extend(named.map(|(name, schema)| (name.as_str(), schema)));
            required.extend(
                part["required"].as_array().into_iter().flatten().filter_map(Value::as_str),
            );
        }
        (properties, required)
    }
}

/// A missing `type` allows everything.
fn is_of_type(kind: &Value, value: &Value) -> bool {
    match kind {
        Value::Array(kinds) => kinds.iter().any(|kind| is_of_type(kind, value)),
        Value::String(kind) => match kind.as_str() {
            "null" => value.is_null(),
            "string" => value.is_string(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "boolean" => value.is_boolean(),
            "array" => value.is_array(),
            _ => value.is_object(),
        },
        _ => true,
    }
}

/// Who answers, as the front door divides the paths.
fn service_of(path: &str) -> &'static str {
    match path.split('/').nth(1) {
        Some("sessions" | "issues") => "routing",
        Some("work-orders") => "work_orders",
        Some("statistics") => "statistics",
        _ => "intake",
    }
}

#[tokio::test]
async fn every_operation_answers_as_the_contract_says() -> anyhow::Result<()> {
    let city = City::start().await?;
    let mut contract = Contract::read(&city).await?;

    let submitted = residents(&mut contract).await?;
    city.settle().await?;
    let path = format!("/reports/{}", submitted["reportId"].as_str().unwrap());
    contract.ask("GET /reports/{reportId}", &path, 200, |request| request).await?;
    dispatchers(&mut contract).await?;
    crews(&mut contract).await?;
    city.settle().await?;
    contract.ask("GET /reports/{reportId}", &path, 200, |request| request).await?;
    contract.ask("GET /statistics/open", "/statistics/open", 200, |request| request).await?;
    contract.ask("GET /openapi.json", "/openapi.json", 200, |request| request).await?;

    for (path, item) in contract.document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            let call = format!("{} {path}", method.to_uppercase());
            let seen = contract.seen.get(&call).map_or(&[][..], Vec::as_slice);
            assert!(seen.iter().any(|status| *status < 300), "{call} was not seen to succeed");
        }
    }
    city.stop().await
}

/// Hands in a report with a photo, and looks at what one can choose from.
async fn residents(contract: &mut Contract<'_>) -> anyhow::Result<Value> {
    let photo = contract.ask("POST /photos", "/photos", 201, |request| request.body(PNG)).await?;
    contract.ask("POST /photos", "/photos", 400, |request| request).await?;
    contract.ask("POST /photos", "/photos", 415, |request| request.body("geen foto")).await?;
    let spare = contract.ask("POST /photos", "/photos", 201, |request| request.body(PNG)).await?;
    let spare = format!("/photos/{}", spare["photoId"].as_str().unwrap());
    for status in [204, 404] {
        contract.ask("DELETE /photos/{photoId}", &spare, status, |request| request).await?;
    }
    let mut body = report_with_mail("litter");
    body["photoIds"] = json!([photo["photoId"]]);
    let with_key = |body: Value| {
        move |request: RequestBuilder| request.header("Idempotency-Key", "key-1").json(&body)
    };
    let created = contract.ask("POST /reports", "/reports", 201, with_key(body)).await?;
    let other = report("bin_full", ZANGVOGELBUURT);
    contract.ask("POST /reports", "/reports", 409, with_key(other)).await?;
    let outside = report("litter", UTRECHT);
    contract.ask("POST /reports", "/reports", 400, |request| request.json(&outside)).await?;
    contract.ask("POST /reports", "/reports", 415, |request| request.body("{}")).await?;
    let unknown = format!("/reports/{NOBODY}");
    contract.ask("GET /reports/{reportId}", &unknown, 404, |request| request).await?;
    contract.ask("GET /areas", "/areas", 200, |request| request).await?;
    contract.ask("GET /categories", "/categories", 200, |request| request).await?;
    for (query, status) in
        [("?lon=5.4036&lat=52.166", 200), ("?lon=5.1214&lat=52.0907", 404), ("?lon=x", 400)]
    {
        contract.ask("GET /areas/at", &format!("/areas/at{query}"), status, |it| it).await?;
    }
    let here = "lon=5.4036&lat=52.166";
    for (category, status) in [("litter", 200), ("escaped_peacock", 400)] {
        let path = format!("/known?{here}&category={category}");
        contract.ask("GET /known", &path, status, |it| it).await?;
    }
    for (query, status) in [("?q=wiek&lon=5.4036&lat=52.166", 200), ("?q=", 400)] {
        contract.ask("GET /places", &format!("/places{query}"), status, |it| it).await?;
    }
    for (query, status) in [("?lon=5.4036&lat=52.166", 200), ("?lon=5", 400)] {
        contract.ask("GET /assets", &format!("/assets{query}"), status, |it| it).await?;
    }
    Ok(created)
}

/// Gives the one issue to another team.
async fn dispatchers(contract: &mut Contract<'_>) -> anyhow::Result<()> {
    for (body, status) in [
        (json!({}), 400),
        (json!({"email": "crew@demo", "password": "wrong"}), 401),
        (json!({"email": "dispatcher@demo", "password": "password"}), 201),
    ] {
        contract.ask("POST /sessions", "/sessions", status, |request| request.json(&body)).await?;
    }
    let token = contract.city.sign_in("dispatcher@demo").await?;
    let crew = contract.city.sign_in("crew@demo").await?;
    contract.ask("GET /issues", "/issues", 401, |request| request).await?;
    contract.ask("GET /issues", "/issues?limit=0", 400, |it| it.bearer_auth(&token)).await?;
    let list = contract.ask("GET /issues", "/issues", 200, |it| it.bearer_auth(&token)).await?;
    let issue = &list["items"][0];
    let path = format!("/issues/{}", issue["issueId"].as_str().unwrap());
    let nowhere = format!("/issues/{NOBODY}");
    contract.ask("GET /issues/{issueId}", &path, 200, |it| it.bearer_auth(&token)).await?;
    contract.ask("GET /issues/{issueId}", &nowhere, 404, |it| it.bearer_auth(&token)).await?;

    let (call, path) = ("POST /issues/{issueId}/assign", format!("{path}/assign"));
    let choice = json!({"team": "handhaving", "version": issue["version"]});
    let wrong = json!({"team": "nobody", "version": issue["version"]});
    for (token, body, status) in [
        (&crew, &choice, 403),
        (&token, &wrong, 400),
        (&token, &choice, 200),
        (&token, &choice, 409),
    ] {
        contract.ask(call, &path, status, |it| it.bearer_auth(token).json(body)).await?;
    }
    contract.city.settle().await?;
    splits(contract, &token, &crew).await?;
    acts(contract, &token, &crew).await
}

/// Joins what was split, takes that back, takes a team off, and closes.
async fn acts(contract: &mut Contract<'_>, token: &str, crew: &str) -> anyhow::Result<()> {
    let city = contract.city;
    let list = contract.ask("GET /issues", "/issues", 200, |it| it.bearer_auth(token)).await?;
    let [one, two] = [&list["items"][0], &list["items"][1]];
    let path = |act: &str| format!("/issues/{}/{act}", one["issueId"].as_str().unwrap());
    let both = json!({"issueIds": [one["issueId"], two["issueId"]]});
    let call = "POST /issues/join";
    ask_as(contract, crew, call, "/issues/join", 403, &both).await?;
    ask_as(contract, token, call, "/issues/join", 400, &json!({"issueIds": []})).await?;
    let joined = ask_as(contract, token, call, "/issues/join", 200, &both).await?;
    city.settle().await?;
    ask_as(contract, token, call, "/issues/join", 409, &both).await?;
    let (call, path_) = ("POST /issues/undo", "/issues/undo");
    let batch = json!({"batchId": joined["undoBatchId"]});
    ask_as(contract, token, call, path_, 404, &json!({"batchId": NOBODY})).await?;
    ask_as(contract, token, call, path_, 200, &batch).await?;
    city.settle().await?;

    let call = "POST /issues/{issueId}/unassign";
    let team = json!({"team": one["team"]["key"]});
    ask_as(contract, token, call, &path("unassign"), 200, &team).await?;
    let twice = ask_as(contract, token, call, &path("unassign"), 409, &team).await?;
    assert!(twice["detail"].is_string());
    let shown = contract.ask("GET /issues", "/issues", 200, |it| it.bearer_auth(token)).await?;
    let close = json!({"version": shown["items"][0]["version"], "outcome": "not_found"});
    let call = "POST /issues/{issueId}/close";
    ask_as(contract, token, call, &path("close"), 400, &json!({"version": 1})).await?;
    ask_as(contract, token, call, &path("close"), 200, &close).await?;
    ask_as(contract, token, call, &path("close"), 409, &close).await?;
    city.settle().await
}

async fn ask_as(
    contract: &mut Contract<'_>,
    token: &str,
    call: &str,
    path: &str,
    expected: u16,
    body: &Value,
) -> anyhow::Result<Value> {
    contract.ask(call, path, expected, |it| it.bearer_auth(token).json(body)).await
}

/// Takes the second of two reports out of their issue.
async fn splits(contract: &mut Contract<'_>, token: &str, crew: &str) -> anyhow::Result<()> {
    let city = contract.city;
    let broken = report("street_furniture_broken", ZANGVOGELBUURT);
    let (_, first) = city.submit(&broken).await?;
    city.settle().await?;
    let (_, second) = city.submit(&broken).await?;
    city.settle().await?;
    let issue_id = city.report(&first).await?["issueId"].clone();
    let path = format!("/issues/{}/split", issue_id.as_str().unwrap());
    let nowhere = format!("/issues/{NOBODY}/split");
    let own = json!({"reportId": second["reportId"]});
    for (token, path, body, status) in [
        (crew, &path, &own, 403),
        (token, &path, &json!({}), 400),
        (token, &nowhere, &own, 404),
        (token, &path, &own, 200),
        (token, &path, &own, 409),
        (token, &path, &json!({"reportId": first["reportId"]}), 409),
    ] {
        let call = "POST /issues/{issueId}/split";
        contract.ask(call, path, status, |it| it.bearer_auth(token).json(body)).await?;
    }
    city.settle().await
}

/// Does the handed over order step by step, and refuses that of a second report.
async fn crews(contract: &mut Contract<'_>) -> anyhow::Result<()> {
    let city = contract.city;
    city.submit(&report("bin_full", ZANGVOGELBUURT)).await?;
    city.settle().await?;
    let (boa, crew) = (city.sign_in("boa@demo").await?, city.sign_in("crew@demo").await?);
    let call = "GET /work-orders";
    contract.ask(call, "/work-orders", 401, |request| request).await?;
    contract.ask(call, "/work-orders?bbox=1", 400, |it| it.bearer_auth(&boa)).await?;
    let all = "/work-orders?bbox=5.3,52.1,5.5,52.2&status=open,accepted";
    let list = contract.ask(call, all, 200, |it| it.bearer_auth(&boa)).await?;
    let id_of = |team: &str| {
        let order = list["items"].as_array().unwrap().iter().find(|order| order["team"] == team);
        order.and_then(|order| order["workOrderId"].as_str()).expect(team).to_owned()
    };
    let (own, other) = (id_of("handhaving"), id_of("schoon"));
    let photo = contract.ask("POST /photos", "/photos", 201, |request| request.body(PNG)).await?;
    let steps = [
        (&crew, &own, "accept", json!({}), 403),
        (&boa, &own, "accept", json!({}), 200),
        (&boa, &own, "start", json!({}), 200),
        (&boa, &own, "accept", json!({}), 409),
        (&boa, &own, "complete", json!({"photoIds": ["x"]}), 400),
        (&boa, &own, "complete", json!({"photoIds": [], "note": "Weg."}), 400),
        (&boa, &own, "complete", json!({"photoIds": [photo["photoId"]], "note": "Weg."}), 200),
        (&crew, &other, "refuse", json!({}), 400),
        (&crew, &other, "refuse", json!({"reason": "not_found", "note": ""}), 200),
        (&crew, &NOBODY.to_owned(), "start", json!({}), 404),
    ];
    for (token, id, step, body, status) in steps {
        let call = format!("POST /work-orders/{{workOrderId}}/{step}");
        let path = format!("/work-orders/{id}/{step}");
        contract.ask(&call, &path, status, |it| it.bearer_auth(token).json(&body)).await?;
    }
    for (id, status) in [(own.as_str(), 200), (other.as_str(), 200), (NOBODY, 404)] {
        let path = format!("/work-orders/{id}");
        let call = "GET /work-orders/{workOrderId}";
        contract.ask(call, &path, status, |it| it.bearer_auth(&boa)).await?;
    }
    Ok(())
}
