//! Draws the sign-in page and the inbox with made-up issues into a folder, for looking at: `render_desk_pages OUTDIR [ASSETS_DIR]`.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use askama::Template;
use chrono::{DateTime, Duration, Utc};
use routing::pages::{
    AreaShape, Detail, Event, InboxPage, IssueRow, Joined, Map, Mark, Notice, Photo, SignInError,
    SignInPage, TeamOption,
};
use routing::store::issue_list::View;
use routing::term::Term;
use web::{Assets, Page, Signed};

/// Place, category, buurt, team, reports, minutes since it came in, minutes until its term, x, y.
type Row = (&'static str, &'static str, &'static str, &'static str, usize, i64, i64, f64, f64);
const ROWS: [Row; 9] = [
    (
        "Wiekslag 14, bij de speelplek",
        "street_furniture_broken",
        "Zangvogelbuurt",
        "",
        3,
        55,
        2000,
        150.0,
        393.0,
    ),
    ("Vogelplein, container C-118", "other", "", "", 1, 190, 2000, 258.0, 347.0),
    ("Trekvogelweg 31", "other", "Watervogelbuurt", "", 1, 320, 2000, 228.0, 505.0),
    (
        "Vogelplein 8",
        "waste_beside_container",
        "Zangvogelbuurt",
        "Wijkteam Schoon",
        5,
        3000,
        -65,
        178.0,
        345.0,
    ),
    ("Reigerstraat 40", "bulky_waste", "Liendert-Zuid", "Grofvuil", 4, 9000, -4500, 241.0, 628.0),
    (
        "Valleikanaal, jaagpad",
        "bin_full",
        "Watervogelbuurt",
        "Wijkteam Schoon",
        2,
        12,
        400,
        276.0,
        528.0,
    ),
    ("the Game", "litter", "De Horsten", "Wijkteam Schoon", 1, 24, 500, 217.0, 290.0),
    ("Arendshorst 52", "bulky_waste", "De Horsten", "Grofvuil", 2, 45, 3000, 184.0, 268.0),
    ("Sporthal Midland", "litter", "Liendert-Noord", "Wijkteam Schoon", 1, 100, 6000, 57.0, 315.0),
];
const AREAS: [(&str, &str, f64, f64); 5] = [
    ("Liendert-Noord", "M0 310L165 175 133 286 43 406 0 370z", 62.0, 300.0),
    ("De Horsten", "M165 175L368 205 320 397 265 410 133 286z", 214.0, 320.0),
    ("Zangvogelbuurt", "M133 286L265 410 152 482 43 406z", 143.0, 440.0),
    ("Watervogelbuurt", "M265 410L320 397 342 540 180 590 152 482z", 251.0, 470.0),
    ("Liendert-Zuid", "M180 590L342 540 368 610 205 676z", 285.0, 603.0),
];

struct Samples {
    assets: Arc<Assets>,
    now: DateTime<Utc>,
    out: PathBuf,
}

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let out = PathBuf::from(arguments.next().context("say where the pages go")?);
    let dist = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/dist");
    let assets = Arc::new(Assets::load(arguments.next().unwrap_or_else(|| dist.to_owned()))?);
    std::fs::create_dir_all(&out)?;
    let samples = Samples { assets, now: "2026-11-23T13:12:07Z".parse()?, out };
    samples.sign_in()?;
    samples.inbox()
}

impl Samples {
    fn write(&self, name: &str, template: &impl Template) -> anyhow::Result<()> {
        Ok(std::fs::write(self.out.join(format!("{name}.html")), template.render()?)?)
    }

    fn sign_in(&self) -> anyhow::Result<()> {
        let page = || Page::crew(&self.assets, "/inloggen", self.now, None);
        let plain = SignInPage {
            page: page(),
            email: String::new(),
            next: "/werk".to_owned(),
            error: None,
            notice: None,
            signed: None,
        };
        self.write("signin", &plain)?;
        let error = SignInError {
            summary: "Dit mailadres en wachtwoord horen niet bij elkaar.".to_owned(),
            email: None,
            password: Some("Typ je wachtwoord opnieuw.".to_owned()),
        };
        let email = "meldkamer1@voorbeeld.nl".to_owned();
        let wrong = SignInPage {
            page: page(),
            email,
            next: String::new(),
            error: Some(error),
            notice: None,
            signed: None,
        };
        self.write("signin-error", &wrong)
    }

    fn inbox(&self) -> anyhow::Result<()> {
        let done = Notice::Done("LD-H5TD-2N ligt nu bij Grofvuil.".to_owned());
        self.write("inbox", &self.page(View::Open, Some(self.detail("")), Some(done)))?;
        let conflict =
            Notice::Conflict("Iemand anders was je voor: hij ligt nu bij Grofvuil.".to_owned());
        let taken = self.page(View::Open, Some(self.detail("Grofvuil")), Some(conflict));
        self.write("inbox-conflict", &taken)?;
        self.write("inbox-waiting", &self.page(View::Waiting, None, None))?;
        let mut empty = self.page(View::Waiting, None, None);
        empty.issues.clear();
        empty.waiting = 0;
        empty.map.marks.clear();
        self.write("inbox-empty", &empty)
    }

    fn page(&self, view: View, selected: Option<Detail>, notice: Option<Notice>) -> InboxPage {
        let staff = Signed { name: "Meldkamer 1".to_owned(), roles: vec!["dispatcher".to_owned()] };
        let shown = if view == View::Waiting { 3 } else { ROWS.len() };
        let rows = ROWS.iter().take(shown).enumerate();
        InboxPage {
            page: Page::desktop(&self.assets, "/meldkamer", self.now, Some(staff)),
            view,
            waiting: 3,
            open: ROWS.len(),
            all_late: rows.clone().filter(|(_, row)| row.6 < 0).count(),
            asked: 0,
            paused: 0,
            late: rows.clone().filter(|(_, row)| row.6 < 0).count(),
            today: rows.clone().filter(|(_, row)| (0..600).contains(&row.6)).count(),
            issues: rows.clone().map(|(at, row)| self.row(at, row, selected.is_some())).collect(),
            map: Map {
                width: 368,
                height: 852,
                areas: Arc::new(AREAS.into_iter().map(area).collect()),
                marks: rows.rev().map(|(at, row)| self.mark(at, row, selected.is_some())).collect(),
                outside: 1,
            },
            selected,
            notice,
        }
    }

    fn row(&self, at: usize, row: &Row, any: bool) -> IssueRow {
        let (place, category, area, team, reports, ago, minutes_left, ..) = *row;
        IssueRow {
            issue_id: at.to_string(),
            number: format!("LD-4F7K-2{at}"),
            category: category.to_owned(),
            place: place.to_owned(),
            area: area.to_owned(),
            team: team.to_owned(),
            reports,
            opened_at: self.now - Duration::minutes(ago),
            due_at: self.now + Duration::minutes(minutes_left),
            term: Term::of(self.now + Duration::minutes(minutes_left), false, self.now),
            selected: any && at == 0,
        }
    }

    fn mark(&self, at: usize, row: &Row, any: bool) -> Mark {
        Mark {
            issue_id: at.to_string(),
            x: row.7,
            y: row.8,
            label: format!("LD-4F7K-2{at}, {}", row.0),
            term: Term::of(self.now + Duration::minutes(row.6), false, self.now),
            selected: any && at == 0,
        }
    }

    fn detail(&self, team: &str) -> Detail {
        let joined = |number: &str| Joined { report_id: "0".to_owned(), number: number.to_owned() };
        let photo = |name: &str| Photo {
            url: format!("/media/{name}.jpg"),
            thumbnail_url: format!("/media/{name}-s.jpg"),
        };
        let event = |minutes, text: &str| Event {
            at: self.now - Duration::minutes(minutes),
            text: text.to_owned(),
            is_urgent: false,
        };
        let option = |key: &str, name: &str, open| TeamOption {
            key: key.to_owned(),
            name: name.to_owned(),
            open: Some(open),
            current: name == team,
        };
        Detail {
            issue_id: "0".to_owned(),
            version: 3,
            numbers: ["LD-4F7K-20", "LD-H5TD-2N", "LD-8WQE-3P"].map(str::to_owned).to_vec(),
            later: ["LD-H5TD-2N", "LD-8WQE-3P"].map(joined).to_vec(),
            category: "street_furniture_broken".to_owned(),
            place: "Wiekslag 14, bij de speelplek".to_owned(),
            area: "Zangvogelbuurt".to_owned(),
            description: "De bank is kapot, er steken spijkers uit. Kinderen spelen hier."
                .to_owned(),
            status: if team.is_empty() { "received" } else { "routed" }.to_owned(),
            team: team.to_owned(),
            is_urgent: false,
            rule: "Grofvuil, versie 4".to_owned(),
            waits_because: if team.is_empty() {
                "Straatmeubilair gaf hem terug: ander team.".to_owned()
            } else {
                String::new()
            },
            opened_at: self.now - Duration::minutes(55),
            due_at: self.now + Duration::hours(30),
            term: "10 werkdagen".to_owned(),
            left: "nog 11 u werktijd".to_owned(),
            question: None,
            asked_text: String::new(),
            ask_error: None,
            photos: vec![photo("before"), photo("before2"), photo("after")],
            after_photos: Vec::new(),
            notes: Vec::new(),
            events: vec![
                event(55, "Gemeld"),
                event(55, "Naar Straatmeubilair, volgens de regels"),
                event(20, "2 meldingen toegevoegd"),
                event(6, "Straatmeubilair gaf hem terug: ander team"),
            ],
            teams: vec![
                option("schoon", "Wijkteam Schoon", 27),
                option("grofvuil", "Grofvuil", 70),
                option("straatmeubilair", "Straatmeubilair", 21),
                option("handhaving", "Handhaving", 22),
            ],
            error: None,
        }
    }
}

fn area((name, path, label_x, label_y): (&str, &str, f64, f64)) -> AreaShape {
    AreaShape { name: name.to_owned(), path: path.to_owned(), label_x, label_y }
}
