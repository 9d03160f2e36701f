//! The way of a report: from the resident to the crew and back.

use serde_json::{Value, json};
use tests::City;

use super::{ZANGVOGELBUURT, report, report_with_mail, text};

/// 120 metres outside the outline of Rustenburg, near enough to be taken.
pub(super) const JUST_OUTSIDE: [f64; 2] = [5.4215, 52.1611];

#[tokio::test]
async fn a_report_becomes_one_work_order_of_the_team_that_its_category_belongs_to()
-> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;

    let (status, submitted) = city.submit(&report("bulky_waste", ZANGVOGELBUURT)).await?;
    city.settle().await?;

    assert_eq!(status, 201);
    let orders = city.work_orders(&crew, "open").await?;
    assert_eq!(orders.len(), 1);
    assert_eq!(text(&orders[0], "/team"), "grofvuil");
    assert_eq!(text(&orders[0], "/area/code"), "BU03071001");
    assert_eq!(orders[0]["reportNumbers"], json!([submitted["reportNumber"]]));
    let shown = city.report(&submitted).await?;
    assert_eq!(text(&shown, "/status"), "routed");
    assert_eq!(shown["issueId"], orders[0]["issueId"]);
    city.stop().await
}

#[tokio::test]
async fn the_resident_hears_every_step_once_and_the_manager_sees_it_closed() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    // Of this kind an order can be done without a photo.
    let (_, submitted) = city.submit(&report_with_mail("other")).await?;
    city.settle().await?;
    let order = city.work_orders(&crew, "open").await?.remove(0);
    assert_eq!(open_issues(&city).await?, 1);

    for (action, body) in [
        ("accept", json!({})),
        ("start", json!({})),
        ("complete", json!({"photoIds": [], "note": "Alles is weg."})),
    ] {
        let (status, answer) = city.act(&crew, &order, action, &body).await?;
        assert_eq!(status, 200, "{action}: {answer}");
        city.settle().await?;
    }

    let shown = city.report(&submitted).await?;
    let steps: Vec<_> =
        shown["history"].as_array().unwrap().iter().map(|at| text(at, "/status")).collect();
    assert_eq!(steps, ["received", "routed", "planned", "in_progress", "resolved"]);
    assert_eq!(text(&shown, "/history/4/note"), "Alles is weg.");
    assert_eq!(subjects(&city)?, ["Ingepland", "Ontvangen", "Opgelost"]);
    assert_eq!(open_issues(&city).await?, 0);
    city.stop().await
}

#[tokio::test]
async fn a_crew_that_cannot_find_it_says_so_and_the_resident_reads_why() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    let (_, submitted) = city.submit(&report_with_mail("litter")).await?;
    city.settle().await?;
    let order = city.work_orders(&crew, "open").await?.remove(0);

    let reason = json!({"reason": "not_found", "note": ""});
    let (status, _) = city.act(&crew, &order, "refuse", &reason).await?;
    city.settle().await?;

    assert_eq!(status, 200);
    let shown = city.report(&submitted).await?;
    assert_eq!(
        (text(&shown, "/status"), text(&shown, "/statusReason")),
        ("not_resolved", "not_found")
    );
    assert_eq!(city.mails()?.len(), 2);
    city.stop().await
}

#[tokio::test]
async fn what_belongs_to_another_team_goes_by_the_dispatcher_to_that_team() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let (_, submitted) = city.submit(&report("litter", ZANGVOGELBUURT)).await?;
    city.settle().await?;
    let order = city.work_orders(&crew, "open").await?.remove(0);

    city.act(&crew, &order, "refuse", &json!({"reason": "other_team"})).await?;
    city.settle().await?;
    assert_eq!(text(&city.report(&submitted).await?, "/status"), "routed");
    let issue = triage(&city, &dispatcher).await?.remove(0);
    let (status, answer) = assign(&city, &dispatcher, &issue, "grofvuil").await?;
    assert_eq!(status, 200, "{answer}");
    city.settle().await?;

    let orders = city.work_orders(&crew, "open").await?;
    assert_eq!(orders.len(), 1);
    assert_eq!(text(&orders[0], "/team"), "grofvuil");
    assert_ne!(orders[0]["workOrderId"], order["workOrderId"]);
    city.stop().await
}

#[tokio::test]
async fn a_place_on_the_edge_of_our_area_waits_for_a_dispatcher() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;

    let (status, submitted) = city.submit(&report("litter", JUST_OUTSIDE)).await?;
    city.settle().await?;

    assert_eq!(status, 201, "{submitted}");
    assert_eq!(text(&city.report(&submitted).await?, "/status"), "received");
    assert!(city.work_orders(&crew, "open").await?.is_empty());
    let waiting = triage(&city, &dispatcher).await?;
    assert_eq!(waiting.len(), 1);
    assert_eq!(open_issues(&city).await?, 1);
    city.stop().await
}

#[tokio::test]
async fn the_managers_counts_equal_a_recount_of_the_owners_tables() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    for category in ["litter", "bin_full", "bulky_waste", "other", "litter"] {
        city.submit(&report(category, ZANGVOGELBUURT)).await?;
    }
    city.settle().await?;
    let orders = city.work_orders(&crew, "open").await?;
    let order = orders.iter().find(|order| order["category"] == "other").unwrap();
    let (status, _) = city.act(&crew, order, "complete", &json!({"photoIds": []})).await?;
    assert_eq!(status, 200);
    city.settle().await?;

    let open = statistics(&city).await?;
    let issues = "select count(*) from routing.issue where closed_at is null";
    let orders = "select count(*) from work_orders.work_order where closed_at is null";
    assert_eq!(open["issues"], city.count(issues).await?);
    assert_eq!(open["workOrders"], city.count(orders).await?);
    for parts in ["byTeam", "byCategory", "byArea", "byAge"] {
        let parts = open[parts].as_array().unwrap();
        let sum: i64 = parts.iter().filter_map(|part| part["issues"].as_i64()).sum();
        assert_eq!(open["issues"], sum);
    }
    city.stop().await
}

#[tokio::test]
async fn only_the_team_itself_may_act_on_its_work_order() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    city.submit(&report("litter", ZANGVOGELBUURT)).await?;
    city.settle().await?;
    let order = city.work_orders(&crew, "open").await?.remove(0);

    for (email, expected) in [("boa@demo", 403), ("manager@demo", 403), ("dispatcher@demo", 403)] {
        let token = city.sign_in(email).await?;
        let (status, _) = city.act(&token, &order, "accept", &json!({})).await?;
        assert_eq!(status, expected, "{email}");
    }
    let (status, _) = city.act("nonsense", &order, "accept", &json!({})).await?;
    assert_eq!(status, 401);
    city.stop().await
}

#[tokio::test]
async fn one_trace_runs_from_the_form_to_the_mail() -> anyhow::Result<()> {
    let city = City::start().await?;
    let trace_id = "4bf92f3577b34da6a3ce929d0e0e4736";

    let url = city.url("intake", "/api/v1/reports");
    let request = city.http.post(url).json(&report_with_mail("litter"));
    let request = request.header("traceparent", format!("00-{trace_id}-00f067aa0ba902b7-01"));
    assert_eq!(request.send().await?.status(), 201);
    city.settle().await?;

    let traced: Vec<String> = sqlx::query_scalar(
        "select headers ->> 'ce-traceparent' from intake.outbox where stream = 'INTAKE'
         union all select headers ->> 'ce-traceparent' from routing.outbox where stream = 'ROUTING'
         union all select headers ->> 'ce-traceparent' from work_orders.outbox
         union all select traceparent from notification.delivery",
    )
    .fetch_all(&city.pool)
    .await?;
    assert!(traced.len() >= 5, "{traced:?}");
    assert!(traced.iter().all(|traceparent| traceparent.contains(trace_id)), "{traced:?}");
    let mails = city.mails()?;
    assert!(mails[0].contains(&format!("Traceparent: 00-{trace_id}-")), "{}", mails[0]);
    city.stop().await
}

async fn statistics(city: &City) -> anyhow::Result<Value> {
    let url = city.url("statistics", "/api/v1/statistics/open");
    Ok(city.http.get(url).send().await?.json().await?)
}

async fn open_issues(city: &City) -> anyhow::Result<i64> {
    Ok(statistics(city).await?["issues"].as_i64().unwrap())
}

pub(super) async fn triage(city: &City, token: &str) -> anyhow::Result<Vec<Value>> {
    let url = city.url("routing", "/api/v1/issues?triage=true");
    let list: Value = city.http.get(url).bearer_auth(token).send().await?.json().await?;
    Ok(list["items"].as_array().unwrap().clone())
}

pub(super) async fn assign(
    city: &City,
    token: &str,
    issue: &Value,
    team: &str,
) -> anyhow::Result<(u16, Value)> {
    let url = city.url("routing", &format!("/api/v1/issues/{}/assign", text(issue, "/issueId")));
    let body = json!({"team": team, "version": issue["version"]});
    let response = city.http.post(url).bearer_auth(token).json(&body).send().await?;
    Ok((response.status().as_u16(), response.json().await?))
}

/// First words of the subjects of all mails, sorted.
fn subjects(city: &City) -> anyhow::Result<Vec<String>> {
    let mut words: Vec<String> = city
        .mails()?
        .iter()
        .filter_map(|mail| mail.lines().find_map(|line| line.strip_prefix("Subject: ")))
        .filter_map(|subject| subject.split(':').next().map(ToOwned::to_owned))
        .collect();
    words.sort();
    Ok(words)
}
