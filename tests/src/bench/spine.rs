//! From the answer to a resident to the work order in front of a crew.
use crate::figures::{Summary, heading, verdict};
use crate::processes::cpu_seconds;
use anyhow::{Context as _, Result, bail};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;
use uuid::Uuid;

const REPORTS_A_SECOND: u32 = 50;
const SECONDS: u32 = 60;
const VISIBLE_WAIT_MAX: Duration = Duration::from_secs(30);
/// The pause between two looks: this, or later on a tenth of the time that passed. So what is
/// measured is hardly too long, and a slow machine is not made slower by looking.
const LOOK_PAUSE_MIN: Duration = Duration::from_millis(1);
const REQUEST_MAX: Duration = Duration::from_secs(30);
const CONNECTIONS: [usize; 3] = [1, 8, 32];
const BURST: Duration = Duration::from_secs(5);
/// Let what the measurement before left behind be worked off; by then the answer is "busy".
const QUIET_WAIT_MAX: Duration = Duration::from_mins(1);
const P50_GOAL_MS: f64 = 25.0;
const P99_GOAL_MS: f64 = 120.0;

/// The grid on which reports lie, in degrees: each in its own place, all in Liendert.
const WEST: f64 = 5.4021;
const SOUTH: f64 = 52.1648;
const STEP: f64 = 0.000_05;
const COLUMNS: u32 = 60;
/// Half the side of the square in which a report looks for its work order.
const REACH: f64 = 0.000_000_5;

#[derive(Clone)]
struct Api {
    http: Client,
    url: String,
    token: String,
    /// Moves the grid a little, so that a second run finds nothing of the first.
    shift: f64,
}

struct Passage {
    answered: Duration,
    visible: Duration,
}

/// Measures, prints a table, gives the figures.
pub(crate) async fn measure(url: &str, data: &Path) -> Result<Value> {
    let api = Api::sign_in(url, data).await?;
    for number in 0..REPORTS_A_SECOND {
        // Fills caches and connection pools; not counted.
        api.pass(COLUMNS * 50 - 1 - number).await?;
    }
    println!("{REPORTS_A_SECOND} reports a second for {SECONDS} s …");
    let before = cpu_seconds(data);
    let passages = steady(&api).await?;
    let cpu = difference(&before, &cpu_seconds(data));
    let answered = Summary::of(passages.iter().map(|it| it.answered).collect());
    let visible = Summary::of(passages.iter().map(|it| it.visible).collect());
    let failed = (REPORTS_A_SECOND * SECONDS) as usize - visible.count;
    let goal = failed == 0 && visible.p50 < P50_GOAL_MS && visible.p99 < P99_GOAL_MS;
    println!("{}", heading());
    println!("{}", answered.row("request to 201"));
    println!("{}", visible.row("201 to work order in the list"));
    println!("goal p50 < {P50_GOAL_MS} ms and p99 < {P99_GOAL_MS} ms: {}", verdict(goal));
    println!("CPU seconds used in that minute: {}", told(&cpu));
    let mut bursts = Vec::new();
    for connections in CONNECTIONS {
        api.await_quiet().await?;
        let (accepted, lasted) = burst(&api, connections).await?;
        let rate = f64::from(accepted) / lasted.as_secs_f64();
        println!("{connections:>3} connections: {rate:>7.1} reports a second");
        bursts.push(json!({ "connections": connections, "reportsPerSecond": rate }));
    }
    Ok(json!({
        "reportsPerSecond": REPORTS_A_SECOND, "seconds": SECONDS, "failed": failed,
        "requestTo201": answered.json(), "from201ToWorkOrder": visible.json(),
        "goalMet": goal, "cpuSeconds": cpu, "bursts": bursts,
    }))
}

/// Sends at a fixed pace, whether or not answers come.
async fn steady(api: &Api) -> Result<Vec<Passage>> {
    let mut pace = tokio::time::interval(Duration::from_secs(1) / REPORTS_A_SECOND);
    pace.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut passing = JoinSet::new();
    for number in 0..REPORTS_A_SECOND * SECONDS - REPORTS_A_SECOND {
        pace.tick().await;
        let api = api.clone();
        passing.spawn(async move { api.pass(number).await });
    }
    // The grid has as many places as there are reports; the last row was the warm-up's.
    for number in 0..REPORTS_A_SECOND {
        pace.tick().await;
        let api = Api { shift: api.shift + STEP / 2.0, ..api.clone() };
        passing.spawn(async move { api.pass(number).await });
    }
    let passages = passing.join_all().await;
    let failed = passages.iter().filter(|it| it.is_err()).count();
    if failed > 0 {
        println!("{failed} reports failed; the figures leave them out");
    }
    // One is enough to say why; without any success there is nothing to tell.
    let (passed, mut failures): (Vec<_>, Vec<_>) = passages.into_iter().partition(Result::is_ok);
    match failures.pop() {
        Some(Err(error)) if passed.is_empty() => Err(error),
        _ => passed.into_iter().collect(),
    }
}

async fn burst(api: &Api, connections: usize) -> Result<(u32, Duration)> {
    let began = Instant::now();
    let mut senders = JoinSet::new();
    for _ in 0..connections {
        let api = api.clone();
        senders.spawn(async move {
            let mut accepted = 0_u32;
            while began.elapsed() < BURST {
                api.report(api.place(accepted % COLUMNS)).await?;
                accepted += 1;
            }
            anyhow::Ok(accepted)
        });
    }
    let accepted: Vec<u32> = senders.join_all().await.into_iter().collect::<Result<_>>()?;
    Ok((accepted.iter().sum(), began.elapsed()))
}

impl Api {
    async fn sign_in(url: &str, data: &Path) -> Result<Self> {
        let logins = std::fs::read_to_string(data.join("demo-logins.json"))?;
        let logins: BTreeMap<String, String> = serde_json::from_str(&logins)?;
        let password = logins.get("crew@demo").context("no crew@demo among the logins")?;
        let http = Client::builder().timeout(REQUEST_MAX).build()?;
        let body = json!({ "email": "crew@demo", "password": password });
        let answer = http.post(format!("{url}/api/v1/sessions")).json(&body).send().await?;
        let answer: Value = answer.error_for_status()?.json().await?;
        let token = answer["token"].as_str().context("no token")?.to_owned();
        let shift = rand::random_range(0.0..STEP / 4.0);
        Ok(Self { http, url: url.to_owned(), token, shift })
    }

    /// Longitude and latitude of a place on the grid.
    fn place(&self, number: u32) -> [f64; 2] {
        let (column, row) = (f64::from(number % COLUMNS), f64::from(number / COLUMNS));
        [WEST + column * STEP + self.shift, SOUTH + row * STEP + self.shift]
    }

    /// One report, until its work order shows.
    async fn pass(&self, number: u32) -> Result<Passage> {
        let place = self.place(number);
        let began = Instant::now();
        self.report(place).await?;
        let answered = began.elapsed();
        let since = Instant::now();
        while self.orders_at(place).await? == 0 {
            if since.elapsed() > VISIBLE_WAIT_MAX {
                bail!("no work order within {} s", VISIBLE_WAIT_MAX.as_secs());
            }
            tokio::time::sleep(LOOK_PAUSE_MIN.max(since.elapsed() / 10)).await;
        }
        Ok(Passage { answered, visible: since.elapsed() })
    }

    async fn report(&self, place: [f64; 2]) -> Result<()> {
        let body = json!({
            // Of this kind no two are about one thing, so that each has an order of its own.
            "category": "other",
            "description": "Blikjes en papier bij de bank",
            "location": { "type": "Point", "coordinates": place },
            "locationText": "Bij de bank",
        });
        let request = self.http.post(format!("{}/api/v1/reports", self.url));
        let key = Uuid::new_v4().to_string();
        let answer = request.header("idempotency-key", key).json(&body).send().await?;
        let status = answer.status();
        let text = answer.text().await?;
        if status != StatusCode::CREATED {
            bail!("a report got {status}: {text}");
        }
        Ok(())
    }

    async fn orders_at(&self, [longitude, latitude]: [f64; 2]) -> Result<usize> {
        let bbox = format!(
            "{:.7},{:.7},{:.7},{:.7}",
            longitude - REACH,
            latitude - REACH,
            longitude + REACH,
            latitude + REACH,
        );
        let request = self.http.get(format!("{}/api/v1/work-orders", self.url));
        let request = request.query(&[("bbox", bbox.as_str()), ("limit", "2")]);
        let answer = request.bearer_auth(&self.token).send().await?;
        if answer.status() == StatusCode::SERVICE_UNAVAILABLE {
            // Overload: the order does not show yet.
            return Ok(0);
        }
        let answer = answer.error_for_status()?;
        let page: Value = answer.json().await?;
        Ok(page["items"].as_array().map_or(0, Vec::len))
    }

    /// A report that passes quickly proves that nothing waits before it.
    async fn await_quiet(&self) -> Result<()> {
        let began = Instant::now();
        while began.elapsed() < QUIET_WAIT_MAX {
            let shift = self.shift + rand::random_range(0.0..STEP / 5.0);
            let probe = Self { shift, ..self.clone() };
            if probe.pass(COLUMNS * 50 + 1).await?.visible < Duration::from_millis(100) {
                return Ok(());
            }
        }
        bail!("reports still pass slowly after {} s", QUIET_WAIT_MAX.as_secs())
    }
}

fn difference(
    before: &BTreeMap<String, f64>,
    after: &BTreeMap<String, f64>,
) -> BTreeMap<String, f64> {
    let used = |part: &str, now: f64| now - before.get(part).copied().unwrap_or(0.0);
    after.iter().map(|(part, now)| (part.clone(), used(part, *now))).collect()
}

fn told(cpu: &BTreeMap<String, f64>) -> String {
    let parts: Vec<String> =
        cpu.iter().map(|(part, seconds)| format!("{part} {seconds:.1}")).collect();
    parts.join(", ")
}
