//! What the worker makes of a delivery, up to the transport.

use super::*;
use sqlx::types::Json;
use uuid::Uuid;

use crate::facts::Facts;

struct Nothing;

impl Transport for Nothing {
    async fn send(&self, _: Uuid, _: Message) -> Result<(), SendError> {
        Ok(())
    }
}

fn worker() -> Worker<Nothing> {
    Worker {
        pool: sqlx::postgres::PgPoolOptions::new()
            .connect_lazy("postgres://nobody@127.0.0.1:1/x")
            .unwrap(),
        transport: Nothing,
        intake: Intake::new("http://127.0.0.1:1").unwrap(),
        letterhead: Letterhead::new("post@voorbeeld.nl", "https://voorbeeld.nl").unwrap(),
        woken: Arc::default(),
    }
}

fn claimed(attempts: i32) -> Claimed {
    Claimed {
        delivery_id: Uuid::from_u128(9),
        step: "resolved".to_owned(),
        traceparent: String::new(),
        attempts,
        report_id: Some(Uuid::from_u128(1)),
    }
}

fn report_mail(email: &str) -> ReportMail {
    let at = DateTime::UNIX_EPOCH;
    ReportMail {
        email: Some(email.to_owned()),
        language: "nl".to_owned(),
        stop_token: "AAAAAAAAAAAAAAAAAAAAAA".to_owned(),
        report_id: Uuid::from_u128(1),
        report_number: "LD-4F7K-29".to_owned(),
        category: "litter".to_owned(),
        location_text: "Wiekslag 14\r\nBcc: c@d.nl".to_owned(),
        photo_ids: vec![Uuid::from_u128(2)],
        submitted_at: at,
        facts: Some(Json(Facts {
            status: "resolved".to_owned(),
            changed_at: at,
            ..Facts::default()
        })),
    }
}

#[tokio::test]
async fn an_address_that_is_none_fails_the_delivery_and_is_not_repeated_in_the_reason() {
    for email in ["", "nobody", "a@b.nl\r\nBcc: c@d.nl", "a@b.nl,c@d.nl"] {
        let outcome = write(&worker(), &claimed(1), report_mail(email)).await;
        let reason = SendError::Never("the address is no mail address".to_owned());
        assert_eq!(outcome.err(), Some(reason), "{email}");
    }
}

#[tokio::test]
async fn a_mail_at_which_the_worker_died_every_time_is_given_up() {
    let outcome = prepare(&worker(), claimed(ATTEMPTS_MAX + 1)).await;
    assert!(matches!(outcome, Err(SendError::Never(_))));
    assert!(write(&worker(), &claimed(ATTEMPTS_MAX), report_mail("a@b.nl")).await.is_ok());
}

#[tokio::test]
async fn an_intake_that_is_away_holds_the_mail_up_but_not_for_ever() {
    let early = write(&worker(), &claimed(1), report_mail("a@b.nl")).await;
    assert!(matches!(early, Err(SendError::Later(_))));

    let late = write(&worker(), &claimed(PICTURE_ATTEMPTS), report_mail("a@b.nl")).await.unwrap();
    let text = String::from_utf8(late.formatted()).unwrap();
    assert!(text.contains("Message-ID: <00000000-0000-0000-0000-000000000009@voorbeeld.nl>"));
    assert!(!text.contains("image/jpeg") && !text.contains("\nBcc:"), "{text}");
}
