//! Accounts that an administrator makes and changes, and passwords that people choose themselves.

use std::time::Instant;

use serde_json::{Value, json};

use super::{office::Office, sessions::until_refused};

const ACCOUNTS: (&str, &str) = ("routing", "/beheer/accounts");

impl Office {
    /// Makes the account of a boa, and gives its id and its password.
    async fn boa(&self) -> anyhow::Result<(String, String)> {
        let made = self.post(ACCOUNTS, &self.admin, &filled(&[])).await?;
        anyhow::ensure!(made.status() == 201, "{}", made.text().await?);
        let html = made.text().await?;
        let id = between(&html, "name=\"account\" value=\"", "\"");
        Ok((id, password_of(&html)))
    }

    pub(super) async fn sign_in(
        &self,
        email: &str,
        password: &str,
    ) -> anyhow::Result<(u16, String)> {
        let url = self.city.url("routing", "/api/v1/sessions");
        let login = json!({"email": email, "password": password});
        let answer = self.city.http.post(url).json(&login).send().await?;
        let status = answer.status().as_u16();
        let body: Value = answer.json().await?;
        Ok((status, body["token"].as_str().unwrap_or_default().to_owned()))
    }

    /// Waits until the token is worth nothing at another service.
    pub(super) async fn until_out(&self, token: &str) {
        let address = ("work_orders", "/api/v1/work-orders");
        until_refused(&self.city, address, token, Instant::now()).await;
    }
}

/// The password that a page shows once.
pub(super) fn password_of(html: &str) -> String {
    between(html, "<code dir=\"ltr\">", "</code>")
}

fn between(html: &str, from: &str, to: &str) -> String {
    let (_, rest) = html.split_once(from).unwrap();
    rest.split_once(to).unwrap().0.to_owned()
}

/// The form of a boa, with what is filled in otherwise.
fn filled<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual =
        [("naam", "Boa 2"), ("mail", "Boa2@voorbeeld.nl"), ("rol", "boa"), ("team", "handhaving")];
    let is_other = |name: &str| other.iter().any(|(it, _)| *it == name);
    usual.into_iter().filter(|(name, _)| !is_other(name)).chain(other.iter().copied()).collect()
}

#[tokio::test]
async fn somebody_new_signs_in_and_loses_it_with_the_role_or_when_blocked() -> anyhow::Result<()> {
    let office = Office::open().await?;
    let (id, password) = office.boa().await?;
    let (status, boa) = office.sign_in("boa2@voorbeeld.nl", &password).await?;
    assert_eq!(status, 201);
    let known = [("account", id.as_str()), ("versie", "1")];

    let change = filled(&[known[0], known[1], ("rol", "dispatcher")]);
    assert_eq!(office.post(ACCOUNTS, &office.admin, &change).await?.status(), 303);
    office.until_out(&boa).await;
    let (_, dispatcher) = office.sign_in("boa2@voorbeeld.nl", &password).await?;
    let url = office.city.url("routing", "/api/v1/issues");
    let seen = office.city.http.get(url).bearer_auth(&dispatcher).send().await?;
    assert_eq!(seen.status(), 200, "a dispatcher from now on");

    let second = office.post(ACCOUNTS, &office.admin, &change).await?;
    assert_eq!(second.status(), 409);
    assert!(second.text().await?.contains("Iemand anders was eerder."));

    let block = [known[0], ("versie", "2"), ("rol", "dispatcher"), ("geblokkeerd", "ja")];
    assert_eq!(office.post(ACCOUNTS, &office.admin, &filled(&block)).await?.status(), 303);
    office.until_out(&dispatcher).await;
    assert_eq!(office.sign_in("boa2@voorbeeld.nl", &password).await?.0, 401);

    let page = office.page(("routing", &format!("/beheer/accounts?account={id}"))).await?;
    for told in ["Account gemaakt als Handhaving", "Rol: Handhaving → Meldkamer", "Geblokkeerd"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(!page.contains(&password), "shown once");
    office.city.stop().await
}

#[tokio::test]
async fn what_would_leave_nobody_in_charge_or_cannot_be_is_refused() -> anyhow::Result<()> {
    let office = Office::open().await?;
    let (id, _) = office.boa().await?;
    let own: String = sqlx::query_scalar(
        "select staff_account_id::text from routing.staff_account where email = 'admin@demo'",
    )
    .fetch_one(&office.city.pool)
    .await?;
    let of_own = [("account", own.as_str()), ("versie", "1"), ("mail", "admin@demo")];
    let cases = [
        (filled(&[of_own[0], of_own[1], of_own[2]]), "Je kunt jezelf niet blokkeren"),
        (
            filled(&[of_own[0], of_own[1], of_own[2], ("rol", "admin"), ("geblokkeerd", "ja")]),
            "Je kunt jezelf niet blokkeren",
        ),
        (filled(&[]), "Dit mailadres heeft al een account."),
        (
            filled(&[("account", &id), ("versie", "1"), ("mail", "admin@demo")]),
            "Dit mailadres heeft al een account.",
        ),
        (filled(&[("mail", "niets"), ("rol", "god")]), "Kies een rol."),
        (filled(&[("team", "")]), "Kies het team, of de teams"),
    ];

    for (form, words) in cases {
        let answer = office.post(ACCOUNTS, &office.admin, &form).await?;
        assert_eq!(answer.status(), 422, "{words}");
        assert!(answer.text().await?.contains(words), "{words}");
    }
    let changed = "select count(*) from routing.staff_account where version > 1";
    assert_eq!(office.city.count(changed).await?, 0);
    let nobody = filled(&[("account", "00000000-0000-0000-0000-000000000007"), ("versie", "1")]);
    assert_eq!(office.post(ACCOUNTS, &office.admin, &nobody).await?.status(), 404);
    office.city.stop().await
}

#[tokio::test]
async fn who_chooses_a_password_of_their_own_is_the_only_one_who_knows_it() -> anyhow::Result<()> {
    let office = Office::open().await?;
    let (id, password) = office.boa().await?;
    let (_, boa) = office.sign_in("boa2@voorbeeld.nl", &password).await?;
    let own = "vier lange losse woorden";

    for (form, status, words) in [
        ([("nu", "verkeerd"), ("nieuw", own)], 401, "Dit is niet je wachtwoord van nu."),
        ([("nu", &password), ("nieuw", "te kort")], 422, "minstens 12 tekens"),
        ([("nu", ""), ("nieuw", own)], 422, "Vul je wachtwoord van nu in."),
    ] {
        let answer = office.post(("routing", "/account"), &boa, &form).await?;
        assert_eq!(answer.status(), status, "{words}");
        assert!(answer.text().await?.contains(words), "{words}");
    }
    let done =
        office.post(("routing", "/account"), &boa, &[("nu", &password), ("nieuw", own)]).await?;
    assert_eq!(done.headers()["location"], "/inloggen?wachtwoord=nieuw");
    office.until_out(&boa).await;
    assert_eq!(office.sign_in("boa2@voorbeeld.nl", &password).await?.0, 401);
    let (status, boa) = office.sign_in("boa2@voorbeeld.nl", own).await?;
    assert_eq!(status, 201);

    // It was forgotten: the administrator gives another one.
    let path = format!("/beheer/accounts/{id}/wachtwoord");
    let given = office.post(("routing", &path), &office.admin, &[]).await?;
    assert_eq!(given.status(), 200);
    office.until_out(&boa).await;
    assert_eq!(office.sign_in("boa2@voorbeeld.nl", own).await?.0, 401);
    office.city.stop().await
}
