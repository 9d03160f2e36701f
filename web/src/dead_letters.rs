//! `/beheer/<service>`: the events that a service could not handle, and a button to try each again.
//!
//! Every service has this page for its own letters; an administrator sees them. What is in a letter
//! stays inside: it may hold what residents wrote.

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::{FromRef, State},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use platform::{
    clock,
    consumer::Failure,
    dead_letter::{self, DeadLetter},
    problem::{Path, Problem, Query},
    service::Service,
    staff::{Gate, OnPage, Staff},
};
use serde::Deserialize;
use uuid::Uuid;

use crate::{Assets, Page, Signed};

/// The services that have such a page, in the order of the way of a report.
const SERVICES: [&str; 5] = ["intake", "routing", "work_orders", "notification", "statistics"];

/// What became of the last attempt, as the page tells it after the redirect.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub enum Told {
    Handled,
    /// Somebody else was first, or the letter never was.
    Gone,
    /// It failed again; the letter stays.
    Failed,
    /// A part is away: nothing was tried.
    Away,
}

/// One service in the row of tabs.
#[derive(Debug)]
pub struct Tab {
    pub name: &'static str,
    pub href: String,
    pub is_current: bool,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "dead_letters.html")]
pub struct DeadLettersPage {
    pub page: Page,
    pub service: &'static str,
    pub letters: Vec<DeadLetter>,
    pub told: Option<Told>,
}

impl DeadLettersPage {
    fn tabs(&self) -> Vec<Tab> {
        let tab = |name| Tab { name, href: address(name), is_current: name == self.service };
        SERVICES.map(tab).into()
    }

    fn again(&self, letter: &DeadLetter) -> String {
        format!("{}/{}/opnieuw", address(self.service), letter.dead_letter_id)
    }
}

/// The address of a service's page. Addresses are written with hyphens.
fn address(service: &str) -> String {
    format!("/beheer/{}", service.replace('_', "-"))
}

#[derive(Clone)]
struct Office {
    service: Service,
    assets: Arc<Assets>,
}

impl FromRef<Office> for Gate {
    fn from_ref(office: &Office) -> Self {
        office.service.gate.clone()
    }
}

/// The routes of the page of `service`.
pub fn dead_letter_pages(service: &Service, assets: Arc<Assets>) -> Router {
    let here = address(service.name);
    Router::new()
        .route(&here, get(show))
        .route(&format!("{here}/{{dead_letter_id}}/opnieuw"), post(again))
        .with_state(Office { service: service.clone(), assets })
}

#[derive(Debug, Deserialize)]
struct Shown {
    verteld: Option<Told>,
}

async fn show(
    State(office): State<Office>,
    OnPage(staff): OnPage,
    Query(shown): Query<Shown>,
) -> Result<Response, Problem> {
    let page = office.page_for(&staff)?;
    let letters = dead_letter::list(&office.service.pool).await?;
    let service = office.service.name;
    let page = DeadLettersPage { page, service, letters, told: shown.verteld };
    Ok(Html(page.render().map_err(anyhow::Error::from)?).into_response())
}

#[derive(Debug, Deserialize)]
struct Letter {
    dead_letter_id: Uuid,
}

async fn again(
    State(office): State<Office>,
    OnPage(staff): OnPage,
    Path(Letter { dead_letter_id }): Path<Letter>,
) -> Result<Redirect, Problem> {
    staff.require(&[])?;
    let service = &office.service;
    let told = match dead_letter::consumer_of(&service.pool, dead_letter_id).await? {
        Some(consumer) => told(service.redrivers.redrive(&consumer, dead_letter_id).await),
        None => "gone",
    };
    tracing::info!(
        staff.id = %staff.staff_id,
        "Dead letter {dead_letter_id} of {} was tried again: {told}",
        service.name
    );
    Ok(Redirect::to(&format!("{}?verteld={told}", address(service.name))))
}

fn told<T>(outcome: Result<Option<T>, Failure>) -> &'static str {
    match outcome {
        Ok(Some(_)) => "handled",
        Ok(None) => "gone",
        Err(failure) => {
            let word = if matches!(failure, Failure::Retry(_)) { "away" } else { "failed" };
            tracing::warn!("A dead letter failed again: {:#}", anyhow::Error::new(failure));
            word
        }
    }
}

impl Office {
    /// The frame of the page; only for administrators.
    fn page_for(&self, staff: &Staff) -> Result<Page, Problem> {
        staff.require(&[])?;
        let signed = Signed::from(staff);
        let path = address(self.service.name);
        Ok(Page::desktop(&self.assets, path, clock::now(), Some(signed)))
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn drawn(letters: Vec<DeadLetter>, told: Option<Told>) -> String {
        let page = Page::desktop(&Arc::default(), "/beheer/routing", DateTime::UNIX_EPOCH, None);
        DeadLettersPage { page, service: "routing", letters, told }.render().unwrap()
    }

    #[test]
    fn a_letter_shows_why_it_died_and_has_a_button() {
        let letter = DeadLetter {
            dead_letter_id: Uuid::from_u128(7),
            consumer: "routing-intake".to_owned(),
            event_id: Uuid::from_u128(8),
            subject: "og.report.submitted.v1".to_owned(),
            reason: "<b>no category</b>".to_owned(),
            attempts: 10,
            died_at: DateTime::UNIX_EPOCH,
        };

        let html = drawn(vec![letter], None);

        assert!(html.contains("og.report.submitted.v1") && html.contains("&#60;b&#62;no category"));
        let action = format!("/beheer/routing/{}/opnieuw", Uuid::from_u128(7));
        assert!(html.contains(&format!("action=\"{action}\"")), "{html}");
    }

    #[test]
    fn an_empty_page_says_so_and_every_service_has_a_tab() {
        let html = drawn(Vec::new(), Some(Told::Handled));

        assert!(html.contains("Niets ligt vast"));
        assert!(html.contains("Verwerkt"));
        assert_eq!(html.matches("aria-current=\"page\"").count(), 1);
        assert!(html.contains("href=\"/beheer/work-orders\""));
    }

    #[test]
    fn what_may_pass_is_told_apart_from_what_failed_again() {
        let retry: Result<Option<()>, _> = Err(Failure::Retry(anyhow::anyhow!("away")));
        let reject: Result<Option<()>, _> = Err(Failure::Reject(anyhow::anyhow!("bad")));

        assert_eq!((told(retry), told(reject)), ("away", "failed"));
        assert_eq!((told(Ok(Some(()))), told::<()>(Ok(None))), ("handled", "gone"));
    }
}
