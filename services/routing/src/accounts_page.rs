//! `/beheer/accounts`: who may sign in, and a button to sign somebody out everywhere.

use askama::Template as _;
use axum::{
    extract::{Query, State, rejection::QueryRejection},
    response::{Html, IntoResponse as _, Redirect, Response},
};
use platform::{
    clock,
    problem::{self, Problem},
    staff::OnPage,
};
use serde::Deserialize;
use tracing::info;
use uuid::Uuid;
use web::{Page, Signed};

use crate::{AppState, pages::AccountsPage, sign_in::ending, store::accounts};

/// Accounts on the page. A city has some hundred.
const ACCOUNTS_MAX: i64 = 1_000;

#[derive(Default, Deserialize)]
pub struct Asked {
    /// The account that was just signed out.
    uitgelogd: Option<Uuid>,
}

pub async fn list(
    State(state): State<AppState>,
    OnPage(staff): OnPage,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    staff.require(&[])?;
    let now = clock::now();
    let accounts = accounts::list(&state.service.pool, now, ACCOUNTS_MAX).await?;
    let out = asked.ok().and_then(|Query(asked)| asked.uitgelogd);
    let out = accounts.iter().find(|it| Some(it.staff_account_id) == out).map(|it| it.name.clone());
    let signed = Signed::from(&staff);
    let page = Page::desktop(&state.assets, "/beheer/accounts", now, Some(signed));
    let page = AccountsPage { page, accounts, out };
    Ok(Html(page.render().map_err(anyhow::Error::from)?).into_response())
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
    Ok(Redirect::to(&format!("/beheer/accounts?uitgelogd={account_id}")))
}
