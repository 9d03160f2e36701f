//! What each mail must say, in both its forms.

use super::*;

const NOW: &str = "2026-11-26T12:00:00Z";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn told(step: Step, status: &str) -> Told {
    Told {
        step,
        lang: Lang::dutch(),
        report: Report {
            report_id: Uuid::from_u128(0x0199_b3f0_1c2d_7000_8000_0000_0000_0001),
            number: "LD-4F7K-29".to_owned(),
            category: "bulky_waste".to_owned(),
            location_text: "Wiekslag 14, bij de speelplek".to_owned(),
            photo_id: Some(Uuid::from_u128(1)),
            submitted_at: at("2026-11-24T07:14:00Z"),
        },
        facts: Some(Facts {
            status: status.to_owned(),
            team: "Grofvuil".to_owned(),
            area: "Zangvogelbuurt".to_owned(),
            category_name: "Grofvuil".to_owned(),
            expected_at: Some(at("2026-11-30T16:00:00Z")),
            changed_at: at("2026-11-26T09:52:00Z"),
            ..Facts::default()
        }),
        public_url: "https://voorbeeld.nl".to_owned(),
        stop_token: "AAAAAAAAAAAAAAAAAAAAAA".to_owned(),
    }
}

fn drawn(told: &Told) -> Drawn {
    let (before, after) = (told.before_photo().is_some(), told.after_photo().is_some());
    draw(told, before, after, at(NOW)).unwrap()
}

/// The words of the page, without its tags.
fn words_of(html: &str) -> String {
    let body = html.split_once("</head>").unwrap().1;
    let text: String =
        body.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn assert_says(drawn: &Drawn, facts: &[&str]) {
    let text = drawn.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let page = words_of(&drawn.html);
    for fact in facts {
        assert!(text.contains(fact), "the text lacks {fact}:\n{}", drawn.text);
        assert!(page.contains(fact), "the page lacks {fact}:\n{page}");
    }
}

fn assert_links(drawn: &Drawn, address: &str) {
    assert!(drawn.text.lines().any(|line| line == address), "{address}\n{}", drawn.text);
    assert!(drawn.html.contains(&format!(r#"href="{address}""#)), "{address}");
}

#[test]
fn the_receipt_says_who_has_it_and_until_when() {
    let mail = drawn(&told(Step::Received, "routed"));
    assert_eq!(mail.subject, "Ontvangen: grofvuil, Wiekslag 14, bij de speelplek");
    let facts = ["We hebben je melding", "LD-4F7K-29", "Wiekslag 14, bij de speelplek", "Grofvuil"];
    assert_says(&mail, &facts);
    assert_says(&mail, &["Team Grofvuil heeft je melding. Uiterlijk maandag 30 november"]);
    assert!(mail.text.starts_with("ONTVANGEN, dinsdag 24 november, 08.14 uur\n"), "{}", mail.text);
    assert_links(&mail, "https://voorbeeld.nl/melding/0199b3f0-1c2d-7000-8000-000000000001");
    assert!(mail.html.contains("cid:before@opgeruimd") && !mail.html.contains(AFTER_CID));
}

#[test]
fn a_receipt_that_knows_nothing_more_promises_nothing() {
    let mail = drawn(&Told { facts: None, ..told(Step::Received, "") });
    assert_says(&mail, &["We zoeken uit welke ploeg"]);
    assert!(!mail.text.contains("Uiterlijk"));
}

#[test]
fn progress_says_that_the_crew_comes_or_is_there() {
    let planned = drawn(&told(Step::Progress, "planned"));
    assert_eq!(
        planned.subject,
        "Ingepland: uiterlijk maandag 30 november, Wiekslag 14, bij de speelplek"
    );
    assert_says(&planned, &["De ploeg komt langs", "uiterlijk maandag 30 november", "Grofvuil"]);

    let mut agreed = told(Step::Visit, "planned");
    agreed.facts.as_mut().unwrap().visit = Some(platform::visit::Visit {
        from: at("2026-12-01T07:00:00Z"),
        until: at("2026-12-01T10:00:00Z"),
    });
    let mail = drawn(&agreed);
    assert_eq!(mail.subject, "Ingepland: dinsdag 1 december, Wiekslag 14, bij de speelplek");
    assert_says(&mail, &["dinsdag 1 december", "tussen 08.00 en 11.00 uur", "Grofvuil"]);
    assert!(!mail.text.contains("uiterlijk"));

    let busy = drawn(&told(Step::Progress, "in_progress"));
    assert_eq!(busy.subject, "De ploeg is bezig: Wiekslag 14, bij de speelplek");
    assert_says(&busy, &["Team Grofvuil is nu bezig op deze plek"]);
    assert!(!busy.html.contains("cid:"));
}

#[test]
fn a_question_stands_in_the_mail_with_the_way_to_answer_it_and_until_when() {
    let mut told = told(Step::Asked, "waiting_for_reporter");
    let facts = told.facts.as_mut().unwrap();
    facts.note = "Staat de kast er nog?".to_owned();
    facts.answer_by = Some(at("2026-12-01T16:00:00Z"));
    let mail = drawn(&told);
    assert_eq!(mail.subject, "Vraag over je melding: Wiekslag 14, bij de speelplek");
    assert_says(&mail, &["Staat de kast er nog?", "vanaf dinsdag 1 december"]);
    assert_links(&mail, "https://voorbeeld.nl/melding/0199b3f0-1c2d-7000-8000-000000000001/meer");
    assert!(!mail.html.contains("cid:"));
}

#[test]
fn the_last_mail_shows_before_and_after_and_the_words_of_the_crew() {
    let mut told = told(Step::Resolved, "resolved");
    let facts = told.facts.as_mut().unwrap();
    facts.after_photo_id = Some(Uuid::from_u128(2));
    facts.note = "Bank en matras zijn mee.\nDe stoep is weer vrij.".to_owned();
    let mail = drawn(&told);
    assert_eq!(mail.subject, "Opgelost: Wiekslag 14, bij de speelplek, kijk naar de foto");
    assert_says(
        &mail,
        &["Het is weg. Kijk maar:", "Bank en matras zijn mee. De stoep is weer vrij."],
    );
    assert_says(&mail, &["Team Grofvuil, 2 dagen na je melding", "Nog steeds daar?"]);
    assert!(mail.text.starts_with("OPGELOST, donderdag 26 november, 10.52 uur\n"), "{}", mail.text);
    assert!(
        mail.html.contains("cid:before@opgeruimd") && mail.html.contains("cid:after@opgeruimd")
    );
    assert!(mail.text.contains("/nog-steeds\n") && mail.html.contains("/nog-steeds\""));
}

#[test]
fn without_pictures_no_mail_points_at_one() {
    let mut told = told(Step::Resolved, "resolved");
    told.facts.as_mut().unwrap().after_photo_id = Some(Uuid::from_u128(2));
    let only_before = draw(&told, true, false, at(NOW)).unwrap();
    assert!(!only_before.html.contains("Kijk maar") && !only_before.html.contains(AFTER_CID));
    let mail = draw(&told, false, false, at(NOW)).unwrap();
    assert!(!mail.html.contains("cid:") && !mail.html.contains("Kijk maar"));
    assert_eq!(mail.subject, "Opgelost: Wiekslag 14, bij de speelplek");
}

#[test]
fn every_reason_is_told_in_words() {
    for (reason, sentence) in [
        ("not_found", "vond het niet op deze plek"),
        ("already_gone", "Het was al weg"),
        ("not_ours", "Deze plek is niet van de gemeente"),
        ("new_reason", "De ploeg kon het niet oplossen"),
    ] {
        let mut told = told(Step::NotResolved, "not_resolved");
        reason.clone_into(&mut told.facts.as_mut().unwrap().reason);
        let mail = drawn(&told);
        assert_says(&mail, &[sentence]);
        assert_eq!(mail.subject, "Niet opgelost: Wiekslag 14, bij de speelplek");
        assert_eq!(mail.text.contains("/nog-steeds"), reason != "not_ours", "{reason}");
    }
}

#[test]
fn every_mail_can_be_stopped_and_fits() {
    for (step, status) in [
        (Step::Received, "routed"),
        (Step::Progress, "planned"),
        (Step::Progress, "in_progress"),
        (Step::Visit, "planned"),
        (Step::Postponed, "routed"),
        (Step::Asked, "waiting_for_reporter"),
        (Step::Resolved, "resolved"),
        (Step::NotResolved, "not_resolved"),
    ] {
        let mut told = told(step, status);
        let facts = told.facts.as_mut().unwrap();
        facts.after_photo_id = Some(Uuid::from_u128(2));
        facts.note = "woord ".repeat(90);
        let mail = drawn(&told);
        assert_links(&mail, "https://voorbeeld.nl/berichten/stop/AAAAAAAAAAAAAAAAAAAAAA");
        let too_wide = |line: &&str| line.chars().count() > text::COLUMNS_MAX;
        assert_eq!(mail.text.lines().find(too_wide), None);
        assert!(!mail.text.contains("\n\n\n"), "{}", mail.text);
        assert!(mail.html.len() < 12_000, "{step:?} is {} bytes", mail.html.len());
    }
}

#[test]
fn a_report_without_a_place_is_named_by_its_buurt_or_its_number() {
    let mut told = told(Step::Resolved, "resolved");
    told.report.location_text = String::new();
    assert_eq!(drawn(&told).subject, "Opgelost: Zangvogelbuurt");
    told.facts.as_mut().unwrap().area = String::new();
    assert_eq!(drawn(&told).subject, "Opgelost: LD-4F7K-29");
}

#[test]
fn a_team_is_named_as_a_team() {
    assert_eq!(team(Lang::dutch(), "Grofvuil"), "Team Grofvuil");
    assert_eq!(team(Lang::dutch(), "Wijkteam Schoon"), "Wijkteam Schoon");
}

#[test]
fn what_people_typed_is_escaped_on_the_page() {
    let mut told = told(Step::Resolved, "resolved");
    told.report.location_text = "<img src=x>".to_owned();
    told.facts.as_mut().unwrap().note = "<script>".to_owned();
    let mail = drawn(&told);
    assert!(!mail.html.contains("<script>") && !mail.html.contains("<img src=x"));
}
