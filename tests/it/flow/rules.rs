//! Rules of the municipality: tried before they count, and never in the way of a report.

use tests::City;

use super::{ZANGVOGELBUURT, report};

const HERE: &str = "/meldkamer/regels";

/// The fields of a form.
type Fields = Vec<(String, String)>;

/// A form with these rules: name, condition, key of the team.
fn form(rules: &[(&str, &str, &str)], version: i64) -> Fields {
    let field =
        |name: &str, number: usize, value: &str| (format!("{name}-{number}"), value.to_owned());
    let rule = |(number, (name, condition, team)): (usize, &(&str, &str, &str))| {
        [field("naam", number, name), field("als", number, condition), field("team", number, team)]
    };
    let mut fields: Fields = (1..).zip(rules).flat_map(rule).collect();
    fields.push(("versie".to_owned(), version.to_string()));
    fields
}

fn with(mut fields: Fields, name: &str, value: &str) -> Fields {
    fields.push((name.to_owned(), value.to_owned()));
    fields
}

async fn post(city: &City, token: &str, fields: &Fields) -> anyhow::Result<(u16, String)> {
    let request = city.http.post(city.url("routing", HERE)).bearer_auth(token);
    let answer = request.form(fields).send().await?;
    Ok((answer.status().as_u16(), answer.text().await?))
}

async fn get(city: &City, token: &str, service: &str, path: &str) -> anyhow::Result<String> {
    let answer = city.http.get(city.url(service, path)).bearer_auth(token).send().await?;
    Ok(answer.error_for_status()?.text().await?)
}

/// Tries the rules and makes them count; gives the page of the trial.
async fn enact(city: &City, token: &str, fields: Fields) -> anyhow::Result<String> {
    let (status, page) = post(city, token, &with(fields.clone(), "doe", "proef")).await?;
    anyhow::ensure!(status == 200, "{page}");
    let mark = page.split_once("name=\"beproefd\" value=\"").map(|(_, rest)| &rest[..16]);
    let mark = mark.ok_or_else(|| anyhow::anyhow!("the page has no mark of the trial"))?;
    let fields = with(with(fields, "beproefd", mark), "doe", "geldt");
    let (status, answer) = post(city, token, &fields).await?;
    anyhow::ensure!(status == 303, "{status}: {answer}");
    Ok(page)
}

async fn send(city: &City, category: &str) -> anyhow::Result<()> {
    let (status, answer) = city.submit(&report(category, ZANGVOGELBUURT)).await?;
    anyhow::ensure!(status == 201, "{answer}");
    city.settle().await
}

/// Team, reason of triage, urgency and rule of the last issue.
async fn last(city: &City) -> anyhow::Result<(Option<String>, String, bool, String, i64)> {
    Ok(sqlx::query_as(
        "select team_key, triage_reason, is_urgent, rule_name, rules_version from routing.issue
         order by issue_id desc limit 1",
    )
    .fetch_one(&city.pool)
    .await?)
}

#[tokio::test]
async fn other_rules_are_tried_on_what_was_reported_and_count_from_then_on() -> anyhow::Result<()> {
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    send(&city, "bin_full").await?;
    let (team, _, _, rule, version) = last(&city).await?;
    assert_eq!((team.as_deref(), &*rule, version), (Some("schoon"), "Al het andere", 1));

    let rules = [
        ("Bakken", r#"category == "bin_full" && source == "api" && weekday <= 7"#, "handhaving"),
        ("De rest", "true", "schoon"),
    ];
    let fields = with(form(&rules, 1), "spoed-1", "ja");
    let fields = with(with(fields, "termijn-1", "4"), "eenheid-1", "working_hours");
    let page = enact(&city, &dispatcher, fields).await?;

    assert!(page.contains("1 van 1 meldingen zou ergens anders heen gaan"), "{page}");
    assert!(page.contains("<ins>Handhaving, met spoed, 4 werkuren</ins>"), "{page}");
    assert!(page.contains("<del>Wijkteam Schoon</del>"), "{page}");
    assert_eq!(last(&city).await?.0.as_deref(), Some("schoon"), "a trial changes nothing");
    sqlx::query("update routing.issue set closed_at = now()").execute(&city.pool).await?;
    send(&city, "bin_full").await?;
    let decided = (Some("handhaving".to_owned()), String::new(), true, "Bakken".to_owned(), 2);
    assert_eq!(last(&city).await?, decided);
    let by_rule = "select count(*) from routing.issue
                where term = 4 and term_unit = 'working_hours' and is_term_of_rule";
    assert_eq!(city.count(by_rule).await?, 1);
    let boa = city.sign_in("boa@demo").await?;
    assert!(get(&city, &boa, "work_orders", "/werk").await?.contains("Spoed"));
    city.stop().await
}

#[tokio::test]
async fn a_rule_that_fails_sends_the_report_to_the_meldkamer_and_is_told() -> anyhow::Result<()> {
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    // What made sense when it was written: the question is gone since.
    sqlx::query(
        "update routing.rule set condition = 'answers.colour == \"red\"' where position = 1",
    )
    .execute(&city.pool)
    .await?;

    send(&city, "litter").await?;

    let (team, reason, ..) = last(&city).await?;
    assert_eq!((team, &*reason), (None, "rule_failed"));
    let id: String = sqlx::query_scalar("select issue_id::text from routing.issue")
        .fetch_one(&city.pool)
        .await?;
    let issue = get(&city, &dispatcher, "routing", &format!("/meldkamer/{id}")).await?;
    assert!(issue.contains("Een regel werkt niet voor deze melding"), "{issue}");
    let page = get(&city, &dispatcher, "routing", HERE).await?;
    assert!(page.contains("werkt niet. Een melding wacht"), "{page}");
    city.stop().await
}

#[tokio::test]
async fn what_is_no_rule_is_refused_in_words_and_changes_nothing() -> anyhow::Result<()> {
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    for (condition, told) in [
        ("[1, 2].all(it, it > 0)", "“all” kan niet in een regel"),
        ("hour / 0 == 1", "deelt door nul"),
        (r#"colour == "red""#, "“colour” bestaat niet"),
        (r#"category == "liter""#, "“liter” is geen soort"),
        ("category ==", "niet te lezen vanaf teken"),
    ] {
        let fields = with(form(&[("Eén", condition, "schoon")], 1), "doe", "geldt");
        let (status, page) = post(&city, &dispatcher, &fields).await?;
        assert_eq!(status, 422, "{condition}");
        assert!(page.contains(told), "{condition}: {page}");
    }
    let team = with(form(&[("Eén", "true", "weg")], 1), "doe", "proef");
    assert_eq!(post(&city, &dispatcher, &team).await?.0, 422);
    assert_eq!(city.count("select count(*) from routing.rule_set").await?, 1);
    city.stop().await
}

#[tokio::test]
async fn rules_that_were_not_tried_or_on_which_somebody_was_first_do_not_count()
-> anyhow::Result<()> {
    let city = City::start().await?;
    let dispatcher = city.sign_in("dispatcher@demo").await?;
    let fields = form(&[("Alles", "true", "schoon")], 1);

    let untried = with(with(fields.clone(), "beproefd", "0123456789abcdef"), "doe", "geldt");
    let (status, page) = post(&city, &dispatcher, &untried).await?;
    assert!(status == 200 && page.contains("Na het proberen is er iets veranderd"), "{page}");
    assert_eq!(city.count("select max(version) from routing.rule_set").await?, 1);

    enact(&city, &dispatcher, fields.clone()).await?;
    let (status, page) = post(&city, &dispatcher, &with(fields, "doe", "proef")).await?;
    assert!(status == 409 && page.contains("Iemand anders was eerder"), "{status}: {page}");

    let older = get(&city, &dispatcher, "routing", &format!("{HERE}?versie=1")).await?;
    assert!(older.contains("Dit zijn de regels van versie 1"), "{older}");
    assert!(older.contains("Grofvuil waar je niet langs kunt"), "{older}");
    city.stop().await
}
