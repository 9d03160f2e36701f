//! The dispatcher's list: whatever is chosen, in whatever order, is what is shown, page by page.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use platform::needle::needle;
use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use serde_json::Value;
use tests::{City, crowd};

use super::{ZANGVOGELBUURT, report, text};

mod mvt;
mod plans;
mod saved;

/// Pages of one list; more would never end.
const PAGES_MAX: usize = 100;

const CROWD: i64 = 600;

/// A city with many issues, every second of them closed.
async fn crowded(issues: i64) -> anyhow::Result<(City, String)> {
    let city = City::start().await?;
    crowd::open(&city.pool, 0..issues, 2).await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    Ok((city, dispatcher))
}

async fn get(city: &City, token: &str, path: &str) -> anyhow::Result<reqwest::Response> {
    Ok(city.http.get(city.url("routing", path)).bearer_auth(token).send().await?)
}

async fn page(city: &City, token: &str, path: &str) -> anyhow::Result<String> {
    let answer = get(city, token, path).await?;
    anyhow::ensure!(answer.status() == 200, "{path}: {}", answer.status());
    Ok(answer.text().await?)
}

/// All issues of a list of the API, page by page.
async fn all(city: &City, token: &str, query: &str) -> anyhow::Result<Vec<Value>> {
    let mut items = Vec::new();
    let mut cursor = String::new();
    for _ in 0..PAGES_MAX {
        let path = format!("/api/v1/issues?limit=37&{query}{cursor}");
        let list: Value = get(city, token, &path).await?.error_for_status()?.json().await?;
        items.extend(list["items"].as_array().unwrap().iter().cloned());
        match list["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return Ok(items),
        }
    }
    anyhow::bail!("{query} has no last page")
}

/// What one may ask of the API's list.
#[derive(Clone, Debug)]
struct Asked {
    state: Option<bool>,
    category: Option<&'static str>,
    team: Option<&'static str>,
    status: Option<&'static str>,
    bbox: Option<[f64; 4]>,
    street: Option<&'static str>,
    sort: &'static str,
}

impl Asked {
    fn query(&self) -> String {
        let mut query = vec![format!("sort={}", self.sort)];
        let mut put = |name: &str, value: Option<String>| {
            query.extend(value.map(|value| format!("{name}={value}")));
        };
        let state = |is_open| if is_open { "open" } else { "closed" }.to_owned();
        put("state", self.state.map(state));
        put("category", self.category.map(str::to_owned));
        put("team", self.team.map(str::to_owned));
        put("status", self.status.map(str::to_owned));
        put("bbox", self.bbox.map(|box_| box_.map(|it| it.to_string()).join(",")));
        put("q", self.street.map(|street| street.replace(' ', "+").to_lowercase()));
        query.join("&")
    }

    /// The slow and obvious way.
    fn fits(&self, issue: &Value) -> bool {
        let is = |pointer: &str, wanted: Option<&str>| {
            wanted.is_none_or(|wanted| text(issue, pointer) == wanted)
        };
        let [longitude, latitude] =
            [0, 1].map(|at| issue["location"]["coordinates"][at].as_f64().unwrap());
        let lies = |[west, south, east, north]: [f64; 4]| {
            (west..=east).contains(&longitude) && (south..=north).contains(&latitude)
        };
        self.state.is_none_or(|is_open| issue["closedAt"].is_null() == is_open)
            && is("/category", self.category)
            && is("/team/key", self.team)
            && is("/status", self.status)
            && self.bbox.is_none_or(lies)
            && self.street.is_none_or(|street| text(issue, "/locationText").contains(street))
    }

    fn instant(&self, issue: &Value) -> DateTime<Utc> {
        let name = match (self.sort, self.state) {
            ("dueAt", Some(false)) => "/closedAt",
            ("dueAt", _) => "/dueAt",
            _ => "/openedAt",
        };
        text(issue, name).parse().unwrap()
    }

    fn is_down(&self) -> bool {
        self.sort == "-openedAt" || (self.sort == "dueAt" && self.state == Some(false))
    }
}

fn asked() -> impl Strategy<Value = Asked> {
    let of = |all: &'static [&'static str]| prop::option::of(prop::sample::select(all));
    let bbox = (5.38..5.42_f64, 52.15..52.18_f64, 0.0..0.03_f64)
        .prop_map(|(west, south, size)| [west, south, west + size, south + size]);
    (
        prop::option::of(any::<bool>()),
        of(&["litter", "bulky_waste", "other"]),
        of(&["schoon", "grofvuil", "nobody"]),
        of(&["routed", "reopened", "resolved"]),
        prop::option::weighted(0.4, bbox),
        prop::option::weighted(0.3, prop::sample::select(crowd::STREETS.as_slice())),
        prop::sample::select(vec!["dueAt", "openedAt", "-openedAt"]),
    )
        .prop_map(|(state, category, team, status, bbox, street, sort)| Asked {
            // What is open and closed has no term in common.
            state: state.or((sort == "dueAt").then_some(true)),
            category,
            team,
            status,
            bbox,
            street,
            sort,
        })
}

#[tokio::test]
async fn every_choice_gives_what_looking_at_all_gives_in_order_and_once() -> anyhow::Result<()> {
    let (city, dispatcher) = crowded(CROWD).await?;
    let everything = all(&city, &dispatcher, "").await?;
    assert_eq!(everything.len(), usize::try_from(CROWD)?);

    let mut runner = TestRunner::deterministic();
    let mut found = 0;
    for _ in 0..60 {
        let asked = asked().new_tree(&mut runner).unwrap().current();
        let given = all(&city, &dispatcher, &asked.query()).await?;
        let ids = |issues: &[&Value]| -> BTreeSet<String> {
            issues.iter().map(|issue| text(issue, "/issueId").to_owned()).collect()
        };
        let expected: Vec<_> = everything.iter().filter(|issue| asked.fits(issue)).collect();
        assert_eq!(ids(&given.iter().collect::<Vec<_>>()), ids(&expected), "{asked:?}");
        assert_eq!(given.len(), expected.len(), "one comes twice: {asked:?}");
        let instants: Vec<_> = given.iter().map(|issue| asked.instant(issue)).collect();
        let is_sorted = instants
            .windows(2)
            .all(|pair| if asked.is_down() { pair[0] >= pair[1] } else { pair[0] <= pair[1] });
        assert!(is_sorted, "{asked:?}");
        found += given.len();
    }
    assert!(found > 500, "the choices found {found}, so they say nothing");
    city.stop().await
}

#[tokio::test]
async fn the_page_goes_on_where_the_one_before_ended() -> anyhow::Result<()> {
    let (city, dispatcher) = crowded(CROWD).await?;
    let mut path = "/meldkamer?weergave=alles&soort=litter&sorteer=nieuwste".to_owned();
    let mut seen = Vec::new();
    for _ in 0..PAGES_MAX {
        let html = page(&city, &dispatcher, &path).await?;
        seen.extend(html.split("data-issue=\"").skip(1).map(|rest| rest[..36].to_owned()));
        let Some((before, _)) = html.split_once("\" data-next>") else { break };
        let (_, next) = before.rsplit_once("href=\"").unwrap();
        path = next.replace("&#38;", "&").replace("&amp;", "&");
    }
    let expected = city
        .count("select count(*) from routing.issue where closed_at is null and category = 'litter'")
        .await?;
    let unique: BTreeSet<_> = seen.iter().collect();

    assert!(expected > 100, "{expected} is too few for three pages");
    assert_eq!((seen.len(), unique.len()), (usize::try_from(expected)?, seen.len()));
    city.stop().await
}

#[tokio::test]
async fn a_search_finds_numbers_addresses_names_and_words() -> anyhow::Result<()> {
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let mut told = report("litter", ZANGVOGELBUURT);
    told["description"] = "Een gebroken ruit bij Café 't Hoekje, çok pis".into();
    told["locationText"] = "Wiekslag 14, bij de glasbak".into();
    let (_, submitted) = city.submit(&told).await?;
    city.settle().await?;
    let number = text(&submitted, "/reportNumber").to_owned();
    let body = number.split('-').nth(1).unwrap().to_lowercase();

    for (words, is_found) in [
        ("wiekslag+14", true),
        ("WIEKS", true),
        ("zangvogelbuurt", true),
        ("cafe+hoekje", true),
        ("cok", true),
        (body.as_str(), true),
        ("wiekslag+1", false),
        ("wiekslag+99", false),
        ("%27%3A%2A+%26+%7C", false),
    ] {
        let path = format!("/meldkamer?weergave=alles&zoek={words}");
        let html = page(&city, &dispatcher, &path).await?;
        assert_eq!(html.contains(&format!("Kies {number}")), is_found, "{words}");
    }
    // One number in six looks like a word.
    sqlx::query("update routing.issue_report set report_number = 'LD-BAAK-DA'")
        .execute(&city.pool)
        .await?;
    let was = get(&city, &dispatcher, &format!("/meldkamer?zoek={number}")).await?;
    assert_eq!(was.status(), 200, "{number} is nobody's any more");
    for typed in ["LD-BAAK-DA", "ldbaakda"] {
        let answer = get(&city, &dispatcher, &format!("/meldkamer?zoek={typed}")).await?;
        assert_eq!(answer.status(), 303, "{typed}");
        let to = answer.headers()["location"].to_str()?;
        assert!(to.starts_with("/meldkamer/"), "{to}");
    }
    city.stop().await
}

/// The database splits texts in words, the service what is typed.
#[tokio::test]
async fn words_are_the_same_to_the_database_and_to_the_service() -> anyhow::Result<()> {
    let city = City::start().await?;
    let mut texts = vec![
        "Café 't Hoekje, Wiekslag-41a".to_owned(),
        "İĞIŞ ßą Æon œuvre ĳssel cafe\u{301}".to_owned(),
        "ساحة ٣ Łódź ŻÓŁĆ".to_owned(),
        format!("{} kort", "lang".repeat(500)),
    ];
    let letters = ('\u{1}'..='\u{24f}').chain('\u{620}'..='\u{64a}');
    // Raised digits and fractions are digits to one and signs to the other; nobody searches them.
    let letters = letters.filter(|letter| letter.is_alphabetic() || !letter.is_alphanumeric());
    texts.extend(letters.map(|letter| format!("a{letter}b")));
    for text in texts {
        let stored: Vec<String> = sqlx::query_scalar(
            "select coalesce(array_agg(word order by word collate \"C\"), '{}')
             from unnest(tsvector_to_array(routing.issue_words($1))) as word",
        )
        .bind(&text)
        .fetch_one(&city.pool)
        .await?;
        let needle = needle(&text);
        let cut = |word: &str| word.chars().take(40).collect::<String>();
        let typed: BTreeSet<String> =
            needle.split(' ').filter(|word| !word.is_empty()).map(cut).collect();
        assert_eq!(stored, typed.into_iter().collect::<Vec<_>>(), "{text:?}");
    }
    city.stop().await
}

#[tokio::test]
async fn a_list_that_cannot_be_asked_for_is_told_to_programs_and_harmless_to_people()
-> anyhow::Result<()> {
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let wrong = "/api/v1/issues?state=ajar&sort=colour&bbox=1,2&cursor=x&status=lost";

    let problem: Value = get(&city, &dispatcher, wrong).await?.json().await?;
    assert_eq!(problem["errors"].as_array().unwrap().len(), 5, "{problem}");
    let odd = "/meldkamer?weergave=%00&kader=1,2&na=%ff&soort=%27&zoek=%00%E2%80%AE&staat=lost";
    assert!(page(&city, &dispatcher, odd).await?.contains("Wacht op toewijzing"));
    for tile in ["7/1/1.mvt", "22/1/1.mvt", "12/4096/1.mvt", "12/1/1.png", "12/x/1.mvt"] {
        let answer = get(&city, &dispatcher, &format!("/meldkamer/tegels/{tile}")).await?;
        assert_eq!(answer.status(), 404, "{tile}");
    }
    city.stop().await
}
