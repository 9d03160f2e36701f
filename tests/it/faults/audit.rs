//! The checker: compares what residents were promised with what the system holds.
use super::reporter::Acknowledged;
use super::system::System;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

const PAGES_MAX: usize = 100;
const FINDINGS_SHOWN: usize = 20;

type Counts = BTreeMap<String, i64>;

/// Fails with what is wrong, if anything is.
pub(super) async fn assert_in_order(system: &System, promised: &[Acknowledged]) {
    let findings = audit(system, promised).await;
    let shown = &findings[..findings.len().min(FINDINGS_SHOWN)];
    assert!(findings.is_empty(), "{} findings: {shown:#?}", findings.len());
}

/// Everything that is wrong. The system has settled and `promised` is everything of which somebody
/// received a 201; reports whose answer was lost may be there as well.
pub(super) async fn audit(system: &System, promised: &[Acknowledged]) -> Vec<String> {
    let mut findings = Vec::new();
    reports(system, promised, &mut findings).await;
    listed_orders(system, promised, &mut findings).await;
    stored_orders(system, promised, &mut findings).await;
    counts(system, &mut findings).await;
    mails(system, promised, &mut findings);
    leftovers(system, &mut findings).await;
    findings
}

async fn reports(system: &System, promised: &[Acknowledged], findings: &mut Vec<String>) {
    for report in promised {
        let number = &report.report_number;
        let request = system.http.get(system.url(&format!("/api/v1/reports/{}", report.report_id)));
        let answer = request.send().await.unwrap();
        if answer.status() != 200 {
            findings.push(format!("{number}: promised, and now {}", answer.status()));
            continue;
        }
        let body: Value = answer.json().await.unwrap();
        if body["status"] != "routed" || body["issueId"].is_null() {
            findings.push(format!("{number}: {} with issue {}", body["status"], body["issueId"]));
        }
    }
}

/// What a crew sees.
async fn listed_orders(system: &System, promised: &[Acknowledged], findings: &mut Vec<String>) {
    let token = system.sign_in().await;
    let mut listed = Counts::new();
    let mut cursor = String::new();
    for page in 0.. {
        assert!(page < PAGES_MAX, "the list of work orders has no end");
        let request = system.http.get(system.url("/api/v1/work-orders")).bearer_auth(&token);
        let request = request.query(&[("limit", "200"), ("cursor", &cursor)]);
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        for order in answer["items"].as_array().unwrap() {
            for number in order["reportNumbers"].as_array().unwrap() {
                *listed.entry(number.as_str().unwrap().to_owned()).or_default() += 1;
            }
        }
        let Some(next) = answer["nextCursor"].as_str() else { break };
        next.clone_into(&mut cursor);
    }
    once(&listed, "work orders in the list", promised, |it| Some(&it.report_number), findings);
}

/// What the database holds, whether or not anybody sees it.
async fn stored_orders(system: &System, promised: &[Acknowledged], findings: &mut Vec<String>) {
    let by_report = system
        .numbers(
            "select report_id::text, count(*) from work_orders.work_order, unnest(report_ids) as report_id
             group by 1",
        )
        .await;
    once(&by_report, "work orders in the database", promised, |it| Some(&it.report_id), findings);
    let issues = system
        .numbers(
            "select report_id::text, count(distinct issue_id) from routing.issue_report group by 1",
        )
        .await;
    once(&issues, "issues", promised, |it| Some(&it.report_id), findings);
    // Those whose 201 got lost count too: what is stored, is handled.
    let unhandled = system
        .number(
            "select count(*) from intake.report where not exists (select from work_orders.work_order
             where report.report_id = any (report_ids))",
        )
        .await
        .unwrap();
    if unhandled > 0 {
        findings.push(format!("{unhandled} stored reports have no work order"));
    }
}

/// Each promise has exactly one, and nothing has more.
fn once(
    found: &Counts,
    what: &str,
    promised: &[Acknowledged],
    key: impl Fn(&Acknowledged) -> Option<&String>,
    findings: &mut Vec<String>,
) {
    for report in promised {
        let Some(key) = key(report) else { continue };
        if !found.contains_key(key) {
            findings.push(format!("{} has 0 {what}", report.report_number));
        }
    }
    let repeated = found.iter().filter(|(_, count)| **count > 1);
    findings.extend(repeated.map(|(key, count)| format!("{key} has {count} {what}")));
}

/// The figures of the manager against a recount at the services that own the facts.
async fn counts(system: &System, findings: &mut Vec<String>) {
    let answer = system.http.get(system.url("/api/v1/statistics/open")).send().await.unwrap();
    let told: Value = answer.json().await.unwrap();
    let mut recounted = Counts::new();
    for (dimension, sql) in [
        ("all", "select '', count(*) from routing.issue where closed_at is null"),
        (
            "byTeam",
            "select coalesce(team_key, ''), count(*) from routing.issue where closed_at is null group by 1",
        ),
        (
            "byArea",
            "select coalesce(area_code, ''), count(*) from routing.issue where closed_at is null group by 1",
        ),
        (
            "byCategory",
            "select category, count(*) from routing.issue where closed_at is null group by 1",
        ),
    ] {
        let groups = system.numbers(sql).await;
        recounted.extend(groups.iter().map(|(key, n)| (format!("issues {dimension} {key}"), *n)));
    }
    for (dimension, sql) in [
        ("all", "select '', count(*) from work_orders.work_order where closed_at is null"),
        (
            "byTeam",
            "select team_key, count(*) from work_orders.work_order where closed_at is null group by 1",
        ),
        (
            "byArea",
            "select coalesce(area_code, ''), count(*) from work_orders.work_order
             where closed_at is null group by 1",
        ),
        (
            "byCategory",
            "select category, count(*) from work_orders.work_order where closed_at is null group by 1",
        ),
    ] {
        let groups = system.numbers(sql).await;
        let named = groups.iter().map(|(key, n)| (format!("workOrders {dimension} {key}"), *n));
        recounted.extend(named);
    }
    recounted.retain(|_, count| *count > 0);
    let told = told_counts(&told);
    for key in told.keys().chain(recounted.keys()) {
        let (told, recounted) = (told.get(key), recounted.get(key));
        if told != recounted {
            findings.push(format!("{key}: statistics say {told:?}, a recount says {recounted:?}"));
        }
    }
}

/// The figures that are not zero.
fn told_counts(told: &Value) -> Counts {
    let mut counts = Counts::new();
    for what in ["issues", "workOrders"] {
        counts.insert(format!("{what} all "), told[what].as_i64().unwrap());
        for (dimension, key) in [("byTeam", "team"), ("byArea", "code"), ("byCategory", "category")]
        {
            for line in told[dimension].as_array().unwrap() {
                let key = line[key].as_str().unwrap_or_default();
                counts.insert(format!("{what} {dimension} {key}"), line[what].as_i64().unwrap());
            }
        }
    }
    counts.retain(|_, count| *count > 0);
    counts
}

fn mails(system: &System, promised: &[Acknowledged], findings: &mut Vec<String>) {
    let mut received = Counts::new();
    for path in system.mails().keys() {
        let text = fs::read_to_string(path).unwrap();
        let header = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_default().trim().to_owned()
        };
        if header("Subject:").starts_with("Ontvangen") {
            *received.entry(header("To:")).or_default() += 1;
        }
    }
    once(&received, "mails of receipt", promised, |it| it.email.as_ref(), findings);
}

async fn leftovers(system: &System, findings: &mut Vec<String>) {
    let dead = system.dead_letters().await;
    if dead > 0 {
        findings.push(format!("{dead} dead letters"));
    }
    let waiting = system.unpublished().await.unwrap();
    if waiting > 0 {
        findings.push(format!("{waiting} rows wait in an outbox"));
    }
}
