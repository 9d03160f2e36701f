//! Rules of the repository that a compiler cannot check.

mod rights;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use proto::topology;

/// Lines of a Rust file.
const LINES_MAX: usize = 400;

const SERVICES: [&str; 5] = ["intake", "routing", "work_orders", "notification", "statistics"];

/// What each room may lean on, from the bottom of the house upwards.
const ARROW: [(&str, &[&str]); 9] = [
    ("proto", &[]),
    ("platform", &["proto"]),
    ("web", &["proto", "platform"]),
    ("services/intake", &["proto", "platform", "web"]),
    ("services/routing", &["proto", "platform", "web"]),
    ("services/work_orders", &["proto", "platform", "web"]),
    ("services/notification", &["proto", "platform", "web"]),
    ("services/statistics", &["proto", "platform", "web"]),
    ("deploy/provision", &["proto", "platform"]),
];

/// Decisions: synchronous, without database, web server or clock.
const PURE: [&str; 62] = [
    "services/intake/src/answering.rs",
    "services/intake/src/issue_map/filter.rs",
    "services/intake/src/known.rs",
    "platform/src/bbox.rs",
    "platform/src/cursor.rs",
    "platform/src/needle.rs",
    "platform/src/tile.rs",
    "services/intake/src/pdok/answer.rs",
    "services/intake/src/pdok/breaker.rs",
    "services/intake/src/register.rs",
    "services/intake/src/review/finds.rs",
    "services/intake/src/review/rules.rs",
    "services/intake/src/register/assets.rs",
    "platform/src/import_file/csv.rs",
    "services/intake/src/register/places.rs",
    "services/intake/src/submission.rs",
    "services/intake/src/report_number.rs",
    "services/intake/src/contact.rs",
    "services/intake/src/misuse.rs",
    "services/intake/src/proof.rs",
    "services/intake/src/photo.rs",
    "services/routing/src/joining.rs",
    "services/routing/src/account.rs",
    "services/routing/src/answers.rs",
    "services/routing/src/code.rs",
    "web/src/form.rs",
    "services/routing/src/oidc/claims.rs",
    "services/routing/src/oidc/groups.rs",
    "services/routing/src/rules.rs",
    "services/routing/src/rules/condition.rs",
    "services/routing/src/rules/facts.rs",
    "services/routing/src/rules_page/draft.rs",
    "services/routing/src/rules_page/trial.rs",
    "services/routing/src/service_level.rs",
    "services/routing/src/service_level/calendar.rs",
    "services/routing/src/service_level/due.rs",
    "platform/src/holidays.rs",
    "services/routing/src/service_level/left.rs",
    "services/routing/src/terms/proposal.rs",
    "services/routing/src/terms/trial.rs",
    "services/routing/src/setup/team_file.rs",
    "services/routing/src/lifecycle.rs",
    "services/routing/src/listing.rs",
    "services/routing/src/listing/find.rs",
    "services/routing/src/works.rs",
    "services/routing/src/term.rs",
    "services/routing/src/inbox/course.rs",
    "services/routing/src/town.rs",
    "services/work_orders/src/driving.rs",
    "services/work_orders/src/progress.rs",
    "services/work_orders/src/rounds/plan.rs",
    "services/work_orders/src/rounds/timetable.rs",
    "services/work_orders/src/rounds/volume.rs",
    "services/work_orders/src/settling.rs",
    "services/work_orders/src/streets.rs",
    "services/work_orders/src/streets/cell.rs",
    "services/work_orders/src/streets/file.rs",
    "services/work_orders/src/streets/network.rs",
    "services/work_orders/src/filter.rs",
    "services/notification/src/alert/edition.rs",
    "services/notification/src/plan.rs",
    "services/statistics/src/tally.rs",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Files of the repository with one of the extensions; built and fetched things left out.
fn files(extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                let is_ours = !name.starts_with('.')
                    && !matches!(name.as_str(), "target" | "node_modules" | "dist" | "dist.next");
                folders.extend(is_ours.then_some(path));
            } else if extensions.iter().any(|extension| name.ends_with(extension)) {
                found.push(path);
            }
        }
    }
    assert!(!found.is_empty());
    found
}

#[test]
fn every_file_says_what_it_is_for_and_stays_short() {
    for file in files(&[".rs"]) {
        let text = fs::read_to_string(&file).unwrap();
        let header = text.lines().next().unwrap_or_default();
        assert!(header.starts_with("//! ") && header.len() > 12, "{}: no header", file.display());
        assert!(!header.contains("placeholder"), "{}", file.display());
        let lines = text.lines().count();
        assert!(lines <= LINES_MAX, "{} has {lines} lines", file.display());
    }
}

#[test]
fn dependencies_point_down_the_house_and_never_from_service_to_service() {
    let ours: BTreeSet<&str> =
        ARROW.iter().map(|(room, _)| room.rsplit('/').next().unwrap()).collect();
    for (room, allowed) in ARROW {
        let manifest = read(format!("{room}/Cargo.toml"));
        for line in manifest.lines() {
            let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
            let is_dependency = line.contains("workspace = true") || line.contains("path =");
            if is_dependency && ours.contains(name) {
                assert!(allowed.contains(&name), "{room} may not depend on {name}");
            }
        }
    }
}

/// The code without comments, tests, and how a row becomes a value: that is no query.
fn code_of(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.collect::<Vec<_>>().join("\n").replace("sqlx::FromRow", "").replace("sqlx::Type", "")
}

#[test]
fn decisions_know_no_database_no_web_server_and_no_clock() {
    for file in PURE {
        let code = code_of(&read(file));
        for banned in ["sqlx::", "axum::", "tokio::", "clock::now", "async fn"] {
            assert!(!code.contains(banned), "{file} uses {banned}");
        }
    }
}

#[test]
fn every_event_is_documented_where_people_look() {
    let readme = read("proto/README.md");
    for event in &topology::EVENTS {
        assert!(
            readme.contains(event.event_type),
            "{} is not in proto/README.md",
            event.event_type
        );
    }
}

/// The settings of NATS are written by hand, the contracts in Rust.
#[test]
fn each_service_has_exactly_the_rights_on_the_bus_that_the_contracts_ask_for() {
    let settings = read("deploy/nats/nats-server.conf");
    let users = settings.matches("user: ").count();
    assert_eq!(users, SERVICES.len() + 2, "besides the services there are admin and sys");
    for service in SERVICES {
        let own = settings.split(&format!("user: {service}\n")).nth(1).unwrap();
        let block = own.split("allow: [").nth(1).unwrap().split(']').next().unwrap();
        let granted: BTreeSet<String> = block
            .lines()
            .map(|line| line.trim().trim_matches('"').to_owned())
            .filter(|line| !line.is_empty())
            .collect();
        assert_eq!(granted, rights_of(service), "{service}");
        let hears = own.split("subscribe: ").nth(1).unwrap().lines().next().unwrap();
        assert_eq!(hears, format!("{{ allow: [\"_INBOX_{service}.>\"] }}"), "{service}");
    }
}

fn rights_of(service: &str) -> BTreeSet<String> {
    let mut rights = BTreeSet::from(["$JS.API.INFO".to_owned()]);
    for stream in topology::streams_of(service) {
        rights.extend(stream.subjects.iter().map(ToString::to_string));
        rights.insert(format!("$JS.API.STREAM.INFO.{}", stream.name));
    }
    for consumer in topology::consumers_of(service) {
        let stream = consumer.stream;
        for right in ["$JS.API.CONSUMER.INFO", "$JS.API.CONSUMER.MSG.NEXT"] {
            rights.insert(format!("{right}.{stream}.{service}"));
        }
        rights.insert(format!("$JS.ACK.{stream}.{service}.>"));
        rights.insert(format!("$JS.ACK.*.*.{stream}.{service}.>"));
    }
    rights
}

/// Every schema is one service's own.
#[test]
fn no_query_names_the_schema_of_another_service() {
    for service in SERVICES {
        let own = root().join("services").join(service).join("src");
        for file in files(&[".rs"]).into_iter().filter(|file| file.starts_with(&own)) {
            let text = code_of(&fs::read_to_string(&file).unwrap());
            for other in SERVICES.into_iter().filter(|other| *other != service) {
                for verb in ["from", "join", "into", "update"] {
                    let query = format!("{verb} {other}.");
                    assert!(!text.contains(&query), "{}: {query}", file.display());
                }
            }
        }
    }
}

/// The repository is for whoever runs it, wherever that is.
#[test]
fn nothing_points_at_the_machine_it_was_written_on() {
    let banned =
        [["/wo", "rk/"].concat(), ["/ro", "ot/"].concat(), ["regis", "try.npmjs"].concat()];
    for file in files(&[
        ".rs", ".md", ".toml", ".json", ".yml", ".ts", ".mjs", ".html", ".css", ".sql", ".conf",
    ]) {
        let text = fs::read_to_string(&file).unwrap_or_default();
        for path in &banned {
            assert!(!text.contains(path.as_str()), "{} names {path}", file.display());
        }
    }
}

/// A text is asked for by its key, so a key that is not there would show as three dots.
#[test]
fn every_text_that_is_asked_for_is_in_the_file_of_texts() {
    let source = read("web/texts/nl.ftl");
    let keys: BTreeSet<&str> = source
        .lines()
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.trim())
        .collect();
    let mut asked = 0;
    for file in files(&[".rs", ".html", ".txt"]) {
        let text = code_of(&fs::read_to_string(&file).unwrap());
        for ask in
            [".t(\"", ".t1(\"", ".t2(\"", ".rich1(\"", ".say(\"", "with_place(\"", "with_team(\""]
        {
            for call in text.split(ask).skip(1) {
                let key = call.split('"').next().unwrap_or_default();
                let is_key = key.contains('-')
                    && key.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
                let of_web =
                    ["services", "web"].iter().any(|room| file.starts_with(root().join(room)));
                if of_web && is_key {
                    assert!(keys.contains(key), "{}: {key}", file.display());
                    asked += 1;
                }
            }
        }
    }
    assert!(asked > 150, "only {asked} found: does this still look in the right places?");
}

/// What a resident reads comes from the files of texts, so that no language misses a part.
#[test]
fn templates_for_residents_hold_no_words_of_their_own() {
    let rooms = ["services/intake/templates", "services/notification/templates"];
    let shared =
        ["phone.html", "parts.html", "problem.html"].map(|name| format!("web/templates/{name}"));
    let places: Vec<_> = rooms
        .iter()
        .map(|room| root().join(room))
        .chain(shared.iter().map(|file| root().join(file)))
        .collect();
    for file in files(&[".html", ".txt"]) {
        // The pieces of mails are mostly styles, which stand between tags there.
        let is_style = file.ends_with("mail/parts.html");
        let is_for_staff = [
            "intake/templates/review.html",
            "intake/templates/things.html",
            "notification/templates/disclosure.html",
            "notification/templates/views.html",
        ]
        .iter()
        .any(|name| file.ends_with(name));
        if is_style || is_for_staff || !places.iter().any(|place| file.starts_with(place)) {
            continue;
        }
        let mut text = fs::read_to_string(&file).unwrap();
        for (from, to) in [
            ("{#", "#}"),
            ("<style", "</style>"),
            ("{%", "%}"),
            ("{{", "}}"),
            ("<!--", "-->"),
            ("<", ">"),
        ] {
            text = without(&text, from, to);
        }
        let text = text.replace("Opgeruimd", "").replace("&nbsp;", "");
        let words: Vec<_> = text
            .split_whitespace()
            .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1)
            .collect();
        assert!(words.is_empty(), "{}: {words:?}", file.display());
    }
}

/// The text without its stretches from `from` to `to`.
fn without(text: &str, from: &str, to: &str) -> String {
    let mut pieces = text.split(from);
    let mut kept = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        kept.push_str(piece.split_once(to).map_or("", |(_, rest)| rest));
    }
    kept
}
