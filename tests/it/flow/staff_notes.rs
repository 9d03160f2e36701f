//! What staff write to each other about an issue, and the files with it.

use reqwest::{
    Response,
    multipart::{Form, Part},
};
use tests::City;

use super::{ZANGVOGELBUURT, report};

/// As many bytes as the files of a note may have together.
const FILES_BYTES_MAX: usize = 20 * 1024 * 1024;

/// A dispatcher and one issue.
struct Desk {
    city: City,
    dispatcher: String,
    issue: String,
}

impl Desk {
    async fn open() -> anyhow::Result<Self> {
        let city = City::start().await?;
        let dispatcher = city.sign_in("dispatcher@demo").await?;
        city.submit(&report("litter", ZANGVOGELBUURT)).await?;
        city.settle().await?;
        let issue = sqlx::query_scalar("select issue_id::text from routing.issue")
            .fetch_one(&city.pool)
            .await?;
        Ok(Self { city, dispatcher, issue })
    }

    async fn write(&self, form: Form) -> anyhow::Result<Response> {
        let url = self.city.url("routing", &format!("/meldkamer/{}/notities", self.issue));
        Ok(self.city.http.post(url).bearer_auth(&self.dispatcher).multipart(form).send().await?)
    }

    async fn get(&self, path: &str, token: Option<&str>) -> anyhow::Result<Response> {
        let mut request = self.city.http.get(self.city.url("routing", path));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        Ok(request.send().await?)
    }

    /// The page of the issue, as the dispatcher sees it.
    async fn page(&self) -> anyhow::Result<String> {
        let path = format!("/meldkamer/{}", self.issue);
        let page = self.get(&path, Some(&self.dispatcher)).await?;
        Ok(page.error_for_status()?.text().await?)
    }

    /// Takes back what was done last, as its notice offers.
    async fn undo(&self, done: &Response) -> anyhow::Result<u16> {
        let to = done.headers()["location"].to_str()?;
        let (_, batch) = to.split_once("gedaan=").unwrap();
        let url = self.city.url("routing", "/meldkamer/terug");
        let request = self.city.http.post(url).bearer_auth(&self.dispatcher);
        Ok(request.form(&[("batch", batch)]).send().await?.status().as_u16())
    }
}

fn file(name: &str, content: impl Into<Vec<u8>>) -> Part {
    Part::bytes(content.into()).file_name(name.to_owned())
}

#[tokio::test]
async fn a_note_with_a_pdf_is_for_dispatchers_alone_and_can_be_taken_back() -> anyhow::Result<()> {
    let desk = Desk::open().await?;
    let form = Form::new()
        .text("tekst", "Bewoner belde: <b>hond</b> op het erf.")
        .part("bestand", file("brief van de VvE.PDF", b"%PDF-1.7 brief"))
        .part("bestand", file("", ""));

    let done = desk.write(form).await?;

    assert_eq!(done.status(), 303);
    let page = desk.page().await?;
    assert!(page.contains("Bewoner belde: &#60;b&#62;hond&#60;/b&#62; op het erf."), "{page}");
    let (_, rest) = page.split_once("href=\"/meldkamer/bijlagen/").unwrap();
    let path = format!("/meldkamer/bijlagen/{}", rest.split('"').next().unwrap());
    let given = desk.get(&path, Some(&desk.dispatcher)).await?;
    assert_eq!(given.headers()["content-type"], "application/pdf");
    let disposition = "attachment; filename*=UTF-8''brief%20van%20de%20VvE.pdf";
    assert_eq!(given.headers()["content-disposition"], disposition);
    assert_eq!(given.headers()["cache-control"], "private, no-store");
    assert_eq!(given.bytes().await?, "%PDF-1.7 brief");

    let crew = desk.city.sign_in("crew@demo").await?;
    assert_eq!(desk.get(&path, Some(&crew)).await?.status(), 403);
    assert_eq!(desk.get(&path, None).await?.status(), 401);
    // Nothing of it goes to anybody: no event, and the issue is as it was.
    let outbox = "select count(*) from routing.outbox where position('hond'::bytea in payload) > 0";
    assert_eq!(desk.city.count(outbox).await?, 0);

    assert_eq!(desk.undo(&done).await?, 303);
    assert!(!desk.page().await?.contains("op het erf"));
    assert_eq!(desk.get(&path, Some(&desk.dispatcher)).await?.status(), 404);
    assert_eq!(desk.undo(&done).await?, 409);
    desk.city.stop().await
}

#[tokio::test]
async fn a_note_that_is_not_taken_says_why_and_keeps_the_words() -> anyhow::Result<()> {
    let desk = Desk::open().await?;
    let page = b"<html><script>alert(1)</script>";
    let five = (0..5)
        .fold(Form::new(), |form, at| form.part("bestand", file(&format!("{at}.pdf"), b"%PDF-")));
    let mut large = b"%PDF-".to_vec();
    large.resize(FILES_BYTES_MAX + 128 * 1024, b' ');
    let cases = [
        (Form::new().text("tekst", " "), 422, "Schrijf iets, of kies een bestand."),
        (Form::new().text("tekst", "x".repeat(2001)), 422, "te lang"),
        (
            Form::new().text("tekst", "Kijk").part("bestand", file("kijk.pdf", page)),
            422,
            "“kijk.pdf” is geen foto",
        ),
        (five.part("bestand", file("6.pdf", b"%PDF-")), 422, "hoogstens 5 bestanden"),
        (
            Form::new().text("tekst", "Kijk").part("bestand", file("groot.pdf", large)),
            413,
            "samen mogen ze 20 MB zijn",
        ),
    ];

    for (form, status, words) in cases {
        let answer = desk.write(form).await?;
        assert_eq!(answer.status(), status, "{words}");
        let html = answer.text().await?;
        assert!(html.contains(words), "{words}: {html}");
        assert!(words.starts_with("Schrijf") || html.contains("id=\"notitie-fout\""), "{words}");
        let is_kept = html.contains(">Kijk</textarea>");
        assert!(is_kept || !words.contains("foto") && !words.contains("MB"), "{words}");
    }
    assert_eq!(desk.city.count("select count(*) from routing.staff_note").await?, 0);
    desk.city.stop().await
}

#[tokio::test]
async fn the_notes_of_an_issue_go_along_when_it_is_joined() -> anyhow::Result<()> {
    let desk = Desk::open().await?;
    desk.write(Form::new().text("tekst", "Van de eerste.")).await?;
    desk.city.submit(&report("bin_full", ZANGVOGELBUURT)).await?;
    desk.city.settle().await?;
    let other: String =
        sqlx::query_scalar("select issue_id::text from routing.issue where category = 'bin_full'")
            .fetch_one(&desk.city.pool)
            .await?;

    sqlx::query("update routing.issue set joined_into = $1::uuid where issue_id = $2::uuid")
        .bind(&other)
        .bind(&desk.issue)
        .execute(&desk.city.pool)
        .await?;

    let page = desk.get(&format!("/meldkamer/{other}"), Some(&desk.dispatcher)).await?;
    assert!(page.text().await?.contains("Van de eerste."));
    desk.city.stop().await
}
