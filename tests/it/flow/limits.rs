//! Accounts that work in a part of the municipality: what lies elsewhere they neither see nor touch.

use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{ZANGVOGELBUURT, accounts::password_of, office::Office, report, text};

/// In Rustenburg-Zuid.
const RUSTENBURG: [f64; 2] = [5.4161, 52.1636];

/// The wijk of the Zangvogelbuurt.
const LIENDERT: &str = "WK030710";

/// The tiles in which they lie.
const TILES: [&str; 2] = ["14/8437/5399", "14/8438/5399"];

/// An issue in Liendert and one in Rustenburg, and a dispatcher who works in Liendert.
struct Parted {
    office: Office,
    dispatcher: String,
    near: Thing,
    far: Thing,
}

/// What became of one report.
struct Thing {
    number: String,
    report: String,
    issue: String,
    order: String,
}

impl Parted {
    async fn open() -> anyhow::Result<Self> {
        let office = Office::open().await?;
        let near = thing(&office, ZANGVOGELBUURT).await?;
        let far = thing(&office, RUSTENBURG).await?;
        let form = [
            ("naam", "Meldkamer Liendert"),
            ("mail", "liendert@voorbeeld.nl"),
            ("rol", "dispatcher"),
            ("waar", "deel"),
            ("gebied", LIENDERT),
        ];
        let made = office.post(("routing", "/beheer/accounts"), &office.admin, &form).await?;
        anyhow::ensure!(made.status() == 201, "{}", made.text().await?);
        let password = password_of(&made.text().await?);
        let (_, dispatcher) = office.sign_in("liendert@voorbeeld.nl", &password).await?;
        Ok(Self { office, dispatcher, near, far })
    }

    async fn get(&self, service: &str, path: &str) -> anyhow::Result<(StatusCode, String)> {
        let request = self.office.city.http.get(self.office.city.url(service, path));
        let answer = request.bearer_auth(&self.dispatcher).send().await?;
        Ok((answer.status(), answer.text().await?))
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> anyhow::Result<StatusCode> {
        Ok(self.office.post(("routing", path), &self.dispatcher, form).await?.status())
    }

    /// The ids in a list of the API.
    async fn listed(&self, service: &str, path: &str, id: &str) -> anyhow::Result<Vec<String>> {
        let (status, body) = self.get(service, path).await?;
        anyhow::ensure!(status == 200, "{path}: {body}");
        let list: Value = serde_json::from_str(&body)?;
        let items = list["items"].as_array().unwrap();
        Ok(items.iter().map(|item| text(item, id).to_owned()).collect())
    }
}

/// Reports litter there, in words that somebody must look at.
async fn thing(office: &Office, place: [f64; 2]) -> anyhow::Result<Thing> {
    let mut sent = report("litter", place);
    sent["description"] = json!("Zak. Bel 06 12345678.");
    sent["contact"] = json!({"email": "els@voorbeeld.nl"});
    let (_, submitted) = office.city.submit(&sent).await?;
    office.city.settle().await?;
    let report = text(&submitted, "/reportId").to_owned();
    let state = office.city.report(&submitted).await?;
    let order: String = sqlx::query_scalar(
        "select work_order_id::text from work_orders.work_order where report_ids @> array[$1::uuid]",
    )
    .bind(&report)
    .fetch_one(&office.city.pool)
    .await?;
    let number = text(&submitted, "/reportNumber").to_owned();
    Ok(Thing { number, report, issue: text(&state, "/issueId").to_owned(), order })
}

#[tokio::test]
async fn lists_hold_only_what_lies_where_the_account_works() -> anyhow::Result<()> {
    let parted = Parted::open().await?;
    let (near, far) = (&parted.near, &parted.far);

    let issues = |query: &str| format!("/api/v1/issues{query}");
    let listed = async |query: &str| parted.listed("routing", &issues(query), "/issueId").await;
    assert_eq!(listed("").await?, [near.issue.as_str()]);
    assert_eq!(listed("?area=WK030710").await?, [near.issue.as_str()]);
    assert!(listed("?area=BU03071101").await?.is_empty());
    assert!(listed(&format!("?q={}", far.number)).await?.is_empty());
    let orders = parted.listed("work_orders", "/api/v1/work-orders", "/workOrderId").await?;
    assert_eq!(orders, [near.order.as_str()]);

    let (_, inbox) = parted.get("routing", "/meldkamer?weergave=alles").await?;
    assert!(inbox.contains(&near.number) && !inbox.contains(&far.number), "{inbox}");
    assert!(inbox.contains(">Liendert<") && inbox.contains("Alles open <span class=\"n\">1<"));
    assert!(!inbox.contains("Rustenburg-Zuid</span>") && !inbox.contains("/meldkamer/regels"));
    let (_, crews) = parted.get("work_orders", "/werk").await?;
    assert!(crews.contains(&near.order) && !crews.contains(&far.order), "{crews}");
    let (_, review) = parted.get("intake", "/meldkamer/nakijken").await?;
    assert!(review.contains(&near.number) && !review.contains(&far.number), "{review}");

    let tiles = TILES.map(|tile| format!("/meldkamer/tegels/{tile}.mvt?weergave=alles"));
    let (status, marks) = parted.get("routing", &tiles[0]).await?;
    assert!(status == 200 && marks.contains(&near.issue));
    assert_eq!(parted.get("routing", &tiles[1]).await?.0, 204, "nothing of ours");
    parted.office.city.stop().await
}

#[tokio::test]
async fn whoever_names_what_lies_elsewhere_is_told_so_and_nothing_changes() -> anyhow::Result<()> {
    let parted = Parted::open().await?;
    let (near, far) = (&parted.near, &parted.far);
    let versions = "select sum(version)::bigint from routing.issue";
    let before = parted.office.city.count(versions).await?;

    for (service, path) in [
        ("routing", format!("/meldkamer/{}", far.issue)),
        ("routing", format!("/meldkamer/delen?kwestie={}", far.issue)),
        ("routing", format!("/meldkamer/live?kwestie={}", far.issue)),
        ("routing", format!("/api/v1/issues/{}", far.issue)),
        ("work_orders", format!("/werk/{}", far.order)),
        ("work_orders", format!("/werk?af={}", far.order)),
        ("work_orders", format!("/api/v1/work-orders/{}", far.order)),
        ("intake", format!("/meldkamer/nakijken/tekst/{}", far.report)),
        ("intake", format!("/meldkamer/nakijken?tekst={}", far.report)),
        ("routing", "/meldkamer/regels".to_owned()),
    ] {
        let (status, page) = parted.get(service, &path).await?;
        assert_eq!(status, 403, "{path}");
        assert!(page.contains("buiten het gebied van je account"), "{path}: {page}");
    }
    let both = [("kwestie", near.issue.as_str()), ("kwestie", far.issue.as_str())];
    let act = |what| [both[0], both[1], ("doe", what), ("team", "grofvuil")];
    for (path, form) in [
        ("/meldkamer/samen".to_owned(), act("toewijzen")),
        ("/meldkamer/samen".to_owned(), act("samenvoegen")),
        (format!("/meldkamer/{}/toewijzen", far.issue), act("")),
        (format!("/meldkamer/{}/afhandelen", far.issue), act("")),
        ("/meldkamer/teksten".to_owned(), act("")),
    ] {
        assert_eq!(parted.post(&path, &form).await?, 403, "{path}");
    }
    let join = json!({"issueIds": [near.issue, far.issue]});
    let url = parted.office.city.url("routing", "/api/v1/issues/join");
    let request = parted.office.city.http.post(url).bearer_auth(&parted.dispatcher).json(&join);
    assert_eq!(request.send().await?.status(), 403);
    parted.office.city.settle().await?;
    assert_eq!(parted.office.city.count(versions).await?, before, "nothing half done");

    assert_eq!(parted.get("routing", &format!("/meldkamer/{}", near.issue)).await?.0, 200);
    let unknown = "/meldkamer/00000000-0000-0000-0000-000000000007";
    assert_eq!(parted.get("routing", unknown).await?.0, 404, "that is another answer");
    parted.office.city.stop().await
}

#[tokio::test]
async fn a_file_of_a_note_elsewhere_stays_shut_and_so_does_a_neighbour() -> anyhow::Result<()> {
    let parted = Parted::open().await?;
    let (pool, far) = (&parted.office.city.pool, &parted.far);
    let file: String = sqlx::query_scalar(
        "with note as (
             insert into routing.staff_note
                 (staff_note_id, issue_id, staff_account_id, staff_name, text, written_at)
             select gen_random_uuid(), $1::uuid, staff_account_id, 'Meldkamer 1', '', now()
             from routing.staff_account where email = 'dispatcher@demo' returning staff_note_id)
         insert into routing.staff_file (staff_file_id, staff_note_id, position, name, media_type, content)
         select gen_random_uuid(), staff_note_id, 0, 'brief.pdf', 'application/pdf', 'x' from note
         returning staff_file_id::text",
    )
    .bind(&far.issue)
    .fetch_one(pool)
    .await?;
    let path = format!("/meldkamer/bijlagen/{file}");
    assert_eq!(parted.get("routing", &path).await?.0, 403);
    let url = parted.office.city.url("routing", &path);
    let request = parted.office.city.http.get(url).bearer_auth(&parted.office.admin);
    assert_eq!(request.send().await?.status(), 200);

    // Where two wijken meet, what lies over the edge is not among what looks alike.
    sqlx::query(
        "update routing.issue set location = (
             select location from routing.issue where issue_id = $2::uuid
         ) where issue_id = $1::uuid",
    )
    .bind(&far.issue)
    .bind(&parted.near.issue)
    .execute(pool)
    .await?;
    let near = format!("/meldkamer/{}", parted.near.issue);
    let (_, page) = parted.get("routing", &near).await?;
    assert!(!page.contains(&far.number), "{page}");
    let all = parted.office.page(("routing", &near)).await?;
    assert!(all.contains(&far.number), "who works everywhere sees both");
    parted.office.city.stop().await
}

#[tokio::test]
async fn a_part_must_be_chosen_and_another_part_ends_the_session() -> anyhow::Result<()> {
    let parted = Parted::open().await?;
    let (office, accounts) = (&parted.office, ("routing", "/beheer/accounts"));
    let id: String = sqlx::query_scalar(
        "select staff_account_id::text from routing.staff_account
         where email = 'liendert@voorbeeld.nl'",
    )
    .fetch_one(&office.city.pool)
    .await?;
    let form = |version, area| {
        [
            ("account", id.clone()),
            ("versie", format!("{version}")),
            ("naam", "Meldkamer Liendert".to_owned()),
            ("mail", "liendert@voorbeeld.nl".to_owned()),
            ("rol", "dispatcher".to_owned()),
            ("waar", "deel".to_owned()),
            ("gebied", String::from(area)),
        ]
    };
    let post = async |fields: [(&str, String); 7]| {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        office.post(accounts, &office.admin, &fields).await
    };

    let none = post(form(1, "BU99999999")).await?;
    assert_eq!(none.status(), 422);
    assert!(none.text().await?.contains("Kies een wijk of buurt, of de hele gemeente."));
    assert_eq!(post(form(1, "BU03071101")).await?.status(), 303);
    office.until_out(&parted.dispatcher).await;
    let page = office.page(("routing", &format!("/beheer/accounts?account={id}"))).await?;
    assert!(page.contains("Gebied: Liendert → Rustenburg-Zuid"), "{page}");
    parted.office.city.stop().await
}
