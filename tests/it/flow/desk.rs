//! Signing in and the dispatcher's desk.

use std::time::Duration;

use serde_json::{Value, json};
use tests::City;

use super::report;

/// Just outside all areas: it waits for a dispatcher.
const OUTSIDE: [f64; 2] = [5.4215, 52.1611];

/// How long two dispatchers may be in each other's way.
const WAIT_MAX: Duration = Duration::from_secs(10);

async fn sign_in(city: &City, client: &str, email: &str, password: &str) -> anyhow::Result<u16> {
    let url = city.url("routing", "/api/v1/sessions");
    let request = city.http.post(url).header("x-forwarded-for", client);
    let request = request.json(&json!({"email": email, "password": password}));
    Ok(request.send().await?.status().as_u16())
}

#[tokio::test]
async fn who_guesses_passwords_keeps_only_himself_out() -> anyhow::Result<()> {
    let city = City::start().await?;

    for _ in 0..10 {
        assert_eq!(sign_in(&city, "192.0.2.1", "crew@demo", "guess").await?, 401);
    }

    assert_eq!(sign_in(&city, "192.0.2.1", "crew@demo", "password").await?, 429);
    // The front door adds its own address of the client at the end.
    assert_eq!(sign_in(&city, "192.0.2.9, 192.0.2.1", "crew@demo", "password").await?, 429);
    assert_eq!(sign_in(&city, "192.0.2.2", "crew@demo", "password").await?, 201);
    city.stop().await
}

/// One issue in the database, waiting for a team.
async fn waiting(city: &City, dispatcher: &str) -> anyhow::Result<Value> {
    let (status, answer) = city.submit(&report("litter", OUTSIDE)).await?;
    anyhow::ensure!(status == 201, "{answer}");
    city.settle().await?;
    let url = city.url("routing", "/api/v1/issues?triage=true");
    let list: Value = city.http.get(url).bearer_auth(dispatcher).send().await?.json().await?;
    Ok(list["items"][0].clone())
}

#[tokio::test]
async fn who_was_second_hears_which_team_the_first_chose() -> anyhow::Result<()> {
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let issue = waiting(&city, &dispatcher).await?;
    let id = issue["issueId"].as_str().unwrap().to_owned();
    let url = city.url("routing", &format!("/api/v1/issues/{id}/assign"));

    // The first has the lock and did not commit yet when the second asks.
    let mut first = city.pool.begin().await?;
    sqlx::query(
        "update routing.issue set team_key = 'grofvuil', version = version + 2
         where issue_id = $1::uuid",
    )
    .bind(&id)
    .execute(&mut *first)
    .await?;
    let body = json!({"team": "schoon", "version": issue["version"]});
    let second = city.http.post(url).bearer_auth(&dispatcher).json(&body).send();
    let blocked = "select count(*) from pg_stat_activity
                   where datname = current_database() and wait_event_type = 'Lock'";
    let commit = async {
        while city.count(blocked).await? == 0 {
            tokio::task::yield_now().await;
        }
        anyhow::Ok(first.commit().await?)
    };
    let (answer, committed) = tokio::join!(second, tokio::time::timeout(WAIT_MAX, commit));
    committed??;
    let answer = answer?;

    assert_eq!(answer.status(), 409);
    let problem: Value = answer.json().await?;
    assert!(problem["detail"].as_str().unwrap().contains("ligt nu bij Grofvuil"), "{problem}");
    city.stop().await
}

#[tokio::test]
async fn the_inbox_shows_what_is_late_first_and_on_the_map_what_lies_just_outside()
-> anyhow::Result<()> {
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let late = waiting(&city, &dispatcher).await?;
    city.submit(&report("bin_full", OUTSIDE)).await?;
    city.settle().await?;
    sqlx::query(
        "update routing.issue set due_at = now() - interval '2 days',
             changed_at = now() - interval '9 days' where issue_id = $1::uuid",
    )
    .bind(late["issueId"].as_str())
    .execute(&city.pool)
    .await?;

    for path in ["/meldkamer?weergave=alles", "/meldkamer/delen?weergave=alles"] {
        let page = city.http.get(city.url("routing", path)).bearer_auth(&dispatcher).send().await?;
        let page = page.text().await?;
        let late_from = page.find("<h2>Te laat</h2><span>1</span>");
        let rest_from = page.find("<h2>Later</h2><span>1</span>");
        assert!(late_from.is_some() && late_from < rest_from, "{path}: {page}");
        assert_eq!(page.matches("class=\"hit\"").count(), 2, "{path}");
    }
    city.stop().await
}

#[tokio::test]
async fn a_form_that_cannot_be_read_is_answered_with_a_page_of_staff() -> anyhow::Result<()> {
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let issue = waiting(&city, &dispatcher).await?;
    let path = format!("/meldkamer/{}/toewijzen", issue["issueId"].as_str().unwrap());

    let post = city.http.post(city.url("routing", &path)).bearer_auth(&dispatcher);
    let answer = post.form(&[("team", "schoon"), ("version", "abc")]).send().await?;

    assert_eq!(answer.status(), 400);
    let page = answer.text().await?;
    assert!(page.contains("<h1") && page.contains("href=\"/meldkamer\""), "{page}");
    city.stop().await
}
