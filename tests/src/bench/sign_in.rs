//! Signs a demo account in.
use anyhow::{Context as _, Result};
use reqwest::Client;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// Gives the token of the account, by its password in the data folder.
pub(crate) async fn sign_in(http: &Client, url: &str, data: &Path, email: &str) -> Result<String> {
    let logins = std::fs::read_to_string(data.join("demo-logins.json"))?;
    let logins: BTreeMap<String, String> = serde_json::from_str(&logins)?;
    let password = logins.get(email).with_context(|| format!("no {email} among the logins"))?;
    let body = json!({ "email": email, "password": password });
    let answer = http.post(format!("{url}/api/v1/sessions")).json(&body).send().await?;
    let answer: Value = answer.error_for_status()?.json().await?;
    Ok(answer["token"].as_str().context("no token")?.to_owned())
}
