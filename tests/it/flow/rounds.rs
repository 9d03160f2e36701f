//! Bulky-waste rounds: planned, given, announced, driven and closed; and what happens when somebody is first.

mod emptied;
mod mistakes;
mod streets;

use chrono::{Datelike as _, Days, NaiveDate, Weekday};
use platform::clock;
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use tests::City;
use uuid::Uuid;
use web::dates::local_date;

use super::{ZANGVOGELBUURT, joining::photo, report, text};

/// A manager who plans, a crew that drives, and a vehicle.
struct Yard {
    city: City,
    manager: String,
    crew: String,
}

/// A working day that is not today.
fn some_day(after: u64) -> NaiveDate {
    let mut day = local_date(clock::now()) + Days::new(after);
    while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
        day = day + Days::new(1);
    }
    day
}

impl Yard {
    async fn open(vehicles: &[&str]) -> anyhow::Result<Self> {
        let city = City::start().await?;
        let manager = city.sign_in("manager@demo").await?;
        let crew = city.sign_in("crew@demo").await?;
        let yard = Self { city, manager, crew };
        for name in vehicles {
            let form = vehicle(&[("naam", name)]);
            let answer = yard.post("/rondes/wagens", &yard.manager, &form).await?;
            assert_eq!(answer.status(), 303, "{}", answer.text().await?);
        }
        Ok(yard)
    }

    /// Reports bulky waste at some place, so far apart that each is an issue of its own.
    async fn report(&self, number: u32, words: &str) -> anyhow::Result<Value> {
        let (column, row) = (f64::from(number % 8), f64::from(number / 8));
        let place =
            [ZANGVOGELBUURT[0] - 0.004 + column * 0.0012, ZANGVOGELBUURT[1] - 0.003 + row * 0.0008];
        let mut report = report("bulky_waste", place);
        report["description"] = json!(words);
        report["contact"] = json!({"email": format!("melder{number}@voorbeeld.nl")});
        let (status, submitted) = self.city.submit(&report).await?;
        anyhow::ensure!(status == 201, "{submitted}");
        Ok(submitted)
    }

    async fn post(
        &self,
        path: &str,
        token: &str,
        form: &[(String, String)],
    ) -> anyhow::Result<Response> {
        let post = self.city.http.post(self.city.url("work_orders", path)).bearer_auth(token);
        Ok(post.header("accept", "text/html").form(form).send().await?)
    }

    async fn page(&self, path: &str, token: &str) -> anyhow::Result<(StatusCode, String)> {
        let get = self.city.http.get(self.city.url("work_orders", path)).bearer_auth(token);
        let answer = get.header("accept", "text/html").send().await?;
        Ok((answer.status(), answer.text().await?))
    }

    /// Asks for a proposal for all buurten and all vehicles.
    async fn propose(&self, day: NaiveDate) -> anyhow::Result<Response> {
        let (_, page) = self.page("/rondes", &self.manager).await?;
        let mut form = vec![("dag".to_owned(), day.to_string())];
        for (field, mark) in
            [("buurt", "name=\"buurt\" value=\""), ("wagen", "name=\"wagen\" value=\"")]
        {
            let values = page.split(mark).skip(1).filter_map(|rest| rest.split_once('"'));
            form.extend(values.map(|(value, _)| (field.to_owned(), value.to_owned())));
        }
        self.post("/rondes", &self.manager, &form).await
    }

    /// Id and version of the rounds in this state, in the order in which they were made.
    async fn rounds(&self, state: &str) -> anyhow::Result<Vec<(Uuid, i64)>> {
        let sql = "select round_id, version from round where state = $1 order by round_id";
        let pool = self.city.pool_of("work_orders");
        Ok(sqlx::query_as(sql).bind(state).fetch_all(pool).await?)
    }

    /// Ids of the orders on the round and how they ended for it, in their order.
    async fn stops(&self, round_id: Uuid) -> anyhow::Result<Vec<(Uuid, String)>> {
        let sql =
            "select work_order_id, outcome from round_stop where round_id = $1 order by position";
        let pool = self.city.pool_of("work_orders");
        Ok(sqlx::query_as(sql).bind(round_id).fetch_all(pool).await?)
    }

    /// Presses a button of the draft, which was seen at this version.
    async fn press(
        &self,
        (round_id, version): (Uuid, i64),
        doe: &str,
        more: &[(&str, &str)],
    ) -> anyhow::Result<Response> {
        let mut form = fields(&[("versie", &version.to_string()), ("doe", doe)]);
        form.extend(fields(more));
        self.post(&format!("/rondes/{round_id}"), &self.manager, &form).await
    }

    async fn give(&self, (round_id, version): (Uuid, i64)) -> anyhow::Result<(StatusCode, String)> {
        let form = fields(&[("versie", &version.to_string())]);
        let answer = self.post(&format!("/rondes/{round_id}/geven"), &self.manager, &form).await?;
        let told = (answer.status(), answer.text().await?);
        self.city.settle().await?;
        Ok(told)
    }

    async fn act(&self, order: Uuid, action: &str, body: &Value) -> anyhow::Result<()> {
        let order = json!({"workOrderId": order});
        let (status, answer) = self.city.act(&self.crew, &order, action, body).await?;
        anyhow::ensure!(status == 200, "{action}: {answer}");
        Ok(())
    }

    async fn status(&self, submitted: &Value) -> anyhow::Result<String> {
        Ok(text(&self.city.report(submitted).await?, "/status").to_owned())
    }

    /// What whoever follows the report reads.
    async fn follow(&self, submitted: &Value) -> anyhow::Result<String> {
        let path = format!("/melding/{}", text(submitted, "/reportId"));
        let page = self.city.http.get(self.city.url("intake", &path)).send().await?.text().await?;
        Ok(page.replace(['\u{2068}', '\u{2069}'], ""))
    }

    /// Mails to this address with this beginning of their subject.
    fn mails(&self, number: u32, subject: &str) -> anyhow::Result<usize> {
        let is_it = |mail: &&String| {
            mail.contains(&format!("To: melder{number}@voorbeeld.nl"))
                && mail.contains(&format!("\nSubject: {subject}"))
        };
        Ok(self.city.mails()?.iter().filter(is_it).count())
    }
}

fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// The form of a vehicle of a working day, with some fields otherwise.
fn vehicle(other: &[(&str, &str)]) -> Vec<(String, String)> {
    let all = [
        ("naam", "Wagen 2"),
        ("team", "grofvuil"),
        ("m3", "12"),
        ("vertrekt", "08:00"),
        ("uren", "8"),
        ("werf", "52.1712, 5.3884"),
        ("storten", "52.1727, 5.3793"),
        ("stortplek", "Milieustraat"),
        ("rijdt", "ja"),
    ];
    let given = |name: &str| other.iter().find(|(other, _)| *other == name);
    let known = all.iter().map(|pair| given(pair.0).unwrap_or(pair));
    let more = other.iter().filter(|(name, _)| !all.iter().any(|(known, _)| known == name));
    fields(&known.chain(more).copied().collect::<Vec<_>>())
}

#[tokio::test]
async fn sixty_issues_and_two_vehicles_are_planned_given_announced_driven_and_closed()
-> anyhow::Result<()> {
    let yard = Yard::open(&["Wagen 2", "Wagen 4"]).await?;
    let mut reports = Vec::new();
    for number in 0..60 {
        let words = if number % 3 == 0 { "Bank en matras" } else { "Matras" };
        reports.push(yard.report(number, words).await?);
    }
    yard.city.settle().await?;
    let day = some_day(1);

    let answer = yard.propose(day).await?;
    assert_eq!(
        (answer.status(), &answer.headers()["location"]),
        (StatusCode::SEE_OTHER, &"/rondes".parse()?)
    );

    // Planned: every issue on one of the two, and nobody heard of it.
    let drafts = yard.rounds("draft").await?;
    let [first, second] = [yard.stops(drafts[0].0).await?, yard.stops(drafts[1].0).await?];
    assert_eq!((drafts.len(), first.len() + second.len()), (2, 60));
    assert!(first.len() >= 20 && second.len() >= 20, "{} and {}", first.len(), second.len());
    let mut all: Vec<_> = first.iter().chain(&second).map(|stop| stop.0).collect();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 60);
    assert_eq!(yard.status(&reports[0]).await?, "routed");
    assert!(!yard.page("/werk", &yard.crew).await?.1.contains("Grofvuilronde"));

    // Given: on the crew's phone, off its list, and each reporter knows the day and the hours.
    for draft in &drafts {
        assert_eq!(yard.give(*draft).await?.0, 303);
    }
    let (_, list) = yard.page("/werk", &yard.crew).await?;
    assert_eq!(list.matches("data-round=").count(), 2);
    assert!(list.contains("Buiten de ronde ligt er niets"), "{list}");
    let when = web::Lang::dutch().weekday_and_date(
        web::dates::local_instant(day, chrono::NaiveTime::MIN).unwrap(),
        clock::now(),
    );
    for (number, report) in (0..).zip(&reports) {
        assert_eq!(yard.status(report).await?, "planned", "{number}");
        let page = yard.follow(report).await?;
        assert!(page.contains(&format!("De ploeg komt <b>{when} tussen 08.00 en ")), "{page}");
        assert_eq!(yard.mails(number, &format!("Ingepland: {when}"))?, 1, "{number}");
    }

    // Driven: most is fetched, some was gone.
    let shown = photo(&yard.city).await?;
    for (place, order) in (0..).zip(&all) {
        let gone = json!({"reason": "already_gone"});
        let done = json!({"photoIds": [shown]});
        let (action, body) = if place % 10 == 9 { ("refuse", &gone) } else { ("complete", &done) };
        yard.act(*order, action, body).await?;
    }
    yard.city.settle().await?;

    // Closed: by itself, with how each stop ended.
    assert_eq!(yard.rounds("closed").await?.len(), 2);
    for (round_id, _) in yard.rounds("closed").await? {
        let (_, page) = yard.page(&format!("/werk/ronde/{round_id}"), &yard.crew).await?;
        assert!(page.contains("De ronde is klaar"), "{page}");
        let stops = yard.stops(round_id).await?;
        assert!(stops.iter().all(|stop| matches!(stop.1.as_str(), "done" | "refused")));
    }
    let mut ended: Vec<String> = Vec::new();
    for report in &reports {
        ended.push(yard.status(report).await?);
    }
    assert_eq!(ended.iter().filter(|status| *status == "resolved").count(), 54);
    assert_eq!(ended.iter().filter(|status| *status == "not_resolved").count(), 6);
    yard.city.stop().await
}

#[tokio::test]
async fn a_day_that_does_not_hold_is_told_and_the_rest_goes_on_another_round() -> anyhow::Result<()>
{
    let yard = Yard::open(&["Wagen 2"]).await?;
    let mut reports = Vec::new();
    for number in 0..4 {
        reports.push(yard.report(number, "Kast").await?);
    }
    yard.city.settle().await?;
    yard.propose(some_day(1)).await?;
    let draft = yard.rounds("draft").await?[0];
    assert_eq!(yard.give(draft).await?.0, 303);
    let stops = yard.stops(draft.0).await?;

    // One is taken off by the office, one is done, the crew does not come to the others.
    let off = fields(&[("stop", &stops[0].0.to_string())]);
    let answer = yard.post(&format!("/rondes/{}/van-ronde", draft.0), &yard.manager, &off).await?;
    assert_eq!(answer.status(), 303);
    yard.act(stops[1].0, "complete", &json!({"photoIds": [photo(&yard.city).await?]})).await?;
    let close = format!("/werk/ronde/{}/sluiten", draft.0);
    assert_eq!(yard.post(&close, &yard.crew, &[]).await?.status(), 303);
    yard.city.settle().await?;

    let outcomes: Vec<_> = yard.stops(draft.0).await?.into_iter().map(|stop| stop.1).collect();
    assert_eq!(outcomes, ["released", "done", "released", "released"]);
    let mut waiting = Vec::new();
    for (number, report) in (0..).zip(&reports) {
        let is_done = yard.status(report).await? == "resolved";
        assert_eq!(yard.mails(number, "Andere dag")?, usize::from(!is_done), "{number}");
        if !is_done {
            assert_eq!(yard.status(report).await?, "routed");
            assert!(yard.follow(report).await?.contains("De afgesproken dag gaat niet door"));
            waiting.push(number);
        }
    }
    assert_eq!(waiting.len(), 3);

    // On the next round they hear of the next day; whoever was done hears nothing more.
    yard.propose(some_day(7)).await?;
    let next = yard.rounds("draft").await?[0];
    assert_eq!(yard.stops(next.0).await?.len(), 3);
    assert_eq!(yard.give(next).await?.0, 303);
    for number in 0..4 {
        let expected = if waiting.contains(&number) { 2 } else { 1 };
        assert_eq!(yard.mails(number, "Ingepland")?, expected, "{number}");
    }
    // Another team's crew has no business with it, and a closed round cannot be closed again.
    let boa = yard.city.sign_in("boa@demo").await?;
    assert_eq!(yard.page(&format!("/werk/ronde/{}", next.0), &boa).await?.0, 403);
    let again = yard.post(&format!("/rondes/{}/sluiten", draft.0), &yard.manager, &[]).await?;
    assert_eq!(again.status(), 409);
    yard.city.stop().await
}

#[tokio::test]
async fn who_comes_second_at_a_draft_hears_it_and_nothing_is_half_done() -> anyhow::Result<()> {
    let yard = Yard::open(&["Wagen 2"]).await?;
    for number in 0..3 {
        yard.report(number, "Kast").await?;
    }
    yard.city.settle().await?;
    yard.propose(some_day(1)).await?;
    let draft = yard.rounds("draft").await?[0];
    let stops = yard.stops(draft.0).await?;

    // What is on a draft is on no other.
    let nothing = yard.propose(some_day(1)).await?;
    assert_eq!(nothing.status(), 400);
    // The first press counts; the second saw an older round.
    let last = stops[2].0.to_string();
    let earlier = yard.press(draft, "eerder", &[("stop", &last)]).await?;
    assert_eq!(earlier.status(), 303);
    let late = yard.press(draft, "eruit", &[("stop", &last)]).await?;
    assert_eq!(late.status(), 409);
    assert!(late.text().await?.contains("Iemand veranderde deze ronde net"));
    let order: Vec<_> = yard.stops(draft.0).await?.into_iter().map(|stop| stop.0).collect();
    assert_eq!(order, [stops[0].0, stops[2].0, stops[1].0]);

    // A crew that is there already does it, draft or not: the planner hears it before anybody is told a day.
    yard.act(stops[0].0, "complete", &json!({"photoIds": [photo(&yard.city).await?]})).await?;
    yard.city.settle().await?;
    let now = (draft.0, draft.1 + 1);
    let (status, page) = yard.give(now).await?;
    assert_eq!(status, 409);
    assert!(page.contains("1 stop is er intussen af"), "{page}");
    assert_eq!(yard.rounds("given").await?.len(), 0);
    assert_eq!(yard.give((now.0, now.1 + 1)).await?.0, 303);
    assert_eq!(yard.give((now.0, now.1 + 2)).await?.0, 409);
    assert_eq!(yard.stops(draft.0).await?.len(), 2);
    let changed = yard.press((draft.0, now.1 + 2), "kortst", &[]).await?;
    assert_eq!(changed.status(), 409);
    yard.city.stop().await
}
