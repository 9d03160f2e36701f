//! Residents who keep reporting, and who remember what they were promised.
use super::system::System;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;
use uuid::Uuid;

/// 20 reports a second.
const PACE: Duration = Duration::from_millis(50);
const REPORTS_MAX: usize = 5_000;
/// Reports under way at the same time. On a machine that cannot keep the pace more would only queue,
/// and a test of what dies would become one of what is overloaded.
const UNDER_WAY_MAX: usize = 60;
const ATTEMPTS_MAX: usize = 60;
const ATTEMPT_PAUSE: Duration = Duration::from_millis(250);
const CATEGORIES: [&str; 6] = [
    "litter",
    "waste_beside_container",
    "bin_full",
    "bulky_waste",
    "street_furniture_broken",
    "other",
];
/// One in so many gives a mail address.
const EMAIL_EVERY: usize = 5;

/// A report of which somebody received the 201.
#[derive(Clone, Debug)]
pub(super) struct Acknowledged {
    pub(super) report_id: String,
    pub(super) report_number: String,
    pub(super) email: Option<String>,
    draft: Draft,
}

#[derive(Clone, Debug)]
struct Draft {
    key: String,
    body: Value,
    email: Option<String>,
}

/// Residents of one test. Clones share the counts.
#[derive(Clone)]
pub(super) struct Reporter {
    http: Client,
    url: String,
    acknowledged: Arc<AtomicUsize>,
    under_way: Arc<AtomicUsize>,
    /// Makes the mail addresses of this reporter its own.
    name: &'static str,
    seed: u64,
}

impl Reporter {
    pub(super) fn new(system: &System, name: &'static str, seed: u64) -> Self {
        let (http, url) = (system.http.clone(), system.url("/api/v1/reports"));
        let (acknowledged, under_way) = (Arc::default(), Arc::default());
        Self { http, url, acknowledged, under_way, name, seed }
    }

    /// How many 201 were received so far.
    pub(super) fn acknowledged(&self) -> usize {
        self.acknowledged.load(Ordering::Relaxed)
    }

    /// Sends reports at the pace until told to stop; gives those that were acknowledged, and how
    /// many were not, however often they were sent again.
    pub(super) async fn report_until(
        &self,
        is_enough: impl Fn() -> bool,
    ) -> (Vec<Acknowledged>, usize) {
        let mut rng = StdRng::seed_from_u64(self.seed);
        let mut pace = tokio::time::interval(PACE);
        pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut sending = JoinSet::new();
        while !is_enough() && sending.len() < REPORTS_MAX {
            pace.tick().await;
            while self.under_way.load(Ordering::Relaxed) >= UNDER_WAY_MAX {
                pace.tick().await;
            }
            let draft = self.draft(&mut rng, sending.len());
            let this = self.clone();
            this.under_way.fetch_add(1, Ordering::Relaxed);
            sending.spawn(async move {
                let acknowledged = this.send_until_acknowledged(draft).await;
                this.under_way.fetch_sub(1, Ordering::Relaxed);
                acknowledged
            });
        }
        let sent = sending.len();
        let acknowledged: Vec<_> = sending.join_all().await.into_iter().flatten().collect();
        let given_up = sent - acknowledged.len();
        (acknowledged, given_up)
    }

    /// Sends so many reports at the pace.
    pub(super) async fn report(&self, count: usize) -> Vec<Acknowledged> {
        let sent = AtomicUsize::new(0);
        let is_enough = || sent.fetch_add(1, Ordering::Relaxed) >= count;
        let (acknowledged, given_up) = self.report_until(is_enough).await;
        assert_eq!((acknowledged.len(), given_up), (count, 0));
        acknowledged
    }

    /// Sends an acknowledged report once more, as a phone does that missed the answer.
    pub(super) async fn repeat(&self, report: &Acknowledged) -> String {
        let again = self.send_until_acknowledged(report.draft.clone()).await;
        again.unwrap().report_id
    }

    /// One attempt at a report of its own, without an address.
    pub(super) async fn attempt(&self) -> reqwest::Result<reqwest::Response> {
        let draft = self.draft(&mut rand::make_rng(), 1);
        self.post(&draft).await
    }

    fn draft(&self, rng: &mut StdRng, number: usize) -> Draft {
        let email = number
            .is_multiple_of(EMAIL_EVERY)
            .then(|| format!("{}-{}-{number}@voorbeeld.nl", self.name, self.seed));
        let place = [rng.random_range(5.4021..5.4051), rng.random_range(52.1648..52.1672)];
        let mut body = json!({
            "category": CATEGORIES[number % CATEGORIES.len()],
            "description": format!("Nummer {number}"),
            "location": { "type": "Point", "coordinates": place },
            "locationText": "Bij de bank",
        });
        if let Some(email) = &email {
            body["contact"] = json!({ "email": email });
        }
        Draft { key: Uuid::new_v4().to_string(), body, email }
    }

    async fn send_until_acknowledged(&self, draft: Draft) -> Option<Acknowledged> {
        for _ in 0..ATTEMPTS_MAX {
            if let Some(report) = self.send(&draft).await {
                self.acknowledged.fetch_add(1, Ordering::Relaxed);
                let text = |name: &str| report[name].as_str().unwrap().to_owned();
                return Some(Acknowledged {
                    report_id: text("reportId"),
                    report_number: text("reportNumber"),
                    email: draft.email.clone(),
                    draft,
                });
            }
            tokio::time::sleep(ATTEMPT_PAUSE).await;
        }
        None
    }

    /// The report, if the whole answer came and was a 201.
    async fn send(&self, draft: &Draft) -> Option<Value> {
        let answer = self.post(draft).await.ok()?;
        let status = answer.status();
        let body: Value = answer.json().await.ok()?;
        assert!(!status.is_client_error(), "a good report got {status}: {body}");
        (status == StatusCode::CREATED).then_some(body)
    }

    async fn post(&self, draft: &Draft) -> reqwest::Result<reqwest::Response> {
        let request = self.http.post(&self.url).header("idempotency-key", &draft.key);
        request.json(&draft.body).send().await
    }
}
