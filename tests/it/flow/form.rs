//! The form without script: what is posted, and what comes of it.

use reqwest::{
    Response, StatusCode, header,
    multipart::{Form, Part},
};
use tests::City;

use super::photos::files;

const MIB: usize = 1024 * 1024;
const FOLLOWER: &str = "select count(*) from notification.subscription
    where email = 'jan@voorbeeld.nl' and phone = '06 12345678'";

/// Somebody with the cookie of a draft.
struct Visitor<'a> {
    city: &'a City,
    cookie: String,
}

impl<'a> Visitor<'a> {
    /// Answers the question of the place with a buurt alone.
    async fn arrive(city: &'a City) -> anyhow::Result<Self> {
        let place = [("area", "BU03071001"), ("place", "Bij het bankje")];
        let request = city.http.post(city.url("intake", "/melden/plek")).form(&place);
        let answer = request.send().await?;
        assert_eq!(answer.status(), 303);
        let cookie = answer.headers()[header::SET_COOKIE].to_str()?;
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        Ok(Self { city, cookie })
    }

    /// The hidden field of the last page.
    fn key(&self) -> &str {
        self.cookie.split_once('=').map_or("", |(_, draft_id)| draft_id)
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<Response> {
        let request = self.city.http.post(self.city.url("intake", path)).form(fields);
        Ok(request.header(header::COOKIE, &self.cookie).send().await?)
    }

    async fn post_photo(&self, photo: Vec<u8>) -> anyhow::Result<Response> {
        let form = Form::new().part("photo", Part::bytes(photo).file_name("foto.jpg"));
        let request = self.city.http.post(self.city.url("intake", "/melden")).multipart(form);
        Ok(request.header(header::COOKIE, &self.cookie).send().await?)
    }

    async fn page(&self, path: &str) -> anyhow::Result<String> {
        let request = self.city.http.get(self.city.url("intake", path));
        Ok(request.header(header::COOKIE, &self.cookie).send().await?.text().await?)
    }
}

fn leads_to(answer: &Response) -> &str {
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    answer.headers()[header::LOCATION].to_str().unwrap()
}

#[tokio::test]
async fn what_the_form_cannot_use_is_said_on_a_page_and_not_stored() -> anyhow::Result<()> {
    let city = City::start().await?;
    let visitor = Visitor::arrive(&city).await?;

    let unknown = visitor.post("/melden/wat", &[("category", "escaped_peacock")]).await?;
    assert_eq!(unknown.status(), 400);
    let large = visitor.post_photo(vec![0xff; 60 * MIB]).await?;
    assert_eq!(large.status(), 413);
    assert!(large.text().await?.contains("Een foto mag hoogstens 20 MB zijn."));
    let no_photo = visitor.post_photo(b"Dit is geen foto.".to_vec()).await?;
    assert_eq!(no_photo.status(), 415);
    let endless = Form::new().text("photoId", "x".repeat(40 * MIB));
    let endless = city.http.post(city.url("intake", "/melden")).multipart(endless).send().await?;
    assert_eq!(endless.status(), 413);
    assert_eq!(leads_to(&visitor.post("/melden/wat", &[("category", "li\0tter")]).await?), CHECK);
    let story = "x".repeat(10 * MIB);
    let key = visitor.key();
    let long = visitor.post(CHECK, &[("key", key), ("description", &story)]).await?;
    assert_eq!(long.status(), 413);
    let page = visitor.post(CHECK, &[("key", key), ("email", "a\0@b")]).await?;
    assert_eq!(page.status(), 400);

    for table in ["select count(*) from intake.report", "select count(*) from intake.photo"] {
        assert_eq!(city.count(table).await?, 0, "{table}");
    }
    assert!(files(&city.photo_folder())?.is_empty());
    assert_eq!(city.http.get(city.url("intake", "/readyz")).send().await?.status(), 200);
    city.stop().await
}

const CHECK: &str = "/melden/controle";

#[tokio::test]
async fn words_typed_on_the_last_page_are_kept_when_an_answer_is_changed() -> anyhow::Result<()> {
    let city = City::start().await?;
    let visitor = Visitor::arrive(&city).await?;
    visitor.post("/melden/wat", &[("category", "litter")]).await?;

    let words = ("description", "Drie dozen\r\nen een stoel");
    let change = [("key", visitor.key()), words, ("change", "/melden/wat")];
    assert_eq!(leads_to(&visitor.post(CHECK, &change).await?), "/melden/wat");
    assert!(visitor.page(CHECK).await?.contains("Drie dozen\nen een stoel"));

    let elsewhere = [("key", visitor.key()), ("change", "https://example.nl")];
    let answer = visitor.post(CHECK, &elsewhere).await?;
    assert!(leads_to(&answer).starts_with("/melden/bedankt/"), "no step of ours: it was sent");
    city.stop().await
}

#[tokio::test]
async fn the_page_of_another_draft_sends_nothing() -> anyhow::Result<()> {
    let city = City::start().await?;
    let visitor = Visitor::arrive(&city).await?;
    visitor.post("/melden/wat", &[("category", "litter")]).await?;

    let answer = visitor.post(CHECK, &[("key", "of an earlier report")]).await?;

    assert_eq!(leads_to(&answer), CHECK);
    assert_eq!(city.count("select count(*) from intake.report").await?, 0);
    city.stop().await
}

#[tokio::test]
async fn who_left_only_a_number_can_still_leave_a_mail_address() -> anyhow::Result<()> {
    let city = City::start().await?;
    let visitor = Visitor::arrive(&city).await?;
    visitor.post("/melden/wat", &[("category", "litter")]).await?;

    let sent = [("key", visitor.key()), ("phone", "06 12345678")];
    let thanks = leads_to(&visitor.post(CHECK, &sent).await?).to_owned();
    let asks = visitor.page(&thanks).await?;
    assert!(asks.contains("name=\"email\"") && !asks.contains("We sturen je een mail"));
    let report_id = thanks.rsplit('/').next().unwrap_or_default();
    let contact = format!("/melding/{report_id}/contact");
    visitor.post(&contact, &[("email", "jan@voorbeeld.nl")]).await?;
    city.settle().await?;

    assert!(visitor.page(&thanks).await?.contains("We sturen je een mail"));
    assert_eq!(city.count(FOLLOWER).await?, 1, "the number stays beside the address");
    assert_eq!(city.mails()?.len(), 1);
    let crew = city.sign_in("crew@demo").await?;
    let order = city.work_orders(&crew, "open").await?.remove(0);
    assert!(order.to_string().contains("Bij het bankje (ergens in de Zangvogelbuurt)"), "{order}");
    city.stop().await
}

#[tokio::test]
async fn the_last_page_opened_before_the_advice_sends_nothing_and_keeps_the_words()
-> anyhow::Result<()> {
    let city = City::start().await?;
    let resident = Visitor::arrive(&city).await?;
    resident.post("/melden/wat", &[("category", "bulky_waste")]).await?;
    // In another tab, after the last page was opened in this one.
    let answer = resident.post("/melden/vragen", &[("owner", "mine")]).await?;
    assert_eq!(leads_to(&answer), "/melden/advies");

    let fields = [("key", resident.key()), ("description", "Een bank")];
    let answer = resident.post(CHECK, &fields).await?;

    assert_eq!(leads_to(&answer), "/melden/advies");
    assert_eq!(city.count("select count(*) from intake.report").await?, 0);
    resident.post("/melden/advies", &[]).await?;
    assert!(resident.page(CHECK).await?.contains("Een bank"));
    city.stop().await
}
