//! Draws every crew page with made-up orders into a folder, for looking at: `render_crew_pages OUTDIR [ASSETS_DIR]`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use askama::Template;
use chrono::{DateTime, Duration, Utc};
use web::{Assets, Page, Signed};
use work_orders::pages::{
    CannotPage, ConflictPage, DonePage, List, ListPage, MayDo, Order, OrderPage, Photo, Stop,
    TeamFilter,
};

const ID: &str = "0190a1c2-0000-7000-8000-000000000001";

struct Samples {
    assets: Arc<Assets>,
    now: DateTime<Utc>,
    out: PathBuf,
}

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let out = PathBuf::from(arguments.next().context("say where the pages go")?);
    let dist = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/dist");
    let assets = Assets::load(arguments.next().unwrap_or_else(|| dist.to_owned()))?;
    std::fs::create_dir_all(&out)?;
    let now = "2026-11-23T10:15:00Z".parse()?;
    let samples = Samples { assets: Arc::new(assets), now, out };
    samples.lists()?;
    samples.orders()?;
    samples.closing()
}

impl Samples {
    fn page(&self, path: &str) -> Page {
        let staff = Signed {
            id: uuid::Uuid::nil(),
            name: "Ploeg Liendert".to_owned(),
            roles: vec!["dispatcher".to_owned()],
            is_everywhere: true,
            sees_evidence: true,
        };
        Page::crew(&self.assets, path, self.now, Some(staff))
    }

    fn write(&self, name: &str, template: &impl Template) -> anyhow::Result<()> {
        write(&self.out, name, template)
    }

    fn lists(&self) -> anyhow::Result<()> {
        let list = List {
            teams: teams(),
            stops: self.stops(),
            left: 9,
            late: 1,
            done_today: 5,
            streets: 0,
            rounds: Vec::new(),
        };
        let notice = Some("Wiekslag 14 is klaar. De melder krijgt bericht.".to_owned());
        self.write(
            "list",
            &ListPage { page: self.page("/werk"), list, notice, evidence: None, may_report: true },
        )?;
        let empty = List {
            teams: Vec::new(),
            stops: Vec::new(),
            left: 0,
            late: 0,
            done_today: 14,
            streets: 0,
            rounds: Vec::new(),
        };
        self.write(
            "list-empty",
            &ListPage {
                page: self.page("/werk"),
                list: empty,
                notice: None,
                evidence: None,
                may_report: true,
            },
        )?;
        let mut one = self.stops();
        one.truncate(1);
        one[0].photo = None;
        one[0].due_at = self.now - Duration::hours(3);
        let list = List {
            teams: teams(),
            stops: one,
            left: 1,
            late: 1,
            done_today: 0,
            streets: 0,
            rounds: Vec::new(),
        };
        self.write(
            "list-one",
            &ListPage {
                page: self.page("/werk"),
                list,
                notice: None,
                evidence: None,
                may_report: true,
            },
        )
    }

    fn orders(&self) -> anyhow::Result<()> {
        for status in ["open", "accepted", "in_progress", "done", "refused"] {
            let notice = (status == "accepted")
                .then(|| "Je hebt hem aangenomen. De melder weet het.".to_owned());
            let page = self.page("/werk/1");
            self.write(
                &format!("order-{status}"),
                &OrderPage {
                    page,
                    order: self.order(status),
                    notes: Vec::new(),
                    steps: Vec::new(),
                    beside: Vec::new(),
                    may: MayDo { act: true, link: false, gather: false },
                    case: None,
                    is_investigated: false,
                    notice,
                    query: String::new(),
                },
            )?;
        }
        Ok(())
    }

    fn closing(&self) -> anyhow::Result<()> {
        let done = |error: Option<&str>| DonePage {
            page: self.page("/werk/1/klaar"),
            order: self.order("in_progress"),
            photo_required: error.is_some(),
            next: Some("Vogelplein 12".to_owned()),
            sent: Vec::new(),
            quick: vec!["Container zit vol".to_owned()],
            note: String::new(),
            error: error.map(str::to_owned),
        };
        self.write("done", &done(None))?;
        self.write("done-error", &done(Some("Dit bestand is geen foto. Maak een nieuwe foto.")))?;
        let cannot = CannotPage {
            page: self.page("/werk/1/lukt-niet"),
            order: self.order("open"),
            note: String::new(),
            error: None,
        };
        self.write("cannot", &cannot)?;
        let conflict = ConflictPage {
            page: self.page("/werk/1"),
            order: self.order("done"),
            by: "Grofvuil".to_owned(),
        };
        self.write("conflict", &conflict)
    }

    fn stops(&self) -> Vec<Stop> {
        let rows = [
            ("Wiekslag 41", "bulky_waste", "Bank en matras", "in_progress", 110),
            ("Vogelplein 12", "bulky_waste", "Kast, in delen", "accepted", -185),
            (
                "Wiekslag 67, naast de glasbak",
                "waste_beside_container",
                "5 zakken, 2 dozen",
                "open",
                125,
            ),
            ("Vogelplein", "bin_full", "Bak bij de speeltuin", "open", 250),
            ("Valleikanaal", "litter", "", "open", 1500),
            (
                "Trekvogelweg 31",
                "street_furniture_broken",
                "Bord ligt op het fietspad",
                "open",
                4500,
            ),
        ];
        rows.into_iter()
            .enumerate()
            .map(|(index, (place, category, summary, status, minutes))| Stop {
                number: 6 + index,
                work_order_id: format!("{ID}-{index}"),
                turn: 2,
                is_chosen: false,
                kept: String::new(),
                place: place.to_owned(),
                category: category.to_owned(),
                summary: summary.to_owned(),
                status: status.to_owned(),
                team: "Grofvuil".to_owned(),
                is_urgent: false,
                due_at: self.now + Duration::minutes(minutes),
                waits: false,
                reporters: 4,
                photo: Some(photo("before")),
                latitude: 52.1653,
                longitude: 5.4042,
            })
            .collect()
    }

    fn order(&self, status: &str) -> Order {
        let done = status == "done";
        Order {
            path: format!("/werk/{ID}"),
            list: "/werk".to_owned(),
            is_on_round: false,
            partner: None,
            place: "Wiekslag 41".to_owned(),
            area: "Zangvogelbuurt".to_owned(),
            asset: Some("Container 1043".to_owned()),
            category: "bulky_waste".to_owned(),
            team: "Grofvuil".to_owned(),
            status: status.to_owned(),
            is_urgent: false,
            due_at: self.now + Duration::minutes(110),
            waits_until: None,
            report_numbers: vec!["LD-4F7K-29".to_owned(), "LD-H5TD-2N".to_owned()],
            description: "De bank staat half op de stoep. Een rolstoel kan er niet langs."
                .to_owned(),
            photos: vec![photo("before"), photo("before2")],
            after_photos: if done { vec![photo("after")] } else { Vec::new() },
            note: if done { "Alles is mee, stoep is vrij.".to_owned() } else { String::new() },
            reason: if status == "refused" { "not_ours".to_owned() } else { String::new() },
            changed_at: self.now - Duration::minutes(3),
            latitude: 52.1653,
            longitude: 5.4042,
        }
    }
}

fn teams() -> Vec<TeamFilter> {
    [
        ("", "Alle", 9, true),
        ("schoon", "Wijkteam Schoon", 4, false),
        ("grofvuil", "Grofvuil", 3, false),
        ("straatmeubilair", "Straatmeubilair", 2, false),
    ]
    .into_iter()
    .map(|(key, name, left, current)| TeamFilter {
        key: key.to_owned(),
        name: name.to_owned(),
        left,
        current,
    })
    .collect()
}

fn photo(name: &str) -> Photo {
    Photo { url: format!("/media/{name}.jpg"), thumbnail_url: format!("/media/{name}-s.jpg") }
}

fn write(out: &Path, name: &str, template: &impl Template) -> anyhow::Result<()> {
    std::fs::write(out.join(format!("{name}.html")), template.render()?)?;
    Ok(())
}
