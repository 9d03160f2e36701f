//! The bus or the database stands still for a while.
use super::audit::assert_in_order;
use super::books::REPORTS_IN_ORDERS;
use super::reporter::Reporter;
use super::system::System;
use reqwest::StatusCode;
use serde_json::Value;
use std::time::{Duration, Instant};
use tests::until;

/// Longer than a batch of the relay, and long enough to build up a backlog.
const REPORTS_MEANWHILE: usize = 60;
/// Without the bus a report takes as long as with it; this much on a machine with other work.
const ANSWER_MAX: Duration = Duration::from_secs(5);
const BACK_MAX: Duration = Duration::from_secs(30);

#[tokio::test]
async fn with_nats_down_the_form_still_answers_201_and_everything_flows_when_it_is_back() {
    let mut system = System::start().await;
    let before = Reporter::new(&system, "voor", 1).report(10).await;
    assert!(system.settle(before.len()).await);

    let nats = system.freeze("nats");
    let reporter = Reporter::new(&system, "zonder", 2);
    let began = Instant::now();
    let answer = reporter.attempt().await.unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
    assert!(began.elapsed() < ANSWER_MAX, "it took {:?}", began.elapsed());
    let during = reporter.report(REPORTS_MEANWHILE).await;
    assert_eq!(orders(&system).await, before.len(), "no work order can be there yet");
    drop(nats);

    let all = [before, during].concat();
    assert!(system.settle(all.len() + 1).await, "{:?}", system.backlog().await);
    assert_in_order(&system, &all).await;
    system.end().await;
}

#[tokio::test]
async fn with_postgresql_down_the_answer_is_a_clear_503_with_retry_after() {
    let mut system = System::start().await;
    let reporter = Reporter::new(&system, "zonder-pg", 3);
    let before = reporter.report(10).await;

    let postgres = system.freeze("postgres");
    let answer = reporter.attempt().await.unwrap();
    assert_is_unavailable(&answer, "application/problem+json");
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(problem["status"], 503);
    let told = [&problem["title"], &problem["detail"]].map(|it| it.as_str().unwrap().len());
    assert!(told.iter().all(|length| *length > 10), "{problem}");
    // The first step of the form, sent without a photo and without JavaScript.
    let page = system.http.post(system.url("/melden")).header("accept", "text/html");
    let page = page.form(&[("photoId", "")]).send().await.unwrap();
    assert_is_unavailable(&page, "text/html");
    let text = page.text().await.unwrap();
    assert!(text.contains("<html") && text.contains("opnieuw"), "{text}");
    drop(postgres);

    let back = until(BACK_MAX, async || {
        reporter.attempt().await.is_ok_and(|answer| answer.status() == StatusCode::CREATED)
    });
    assert!(back.await, "no 201 within {BACK_MAX:?} after PostgreSQL was back");
    let after = Reporter::new(&system, "weer", 4).report(5).await;
    let all = [before, after].concat();
    assert!(system.settle(all.len() + 1).await, "{:?}", system.backlog().await);
    assert_in_order(&system, &all).await;
    system.end().await;
}

fn assert_is_unavailable(answer: &reqwest::Response, content_type: &str) {
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    let header = |name: &str| answer.headers().get(name).map(|it| it.to_str().unwrap());
    assert!(header("content-type").unwrap().starts_with(content_type), "{:?}", answer.headers());
    assert!(header("retry-after").unwrap().parse::<u16>().is_ok(), "{:?}", answer.headers());
}

async fn orders(system: &System) -> usize {
    let count = system.number(REPORTS_IN_ORDERS).await.unwrap();
    usize::try_from(count).unwrap()
}
