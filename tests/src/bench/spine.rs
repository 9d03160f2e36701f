//! From the answer to a resident to the work order in front of a crew.
use crate::figures::{Summary, heading, verdict};
use crate::processes::cpu_seconds;
use crate::sign_in::sign_in;
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

/// The corner of the ground on which reports lie, and its sides in metres: all of it in our areas.
const WEST: f64 = 5.3996;
const SOUTH: f64 = 52.1585;
const WIDTH_M: f64 = 1_250.0;
const DEPTH_M: f64 = 1_450.0;
/// Degrees that are a metre, here.
const LONGITUDE_M: f64 = 1.0 / 68_250.0;
const LATITUDE_M: f64 = 1.0 / 111_250.0;
/// Half the side of the square in which a report looks for its work order.
const REACH: f64 = 0.000_000_5;

/// Kinds by turns, with the metres between their spots: more than within which two are one thing.
/// Kinds that need less ground come twice.
const TURNS: [(&str, f64); 6] = [
    ("litter", 55.0),
    ("bin_full", 30.0),
    ("street_furniture_broken", 30.0),
    ("bulky_waste", 55.0),
    ("bin_full", 30.0),
    ("street_furniture_broken", 30.0),
];
/// One in so many is about what is known already: what another told a second before.
const JOINS_EVERY: u32 = 10;
const JOINS_AFTER: u32 = 55;
/// Metres from what it joins.
const JOINS_AT_M: f64 = 3.0;
/// Orders that can lie at one place: one of each kind.
const ORDERS_AT_ONE_PLACE: &str = "10";

/// What a report says.
#[derive(Clone, Copy, Debug)]
struct Told {
    category: &'static str,
    /// Where its order lies; not where it is told of itself when it joins.
    order: [f64; 2],
    joins: bool,
}

impl Told {
    /// The first of its kind at a spot of its own.
    fn apart(number: u32) -> Self {
        let turn = number as usize % TURNS.len();
        let (category, metres) = TURNS[turn];
        // Kinds that come twice share one grid: its even spots and its odd ones.
        let share = TURNS.iter().filter(|(kind, _)| *kind == category).count();
        let before = TURNS[..turn].iter().filter(|(kind, _)| *kind == category).count();
        let nth = number as usize / TURNS.len() * share + before;
        let columns = (WIDTH_M / metres).floor();
        #[expect(clippy::cast_precision_loss, reason = "some thousands")]
        let nth = nth as f64;
        let (east, north) = (nth % columns * metres, (nth / columns).floor() * metres);
        debug_assert!(north < DEPTH_M, "no ground left for report {number}");
        let order = [WEST + east * LONGITUDE_M, SOUTH + north * LATITUDE_M];
        Self { category, order, joins: false }
    }

    /// The report of that number in the steady stream.
    fn mixed(number: u32) -> Self {
        let joins = number % JOINS_EVERY == JOINS_EVERY - 1 && number > JOINS_AFTER;
        if joins {
            Self { joins, ..Self::apart(number - JOINS_AFTER) }
        } else {
            Self::apart(number)
        }
    }

    /// Of this kind no two are about one thing, wherever they are.
    fn alone() -> Self {
        let order = [rand::random_range(0.0..WIDTH_M), rand::random_range(0.0..DEPTH_M)];
        let order = [WEST + order[0] * LONGITUDE_M, SOUTH + order[1] * LATITUDE_M];
        Self { category: "other", order, joins: false }
    }

    fn place(&self) -> [f64; 2] {
        let aside = if self.joins { JOINS_AT_M * LATITUDE_M } else { 0.0 };
        [self.order[0], self.order[1] + aside]
    }
}

#[derive(Clone)]
struct Api {
    http: Client,
    url: String,
    token: String,
}

struct Passage {
    joined: bool,
    answered: Duration,
    visible: Duration,
}

/// Measures, prints a table, gives the figures.
pub(crate) async fn measure(url: &str, data: &Path) -> Result<Value> {
    let api = Api::sign_in(url, data).await?;
    for _ in 0..REPORTS_A_SECOND {
        // Fills caches and connection pools; not counted.
        api.pass(Told::alone()).await?;
    }
    println!("{REPORTS_A_SECOND} reports a second for {SECONDS} s …");
    let before = cpu_seconds(data);
    let passages = steady(&api).await?;
    let cpu = difference(&before, &cpu_seconds(data));
    let answered = Summary::of(passages.iter().map(|it| it.answered).collect());
    let [apart, joined] = [false, true].map(|joined| {
        let seen = passages.iter().filter(|it| it.joined == joined);
        Summary::of(seen.map(|it| it.visible).collect())
    });
    let failed = (REPORTS_A_SECOND * SECONDS) as usize - answered.count;
    let is_met = |it: &Summary| it.p50 < P50_GOAL_MS && it.p99 < P99_GOAL_MS;
    let goal = failed == 0 && is_met(&apart) && is_met(&joined);
    println!("{}", heading());
    println!("{}", answered.row("request to 201"));
    println!("{}", apart.row("201 to a new work order"));
    println!("{}", joined.row("201 to the order that it joins"));
    println!("goal p50 < {P50_GOAL_MS} ms and p99 < {P99_GOAL_MS} ms: {}", verdict(goal));
    println!("CPU seconds used in that minute: {}", told(&cpu));
    let mut bursts = Vec::new();
    for connections in CONNECTIONS {
        api.await_quiet().await?;
        let alone = burst(&api, connections, |_| Told::alone()).await?;
        api.await_quiet().await?;
        let joining =
            burst(&api, connections, |number| Told { joins: true, ..Told::apart(number) });
        let joining = joining.await?;
        println!(
            "{connections:>3} connections: {alone:>7.1} reports a second, {joining:>7.1} that join"
        );
        bursts.push(json!({
            "connections": connections, "reportsPerSecond": alone, "joiningPerSecond": joining,
        }));
    }
    Ok(json!({
        "reportsPerSecond": REPORTS_A_SECOND, "seconds": SECONDS, "failed": failed,
        "requestTo201": answered.json(), "from201ToWorkOrder": apart.json(), "from201ToJoinedOrder": joined.json(),
        "goalMet": goal, "cpuSeconds": cpu, "bursts": bursts,
    }))
}

/// Sends at a fixed pace, whether or not answers come.
async fn steady(api: &Api) -> Result<Vec<Passage>> {
    let mut pace = tokio::time::interval(Duration::from_secs(1) / REPORTS_A_SECOND);
    pace.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut passing = JoinSet::new();
    for number in 0..REPORTS_A_SECOND * SECONDS {
        pace.tick().await;
        let api = api.clone();
        passing.spawn(async move { api.pass(Told::mixed(number)).await });
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

/// Reports a second that are taken from so many at once.
async fn burst(api: &Api, connections: usize, told: fn(u32) -> Told) -> Result<f64> {
    let began = Instant::now();
    let mut senders = JoinSet::new();
    for _ in 0..connections {
        let api = api.clone();
        senders.spawn(async move {
            let mut accepted = 0_u32;
            while began.elapsed() < BURST {
                // Spots that the steady stream made known.
                api.report(told(accepted % (REPORTS_A_SECOND * SECONDS))).await?;
                accepted += 1;
            }
            anyhow::Ok(accepted)
        });
    }
    let accepted: Vec<u32> = senders.join_all().await.into_iter().collect::<Result<_>>()?;
    Ok(f64::from(accepted.iter().sum::<u32>()) / began.elapsed().as_secs_f64())
}

impl Api {
    async fn sign_in(url: &str, data: &Path) -> Result<Self> {
        let http = Client::builder().timeout(REQUEST_MAX).build()?;
        let token = sign_in(&http, url, data, "crew@demo").await?;
        Ok(Self { http, url: url.to_owned(), token })
    }

    /// One report, until its work order shows.
    async fn pass(&self, told: Told) -> Result<Passage> {
        let began = Instant::now();
        let number = self.report(told).await?;
        let answered = began.elapsed();
        let since = Instant::now();
        while !self.is_on_order(&number, told.order).await? {
            if since.elapsed() > VISIBLE_WAIT_MAX {
                bail!("no work order within {} s", VISIBLE_WAIT_MAX.as_secs());
            }
            tokio::time::sleep(LOOK_PAUSE_MIN.max(since.elapsed() / 10)).await;
        }
        Ok(Passage { joined: told.joins, answered, visible: since.elapsed() })
    }

    /// Sends it, and gives its number.
    async fn report(&self, told: Told) -> Result<String> {
        let body = json!({
            "category": told.category,
            "description": "Blikjes en papier bij de bank",
            "location": { "type": "Point", "coordinates": told.place() },
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
        let answer: Value = serde_json::from_str(&text)?;
        Ok(answer["reportNumber"].as_str().context("no reportNumber")?.to_owned())
    }

    /// Whether the crew sees the report on an order at that place.
    async fn is_on_order(&self, number: &str, [longitude, latitude]: [f64; 2]) -> Result<bool> {
        let bbox = format!(
            "{:.7},{:.7},{:.7},{:.7}",
            longitude - REACH,
            latitude - REACH,
            longitude + REACH,
            latitude + REACH,
        );
        let request = self.http.get(format!("{}/api/v1/work-orders", self.url));
        let request = request.query(&[("bbox", bbox.as_str()), ("limit", ORDERS_AT_ONE_PLACE)]);
        let answer = request.bearer_auth(&self.token).send().await?;
        if answer.status() == StatusCode::SERVICE_UNAVAILABLE {
            // Overload: the order does not show yet.
            return Ok(false);
        }
        let answer = answer.error_for_status()?;
        let page: Value = answer.json().await?;
        let orders = page["items"].as_array().into_iter().flatten();
        let mut numbers = orders.filter_map(|order| order["reportNumbers"].as_array()).flatten();
        Ok(numbers.any(|it| it == number))
    }

    /// A report that passes quickly proves that nothing waits before it.
    async fn await_quiet(&self) -> Result<()> {
        let began = Instant::now();
        while began.elapsed() < QUIET_WAIT_MAX {
            if self.pass(Told::alone()).await?.visible < Duration::from_millis(100) {
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
