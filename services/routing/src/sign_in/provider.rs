//! `/inloggen/gemeente`: to the identity provider of the municipality, and back.

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::HeaderMap,
    response::{IntoResponse as _, Redirect, Response},
};
use platform::{clock, problem::Problem};
use serde::Deserialize;
use tracing::{info, warn};

use super::{
    cookies,
    linking::{self, Denied},
    page,
};
use crate::{
    AppState,
    oidc::{self, Answer, Provider, Refused},
    pages::SignInNotice,
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// Where to go afterwards.
    verder: String,
}

/// Sends somebody to the provider. A link, not a form: our own policy keeps forms on this site.
pub(crate) async fn go(
    State(state): State<AppState>,
    headers: HeaderMap,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let Some(provider) = &state.provider else { return Redirect::to("/inloggen").into_response() };
    let Asked { verder } = asked.map(|Query(asked)| asked).unwrap_or_default();
    let is_tls = state.service.gate.is_tls();
    let next = page::local_path(&verder).unwrap_or_default();
    let asks_anew = cookies::SIGNED_OUT.read(&headers, is_tls).is_some();
    match provider.depart(next, asks_anew).await {
        Ok(departure) => {
            let mut response = Redirect::to(&departure.url).into_response();
            cookies::WAY.set(&mut response, &departure.cookie, oidc::TIME_MAX, is_tls);
            response
        }
        Err(refused) => back(notice(&refused)),
    }
}

/// Takes somebody in who comes back from the provider.
pub(crate) async fn arrive(
    State(state): State<AppState>,
    headers: HeaderMap,
    answer: Result<Query<Answer>, QueryRejection>,
) -> Result<Response, Problem> {
    let Some(provider) = &state.provider else {
        return Ok(Redirect::to("/inloggen").into_response());
    };
    let answer = answer.map(|Query(answer)| answer).unwrap_or_default();
    let way = cookies::WAY.read(&headers, state.service.gate.is_tls());
    let mut response = match provider.arrive(way, answer).await {
        Ok((identity, next)) => enter(&state, provider, &identity, &next).await?,
        Err(refused) => back(notice(&refused)),
    };
    // A way counts once.
    cookies::WAY.clear(&mut response);
    Ok(response)
}

async fn enter(
    state: &AppState,
    provider: &Provider,
    identity: &oidc::Identity,
    next: &str,
) -> Result<Response, Problem> {
    let now = clock::now();
    match linking::account_of(&state.service, provider, identity, now).await? {
        Ok(account) => {
            let session = state.sign_in.open(&state.service.pool, account, now).await?;
            let mut response = page::signed_in(state, &session, next);
            cookies::SIGNED_OUT.clear(&mut response);
            Ok(response)
        }
        Err(denied) => {
            info!("Somebody whom the provider knows does not come in: {denied:?}");
            Ok(back(match denied {
                Denied::Unknown | Denied::NoGroup => SignInNotice::NoAccess,
                Denied::Blocked => SignInNotice::Blocked,
                Denied::AddressTaken => SignInNotice::AddressTaken,
                Denied::NoAddress => SignInNotice::NoAddress,
            }))
        }
    }
}

fn notice(refused: &Refused) -> SignInNotice {
    match refused {
        Refused::Late => SignInNotice::WayOver,
        Refused::Cancelled => SignInNotice::Cancelled,
        Refused::Silent(error) => {
            warn!("The identity provider does not answer: {error:#}");
            SignInNotice::ProviderSilent
        }
        Refused::Wrong(error) => {
            warn!("What the identity provider answers is not taken: {error:#}");
            SignInNotice::ProviderWrong
        }
    }
}

/// To the page to sign in, so that no code stays in the address.
fn back(notice: SignInNotice) -> Response {
    Redirect::to(&format!("/inloggen?gemeente={}", notice.code())).into_response()
}
