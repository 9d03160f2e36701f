//! `/beheer/accounts`: who may sign in as what; made, changed and signed out by an administrator.

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use platform::{
    clock,
    problem::{self, Problem},
    staff::{OnPage, Staff},
};
use serde::Deserialize;
use tracing::info;
use uuid::Uuid;
use web::form::Mistake;
use web::{Page, Signed};

use crate::{
    AppState,
    account::{self, Fields, value},
    account_change,
    pages::{AccountsNotice, AccountsPage, drawn},
    sign_in::ending,
    store::{
        account_changes::{self as changes, Kept, Saved},
        accounts, catalogue, codes,
    },
};

const PATH: &str = "/beheer/accounts";

/// Accounts on the page. A city has some hundred.
const ACCOUNTS_MAX: i64 = 1_000;

/// Changes of one account that the page tells.
const CHANGES_MAX: i64 = 20;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The account that is open in the form.
    account: Option<Uuid>,
    /// What was just done with it: `bewaard` or `uitgelogd`.
    gedaan: Option<String>,
}

pub async fn list(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    staff.require(&[])?;
    let Asked { account, gedaan } = asked.map(|Query(asked)| asked).unwrap_or_default();
    let mut about = About::new(&staff);
    if let Some(id) = account
        && let Some(kept) = changes::find(&state.service.pool, id).await?
    {
        about = about.showing(&kept);
    }
    about.notice = match gedaan.as_deref() {
        Some("bewaard") => Some(AccountsNotice::Saved),
        Some("uitgelogd") => Some(AccountsNotice::SignedOut),
        _ => None,
    };
    draw(&state, StatusCode::OK, about).await
}

/// Ends every session of the account: for a phone that was lost, or somebody who left.
pub async fn sign_out(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Path(account_id): problem::Path<Uuid>,
) -> Result<Redirect, Problem> {
    staff.require(&[])?;
    let count = ending::account(&state.service, account_id, clock::now()).await?;
    info!(staff.id = %staff.staff_id, "{count} sessions of account {account_id} were ended");
    Ok(Redirect::to(&format!("{PATH}?account={account_id}&gedaan=uitgelogd")))
}

/// Makes an account, or changes the one that the form showed.
pub async fn save(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Form(fields): problem::Form<Fields>,
) -> Result<Response, Problem> {
    staff.require(&[])?;
    let mut conn = state.service.pool.acquire().await?;
    let town = catalogue::town(&mut conn).await?;
    drop(conn);
    let about = About { fields: fields.clone(), ..About::new(&staff) };
    let profile = match account::parse(&fields, &town) {
        Ok(profile) => profile,
        Err(mistakes) => return refuse(&state, About { mistakes, ..about }).await,
    };
    let Ok(account_id) = value(&fields, "account").parse::<Uuid>() else {
        return make(&state, about, profile).await;
    };
    let now = clock::now();
    let mut tx = state.service.pool.begin().await?;
    // First the administrators, so that two of them cannot take each other's role at once.
    let others = changes::other_admins(&mut tx, account_id).await?;
    let kept = changes::lock(&mut tx, account_id).await?.ok_or_else(unknown)?;
    if value(&fields, "versie") != kept.version.to_string() {
        let notice = Some(AccountsNotice::Conflict);
        return draw(&state, StatusCode::CONFLICT, About { notice, ..about.showing(&kept) }).await;
    }
    let is_own = account_id == staff.staff_id;
    if let Some(mistake) = account::forbidden(&kept.profile, &profile, is_own, others) {
        return refuse(&state, About { mistakes: vec![mistake], ..about }).await;
    }
    let (outbox, by) = (&state.service.outbox, (&*staff.name, now));
    let saved = account_change::change(&mut tx, outbox, kept, profile, &town, by).await?;
    if saved == Saved::AddressTaken {
        return refuse(&state, About { mistakes: vec![taken()], ..about }).await;
    }
    state.service.outbox.commit(tx).await?;
    Ok(Redirect::to(&format!("{PATH}?account={account_id}&gedaan=bewaard")).into_response())
}

/// Makes the account and shows its first password, once.
async fn make(
    state: &AppState,
    about: About<'_>,
    profile: account::Profile,
) -> Result<Response, Problem> {
    let (account_id, now) = (Uuid::now_v7(), clock::now());
    let (password, hash) = state.sign_in.new_password().await?;
    let mut tx = state.service.pool.begin().await?;
    let by = (&*about.staff.name, now);
    let made = account_change::make(&mut tx, account_id, &profile, Some(&hash), by).await?;
    if made == Saved::AddressTaken {
        return refuse(state, About { mistakes: vec![taken()], ..about }).await;
    }
    tx.commit().await?;
    let kept = Kept { staff_account_id: account_id, version: 1, profile };
    let notice = Some(AccountsNotice::Password(password));
    draw(state, StatusCode::CREATED, About { notice, ..about.showing(&kept) }).await
}

/// Gives the account another password, shows it once, and signs it out everywhere.
pub async fn new_password(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Path(account_id): problem::Path<Uuid>,
) -> Result<Response, Problem> {
    staff.require(&[])?;
    let now = clock::now();
    let (password, hash) = state.sign_in.new_password().await?;
    let mut tx = state.service.pool.begin().await?;
    let kept = changes::lock(&mut tx, account_id).await?.ok_or_else(unknown)?;
    accounts::set_password(&mut tx, account_id, Some(&hash)).await?;
    changes::note(&mut tx, account_id, &staff.name, "Nieuw wachtwoord", now).await?;
    ending::end_all(&mut tx, &state.service.outbox, account_id, now).await?;
    state.service.outbox.commit(tx).await?;
    let notice = Some(AccountsNotice::Password(password));
    draw(&state, StatusCode::OK, About { notice, ..About::new(&staff).showing(&kept) }).await
}

/// Asks no code of the account any more: their phone is lost. Its sessions end, for the same reason.
pub async fn remove_code(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    problem::Path(account_id): problem::Path<Uuid>,
) -> Result<Redirect, Problem> {
    staff.require(&[])?;
    let now = clock::now();
    let mut tx = state.service.pool.begin().await?;
    changes::lock(&mut tx, account_id).await?.ok_or_else(unknown)?;
    if codes::remove(&mut tx, account_id).await? {
        let told = "Code bij het inloggen weggehaald";
        changes::note(&mut tx, account_id, &staff.name, told, now).await?;
        ending::end_all(&mut tx, &state.service.outbox, account_id, now).await?;
    }
    state.service.outbox.commit(tx).await?;
    Ok(Redirect::to(&format!("{PATH}?account={account_id}&gedaan=bewaard")))
}

/// The address of a form, opened again after signing in.
pub async fn back() -> Redirect {
    Redirect::to(PATH)
}

fn unknown() -> Problem {
    Problem::not_found("Dit account bestaat niet.")
}

fn taken() -> Mistake {
    Mistake::new("mail", "Dit mailadres heeft al een account.")
}

/// What the page is about.
struct About<'a> {
    staff: &'a Staff,
    fields: Fields,
    mistakes: Vec<Mistake>,
    notice: Option<AccountsNotice>,
}

impl<'a> About<'a> {
    fn new(staff: &'a Staff) -> Self {
        Self { staff, fields: Fields::new(), mistakes: Vec::new(), notice: None }
    }

    /// With the account as it is in the form.
    fn showing(self, kept: &Kept) -> Self {
        let mut fields = account::fields(&kept.profile);
        fields.push(("account".to_owned(), kept.staff_account_id.to_string()));
        fields.push(("versie".to_owned(), kept.version.to_string()));
        Self { fields, ..self }
    }
}

async fn refuse(state: &AppState, about: About<'_>) -> Result<Response, Problem> {
    draw(state, StatusCode::UNPROCESSABLE_ENTITY, about).await
}

async fn draw(state: &AppState, status: StatusCode, about: About<'_>) -> Result<Response, Problem> {
    let now = clock::now();
    let mut conn = state.service.pool.acquire().await?;
    let chosen = value(&about.fields, "account").parse::<Uuid>().ok();
    let told = match chosen {
        Some(id) => changes::of_account(&mut *conn, id, CHANGES_MAX).await?,
        None => Vec::new(),
    };
    let page = AccountsPage {
        page: Page::desktop(&state.assets, PATH, now, Some(Signed::from(about.staff))),
        accounts: accounts::list(&mut *conn, now, ACCOUNTS_MAX).await?,
        town: catalogue::town(&mut conn).await?,
        chosen,
        fields: about.fields,
        mistakes: about.mistakes,
        changes: told,
        notice: about.notice,
        giver: state
            .provider
            .as_ref()
            .filter(|it| it.groups().is_some())
            .map(|it| it.name().to_owned()),
    };
    drawn(status, &page)
}
