//! An account as an administrator fills it in, and what a change of it is in words. Pure.

use platform::staff::Role;
use web::form::Mistake;
use web::words;

use crate::{
    sign_in::{PASSWORD_BYTES_MAX, is_address},
    store::catalogue::Team,
};

/// Characters of a name.
pub const NAME_MAX: usize = 60;

/// Characters of a password that somebody chooses (NIST SP 800-63B asks 8, and 15 where it is all).
pub const PASSWORD_CHARS_MIN: usize = 12;

/// Who somebody is to us.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Profile {
    /// In lower case.
    pub email: String,
    pub name: String,
    pub role: Role,
    /// In the order of the teams' names.
    pub team_keys: Vec<String>,
    pub is_blocked: bool,
}

/// What a form holds; a name that comes more than once is a list.
pub type Fields = Vec<(String, String)>;

pub fn value<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    fields.iter().find(|(it, _)| it == name).map_or("", |(_, value)| value.trim())
}

/// The form of a profile as it stands.
pub fn fields(profile: &Profile) -> Fields {
    let one = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut fields = vec![
        one("mail", &profile.email),
        one("naam", &profile.name),
        one("rol", profile.role.as_str()),
    ];
    fields.extend(profile.team_keys.iter().map(|key| one("team", key)));
    if profile.is_blocked {
        fields.push(one("geblokkeerd", "ja"));
    }
    fields
}

/// Reads the form.
///
/// # Errors
///
/// All mistakes at once.
pub fn parse(fields: &[(String, String)], teams: &[Team]) -> Result<Profile, Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let email = value(fields, "mail").to_lowercase();
    if !is_address(&email) {
        mistakes.push(Mistake::new("mail", "Vul een mailadres in."));
    }
    let name = value(fields, "naam").to_owned();
    let is_name = !name.is_empty() && name.chars().count() <= NAME_MAX;
    if !is_name || name.contains(char::is_control) {
        let why = format!("Vul een naam in van hoogstens {NAME_MAX} tekens.");
        mistakes.push(Mistake::new("naam", why));
    }
    let role = Role::parse(value(fields, "rol"));
    if role.is_none() {
        mistakes.push(Mistake::new("rol", "Kies een rol."));
    }
    let is_chosen = |key: &str| fields.iter().any(|(name, value)| name == "team" && value == key);
    let keys = teams.iter().map(|team| &team.team_key).filter(|key| is_chosen(key)).cloned();
    let team_keys: Vec<_> = if role.is_some_and(has_teams) { keys.collect() } else { Vec::new() };
    if role.is_some_and(has_teams) && team_keys.is_empty() {
        mistakes.push(Mistake::new("team", "Kies het team, of de teams, van een ploeg of boa."));
    }
    let is_blocked = value(fields, "geblokkeerd") == "ja";
    match role {
        Some(role) if mistakes.is_empty() => {
            Ok(Profile { email, name, role, team_keys, is_blocked })
        }
        _ => Err(mistakes),
    }
}

/// Whether somebody with this role works for teams; the others see all.
pub fn has_teams(role: Role) -> bool {
    matches!(role, Role::Crew | Role::Boa)
}

/// What changed, as a sentence; empty when nothing did.
pub fn differences(before: &Profile, after: &Profile, teams: &[Team]) -> String {
    let names = |keys: &[String]| {
        let known = teams.iter().filter(|team| keys.contains(&team.team_key));
        let names: Vec<_> = known.map(|team| team.name.as_str()).collect();
        if names.is_empty() { "geen".to_owned() } else { names.join(", ") }
    };
    let mut said = Vec::new();
    let mut told = |what: &str, from: &str, to: &str| {
        if from != to {
            said.push(format!("{what}: {from} → {to}"));
        }
    };
    told("Naam", &before.name, &after.name);
    told("Mailadres", &before.email, &after.email);
    told("Rol", words::role(before.role.as_str()), words::role(after.role.as_str()));
    told("Team", &names(&before.team_keys), &names(&after.team_keys));
    match (before.is_blocked, after.is_blocked) {
        (false, true) => said.push("Geblokkeerd".to_owned()),
        (true, false) => said.push("Niet meer geblokkeerd".to_owned()),
        _ => {}
    }
    said.join("; ")
}

/// Whether a session from before may no longer go on: its token says what somebody may.
pub fn ends_sessions(before: &Profile, after: &Profile) -> bool {
    before.role != after.role
        || before.team_keys != after.team_keys
        || before.name != after.name
        || after.is_blocked
}

/// Why a change would leave the system in wrong hands, or in nobody's.
pub fn forbidden(before: &Profile, after: &Profile, is_own: bool, others: i64) -> Option<Mistake> {
    let leaves = before.role == Role::Admin && !before.is_blocked;
    let stays = after.role == Role::Admin && !after.is_blocked;
    if !leaves || stays {
        return None;
    }
    if is_own {
        let why = "Je kunt jezelf niet blokkeren of een andere rol geven. Vraag een collega.";
        return Some(Mistake::new("rol", why));
    }
    (others == 0).then(|| Mistake::new("rol", "Er moet een beheerder overblijven."))
}

/// Why nobody should have this password; `None` when it is good enough.
pub fn weak(password: &str, email: &str) -> Option<String> {
    let lower = password.to_lowercase();
    let name = email.split('@').next().unwrap_or_default();
    if password.chars().count() < PASSWORD_CHARS_MIN {
        return Some(format!("Kies een wachtwoord van minstens {PASSWORD_CHARS_MIN} tekens."));
    }
    if password.len() > PASSWORD_BYTES_MAX {
        return Some("Dit wachtwoord is te lang.".to_owned());
    }
    let first = password.chars().next();
    if password.chars().all(|letter| Some(letter) == first) {
        return Some("Steeds hetzelfde teken is te makkelijk te raden.".to_owned());
    }
    // Nothing is left out of a password that does not hold it.
    let is_mostly_name = lower.replace(name, "").chars().count() < PASSWORD_CHARS_MIN;
    is_mostly_name.then(|| "Je mailadres in je wachtwoord is te makkelijk te raden.".to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn teams() -> Vec<Team> {
        [("grofvuil", "Grofvuil"), ("schoon", "Wijkteam Schoon")]
            .map(|(key, name)| Team { team_key: key.to_owned(), name: name.to_owned() })
            .into()
    }

    fn crew() -> Profile {
        Profile {
            email: "ploeg@demo".to_owned(),
            name: "Ploeg 2".to_owned(),
            role: Role::Crew,
            team_keys: vec!["schoon".to_owned()],
            is_blocked: false,
        }
    }

    fn wrong(change: &[(&str, &str)]) -> Vec<String> {
        let mut form = fields(&crew());
        for (name, value) in change {
            form.retain(|(it, _)| it != name);
            form.push(((*name).to_owned(), (*value).to_owned()));
        }
        let mistakes = parse(&form, &teams()).unwrap_err();
        mistakes.into_iter().map(|mistake| mistake.field).collect()
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let all = [("mail", "x"), ("naam", " "), ("rol", "god"), ("team", "hond")];
        assert_eq!(wrong(&all), ["mail", "naam", "rol"]);
        assert_eq!(wrong(&[("team", "hond")]), ["team"]);
        assert_eq!(wrong(&[("naam", &"a".repeat(61))]), ["naam"]);
    }

    #[test]
    fn a_change_is_told_in_words() {
        let boss = Profile { role: Role::Admin, team_keys: vec![], ..crew() };
        assert_eq!(
            differences(&crew(), &boss, &teams()),
            "Rol: Ploeg → Beheerder; Team: Wijkteam Schoon → geen"
        );
        let out = Profile { is_blocked: true, ..crew() };
        assert_eq!(differences(&crew(), &out, &teams()), "Geblokkeerd");
        assert_eq!(differences(&crew(), &crew(), &teams()), "");
    }

    #[test]
    fn an_administrator_stays_and_nobody_shuts_themselves_out() {
        let admin = Profile { role: Role::Admin, team_keys: vec![], ..crew() };
        let out = Profile { is_blocked: true, ..admin.clone() };
        assert!(forbidden(&admin, &out, true, 3).is_some());
        assert!(forbidden(&admin, &out, false, 0).is_some());
        assert!(forbidden(&admin, &out, false, 1).is_none());
        assert!(
            forbidden(&admin, &Profile { name: "X".into(), ..admin.clone() }, true, 0).is_none()
        );
        assert!(forbidden(&crew(), &Profile { is_blocked: true, ..crew() }, false, 0).is_none());
    }

    #[test]
    fn a_password_is_long_and_not_the_address() {
        for bad in ["kort", "aaaaaaaaaaaaaaaa", "ploeg2026abc"] {
            assert!(weak(bad, "ploeg2026@demo").is_some(), "{bad}");
        }
        assert_eq!(weak("vier lange losse woorden", "ploeg2026@demo"), None);
        assert_eq!(weak("ploeg2026 en nog veel meer erbij", "ploeg2026@demo"), None);
    }

    proptest! {
        #[test]
        fn the_form_of_a_profile_gives_the_same_profile(
            name in "[A-Za-z]{1,20}",
            role in prop::sample::select(Role::ALL.to_vec()),
            teams_of in prop::sample::subsequence(vec!["grofvuil", "schoon"], 1..=2),
            is_blocked: bool,
        ) {
            let keys = teams_of.into_iter().map(str::to_owned).collect();
            let team_keys = if has_teams(role) { keys } else { vec![] };
            let profile = Profile { email: "a@b".into(), name, role, team_keys, is_blocked };
            prop_assert_eq!(parse(&fields(&profile), &teams()).unwrap(), profile);
        }
    }
}
