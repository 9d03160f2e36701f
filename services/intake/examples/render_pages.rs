//! Writes every page for residents with sample data to a folder, to look at: `cargo run -p intake --example render_pages -- DIR`.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use askama::Template;
use chrono::{DateTime, TimeDelta, Utc};
use intake::pages::{
    Answers, AreaChoice, AreaGroup, CheckPage, Follow, FollowFragment, FollowPage, HelpPage,
    HistoryStep, HomePage, LastReport, Photo, PhotoPage, PlacePage, ThanksPage, Thing, WhatPage,
    Words, map_picture,
};
use web::{Assets, FieldErrors, Lang, Page, ProblemPage};

fn main() -> anyhow::Result<()> {
    let dir = PathBuf::from(std::env::args().nth(1).context("give a folder to write to")?);
    std::fs::create_dir_all(&dir)?;
    let assets = Arc::new(Assets::load(concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/dist"))?);
    let now: DateTime<Utc> = "2026-11-24T07:14:00Z".parse()?;
    let page = |path: &str| Page::resident(&assets, path, Lang::dutch(), now);
    let write = |name: &str, html: String| std::fs::write(dir.join(name), html);

    write("home.html", home(page("/"), None).render()?)?;
    write("home-wrong.html", home(page("/"), Some("LD-0000-11")).render()?)?;
    write("photo-empty.html", photo(page("/melden"), &[]).render()?)?;
    write("photo.html", photo(page("/melden"), &["a", "b"]).render()?)?;
    write("place.html", place(page("/melden/plek"), false).render()?)?;
    write("place-wrong.html", place(page("/melden/plek"), true).render()?)?;
    let errors = FieldErrors::default();
    let what = WhatPage { page: page("/melden/wat"), errors, chosen: None };
    write("what.html", what.render()?)?;
    write("check.html", check(page("/melden/controle"), false).render()?)?;
    write("check-wrong.html", check(page("/melden/controle"), true).render()?)?;
    write("thanks.html", thanks(page("/melden/bedankt/1"), now, false).render()?)?;
    write("thanks-mail.html", thanks(page("/melden/bedankt/1"), now, true).render()?)?;
    for status in ["received", "in_progress", "resolved", "not_resolved"] {
        let report = follow(status, now);
        let follow = FollowPage { page: page("/melding/1"), report: report.clone() };
        write(&format!("follow-{status}.html"), follow.render()?)?;
        let fragment = FollowFragment { page: page("/melding/1"), report };
        write(&format!("stand-{status}.html"), fragment.render()?)?;
    }
    let help = HelpPage { page: page("/hulp"), back: "/melden/wat".to_owned() };
    write("help.html", help.render()?)?;
    for code in [404, 413, 503] {
        let problem = ProblemPage::new(page("/melden"), code.try_into()?);
        write(&format!("problem-{code}.html"), problem.render()?)?;
    }
    write("kaart.svg", map_picture::draw(&shapes()?, Some([5.4036, 52.1660])))?;
    Ok(())
}

fn home(page: Page, wrong: Option<&str>) -> HomePage {
    let last = LastReport {
        report_id: "1".to_owned(),
        category: "bulky_waste".to_owned(),
        area: Some("Zangvogelbuurt".to_owned()),
        status: "planned".to_owned(),
        photo: Some(Photo { id: "a".to_owned() }),
    };
    HomePage { page, last: Some(last), has_list: true, wrong_number: wrong.map(str::to_owned) }
}

fn photos(ids: &[&str]) -> Vec<Photo> {
    ids.iter().map(|id| Photo { id: (*id).to_owned() }).collect()
}

fn photo(page: Page, ids: &[&str]) -> PhotoPage {
    let (errors, photos, hints) = (FieldErrors::default(), photos(ids), vec![]);
    PhotoPage { page, errors, photos, photos_max: 3, hints }
}

fn place(page: Page, wrong: bool) -> PlacePage {
    let mut errors = FieldErrors::default();
    if wrong {
        errors.push("kaart", "We weten nog niet waar het is. Tik op de kaart of kies de buurt.");
    }
    let choice = |code: &str, name: &str| AreaChoice { code: code.into(), name: name.into() };
    let areas = vec![AreaGroup {
        wijk: "Liendert".to_owned(),
        areas: vec![choice("BU03071001", "Zangvogelbuurt"), choice("BU03071002", "De Horsten")],
    }];
    PlacePage {
        page,
        errors,
        longitude: if wrong { String::new() } else { "5.4036".to_owned() },
        latitude: if wrong { String::new() } else { "52.1660".to_owned() },
        accuracy: String::new(),
        place: "Wiekslag 41".to_owned(),
        area: None,
        area_name: (!wrong).then(|| "Zangvogelbuurt".to_owned()),
        areas,
        map_src: "/melden/kaart.svg".to_owned(),
        base: None,
        found: Vec::new(),
        is_searched: wrong,
        things: if wrong { Vec::new() } else { things() },
        asset: None,
    }
}

fn things() -> Vec<Thing> {
    let thing = |kind: &str, number: &str, metres| Thing {
        asset_id: number.to_owned(),
        kind: kind.to_owned(),
        number: number.to_owned(),
        metres,
        is_reported: metres < 20,
    };
    vec![thing("container", "1043", 12), thing("lamp_post", "L-2207", 31)]
}

fn check(page: Page, wrong: bool) -> CheckPage {
    let mut errors = FieldErrors::default();
    if wrong {
        errors.push("uitleg", "Je uitleg is te lang. Haal 32 tekens weg.");
        errors
            .push("mail", "Dit is geen mailadres. Een mailadres heeft een @, zoals naam@post.nl.");
    }
    CheckPage {
        page,
        errors,
        photos: photos(&["a", "b"]),
        hints: vec![],
        place: "Wiekslag 41, Zangvogelbuurt".to_owned(),
        answers: Vec::new(),
        thing: Some("Container 1043".to_owned()),
        category: Lang::dutch().category("bulky_waste"),
        key: "k".to_owned(),
        description: "De bank staat half op de stoep. Een rolstoel kan er niet langs.".to_owned(),
        description_max: 2000,
        email: if wrong { "naam.post.nl".to_owned() } else { String::new() },
        phone: String::new(),
        challenge: String::new(),
    }
}

fn thanks(page: Page, now: DateTime<Utc>, mail_given: bool) -> ThanksPage {
    ThanksPage {
        page,
        errors: FieldErrors::default(),
        report_id: "1".to_owned(),
        number: "LD-4F7K-29".to_owned(),
        team: Some("Grofvuil".to_owned()),
        received_at: now,
        expected_at: Some(now + TimeDelta::days(2)),
        mail_given,
        email: String::new(),
    }
}

fn follow(status: &str, now: DateTime<Utc>) -> Follow {
    let order = ["received", "routed", "planned", "in_progress", "resolved"];
    let until = order.iter().position(|known| *known == status).unwrap_or(4);
    let mut at = now - TimeDelta::days(2);
    let mut history: Vec<HistoryStep> = Vec::new();
    for known in &order[..=until] {
        at += TimeDelta::hours(9);
        let team = (*known != "received").then(|| "Team Grofvuil".to_owned());
        history.push(HistoryStep {
            at,
            status: (*known).to_owned(),
            team,
            visit: None,
            note: None,
        });
    }
    if let Some(last) = history.last_mut() {
        status.clone_into(&mut last.status);
        if status == "resolved" {
            let text = "Bank en matras zijn mee. De stoep is weer vrij.".to_owned();
            last.note = Some(Words { text, ..Words::default() });
        }
    }
    Follow {
        report_id: "1".to_owned(),
        number: "LD-4F7K-29".to_owned(),
        status: status.to_owned(),
        visit: None,
        reason: Some("already_gone".to_owned()),
        changed_at: at,
        category: "bulky_waste".to_owned(),
        area: Some("Zangvogelbuurt".to_owned()),
        team: (status != "received").then(|| "Team Grofvuil".to_owned()),
        expected_at: Some(now + TimeDelta::days(2)),
        answer_by: None,
        photos: photos(&["a"]),
        after_photos: photos(if status == "resolved" { &["c"] } else { &[] }),
        history,
        answers: Answers { may_tell: true, may_withdraw: true, ..Answers::default() },
    }
}

/// A few made-up areas, drawn when there is no file of real ones.
fn shapes() -> anyhow::Result<Vec<map_picture::AreaShape>> {
    let Some(path) = std::env::args().nth(2) else {
        let ring = vec![[5.39, 52.16], [5.41, 52.16], [5.412, 52.172], [5.392, 52.17]];
        return Ok(vec![map_picture::AreaShape {
            name: "Zangvogelbuurt".into(),
            rings: vec![ring],
        }]);
    };
    let collection: serde_json::Value = serde_json::from_slice(&std::fs::read(path)?)?;
    let mut shapes = Vec::new();
    for feature in collection["features"].as_array().context("no features")? {
        let name = ["name", "buurtnaam"].iter().find_map(|key| feature["properties"][key].as_str());
        let geometry = &feature["geometry"];
        let coordinates = geometry["coordinates"].clone();
        let polygons: Vec<Vec<Vec<[f64; 2]>>> = if geometry["type"] == "MultiPolygon" {
            serde_json::from_value(coordinates)?
        } else {
            vec![serde_json::from_value(coordinates)?]
        };
        let rings = polygons.into_iter().filter_map(|rings| rings.into_iter().next()).collect();
        shapes.push(map_picture::AreaShape { name: name.unwrap_or_default().to_owned(), rings });
    }
    Ok(shapes)
}
