//! What the provider tells about somebody. Pure.
//!
//! The ID token comes first and what it does not tell is taken from the userinfo endpoint: providers
//! differ in where they put what the scopes `email` and `profile` ask (`OpenID` Connect Core 1.0,
//! section 5.4).

use serde_json::Value;

use crate::{account, sign_in::is_address};

/// Groups of one person that are read; a directory may have more.
const GROUPS_MAX: usize = 1_000;

/// Somebody as the provider knows them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Identity {
    pub issuer: String,
    /// Who it is at this issuer, for ever; an address or a name may change.
    pub subject: String,
    /// In lower case.
    pub email: Option<String>,
    /// Whether it is certain that the address is theirs.
    pub is_email_certain: bool,
    pub name: Option<String>,
    pub groups: Vec<String>,
}

/// Where the groups are, and whether every address of this provider is certain.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub groups_claim: String,
    pub trusts_email: bool,
}

impl Identity {
    /// `told`: the claims of the ID token, and those of the userinfo endpoint, in this order.
    pub(super) fn read(issuer: &str, subject: &str, told: &[Value], reading: &Reading) -> Self {
        // An address and whether it is certain belong together.
        let by = told.iter().find(|claims| claims.get("email").is_some());
        let email = by.and_then(|claims| text(claims, "email")).map(str::to_lowercase);
        let is_told = by.is_some_and(|claims| is_true(claims.get("email_verified")));
        let groups = told.iter().find_map(|claims| groups(claims, &reading.groups_claim));
        Self {
            issuer: issuer.to_owned(),
            subject: subject.to_owned(),
            email: email.filter(|email| is_address(email)),
            is_email_certain: reading.trusts_email || is_told,
            name: told.iter().find_map(name),
            groups: groups.unwrap_or_default(),
        }
    }
}

fn text<'a>(claims: &'a Value, name: &str) -> Option<&'a str> {
    claims.get(name)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// Some providers write it as a word.
fn is_true(value: Option<&Value>) -> bool {
    value.is_some_and(|value| value == &Value::Bool(true) || value.as_str() == Some("true"))
}

/// A name that fits in an account.
fn name(claims: &Value) -> Option<String> {
    let whole = text(claims, "name").map(str::to_owned).or_else(|| {
        let parts = [text(claims, "given_name"), text(claims, "family_name")];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    });
    let name = whole.or_else(|| text(claims, "preferred_username").map(str::to_owned))?;
    let fitting = name.chars().filter(|letter| !letter.is_control()).take(account::NAME_MAX);
    let name: String = fitting.collect();
    (!name.trim().is_empty()).then(|| name.trim().to_owned())
}

/// The claim by its whole name, which may hold dots, else by a path with dots; a list or one name.
fn groups(claims: &Value, claim: &str) -> Option<Vec<String>> {
    let at_path = || claim.split('.').try_fold(claims, |value, part| value.get(part));
    match claims.get(claim).or_else(at_path)? {
        Value::String(one) => Some(vec![one.clone()]),
        Value::Array(all) => {
            let names = all.iter().filter_map(Value::as_str).take(GROUPS_MAX);
            Some(names.map(str::to_owned).collect())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(told: &[Value], groups_claim: &str) -> Identity {
        let reading = Reading { groups_claim: groups_claim.to_owned(), trusts_email: false };
        Identity::read("https://idp", "7", told, &reading)
    }

    #[test]
    fn what_the_token_does_not_tell_comes_from_userinfo() {
        let token = json!({"sub": "7", "name": "Yara de Wit"});
        let userinfo = json!({"name": "Somebody else", "email": "Yara@Amersfoort.nl",
            "email_verified": true, "groups": ["noord", 3, "zuid"]});
        let identity = read(&[token, userinfo], "groups");

        assert_eq!(identity.name.as_deref(), Some("Yara de Wit"));
        assert_eq!(identity.email.as_deref(), Some("yara@amersfoort.nl"));
        assert!(identity.is_email_certain);
        assert_eq!(identity.groups, ["noord", "zuid"]);
    }

    #[test]
    fn an_address_is_certain_by_who_told_it_only() {
        let token = json!({"email": "a@b.nl", "email_verified": false});
        let userinfo = json!({"email": "c@d.nl", "email_verified": true});
        let identity = read(&[token, userinfo], "groups");

        assert_eq!(identity.email.as_deref(), Some("a@b.nl"));
        assert!(!identity.is_email_certain);
        assert!(!read(&[json!({"email": "a@b.nl"})], "groups").is_email_certain);
        assert!(
            read(&[json!({"email": "a@b.nl", "email_verified": "true"})], "x").is_email_certain
        );
    }

    #[test]
    fn groups_are_found_under_a_whole_name_and_under_a_path() {
        let nested = json!({"realm_access": {"roles": ["beheer"]}, "https://g.nl/r": "toezicht"});

        assert_eq!(read(std::slice::from_ref(&nested), "realm_access.roles").groups, ["beheer"]);
        assert_eq!(read(std::slice::from_ref(&nested), "https://g.nl/r").groups, ["toezicht"]);
        for absent in ["roles", "realm_access", "realm_access.roles.x"] {
            assert!(read(std::slice::from_ref(&nested), absent).groups.is_empty(), "{absent}");
        }
    }

    #[test]
    fn a_name_always_fits_in_an_account() {
        let named = |claims: Value| read(&[claims], "groups").name;

        assert_eq!(
            named(json!({"given_name": "Ada", "family_name": "K"})).as_deref(),
            Some("Ada K")
        );
        assert_eq!(named(json!({"preferred_username": "akok"})).as_deref(), Some("akok"));
        assert_eq!(named(json!({"name": "A\0da\n"})).as_deref(), Some("Ada"));
        assert_eq!(named(json!({"name": "é".repeat(80)})).unwrap().chars().count(), 60);
        assert_eq!(named(json!({"name": " \n ", "sub": "7"})), None);
    }

    #[test]
    fn what_is_no_address_is_none() {
        for bad in ["", "nobody", "a\0@b.nl"] {
            assert_eq!(read(&[json!({"email": bad})], "groups").email, None, "{bad:?}");
        }
    }
}
