//! Several reports of one thing: one issue, one work order, and everybody hears.

use futures_util::future::try_join_all;
use serde_json::{Value, json};
use tests::City;

use super::{ZANGVOGELBUURT, openapi::PNG, report, text};

/// Neighbours who see the same heap.
const NEIGHBOURS: u32 = 20;

/// Of them at the same moment: fewer than there are connections to the database.
const AT_ONCE: usize = 10;

/// Degrees of latitude that are a metre.
const METRE: f64 = 1.0 / 111_250.0;

/// So many metres north of the usual place.
fn north(metres: f64) -> [f64; 2] {
    [ZANGVOGELBUURT[0], ZANGVOGELBUURT[1] + metres * METRE]
}

pub(super) async fn photo(city: &City) -> anyhow::Result<Value> {
    let sent = city.http.post(city.url("intake", "/api/v1/photos")).body(PNG).send().await?;
    Ok(sent.json::<Value>().await?["photoId"].clone())
}

/// Hands in a report and waits until everybody knows.
async fn submit(city: &City, report: &Value) -> anyhow::Result<Value> {
    let (status, submitted) = city.submit(report).await?;
    anyhow::ensure!(status == 201, "{submitted}");
    city.settle().await?;
    city.report(&submitted).await
}

fn statuses(report: &Value) -> Vec<&str> {
    report["history"].as_array().unwrap().iter().map(|change| text(change, "/status")).collect()
}

#[tokio::test]
async fn twenty_reports_of_one_heap_at_once_are_one_order_with_twenty_followers()
-> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;

    let heap: Vec<Value> = (0..NEIGHBOURS)
        .map(|number| {
            let mut heap = report("bulky_waste", north(f64::from(number)));
            heap["contact"] = json!({"email": format!("buur{number}@voorbeeld.nl")});
            heap
        })
        .collect();
    let mut answers = Vec::new();
    for together in heap.chunks(AT_ONCE) {
        answers.extend(try_join_all(together.iter().map(|heap| city.submit(heap))).await?);
    }
    city.settle().await?;

    for (status, answer) in &answers {
        assert_eq!(*status, 201, "{answer}");
    }
    let orders = city.work_orders(&crew, "open").await?;
    assert_eq!(orders.len(), 1);
    let mut numbers: Vec<_> = answers.iter().map(|(_, it)| &it["reportNumber"]).collect();
    let mut on_order: Vec<_> = orders[0]["reportNumbers"].as_array().unwrap().iter().collect();
    numbers.sort_by_key(|number| number.as_str());
    on_order.sort_by_key(|number| number.as_str());
    assert_eq!(on_order, numbers);
    assert_eq!(city.count("select count(*) from routing.issue").await?, 1);
    let open: Value = city
        .http
        .get(city.url("statistics", "/api/v1/statistics/open"))
        .send()
        .await?
        .json()
        .await?;
    assert_eq!((&open["issues"], &open["workOrders"]), (&json!(1), &json!(1)));

    let done = json!({"photoIds": [photo(&city).await?], "note": "Alles is weg."});
    assert_eq!(city.act(&crew, &orders[0], "complete", &done).await?.0, 200);
    city.settle().await?;

    let mails = city.mails()?;
    for number in 0..NEIGHBOURS {
        let to = format!("To: buur{number}@voorbeeld.nl");
        let theirs = mails.iter().filter(|mail| mail.contains(&to));
        let solved = theirs.filter(|mail| mail.contains("Subject: Opgelost"));
        assert_eq!(solved.count(), 1, "{to}");
    }
    for (_, submitted) in &answers {
        let shown = city.report(submitted).await?;
        assert_eq!(statuses(&shown), ["received", "routed", "resolved"], "{shown}");
        assert_eq!(shown["issueId"], orders[0]["issueId"]);
    }
    city.stop().await
}

#[tokio::test]
async fn who_reports_later_follows_from_where_the_issue_is() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    submit(&city, &report("litter", north(0.0))).await?;
    let order = city.work_orders(&crew, "open").await?.remove(0);
    city.act(&crew, &order, "accept", &json!({})).await?;
    city.settle().await?;

    let mut later = report("litter", north(30.0));
    later["photoIds"] = json!([photo(&city).await?]);
    let shown = submit(&city, &later).await?;

    assert_eq!(shown["issueId"], order["issueId"]);
    assert_eq!(statuses(&shown), ["received", "planned"]);
    let orders = city.work_orders(&crew, "accepted").await?;
    assert_eq!(orders.len(), 1);
    assert_eq!(orders[0]["workOrderId"], order["workOrderId"]);
    assert_eq!(orders[0]["reportNumbers"].as_array().map(Vec::len), Some(2));
    assert_eq!(orders[0]["photos"].as_array().map(Vec::len), Some(1));
    city.stop().await
}

#[tokio::test]
async fn another_kind_another_place_and_what_is_closed_are_never_joined() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    let first = submit(&city, &report("litter", north(0.0))).await?;

    let others = [report("bin_full", north(0.0)), report("litter", north(53.0))];
    for other in others {
        assert_ne!(submit(&city, &other).await?["issueId"], first["issueId"]);
    }
    let orders = city.work_orders(&crew, "open").await?;
    let order = orders.iter().find(|order| order["issueId"] == first["issueId"]).unwrap();
    city.act(&crew, order, "refuse", &json!({"reason": "already_gone"})).await?;
    city.settle().await?;
    let mut again = report("litter", north(-2.0));
    again["issueId"] = first["issueId"].clone();
    let again = submit(&city, &again).await?;

    assert_ne!(again["issueId"], first["issueId"]);
    assert_eq!(text(&again, "/status"), "routed");
    assert_eq!(city.work_orders(&crew, "open").await?.len(), 3);
    city.stop().await
}

#[tokio::test]
async fn the_resident_says_whether_it_is_what_is_known_already() -> anyhow::Result<()> {
    let city = City::start().await?;
    let first = submit(&city, &report("litter", north(0.0))).await?;

    let mut this = report("litter", north(180.0));
    this["issueId"] = first["issueId"].clone();
    let mut other = report("litter", north(2.0));
    other["notIssueIds"] = json!([first["issueId"]]);

    assert_eq!(submit(&city, &this).await?["issueId"], first["issueId"]);
    assert_ne!(submit(&city, &other).await?["issueId"], first["issueId"]);
    city.stop().await
}

#[tokio::test]
async fn a_dispatcher_takes_out_what_does_not_belong_and_it_goes_its_own_way() -> anyhow::Result<()>
{
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let first = submit(&city, &report("bulky_waste", north(0.0))).await?;
    let mut heap = report("bulky_waste", north(20.0));
    heap["photoIds"] = json!([photo(&city).await?]);
    heap["answers"] = json!({"passable": "no"});
    let second = submit(&city, &heap).await?;
    assert_eq!(first["issueId"], second["issueId"]);

    let issue = text(&first, "/issueId");
    let url = city.url("routing", &format!("/meldkamer/{issue}/afsplitsen"));
    let split = async |report: &Value| {
        let form = [("report", text(report, "/reportId"))];
        let request = city.http.post(&url).header("cookie", format!("og_session={dispatcher}"));
        anyhow::Ok(request.form(&form).send().await?.status().as_u16())
    };
    assert_eq!(split(&second).await?, 303);
    assert_eq!(split(&second).await?, 409);
    assert_eq!(split(&first).await?, 409, "it is alone");
    city.settle().await?;

    let (first, second) = (city.report(&first).await?, city.report(&second).await?);
    assert_ne!(first["issueId"], second["issueId"]);
    assert_eq!(text(&second, "/status"), "routed");
    let orders = city.work_orders(&crew, "open").await?;
    for report in [&first, &second] {
        let own = orders.iter().find(|order| order["issueId"] == report["issueId"]).unwrap();
        assert_eq!(own["reportNumbers"], json!([report["reportNumber"]]));
        assert_eq!(
            own["photos"].as_array().map(Vec::len),
            report["photos"].as_array().map(Vec::len)
        );
    }

    let order = orders.iter().find(|order| order["issueId"] == second["issueId"]).unwrap();
    assert!(text(order, "/description").ends_with("Kun je er nog langs? Nee"), "{order}");
    city.act(&crew, order, "refuse", &json!({"reason": "not_found"})).await?;
    city.settle().await?;
    assert_eq!(text(&city.report(&first).await?, "/status"), "routed");
    assert_eq!(text(&city.report(&second).await?, "/status"), "not_resolved");
    city.stop().await
}

#[tokio::test]
async fn when_the_first_report_is_taken_out_the_others_go_on_together_and_back()
-> anyhow::Result<()> {
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let crew = city.sign_in("crew@demo").await?;
    let mut reports = Vec::new();
    for metres in [0.0, 15.0, 25.0] {
        let mut heap = report("bulky_waste", north(metres));
        heap["photoIds"] = json!([photo(&city).await?]);
        heap["description"] = json!(format!("Hoop op {metres} meter"));
        reports.push(submit(&city, &heap).await?);
    }
    let issue_of =
        async |report: &Value| anyhow::Ok(text(&city.report(report).await?, "/issueId").to_owned());
    let first = issue_of(&reports[0]).await?;
    assert_eq!(issue_of(&reports[2]).await?, first);

    let act = async |path: &str, body: &Value| {
        let url = city.url("routing", &format!("/api/v1/issues/{path}"));
        let answer = city.http.post(url).bearer_auth(&dispatcher).json(body).send().await?;
        assert_eq!(answer.status(), 200, "{path}");
        city.settle().await?;
        anyhow::Ok(answer.json::<Value>().await?)
    };
    let taken = json!({"reportId": reports[0]["reportId"]});
    let split = act(&format!("{first}/split"), &taken).await?;

    let together = text(&split, "/issueId");
    assert_ne!(together, first);
    assert_eq!(issue_of(&reports[0]).await?, first);
    assert_eq!(issue_of(&reports[1]).await?, together);
    assert_eq!(issue_of(&reports[2]).await?, together);
    let orders = city.work_orders(&crew, "open").await?;
    for (issue, of_it) in [(first.as_str(), &reports[..1]), (together, &reports[1..])] {
        let order = orders.iter().find(|order| order["issueId"] == issue).unwrap();
        let numbers: Vec<_> = of_it.iter().map(|report| report["reportNumber"].clone()).collect();
        assert_eq!(order["reportNumbers"], json!(numbers));
        assert_eq!(order["photos"].as_array().map(Vec::len), Some(of_it.len()), "{order}");
    }
    let order = orders.iter().find(|order| order["issueId"] == together).unwrap();
    assert!(text(order, "/description").starts_with("Hoop op 15 meter"), "{order}");

    act("undo", &json!({"batchId": split["undoBatchId"]})).await?;
    for report in &reports {
        assert_eq!(issue_of(report).await?, first);
    }
    let orders = city.work_orders(&crew, "open").await?;
    assert_eq!(orders.len(), 1, "{orders:?}");
    assert_eq!(orders[0]["photos"].as_array().map(Vec::len), Some(3));
    city.stop().await
}

#[tokio::test]
async fn nothing_joins_by_rule_what_has_no_exact_place_or_may_come_from_a_machine()
-> anyhow::Result<()> {
    let city = City::start().await?;
    for (kind, unsure) in [
        ("litter", "is_place_vague = true"),
        ("bulky_waste", "team_key = null, triage_reason = 'suspect', status = 'received'"),
    ] {
        let first = submit(&city, &report(kind, ZANGVOGELBUURT)).await?;
        let sql = format!("update routing.issue set {unsure} where category = '{kind}'");
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&city.pool).await?;

        let second = submit(&city, &report(kind, north(3.0))).await?;
        assert_ne!(first["issueId"], second["issueId"], "{kind}");
        // It has a place, and nothing points to a machine, so the next one joins this.
        let third = submit(&city, &report(kind, north(4.0))).await?;
        assert_eq!(second["issueId"], third["issueId"], "{kind}");
    }
    city.stop().await
}
