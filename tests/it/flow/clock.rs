//! The service-level clock: questions that stop it, warnings, and terms that change.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use platform::clock;
use reqwest::multipart::Form;
use serde_json::Value;
use tests::{City, until};

use super::{ZANGVOGELBUURT, report, text};

const RECOMPUTE_TIME_MAX: Duration = Duration::from_secs(20);
const QUESTION: &str = "Staat de kast er nog?";

/// A report, and the id of its issue.
async fn send(city: &City) -> anyhow::Result<(Value, String)> {
    let mut report = report("other", ZANGVOGELBUURT);
    report["contact"] = serde_json::json!({"email": "jan@voorbeeld.nl"});
    let (status, submitted) = city.submit(&report).await?;
    anyhow::ensure!(status == 201, "{submitted}");
    city.settle().await?;
    let id: String = sqlx::query_scalar("select issue_id::text from routing.issue")
        .fetch_one(&city.pool)
        .await?;
    Ok((submitted, id))
}

async fn post(
    city: &City,
    token: &str,
    path: &str,
    fields: &[(&str, &str)],
) -> anyhow::Result<(u16, String)> {
    let request = city.http.post(city.url("routing", path)).bearer_auth(token);
    let answer = request.form(fields).send().await?;
    let status = answer.status().as_u16();
    let page = answer.text().await?;
    city.settle().await?;
    Ok((status, page))
}

async fn get(city: &City, token: &str, service: &str, path: &str) -> anyhow::Result<String> {
    let answer = city.http.get(city.url(service, path)).bearer_auth(token).send().await?;
    Ok(answer.error_for_status()?.text().await?)
}

async fn ask(city: &City, token: &str, id: &str) -> anyhow::Result<(u16, String)> {
    let version = city.count("select version from routing.issue").await?.to_string();
    let fields = [("question", QUESTION), ("version", version.as_str())];
    post(city, token, &format!("/meldkamer/{id}/vragen"), &fields).await
}

async fn status(city: &City, submitted: &Value) -> anyhow::Result<String> {
    Ok(text(&city.report(submitted).await?, "/status").to_owned())
}

/// The end of the only issue's term, which routing, the crew, the resident and the figures share.
async fn due_at(city: &City) -> anyhow::Result<DateTime<Utc>> {
    let ends: (DateTime<Utc>, DateTime<Utc>, DateTime<Utc>, DateTime<Utc>) = sqlx::query_as(
        "select (select due_at from routing.issue), (select due_at from work_orders.work_order),
                (select expected_at from intake.report), (select due_at from statistics.issue)",
    )
    .fetch_one(&city.pool)
    .await?;
    anyhow::ensure!(ends.0 == ends.1 && ends.0 == ends.2 && ends.0 == ends.3, "{ends:?}");
    Ok(ends.0)
}

/// Woken by the change, the service may be at the clock by itself: waits until that is done and told.
async fn recomputed(city: &City) -> anyhow::Result<()> {
    let is_noted = async || ticks(city).await.is_ok_and(|kinds| !kinds.is_empty());
    anyhow::ensure!(until(RECOMPUTE_TIME_MAX, is_noted).await, "the clock was not moved");
    city.settle().await
}

async fn ticks(city: &City) -> anyhow::Result<Vec<String>> {
    Ok(sqlx::query_scalar("select kind from routing.issue_clock order by happened_at")
        .fetch_all(&city.pool)
        .await?)
}

#[tokio::test]
async fn a_question_stops_the_clock_and_the_answer_lets_it_go_on() -> anyhow::Result<()> {
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let crew = city.sign_in("crew@demo").await?;
    let (submitted, id) = send(&city).await?;
    let before = due_at(&city).await?;

    assert_eq!(ask(&city, &dispatcher, &id).await?.0, 303);

    let shown = city.report(&submitted).await?;
    assert_eq!(text(&shown, "/status"), "waiting_for_reporter");
    assert!(shown["history"].to_string().contains(QUESTION), "{shown}");
    let work = get(&city, &crew, "work_orders", "/werk").await?;
    assert!(work.contains("Wacht op antwoord van de melder"), "{work}");
    let inbox = get(&city, &dispatcher, "routing", "/meldkamer?weergave=melder").await?;
    assert!(inbox.contains("Wacht op melder</h2><span>1</span>"), "{inbox}");
    let mails = city.mails()?;
    let asks = |mail: &&String| mail.contains("Vraag over je melding");
    assert_eq!((mails.len(), mails.iter().filter(asks).count()), (2, 1), "{mails:?}");
    // It was asked two weeks ago.
    for past in [
        "update routing.issue_question set asked_at = asked_at - interval '14 days'",
        "update routing.issue set clock_started_at = clock_started_at - interval '14 days'",
    ] {
        sqlx::query(past).execute(&city.pool).await?;
    }

    let url = city.url("intake", &format!("/melding/{}/meer", text(&submitted, "/reportId")));
    let form = Form::new().text("text", "Ja, achter de garages.");
    assert_eq!(city.http.post(url).multipart(form).send().await?.status(), 303);
    city.settle().await?;

    assert_eq!(status(&city, &submitted).await?, "routed");
    // Begun and stopped at once two weeks ago, so that the whole term is left; give or take the
    // end of a day.
    let after = due_at(&city).await?;
    assert!((after - before).abs() <= TimeDelta::days(4), "{before} became {after}");
    assert_eq!(ticks(&city).await?, ["paused", "resumed"]);
    let page = get(&city, &dispatcher, "routing", &format!("/meldkamer/{id}")).await?;
    assert!(page.contains("De melder antwoordde") && page.contains("Ja, achter de garages."));
    city.stop().await
}

#[tokio::test]
async fn who_asks_second_reads_what_was_asked_and_keeps_his_own_words() -> anyhow::Result<()> {
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let (submitted, id) = send(&city).await?;
    ask(&city, &dispatcher, &id).await?;

    let fields = [("question", "Welke kleur heeft hij?"), ("version", "2")];
    let path = format!("/meldkamer/{id}/vragen");
    let (status_code, page) = post(&city, &dispatcher, &path, &fields).await?;
    assert_eq!(status_code, 409);
    assert!(page.contains("Meldkamer 1 heeft over") && page.contains(QUESTION), "{page}");

    let path = format!("/meldkamer/{id}/vraag-terug");
    assert_eq!(post(&city, &dispatcher, &path, &[]).await?.0, 303);
    assert_eq!(status(&city, &submitted).await?, "routed");
    assert_eq!(post(&city, &dispatcher, &path, &[]).await?.0, 409);
    assert_eq!(city.count("select count(*) from routing.issue_question").await?, 1);
    city.stop().await
}

#[tokio::test]
async fn a_question_that_cannot_be_asked_gets_a_clear_answer() -> anyhow::Result<()> {
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let crew = city.sign_in("crew@demo").await?;
    let (_, id) = send(&city).await?;
    let path = format!("/meldkamer/{id}/vragen");
    let long = "a".repeat(501);

    for (question, why) in
        [("  ", "Schrijf wat je wilt weten."), (long.as_str(), "De vraag is te lang")]
    {
        let fields = [("question", question), ("version", "2")];
        let (status_code, page) = post(&city, &dispatcher, &path, &fields).await?;
        assert!(status_code == 422 && page.contains(why), "{status_code}: {page}");
    }
    assert_eq!(post(&city, &crew, &path, &[("question", QUESTION)]).await?.0, 403);
    let unknown = format!("/meldkamer/{}/vragen", uuid::Uuid::nil());
    assert_eq!(post(&city, &dispatcher, &unknown, &[("question", QUESTION)]).await?.0, 404);
    assert_eq!(city.count("select count(*) from routing.issue_question").await?, 0);
    city.stop().await
}

#[tokio::test]
async fn without_an_answer_the_work_goes_on_when_the_time_is_over() -> anyhow::Result<()> {
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let (submitted, id) = send(&city).await?;
    ask(&city, &dispatcher, &id).await?;

    let early = city.watch_clocks(clock::now() + TimeDelta::days(3)).await?;
    assert_eq!((early.expired, early.warned, early.escalated), (0, 0, 0));
    let round = city.watch_clocks(clock::now() + TimeDelta::days(30)).await?;

    assert_eq!(round.expired, 1);
    assert_eq!(status(&city, &submitted).await?, "routed");
    let page = get(&city, &dispatcher, "routing", &format!("/meldkamer/{id}")).await?;
    assert!(page.contains("De melder antwoordde niet op tijd"), "{page}");
    city.stop().await
}

#[tokio::test]
async fn while_an_answer_is_waited_for_nobody_calls_it_late() -> anyhow::Result<()> {
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let crew = city.sign_in("crew@demo").await?;
    let (_, id) = send(&city).await?;
    for past in [
        "update routing.issue set due_at = due_at - interval '30 days'",
        "update statistics.issue set due_at = due_at - interval '30 days'",
        "update work_orders.work_order set due_at = due_at - interval '30 days'",
    ] {
        sqlx::query(past).execute(&city.pool).await?;
    }
    let late = "/meldkamer?weergave=te-laat";
    let inbox = get(&city, &dispatcher, "routing", late).await?;
    assert!(inbox.contains("Te laat</h2><span>1</span>"), "{inbox}");
    let figures = get(&city, &dispatcher, "statistics", "/cijfers").await?;
    assert!(!figures.contains("Niets is te laat."), "{figures}");

    ask(&city, &dispatcher, &id).await?;
    sqlx::query("update statistics.issue set due_at = due_at - interval '30 days'")
        .execute(&city.pool)
        .await?;

    let inbox = get(&city, &dispatcher, "routing", late).await?;
    assert!(inbox.contains("Niets is te laat"), "{inbox}");
    let figures = get(&city, &dispatcher, "statistics", "/cijfers").await?;
    assert!(figures.contains("Niets is te laat."), "{figures}");
    let work = get(&city, &crew, "work_orders", "/werk").await?;
    assert!(work.contains("Wacht op antwoord van de melder"), "{work}");
    assert!(!work.contains("class=\"og-late\""), "{work}");
    let round = city.watch_clocks(clock::now()).await?;
    assert_eq!((round.warned, round.escalated), (0, 0));
    city.stop().await
}

#[tokio::test]
async fn a_crew_that_does_not_need_the_answer_goes_on() -> anyhow::Result<()> {
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let crew = city.sign_in("crew@demo").await?;
    let (submitted, id) = send(&city).await?;
    ask(&city, &dispatcher, &id).await?;

    let order = city.work_orders(&crew, "open").await?.remove(0);
    city.act(&crew, &order, "accept", &serde_json::json!({})).await?;
    city.settle().await?;
    assert_eq!(status(&city, &submitted).await?, "waiting_for_reporter");

    city.act(&crew, &order, "start", &serde_json::json!({})).await?;
    city.settle().await?;
    assert_eq!(status(&city, &submitted).await?, "in_progress");
    let ended: String = sqlx::query_scalar("select ended_by from routing.issue_question")
        .fetch_one(&city.pool)
        .await?;
    assert_eq!(ended, "overtaken");
    city.stop().await
}

#[tokio::test]
async fn a_term_that_nears_its_end_is_warned_of_and_then_escalated_once() -> anyhow::Result<()> {
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let (_, id) = send(&city).await?;
    let due_at = due_at(&city).await?;

    let calm = city.watch_clocks(clock::now()).await?;
    assert_eq!((calm.warned, calm.escalated), (0, 0));
    let near = city.watch_clocks(due_at - TimeDelta::hours(1)).await?;
    assert_eq!((near.warned, near.escalated), (1, 0));
    let over = city.watch_clocks(due_at + TimeDelta::hours(1)).await?;
    assert_eq!((over.warned, over.escalated), (0, 1));
    let again = city.watch_clocks(due_at + TimeDelta::hours(2)).await?;
    assert_eq!((again.warned, again.escalated), (0, 0));

    assert_eq!(ticks(&city).await?, ["warned", "escalated"]);
    let page = get(&city, &dispatcher, "routing", &format!("/meldkamer/{id}")).await?;
    assert!(page.contains("Afhandeltermijn verlopen"), "{page}");
    city.stop().await
}

/// The form of the page with one field different.
async fn terms(
    city: &City,
    token: &str,
    change: (&str, &str),
    what: &str,
) -> anyhow::Result<(u16, String)> {
    let page = get(city, token, "routing", "/meldkamer/termijnen").await?;
    let categories = ["litter", "waste_beside_container", "bin_full", "bulky_waste"];
    let categories = categories.into_iter().chain(["street_furniture_broken", "other"]);
    let mut fields: Vec<(String, String)> = Vec::new();
    for key in categories {
        fields.push((format!("termijn-{key}"), value_of(&page, &format!("termijn-{key}"))));
        fields.push((format!("eenheid-{key}"), "working_days".to_owned()));
    }
    for day in 1..=5 {
        fields.push((format!("open-{day}"), "08:00".to_owned()));
        fields.push((format!("dicht-{day}"), "17:00".to_owned()));
    }
    fields.push(("bevrijdingsdag".to_owned(), "every_five_years".to_owned()));
    fields.push(("versie".to_owned(), value_of(&page, "versie")));
    fields.push(("doe".to_owned(), what.to_owned()));
    fields.retain(|(name, _)| name != change.0);
    fields.push((change.0.to_owned(), change.1.to_owned()));
    let fields: Vec<_> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    post(city, token, "/meldkamer/termijnen", &fields).await
}

fn value_of(page: &str, field: &str) -> String {
    let after = page.split_once(&format!("name=\"{field}\"")).map_or("", |(_, after)| after);
    let value = after.split_once("value=\"").map_or("", |(_, value)| value);
    value.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn other_terms_are_tried_first_and_then_move_every_open_issue() -> anyhow::Result<()> {
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let (submitted, id) = send(&city).await?;
    let before = due_at(&city).await?;
    let longer = ("termijn-other", "40");

    let (status_code, page) = terms(&city, &dispatcher, longer, "proef").await?;
    assert_eq!(status_code, 200);
    assert!(page.contains("1 van 1 open kwesties verschuift"), "{page}");
    assert!(page.contains("Iets anders: 5 werkdagen → 40 werkdagen"), "{page}");
    city.watch_clocks(clock::now()).await?;
    assert_eq!(due_at(&city).await?, before);

    assert_eq!(terms(&city, &dispatcher, longer, "geldt").await?.0, 303);
    city.watch_clocks(clock::now()).await?;
    recomputed(&city).await?;
    assert!(due_at(&city).await? > before + TimeDelta::days(30));
    assert_eq!(ticks(&city).await?, ["terms_changed"]);
    assert_eq!(status(&city, &submitted).await?, "routed");
    let page = get(&city, &dispatcher, "routing", &format!("/meldkamer/{id}")).await?;
    assert!(page.contains("Termijnen gewijzigd: klaar voor"), "{page}");

    // A form from before the change, and one that makes no sense.
    let stale = terms(&city, &dispatcher, ("versie", "1"), "geldt").await?;
    assert!(stale.0 == 409 && stale.1.contains("Iemand anders was eerder"), "{stale:?}");
    let broken = terms(&city, &dispatcher, ("open-1", "19:00"), "geldt").await?;
    assert!(broken.0 == 422 && broken.1.contains("sluit later dan je opent"), "{broken:?}");
    city.stop().await
}
