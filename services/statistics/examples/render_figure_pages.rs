//! Draws the page with made-up figures, to look at: `render_figure_pages OUTDIR [ASSETS_DIR]`.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use askama::Template;
use chrono::{DateTime, TimeDelta, Utc};
use statistics::pages::{LateRow, NowPage, Stand, TeamRow};
use web::{Assets, Page, Signed};

const AREAS: [&str; 5] =
    ["Liendert-Noord", "Zangvogelbuurt", "De Horsten", "Watervogelbuurt", "Liendert-Zuid"];
const TEAMS: [(&str, [usize; 5], usize); 5] = [
    ("Wijkteam Schoon", [4, 2, 3, 14, 4], 11),
    ("Grofvuil", [15, 20, 14, 14, 7], 33),
    ("Straatmeubilair", [3, 5, 3, 5, 5], 7),
    ("Handhaving", [4, 2, 8, 7, 1], 5),
    ("Nog geen team", [0, 0, 0, 0, 0], 0),
];

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let out = PathBuf::from(arguments.next().context("say where the pages go")?);
    let dist = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/dist");
    let assets = Arc::new(Assets::load(arguments.next().unwrap_or_else(|| dist.to_owned()))?);
    std::fs::create_dir_all(&out)?;
    let now: DateTime<Utc> = "2026-11-23T13:12:07Z".parse()?;
    for (name, stand) in [("now", busy(now)), ("now-empty", empty(now))] {
        let staff = Signed {
            id: uuid::Uuid::nil(),
            name: "Manager".to_owned(),
            roles: vec!["manager".to_owned()],
            is_everywhere: true,
            sees_evidence: true,
        };
        let page = Page::desktop(&assets, "/cijfers", now, Some(staff));
        std::fs::write(out.join(format!("{name}.html")), NowPage { page, stand }.render()?)?;
    }
    Ok(())
}

fn busy(now: DateTime<Utc>) -> Stand {
    let categories = [
        ("Grofvuil", 58),
        ("Zwerfafval", 31),
        ("Afval naast container", 24),
        ("Iets kapot op straat", 17),
        ("Prullenbak vol", 8),
        ("Iets anders", 2),
    ];
    Stand {
        counted_at: now,
        open_issues: 140,
        late_issues: 56,
        open_work_orders: 140,
        reports_today: 13,
        areas: AREAS.map(str::to_owned).to_vec(),
        teams: TEAMS
            .into_iter()
            .map(|(name, cells, late)| TeamRow {
                name: name.to_owned(),
                cells: cells.to_vec(),
                late,
            })
            .collect(),
        categories: categories.into_iter().map(|(name, count)| (name.to_owned(), count)).collect(),
        ages: [44, 47, 40, 9],
        late: (1..=3).map(|days| late(now, days)).rev().collect(),
    }
}

fn late(now: DateTime<Utc>, days: i64) -> LateRow {
    LateRow {
        number: format!("LD-4F7K-2{days}"),
        link: (days > 1).then(|| "/meldkamer".to_owned()),
        category: "Grofvuil".to_owned(),
        area: "Zangvogelbuurt".to_owned(),
        team: "Grofvuil".to_owned(),
        place: "bij de speeltuin".to_owned(),
        due_at: now - TimeDelta::days(days),
    }
}

fn empty(now: DateTime<Utc>) -> Stand {
    let teams = TEAMS.into_iter().map(|(name, ..)| TeamRow {
        name: name.to_owned(),
        cells: vec![0; AREAS.len()],
        late: 0,
    });
    Stand {
        open_issues: 0,
        late_issues: 0,
        open_work_orders: 0,
        reports_today: 0,
        teams: teams.collect(),
        categories: Vec::new(),
        ages: [0; 4],
        late: Vec::new(),
        ..busy(now)
    }
}
