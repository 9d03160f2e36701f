//! Looking at photos and words before they are public, and taking out what tells who somebody is.

use chrono::TimeDelta;
use platform::clock;
use reqwest::StatusCode;
use serde_json::{Value, json};
use tests::City;
use uuid::Uuid;

use super::{
    ZANGVOGELBUURT,
    answers::{all_rows, tell, words},
    photos::{files, jpeg},
    report, text,
};

const NUMBER: &str = "06 12345678";

/// A report with a photo, of a kind that can be done without one.
async fn send(city: &City) -> anyhow::Result<(Value, String)> {
    let photo = city.http.post(city.url("intake", "/api/v1/photos")).body(jpeg(640, 480, false));
    let photo: Value = photo.send().await?.json().await?;
    let photo_id = text(&photo, "/photoId").to_owned();
    let mut sent = report("other", ZANGVOGELBUURT);
    sent["photoIds"] = json!([photo_id]);
    sent["description"] = json!(format!("Matras. Bel Anna op {NUMBER}."));
    let (status, submitted) = city.submit(&sent).await?;
    anyhow::ensure!(status == 201, "{submitted}");
    city.settle().await?;
    Ok((submitted, photo_id))
}

/// What a form of the page answers: state and text.
async fn post(
    city: &City,
    token: &str,
    path: &str,
    fields: &[(&str, &str)],
) -> anyhow::Result<(StatusCode, String)> {
    let url = city.url("intake", &format!("/meldkamer/nakijken/{path}"));
    let answer = city.http.post(url).bearer_auth(token).form(fields).send().await?;
    let answer = (answer.status(), answer.text().await?);
    city.settle().await?;
    Ok(answer)
}

async fn decide(
    city: &City,
    token: &str,
    photo_id: &str,
    what: &str,
) -> anyhow::Result<StatusCode> {
    let fields =
        [("besluit", what), ("stand", "waiting"), ("vak", "0,0,500,1000"), ("reden", "unrelated")];
    Ok(post(city, token, &format!("foto/{photo_id}"), &fields).await?.0)
}

async fn page(city: &City, token: &str, path: &str) -> anyhow::Result<(StatusCode, String)> {
    let url = city.url("intake", &format!("/meldkamer/nakijken{path}"));
    let answer = city.http.get(url).bearer_auth(token).send().await?;
    Ok((answer.status(), answer.text().await?))
}

/// What everybody can see of issues: the map, and what is known nearby.
async fn public(city: &City) -> anyhow::Result<String> {
    let [lon, lat] = ZANGVOGELBUURT;
    let known = format!("/api/v1/known?lon={lon}&lat={lat}&category=other");
    let mut all = String::new();
    for path in ["/kaart", "/kaart/delen", "/kaart/feed.atom", &known] {
        let answer = city.http.get(city.url("intake", path)).send().await?;
        anyhow::ensure!(answer.status() == 200, "{path}");
        all.push_str(&answer.text().await?);
    }
    Ok(all)
}

async fn picture(city: &City, photo_id: &str, token: Option<&str>) -> anyhow::Result<Vec<u8>> {
    let url = city.url("intake", &format!("/media/{photo_id}/large.jpg"));
    let mut request = city.http.get(url);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    Ok(request.send().await?.error_for_status()?.bytes().await?.to_vec())
}

#[tokio::test]
async fn a_photo_is_on_the_public_pages_only_after_a_dispatcher_approved_it() -> anyhow::Result<()>
{
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let (submitted, photo_id) = send(&city).await?;

    assert!(!public(&city).await?.contains(&photo_id), "nobody has looked yet");
    let own = city.report(&submitted).await?;
    assert!(text(&own, "/photos/0/url").contains(&photo_id), "its sender sees it");
    assert!(page(&city, &dispatcher, "").await?.1.contains(&photo_id));
    assert_eq!(decide(&city, &dispatcher, &photo_id, "goed").await?, 303);
    let shown = public(&city).await?;
    assert_eq!(shown.matches(&photo_id).count(), 4, "map, parts, and two sizes of what is known");

    assert_eq!(decide(&city, &dispatcher, &photo_id, "terug").await?, 303);
    assert!(!public(&city).await?.contains(&photo_id), "taken back");
    city.stop().await
}

#[tokio::test]
async fn a_rejected_photo_is_seen_by_the_crew_and_when_it_shows_somebody_by_no_crew()
-> anyhow::Result<()> {
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let crew = city.sign_in("crew@demo").await?;
    let (submitted, photo_id) = send(&city).await?;
    let path = format!("foto/{photo_id}");

    assert_eq!(decide(&city, &dispatcher, &photo_id, "weg").await?, 303);
    assert!(!public(&city).await?.contains(&photo_id));
    assert_eq!(city.report(&submitted).await?["photos"], json!([]));
    assert!(picture(&city, &photo_id, None).await.is_err());
    assert!(picture(&city, &photo_id, Some(&crew)).await.is_ok());

    assert_eq!(decide(&city, &dispatcher, &photo_id, "terug").await?, 303);
    let fields = [("besluit", "weg"), ("stand", "waiting"), ("reden", "privacy")];
    assert_eq!(post(&city, &dispatcher, &path, &fields).await?.0, 303);
    assert!(picture(&city, &photo_id, Some(&crew)).await.is_err());
    assert!(picture(&city, &photo_id, Some(&dispatcher)).await.is_ok());

    sqlx::query("update intake.photo set reviewed_at = $1")
        .bind(clock::now() - TimeDelta::minutes(11))
        .execute(&city.pool)
        .await?;
    assert_eq!(decide(&city, &dispatcher, &photo_id, "terug").await?, 409, "too late");
    intake::forget::once(city.pool_of("intake"), &city.photo_folder(), clock::now()).await?;
    assert!(files(&city.photo_folder())?.is_empty(), "its pictures are removed");
    city.stop().await
}

#[tokio::test]
async fn what_is_blocked_in_a_photo_is_gone_from_both_sizes_and_stays_so() -> anyhow::Result<()> {
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let (_, photo_id) = send(&city).await?;
    let before = picture(&city, &photo_id, None).await?;

    assert_eq!(decide(&city, &dispatcher, &photo_id, "vlakken").await?, 303);

    assert_ne!(picture(&city, &photo_id, None).await?, before);
    assert!(public(&city).await?.contains(&photo_id));
    assert_eq!(decide(&city, &dispatcher, &photo_id, "terug").await?, 409);
    city.stop().await
}

#[tokio::test]
async fn only_dispatchers_look_at_photos_and_words() -> anyhow::Result<()> {
    let city = City::start().await?;
    let (submitted, photo_id) = send(&city).await?;
    let paths = [
        String::new(),
        format!("/foto/{photo_id}"),
        format!("/tekst/{}", text(&submitted, "/reportId")),
    ];

    for login in ["crew@demo", "boa@demo", "manager@demo"] {
        let token = city.sign_in(login).await?;
        for path in &paths {
            assert_eq!(page(&city, &token, path).await?.0, 403, "{login} {path}");
        }
        assert_eq!(decide(&city, &token, &photo_id, "goed").await?, 403, "{login}");
    }
    for path in &paths {
        let url = city.url("intake", &format!("/meldkamer/nakijken{path}"));
        let answer = city.http.get(url).send().await?;
        assert_eq!(answer.status(), 303);
        assert!(answer.headers()["location"].to_str()?.starts_with("/inloggen?"), "{path}");
    }
    city.stop().await
}

#[tokio::test]
async fn a_form_that_cannot_be_followed_says_what_is_wrong_and_changes_nothing()
-> anyhow::Result<()> {
    let city = City::start().await?;
    let token = city.sign_in("dispatcher@demo").await?;
    let (submitted, photo_id) = send(&city).await?;
    let photo = format!("foto/{photo_id}");
    let words = format!("tekst/{}", text(&submitted, "/reportId"));

    for (path, fields, wrong) in [
        (&photo, vec![("besluit", "vlakken"), ("vak", "900,0,200,10")], "valt buiten de foto"),
        (&photo, vec![("besluit", "vlakken")], "Kies eerst wat onherkenbaar"),
        (&photo, vec![("besluit", "weg")], "Kies waarom"),
        (&photo, vec![], "Kies wat er met de foto"),
        (&words, vec![("besluit", "weglaten")], "Kies of schrijf"),
        (&words, vec![("besluit", "weglaten"), ("deel", "0-9999")], "is er niet meer"),
        (&words, vec![("besluit", "weglaten"), ("woorden", "Piet")], "staat niet in de tekst"),
    ] {
        let fields: Vec<_> = fields.into_iter().chain([("stand", "waiting")]).collect();
        let (status, answer) = post(&city, &token, path, &fields).await?;
        assert_eq!(status, 400, "{wrong}");
        assert!(answer.contains(wrong), "{answer}");
    }
    for path in ["foto", "tekst"] {
        let unknown = format!("{path}/{}", Uuid::new_v4());
        let fields = [("besluit", "goed"), ("stand", "waiting")];
        assert_eq!(post(&city, &token, &unknown, &fields).await?.0, 404);
    }
    assert_eq!(city.count("select count(*) from intake.photo where review = 'waiting'").await?, 1);
    city.stop().await
}

#[tokio::test]
async fn of_two_dispatchers_at_once_the_second_reads_that_the_first_was_earlier()
-> anyhow::Result<()> {
    let city = City::start().await?;
    let token = city.sign_in("dispatcher@demo").await?;
    let (_, photo_id) = send(&city).await?;

    let one = decide(&city, &token, &photo_id, "goed");
    let (one, other) = tokio::join!(one, decide(&city, &token, &photo_id, "weg"));

    let mut both = [one?, other?];
    both.sort();
    assert_eq!(both, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
    let path = format!("foto/{photo_id}");
    let fields = [("besluit", "goed"), ("stand", "waiting")];
    assert!(post(&city, &token, &path, &fields).await?.1.contains("was eerder"));
    city.stop().await
}

#[tokio::test]
async fn what_a_crew_took_of_its_work_needs_no_look() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    send(&city).await?;
    let photo = city.http.post(city.url("intake", "/api/v1/photos")).body(jpeg(640, 480, false));
    let photo: Value = photo.send().await?.json().await?;
    let after = text(&photo, "/photoId");
    let order = city.work_orders(&crew, "open").await?.remove(0);

    city.act(&crew, &order, "complete", &json!({"photoIds": [after]})).await?;
    city.settle().await?;

    assert!(public(&city).await?.contains(after));
    city.stop().await
}

#[tokio::test]
async fn words_that_a_dispatcher_takes_out_go_from_every_service_whatever_comes_later()
-> anyhow::Result<()> {
    let city = City::start().await?;
    let token = city.sign_in("dispatcher@demo").await?;
    let crew = city.sign_in("crew@demo").await?;
    let (submitted, _) = send(&city).await?;
    let path = format!("tekst/{}", text(&submitted, "/reportId"));
    let (_, shown) = page(&city, &token, &format!("/{path}")).await?;
    assert!(shown.contains("value=\"20-31\" checked"), "{shown}");
    assert!(all_rows(&city).await?.contains(NUMBER));

    let fields =
        [("besluit", "weglaten"), ("stand", "waiting"), ("deel", "20-31"), ("woorden", "anna")];
    assert_eq!(post(&city, &token, &path, &fields).await?.0, 303);

    let kept = "Matras. Bel ▇▇▇▇ op ▇▇ ▇▇▇▇▇▇▇▇.";
    let rows = all_rows(&city).await?;
    assert!(!rows.contains("12345678") && !rows.contains("Anna"), "{rows}");
    let order = city.work_orders(&crew, "open").await?.remove(0);
    assert_eq!(order["description"], kept);
    assert_eq!(post(&city, &token, &path, &fields).await?.0, 409, "it was looked at");
    let desk = city.url("routing", &format!("/meldkamer/{}", text(&order, "/issueId")));
    let desk = city.http.get(desk).bearer_auth(&token).send().await?.text().await?;
    assert!(desk.contains("Woorden weggelaten uit de melding (door "), "{desk}");

    // An older event that comes late changes nothing.
    sqlx::query("update work_orders.redacted_report set sequence = 9").execute(&city.pool).await?;
    sqlx::query("update routing.issue_report set redacted_sequence = 9")
        .execute(&city.pool)
        .await?;
    let again = [("besluit", "weglaten"), ("stand", "redacted"), ("woorden", "Matras")];
    assert_eq!(post(&city, &token, &path, &again).await?.0, 303);
    let order = city.work_orders(&crew, "open").await?.remove(0);
    assert_eq!(order["description"], kept);

    let url =
        city.url("intake", &format!("/melding/{}/vergeet-mij", text(&submitted, "/reportId")));
    assert_eq!(city.http.post(url).send().await?.status(), 303);
    city.settle().await?;
    assert!(!all_rows(&city).await?.contains('▇'));
    assert_eq!(page(&city, &token, &format!("/{path}")).await?.0, 404);
    assert!(page(&city, &token, "").await?.1.contains("Alles is bekeken"));
    city.stop().await
}

#[tokio::test]
async fn the_place_and_what_is_told_later_lose_their_names_everywhere_too() -> anyhow::Result<()> {
    let city = City::start().await?;
    let token = city.sign_in("dispatcher@demo").await?;
    let crew = city.sign_in("crew@demo").await?;
    let mut sent = report("other", ZANGVOGELBUURT);
    sent["locationText"] = json!(format!("Bij Anna, bel {NUMBER}"));
    let (status, submitted) = city.submit(&sent).await?;
    assert_eq!(status, 201, "{submitted}");
    city.settle().await?;
    let path = format!("tekst/{}", text(&submitted, "/reportId"));
    // The number in the place is a reason to look.
    let (_, shown) = page(&city, &token, "").await?;
    assert!(shown.contains("value=\"plek:14-25\" checked"), "{shown}");
    let fields = [("besluit", "goed"), ("stand", "waiting")];
    assert_eq!(post(&city, &token, &path, &fields).await?.0, 303);

    // So is one in what is told later, though the words were looked at.
    tell(&city, &submitted, "meer", words("Anna is op 06 87654321 te bereiken.")).await?;
    let (_, shown) = page(&city, &token, "").await?;
    assert!(shown.contains("value=\"2:11-22\" checked"), "{shown}");
    assert!(all_rows(&city).await?.contains("87654321"));
    let fields = [
        ("besluit", "weglaten"),
        ("stand", "waiting"),
        ("deel", "2:11-22"),
        ("deel", "plek:14-25"),
        ("woorden", "anna"),
    ];
    assert_eq!(post(&city, &token, &path, &fields).await?.0, 303);

    let rows = all_rows(&city).await?;
    for word in ["12345678", "87654321", "Anna"] {
        let at = rows.find(word).map(|at| &rows[at.saturating_sub(200)..at + 40]);
        assert_eq!(at, None, "{word}");
    }
    let order = city.work_orders(&crew, "open").await?.remove(0);
    assert_eq!(order["locationText"], "Bij ▇▇▇▇, bel ▇▇ ▇▇▇▇▇▇▇▇");

    // What comes again, or late, does not bring the words back.
    for table in ["routing.report_note", "work_orders.report_note", "notification.report"] {
        let forget = format!("delete from {table}");
        sqlx::query(sqlx::AssertSqlSafe(forget)).execute(&city.pool).await?;
    }
    sqlx::query(
        "insert into intake.outbox (event_id, stream, subject, aggregate_id, headers, payload)
         select id, stream, subject, aggregate_id,
             headers || jsonb_build_object('ce-id', id, 'Nats-Msg-Id', id), payload
         from (select gen_random_uuid() as id, * from intake.outbox order by outbox_id) old",
    )
    .execute(&city.pool)
    .await?;
    city.submit(&report("bin_full", ZANGVOGELBUURT)).await?;
    city.settle().await?;
    let rows = all_rows(&city).await?;
    for note in ["routing.report_note", "work_orders.report_note", "notification.report"] {
        let count = format!("select count(*) from {note}");
        let count: i64 =
            sqlx::query_scalar(sqlx::AssertSqlSafe(count)).fetch_one(&city.pool).await?;
        assert!(count > 0, "{note} came again");
    }
    assert!(!rows.contains("Anna") && !rows.contains("12345678"), "{rows}");
    city.stop().await
}
