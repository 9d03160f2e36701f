//! `/kaart`: what is open and what was solved lately, for everybody. No words or numbers of residents,
//! and photos only after they were approved: what, where, since when and how far.

mod feed;
pub(crate) mod filter;
mod picture;

use std::collections::HashMap;

use axum::{
    Router,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};
use chrono::{DateTime, TimeDelta, Utc};
use platform::{
    clock,
    problem::{Problem, Query},
};
use serde_json::Value;
use web::{Lang, Page};

use crate::{
    AppState,
    home::html,
    pages::{self, AreaChoice, IssueMapFragment, IssueMapPage, MapRow, map_picture::AreaShape},
    store::{
        self,
        issue_map::{Counts, PublicIssue},
        place::Area,
    },
};
use feed::{Entry, Feed, atom};
use filter::{Filter, Shown};
use picture::{Mark, picture};

/// What open maps listen to.
pub(crate) const LIVE_TOPIC: &str = "issues";

/// How long something solved stays on the map.
const SOLVED_FOR: TimeDelta = TimeDelta::days(14);

/// Rows of each list: what a phone still scrolls through, and numbers of two digits on the map.
const OPEN_MAX: i64 = 99;
const SOLVED_MAX: i64 = 30;

/// Entries of a feed.
const ENTRIES_MAX: usize = 50;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/kaart", get(show))
        .route("/kaart/delen", get(parts))
        .route("/kaart/beeld.svg", get(drawing))
        .route("/kaart/live", get(live))
        .route("/kaart/feed.atom", get(feed_of_area))
}

type Asked = Query<HashMap<String, String>>;

/// What one look at the map needs.
struct Look {
    filter: Filter,
    areas: Vec<(Area, Value)>,
    open: Vec<PublicIssue>,
    solved: Vec<PublicIssue>,
    counts: Counts,
}

impl Look {
    async fn at(
        state: &AppState,
        query: &HashMap<String, String>,
        now: DateTime<Utc>,
    ) -> sqlx::Result<Self> {
        let mut conn = state.service.pool.acquire().await?;
        let areas = store::place::areas(&mut conn).await?;
        let filter =
            Filter::read(query, |code| areas.iter().any(|(area, _)| area.area_code == code));
        let since = now - SOLVED_FOR;
        let counts = store::issue_map::counts(&mut conn, &filter, since).await?;
        let (mut open, mut solved) = (Vec::new(), Vec::new());
        if filter.state != Shown::Solved {
            open = store::issue_map::open(&mut conn, &filter, OPEN_MAX).await?;
        }
        if filter.state != Shown::Open {
            solved = store::issue_map::solved(&mut conn, &filter, since, SOLVED_MAX).await?;
        }
        Ok(Self { filter, areas, open, solved, counts })
    }

    /// The name of the chosen buurt.
    fn area_name(&self) -> Option<&str> {
        let chosen = self.areas.iter().find(|(area, _)| area.area_code == self.filter.area);
        chosen.map(|(area, _)| area.name.as_str())
    }

    fn fragment(self, page: Page) -> IssueMapFragment {
        let newest = self.open.iter().chain(&self.solved).map(|issue| issue.changed_at).max();
        // Another picture has another address, so that no browser shows the old one.
        let version = newest.map_or(0, |at| at.timestamp_millis());
        let joint = if self.filter.query().is_empty() { "?" } else { "&" };
        let map_src = format!("/kaart/beeld.svg{}{joint}v={version}", self.filter.query());
        IssueMapFragment {
            page,
            area_name: self.area_name().map(str::to_owned),
            filter: self.filter,
            map_src,
            open: self.open.iter().map(row).collect(),
            solved: self.solved.iter().map(row).collect(),
            open_count: self.counts.open,
            solved_count: self.counts.solved,
        }
    }
}

fn row(issue: &PublicIssue) -> MapRow {
    MapRow {
        category: issue.category.clone(),
        area: issue.area_name.clone(),
        status: issue.status.clone(),
        opened_at: issue.opened_at,
        changed_at: issue.changed_at,
        photo: issue.photo_id.map(|id| pages::Photo { id: id.to_string() }),
    }
}

async fn show(
    State(state): State<AppState>,
    lang: Lang,
    Query(query): Asked,
) -> Result<Response, Problem> {
    let page = Page::resident(&state.assets, "/kaart", lang, clock::now());
    let look = Look::at(&state, &query, page.now).await?;
    let choice = |(area, _): &(Area, Value)| AreaChoice {
        code: area.area_code.clone(),
        name: area.name.clone(),
    };
    let areas = look.areas.iter().map(choice).collect();
    html(&IssueMapPage { page: page.clone(), areas, map: look.fragment(page) })
}

/// The changing part alone, which the page fetches at every hint.
async fn parts(
    State(state): State<AppState>,
    lang: Lang,
    Query(query): Asked,
) -> Result<Response, Problem> {
    let page = Page::resident(&state.assets, "/kaart", lang, clock::now());
    html(&Look::at(&state, &query, page.now).await?.fragment(page))
}

async fn live(State(state): State<AppState>) -> impl IntoResponse {
    state.service.live.stream(|touched| touched == LIVE_TOPIC)
}

async fn drawing(State(state): State<AppState>, Query(query): Asked) -> Result<Response, Problem> {
    let look = Look::at(&state, &query, clock::now()).await?;
    let shapes = shapes(&look)?;
    let at = |issue: &PublicIssue| [issue.longitude, issue.latitude];
    let open = look.open.iter().zip(1..).map(|(issue, n)| Mark { at: at(issue), number: Some(n) });
    let solved = look.solved.iter().map(|issue| Mark { at: at(issue), number: None });
    let marks: Vec<Mark> = open.chain(solved).collect();
    let svg = HeaderValue::from_static("image/svg+xml");
    Ok(([(header::CONTENT_TYPE, svg)], picture(&shapes, &marks)).into_response())
}

/// The chosen buurt, or all of them.
fn shapes(look: &Look) -> Result<Vec<AreaShape>, Problem> {
    let chosen = |area: &Area| look.filter.area.is_empty() || area.area_code == look.filter.area;
    let shown = look.areas.iter().filter(|(area, _)| chosen(area));
    shown
        .map(|(area, outline)| {
            let polygons: Vec<Vec<Vec<[f64; 2]>>> =
                serde_json::from_value(outline["coordinates"].clone())
                    .map_err(anyhow::Error::from)?;
            let rings = polygons.into_iter().filter_map(|rings| rings.into_iter().next()).collect();
            Ok(AreaShape { name: area.name.clone(), rings })
        })
        .collect()
}

async fn feed_of_area(
    State(state): State<AppState>,
    lang: Lang,
    Query(query): Asked,
) -> Result<Response, Problem> {
    let page = Page::resident(&state.assets, "/kaart/feed.atom", lang, clock::now());
    let look = Look::at(&state, &query, page.now).await?;
    let is_unknown = look.filter.area.is_empty() && query.contains_key("buurt");
    if is_unknown {
        return Err(Problem::not_found("Deze buurt kennen we niet."));
    }
    let (base, query) = (&state.public_url, look.filter.query());
    let mut issues: Vec<&PublicIssue> = look.open.iter().chain(&look.solved).collect();
    issues.sort_by_key(|issue| std::cmp::Reverse(issue.changed_at));
    let entry = |issue: &&PublicIssue| Entry {
        issue_id: issue.issue_id,
        title: row(issue).sentence(&page),
        opened_at: issue.opened_at,
        changed_at: issue.changed_at,
    };
    let feed = Feed {
        title: page.t1("map-feed-title", "place", look.area_name().unwrap_or("Opgeruimd")),
        language: page.lang.tag(),
        own_url: format!("{base}/kaart/feed.atom{query}"),
        page_url: format!("{base}/kaart{query}"),
        entries: issues.iter().take(ENTRIES_MAX).map(entry).collect(),
    };
    let atom_xml = HeaderValue::from_static("application/atom+xml; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, atom_xml)], atom(&feed, page.now)).into_response())
}
