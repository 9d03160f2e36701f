//! What a crew did without connection comes in once, whenever it comes, and is never thrown away.

use reqwest::StatusCode;
use serde_json::{Value, json};
use tests::City;
use uuid::Uuid;

use super::{ZANGVOGELBUURT, joining::photo, report, text};

/// One order, and two people of its team with their phones.
struct Street {
    city: City,
    order: String,
    crew: Phone,
    admin: Phone,
}

/// Somebody with a phone.
pub(super) struct Phone {
    pub(super) token: String,
    pub(super) staff_id: Uuid,
}

impl Phone {
    /// Sends an act to this address; `more` is what comes with it.
    pub(super) async fn send(
        &self,
        city: &City,
        path: &str,
        (act, what): (u128, &str),
        more: &Value,
    ) -> anyhow::Result<(StatusCode, Value)> {
        let (act_id, staff_id) = (Uuid::from_u128(act), self.staff_id);
        let mut body = json!({"actId": act_id, "staffId": staff_id, "what": what});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let post = city.http.post(city.url("work_orders", path)).bearer_auth(&self.token);
        let post = post.header("accept", "application/problem+json").json(&body);
        let answer = post.send().await?;
        Ok((answer.status(), answer.json().await?))
    }
}

impl Street {
    async fn open(category: &str) -> anyhow::Result<Self> {
        let city = City::start().await?;
        city.submit(&report(category, ZANGVOGELBUURT)).await?;
        city.settle().await?;
        let crew = phone(&city, "crew@demo").await?;
        let admin = phone(&city, "admin@demo").await?;
        let order = city.work_orders(&crew.token, "open").await?.remove(0);
        let order = text(&order, "/workOrderId").to_owned();
        Ok(Self { city, order, crew, admin })
    }

    async fn photo(&self) -> anyhow::Result<String> {
        Ok(text(&photo(&self.city).await?, "").to_owned())
    }

    /// Sends an act; `more` is what comes with it.
    async fn send(
        &self,
        phone: &Phone,
        act: u128,
        what: &str,
        more: &Value,
    ) -> anyhow::Result<(StatusCode, Value)> {
        let path = format!("/werk/{}/stap", self.order);
        phone.send(&self.city, &path, (act, what), more).await
    }

    async fn detail(&self) -> anyhow::Result<Value> {
        let url = self.city.url("work_orders", &format!("/api/v1/work-orders/{}", self.order));
        Ok(self.city.http.get(url).bearer_auth(&self.crew.token).send().await?.json().await?)
    }

    async fn page(&self) -> anyhow::Result<String> {
        let url = self.city.url("work_orders", &format!("/werk/{}", self.order));
        Ok(self.city.http.get(url).bearer_auth(&self.admin.token).send().await?.text().await?)
    }
}

pub(super) async fn phone(city: &City, email: &str) -> anyhow::Result<Phone> {
    let token = city.sign_in(email).await?;
    let find = sqlx::query_scalar("select staff_account_id from staff_account where email = $1");
    let staff_id = find.bind(email).fetch_one(city.pool_of("routing")).await?;
    Ok(Phone { token, staff_id })
}

pub(super) fn statuses(detail: &Value) -> Vec<&str> {
    detail["history"].as_array().unwrap().iter().map(|step| text(step, "/status")).collect()
}

#[tokio::test]
async fn what_was_done_an_hour_ago_is_done_once_and_dated_an_hour_ago() -> anyhow::Result<()> {
    let street = Street::open("litter").await?;
    sqlx::query("update work_order set opened_at = opened_at - interval '3 hours'")
        .execute(street.city.pool_of("work_orders"))
        .await?;
    let complete = json!({"msAgo": 3_600_000, "photoIds": [street.photo().await?],
        "quick": ["Container zit vol"], "note": "Schoon.", "awayM": 11, "accuracyM": 8});

    street.send(&street.crew, 1, "accept", &json!({"msAgo": 5_400_000})).await?;
    let (status, first) = street.send(&street.crew, 2, "complete", &complete).await?;
    let (again, second) = street.send(&street.crew, 2, "complete", &complete).await?;
    // A phone that was wrong by more: not before what the same person did there.
    let (_, late) = street.send(&street.crew, 3, "start", &json!({"msAgo": 7_200_000})).await?;
    street.city.settle().await?;

    assert_eq!((status.as_u16(), &first["outcome"]), (200, &json!("applied")));
    assert_eq!((again.as_u16(), &second), (200, &first));
    // It is past that, by the same hand: nothing to tell.
    assert_eq!(late["outcome"], "applied");
    let detail = street.detail().await?;
    assert_eq!(statuses(&detail), ["open", "accepted", "done"]);
    assert_eq!(detail["note"], "Container zit vol. Schoon.");
    let done = &detail["history"][2];
    let at = |key: &str| text(done, key).parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    assert_eq!((at("/at") - at("/actedAt")).num_seconds(), 3600);
    let backward = "select count(*) from work_orders.phone_act late join work_orders.phone_act
        early using (work_order_id) where late.received_at > early.received_at
        and late.acted_at < early.acted_at";
    assert_eq!(street.city.count(backward).await?, 0);
    let away = "select away_m::bigint from work_orders.phone_act where what = 'complete'";
    assert_eq!(street.city.count(away).await?, 11);
    assert!(street.page().await?.contains("op 11 meter van de plek. Kwam binnen"));
    street.city.stop().await
}

#[tokio::test]
async fn who_comes_second_hears_who_was_first_and_the_photo_stays() -> anyhow::Result<()> {
    let street = Street::open("litter").await?;
    let (first, second) = (street.photo().await?, street.photo().await?);
    let complete = |photo: &String| json!({"photoIds": [photo], "note": "Ook nog geveegd."});

    street.send(&street.admin, 1, "complete", &complete(&first)).await?;
    let (status, answer) = street.send(&street.crew, 2, "complete", &complete(&second)).await?;
    let (_, again) = street.send(&street.crew, 2, "complete", &complete(&second)).await?;
    street.city.settle().await?;

    assert_eq!((status.as_u16(), &answer["outcome"]), (200, &json!("settled")));
    assert!(text(&answer, "/title").ends_with(" was al gedaan"), "{answer}");
    let words = text(&answer, "/words");
    assert!(
        words.contains("is al klaar gemeld door ") && words.contains("foto en tekst staan erbij"),
        "{words}"
    );
    assert_eq!(again, answer);
    let detail = street.detail().await?;
    assert_eq!(statuses(&detail), ["open", "done"]);
    assert_eq!(detail["afterPhotos"].as_array().map(Vec::len), Some(1));
    let page = street.page().await?;
    assert!(page.contains("Ook nog geveegd.") && page.contains(&second), "{page}");
    let kept = "select count(*) from intake.photo where is_kept";
    assert_eq!(street.city.count(kept).await?, 2);
    street.city.stop().await
}

#[tokio::test]
async fn an_act_is_taken_of_who_did_it_at_the_order_where_it_was_done() -> anyhow::Result<()> {
    let street = Street::open("other").await?;
    let nobody = Phone { token: String::new(), staff_id: street.crew.staff_id };
    let other = Phone { token: street.admin.token.clone(), staff_id: street.crew.staff_id };
    let manager = phone(&street.city, "manager@demo").await?;
    street.send(&street.crew, 1, "accept", &json!({})).await?;

    let answer = async |phone: &Phone, act, what: &str, more: &Value| {
        let (status, body) = street.send(phone, act, what, more).await?;
        anyhow::Ok((status.as_u16(), text(&body, "/type").to_owned()))
    };
    let none = json!({});
    assert_eq!(answer(&nobody, 2, "start", &none).await?.0, 401);
    assert_eq!(answer(&manager, 2, "start", &none).await?.0, 403);
    assert_eq!(answer(&other, 2, "start", &none).await?, (409, "other-person".to_owned()));
    assert_eq!(
        answer(&street.admin, 1, "start", &none).await?,
        (409, "work-order-changed".to_owned())
    );
    assert_eq!(answer(&street.crew, 2, "cancel", &none).await?, (400, "invalid-input".to_owned()));
    let unknown = json!({"photoIds": [Uuid::nil()]});
    assert_eq!(answer(&street.crew, 2, "complete", &unknown).await?.0, 400);
    let elsewhere = Street { order: Uuid::nil().to_string(), ..street };
    let (status, _) = elsewhere.send(&elsewhere.crew, 2, "start", &none).await?;
    assert_eq!(status, 404);
    elsewhere.city.stop().await
}

#[tokio::test]
async fn a_spot_that_must_be_shown_is_not_done_without_a_photo() -> anyhow::Result<()> {
    let street = Street::open("litter").await?;
    let (status, problem) = street.send(&street.crew, 1, "complete", &json!({})).await?;

    assert_eq!((status.as_u16(), &problem["errors"][0]["pointer"]), (400, &json!("/photoIds")));
    assert_eq!(street.city.count("select count(*) from work_orders.phone_act").await?, 0);
    street.city.stop().await
}

#[tokio::test]
async fn a_queue_of_a_week_ago_at_an_order_of_another_team_is_told_and_kept() -> anyhow::Result<()>
{
    let street = Street::open("litter").await?;
    let moved = "update work_order set team_key = 'grofvuil_oost', team_name = 'Grofvuil Oost'";
    sqlx::query(moved).execute(street.city.pool_of("work_orders")).await?;
    // And a phone that believes to be on the other side of the world.
    let week = json!({"msAgo": 7 * 24 * 3_600_000, "photoIds": [street.photo().await?],
        "awayM": 20_003_931, "accuracyM": u32::MAX});

    let (status, answer) = street.send(&street.crew, 1, "complete", &week).await?;
    street.city.settle().await?;

    assert_eq!(status, 200);
    assert!(text(&answer, "/title").ends_with("is van Grofvuil Oost"), "{answer}");
    assert_eq!(text(&answer, "/words"), "Jij werkt niet voor dit team. Jouw foto staat erbij.");
    assert!(street.page().await?.contains("Ook hier geweest"));
    // Not before there was an order.
    let before = "select count(*) from work_orders.phone_act join work_orders.work_order
        using (work_order_id) where acted_at < opened_at";
    assert_eq!(street.city.count(before).await?, 0);
    street.city.stop().await
}

#[tokio::test]
async fn a_phone_gets_the_pages_of_its_stops_and_of_no_others() -> anyhow::Result<()> {
    let street = Street::open("litter").await?;
    let ask = async |token: &str| {
        let path = format!("/werk/dag?stops={}.{}.x", street.order, Uuid::nil());
        let url = street.city.url("work_orders", &path);
        anyhow::Ok(street.city.http.get(url).bearer_auth(token).send().await?)
    };

    let day: Value = ask(&street.crew.token).await?.json().await?;
    let path = format!("/werk/{}", street.order);
    let orders = day["orders"].as_array().unwrap();
    assert_eq!((orders.len(), &orders[0]["path"]), (1, &json!(path)));
    for rest in ["", "/klaar", "/lukt-niet"] {
        let page =
            text(&orders[0]["pages"], &format!("/{}", format!("{path}{rest}").replace('/', "~1")));
        assert!(page.starts_with("<!doctype html>"), "{rest}");
    }
    assert!(text(&day, "/until") > "2026");
    assert_eq!(ask("").await?.status(), 401);
    let manager = street.city.sign_in("manager@demo").await?;
    assert_eq!(ask(&manager).await?.status(), 403);
    street.city.stop().await
}
