//! Staff whose account allows it read how to reach residents: never without saying why.

use reqwest::{Response, StatusCode};
use serde_json::json;

use super::{ZANGVOGELBUURT, accounts::password_of, office::Office, report, text};

const MAIL: &str = "els.van.dam@voorbeeld.nl";

const VIEWS: &str = "select count(*) from notification.contact_view";

/// An issue with a reporter, and an account that may read how to reach them.
struct Desk {
    office: Office,
    dispatcher: String,
    issue: String,
}

impl Desk {
    async fn open() -> anyhow::Result<Self> {
        let office = Office::open().await?;
        let mut sent = report("litter", ZANGVOGELBUURT);
        sent["contact"] = json!({"email": MAIL, "phone": "0612345678"});
        sent["language"] = json!("tr");
        let (_, submitted) = office.city.submit(&sent).await?;
        office.city.settle().await?;
        let issue = text(&office.city.report(&submitted).await?, "/issueId").to_owned();
        let dispatcher = office.city.sign_in("dispatcher@demo").await?;
        Ok(Self { office, dispatcher, issue })
    }

    fn address(&self) -> String {
        format!("/berichten/melders/{}", self.issue)
    }

    async fn get(&self, token: &str) -> anyhow::Result<Response> {
        let url = self.office.city.url("notification", &self.address());
        Ok(self.office.city.http.get(url).bearer_auth(token).send().await?)
    }

    async fn say(&self, token: &str, why: &[(&str, &str)]) -> anyhow::Result<(StatusCode, String)> {
        let answer = self.office.post(("notification", &self.address()), token, why).await?;
        Ok((answer.status(), answer.text().await?))
    }

    /// An account that an administrator makes, with what is filled in besides.
    async fn account(&self, mail: &str, more: &[(&str, &str)]) -> anyhow::Result<String> {
        let form = [&[("naam", "Nieuw"), ("mail", mail), ("rol", "dispatcher")], more].concat();
        let address = ("routing", "/beheer/accounts");
        let made = self.office.post(address, &self.office.admin, &form).await?;
        anyhow::ensure!(made.status() == 201, "{}", made.text().await?);
        let password = password_of(&made.text().await?);
        Ok(self.office.sign_in(mail, &password).await?.1)
    }
}

#[tokio::test]
async fn who_says_why_reads_them_and_it_is_kept_who_did() -> anyhow::Result<()> {
    let desk = Desk::open().await?;
    let (city, office) = (&desk.office.city, &desk.office);
    let inbox = city.url("routing", &format!("/meldkamer/{}", desk.issue));
    let inbox = city.http.get(inbox).bearer_auth(&desk.dispatcher).send().await?.text().await?;
    assert!(inbox.contains(&desk.address()) && !inbox.contains(MAIL), "{inbox}");

    let asked = desk.get(&desk.dispatcher).await?;
    assert_eq!(asked.headers()["cache-control"], "no-store");
    assert!(!asked.text().await?.contains(MAIL), "first why");
    for wrong in [&[][..], &[("reden", "other")], &[("reden", "zomaar"), ("toelichting", "x")]] {
        let (status, page) = desk.say(&desk.dispatcher, wrong).await?;
        assert!(status == 422 && !page.contains(MAIL), "{wrong:?}: {page}");
    }
    assert_eq!(city.count(VIEWS).await?, 0);

    let why = [("reden", "other"), ("toelichting", "Sleutels <b>gevonden</b>")];
    let (status, page) = desk.say(&desk.dispatcher, &why).await?;
    assert_eq!(status, 200);
    for told in ["mailto:els.van.dam@voorbeeld.nl", "tel:0612345678", "Türkçe"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let views = office.page(("notification", "/berichten/inzage")).await?;
    for told in ["Meldkamer 1", "Sleutels &#60;b&#62;gevonden", &desk.issue] {
        assert!(views.contains(told), "{told}: {views}");
    }
    assert!(!views.contains(MAIL), "who looked, not what they saw");
    desk.office.city.stop().await
}

#[tokio::test]
async fn nobody_reads_them_by_their_role_alone_or_elsewhere() -> anyhow::Result<()> {
    let desk = Desk::open().await?;
    let why = [("reden", "danger")];
    let plain = desk.account("gewoon@voorbeeld.nl", &[]).await?;
    let elsewhere = [("contact", "ja"), ("waar", "deel"), ("gebied", "BU03071101")];
    let elsewhere = desk.account("elders@voorbeeld.nl", &elsewhere).await?;
    let crew = desk.office.city.sign_in("crew@demo").await?;
    for (who, token) in [
        ("dispatcher", &plain),
        ("elsewhere", &elsewhere),
        ("crew", &crew),
        ("admin", &desk.office.admin),
    ] {
        assert_eq!(desk.get(token).await?.status(), 403, "{who}");
        let (status, page) = desk.say(token, &why).await?;
        assert!(status == 403 && !page.contains(MAIL), "{who}");
    }
    let page = desk.office.page(("routing", &format!("/meldkamer/{}", desk.issue))).await?;
    assert!(!page.contains("/berichten/melders/"), "no way to what they may not see");
    let here = [("contact", "ja"), ("waar", "deel"), ("gebied", "WK030710")];
    let here = desk.account("hier@voorbeeld.nl", &here).await?;
    assert!(desk.say(&here, &why).await?.1.contains(MAIL));
    assert_eq!(desk.office.city.count(VIEWS).await?, 1);
    // Where we do not know where it lies, it does not lie here.
    sqlx::query("delete from notification.area_issue").execute(&desk.office.city.pool).await?;
    assert_eq!(desk.say(&here, &why).await?.0, 403);
    desk.office.city.stop().await
}

#[tokio::test]
async fn what_was_forgotten_is_gone_here_too() -> anyhow::Result<()> {
    let desk = Desk::open().await?;
    sqlx::query("update notification.subscription set email = null, phone = null")
        .execute(&desk.office.city.pool)
        .await?;

    let (status, page) = desk.say(&desk.dispatcher, &[("reden", "complaint")]).await?;

    assert_eq!(status, 200);
    assert!(page.contains("gaf geen gegevens, of ze zijn al gewist"), "{page}");
    let unknown = "/berichten/melders/00000000-0000-0000-0000-000000000007";
    let answer = desk.office.post(("notification", unknown), &desk.dispatcher, &[]).await?;
    assert_eq!(answer.status(), 404);
    desk.office.city.stop().await
}
