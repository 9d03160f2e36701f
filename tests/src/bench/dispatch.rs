//! The dispatcher's list, search and map over ten thousand to a million open issues.
use crate::figures::{Summary, heading, verdict};
use crate::sign_in::sign_in;
use anyhow::{Context as _, Result, ensure};
use rand::{RngExt as _, SeedableRng as _, rngs::Xoshiro256PlusPlus};
use reqwest::Client;
use serde_json::{Value, json};
use sqlx::PgPool;
use std::path::Path;
use std::time::{Duration, Instant};
use tests::crowd::{self, STREETS};

/// Open issues, one after the other; the promise is about the second.
const SIZES: [i64; 3] = [10_000, 100_000, 1_000_000];
const PROMISED: i64 = 100_000;
/// Issues of which the rest is closed, for every one that is open.
const CLOSED_OF: i64 = 2;
/// Issues that are written in one transaction.
const CHUNK: i64 = 100_000;

/// Requests of each sort at each size; some before do not count.
const REQUESTS: usize = 500;
const WARM: usize = 40;
const REQUEST_MAX: Duration = Duration::from_secs(30);
/// Pages by which queries are counted.
const COUNTED: i64 = 20;

/// Milliseconds in which 99 of 100 answers come, by promise.
const LIST_GOAL: f64 = 15.0;
const SEARCH_GOAL: f64 = 50.0;
const TILE_GOAL: f64 = 30.0;
/// Queries for a page, by promise.
const QUERIES_GOAL: i64 = 3;

const KINDS: [&str; 6] = [
    "litter",
    "waste_beside_container",
    "bin_full",
    "bulky_waste",
    "street_furniture_broken",
    "other",
];
const TEAMS: [&str; 5] = ["schoon", "grofvuil", "straatmeubilair", "handhaving", "geen"];
const STATES: [&str; 5] = ["routed", "planned", "in_progress", "reopened", "waiting_for_reporter"];
const VIEWS: [&str; 4] = ["alles", "te-laat", "wacht", "melder"];
const SORTS: [&str; 3] = ["termijn", "nieuwste", "oudste"];
/// Words that many say, and few.
const WORDS: [&str; 6] = ["container", "speelplek", "bank", "glas", "matras", "prullenbak"];

pub(crate) async fn measure(url: &str, data: &Path) -> Result<Value> {
    let facts: Value = serde_json::from_str(&std::fs::read_to_string(data.join("run/env.json"))?)?;
    let pool = database(&facts).await?;
    let http = Client::builder().timeout(REQUEST_MAX).build()?;
    let token = sign_in(&http, url, data, "dispatcher@demo").await?;
    let areas = sqlx::query_scalar("select area_code from routing.area").fetch_all(&pool).await?;
    let seed: u64 = rand::rng().random();
    println!("seed {seed}");
    let rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut bench = Bench { http, url: url.to_owned(), token, areas, rng };
    let (mut sizes, mut there) = (Vec::new(), 0);
    for size in SIZES {
        println!("\n{size} open issues, and as many closed …");
        while there < size * CLOSED_OF {
            let next = (there + CHUNK).min(size * CLOSED_OF);
            crowd::open(&pool, there..next, CLOSED_OF).await?;
            there = next;
        }
        sizes.push(bench.at(&pool, size).await?);
    }
    Ok(json!({ "seed": seed, "sizes": sizes }))
}

/// The database of the system, as its superuser.
async fn database(facts: &Value) -> Result<PgPool> {
    let text = |pointer: &str| facts.pointer(pointer).and_then(Value::as_str).context("no facts");
    let service: sqlx::postgres::PgConnectOptions =
        text("/services/routing/DATABASE_URL")?.parse()?;
    let admin: sqlx::postgres::PgConnectOptions = text("/adminDatabaseUrl")?.parse()?;
    let database = service.get_database().context("no database")?;
    Ok(PgPool::connect_with(admin.database(database)).await?)
}

struct Bench {
    http: Client,
    url: String,
    token: String,
    areas: Vec<String>,
    rng: Xoshiro256PlusPlus,
}

impl Bench {
    async fn at(&mut self, pool: &PgPool, size: i64) -> Result<Value> {
        let lists = self.many(|bench| format!("/meldkamer?{}", bench.choice())).await?;
        let json = self.many(|bench| format!("/api/v1/issues?{}", bench.question())).await?;
        let searches = self.many(|bench| format!("/meldkamer?{}", bench.search())).await?;
        let tiles = self.many(Self::tile).await?;
        let queries = self.queries(pool).await?;
        println!("{}", heading());
        println!("{}", lists.row("page, any choice"));
        println!("{}", json.row("JSON, any choice"));
        println!("{}", searches.row("page, any words"));
        println!("{}", tiles.row("vector tile"));
        let met = [
            ("list", lists.p99.max(json.p99) < LIST_GOAL),
            ("search", searches.p99 < SEARCH_GOAL),
            ("tile", tiles.p99 < TILE_GOAL),
            ("queries", queries <= QUERIES_GOAL),
        ];
        let told: Vec<_> =
            met.iter().map(|(name, met)| format!("{name} {}", verdict(*met))).collect();
        let promise = if size == PROMISED { "the promise" } else { "not promised here" };
        println!("queries for a page: {queries}; {promise}: {}", told.join(", "));
        Ok(json!({
            "open": size, "page": lists.json(), "json": json.json(), "search": searches.json(),
            "tile": tiles.json(), "queries": queries,
            "goalMet": met.iter().all(|(_, met)| *met),
        }))
    }

    async fn many(&mut self, address: impl Fn(&mut Self) -> String) -> Result<Summary> {
        let mut took = Vec::with_capacity(REQUESTS);
        for number in 0..WARM + REQUESTS {
            let path = address(self);
            let begun = Instant::now();
            let answer = self.http.get(format!("{}{path}", self.url)).bearer_auth(&self.token);
            let answer = answer.send().await?;
            ensure!(answer.status().is_success(), "{path} got {}", answer.status());
            answer.bytes().await?;
            if number >= WARM {
                took.push(begun.elapsed());
            }
        }
        Ok(Summary::of(took))
    }

    /// A view, in some order, with some of everything that can be chosen.
    fn choice(&mut self) -> String {
        let mut query = vec![format!("weergave={}", self.one(&VIEWS)), self.sort("sorteer")];
        if self.rng.random_bool(0.4) {
            query.push(format!("soort={}", self.one(&KINDS)));
        }
        if self.rng.random_bool(0.4) {
            query.push(format!("buurt={}", self.area()));
        }
        if self.rng.random_bool(0.4) {
            query.push(format!("team={}", self.one(&TEAMS)));
        }
        if self.rng.random_bool(0.3) {
            query.push(format!("staat={}", self.one(&STATES)));
        }
        if self.rng.random_bool(0.1) {
            query.push("spoed=ja".to_owned());
        }
        if self.rng.random_bool(0.3) {
            query.push(format!("kader={}", self.bbox()));
        }
        query.join("&")
    }

    /// The same for programs.
    fn question(&mut self) -> String {
        let sort = ["dueAt", "openedAt", "-openedAt"][self.rng.random_range(0..3)];
        let mut query = vec!["state=open".to_owned(), format!("sort={sort}")];
        if self.rng.random_bool(0.5) {
            query.push(format!("category={}", self.one(&KINDS)));
        }
        if self.rng.random_bool(0.5) {
            query.push(format!("area={}", self.area()));
        }
        if self.rng.random_bool(0.5) {
            query.push(format!("team={}", self.one(&TEAMS)));
        }
        if self.rng.random_bool(0.3) {
            query.push(format!("bbox={}", self.bbox()));
        }
        query.join("&")
    }

    /// An address, a street, a part of a word, or words; in what is open or closed.
    fn search(&mut self) -> String {
        let street = self.one(&STREETS).replace(' ', "+");
        let words = match self.rng.random_range(0..4) {
            0 => format!("{street}+{}", self.rng.random_range(1..200)),
            1 => street,
            2 => self.one(&WORDS).chars().take(5).collect(),
            _ => format!("{}+{street}", self.one(&WORDS)),
        };
        let view = ["alles", "klaar"][self.rng.random_range(0..2)];
        format!("weergave={view}&zoek={words}")
    }

    /// Any zoom of the map, over the areas.
    fn tile(&mut self) -> String {
        let zoom: u32 = self.rng.random_range(11..=17);
        let (longitude, latitude) = self.place();
        let side = f64::from(1_u32 << zoom);
        let x = (longitude + 180.0) / 360.0 * side;
        let y = (1.0 - latitude.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0 * side;
        let choice = if self.rng.random_bool(0.5) {
            "weergave=alles".to_owned()
        } else {
            format!("weergave=alles&soort={}", self.one(&KINDS))
        };
        format!("/meldkamer/tegels/{zoom}/{:.0}/{:.0}.mvt?{choice}", x.floor(), y.floor())
    }

    fn one<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.rng.random_range(0..all.len())]
    }

    fn sort(&mut self, name: &str) -> String {
        format!("{name}={}", self.one(&SORTS))
    }

    fn area(&mut self) -> String {
        self.areas[self.rng.random_range(0..self.areas.len())].clone()
    }

    fn place(&mut self) -> (f64, f64) {
        (self.rng.random_range(5.385..5.425), self.rng.random_range(52.15..52.18))
    }

    /// From a corner of a street to the whole of it.
    fn bbox(&mut self) -> String {
        let (longitude, latitude) = self.place();
        let size = 10_f64.powf(self.rng.random_range(-4.0..-1.0));
        format!("{longitude:.5},{latitude:.5},{:.5},{:.5}", longitude + size, latitude + size * 0.6)
    }

    /// Queries of routing for one page: those that every page made.
    async fn queries(&self, pool: &PgPool) -> Result<i64> {
        sqlx::query("create extension if not exists pg_stat_statements").execute(pool).await?;
        sqlx::query("select pg_stat_statements_reset()").execute(pool).await?;
        for _ in 0..COUNTED {
            let path = "/meldkamer?weergave=alles&soort=litter&team=schoon";
            let page = self.http.get(format!("{}{path}", self.url)).bearer_auth(&self.token);
            page.send().await?.error_for_status()?.bytes().await?;
        }
        let queries = sqlx::query_scalar(
            "select coalesce(sum(calls / $1), 0)::bigint from pg_stat_statements
             join pg_roles on pg_roles.oid = userid where rolname = 'routing'",
        );
        Ok(queries.bind(COUNTED).fetch_one(pool).await?)
    }
}
