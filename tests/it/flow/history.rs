//! A seeded history: as true as if it had happened, and a city that works on with it.

use std::collections::BTreeMap;

use jpeg_encoder::{ColorType, Encoder};
use platform::clock;
use serde_json::{Value, json};
use tests::{
    City,
    seed::{self, Plan},
};

use super::{ZANGVOGELBUURT, report, text};

const PLAN: Plan = Plan { reports: 2000, days: 90, seed: 11 };

/// Rows that contradict what another service, or the map, says; each must find none.
const CONTRADICTIONS: [(&str, &str); 15] = [
    (
        "a report that shows another state than its issue has",
        "select count(*) from routing.issue i join routing.issue_report r using (issue_id)
         left join routing.team t using (team_key) left join intake.report p using (report_id)
         where (p.status, p.status_reason, p.issue_version, p.team_name, p.expected_at, p.area_code,
                p.category, p.report_number, p.issue_id, p.created_at)
             is distinct from (i.status, i.reason, i.version, coalesce(t.name, ''), i.due_at,
                i.area_code, i.category, r.report_number, i.issue_id, r.submitted_at)",
    ),
    (
        "an issue that residents see otherwise",
        "select count(*) from routing.issue i left join routing.team t using (team_key)
         full join intake.issue p using (issue_id)
         where (p.version, p.category, p.location, p.location_text, p.area_code, p.area_name,
                p.status, p.status_reason, p.team_name, p.expected_at, p.opened_at, p.changed_at,
                p.photo_id, p.after_photo_id, p.report_count)
             is distinct from (i.version, i.category, i.location, '',
                coalesce(i.area_code, ''), coalesce(i.area_name, ''), i.status, i.reason,
                coalesce(t.name, ''), i.due_at, i.opened_at, i.changed_at, i.photo_ids[1],
                i.after_photo_ids[1],
                (select count(*) from routing.issue_report r where r.issue_id = i.issue_id))",
    ),
    (
        "a timeline that differs from the issue's history",
        "select count(*) from routing.issue_history h join routing.issue_report using (issue_id)
         left join routing.team using (team_key)
         full join intake.report_history p
             on p.report_id = issue_report.report_id and p.issue_version = h.version
         where h.version is distinct from 1
           and (p.status, p.changed_at, p.team_name)
             is distinct from (h.status, h.changed_at, coalesce(team.name, ''))",
    ),
    (
        "an issue without the history of its last change",
        "select count(*) from routing.issue i left join routing.issue_history h
             on h.issue_id = i.issue_id and h.version = i.version
         where (h.status, h.team_key, h.changed_at)
             is distinct from (i.status, i.team_key, i.changed_at)",
    ),
    (
        "an issue whose history does not begin with the report",
        "select count(*) from routing.issue i left join routing.issue_history h
             on h.issue_id = i.issue_id and h.version = 1
         where (h.status, h.team_key, h.changed_at) is distinct from ('received', null, i.opened_at)",
    ),
    (
        "an issue whose newest routing is not the one that its newest order was asked by",
        "select count(*) from routing.issue
         left join work_orders.issue_routing using (issue_id)
         left join (select issue_id, max(issue_version) as newest
                    from work_orders.work_order group by 1) o using (issue_id)
         where issue_routing.version is distinct from coalesce(newest, 1)",
    ),
    (
        "work that is known otherwise than its order is",
        "select count(*) from routing.issue_work w
         full join work_orders.work_order o using (issue_id, issue_version)
         where (w.work_order_id, w.order_version, w.status, w.reason, w.note, w.team_key)
             is distinct from (o.work_order_id, o.version, o.status, o.reason, o.note, o.team_key)",
    ),
    (
        "an issue whose team has no order, or an order whose issue has no team",
        "select count(*) from (select * from routing.issue where closed_at is null
                               and team_key is not null) i
         full join (select * from work_orders.work_order where closed_at is null) o
             using (issue_id)
         where i.team_key is distinct from o.team_key",
    ),
    (
        "an order without the history of its last step",
        "select count(*) from work_orders.work_order o left join work_orders.work_order_history h
             on h.work_order_id = o.work_order_id and h.version = o.version
         where (h.status, h.reason, h.note, h.staff_id, h.changed_at)
             is distinct from (o.status, o.reason, o.note, o.changed_by, o.changed_at)",
    ),
    (
        "an issue that statistics know otherwise",
        "select count(*) from routing.issue i full join statistics.issue s using (issue_id)
         where (i.version, i.status, i.reason, i.category, coalesce(i.area_code, ''),
                coalesce(i.team_key, ''), i.due_at, i.opened_at, i.changed_at, i.closed_at)
             is distinct from (s.version, s.status, s.reason, s.category, s.area_code, s.team_key,
                s.due_at, s.opened_at, s.changed_at, s.closed_at)",
    ),
    (
        "an order that statistics know otherwise",
        "select count(*) from work_orders.work_order o
         full join statistics.work_order s using (work_order_id)
         where (o.version, o.status, o.team_key, o.category, coalesce(o.area_code, ''), o.due_at,
                o.opened_at, o.changed_at, o.closed_at)
             is distinct from (s.version, s.status, s.team_key, s.category, s.area_code, s.due_at,
                s.opened_at, s.changed_at, s.closed_at)",
    ),
    (
        "a report of which mails would tell another state",
        "select count(*) from intake.report r
         full join notification.report n using (report_id)
         full join notification.report_status s using (report_id)
         left join routing.issue i on i.issue_id = r.issue_id
         where (r.report_number, r.issue_id, r.issue_version, r.status, r.created_at, i.closed_at)
             is distinct from (n.report_number, s.issue_id, s.issue_version,
                s.facts ->> 'status', n.submitted_at, s.ended_at)",
    ),
    (
        "a place that lies elsewhere than in its buurt",
        "select count(*) from routing.issue i where area_code is distinct from (
             select area_code from routing.area where st_covers(outline, i.location)
             order by area_code limit 1)",
    ),
    (
        "a place too far away to be taken",
        "select count(*) from intake.report r where not exists (
             select from intake.area
             where st_dwithin(outline::geography, r.location::geography, 250))",
    ),
    (
        "something that was announced, or lies in the future",
        "select (select count(*) from intake.outbox) + (select count(*) from work_orders.outbox)
              + (select count(*) from routing.issue where changed_at > now())
              + (select count(*) from work_orders.work_order where changed_at > now())",
    ),
];

async fn seeded() -> anyhow::Result<City> {
    let city = City::start().await?;
    let done = seed::run(&city.seed_target()?, PLAN, clock::now(), |_| {}).await?;
    assert_eq!(done.reports, u64::from(PLAN.reports));
    Ok(city)
}

#[tokio::test]
async fn a_seeded_history_contradicts_itself_nowhere_and_is_counted_right() -> anyhow::Result<()> {
    let city = seeded().await?;

    for (what, query) in CONTRADICTIONS {
        assert_eq!(city.count(query).await?, 0, "{what}");
    }
    assert_eq!(city.count("select count(*) from intake.report").await?, 2000);
    assert_counted(&city).await?;
    // More on top of it must fit too.
    let more = Plan { reports: 300, days: 2, seed: 12 };
    seed::run(&city.seed_target()?, more, clock::now(), |_| {}).await?;
    assert_eq!(city.count("select count(*) from intake.report").await?, 2300);
    assert_counted(&city).await?;
    city.stop().await
}

#[tokio::test]
async fn a_crew_finishes_a_seeded_order_and_a_new_report_goes_its_way() -> anyhow::Result<()> {
    let city = seeded().await?;
    let crew = city.sign_in("crew@demo").await?;
    let orders = city.work_orders(&crew, "open").await?;
    let order = orders.iter().find(|order| text(order, "/team") == "schoon").unwrap();

    let done = json!({"photoIds": [photo(&city).await?], "note": "Alles is weg."});
    for (action, body) in [("accept", json!({})), ("complete", done)] {
        let (status, answer) = city.act(&crew, order, action, &body).await?;
        assert_eq!(status, 200, "{action}: {answer}");
    }
    // Of a kind that joins nothing: the history has no issue with two reports.
    let (status, submitted) = city.submit(&report("other", ZANGVOGELBUURT)).await?;
    assert_eq!(status, 201, "{submitted}");
    city.settle().await?;

    let find = "select report_id::text from routing.issue_report where issue_id::text = $1";
    let issue_id = text(order, "/issueId");
    let id: String = sqlx::query_scalar(find).bind(issue_id).fetch_one(&city.pool).await?;
    let seeded = city.report(&json!({"reportId": id})).await?;
    let steps: Vec<_> =
        seeded["history"].as_array().unwrap().iter().map(|at| text(at, "/status")).collect();
    assert_eq!(steps.last(), Some(&"resolved"), "{steps:?}");
    assert_eq!(text(&city.report(&submitted).await?, "/status"), "routed");
    for (what, query) in &CONTRADICTIONS[..CONTRADICTIONS.len() - 1] {
        assert_eq!(city.count(query).await?, 0, "{what}");
    }
    assert_counted(&city).await?;
    city.stop().await
}

#[tokio::test]
async fn a_history_of_nothing_or_too_much_is_refused() -> anyhow::Result<()> {
    let city = City::start().await?;
    let target = city.seed_target()?;

    for plan in [
        Plan { reports: 0, ..PLAN },
        Plan { reports: 20_000_001, ..PLAN },
        Plan { days: 0, ..PLAN },
        Plan { days: 3651, ..PLAN },
    ] {
        let refused = seed::run(&target, plan, clock::now(), |_| {}).await;
        assert!(refused.is_err_and(|error| error.to_string().starts_with("choose")), "{plan:?}");
    }

    assert_eq!(city.count("select count(*) from intake.report").await?, 0);
    city.stop().await
}

/// The id of a grey picture that a crew sent.
async fn photo(city: &City) -> anyhow::Result<Value> {
    let mut jpeg = Vec::new();
    let grey = vec![128; 640 * 480];
    Encoder::new(&mut jpeg, 90).encode(&grey, 640, 480, ColorType::Luma)?;
    let sent = city.http.post(city.url("intake", "/api/v1/photos")).body(jpeg).send().await?;
    let photo: Value = sent.error_for_status()?.json().await?;
    Ok(photo["photoId"].clone())
}

/// What the manager reads must equal a recount of the owners' tables.
async fn assert_counted(city: &City) -> anyhow::Result<()> {
    let url = city.url("statistics", "/api/v1/statistics/open");
    let told: Value = city.http.get(url).send().await?.json().await?;
    for (what, dimension, key, query) in [
        (
            "issues",
            "byTeam",
            "team",
            "select coalesce(team_key, ''), count(*) from routing.issue where closed_at is null group by 1",
        ),
        (
            "issues",
            "byArea",
            "code",
            "select coalesce(area_code, ''), count(*) from routing.issue where closed_at is null group by 1",
        ),
        (
            "issues",
            "byCategory",
            "category",
            "select category, count(*) from routing.issue where closed_at is null group by 1",
        ),
        (
            "workOrders",
            "byTeam",
            "team",
            "select team_key, count(*) from work_orders.work_order where closed_at is null group by 1",
        ),
        (
            "workOrders",
            "byArea",
            "code",
            "select coalesce(area_code, ''), count(*) from work_orders.work_order
             where closed_at is null group by 1",
        ),
    ] {
        let recount: Vec<(String, i64)> = sqlx::query_as(query).fetch_all(&city.pool).await?;
        let recount: BTreeMap<_, _> = recount.into_iter().collect();
        let lines = told[dimension].as_array().unwrap().iter();
        let counted = lines
            .map(|line| (text(line, &format!("/{key}")).to_owned(), line[what].as_i64().unwrap()))
            .filter(|(_, count)| *count > 0);
        assert_eq!(counted.collect::<BTreeMap<_, _>>(), recount, "{what} {dimension}");
        assert_eq!(told[what].as_i64(), Some(recount.values().sum()), "{what}");
    }
    Ok(())
}
