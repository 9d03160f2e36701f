//! A partner without an account does one order by a link, and nothing else.

use reqwest::Response;
use serde_json::{Value, json};
use tests::City;

use super::{ZANGVOGELBUURT, report, text};

/// A city with one order of Wijkteam Schoon, and a dispatcher.
struct Handover {
    city: City,
    dispatcher: String,
    submitted: Value,
    order: String,
}

impl Handover {
    async fn open() -> anyhow::Result<Self> {
        let city = City::start().await?;
        let dispatcher = city.sign_in("dispatcher@demo").await?;
        let (status, submitted) = city.submit(&report("other", ZANGVOGELBUURT)).await?;
        anyhow::ensure!(status == 201, "{submitted}");
        city.settle().await?;
        let order =
            text(&city.work_orders(&dispatcher, "open").await?[0], "/workOrderId").to_owned();
        Ok(Self { city, dispatcher, submitted, order })
    }

    async fn ask(&self, form: &[(&str, &str)]) -> anyhow::Result<Response> {
        let url = self.city.url("work_orders", &format!("/werk/{}/partner", self.order));
        Ok(self.city.http.post(url).bearer_auth(&self.dispatcher).form(form).send().await?)
    }

    /// The path of a new link.
    async fn link(&self) -> anyhow::Result<String> {
        let form = [("naam", "Woningcorporatie Vogelnest"), ("dagen", "30")];
        let html = self.ask(&form).await?.error_for_status()?.text().await?;
        let (_, rest) = html.split_once("id=\"link\" value=\"").unwrap();
        let link = rest.split('"').next().unwrap();
        let (_, path) = link.split_once("/partner/").unwrap();
        Ok(format!("/partner/{path}"))
    }

    async fn get(&self, path: &str) -> anyhow::Result<Response> {
        Ok(self.city.http.get(self.city.url("work_orders", path)).send().await?)
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> anyhow::Result<u16> {
        let request = self.city.http.post(self.city.url("work_orders", path)).form(form);
        let status = request.send().await?.status().as_u16();
        self.city.settle().await?;
        Ok(status)
    }
}

#[tokio::test]
async fn a_partner_takes_an_order_does_it_and_the_resident_hears_so() -> anyhow::Result<()> {
    let desk = Handover::open().await?;
    let link = desk.link().await?;

    let page = desk.get(&link).await?.error_for_status()?.text().await?;
    assert!(page.contains("Twee zakken naast de bak.") && !page.contains("href=\"/werk"), "{page}");
    assert_eq!(desk.post(&format!("{link}/aannemen"), &[]).await?, 303);
    assert_eq!(text(&desk.city.report(&desk.submitted).await?, "/status"), "planned");
    assert_eq!(desk.post(&format!("{link}/start"), &[]).await?, 303);
    let note = reqwest::multipart::Form::new().text("note", "Opgehaald met de kraan.");
    let url = desk.city.url("work_orders", &format!("{link}/klaar"));
    let done = desk.city.http.post(url).multipart(note).send().await?;
    assert_eq!((done.status().as_u16(), done.headers()["location"].to_str()?), (303, &*link));
    desk.city.settle().await?;

    let told = desk.city.report(&desk.submitted).await?;
    assert_eq!(text(&told, "/status"), "resolved");
    assert!(told.to_string().contains("Opgehaald met de kraan."), "{told}");
    let url = desk.city.url("work_orders", &format!("/api/v1/work-orders/{}", desk.order));
    let order = desk.city.http.get(url).bearer_auth(&desk.dispatcher).send().await?;
    assert!(order.text().await?.contains("Woningcorporatie Vogelnest"));
    // There is nothing to do any more: the page says so, and a step is refused.
    let after = desk.get(&link).await?.error_for_status()?.text().await?;
    assert!(after.contains("Klaar gemeld") && !after.contains("/aannemen"), "{after}");
    assert_eq!(desk.post(&format!("{link}/aannemen"), &[]).await?, 303);
    assert_eq!(text(&desk.city.report(&desk.submitted).await?, "/status"), "resolved");
    desk.city.stop().await
}

#[tokio::test]
async fn a_link_that_was_guessed_taken_back_replaced_or_has_ended_does_nothing()
-> anyhow::Result<()> {
    let desk = Handover::open().await?;
    let first = desk.link().await?;
    let second = desk.link().await?;

    let mut guess = second.clone();
    guess.pop();
    guess.push(if second.ends_with('A') { 'B' } else { 'A' });
    for path in
        [first.as_str(), guess.as_str(), "/partner/x", "/partner/%00", "/partner/%F0%9F%90%A6"]
    {
        assert_eq!(desk.get(path).await?.status(), 404, "{path}");
        assert_eq!(desk.post(&format!("{path}/aannemen"), &[]).await?, 404, "{path}");
    }
    assert_eq!(desk.get(&second).await?.status(), 200);

    sqlx::query("update work_orders.partner_link set expires_at = now() - interval '1 second'")
        .execute(&desk.city.pool)
        .await?;
    for path in [second.clone(), format!("{second}/klaar"), format!("{second}/lukt-niet")] {
        let ended = desk.get(&path).await?;
        assert_eq!(ended.status(), 410, "{path}");
        assert!(ended.text().await?.contains("Vraag de gemeente om een nieuwe."), "{path}");
    }
    let third = desk.link().await?;
    let away = desk.city.url("work_orders", &format!("/werk/{}/partner/intrekken", desk.order));
    desk.city.http.post(away).bearer_auth(&desk.dispatcher).send().await?;
    assert_eq!(desk.get(&third).await?.status(), 404);

    assert_eq!(text(&desk.city.report(&desk.submitted).await?, "/status"), "routed");
    desk.city.stop().await
}

#[tokio::test]
async fn a_link_is_asked_for_with_a_name_and_an_end_and_only_for_what_is_open() -> anyhow::Result<()>
{
    let desk = Handover::open().await?;
    for form in [
        [("naam", ""), ("dagen", "30")],
        [("naam", "ROVA"), ("dagen", "31")],
        [("naam", "a\u{7}"), ("dagen", "7")],
    ] {
        let answer = desk.ask(&form).await?;
        assert_eq!(answer.status(), 400, "{form:?}");
        assert!(answer.text().await?.contains("role=\"alert\""), "{form:?}");
    }
    // What the database has is no link.
    desk.link().await?;
    let stored = "select count(*) from work_orders.partner_link where length(token_hash) = 32";
    assert_eq!(desk.city.count(stored).await?, 1);

    let crew = desk.city.sign_in("crew@demo").await?;
    desk.city
        .act(&crew, &json!({"workOrderId": desk.order}), "refuse", &json!({"reason": "not_ours"}))
        .await?;
    desk.city.settle().await?;
    assert_eq!(desk.ask(&[("naam", "ROVA"), ("dagen", "7")]).await?.status(), 409);
    desk.city.stop().await
}
