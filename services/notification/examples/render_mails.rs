//! Writes every kind of mail into a folder, for looking at: `render_mails OUTDIR [BEFORE.jpg AFTER.jpg]`.
//! The .html files show the pictures themselves; the .eml files are what is sent.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use askama::Template as _;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use notification::{
    alert::letter,
    facts::{Facts, Report},
    mail::{
        self, AFTER_CID, BEFORE_CID,
        message::{Letterhead, Pictures, compose},
    },
    plan::Step,
    stop::StopPage,
    store::{alerts::AlertMail, area_issues::Told},
};
use platform::visit::Visit;
use uuid::Uuid;
use web::{Assets, Lang, Page};

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let out = PathBuf::from(arguments.next().context("say where the mails go")?);
    let picture = |path: Option<String>| path.map(std::fs::read).transpose();
    let (before, after) = (picture(arguments.next())?, picture(arguments.next())?);
    std::fs::create_dir_all(&out)?;
    let now: DateTime<Utc> = "2026-11-26T09:53:00Z".parse()?;

    for (name, step, status, reason, note) in [
        ("received", Step::Received, "routed", "", ""),
        ("received-triage", Step::Received, "", "", ""),
        ("planned", Step::Progress, "planned", "", ""),
        ("visit", Step::Visit, "planned", "", ""),
        ("postponed", Step::Postponed, "routed", "", ""),
        ("busy", Step::Progress, "in_progress", "", ""),
        ("asked", Step::Asked, "waiting_for_reporter", "", "Staat de kast er nog?"),
        (
            "resolved",
            Step::Resolved,
            "resolved",
            "",
            "Bank en matras zijn mee. De stoep is weer vrij.",
        ),
        ("resolved-plain", Step::Resolved, "resolved", "", ""),
        ("not-found", Step::NotResolved, "not_resolved", "not_found", "Ook achter de heg gekeken."),
        ("not-ours", Step::NotResolved, "not_resolved", "not_ours", ""),
    ] {
        let told = told(step, status, reason, note)?;
        let has_after = told.after_photo().is_some() && !note.is_empty();
        let pictures = Pictures {
            before: before.clone().filter(|_| told.before_photo().is_some()),
            after: after.clone().filter(|_| has_after),
        };
        write(&out, name, &told, pictures, now)?;
    }
    alerts(&out, now)?;
    pages(&out, now)
}

/// Mail about a buurt, in the first language and in one from right to left.
fn alerts(out: &Path, now: DateTime<Utc>) -> anyhow::Result<()> {
    let told = |category: &str, status: &str| Told {
        category: category.to_owned(),
        status: status.to_owned(),
        is_solved: status == "resolved",
        opened_at: now - TimeDelta::days(1),
        changed_at: now,
    };
    let news = [
        told("bulky_waste", "routed"),
        told("litter", "planned"),
        told("waste_beside_container", "resolved"),
    ];
    for language in ["nl", "ar"] {
        for (name, day) in [("confirm", None), ("digest", Some(now.date_naive()))] {
            let mail = AlertMail {
                email: "bewoner@voorbeeld.nl".to_owned(),
                language: language.to_owned(),
                token: "ABCDEFGHIJKLMNOPQRSTUV".to_owned(),
                area_code: "BU03071001".to_owned(),
                area_name: "Zangvogelbuurt".to_owned(),
                confirmed_at: Some(now - TimeDelta::days(350)),
                day,
            };
            let drawn = letter::draw(&mail, &news, "https://voorbeeld.nl", now)?;
            std::fs::write(out.join(format!("alert-{name}-{language}.html")), drawn.html)?;
            std::fs::write(out.join(format!("alert-{name}-{language}.txt")), drawn.text)?;
        }
    }
    Ok(())
}

fn told(step: Step, status: &str, reason: &str, note: &str) -> anyhow::Result<mail::Told> {
    let facts = Facts {
        status: status.to_owned(),
        reason: reason.to_owned(),
        note: note.to_owned(),
        note_in: std::collections::BTreeMap::new(),
        team: "Grofvuil".to_owned(),
        area: "Zangvogelbuurt".to_owned(),
        category_name: "Grofvuil".to_owned(),
        after_photo_id: (step == Step::Resolved).then_some(Uuid::nil()),
        answer_by: None,
        expected_at: Some("2026-11-30T16:00:00Z".parse()?),
        visit: matches!(step, Step::Visit).then_some(Visit {
            from: "2026-12-01T07:00:00Z".parse()?,
            until: "2026-12-01T10:00:00Z".parse()?,
        }),
        changed_at: "2026-11-26T09:52:00Z".parse()?,
    };
    Ok(mail::Told {
        step,
        lang: Lang::dutch(),
        report: Report {
            report_id: Uuid::now_v7(),
            number: "LD-4F7K-29".to_owned(),
            category: "bulky_waste".to_owned(),
            location_text: "Wiekslag 14, bij de speelplek".to_owned(),
            photo_id: Some(Uuid::nil()),
            submitted_at: "2026-11-24T07:14:00Z".parse()?,
        },
        facts: (!status.is_empty()).then_some(facts),
        public_url: "https://voorbeeld.nl".to_owned(),
        stop_token: "ABCDEFGHIJKLMNOPQRSTUV".to_owned(),
    })
}

fn write(
    out: &Path,
    name: &str,
    told: &mail::Told,
    pictures: Pictures,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let drawn = mail::draw(told, pictures.before.is_some(), pictures.after.is_some(), now)?;
    let mut html = drawn.html.clone();
    for (picture, cid) in [(&pictures.before, BEFORE_CID), (&pictures.after, AFTER_CID)] {
        if let Some(bytes) = picture {
            let data = format!("data:image/jpeg;base64,{}", BASE64_STANDARD.encode(bytes));
            html = html.replace(&format!("cid:{cid}"), &data);
        }
    }
    std::fs::write(out.join(format!("{name}.html")), html)?;
    std::fs::write(out.join(format!("{name}.txt")), &drawn.text)?;
    let letterhead = Letterhead::new("Opgeruimd <post@voorbeeld.nl>", &told.public_url)?;
    let to = "bewoner@voorbeeld.nl".parse()?;
    let stop = mail::stop_url(&told.public_url, &told.stop_token);
    let message = compose(&letterhead, Uuid::now_v7(), to, &stop, drawn, pictures, now)?;
    std::fs::write(out.join(format!("{name}.eml")), message.formatted())?;
    Ok(())
}

fn pages(out: &Path, now: DateTime<Utc>) -> anyhow::Result<()> {
    let dist = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/dist");
    let assets = std::sync::Arc::new(Assets::load(dist)?);
    for (name, is_stopped) in [("stop", false), ("stopped", true)] {
        let page =
            Page::resident(&assets, "/berichten/stop/ABCDEFGHIJKLMNOPQRSTUV", Lang::dutch(), now);
        std::fs::write(
            out.join(format!("{name}.html")),
            StopPage { page, is_stopped, is_alert: false }.render()?,
        )?;
    }
    Ok(())
}
