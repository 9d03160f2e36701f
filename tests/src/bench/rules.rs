//! Other rules, tried on 90 days of 300,000 reports.
use crate::figures::Summary;
use crate::sign_in::sign_in;
use anyhow::{Context as _, Result, ensure};
use platform::clock;
use reqwest::Client;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};
use tests::seed::{self, Plan, Target};

const REPORTS: u32 = 300_000;
const DAYS: u16 = 90;

/// Trials; the first finds nothing in memory.
const TRIALS: u32 = 5;

/// A trial that takes longer is over.
const TRIAL_MAX: Duration = Duration::from_mins(2);

/// The longest trial, by promise.
const GOAL: Duration = Duration::from_secs(10);

/// Name, condition and team.
const RULES: [(&str, &str, &str); 8] = [
    (
        "Naast de container waar handhaving kijkt",
        r#"category == "waste_beside_container" && area in ["BU03072500", "BU03072501"]"#,
        "handhaving",
    ),
    (
        "Grofvuil waar je niet langs kunt",
        r#"category == "bulky_waste" && answers.passable == "no""#,
        "grofvuil",
    ),
    ("Grofvuil in het weekend", r#"category == "bulky_waste" && weekday >= 6"#, "handhaving"),
    ("Grofvuil", r#"category == "bulky_waste""#, "grofvuil"),
    ("Lampen van een ander", r#"asset == "lamp_post" && asset_owner != "Gemeente""#, ""),
    ("Straatmeubilair", r#"category == "street_furniture_broken""#, "straatmeubilair"),
    ("Buiten werktijd", r#"!open && category in ["litter", "bin_full"]"#, "handhaving"),
    ("Al het andere", "true", "schoon"),
];

pub(crate) async fn measure(url: &str, data: &Path) -> Result<Value> {
    let facts = std::fs::read_to_string(data.join("run/env.json"))?;
    let target = Target::read(&serde_json::from_str(&facts)?)?;
    println!("writing {REPORTS} reports over {DAYS} days");
    let plan = Plan { reports: REPORTS, days: DAYS, seed: rand::random() };
    seed::run(&target, plan, clock::now(), |_| {}).await?;

    let http = Client::builder().timeout(TRIAL_MAX).build()?;
    let token = sign_in(&http, url, data, "dispatcher@demo").await?;
    let mut took = Vec::new();
    let mut headline = String::new();
    for _ in 0..TRIALS {
        let begun = Instant::now();
        let form = http.post(format!("{url}/meldkamer/regels")).bearer_auth(&token).form(&form());
        let page = form.send().await?.error_for_status()?.text().await?;
        took.push(begun.elapsed());
        headline = told(&page).context("the page tells of no trial")?;
        if took.len() == 1 {
            println!("{headline}");
            println!("  {}", ways(&page).join("\n  "));
        }
    }
    let longest = took.iter().max().copied().unwrap_or_default();
    let summary = Summary::of(took);
    println!("a trial takes {:.2} s, at most {:.2} s", summary.p50 / 1000.0, summary.max / 1000.0);
    ensure!(headline.contains(" van "), "nothing moves: {headline}");
    Ok(json!({
        "reports": REPORTS, "trial": summary.json(), "headline": headline,
        "goalMet": longest <= GOAL,
    }))
}

fn form() -> Vec<(String, String)> {
    let field =
        |name: &str, number: usize, value: &str| (format!("{name}-{number}"), value.to_owned());
    let rule = |(number, (name, condition, team)): (usize, &(&str, &str, &str))| {
        [field("naam", number, name), field("als", number, condition), field("team", number, team)]
    };
    let mut fields: Vec<_> = (1..).zip(&RULES).flat_map(rule).collect();
    let rest = [("versie", "1"), ("doe", "proef")];
    fields.extend(rest.map(|(name, value)| (name.to_owned(), value.to_owned())));
    fields
}

/// The headline of the trial.
fn told(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("<h2 id=\"proef\">")?;
    rest.split_once("</h2>").map(|(headline, _)| headline.to_owned())
}

/// How many reports go from where to where.
fn ways(page: &str) -> Vec<String> {
    let between = |text: &str, from: &str, to: &str| {
        let (_, rest) = text.split_once(from)?;
        rest.split_once(to).map(|(inner, _)| inner.to_owned())
    };
    let way = |row: &str| {
        let count = between(row, "strong\">", "</td>")?;
        let (from, to) = (between(row, "<del>", "</del>")?, between(row, "<ins>", "</ins>")?);
        Some(format!("{count}: {from} → {to}"))
    };
    page.split("<tr>").filter_map(way).collect()
}
