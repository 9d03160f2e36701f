//! Every role on every address of every service: exactly the matrix.

use platform::{
    rights::{self, Answer, Right},
    staff::Role,
};
use reqwest::{Response, StatusCode};
use tests::City;

use super::{ZANGVOGELBUURT, report, report_with_mail, text};

const SERVICES: [&str; 5] = ["intake", "routing", "work_orders", "notification", "statistics"];

/// What a role is called in the demo.
fn account(role: Role) -> String {
    format!("{}@demo", role.as_str())
}

/// Ids for the places in a pattern.
struct Ids {
    report: String,
    issue: String,
    work_order: String,
}

impl Ids {
    const NONE: &str = "0199f3a0-0000-7000-8000-000000000000";

    /// What nothing has, so that nothing changes.
    fn unknown() -> Self {
        let none = || Self::NONE.to_owned();
        Self { report: none(), issue: none(), work_order: none() }
    }

    /// The address of a pattern.
    fn fill(&self, pattern: &str) -> String {
        let values = [
            ("{report_id}", self.report.as_str()),
            ("{issue_id}", &self.issue),
            ("{work_order_id}", &self.work_order),
            ("{photo_id}", Self::NONE),
            ("{case_id}", Self::NONE),
            ("{round_id}", Self::NONE),
            ("{report_number}", "LD-0000-00"),
            ("{evidence_id}", Self::NONE),
            ("{dead_letter_id}", Self::NONE),
            ("{staff_account_id}", Self::NONE),
            ("{saved_list_id}", Self::NONE),
            ("{staff_file_id}", Self::NONE),
            ("{standard_text_id}", Self::NONE),
            ("{file_name}", "small.jpg"),
            ("{file}", "1.mvt"),
            ("{z}", "14"),
            ("{x}", "8436"),
            ("{y}", "5400"),
            ("{token}", "x"),
            ("{version}", "0"),
            ("{east}", "135"),
            ("{north}", "2086"),
        ];
        let path =
            values.iter().fold(pattern.to_owned(), |path, (name, value)| path.replace(name, value));
        assert!(!path.contains('{'), "{pattern}: what goes there?");
        path
    }
}

async fn ask(
    city: &City,
    (service, right): (&str, &Right),
    ids: &Ids,
    token: Option<&str>,
) -> anyhow::Result<Response> {
    let url = city.url(service, &ids.fill(right.path));
    let mut request = city.http.request(right.method.parse()?, url);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    Ok(request.send().await?)
}

/// What the matrix says to an account of the demo: it works everywhere, only the dispatcher's may
/// read how to reach residents, and only the manager's may open evidence.
fn expected(right: &Right, role: Option<Role>) -> Answer {
    match (right.answer(role), role) {
        (Answer::Contact, Some(Role::Dispatcher))
        | (Answer::Evidence, Some(Role::Manager))
        | (Answer::Whole, _) => Answer::Yes,
        (Answer::Contact | Answer::Evidence, _) => Answer::No,
        (answer, _) => answer,
    }
}

/// What an answer says of the right to it. What is wrong with the question comes after that.
fn answer_of(response: &Response) -> Answer {
    let to = response.headers().get("location").and_then(|to| to.to_str().ok());
    match (response.status(), to) {
        (StatusCode::UNAUTHORIZED, _) => Answer::Unauthorized,
        (StatusCode::FORBIDDEN, _) => Answer::No,
        (_, Some(to)) if to.starts_with("/inloggen?verder=") => Answer::SignIn,
        _ => Answer::Yes,
    }
}

fn services_of(right: &Right) -> Vec<&'static str> {
    if right.service == "each" { SERVICES.to_vec() } else { vec![right.service] }
}

#[tokio::test]
async fn every_role_gets_on_every_address_what_the_matrix_says() -> anyhow::Result<()> {
    let city = City::start().await?;
    let ids = Ids::unknown();
    let mut wrong = Vec::new();
    for role in [None].into_iter().chain(Role::ALL.map(Some)) {
        let token = match role {
            Some(role) => Some(city.sign_in(&account(role)).await?),
            None => None,
        };
        // Who signs out has no rights left, so that comes last.
        let (last, first): (Vec<_>, Vec<_>) =
            rights::all().iter().partition(|right| right.path.starts_with("/uitloggen"));
        for right in first.into_iter().chain(last) {
            for service in services_of(right) {
                let response = ask(&city, (service, right), &ids, token.as_deref()).await?;
                let (status, got) = (response.status(), answer_of(&response));
                // The address is there, for this method, and the service did not break.
                let is_there = status != 405 && status.as_u16() < 500;
                if got != expected(right, role) || !is_there {
                    wrong.push(format!(
                        "{role:?} {service} {} {}: {status}",
                        right.method, right.path
                    ));
                }
            }
        }
    }

    assert!(wrong.is_empty(), "{wrong:#?}");
    city.stop().await
}

#[tokio::test]
async fn no_answer_to_anybody_holds_how_to_reach_a_resident() -> anyhow::Result<()> {
    let city = City::start().await?;
    let mut report = report("litter", ZANGVOGELBUURT);
    report["contact"] = serde_json::json!({"email": "els.van.dam@voorbeeld.nl"});
    let (_, submitted) = city.submit(&report).await?;
    city.settle().await?;
    let order = city.work_orders(&city.sign_in("crew@demo").await?, "open").await?.remove(0);
    let ids = Ids {
        report: text(&submitted, "/reportId").to_owned(),
        issue: text(&order, "/issueId").to_owned(),
        work_order: text(&order, "/workOrderId").to_owned(),
    };

    let mut read = 0;
    for role in [None].into_iter().chain(Role::ALL.map(Some)) {
        let token = match role {
            Some(role) => Some(city.sign_in(&account(role)).await?),
            None => None,
        };
        // A stream has no end to wait for, and holds hints only.
        let pages = rights::all()
            .iter()
            .filter(|right| right.method == "GET" && !right.path.ends_with("/live"));
        for right in pages {
            for service in services_of(right) {
                let response = ask(&city, (service, right), &ids, token.as_deref()).await?;
                read += usize::from(response.status().is_success());
                let body = String::from_utf8_lossy(&response.bytes().await?).into_owned();
                assert!(!body.contains("els.van.dam"), "{role:?} {service} {}", right.path);
            }
        }
    }

    assert!(read > 150, "only {read} pages were there");
    city.stop().await
}

#[tokio::test]
async fn who_has_the_role_but_not_the_team_may_not_do_its_work() -> anyhow::Result<()> {
    let city = City::start().await?;
    city.submit(&report_with_mail("litter")).await?;
    city.settle().await?;
    let crew = city.sign_in("crew@demo").await?;
    let order = city.work_orders(&crew, "open").await?.remove(0);
    let boa = city.sign_in("boa@demo").await?;

    let (status, problem) = city.act(&boa, &order, "accept", &serde_json::json!({})).await?;

    assert_eq!(status, 403);
    assert!(text(&problem, "/detail").contains("niet voor dit team"), "{problem}");
    let (status, _) = city.act(&crew, &order, "accept", &serde_json::json!({})).await?;
    assert_eq!(status, 200);
    city.stop().await
}
