//! What dispatchers do with issues: to several teams, closing, joining, and taking it back.

use chrono::TimeDelta;
use platform::clock;
use serde_json::{Value, json};
use tests::City;

use super::{ZANGVOGELBUURT, joining::photo, report, text};

/// A dispatcher, the crew of Wijkteam Schoon and a boa, in a city of their own.
struct Desk {
    city: City,
    dispatcher: String,
    crew: String,
    boa: String,
}

impl Desk {
    async fn open() -> anyhow::Result<Self> {
        let city = City::start().await?;
        let dispatcher = city.sign_in("dispatcher@demo").await?;
        let crew = city.sign_in("crew@demo").await?;
        let boa = city.sign_in("boa@demo").await?;
        Ok(Self { city, dispatcher, crew, boa })
    }

    /// A report that opens an issue, with a mail address.
    async fn report(&self, category: &str, name: &str) -> anyhow::Result<Value> {
        let mut report = report(category, ZANGVOGELBUURT);
        report["contact"] = json!({"email": format!("{name}@voorbeeld.nl")});
        let (status, submitted) = self.city.submit(&report).await?;
        anyhow::ensure!(status == 201, "{submitted}");
        self.city.settle().await?;
        Ok(submitted)
    }

    async fn post(&self, path: &str, body: &Value) -> anyhow::Result<(u16, Value)> {
        let url = self.city.url("routing", &format!("/api/v1/issues/{path}"));
        let request = self.city.http.post(url).bearer_auth(&self.dispatcher).json(body);
        let answer = request.send().await?;
        let status = answer.status().as_u16();
        let body = answer.json().await?;
        self.city.settle().await?;
        Ok((status, body))
    }

    /// Does it, as it must go well.
    async fn done(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        let (status, answer) = self.post(path, body).await?;
        anyhow::ensure!(status == 200, "{path}: {answer}");
        Ok(answer)
    }

    async fn undo(&self, act: &Value) -> anyhow::Result<Vec<Value>> {
        let undone = self.done("undo", &json!({"batchId": act["undoBatchId"]})).await?;
        Ok(undone["items"].as_array().unwrap().clone())
    }

    /// The issue of the report, as staff see it.
    async fn issue(&self, submitted: &Value) -> anyhow::Result<Value> {
        let shown = self.city.report(submitted).await?;
        let url = self.city.url("routing", &format!("/api/v1/issues/{}", text(&shown, "/issueId")));
        let answer = self.city.http.get(url).bearer_auth(&self.dispatcher).send().await?;
        Ok(answer.error_for_status()?.json().await?)
    }

    async fn assign(&self, issue: &Value, team: &str, also: bool) -> anyhow::Result<Value> {
        let body = json!({"team": team, "version": issue["version"], "also": also});
        self.done(&format!("{}/assign", text(issue, "/issueId")), &body).await
    }

    /// The only order of the state that the crew, or the boa, has goes a step further.
    async fn act(&self, who: &str, state: &str, action: &str, body: &Value) -> anyhow::Result<()> {
        let mut orders = self.city.work_orders(who, state).await?;
        let is_boa = who == self.boa;
        orders.retain(|order| (text(order, "/team") == "handhaving") == is_boa);
        anyhow::ensure!(orders.len() == 1, "{} orders are {state}", orders.len());
        let (status, answer) = self.city.act(who, &orders[0], action, body).await?;
        anyhow::ensure!(status == 200, "{action}: {answer}");
        self.city.settle().await
    }

    async fn status(&self, submitted: &Value) -> anyhow::Result<String> {
        Ok(text(&self.city.report(submitted).await?, "/status").to_owned())
    }

    /// Lets half a minute pass for whatever closes.
    async fn half_a_minute(&self) -> anyhow::Result<()> {
        self.city.watch_clocks(clock::now() + TimeDelta::seconds(31)).await?;
        self.city.settle().await
    }

    async fn open_orders(&self) -> anyhow::Result<Vec<String>> {
        let sql = "select team_key from work_orders.work_order where closed_at is null order by 1";
        Ok(sqlx::query_scalar(sql).fetch_all(&self.city.pool).await?)
    }

    fn mails(&self, to: &str, subject: &str) -> anyhow::Result<usize> {
        let is_it = |mail: &&String| {
            mail.contains(&format!("To: {to}@voorbeeld.nl"))
                && mail.contains(&format!("Subject: {subject}"))
        };
        Ok(self.city.mails()?.iter().filter(is_it).count())
    }
}

#[tokio::test]
async fn two_teams_work_side_by_side_and_the_issue_ends_when_both_have_ended() -> anyhow::Result<()>
{
    let desk = Desk::open().await?;
    let submitted = desk.report("litter", "jan").await?;
    let issue = desk.issue(&submitted).await?;

    let both = desk.assign(&issue, "handhaving", true).await?;
    assert_eq!(both["works"].as_array().map(Vec::len), Some(2), "{both}");
    assert_eq!(desk.open_orders().await?, ["handhaving", "schoon"]);
    assert_eq!(desk.status(&submitted).await?, "routed");

    let done = json!({"photoIds": [photo(&desk.city).await?], "note": "Opgehaald."});
    desk.act(&desk.crew, "open", "complete", &done).await?;
    assert_eq!(desk.status(&submitted).await?, "in_progress");
    let half = desk.issue(&submitted).await?;
    assert_eq!((text(&half, "/team/key"), &half["closedAt"]), ("handhaving", &Value::Null));

    desk.act(&desk.boa, "open", "accept", &json!({})).await?;
    assert_eq!(desk.status(&submitted).await?, "in_progress");
    let done = json!({"photoIds": [photo(&desk.city).await?], "note": "Een boete gegeven."});
    desk.act(&desk.boa, "accepted", "complete", &done).await?;
    let ended = desk.issue(&submitted).await?;
    assert_eq!(text(&ended, "/status"), "resolved");
    assert_eq!(ended["afterPhotos"].as_array().map(Vec::len), Some(2));
    assert_eq!(desk.mails("jan", "Opgelost")?, 1);
    desk.city.stop().await
}

#[tokio::test]
async fn one_of_two_teams_that_gives_it_back_waits_for_the_dispatcher() -> anyhow::Result<()> {
    let desk = Desk::open().await?;
    let submitted = desk.report("litter", "jan").await?;
    desk.assign(&desk.issue(&submitted).await?, "handhaving", true).await?;

    desk.act(&desk.crew, "open", "refuse", &json!({"reason": "needs_equipment"})).await?;
    let waits = desk.issue(&submitted).await?;
    assert_eq!(text(&waits, "/triageReason"), "needs_equipment");
    assert_eq!((text(&waits, "/team/key"), text(&waits, "/status")), ("handhaving", "routed"));

    // One more team takes the place of who gave it back; the other keeps what it was asked.
    let both = desk.assign(&waits, "grofvuil", true).await?;
    assert_eq!(both["triageReason"], Value::Null);
    assert_eq!(desk.open_orders().await?, ["grofvuil", "handhaving"]);

    let path = format!("{}/unassign", text(&both, "/issueId"));
    desk.done(&path, &json!({"team": "grofvuil"})).await?;
    assert_eq!(desk.open_orders().await?, ["handhaving"]);
    let (status, again) = desk.post(&path, &json!({"team": "grofvuil"})).await?;
    assert_eq!(status, 409, "{again}");
    let alone = desk.done(&path, &json!({"team": "handhaving"})).await?;
    assert_eq!(text(&alone, "/triageReason"), "taken_back_from_team");
    assert_eq!((desk.open_orders().await?.len(), &alone["team"]), (0, &Value::Null));
    desk.city.stop().await
}

#[tokio::test]
async fn what_is_closed_can_be_taken_back_for_half_a_minute_and_only_then_is_told()
-> anyhow::Result<()> {
    let desk = Desk::open().await?;
    let submitted = desk.report("litter", "jan").await?;
    let issue = desk.issue(&submitted).await?;
    let path = format!("{}/close", text(&issue, "/issueId"));
    let words = "De container is vandaag geleegd.";
    let close = json!({"version": issue["version"], "outcome": "solved", "text": words});

    let closing = desk.done(&path, &close).await?;
    assert!(closing["closesAt"].is_string() && closing["closedAt"].is_null());
    assert_eq!(desk.status(&submitted).await?, "routed");
    // A second dispatcher reads who was first, and nothing is lost of what that one did.
    let (status, answer) = desk.post(&path, &close).await?;
    assert_eq!(status, 409);
    assert!(text(&answer, "/detail").contains("sluit"), "{answer}");
    let (status, _) = desk
        .post(
            &format!("{}/assign", text(&issue, "/issueId")),
            &json!({"team": "handhaving", "version": issue["version"]}),
        )
        .await?;
    assert_eq!(status, 409);

    // What a crew does meanwhile builds on nothing that the closing changed.
    desk.act(&desk.crew, "open", "accept", &json!({})).await?;
    assert_eq!(desk.undo(&closing).await?[0]["undone"], true);
    desk.half_a_minute().await?;
    assert_eq!(desk.status(&submitted).await?, "planned");
    assert_eq!(desk.open_orders().await?, ["schoon"]);

    let close = json!({"version": desk.issue(&submitted).await?["version"], "outcome": "solved", "text": words});
    let closing = desk.done(&path, &close).await?;
    desk.half_a_minute().await?;
    let ended = desk.issue(&submitted).await?;
    assert_eq!((text(&ended, "/status"), text(&ended, "/note")), ("resolved", words));
    assert_eq!(desk.open_orders().await?.len(), 0);
    assert_eq!(desk.mails("jan", "Opgelost")?, 1);
    let late = desk.undo(&closing).await?;
    assert_eq!(late[0]["undone"], false, "{late:?}");
    assert_eq!(desk.status(&submitted).await?, "resolved");
    desk.city.stop().await
}

#[tokio::test]
async fn three_issues_of_one_thing_become_one_and_can_be_three_again() -> anyhow::Result<()> {
    let desk = Desk::open().await?;
    let mut all = Vec::new();
    for name in ["jan", "fatma", "piet"] {
        all.push(desk.report("other", name).await?);
    }
    let mut ids = Vec::new();
    for submitted in &all {
        ids.push(desk.issue(submitted).await?["issueId"].clone());
    }
    desk.act_on_first(&all[1]).await?;
    let before = desk.issue(&all[2]).await?;
    let orders = desk.open_orders().await?.len();
    assert_eq!(orders, 3);

    // Whichever is named first, the oldest stays.
    let joined = desk.done("join", &json!({"issueIds": [ids[2], ids[0], ids[1]]})).await?;
    assert_eq!(joined["issueId"], ids[0]);
    assert_eq!(joined["reportNumbers"].as_array().map(Vec::len), Some(3));
    for submitted in &all {
        assert_eq!(desk.issue(submitted).await?["issueId"], ids[0]);
        assert_eq!(desk.status(submitted).await?, "routed");
    }
    assert_eq!(desk.open_orders().await?.len(), 1);
    // Nothing that somebody wrote stays where nobody looks for it.
    let left = "select count(*) from routing.issue where joined_into is not null
                and (description, location_text) <> ('', '')";
    assert_eq!(desk.city.count(left).await?, 0);
    let open: Value = desk
        .city
        .http
        .get(desk.city.url("statistics", "/api/v1/statistics/open"))
        .send()
        .await?
        .json()
        .await?;
    assert_eq!(open["issues"], 1);

    let undone = desk.undo(&joined).await?;
    assert!(undone.iter().all(|it| it["undone"] == true), "{undone:?}");
    for (submitted, id) in all.iter().zip(&ids) {
        let issue = desk.issue(submitted).await?;
        assert_eq!((&issue["issueId"], issue["reportNumbers"].as_array().unwrap().len()), (id, 1));
        assert_eq!(text(&issue, "/description"), text(&before, "/description"));
        assert_eq!(desk.status(submitted).await?, "routed");
    }
    assert_eq!(desk.open_orders().await?.len(), 3);

    // Together again, all hear how it ended.
    desk.done("join", &json!({"issueIds": ids})).await?;
    let done = json!({"photoIds": [photo(&desk.city).await?], "note": "Weg."});
    desk.act(&desk.crew, "open", "complete", &done).await?;
    for name in ["jan", "fatma", "piet"] {
        assert_eq!(desk.mails(name, "Opgelost")?, 1, "{name}");
    }
    desk.city.stop().await
}

impl Desk {
    /// A crew accepts the order of the report's issue.
    async fn act_on_first(&self, submitted: &Value) -> anyhow::Result<()> {
        let issue = self.issue(submitted).await?;
        let orders = self.city.work_orders(&self.crew, "open").await?;
        let order = orders.iter().find(|order| order["issueId"] == issue["issueId"]).unwrap();
        self.city.act(&self.crew, order, "accept", &json!({})).await?;
        self.city.settle().await
    }
}

#[tokio::test]
async fn an_assignment_and_a_split_go_back_unless_somebody_built_on_them() -> anyhow::Result<()> {
    let desk = Desk::open().await?;
    let submitted = desk.report("litter", "jan").await?;
    let issue = desk.issue(&submitted).await?;

    let moved = desk.assign(&issue, "handhaving", false).await?;
    assert_eq!(desk.open_orders().await?, ["handhaving"]);
    let undone = desk.undo(&moved).await?;
    assert_eq!(undone[0]["undone"], true, "{undone:?}");
    assert_eq!(desk.open_orders().await?, ["schoon"]);
    assert_eq!(text(&desk.issue(&submitted).await?, "/team/key"), "schoon");
    let twice = desk.undo(&moved).await?;
    assert_eq!(twice[0]["undone"], false);

    let moved = desk.assign(&desk.issue(&submitted).await?, "handhaving", false).await?;
    desk.act(&desk.boa, "open", "accept", &json!({})).await?;
    let late = desk.undo(&moved).await?;
    assert_eq!(late[0]["undone"], false);
    assert!(text(&late[0], "/detail").contains("intussen"), "{late:?}");
    assert_eq!(desk.status(&submitted).await?, "planned");

    let neighbour = desk.report("litter", "fatma").await?;
    let joined = desk.issue(&neighbour).await?;
    assert_eq!(joined["reportNumbers"].as_array().map(Vec::len), Some(2));
    let path = format!("{}/split", text(&joined, "/issueId"));
    let split = desk.done(&path, &json!({"reportId": neighbour["reportId"]})).await?;
    assert_ne!(split["issueId"], joined["issueId"]);
    let undone = desk.undo(&split).await?;
    assert_eq!(undone[0]["undone"], true, "{undone:?}");
    assert_eq!(desk.issue(&neighbour).await?["issueId"], joined["issueId"]);
    assert_eq!(desk.status(&neighbour).await?, "planned");
    desk.city.stop().await
}

#[tokio::test]
async fn nobody_takes_back_what_another_did_and_nothing_is_half_done() -> anyhow::Result<()> {
    let desk = Desk::open().await?;
    let submitted = desk.report("litter", "jan").await?;
    let issue = desk.issue(&submitted).await?;
    let moved = desk.assign(&issue, "handhaving", false).await?;

    let admin = desk.city.sign_in("admin@demo").await?;
    let url = desk.city.url("routing", "/api/v1/issues/undo");
    let body = json!({"batchId": moved["undoBatchId"]});
    let other = desk.city.http.post(url).bearer_auth(&admin).json(&body).send().await?;
    assert_eq!(other.status(), 404);

    let id = issue["issueId"].clone();
    let bad = [
        ("join".to_owned(), json!({"issueIds": [id, id]}), 400),
        ("join".to_owned(), json!({"issueIds": [id, moved["undoBatchId"]]}), 404),
        ("undo".to_owned(), json!({"batchId": id}), 404),
        (
            format!("{}/close", text(&issue, "/issueId")),
            json!({"version": 9, "outcome": "so"}),
            400,
        ),
        (
            format!("{}/close", text(&issue, "/issueId")),
            json!({"version": 1, "outcome": "solved"}),
            409,
        ),
    ];
    for (path, body, status) in bad {
        let (answered, answer) = desk.post(&path, &body).await?;
        assert_eq!(answered, status, "{path}: {answer}");
    }
    assert_eq!(desk.open_orders().await?, ["handhaving"]);
    desk.city.stop().await
}
