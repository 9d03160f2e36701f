//! Texts that dispatchers choose: each resident reads them in their own language.

use chrono::TimeDelta;
use platform::clock;
use reqwest::Response;
use serde_json::{Value, json};
use tests::City;

use super::{ZANGVOGELBUURT, report, text};

const GONE: &str = "We zijn gaan kijken. Het was al weg. Zie je het weer? Meld het dan opnieuw.";
const GONE_IN_ARABIC: &str = "ذهبنا لننظر، فلم يعد هناك شيء. هل تراه من جديد؟ أبلغ مرة أخرى.";

/// A city with a dispatcher.
struct Desk {
    city: City,
    dispatcher: String,
}

impl Desk {
    async fn open() -> anyhow::Result<Self> {
        let city = City::start().await?;
        let dispatcher = city.sign_in("dispatcher@demo").await?;
        Ok(Self { city, dispatcher })
    }

    /// A report by somebody who reads English, with a mail address.
    async fn report(&self, category: &str) -> anyhow::Result<Value> {
        let mut report = report(category, ZANGVOGELBUURT);
        report["contact"] = json!({"email": "bewoner@voorbeeld.nl"});
        report["language"] = json!("en");
        let (status, submitted) = self.city.submit(&report).await?;
        anyhow::ensure!(status == 201, "{submitted}");
        self.city.settle().await?;
        Ok(submitted)
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> anyhow::Result<Response> {
        let request = self.city.http.post(self.city.url("routing", path));
        Ok(request.bearer_auth(&self.dispatcher).form(form).send().await?)
    }

    /// Presses a button at the issue of the report.
    async fn act(&self, submitted: &Value, act: &str, form: &[(&str, &str)]) -> anyhow::Result<()> {
        let shown = self.city.report(submitted).await?;
        let issue = text(&shown, "/issueId");
        let version: i64 =
            sqlx::query_scalar("select version from routing.issue where issue_id = $1::uuid")
                .bind(issue)
                .fetch_one(&self.city.pool)
                .await?;
        let version = version.to_string();
        let form: Vec<_> = form.iter().copied().chain([("version", version.as_str())]).collect();
        let answer = self.post(&format!("/meldkamer/{issue}/{act}"), &form).await?;
        anyhow::ensure!(answer.status() == 303, "{}", answer.text().await?);
        self.city.settle().await
    }

    /// Closes the issue of the report, and lets the half minute pass.
    async fn close(&self, submitted: &Value, form: &[(&str, &str)]) -> anyhow::Result<()> {
        self.act(submitted, "afhandelen", form).await?;
        self.city.watch_clocks(clock::now() + TimeDelta::seconds(31)).await?;
        Ok(())
    }

    /// The page of the report, for somebody who reads this language.
    async fn follow(&self, submitted: &Value, language: &str) -> anyhow::Result<String> {
        let path = format!("/melding/{}", text(submitted, "/reportId"));
        let request = self.city.http.get(self.city.url("intake", &path));
        let page = request.header("accept-language", language).send().await?;
        Ok(page.error_for_status()?.text().await?)
    }

    /// All mails as one text, without the line breaks that mail puts in.
    fn mails(&self) -> anyhow::Result<String> {
        Ok(self.city.mails()?.concat().replace("=\r\n", ""))
    }
}

#[tokio::test]
async fn a_text_that_was_chosen_is_read_in_the_language_of_whoever_reported() -> anyhow::Result<()>
{
    let desk = Desk::open().await?;
    let submitted = desk.report("litter").await?;

    // As without a script: chosen, and nothing typed.
    desk.close(&submitted, &[("uitkomst", "already_gone"), ("standaard", GONE)]).await?;

    let arabic = desk.follow(&submitted, "ar").await?;
    assert!(arabic.contains(&format!("lang=\"ar\" dir=\"auto\">“{GONE_IN_ARABIC}”")), "{arabic}");
    assert!(!arabic.contains(GONE) && !arabic.contains("بالهولندية"));
    let dutch = desk.follow(&submitted, "nl").await?;
    assert!(dutch.contains(&format!("lang=\"nl\" dir=\"auto\">“{GONE}”")));
    let mails = desk.mails()?;
    assert!(mails.contains("It was already gone. Do you see it again?"), "{mails}");
    assert!(!mails.contains("Het was al weg"));
    desk.city.stop().await
}

#[tokio::test]
async fn a_text_that_was_changed_is_read_as_it_was_typed() -> anyhow::Result<()> {
    let desk = Desk::open().await?;
    let submitted = desk.report("litter").await?;
    let typed = format!("{GONE} Groet, de wijkploeg.");

    let form = [("uitkomst", "already_gone"), ("standaard", GONE), ("tekst", &typed)];
    desk.close(&submitted, &form).await?;

    let arabic = desk.follow(&submitted, "ar").await?;
    assert!(arabic.contains("lang=\"nl\" dir=\"auto\">“We zijn gaan kijken."), "{arabic}");
    assert!(!arabic.contains(GONE_IN_ARABIC));
    assert!(desk.mails()?.contains("Groet, de wijkploeg."));
    desk.city.stop().await
}

#[tokio::test]
async fn a_question_that_was_chosen_is_asked_in_their_language_and_only_of_its_kind()
-> anyhow::Result<()> {
    let desk = Desk::open().await?;
    let broken = "Wat is er precies kapot, en kan iemand zich eraan bezeren?";
    let bench = desk.report("street_furniture_broken").await?;
    let heap = desk.report("litter").await?;

    desk.act(&bench, "vragen", &[("question", broken)]).await?;
    desk.act(&heap, "vragen", &[("question", broken)]).await?;

    let english = desk.follow(&bench, "en").await?;
    assert!(english.contains("“What exactly is broken, and can somebody get hurt by it?”"));
    // The same words about another kind are somebody's own.
    assert!(desk.follow(&heap, "en").await?.contains(&format!("“{broken}”")));
    desk.city.stop().await
}

/// The form of a text, with what is said otherwise.
fn filled<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [("voor", "closing"), ("soort", ""), ("naam", "Nacht"), ("tekst-nl", "Morgen.")];
    let is_other = |name: &str| other.iter().any(|(it, _)| *it == name);
    usual.into_iter().filter(|(name, _)| !is_other(name)).chain(other.iter().copied()).collect()
}

#[tokio::test]
async fn who_was_second_keeps_what_they_wrote_and_reads_who_was_first() -> anyhow::Result<()> {
    let desk = Desk::open().await?;
    let path = "/meldkamer/teksten";
    let saved = desk.post(path, &filled(&[("tekst-pl", "Jutro.")])).await?;
    assert_eq!(saved.status(), 303);
    let to = saved.headers()["location"].to_str()?.to_owned();
    let id = to.split_once("tekst=").unwrap().1.split('&').next().unwrap().to_owned();
    let seen = [("tekst", id.as_str()), ("versie", "1")];

    let change = |words| filled(&[seen[0], seen[1], ("tekst-nl", words)]);
    assert_eq!(desk.post(path, &change("Morgen vroeg.")).await?.status(), 303);
    let second = desk.post(path, &change("Overmorgen.")).await?;
    assert_eq!(second.status(), 409);
    let html = second.text().await?;
    assert!(html.contains("Meldkamer 1 veranderde deze tekst net."), "{html}");
    assert!(html.contains(">Overmorgen.</textarea>") && html.contains("Morgen vroeg."));

    let away = format!("{path}/{id}/weg");
    assert_eq!(desk.post(&away, &seen).await?.status(), 409);
    assert_eq!(desk.post(&away, &[("versie", "2")]).await?.status(), 303);
    let gone = desk.post(path, &filled(&[seen[0], ("versie", "2")])).await?;
    assert_eq!(gone.status(), 409);
    assert!(gone.text().await?.contains("Iemand haalde deze tekst net weg."));
    desk.city.stop().await
}

#[tokio::test]
async fn a_text_that_cannot_be_kept_says_why() -> anyhow::Result<()> {
    let desk = Desk::open().await?;
    let long = "a".repeat(1001);
    let cases = [
        (filled(&[("naam", "Al weg")]), "Er is al een tekst met deze naam."),
        (filled(&[("naam", "")]), "Geef de tekst een naam"),
        (filled(&[("tekst-nl", " ")]), "Schrijf de tekst in het Nederlands."),
        (filled(&[("tekst-tr", &long)]), "Türkçe: De tekst is te lang"),
        (filled(&[("soort", "hond")]), "Kies een soort uit de lijst."),
        (filled(&[("voor", "")]), "Kies waar de tekst voor is."),
    ];

    for (form, words) in cases {
        let answer = desk.post("/meldkamer/teksten", &form).await?;
        assert_eq!(answer.status(), 422, "{words}");
        assert!(answer.text().await?.contains(words), "{words}");
    }
    let known = "select count(*) from routing.standard_text where staff_name <> 'Opgeruimd'";
    assert_eq!(desk.city.count(known).await?, 0);
    desk.city.stop().await
}
