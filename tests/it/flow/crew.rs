//! The crew's phone: what it asks before an order is done, and what it says after.

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use tests::City;

use super::{ZANGVOGELBUURT, openapi::PNG, report};

/// One order of the crew, and its token.
async fn order(city: &City, category: &str) -> anyhow::Result<(String, Value)> {
    city.submit(&report(category, ZANGVOGELBUURT)).await?;
    city.settle().await?;
    let crew = city.sign_in("crew@demo").await?;
    let order = city.work_orders(&crew, "open").await?.remove(0);
    Ok((crew, order))
}

fn page(city: &City, order: &Value, rest: &str) -> String {
    city.url("work_orders", &format!("/werk/{}{rest}", order["workOrderId"].as_str().unwrap()))
}

#[tokio::test]
async fn an_order_is_done_with_photos_that_are_there() -> anyhow::Result<()> {
    let city = City::start().await?;
    let (crew, order) = order(&city, "litter").await?;
    let photo = city.http.post(city.url("intake", "/api/v1/photos")).body(PNG).send().await?;
    let photo: Value = photo.json().await?;
    let unknown = "0199f3a0-0000-7000-8000-000000000000";

    for (photo_ids, pointer) in
        [(json!([]), "/photoIds"), (json!([photo["photoId"], unknown]), "/photoIds/1")]
    {
        let body = json!({"photoIds": photo_ids});
        let (status, problem) = city.act(&crew, &order, "complete", &body).await?;
        assert_eq!((status.as_u16(), &problem["errors"][0]["pointer"]), (400, &json!(pointer)));
    }
    let body = json!({"photoIds": [photo["photoId"], photo["photoId"]]});
    let (status, done) = city.act(&crew, &order, "complete", &body).await?;

    assert_eq!((status.as_u16(), done["afterPhotos"].as_array().map(Vec::len)), (200, Some(1)));
    city.stop().await
}

#[tokio::test]
async fn reporting_done_twice_without_script_says_done_twice() -> anyhow::Result<()> {
    let city = City::start().await?;
    let (crew, order) = order(&city, "litter").await?;
    let address = page(&city, &order, "/klaar");
    let form = || {
        let part = Part::bytes(PNG).file_name("na.png").mime_str("image/png").unwrap();
        Form::new().part("photo", part).text("note", "Alles is weg.")
    };

    for press in 1..=2 {
        let post = city.http.post(&address).bearer_auth(&crew).multipart(form());
        let answer = post.send().await?;
        let to = answer.headers()["location"].to_str()?;
        assert!(answer.status() == 303 && to.starts_with("/werk?af="), "press {press}: {to}");
    }
    let list =
        city.url("work_orders", &format!("/werk?af={}", order["workOrderId"].as_str().unwrap()));
    let list = city.http.get(list).bearer_auth(&crew).send().await?.text().await?;

    assert!(list.contains("is klaar. De melder krijgt bericht."), "{list}");
    city.stop().await
}

#[tokio::test]
async fn a_photo_that_is_too_large_does_not_take_the_note_with_it() -> anyhow::Result<()> {
    let city = City::start().await?;
    let (crew, order) = order(&city, "litter").await?;
    let huge = Part::bytes(vec![0; 21 * 1024 * 1024]).file_name("na.jpg").mime_str("image/jpeg")?;
    let form = Form::new().part("photo", huge).text("note", "Een matras lag erbij.");

    let post = city.http.post(page(&city, &order, "/klaar")).bearer_auth(&crew).multipart(form);
    let answer = post.send().await?;
    let status = answer.status();
    let page = answer.text().await?;

    assert!(status.is_client_error() && page.contains("Een matras lag erbij."), "{status}");
    city.stop().await
}

#[tokio::test]
async fn a_button_that_was_pressed_after_the_session_leads_back_to_its_order() -> anyhow::Result<()>
{
    let city = City::start().await?;
    let (crew, order) = order(&city, "litter").await?;

    for (button, query) in [("/aannemen", ""), ("/start", "?x=1&y=2")] {
        let pressed =
            city.http.post(page(&city, &order, &format!("{button}{query}"))).send().await?;
        let sign_in = pressed.headers()["location"].to_str()?.to_owned();
        let query = query.replace('?', "%3F").replace('=', "%3D").replace('&', "%26");
        assert!(sign_in.ends_with(&format!("{button}{query}")), "{sign_in}");
        let again = city.http.get(page(&city, &order, button)).bearer_auth(&crew).send().await?;
        assert_eq!(again.status(), 303);
        assert!(page(&city, &order, "").ends_with(again.headers()["location"].to_str()?));
    }
    city.stop().await
}

#[tokio::test]
async fn a_cursor_that_somebody_made_up_is_refused() -> anyhow::Result<()> {
    let city = City::start().await?;
    let crew = city.sign_in("crew@demo").await?;
    // A hundred thousand years ago, as each of the two writes it.
    for (service, path) in [
        ("work_orders", "/api/v1/work-orders?cursor=05dQ9E7AAAAAAAAAAAAAAAAAAAAAAAAA"),
        (
            "routing",
            "/api/v1/issues?cursor=LTMyMDAwMDAwMDAwMDAwMDAwMDAgMDAwMDAwMDAtMDAwMC0wMDAw\
             LTAwMDAtMDAwMDAwMDAwMDAw",
        ),
    ] {
        let answer = city.http.get(city.url(service, path)).bearer_auth(&crew).send().await?;
        assert_eq!(answer.status(), 400, "{service}");
    }
    city.stop().await
}
