//! What residents tell about their report after they sent it, and what comes of it.

use anyhow::Context as _;
use chrono::TimeDelta;
use platform::clock;
use reqwest::{
    Response, StatusCode,
    multipart::{Form, Part},
};
use serde_json::{Value, json};
use tests::City;
use uuid::Uuid;

use super::{
    ZANGVOGELBUURT,
    photos::{files, jpeg},
    report, text,
};

/// A report with a mail address and words that must be found nowhere once they are forgotten.
const WORDS: &str = "Bij de voordeur van Anna";

async fn send(city: &City) -> anyhow::Result<Value> {
    // Of this kind an order can be done without a photo.
    let mut sent = report("other", ZANGVOGELBUURT);
    sent["description"] = json!(WORDS);
    sent["locationText"] = json!(WORDS);
    sent["contact"] = json!({"email": "anna@voorbeeld.nl", "phone": "0612345678"});
    let (status, submitted) = city.submit(&sent).await?;
    anyhow::ensure!(status == 201, "{submitted}");
    city.settle().await?;
    Ok(submitted)
}

/// Does the open work order.
async fn finish(city: &City, crew: &str) -> anyhow::Result<Value> {
    let order = city.work_orders(crew, "open").await?.pop().context("an open order")?;
    let (status, answer) = city.act(crew, &order, "complete", &json!({"photoIds": []})).await?;
    anyhow::ensure!(status == 200, "{answer}");
    city.settle().await?;
    Ok(order)
}

fn page(submitted: &Value, step: &str) -> String {
    format!("/melding/{}/{step}", text(submitted, "/reportId"))
}

async fn press(city: &City, submitted: &Value, step: &str) -> anyhow::Result<StatusCode> {
    let url = city.url("intake", &page(submitted, step));
    let status = city.http.post(url).send().await?.status();
    city.settle().await?;
    Ok(status)
}

pub(super) async fn tell(
    city: &City,
    submitted: &Value,
    step: &str,
    form: Form,
) -> anyhow::Result<Response> {
    let url = city.url("intake", &page(submitted, step));
    let answer = city.http.post(url).multipart(form).send().await?;
    city.settle().await?;
    Ok(answer)
}

pub(super) fn words(text: &'static str) -> Form {
    Form::new().text("text", text)
}

async fn see(city: &City, submitted: &Value, step: &str) -> anyhow::Result<(StatusCode, String)> {
    let answer = city.http.get(city.url("intake", &page(submitted, step))).send().await?;
    Ok((answer.status(), answer.text().await?))
}

async fn status(city: &City, submitted: &Value) -> anyhow::Result<String> {
    Ok(text(&city.report(submitted).await?, "/status").to_owned())
}

#[tokio::test]
async fn what_is_still_there_goes_back_to_the_same_team_with_the_new_photo() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    let submitted = send(&city).await?;
    let first = finish(&city, &crew).await?;
    let photo = Part::bytes(jpeg(64, 48, false)).file_name("nu.jpg");

    let form = words("De matras ligt er nog.").part("photo", photo);
    let answer = tell(&city, &submitted, "nog-steeds", form).await?;

    assert_eq!(answer.status(), 303);
    assert_eq!(status(&city, &submitted).await?, "reopened");
    let orders = city.work_orders(&crew, "open").await?;
    assert_eq!(orders.len(), 1);
    assert_eq!(orders[0]["team"], first["team"]);
    assert_eq!(orders[0]["issueId"], first["issueId"]);
    assert_ne!(orders[0]["workOrderId"], first["workOrderId"]);
    let note: (String, Vec<Uuid>) =
        sqlx::query_as("select text, photo_ids from work_orders.report_note")
            .fetch_one(&city.pool)
            .await?;
    assert_eq!((note.0.as_str(), note.1.len()), ("De matras ligt er nog.", 1));
    let shown: Value = city.report(&submitted).await?;
    let steps: Vec<_> =
        shown["history"].as_array().unwrap().iter().map(|at| text(at, "/status")).collect();
    assert_eq!(steps, ["received", "routed", "resolved", "reopened"]);
    // Received and solved: nothing wrong is mailed about the second visit.
    assert_eq!(city.mails()?.len(), 2);
    city.stop().await
}

#[tokio::test]
async fn what_is_solved_again_is_mailed_again_once() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    let submitted = send(&city).await?;
    finish(&city, &crew).await?;

    tell(&city, &submitted, "nog-steeds", words("De matras ligt er nog.")).await?;
    finish(&city, &crew).await?;

    assert_eq!(status(&city, &submitted).await?, "resolved");
    let mails = city.mails()?;
    let solved = |mail: &&String| mail.contains("Subject: Opgelost");
    assert_eq!((mails.len(), mails.iter().filter(solved).count()), (3, 2));
    city.stop().await
}

#[tokio::test]
async fn a_second_press_on_still_there_changes_nothing() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    let submitted = send(&city).await?;
    finish(&city, &crew).await?;
    let url = city.url("intake", &page(&submitted, "nog-steeds"));

    // At the same time. On a busy machine the crew has heard of the one before the other is read.
    let post = || city.http.post(&url).multipart(words("Nog alles.")).send();
    let (one, other) = tokio::join!(post(), post());
    let mut statuses = [one?.status().as_u16(), other?.status().as_u16()];
    statuses.sort_unstable();
    assert!(matches!(statuses, [303, 303 | 409]), "{statuses:?}");
    city.settle().await?;
    let later = tell(&city, &submitted, "nog-steeds", words("Nog alles.")).await?;

    assert_eq!(later.status(), 409);
    assert!(later.text().await?.contains("De ploeg gaat er al heen"));
    assert_eq!(city.count("select count(*) from work_orders.work_order").await?, 2);
    assert_eq!(city.count("select count(*) from intake.report_answer").await?, 1);
    city.stop().await
}

#[tokio::test]
async fn what_was_closed_too_long_ago_asks_for_a_new_report() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    let submitted = send(&city).await?;
    finish(&city, &crew).await?;
    sqlx::query("update intake.report_history set changed_at = $1 where status = 'resolved'")
        .bind(clock::now() - TimeDelta::days(15))
        .execute(&city.pool)
        .await?;

    let (shown, page) = see(&city, &submitted, "nog-steeds").await?;
    let posted = tell(&city, &submitted, "nog-steeds", words("Nog alles.")).await?;

    assert_eq!((shown, posted.status()), (StatusCode::CONFLICT, StatusCode::CONFLICT));
    assert!(page.contains("href=\"/melden\""), "{page}");
    assert_eq!(status(&city, &submitted).await?, "resolved");
    city.stop().await
}

#[tokio::test]
async fn still_there_without_photo_and_words_comes_back_with_what_is_missing() -> anyhow::Result<()>
{
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    let submitted = send(&city).await?;
    finish(&city, &crew).await?;

    let empty = tell(&city, &submitted, "nog-steeds", words(" ")).await?;

    assert_eq!(empty.status(), 400);
    assert!(empty.text().await?.contains("of schrijf op wat je ziet"));
    assert_eq!(status(&city, &submitted).await?, "resolved");
    city.stop().await
}

#[tokio::test]
async fn looking_at_a_page_never_does_what_its_button_does() -> anyhow::Result<()> {
    let city = City::start().await?;
    let submitted = send(&city).await?;

    for step in ["meer", "intrekken", "vergeet-mij"] {
        let (shown, page) = see(&city, &submitted, step).await?;
        assert_eq!(shown, 200, "{step}");
        assert!(page.contains("method=\"post\""), "{step}");
    }
    city.settle().await?;

    assert_eq!(city.count("select count(*) from intake.report_answer").await?, 0);
    assert_eq!(city.count("select count(email) from notification.subscription").await?, 1);
    city.stop().await
}

#[tokio::test]
async fn what_is_told_while_the_work_goes_on_reaches_the_crew_once() -> anyhow::Result<()> {
    let city = City::start().await?;
    let submitted = send(&city).await?;
    let key = Uuid::new_v4().to_string();
    let form = || words("Het is nu dubbel zo veel.").text("key", key.clone());

    let first = tell(&city, &submitted, "meer", form()).await?;
    let again = tell(&city, &submitted, "meer", form()).await?;

    assert_eq!((first.status(), again.status()), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    for notes in [
        "select count(*) from work_orders.report_note where text like '%dubbel%'",
        "select count(*) from routing.report_note where text like '%dubbel%'",
    ] {
        assert_eq!(city.count(notes).await?, 1, "{notes}");
    }
    let (_, page) = see(&city, &submitted, "stand").await?;
    assert!(page.contains("Het is nu dubbel zo veel."));
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let issue = city.report(&submitted).await?;
    let desk = city.url("routing", &format!("/meldkamer/{}", text(&issue, "/issueId")));
    let desk = city.http.get(desk).bearer_auth(dispatcher).send().await?.text().await?;
    assert!(desk.contains("Het is nu dubbel zo veel."), "{desk}");
    city.stop().await
}

#[tokio::test]
async fn a_withdrawn_report_takes_its_work_order_with_it() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    let submitted = send(&city).await?;

    assert_eq!(press(&city, &submitted, "intrekken").await?, 303);
    assert_eq!(press(&city, &submitted, "intrekken").await?, 303);

    let shown = city.report(&submitted).await?;
    let ended = (text(&shown, "/status"), text(&shown, "/statusReason"));
    assert_eq!(ended, ("not_resolved", "withdrawn"));
    assert!(city.work_orders(&crew, "open").await?.is_empty());
    assert_eq!(city.work_orders(&crew, "cancelled").await?.len(), 1);
    assert_eq!(
        city.count("select count(*) from statistics.issue where closed_at is null").await?,
        0
    );
    assert_eq!(city.mails()?.len(), 1, "only the receipt");
    city.stop().await
}

#[tokio::test]
async fn what_a_crew_has_begun_cannot_be_withdrawn() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    let submitted = send(&city).await?;
    let order = city.work_orders(&crew, "open").await?.remove(0);
    city.act(&crew, &order, "accept", &json!({})).await?;
    city.act(&crew, &order, "start", &json!({})).await?;
    city.settle().await?;

    assert_eq!(press(&city, &submitted, "intrekken").await?, 409);

    assert_eq!(status(&city, &submitted).await?, "in_progress");
    city.stop().await
}

#[tokio::test]
async fn who_says_it_is_solved_is_counted_once() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    let submitted = send(&city).await?;
    finish(&city, &crew).await?;

    assert_eq!(press(&city, &submitted, "opgelost").await?, 303);
    assert_eq!(press(&city, &submitted, "opgelost").await?, 303);

    assert_eq!(
        city.count("select count(*) from routing.report_note where kind = 'solved'").await?,
        1
    );
    city.stop().await
}

#[tokio::test]
async fn an_id_that_is_not_ours_is_unknown_on_every_page() -> anyhow::Result<()> {
    let city = City::start().await?;
    let guessed = json!({"reportId": Uuid::now_v7()});

    for step in ["nog-steeds", "meer", "intrekken", "vergeet-mij", "opgelost"] {
        assert_eq!(see(&city, &guessed, step).await?.0, 404, "{step}");
        assert_eq!(press(&city, &guessed, step).await?, 404, "{step}");
    }
    city.stop().await
}

/// Every text and photo list of every table of the five services, as one text.
pub(super) async fn all_rows(city: &City) -> anyhow::Result<String> {
    let tables: Vec<(String, String)> = sqlx::query_as(
        "select table_schema::text, table_name::text from information_schema.tables
         where table_schema in ('intake', 'routing', 'work_orders', 'notification', 'statistics')
             and table_type = 'BASE TABLE' and table_name not in ('outbox', 'inbox')
             and table_name not like 'outbox%' and table_name not like 'forgotten%'",
    )
    .fetch_all(&city.pool)
    .await?;
    let mut all = String::new();
    for (schema, table) in tables {
        let query = format!("select coalesce(json_agg(t)::text, '') from {schema}.{table} t");
        let rows: String =
            sqlx::query_scalar(sqlx::AssertSqlSafe(query)).fetch_one(&city.pool).await?;
        all.push_str(&rows);
    }
    Ok(all)
}

#[tokio::test]
async fn who_wants_to_be_forgotten_is_forgotten_in_every_service_and_the_work_goes_on()
-> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    let submitted = send(&city).await?;
    let photo = Part::bytes(jpeg(64, 48, false)).file_name("nu.jpg");
    let more = words("Anna vertelt meer.").part("photo", photo);
    tell(&city, &submitted, "meer", more).await?;
    let before = all_rows(&city).await?;
    assert!(before.contains("Anna") && before.contains("anna@voorbeeld.nl"));
    assert_eq!(files(&city.photo_folder())?.len(), 2);

    assert_eq!(press(&city, &submitted, "vergeet-mij").await?, 303);
    assert_eq!(press(&city, &submitted, "vergeet-mij").await?, 303);

    let after = all_rows(&city).await?;
    for word in ["Anna", "anna@", "0612345678"] {
        let at = after.find(word).map(|at| &after[at.saturating_sub(200)..at + 40]);
        assert_eq!(at, None, "{word}");
    }
    assert!(files(&city.photo_folder())?.is_empty());
    let (shown, page) = see(&city, &submitted, "meer").await?;
    assert_eq!((shown, page.as_str()), (StatusCode::SEE_OTHER, ""));
    finish(&city, &crew).await?;
    assert_eq!(status(&city, &submitted).await?, "resolved");
    assert_eq!(city.mails()?.len(), 1, "only the receipt");
    city.stop().await
}

/// The state of the issue as it was announced first comes again, as if it had been under way.
async fn announce_again(city: &City) -> anyhow::Result<()> {
    sqlx::raw_sql(
        "update intake.issue set version = 0;
         insert into routing.outbox (event_id, stream, subject, aggregate_id, headers, payload)
         select fresh, stream, subject, aggregate_id,
                replace(headers::text, event_id::text, fresh::text)::jsonb, payload
         from (select *, gen_random_uuid() as fresh from routing.outbox
               where subject like 'og.issue.status_changed%' order by outbox_id limit 1) first",
    )
    .execute(&city.pool)
    .await?;
    city.settle().await
}

#[tokio::test]
async fn an_event_that_was_under_way_brings_nothing_of_who_is_forgotten_back() -> anyhow::Result<()>
{
    let city = City::start().await?;
    let mut sent = report("other", ZANGVOGELBUURT);
    sent["locationText"] = json!(WORDS);
    let photo = city.http.post(city.url("intake", "/api/v1/photos"));
    let photo = photo.header("content-type", "image/jpeg").body(jpeg(64, 48, false)).send().await?;
    sent["photoIds"] = json!([photo.json::<Value>().await?["photoId"]]);
    let (status, submitted) = city.submit(&sent).await?;
    assert_eq!(status, 201, "{submitted}");
    city.settle().await?;
    let photos = "select count(photo_id) from intake.issue";
    assert_eq!(city.count(photos).await?, 1);

    assert_eq!(press(&city, &submitted, "vergeet-mij").await?, 303);
    announce_again(&city).await?;

    assert_eq!(city.count("select count(*) from intake.issue where version > 0").await?, 1);
    let rows = all_rows(&city).await?;
    assert!(!rows.contains("Anna"), "{rows}");
    assert_eq!(city.count(photos).await?, 0);
    city.stop().await
}
