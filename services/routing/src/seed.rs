//! The demo: Liendert and its neighbours, the categories, four teams and five people.
//!
//! Running it again changes nothing, and it leaves alone what is there already:
//! an import may have brought better outlines, and somebody may have changed a
//! rule, a name or a password.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, OpenOptions},
    io::Write as _,
    os::unix::fs::OpenOptionsExt as _,
    path::Path,
};

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use platform::{outbox::Outbox, staff::Role};
use proto::questions::Question;
use serde::Deserialize;
use sqlx::{PgConnection, types::Json};
use tracing::info;
use uuid::Uuid;

use crate::{
    account::Profile,
    announce, area_file,
    import::{self, Mode, Summary},
    password,
    rules::{Action, Rule},
    service_level::Unit,
    setup,
    standard_text::{Purpose, Translations},
    store::{
        self, account_changes, accounts,
        catalogue::{self, Category, Team},
        rules::RuleSet,
        standard_texts::{self, StandardText},
    },
};

const AREAS: &str = include_str!("../seed/liendert.geojson");
const DEMO: &str = include_str!("../seed/demo.json");
const TEXTS: &str = include_str!("../seed/texts.json");

/// Passwords by address.
type Logins = BTreeMap<String, String>;

#[derive(Deserialize)]
struct Demo {
    teams: Vec<DemoTeam>,
    categories: Vec<DemoCategory>,
    rules: Vec<DemoRule>,
    staff: Vec<DemoStaff>,
}

#[derive(Deserialize)]
struct DemoTeam {
    key: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DemoCategory {
    key: String,
    name: String,
    examples: String,
    position: i32,
    term: i32,
    /// Working days when it is not said.
    #[serde(default = "working_days")]
    term_unit: String,
    #[serde(default)]
    questions: Vec<Question>,
    /// Metres within which two reports are about one thing, when it is not the usual.
    near_m: Option<i32>,
}

fn working_days() -> String {
    Unit::WorkingDays.as_str().to_owned()
}

/// A text for residents, in every language.
#[derive(Deserialize)]
struct DemoText {
    purpose: Purpose,
    category: Option<String>,
    name: String,
    texts: Translations,
}

impl DemoText {
    fn stored(self, now: DateTime<Utc>) -> StandardText {
        StandardText {
            standard_text_id: Uuid::now_v7(),
            purpose: self.purpose,
            category_key: self.category,
            name: self.name,
            texts: Json(self.texts),
            version: 0,
            staff_name: "Opgeruimd".to_owned(),
            changed_at: now,
        }
    }
}

fn texts() -> anyhow::Result<Vec<DemoText>> {
    serde_json::from_str(TEXTS).context("seed/texts.json")
}

#[derive(Deserialize)]
struct DemoRule {
    name: String,
    condition: String,
    team: String,
    #[serde(default)]
    urgent: bool,
}

impl DemoRule {
    fn rule(&self) -> Rule {
        let team_key = Some(self.team.clone());
        let action = Action { team_key, is_urgent: self.urgent, level: None };
        Rule { name: self.name.clone(), condition: self.condition.clone(), action }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DemoStaff {
    email: String,
    name: String,
    role: Role,
    teams: Vec<String>,
    #[serde(default)]
    sees_contact: bool,
    #[serde(default)]
    sees_evidence: bool,
}

/// Stores the demo in the caller's transaction. Passwords come from the file
/// `logins`; those that it lacks are made and written to it.
pub async fn store(
    tx: &mut PgConnection,
    outbox: &Outbox,
    logins: &Path,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let demo: Demo = serde_json::from_str(DEMO).context("seed/demo.json")?;
    let areas = area_file::parse(AREAS).context("seed/liendert.geojson")?;
    let steps = import::store(tx, outbox, &areas, Mode::AddMissing, now).await?;
    info!("Seeded areas: {}", Summary::of(&steps));
    store_catalogue(tx, outbox, &demo, now).await?;
    // Before the commit: accounts whose passwords nobody has would be of no use.
    let passwords = complete_logins(logins, &demo.staff)?;
    store_staff(tx, &demo.staff, &passwords, now).await
}

async fn store_catalogue(
    tx: &mut PgConnection,
    outbox: &Outbox,
    demo: &Demo,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    for team in &demo.teams {
        // What somebody renamed stays.
        if catalogue::team(&mut *tx, &team.key).await?.is_none() {
            let team = Team { team_key: team.key.clone(), name: team.name.clone() };
            setup::teams::store(tx, outbox, &[team], now).await?;
        }
    }
    for category in &demo.categories {
        let near_m = category.near_m;
        let category = Category {
            category_key: category.key.clone(),
            name: category.name.clone(),
            examples: category.examples.clone(),
            position: category.position,
            active: true,
            term: category.term,
            term_unit: category.term_unit.clone(),
            questions: questions_of(category)?,
            version: 0,
        };
        if let Some(version) = catalogue::add_category(tx, &category).await? {
            outbox.enqueue(tx, &announce::category_changed(&category, version), now).await?;
            if let Some(near_m) = near_m {
                store::joining::set_near(tx, &category.category_key, near_m).await?;
            }
        }
    }
    if store::rules::current(tx).await?.version == 0 {
        let set = RuleSet { version: 1, rules: demo.rules.iter().map(DemoRule::rule).collect() };
        store::rules::add(tx, &set, "", "Waarmee we begonnen", now).await?;
        for text in texts()? {
            standard_texts::save(tx, &text.stored(now)).await?;
        }
    }
    Ok(())
}

/// As they are stored and announced; empty when there are none.
fn questions_of(category: &DemoCategory) -> anyhow::Result<String> {
    if category.questions.is_empty() {
        return Ok(String::new());
    }
    Ok(serde_json::to_string(&category.questions)?)
}

async fn store_staff(
    tx: &mut PgConnection,
    staff: &[DemoStaff],
    (passwords, made): &(Logins, BTreeSet<String>),
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    for member in staff {
        let password = passwords.get(&member.email).context("every member got a password")?;
        if let Some(known) = accounts::find(tx, &member.email).await? {
            // The file was lost: what it says now is what must work.
            if made.contains(&member.email) {
                let hash = password::hash(password)?;
                accounts::set_password(tx, known.staff_account_id, Some(&hash)).await?;
            }
            continue;
        }
        let profile = Profile {
            email: member.email.clone(),
            name: member.name.clone(),
            role: member.role,
            team_keys: member.teams.clone(),
            area_codes: Vec::new(),
            sees_contact: member.sees_contact,
            sees_evidence: member.sees_evidence,
            is_blocked: false,
        };
        let hash = password::hash(password)?;
        account_changes::add(tx, Uuid::now_v7(), &profile, Some(&hash), now).await?;
    }
    Ok(())
}

/// Reads the file, adds who is missing, and writes it again when it changed. Gives all logins,
/// and the addresses of those that were missing.
fn complete_logins(path: &Path, staff: &[DemoStaff]) -> anyhow::Result<(Logins, BTreeSet<String>)> {
    let mut logins: Logins = match fs::read(path) {
        Ok(text) => serde_json::from_slice(&text)
            .with_context(|| format!("{} is no list of logins", path.display()))?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Logins::new(),
        Err(error) => return Err(error).with_context(|| path.display().to_string()),
    };
    let emails = staff.iter().map(|member| member.email.clone());
    let made: BTreeSet<_> = emails.filter(|email| !logins.contains_key(email)).collect();
    logins.extend(made.iter().map(|email| (email.clone(), password::generate())));
    if !made.is_empty() {
        write_private(path, &serde_json::to_vec_pretty(&logins)?)
            .with_context(|| format!("write {}", path.display()))?;
    }
    Ok((logins, made))
}

/// Writes a file that only its owner can read, whole or not at all.
fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let draft = path.with_extension(format!("draft-{}", std::process::id()));
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
    file.write_all(bytes)?;
    file.write_all(b"\n")?;
    file.sync_all()?;
    fs::rename(&draft, path)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use proto::questions;

    use super::*;
    use crate::{
        rules::{
            self, Book, Route,
            condition::{Condition, Known},
            facts::Facts,
        },
        service_level::Level,
    };

    fn demo() -> Demo {
        serde_json::from_str(DEMO).unwrap()
    }

    fn questions_of_all(demo: &Demo) -> BTreeSet<String> {
        let of_all = demo.categories.iter().flat_map(|category| &category.questions);
        of_all.map(|question| question.key.clone()).collect()
    }

    #[test]
    fn the_seed_names_only_teams_categories_and_areas_that_are_in_it() {
        let demo = demo();
        let areas = area_file::parse(AREAS).unwrap().areas;
        let known = Known {
            categories: demo.categories.iter().map(|category| category.key.clone()).collect(),
            areas: areas.into_iter().map(|area| area.code).collect(),
            questions: questions_of_all(&demo),
        };
        let is_team = |key: &String| demo.teams.iter().any(|team| team.key == *key);

        for rule in &demo.rules {
            assert!(is_team(&rule.team), "{}", rule.team);
            Condition::check(&rule.condition, &known).unwrap();
        }
        assert!(demo.staff.iter().flat_map(|member| &member.teams).all(is_team));
    }

    #[test]
    fn every_category_has_a_team_everywhere_and_the_words_of_the_screens() {
        let demo = demo();
        let book = Book::new(demo.rules.iter().map(DemoRule::rule).collect());
        let answers = questions_of_all(&demo).into_iter().map(|key| (key, String::new()));
        let answers: questions::Answers = answers.collect();

        for category in &demo.categories {
            assert!(Level::parse(category.term, &category.term_unit).is_some(), "{}", category.key);
            let facts = Facts {
                category: category.key.clone(),
                area: "BU03071001".to_owned(),
                answers: answers.clone(),
                ..Facts::default()
            };
            let (route, _) = rules::route(&facts, true, &book);
            assert!(matches!(route, Route::Team(_)), "{}: {route:?}", category.key);
            let words = web::words::category(&category.key);
            assert_eq!((words.label, words.examples), (&*category.name, &*category.examples));
        }
    }

    #[test]
    fn the_questions_can_be_asked_in_every_language_of_the_pages() {
        let languages: Vec<_> = web::Lang::all().map(web::Lang::tag).collect();
        let is_whole = |words: &proto::questions::Words| {
            languages.iter().all(|tag| words.contains_key(*tag)) && words.len() == languages.len()
        };
        for category in demo().categories {
            let questions = questions::parse(&questions_of(&category).unwrap()).unwrap();
            for question in questions {
                assert!(is_whole(&question.label), "{}", question.key);
                for choice in question.choices {
                    assert!(is_whole(&choice.label), "{} of {}", choice.value, question.key);
                    let stop = choice.stop.as_ref();
                    let stop = stop.map(|advice| [&advice.title, &advice.text, &advice.go_on]);
                    assert!(stop.into_iter().flatten().all(is_whole), "{}", choice.value);
                }
            }
        }
    }

    #[test]
    fn the_texts_are_there_in_every_language_and_short_enough() {
        let demo = demo();
        for text in texts().unwrap() {
            for lang in web::Lang::all() {
                let said = text.texts.get(lang.tag()).map_or("", String::as_str);
                let length = said.chars().count();
                assert!((1..=text.purpose.chars_max()).contains(&length), "{}: {said}", text.name);
            }
            let known = |key: &String| demo.categories.iter().any(|it| it.key == *key);
            assert!(text.category.iter().all(known), "{}", text.name);
        }
    }

    #[test]
    fn logins_are_made_once_and_only_their_owner_can_read_them() {
        let path = std::env::temp_dir().join(format!("logins-{}.json", Uuid::now_v7()));

        let (made, new) = complete_logins(&path, &demo().staff).unwrap();
        let (read, none) = complete_logins(&path, &demo().staff).unwrap();
        let permissions = fs::metadata(&path).unwrap().permissions();
        fs::remove_file(&path).unwrap();

        assert_eq!((&made, new.len(), none.len()), (&read, 5, 0));
        assert_eq!((made.len(), permissions.mode() & 0o777), (5, 0o600));
    }
}
